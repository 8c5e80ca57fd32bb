//! The brief: what a few telegrams say, on a page or two.
//!
//! For each telegram: what it is, how much of it there is, what was repaired, what it refers to and whether that is among
//! the telegrams given, who is who, and its statements with paragraph and quote. [`Entry`] is that content; [`text`],
//! [`markdown`] and [`json`] only set it.

mod entry;
mod json;
mod markdown;
mod statements;
mod text;
mod wrap;

use telegram::record::Telegram;

pub use entry::{Entry, Held, Line, Person, Section};
pub use json::json;
pub use markdown::markdown;
pub use text::text;

use crate::Statement;

/// How a brief is set.
pub struct Options<'a> {
    /// Columns of plain text.
    pub width: usize,
    /// Statements below this confidence are counted, not shown.
    pub sure: f32,
    /// How many statements of one kind are shown of one telegram; the rest are counted.
    pub most: usize,
    /// Sets off a piece of text: a program may colour it. Whole lines or words come here, never a part of one.
    pub style: &'a dyn Fn(Emphasis, &str) -> String,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options { width: 100, sure: 0.7, most: 40, style: &|_, text| text.to_string() }
    }
}

/// What a piece of text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emphasis {
    /// A telegram's heading line.
    Heading,
    /// The name of a section.
    Label,
    /// Paragraph and portion mark.
    Place,
    /// Words of the telegram.
    Quote,
    /// Something is missing or doubtful.
    Warning,
    /// Beside the point.
    Faint,
}

/// The content of a brief, telegram by telegram, in the order given.
pub fn entries(telegrams: &[(Telegram, Vec<Statement>)], options: &Options) -> Vec<Entry> {
    let held = Held::of(telegrams.iter().map(|(telegram, _)| telegram));
    telegrams.iter().map(|(telegram, statements)| Entry::new(telegram, statements, &held, options)).collect()
}

#[cfg(test)]
mod tests;
