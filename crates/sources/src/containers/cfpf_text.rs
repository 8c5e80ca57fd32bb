//! Text of the Central Foreign Policy Files with the attribute list that the archive prints after it (format.md §13.3).
//!
//! ```text
//! file    = record { record }
//! record  = text trailer
//! trailer = label ":" value newline …     (five labels or more, two of which a telegram's own header never has)
//! ```
//!
//! The list stays in the text, as a layer of its own, and is given as facts too. A withdrawal card is a list without text.

use std::ops::Range;

use crate::document::{Availability, Container, Document, Fact};
use crate::labels::{Where, fact_name, known};
use crate::text::Text;

use super::availability;

/// Lines that are no labels may stand between two of one list: wrapped values, blank lines, a repeated stamp.
const GAP: usize = 3;
const FEWEST_LABELS: usize = 5;
/// Labels that occur nowhere else.
const FEWEST_OWN: usize = 2;

/// A line `label: value`.
struct Labelled {
    line: usize,
    place: Range<usize>,
    colon: usize,
    own: bool,
}

/// The records of a text that has at least one attribute list; none otherwise.
pub(super) fn records(path: &str, bytes: &[u8], text: &Text, encoding: &'static str) -> Vec<Document> {
    let labelled = labelled(text.as_str());
    let trailers: Vec<&[Labelled]> = labelled
        .chunk_by(|a, b| b.line - a.line <= GAP + 1)
        .filter(|run| run.len() >= FEWEST_LABELS && run.iter().filter(|one| one.own).count() >= FEWEST_OWN)
        .collect();
    let mut start = 0;
    let mut documents = Vec::new();
    for (index, trailer) in trailers.iter().enumerate() {
        let last = trailer.last().map_or(start, |one| line_end(text.as_str(), one.place.end));
        // What follows the last list belongs to it, what stands between two belongs to the second.
        let end = if index + 1 == trailers.len() { text.as_str().len() } else { last };
        let path = if trailers.len() == 1 { path.to_string() } else { format!("{path}#{}", index + 1) };
        documents.push(record(path, bytes, text, encoding, start..end, trailer));
        start = end;
    }
    documents
}

fn record(
    path: String,
    bytes: &[u8],
    text: &Text,
    encoding: &'static str,
    range: Range<usize>,
    trailer: &[Labelled],
) -> Document {
    let raw = text.span(range.clone());
    let part = text.part(range.clone(), raw.start);
    let facts = facts(&part, range.start, trailer);
    let body = trailer.first().map_or(range.end, |first| first.place.start) - range.start;
    let body = part.as_str().get(..body).unwrap_or_default();
    let named = body.lines().filter(|line| !line.trim().is_empty()).count() <= 1;
    // A card may have a title line, "Message Attributes" or the like; that is no text.
    let mut availability = availability(if named { "" } else { body }, &facts);
    if named && has(body, "WITHDRAW") || has(part.as_str(), "WITHDRAWAL CARD") {
        availability = Availability::Withdrawn;
    }
    Document {
        path,
        container: Container::CfpfText,
        offset: raw.start as u64,
        bytes: bytes.get(raw).unwrap_or_default().to_vec(),
        text: part,
        encoding,
        facts,
        availability,
    }
}

fn has(text: &str, words: &str) -> bool {
    text.lines().take(60).any(|line| line.len() < 400 && line.to_ascii_uppercase().contains(words))
}

fn facts(part: &Text, base: usize, trailer: &[Labelled]) -> Vec<Fact> {
    let value = |one: &Labelled| {
        let line = one.place.start - base..one.place.end - base;
        let colon = one.colon - base;
        let label = part.as_str().get(line.start..colon)?;
        let raw = part.as_str().get(colon + 1..line.end)?;
        let start = colon + 1 + (raw.len() - raw.trim_start().len());
        let value = raw.trim();
        let span = part.span(start..start + value.len());
        (!value.is_empty()).then(|| Fact {
            name: fact_name(label),
            value: value.to_string(),
            span: Some(span),
        })
    };
    trailer.iter().filter_map(value).collect()
}

/// Lines that begin with a label of attribute lists.
fn labelled(text: &str) -> Vec<Labelled> {
    let mut found = Vec::new();
    let mut at = 0;
    for (line, content) in text.split_inclusive(['\n', '\u{c}']).enumerate() {
        let place = at..at + content.trim_end().len();
        at += content.len();
        let Some((label, _)) = content.split_once(':').filter(|(label, _)| label.len() <= 60) else {
            continue;
        };
        if let Some(role @ (Where::Trailer | Where::Shared)) = known(label) {
            let colon = place.start + label.len();
            found.push(Labelled {
                line,
                colon,
                place: place.start..place.end.max(colon + 1),
                own: role == Where::Trailer,
            });
        }
    }
    found
}

fn line_end(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end + 1)
}
