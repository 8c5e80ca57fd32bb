//! How urgently a telegram was to be handled (format.md §11.2).
//!
//! ```text
//! letter = "Z" | "O" | "P" | "R" | "Y"                 doubled in routing lines
//! word   = "FLASH" | "NIACT" [ "IMMEDIATE" ] | "IMMEDIATE" | "PRIORITY" | "ROUTINE"
//! ```

use super::spelling::distance;
use crate::record::Precedence;

/// The precedence of a prosign, single or doubled.
pub(crate) fn letter(letters: &str) -> Option<Precedence> {
    let mut all = letters.bytes();
    let first = all.next()?.to_ascii_uppercase();
    if letters.len() > 2 || !all.all(|b| b.to_ascii_uppercase() == first) {
        return None;
    }
    match first {
        b'Z' => Some(Precedence::Flash),
        b'O' => Some(Precedence::Immediate),
        b'P' => Some(Precedence::Priority),
        b'R' => Some(Precedence::Routine),
        b'Y' => Some(Precedence::Emergency),
        _ => None,
    }
}

/// The precedence of a word, written out, shortened or misspelt by a letter.
pub(crate) fn word(word: &str) -> Option<Precedence> {
    const WORDS: &[(&str, Precedence)] = &[
        ("NIACT", Precedence::Niact),
        ("IMMEDIATE", Precedence::Immediate),
        ("PRIORITY", Precedence::Priority),
        ("ROUTINE", Precedence::Routine),
        ("FLASH", Precedence::Flash),
    ];
    let upper = word.to_ascii_uppercase();
    match upper.as_str() {
        "IMMED" | "IMMEDIATELY" => Some(Precedence::Immediate),
        "PRIO" => Some(Precedence::Priority),
        _ if upper.len() < 5 => None,
        _ => WORDS
            .iter()
            .find(|(known, _)| upper == *known || (known.len() >= 7 && distance(&upper, known) == 1))
            .map(|(_, precedence)| *precedence),
    }
}
