//! Joining the lines of a paragraph into one reading text (format.md §15.2).

use std::ops::Range;

use crate::clean;
use crate::passage::Passage;
use crate::record::{Notes, Span};

/// A stretch of a paragraph: one line, or the rest of the line that its marker stands on.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// Index of the body line.
    pub(crate) line: usize,
    pub(crate) range: Range<usize>,
    pub(crate) blank_before: bool,
    pub(crate) frame_before: bool,
    /// What may be in it, by [`crate::glance`].
    pub(crate) seen: u8,
}

/// A place where a sentence goes on across blank lines: a section header may have been cut out there (format.md §14 #20).
#[derive(Clone, Debug)]
pub(crate) struct Break {
    /// The gap in the document.
    pub(crate) gap: Span,
}

/// The reading text of a paragraph and where each part begins in it.
#[derive(Debug, Default)]
pub(crate) struct Unwrapped<'d> {
    pub(crate) passage: Passage<'d>,
    pub(crate) starts: Vec<usize>,
    pub(crate) breaks: Vec<Break>,
    /// Line ends that became blanks.
    pub(crate) joined: usize,
    /// What may be in it, by [`crate::glance`].
    pub(crate) seen: u8,
}

/// Joins `parts` of `text`.
pub(crate) fn unwrap<'d>(
    mut passage: Passage<'d>,
    text: &str,
    parts: &[Part],
    notes: &mut Notes,
) -> Unwrapped<'d> {
    let mut starts = Vec::with_capacity(parts.len());
    let mut breaks = Vec::new();
    let mut joined = 0;
    let (mut seen, mut altered) = (0, false);
    for (i, part) in parts.iter().enumerate() {
        let range = without_glyph(text, part, i, &passage, notes);
        if let Some(previous) = i.checked_sub(1).and_then(|p| parts.get(p)) {
            let next = text.get(range.clone()).unwrap_or_default();
            if part.blank_before && runs_on(passage.as_str(), next) {
                let gap = span(&passage, previous.range.end..range.start);
                breaks.push(Break { gap });
            }
            joined += usize::from(!part.blank_before);
            altered |= !join(&mut passage, text, previous.range.end, &range, part.frame_before, notes);
        }
        starts.push(passage.as_str().len());
        altered |= clean::push_seen(&mut passage, text, range, part.seen, notes);
        seen |= part.seen;
    }
    passage.trim_end();
    // Lines with a blank between them hold what the lines hold; a word that was mended may be another.
    if altered {
        seen = crate::glance::glance(passage.as_str().as_bytes());
    }
    Unwrapped { passage, starts, breaks, joined, seen }
}

/// Puts what stands between two lines: a blank, nothing after a hyphen that parted a word, nothing inside a word that a
/// page line cut. Gives whether the lines stand apart.
fn join(
    passage: &mut Passage,
    text: &str,
    end: usize,
    next: &Range<usize>,
    frame: bool,
    notes: &mut Notes,
) -> bool {
    let right = text.get(next.clone()).unwrap_or_default();
    let left = passage.as_str();
    let hyphen = left.ends_with('-')
        && !left.ends_with("--")
        && left.bytes().rev().nth(1).is_some_and(|b| b.is_ascii_alphanumeric());
    if hyphen && right.starts_with(|c: char| c.is_alphanumeric()) {
        let stem = left.get(..left.len() - 1).unwrap_or_default();
        if clean::joins(stem, right) {
            let (halves, word) = halves(text, end, next.start);
            let original = text.get(halves.clone()).unwrap_or_default();
            notes.repair(
                29,
                span(passage, halves),
                original,
                &word,
                0.95,
                &["the halves on both sides of the line end make a word"],
            );
            passage.truncate(stem.len());
        }
        return false;
    }
    if frame && (number_goes_on(left, right) || clean::joins(left, right)) {
        let evidence = if number_goes_on(left, right) {
            "a number goes on with three figures after a page line"
        } else {
            "the halves on both sides of a page line make a word"
        };
        let (halves, word) = halves(text, end, next.start);
        let original = text.get(halves.clone()).unwrap_or_default();
        notes.repair(21, span(passage, halves), original, &word, 0.94, &[evidence]);
        return false;
    }
    if !left.is_empty() && !left.ends_with(' ') && !right.is_empty() {
        passage.push_as(" ", end);
    }
    true
}

/// `140,` and `000`.
fn number_goes_on(left: &str, right: &str) -> bool {
    let figures = right.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let before = left.strip_suffix(',').is_some_and(|left| left.ends_with(|c: char| c.is_ascii_digit()));
    before && figures == 3
}

/// The half of a word that ends at `end` and the half that begins at `start`: where they stand, with what parts them, and
/// both together.
fn halves(text: &str, end: usize, start: usize) -> (Range<usize>, String) {
    let parts = |c: char| !c.is_alphanumeric() && c != ',';
    let left = text.get(..end).unwrap_or_default().trim_end_matches(parts);
    let first = left.rsplit(parts).next().unwrap_or_default();
    let second = text.get(start..).and_then(|right| right.split(parts).next()).unwrap_or_default();
    (left.len() - first.len()..start + second.len(), format!("{first}{second}"))
}

/// A paragraph sign at the start of a line that is no paragraph was put there by a publisher (format.md §14 #45).
fn without_glyph(text: &str, part: &Part, i: usize, passage: &Passage, notes: &mut Notes) -> Range<usize> {
    let content = text.get(part.range.clone()).unwrap_or_default();
    if i == 0 || !matches!(content.as_bytes().first(), Some(b'&' | 0xc2 | 0xc3)) {
        return part.range.clone();
    }
    if !content.starts_with(['\u{b6}', '\u{c2}', '&']) {
        return part.range.clone();
    }
    let glyph = super::markers::glyph(content);
    if glyph > 0 {
        let place = span(passage, part.range.start..part.range.start + glyph);
        notes.repair(
            45,
            place,
            content.get(..glyph).unwrap_or_default(),
            "",
            0.97,
            &["a paragraph sign before a line that begins no paragraph"],
        );
    }
    part.range.start + glyph..part.range.end
}

/// The upper line stops without punctuation and the lower goes on with a small letter or a number phrase.
pub(crate) fn runs_on(upper: &str, lower: &str) -> bool {
    let upper = upper.trim_end();
    let open =
        upper.chars().last().is_some_and(|c| c.is_alphanumeric() || matches!(c, ',' | '-' | '\'' | '/'));
    let mut chars = lower.trim_start().chars();
    let continues = match chars.next() {
        Some(c) if c.is_lowercase() => super::lists::item(lower).is_none(),
        Some(c) if c.is_ascii_digit() => {
            !lower.trim_start().trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(['.', ')'])
        }
        Some('$' | '"') => chars.next().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit()),
        _ => false,
    };
    open && continues
}

fn span(passage: &Passage, range: Range<usize>) -> Span {
    let mut whole = Passage::clone_document(passage);
    whole.push(range);
    whole.span(0..whole.as_str().len())
}
