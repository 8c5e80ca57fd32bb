//! What one word of a TAGS field stands for (format.md §8.5).

use authority::tags::{self, TagKind as Kind};

use super::fused;
use crate::record::TagKind;
use crate::spelled;

/// A code with its kind and title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Code {
    pub code: String,
    pub kind: TagKind,
    pub title: Option<String>,
}

/// How a word is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// The table has it.
    Code(Code),
    /// The table has what it is a slip for.
    Mended { code: Code, rule: u8, evidence: &'static str },
    /// Several codes without blanks, each with its place in the word.
    Fused(Vec<(Code, std::ops::Range<usize>)>),
    /// Only its shape says that it is a code.
    Shape(Code),
}

impl Reading {
    /// False for a word that only looks like a code.
    pub(super) fn is_known(&self) -> bool {
        !matches!(self, Reading::Shape(_))
    }
}

/// Reads `word` (capitals).
pub(super) fn read(word: &str) -> Option<Reading> {
    if let Some((code, kind, title)) = table(word) {
        return Some(Reading::Code(Code { code, kind, title }));
    }
    if let Some(tag) = tags::variant(word).filter(|tag| tag.kind != Kind::Person) {
        let code = Code { code: tag.code.to_uppercase(), kind: kind(tag.kind), title: title(tag.title) };
        return Some(Reading::Mended {
            code,
            rule: 26,
            evidence: "the table lists this spelling of the code",
        });
    }
    let letters: String = word.chars().map(spelled::letter).collect();
    if letters != word
        && (4..=5).contains(&word.len())
        && let Some((code, kind, title)) = table(&letters)
    {
        let code = Code { code, kind, title };
        return Some(Reading::Mended {
            code,
            rule: 32,
            evidence: "a code of the table with digits read as letters",
        });
    }
    if let Some(codes) = fused::split(word) {
        return Some(Reading::Fused(codes));
    }
    shape(word).map(|kind| Reading::Shape(Code { code: word.to_string(), kind, title: None }))
}

/// True for a word that the table knows, as it is, mended or fused.
pub(super) fn is_known(word: &str) -> bool {
    read(word).is_some_and(|reading| reading.is_known())
}

/// Code, kind and title of the table's row. A code that is a country's is that country's; one that only stands in for an
/// organisation (`UN` for UNO) is that organisation.
pub(super) fn table(word: &str) -> Option<(String, TagKind, Option<String>)> {
    let mut rows = tags::spelt(word);
    let first = rows.find(|row| row.kind != Kind::Person)?;
    let own = |row: &tags::Tag| (word.to_string(), kind(row.kind), title(row.title));
    if first.kind != Kind::Geo || !first.iso3.is_empty() {
        return Some(own(&first));
    }
    if let Some(row) = tags::lookup_as(word, Kind::Organization) {
        return Some(own(&row));
    }
    let stands_for = first.title.split_once("(used for ").and_then(|(_, name)| name.strip_suffix(')'));
    if let Some(row) = stands_for.and_then(|name| tags::lookup_as(name, Kind::Organization)) {
        return Some(own(&row));
    }
    Some(own(&first))
}

/// Letters of the categories: a first letter of the scheme and three more, `K` and three more, `X` and one.
fn shape(word: &str) -> Option<TagKind> {
    if !word.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    match word.as_bytes() {
        [b'K', _, _, _] => Some(TagKind::Program),
        [b'A' | b'B' | b'C' | b'E' | b'L' | b'M' | b'O' | b'P' | b'S' | b'T', _, _, _] => {
            Some(TagKind::Subject)
        }
        [b'X', _] => Some(TagKind::Geo),
        [_, _] => Some(TagKind::Unknown),
        _ => None,
    }
}

fn title(title: &str) -> Option<String> {
    (!title.is_empty()).then(|| title.to_string())
}

fn kind(kind: Kind) -> TagKind {
    match kind {
        Kind::Subject => TagKind::Subject,
        Kind::Geo => TagKind::Geo,
        Kind::Organization => TagKind::Organization,
        Kind::Program => TagKind::Program,
        Kind::Person => TagKind::Person,
    }
}
