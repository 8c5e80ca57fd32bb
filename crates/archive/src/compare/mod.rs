//! Several releases of one telegram, word by word: what each of them withholds, and the fullest text of all.
//!
//! 1. read.rs: a copy's words; page furniture is left out, what is struck out (strikes.rs) is noted as a mark between words.
//! 2. keys.rs: words that are one word in another dress get one key: case and accents, a hyphen at a line end, a digit
//!    read for a letter where another copy has the letter.
//! 3. merge.rs: the copies are laid over each other, fullest first; diff.rs matches two of them, gap.rs the small gaps.
//! 4. segments.rs: stretches of words become segments.
//! 5. union.rs, summary.rs, text.rs, json.rs: what is told of them.
//!
//! The result does not depend on the order in which the copies are given. Time is linear but for a bounded search in each
//! gap, whatever the texts; memory is a small multiple of them.

mod diff;
mod gap;
mod json;
mod keys;
mod merge;
mod read;
mod segments;
mod strikes;
mod summary;
#[cfg(test)]
mod tests;
mod text;
mod union;

use std::ops::Range;

pub use read::{Release, Struck};
pub use summary::{CopySummary, Summary, Withheld};
pub use text::text;

/// A copy of the telegram.
#[derive(Clone, Debug)]
pub struct Copy<'t> {
    /// What it is called in what is shown.
    pub name: String,
    /// Its text.
    pub text: &'t str,
}

/// Copies laid side by side.
#[derive(Clone, Debug)]
pub struct Alignment<'t> {
    /// The copies as read, in the order given.
    pub copies: Vec<Release<'t>>,
    /// What they have and lack, in order. Every word of every copy is in one of them.
    pub segments: Vec<Segment>,
    /// Index of the copy that shows the most.
    fullest: usize,
}

/// A stretch of the telegram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// How the copies compare.
    pub kind: Kind,
    /// What each copy has of it, in the order of the copies.
    pub parts: Vec<Part>,
    /// Copies that have nothing of it or strike something out, by index.
    pub by: Vec<usize>,
    /// Copies that have words of it.
    pub shown_by: Vec<usize>,
}

impl Segment {
    /// True where something is struck out in every copy, also in those that show words of it.
    pub fn hides_more(&self) -> bool {
        let shows_all = |copy: &usize| self.parts.get(*copy).is_some_and(|part| part.struck.is_empty());
        self.kind == Kind::Withheld && !self.shown_by.iter().any(shows_all)
    }
}

/// How the copies of a stretch compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// All copies have the same words.
    Same,
    /// Copies have different words; nothing is struck out.
    Differs,
    /// One copy at least has it struck out; perhaps no copy shows it.
    Withheld,
    /// Some copies have it, others do not, and nothing tells that it was struck out: one side may have added it, or the
    /// other left it out without a trace.
    Added,
}

/// What one copy has of a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// Indices of its words.
    pub words: Range<usize>,
    /// Places in its text that are struck out, in bytes.
    pub struck: Vec<Range<usize>>,
}

/// Lays copies side by side. One copy alone is the same as itself.
pub fn align<'t>(copies: &[Copy<'t>]) -> Alignment<'t> {
    let mut releases: Vec<Release<'t>> = copies.iter().map(read::read).collect();
    let keys = keys::join(&mut releases);
    let mut order: Vec<usize> = (0..releases.len()).collect();
    order.sort_by_cached_key(|copy| {
        let release = releases.get(*copy);
        let shown = release.map_or(0, |release| release.words.len());
        (std::cmp::Reverse(shown), release.map(|release| (release.text, release.name.clone())))
    });
    let columns = merge::merge(&releases, &keys, &order);
    let segments = segments::segments(&releases, &columns);
    Alignment { copies: releases, segments, fullest: order.first().copied().unwrap_or(0) }
}
