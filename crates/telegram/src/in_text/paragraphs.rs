//! Paragraphs named by number: `para 3 below`, `paras 4-6`, `paragraphs 2, 3(b) and 5`.

use super::cursor::{Cursor, between};

/// Above this no paragraph is numbered.
const LAST: u32 = 299;

/// The longest range that is written out.
const REACH: u32 = 60;

/// Moves over `para 4`, `paras. 4-6`, `paragraphs 2 and 3`; gives the numbers.
pub(super) fn named(cursor: &mut Cursor) -> Option<Vec<u32>> {
    let start = cursor.at;
    let found = cursor.one_of(&["para", "paras", "paragraph", "paragraphs"]).then(|| {
        cursor.sign(b".");
        let spaced = cursor.peek().is_some_and(|b| b.is_ascii_whitespace() || b == b'(');
        cursor.blanks();
        if spaced { numbers(cursor) } else { vec![] }
    });
    let found = found.filter(|numbers| !numbers.is_empty());
    if found.is_none() {
        cursor.at = start;
    }
    found
}

/// Behind a reference: `, para 4`, ` (paras 4-6)`, `, at para 4`.
pub(super) fn behind(cursor: &mut Cursor) -> Vec<u32> {
    let start = cursor.at;
    cursor.sign(b",;");
    cursor.blanks();
    let bracket = cursor.sign(b"([");
    if cursor.one_of(&["at", "in", "see"]) {
        cursor.blanks();
    }
    let found = named(cursor).unwrap_or_default();
    if found.is_empty() {
        cursor.at = start;
    } else if bracket {
        cursor.sign(b")]");
    }
    found
}

fn numbers(cursor: &mut Cursor) -> Vec<u32> {
    let mut out: Vec<u32> = Vec::new();
    let Some(first) = number(cursor) else { return out };
    out.push(first);
    loop {
        let before = cursor.at;
        let Some(range) = between(cursor) else { return out };
        let Some(next) = number(cursor) else {
            cursor.at = before;
            return out;
        };
        match out.last().copied() {
            Some(last) if range && next > last && next - last <= REACH => out.extend(last + 1..=next),
            _ => out.push(next),
        }
        if out.len() > 100 {
            return out;
        }
    }
}

/// A number with the letter of a sub-paragraph, which is passed over: `3(b)`, `3b`, `3.b`.
fn number(cursor: &mut Cursor) -> Option<u32> {
    let start = cursor.at;
    let bracket = cursor.sign(b"(");
    let value = cursor.digits().parse().ok().filter(|value| (1..=LAST).contains(value));
    // `3.5`, `10,000`, `5%`, `3rd`: something else.
    let mut ahead = *cursor;
    let decimal = ahead.sign(b".,") && ahead.digits().len() > usize::from(cursor.peek() == Some(b',')) * 2;
    if value.is_none() || decimal || matches!(cursor.peek(), Some(b'%' | b'$')) || !letter(cursor) {
        cursor.at = start;
        return None;
    }
    if bracket {
        cursor.sign(b")");
    }
    value
}

/// Passes over the letter of a sub-paragraph. False where a longer word is glued to the number.
fn letter(cursor: &mut Cursor) -> bool {
    let start = cursor.at;
    let bracket = cursor.sign(b"(");
    let glued = !bracket && cursor.peek().is_some_and(|b| b.is_ascii_alphabetic());
    let word = cursor.word();
    let closed = !bracket || cursor.sign(b")");
    if (bracket || glued) && word.len() == 1 && closed {
        return true;
    }
    cursor.at = start;
    !glued
}
