//! Where the REF field has ended though its text goes on (format.md §10.1): `Classified By`, a summary, paragraph 1.

use std::sync::LazyLock;

use super::tokens::{Kind, Token};

static STOPS: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let lines = include_str!("stops.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(|line| line.split(' ').collect()).collect()
});

const MARKS: [&str; 7] = ["U", "C", "S", "TS", "SBU", "LOU", "FOUO"];

/// Index of the first token that is no longer of the field.
pub(crate) fn end(tokens: &[Token]) -> usize {
    (1..tokens.len()).find(|at| stops(tokens, *at) || paragraph(tokens, *at)).unwrap_or(tokens.len())
}

fn stops(tokens: &[Token], at: usize) -> bool {
    if !tokens.get(at).is_some_and(Token::is_letters) {
        return false;
    }
    let is = |i: usize, word: &str| tokens.get(i).is_some_and(|t| t.is_word(word));
    let line_start =
        at.checked_sub(1).and_then(|before| tokens.get(before)).is_some_and(|t| t.kind == Kind::Line);
    STOPS.iter().filter(|phrase| phrase.iter().enumerate().all(|(i, word)| is(at + i, word))).any(|phrase| {
        let behind = tokens.get(at + phrase.len());
        phrase.len() > 1
            || behind.is_some_and(|t| t.is(':') && t.glued)
            || (line_start && behind.is_none_or(|t| t.kind == Kind::Line))
    })
}

/// `1. (C)`, or `1.` before a sentence. `1. REF:` at the very beginning is a label and not asked about.
fn paragraph(tokens: &[Token], at: usize) -> bool {
    let sign = |i: usize, c| tokens.get(i).is_some_and(|t: &Token| t.is(c));
    let number = tokens.get(at).is_some_and(|t| t.is_digits() && t.text.len() <= 2);
    if at < 3 || !number || !sign(at + 1, '.') {
        return false;
    }
    let mark = tokens.get(at + 3).is_some_and(|t| MARKS.iter().any(|mark| t.is_word(mark)));
    let sentence =
        tokens.get(at + 2).is_some_and(|t| t.is_letters() && t.text.chars().any(char::is_lowercase))
            && tokens.get(at + 3).is_some_and(|t| t.is_letters() && t.text.chars().all(char::is_lowercase));
    let marked = sign(at + 2, '(') && mark && tokens.get(at + 4).is_some_and(|t| t.is_any(")/-"));
    // Two words of an item in small letters are no sentence unless the number is that of the first paragraph.
    marked || (sentence && tokens.get(at).is_some_and(|t| t.text == "1"))
}
