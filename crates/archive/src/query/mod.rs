//! The query language: from what was typed to what is asked. Nothing here searches.
//!
//! ```text
//! query   = [ any ]                                        nothing at all asks for everything
//! any     = all { "OR" all }
//! all     = one { [ "AND" ] one }                          side by side is AND
//! one     = { "NOT" | "-" | "+" } ( group | near | item | "*" )
//! group   = [ field ":" ] "(" any ")"                      the field holds for every item inside
//! near    = text "NEAR" [ "/" 1..99 ] text { "NEAR" … }    10 words between at most where no number stands, in any order
//! item    = text [ "*" ] | "~" text | field ":" value
//! text    = word | quote word { word } quote               of a quoted text, the last word may be a prefix*
//! value   = ( word | quote … quote ) [ "*" ]
//! date    = "date:" ( day | [ day ] ".." [ day ] )         day = YYYY [ "-" MM [ "-" DD ] ]
//! field   = the names of fields.tsv, in any case
//! ```
//!
//! NOT binds closer than AND, AND closer than OR, NEAR closest. Operators are in capitals; `and`, `or`, `near` are words.
//! A `-` with something right behind it is NOT; a `+` is allowed and says nothing, since every word is required. A query
//! that is all negation is allowed: `NOT tags:PREL` is every telegram without it.
//!
//! A text is cut as telegrams are (`crate::words`): `U.S.` is the phrase `"u s"`, a chunk such as `ship-rider` a phrase too.
//! Values are brought to the form of the tables:
//!
//! | field | value |
//! |---|---|
//! | `post`, `from`, `to` | the canonical post of any spelling; a name of several posts is an OR; a name the tables do not know is kept, in capitals |
//! | `class` | `U`, `EFTO`, `LOU`, `SBU`, `C`, `S`, `TS`, `unknown` |
//! | `mark` | the canonical portion mark, `S/NF`, or `unknown` |
//! | `id`, `ref` | the canonical id `03OTTAWA892`; where no year is written, `OTTAWA892`: it stands for that number of any year, and an index that keeps each id also without its first two digits answers it with one term. A prefix begins either form: `03OTTAWA*`, `OTTAWA8*`. Series keep their key, `SECTO:4077` |
//! | `kind` | the values of kinds.tsv |
//! | `caption` | the caption's canonical form, as [`Field::fold`] leaves it |
//! | `place` | the TAGS code of a country's name, `CV`; other names as [`Field::fold`] leaves them |
//! | `tags`, `signed`, `person` | [`Field::fold`]: the words, in capitals, one blank between |
//!
//! An empty prefix (`caption:*`) asks for telegrams that have the field at all.
//!
//! A query has at most [`LONGEST`] bytes, [`DEEPEST`] levels of brackets, [`MOST_LEAVES`] leaves. [`Query::strict`] stops
//! at the first mistake and says where; [`Query::lenient`] goes on and tells what it left out. Both are linear. A printed
//! query reads back as the same query, as long as the printed form keeps within the limits.

mod dates;
mod error;
mod fields;
mod ids;
mod leaf;
mod lex;
mod near;
mod parse;
mod posts;
mod print;
#[cfg(test)]
mod tests;
mod values;

pub use error::{Ignored, QueryError};
pub use fields::Field;

/// A day of the calendar.
pub type Day = jiff::civil::Date;

/// The syntax with examples, for people.
pub const HELP: &str = include_str!("help.txt");

/// Bytes of a query.
pub const LONGEST: usize = 64 * 1024;

/// Brackets within brackets.
pub const DEEPEST: usize = 100;

/// Leaves of a query.
pub const MOST_LEAVES: usize = 10_000;

/// What is asked, and what of the text had no part in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The question.
    pub root: Node,
    /// What was not understood, in order of detection; empty in a strict query.
    pub ignored: Vec<Ignored>,
}

impl Query {
    /// Reads a query in which every character must make sense.
    ///
    /// # Errors
    /// The first mistake, with its column and what to write instead.
    pub fn strict(text: &str) -> Result<Query, QueryError> {
        parse::read(text, error::Notes::strict(text))
    }

    /// Reads any text: what is no query is taken as plain words or left out, and told in `ignored`.
    pub fn lenient(text: &str) -> Query {
        // A lenient reading gives no error.
        parse::read(text, error::Notes::lenient(text)).unwrap_or(Query { root: Node::All, ignored: vec![] })
    }
}

/// A part of a question. `And` and `Or` have two parts or more, none of them of its own kind; `Not` holds no `Not`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Node {
    /// Every telegram.
    All,
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Leaf(Leaf),
}

/// A question about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leaf {
    /// One word, or a phrase of several, as [`crate::tokens`] folds them.
    Words(Vec<String>),
    /// The words before the last one, and the letters with which the last one begins.
    Prefix(Vec<String>, String),
    /// Words or phrases of one portion, in any order, each with at most `distance` words to the next.
    Near {
        /// Two or more.
        parts: Vec<Vec<String>>,
        /// 1 to 99.
        distance: u32,
    },
    /// `Words`, `Prefix` or `Near` in the subject.
    Subject(Box<Leaf>),
    /// The term as typed: to be looked up among acronyms and spellings of posts.
    Expand(String),
    /// A value of a field.
    Term {
        /// Never the subject.
        field: Field,
        /// In the form that the table above tells.
        value: String,
        /// True where the value only begins so.
        prefix: bool,
    },
    /// Sent on one of these days; one end at least is set.
    Date {
        /// The first.
        from: Option<Day>,
        /// The last.
        to: Option<Day>,
    },
}
