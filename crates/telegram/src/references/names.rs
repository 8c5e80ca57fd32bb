//! Where the post's name stands before its number, and what may stand between the two.

use std::ops::Range;

use super::atoms::{Atom, What};
use super::posts::never;

/// The words from `at` on that can be a name, and the place behind them.
pub(super) fn name_run(atoms: &[Atom], mut at: usize) -> (Vec<usize>, usize) {
    let mut words = Vec::new();
    while let Some(atom) = atoms.get(at) {
        match atom.what {
            What::Name if is_filler(&atom.text) && !words.is_empty() => break,
            What::Name if never(&atom.text) && !inside_name(atoms, at, &words) => {
                if atom.is_word("CIRCULAR") {
                    words.push(at);
                    at += 1;
                }
                break;
            }
            What::Name if words.len() < 6 => words.push(at),
            What::Sign('-' | '.' | '\'' | '’') | What::Line
                if !words.is_empty() && atoms.get(at + 1).is_some_and(|next| next.what == What::Name) => {}
            _ => break,
        }
        at += 1;
    }
    (words, at)
}

/// `PORT OF SPAIN`, `AIT AT TAIPEI`: small words with a name on both sides.
fn inside_name(atoms: &[Atom], at: usize, words: &[usize]) -> bool {
    let atom = atoms.get(at);
    let small = atom.is_some_and(|atom| {
        atom.is_word("OF") || atom.is_word("THE") || atom.is_word("UN") || atom.is_word("A")
    });
    let next = atoms.iter().skip(at + 1).find(|next| next.what != What::Line);
    let next = next.is_some_and(|next| next.what == What::Name && !never(&next.text));
    small && next && (!words.is_empty() || !atom.is_some_and(|atom| atom.is_word("OF")))
}

/// The place of the number, behind signs and small words.
pub(super) fn serial_place(atoms: &[Atom], from: usize) -> Option<usize> {
    let mut at = from;
    while at < from + 6 {
        let atom = atoms.get(at)?;
        match atom.what {
            What::Digits => return Some(at),
            What::Name if is_filler(&atom.text) => {}
            What::Sign('(') => {
                // `(C)`, `(04)`, `('04)` and nothing longer.
                let close = (at + 1..at + 4).find(|i| atoms.get(*i).is_some_and(|a| a.is(')')))?;
                let inside = atoms.get(at + 1..close)?;
                let short = inside.iter().all(|a| a.text.len() <= 4);
                atoms.get(close + 1).filter(|next| short && next.what == What::Digits)?;
                return Some(close + 1);
            }
            What::Sign(',' | ':' | '#' | '-' | '.' | '/' | '\'') | What::Line => {}
            _ => return None,
        }
        at += 1;
    }
    None
}

fn is_filler(word: &str) -> bool {
    [
        "NO",
        "NOS",
        "NR",
        "NRS",
        "NUMBER",
        "NUM",
        "CABLE",
        "CABLES",
        "TEL",
        "TELS",
        "TELEGRAM",
        "TELEGRAMS",
        "MSG",
        "MESSAGE",
    ]
    .iter()
    .any(|filler| word.eq_ignore_ascii_case(filler))
}

/// Place of the words in the text.
pub(super) fn span_of(atoms: &[Atom], words: &[usize]) -> Option<Range<usize>> {
    Some(atoms.get(*words.first()?)?.at..atoms.get(*words.last()?)?.end)
}
