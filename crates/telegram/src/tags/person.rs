//! Persons among the tags: `OVIP (DOE, JANE)`, `OVIP SMITH JANE` (format.md §8.1, §8.4).

use std::ops::Range;

use authority::tags::{TagKind, lookup_as};

/// True for a code that a person's name follows: visits, travel, exchanges, conferences, biography.
pub(super) fn follows(code: &str) -> bool {
    matches!(code, "OVIP" | "OREP" | "OTRA" | "OEXC" | "OCON" | "PINR")
}

/// The names in brackets, each `SURNAME, FORENAME`, with their places. `group` is the place of `inside` and the opening
/// bracket; where residue was left out of `inside`, it is the place of every name.
pub(super) fn names(inside: &str, group: Range<usize>) -> Vec<(String, Range<usize>)> {
    let start = group.start + 1;
    let whole = (inside.len() + 1 != group.len()).then_some(start..group.end);
    let mut out = Vec::new();
    let mut at = 0;
    for piece in inside.split([';', '/', '&']) {
        let words: Vec<&str> = piece.split_whitespace().collect();
        let from = start + at + (piece.len() - piece.trim_start().len());
        let range = from..from + piece.trim().len();
        at += piece.len() + 1;
        if let Some(name) = from_words(&words) {
            out.push((name, whole.clone().unwrap_or(range)));
        }
    }
    out
}

/// `SURNAME, FORENAME` from the words of a name: a comma parts them, or the first blank.
pub(super) fn from_words(words: &[&str]) -> Option<String> {
    let joined = words.join(" ").to_uppercase();
    let joined = joined.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
    let (surname, forename) = match joined.split_once(',') {
        Some((surname, forename)) => (surname.trim(), forename.trim()),
        None => joined.split_once(' ').unwrap_or((joined, "")),
    };
    if !surname.starts_with(char::is_alphabetic) {
        return None;
    }
    let name = if forename.is_empty() { surname.to_string() } else { format!("{surname}, {forename}") };
    Some(known(&name).unwrap_or(name))
}

/// A person of the table, by a name in either order.
pub(super) fn known(name: &str) -> Option<String> {
    let in_table = |name: &str| lookup_as(name, TagKind::Person).map(|row| row.code.to_uppercase());
    let words: Vec<&str> = name.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    let (first, rest) = words.split_first()?;
    let (last, before) = words.split_last()?;
    if rest.is_empty() || *first == "SURNAME" {
        return None;
    }
    in_table(&format!("{first}, {}", rest.join(" ")))
        .or_else(|| in_table(&format!("{last}, {}", before.join(" "))))
}

/// Title of a crisis key (`TFGG01`): it belongs to the subject, and is met among the tags.
pub(super) fn task_force(term: &str) -> Option<String> {
    crate::subject::is_task_force(term).then(|| "Task force".to_string())
}
