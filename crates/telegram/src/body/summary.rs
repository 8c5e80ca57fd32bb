//! The drafter's summary: where it begins and ends, whatever paragraphs it runs through (format.md §12.4).

use std::ops::Range;

use super::blocks::Part;
use super::elements::{Found, Read};
use super::headings;
use crate::record::{Span, Summary};

/// Where a summary begins or ends: a piece, and an offset in its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    piece: usize,
    at: usize,
}

/// The summary of a body, if the drafter gave one.
pub(crate) fn find(pieces: &[Found<'_>]) -> Option<Summary> {
    let opening = opening(pieces);
    let closing = closing(pieces, opening.map(|(place, _)| place));
    let (from, to, found_by) = match (opening, closing) {
        (Some((from, _)), Some(to)) => (from, to, "opening-and-end"),
        (Some((from, true)), None) => (from, before_next_heading(pieces, from), "heading"),
        (Some((from, false)), None) => (from, end_of(pieces, from.piece), "opening"),
        (None, Some(to)) => (Place { piece: 0, at: 0 }, to, "end-only"),
        (None, None) => return above_paragraph_1(pieces),
    };
    take(pieces, from, to, found_by)
}

fn read<'p, 'd>(pieces: &'p [Found<'d>], at: usize) -> Option<&'p Read<'d>> {
    match pieces.get(at)? {
        Found::Paragraph(read) => Some(read),
        Found::Heading(..) => None,
    }
}

/// The first opening, and whether it is a heading of its own. It counts in the first quarter of the body, or anywhere
/// when an end is written.
fn opening(pieces: &[Found<'_>]) -> Option<(Place, bool)> {
    let early = (pieces.len() / 4).max(3);
    for (i, piece) in pieces.iter().enumerate() {
        let found = match piece {
            Found::Heading(_, words) => {
                is_summary_heading(words).then_some((Place { piece: i + 1, at: 0 }, true))
            }
            Found::Paragraph(read) => read
                .events
                .iter()
                .find(|event| event.part == Part::Summary && event.opens)
                .map(|event| (Place { piece: i, at: event.range.end }, false)),
        };
        if let Some((place, heading)) = found
            && (i < early || closing(pieces, Some(place)).is_some())
        {
            return Some((place, heading));
        }
    }
    None
}

fn is_summary_heading(words: &str) -> bool {
    let lower = words.to_ascii_lowercase();
    headings::known(words)
        && (lower.contains("summary") || lower.contains("summay"))
        && !lower.starts_with("end")
}

fn closing(pieces: &[Found<'_>], after: Option<Place>) -> Option<Place> {
    let first = after.map_or(0, |place| place.piece);
    (first..pieces.len()).find_map(|i| {
        let from = after.filter(|place| place.piece == i).map_or(0, |place| place.at);
        match pieces.get(i)? {
            Found::Heading(_, words) => {
                words.to_ascii_lowercase().starts_with("end summary").then_some(Place { piece: i, at: 0 })
            }
            Found::Paragraph(read) => read
                .events
                .iter()
                .find(|event| event.part == Part::Summary && !event.opens && event.range.start >= from)
                .map(|event| Place { piece: i, at: event.range.start }),
        }
    })
}

fn end_of(pieces: &[Found<'_>], piece: usize) -> Place {
    Place { piece, at: read(pieces, piece).map_or(0, |read| read.whole.as_str().len()) }
}

fn before_next_heading(pieces: &[Found<'_>], from: Place) -> Place {
    let end = (from.piece..pieces.len())
        .find(|i| matches!(pieces.get(*i), Some(Found::Heading(..))))
        .unwrap_or(pieces.len());
    // A heading over the whole rest of the text heads no summary but its first paragraph.
    let last = if end == pieces.len() { from.piece } else { end.saturating_sub(1) };
    end_of(pieces, last.max(from.piece))
}

/// By the handbook a summary is the one paragraph without a number directly above paragraph 1.
fn above_paragraph_1(pieces: &[Found<'_>]) -> Option<Summary> {
    let (first, second) = (read(pieces, 0)?, read(pieces, 1)?);
    let stands_above = first.paragraph.number.is_none() && second.paragraph.number == Some(1);
    let lower = first.paragraph.text.to_ascii_lowercase();
    let long = lower.len() >= 30 && lower.ends_with(['.', '"', ')']);
    let notice = [
        "sensitive but",
        "action request",
        "action message",
        "action cable",
        "internet",
        "accordingly",
        "entire text",
        "handle as",
        "please protect",
    ]
    .iter()
    .any(|word| lower.contains(word));
    if !stands_above || !long || notice {
        return None;
    }
    take(pieces, Place { piece: 0, at: 0 }, end_of(pieces, 0), "before-paragraph-1")
}

/// The text from `from` to `to`, one line per paragraph, opening and end words left out.
fn take(pieces: &[Found<'_>], from: Place, to: Place, found_by: &str) -> Option<Summary> {
    let mut out = Summary { found_by: found_by.to_string(), ..Summary::default() };
    let mut span: Option<Span> = None;
    for i in from.piece..=to.piece {
        let Some(read) = read(pieces, i) else { continue };
        let start = if i == from.piece { from.at } else { 0 };
        let end = if i == to.piece { to.at } else { read.whole.as_str().len() };
        let range = without_label(read, start..end);
        let Some(text) = read.whole.as_str().get(range.clone()) else { continue };
        let text = without_last_mark(text.trim());
        if text.is_empty() {
            continue;
        }
        let place = read.whole.span(trimmed(read.whole.as_str(), range));
        // Sections out of order are read in order: what comes later may stand earlier.
        span = Some(span.map_or(place, |before| Span {
            start: before.start.min(place.start),
            end: before.end.max(place.end),
        }));
        if !out.text.is_empty() {
            out.text.push('\n');
        }
        out.text.push_str(text);
        out.paragraphs.extend(read.paragraph.number);
    }
    out.span = span?;
    Some(out)
}

/// The range without an opening word, mark or heading at its start.
fn without_label(read: &Read, range: Range<usize>) -> Range<usize> {
    let mut start = range.start;
    if start == 0 {
        start = read.lead.min(range.end);
        let heading_is_summary =
            read.paragraph.heading.as_deref().is_none_or(|words| words.to_ascii_lowercase().contains("summ"));
        if !heading_is_summary {
            start = 0;
        }
    }
    for event in read.events.iter().filter(|event| event.part == Part::Summary && event.opens) {
        if event.range.start <= start && event.range.end > start && event.range.end <= range.end {
            start = event.range.end;
        }
    }
    // A mark after the opening word: `Summary: (SBU) …`.
    let rest = read.whole.as_str().get(start..range.end).unwrap_or_default();
    let text = rest.trim_start();
    if let Some((_, len)) = crate::mark::read(text).filter(|_| text.starts_with('(')) {
        start = range.end - text.len() + len;
    }
    start..range.end.max(start)
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let start = range.end - piece.trim_start().len();
    start..start + piece.trim().len()
}

/// A mark before the end word: `… (C) End Summary`.
fn without_last_mark(text: &str) -> &str {
    let Some(open) = text.rfind('(').filter(|open| text.ends_with(')') && text.len() - open < 12) else {
        return text;
    };
    let whole = text.get(open..).and_then(crate::mark::read).is_some_and(|(_, len)| open + len == text.len());
    if whole { text.get(..open).unwrap_or(text).trim_end() } else { text }
}
