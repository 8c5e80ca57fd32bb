//! How urgently a telegram was to be handled (format.md §11.2).
//!
//! ```text
//! letter = "Z" | "O" | "P" | "R" | "Y"                 doubled in routing lines
//! word   = "FLASH" | "NIACT" [ "IMMEDIATE" ] | "IMMEDIATE" | "PRIORITY" | "ROUTINE"
//! ```

use crate::record::Precedence;
use crate::slips::near;

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
    let is = |known: &str| word.eq_ignore_ascii_case(known);
    match word.len() {
        4 if is("PRIO") => Some(Precedence::Priority),
        5 if is("IMMED") => Some(Precedence::Immediate),
        11 if is("IMMEDIATELY") => Some(Precedence::Immediate),
        5..=10 => WORDS
            .iter()
            .find(|(known, _)| is(known) || (known.len() >= 7 && near(word, known, 1)))
            .map(|(_, precedence)| *precedence),
        _ => None,
    }
}
