//! The REF field: what a telegram cites (format.md §10).
//!
//! ```text
//! field     = label segment { letter segment }                          labels.rs, columns.rs
//! segment   = item { separator item }                                   items.rs
//! item      = ( cable | other ) { qualifier }                           cable.rs, others.rs, qualifiers.rs
//! separator = ";" | "," | "AND" | "&" | line end | nothing before a known post and a number
//! ```
//! A year that is not written is decided by the rules of year.rs. Nothing is left out: an item that no rule knows is
//! kept as it is, with kind `other`.

mod atoms;
mod cable;
mod columns;
mod dates;
mod ends;
mod identifier;
mod items;
mod labels;
mod names;
mod numbers;
mod others;
mod posts;
mod qualifiers;
mod tokens;
mod year;

use crate::Passage;
use crate::record::{Notes, Reference, Unparsed};

pub use identifier::{canonical_id, parse_id, repair_id};

pub(crate) use dates::{month, written_year};
pub(crate) use others::{is_product_code, series};
pub(crate) use posts::{PostNames, never as never_a_post};
pub(crate) use tokens::tokens;
pub(crate) use year::decide as decide_year;

use cable::Reader;

/// The telegram that cites, as far as it is known: what is not written in a reference is taken from it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Citing<'a> {
    /// Canonical post.
    pub post: Option<&'a str>,
    /// Its serial.
    pub serial: Option<u32>,
    /// Full year.
    pub year: Option<u16>,
    /// 1 to 12.
    pub month: Option<u8>,
}

/// Reads the whole REF field, label included, page lines removed.
pub fn read(field: &Passage, citing: &Citing, notes: &mut Notes) -> Vec<Reference> {
    let text = field.as_str();
    let all = tokens(text);
    let end = ends::end(&all);
    let until = citing.year.unwrap_or(2065);
    let mut reader =
        Reader { tokens: all.get(..end).unwrap_or(&all), names: PostNames::new(citing.post), until };
    let mut segments = labels::segments(&mut reader);
    if !columns::by_letter(&mut segments, text) {
        labels::warn_of_order(&segments, field, notes);
    }
    let mut list = items::List::new(field, citing, reader, notes);
    for segment in &segments {
        list.segment(segment);
    }
    let references = list.finish();
    if let (Some(first), Some(last)) = (all.get(end), all.last()) {
        let left = first.at..last.end();
        let text = text.get(left.clone()).unwrap_or("").to_string();
        notes.unparsed.push(Unparsed { text, span: field.span(left) });
    }
    references
}

#[cfg(test)]
mod tests;
