//! Lines known by their opening words: stamps, notices, navigation, errors.
//!
//! The words stand in `phrases.tsv`: kind, opening, and words of which one must follow somewhere in the line (`|` between
//! them; `+` between groups that must all be met; none: the opening is enough; `=`: the line is the opening).

use std::sync::LazyLock;

use super::{Furniture, stamps};

struct Phrase {
    kind: &'static str,
    opening: &'static str,
    /// Its last byte, in lower case.
    last: Option<u8>,
    alone: bool,
    groups: Vec<Vec<&'static str>>,
}

/// How many places the table of phrases has: one for each first and third letter, so that a line of prose rarely
/// finds any phrase in its own. (`The` and `This` begin so many lines that the second letter parts too little.)
const PLACES: usize = 32 * 32;

static PHRASES: LazyLock<Vec<Vec<Phrase>>> = LazyLock::new(|| {
    let mut table: Vec<Vec<Phrase>> = (0..PLACES).map(|_| Vec::new()).collect();
    for line in include_str!("phrases.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(kind), Some(opening)) = (cells.next(), cells.next()) else { continue };
        let more = cells.next().unwrap_or_default().trim();
        let groups = more.split('+').filter(|group| !group.is_empty() && more != "=");
        let phrase = Phrase {
            kind,
            opening,
            last: opening.as_bytes().last().map(u8::to_ascii_lowercase),
            alone: more == "=",
            groups: groups.map(|group| group.split('|').collect()).collect(),
        };
        if let Some(place) = place(opening).and_then(|at| table.get_mut(at)) {
            place.push(phrase);
        }
    }
    table
});

/// Where phrases with the opening bytes of `line` stand.
fn place(line: &str) -> Option<usize> {
    let [first, _, third, ..] = line.as_bytes() else { return None };
    Some(usize::from(first & 31) * 32 + usize::from(third & 31))
}

pub(super) fn read(line: &str) -> Option<Furniture<'_>> {
    let found = place(line).and_then(|at| PHRASES.get(at)?.iter().find(|phrase| phrase.fits(line)));
    match found {
        Some(phrase) => Some(match phrase.kind {
            "release" => stamps::release(line, None),
            "title" => Furniture::PublisherTitle,
            "partial" => Furniture::PartialExtract,
            "key" => Furniture::Key,
            "unavailable" => Furniture::TextUnavailable,
            "withdrawn" => Furniture::WithdrawalCard,
            "note" => Furniture::ServiceNote,
            _ => Furniture::Navigation,
        }),
        None if is_key_material(line) => Some(Furniture::Key),
        None => None,
    }
}

impl Phrase {
    fn fits(&self, line: &str) -> bool {
        // The last letter of the opening differs more often than the first.
        let last = self.opening.len().saturating_sub(1);
        if line.as_bytes().get(last).map(u8::to_ascii_lowercase) != self.last {
            return false;
        }
        let Some(opening) = line.as_bytes().get(..self.opening.len()) else { return false };
        if !opening.eq_ignore_ascii_case(self.opening.as_bytes()) {
            return false;
        }
        let Some(rest) = line.get(self.opening.len()..) else { return false };
        if self.alone {
            return rest.is_empty();
        }
        // A notice is a line or two, not a page that lost its line ends.
        let rest = rest.get(..rest.len().min(400)).unwrap_or(rest);
        self.groups.iter().all(|group| group.iter().any(|word| contains(rest.as_bytes(), word.as_bytes())))
    }
}

fn contains(text: &[u8], word: &[u8]) -> bool {
    text.windows(word.len().max(1)).any(|window| window.eq_ignore_ascii_case(word))
}

/// A line of a key block: one long word of mixed letters and digits.
fn is_key_material(line: &str) -> bool {
    let bytes = line.as_bytes();
    if let [b'=', crc @ ..] = bytes {
        return crc.len() == 4 && crc.iter().all(u8::is_ascii_alphanumeric);
    }
    if !(60..=76).contains(&bytes.len())
        || !bytes.iter().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(b))
    {
        return false;
    }
    let many = |test: fn(&u8) -> bool| bytes.iter().filter(|b| test(b)).count() >= 3;
    many(u8::is_ascii_uppercase) && many(u8::is_ascii_lowercase) && many(u8::is_ascii_digit)
}
