//! Stamps of reviewers and footers of the filing system (format.md §13.3, §13.5).
//!
//! ```text
//! stamp     = [ name ] "Declassified/Released" … [ date ]          and the other openings of phrases.tsv
//! date      = DD MON YYYY | MON DD "," YYYY | YYYY-MM-DD | MM/DD/YYYY
//! footer_id = YYYY post serial "-" [ "Classification:" ] level
//! ```

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::scan::Scan;
use super::{Furniture, repeated};
use crate::transmission::{dtg, month};

/// A stamp that has the reviewer's name before it and a date at its end.
pub(super) fn named(line: &str) -> Option<Furniture<'_>> {
    static STAMP: LazyLock<Finder> = LazyLock::new(|| Finder::new("Declassified/Released"));
    let dated = matches!(line.as_bytes(), [b'A'..=b'Z', .., b'0'..=b'9', b'0'..=b'9']);
    let at = dated.then(|| STAMP.find(line.as_bytes()))??;
    let name = line.get(..at)?.trim();
    let plain = name.split_ascii_whitespace().count() <= 5
        && name.chars().all(|c| c.is_alphabetic() || " .,'-".contains(c));
    let opens = name.is_empty() || (plain && name.starts_with(char::is_uppercase));
    opens.then(|| release(line.get(at..).unwrap_or_default(), Some(name)))
}

/// A stamp whose opening words have been recognised.
pub(super) fn release<'l>(line: &'l str, reviewer: Option<&'l str>) -> Furniture<'l> {
    Furniture::Release { reviewer: reviewer.filter(|name| !name.is_empty()), date: last_date(line) }
}

/// The last date of a stamp, as `YYYY-MM-DD`.
fn last_date(line: &str) -> Option<String> {
    let words: Vec<&str> = line
        .split(|c: char| c.is_ascii_whitespace() || c == ',' || c == ':' || c == ';')
        .filter(|word| !word.is_empty())
        .take(64)
        .collect();
    (0..words.len()).rev().find_map(|at| {
        let word = |i: usize| words.get(at + i).copied().unwrap_or_default().trim_end_matches('.');
        numeric_date(word(0))
            .or_else(|| date(year(word(2))?, month::named(word(1))?, word(0).parse().ok()?))
            .or_else(|| date(year(word(2))?, month::named(word(0))?, word(1).parse().ok()?))
    })
}

fn numeric_date(word: &str) -> Option<String> {
    let mut parts = word.split(['/', '-']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    match a.len() {
        4 => date(a.parse().ok()?, b.parse().ok()?, c.parse().ok()?),
        1 | 2 => date(year(c)?, a.parse().ok()?, b.parse().ok()?),
        _ => None,
    }
}

/// Stamps are of the present age: two digits are a year after 1966.
fn year(word: &str) -> Option<u16> {
    let value: u16 = word.parse().ok()?;
    match word.len() {
        4 => Some(value),
        2 => Some(dtg::full_year(value)),
        _ => None,
    }
}

fn date(year: u16, month: u8, day: u8) -> Option<String> {
    jiff::civil::Date::new(year as i16, month as i8, i8::try_from(day).ok()?)
        .ok()
        .map(|date| date.to_string())
}

pub(super) fn footer(line: &str) -> Option<Furniture<'_>> {
    let mut scan = Scan::new(line);
    let year = scan.number(4, 4).filter(|year| (1966..2030).contains(year))? as u16;
    let post = scan.while_ascii(|b| b.is_ascii_uppercase() || b == b' ' || b == b'\'').trim_ascii();
    let serial = scan.number(1, 8)?;
    scan.blanks();
    if post.len() < 2 || !(scan.word("-") || scan.word("\u{2013}") || scan.word("\u{2014}")) {
        return None;
    }
    scan.blanks();
    if scan.word("Classification") {
        scan.word(":");
    }
    let level = repeated::alone(scan.rest().trim_ascii())?;
    Some(Furniture::Footer { year, post, serial, level })
}
