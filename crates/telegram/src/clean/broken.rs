//! Words that a line break or a reader of images broke (format.md §14 #29, #32).

use super::Fix;
use crate::words::Letters;

/// `JURIS- DICTION`: halves that a line end once parted. They are joined when they make a word and the first half is none.
pub(super) fn hyphen(before: &str, rest: &str) -> Option<Fix> {
    let right = rest.strip_prefix("- ")?.trim_start();
    let blanks = rest.len() - 1 - right.len();
    if joins(before, right) {
        return Some(Fix::new(29, 1 + blanks, "", 0.95, "the halves make a word"));
    }
    // `co- chair`: a prefix that keeps its hyphen.
    let compound = PREFIXES.contains(&last_word(before).to_ascii_lowercase().as_str())
        && first_word(right).len() >= 3
        && !matches!(first_word(right), "and" | "or" | "AND" | "OR");
    compound.then(|| Fix::new(29, 1 + blanks, "-", 0.93, "a prefix that keeps its hyphen"))
}

/// Prefixes that stand before a hyphen.
const PREFIXES: [&str; 14] = [
    "co", "non", "ex", "anti", "pro", "pre", "post", "self", "vice", "counter", "multi", "semi", "mid",
    "inter",
];

/// True when the word at the end of `left` and the one at the start of `right` are the halves of one.
pub(crate) fn joins(left: &str, right: &str) -> bool {
    let (first, second) = (last_word(left), first_word(right));
    if first.len() < 2 || second.len() < 2 {
        return false;
    }
    let (Some(first), Some(second)) = (Letters::of(first), Letters::of(second)) else { return false };
    first.joined(second).is_some_and(Letters::known) && !(first.known() && second.known())
}

/// A digit between letters that is a letter in disguise: the word is one with the letter put back.
pub(super) fn digit_in_word(before: &str, rest: &str) -> Option<Fix> {
    let right = first_word(rest.get(1..)?);
    let left = last_word(before);
    if left.len() < 2 || left.len() + right.len() < 4 {
        return None;
    }
    let options: &[&str] = match rest.as_bytes().first()? {
        b'0' => &["O", "B", "D"],
        b'1' => &["I", "L"],
        b'5' => &["S"],
        b'8' => &["B"],
        _ => return None,
    };
    let upper = left.bytes().all(|b| b.is_ascii_uppercase());
    let (left, right) = (Letters::of(left)?, Letters::of(right)?);
    let letter = options.iter().find(|letter| {
        Letters::of(letter).and_then(|letter| left.joined(letter)?.joined(right)).is_some_and(Letters::known)
    })?;
    let letter = if upper { letter.to_string() } else { letter.to_ascii_lowercase() };
    Some(Fix::new(32, 1, letter, 0.96, "a figure inside a word that is a word with the letter"))
}

fn last_word(text: &str) -> &str {
    let letters = text.bytes().rev().take(24).take_while(u8::is_ascii_alphabetic).count();
    text.get(text.len() - letters..).unwrap_or_default()
}

fn first_word(text: &str) -> &str {
    let letters = text.bytes().take(24).take_while(u8::is_ascii_alphabetic).count();
    text.get(..letters).unwrap_or_default()
}
