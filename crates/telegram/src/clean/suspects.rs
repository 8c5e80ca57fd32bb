//! What is marked or only suspected inside a line: redactions, garbled bursts, lost blanks (format.md §14 #6, #33, #35,
//! #38–#40). The text stays as it is; a redaction is recorded, the rest is offered as a suggestion.

use std::ops::Range;

use crate::glance::{BRACKET, CAPITALS, SUSPECT};
use crate::record::{Notes, Span};
use crate::words::{self, Letters};

/// Looks over `line` word by word, as far as it is `seen` that something may be there. `span` turns a range of the line
/// into document bytes.
pub(super) fn look(line: &str, seen: u8, span: impl Fn(Range<usize>) -> Span, notes: &mut Notes) {
    if seen & BRACKET != 0 {
        omissions(line, &span, notes);
    }
    if seen & SUSPECT == 0 {
        if seen & CAPITALS != 0 {
            broken_words(line, &span, notes);
        }
        return;
    }
    let mut start = 0;
    for word in line.as_bytes().split(|b| *b == b' ') {
        let end = start + word.len();
        let mut kinds = word.iter().fold(0, |kinds, byte| kinds | KINDS[*byte as usize]);
        if kinds & (LOWER | UPPER) == LOWER | UPPER && has_hump(word) {
            kinds |= HUMP;
        }
        if kinds == UPPER && (2..=5).contains(&word.len()) {
            short_capitals(line, start..end, &span, notes);
        }
        if (kinds & (HUMP | X) != 0 || kinds & (DIGIT | MARK) != 0 && word.len() >= 2)
            && let Some(word) = line.get(start..end)
        {
            word_of(line, word, start, kinds, &span, notes);
        }
        start = end + 1;
    }
}

/// A capital directly after a small letter.
fn has_hump(word: &[u8]) -> bool {
    word.windows(2).any(
        |pair| matches!(pair, [a, b] if KINDS[*a as usize] & LOWER != 0 && KINDS[*b as usize] & UPPER != 0),
    )
}

const LOWER: u8 = 1;
const UPPER: u8 = 2;
const DIGIT: u8 = 4;
/// A sign that no ordinary word holds.
const MARK: u8 = 8;
/// A capital after a small letter.
const HUMP: u8 = 16;
const X: u8 = 32;

static KINDS: [u8; 256] = {
    let mut table = [0u8; 256];
    let mut byte = 0usize;
    while byte < 256 {
        let b = byte as u8;
        table[byte] = if b.is_ascii_lowercase() {
            LOWER
        } else if b.is_ascii_uppercase() {
            UPPER
        } else if b.is_ascii_digit() {
            DIGIT
        } else if matches!(b, b'#' | b'%' | b'^' | b'~' | b'=' | b'+' | b'@' | b'|') {
            MARK
        } else {
            0
        };
        if b | 0x20 == b'x' {
            table[byte] |= X;
        }
        byte += 1;
    }
    table
};

fn word_of(
    line: &str,
    word: &str,
    start: usize,
    kinds: u8,
    span: &impl Fn(Range<usize>) -> Span,
    notes: &mut Notes,
) {
    if kinds & X != 0 {
        redactions(word, start, span, notes);
    }
    if kinds & HUMP != 0 {
        lost_blank(word, start, span, notes);
    }
    if kinds & MARK != 0 && kinds & (UPPER | DIGIT) != 0 {
        garbled(word, start, span, notes);
        lost_currency(line, word, start, span, notes);
    }
    if kinds & LOWER == 0 && kinds & UPPER != 0 {
        figures_shift(word, start, span, notes);
    }
    if word == "P5"
        && line.get(start + 2..).is_some_and(|rest| {
            rest.starts_with(" 1") && !rest[2..].starts_with(|c: char| c.is_ascii_digit())
        })
    {
        notes.suggest(
            6,
            span(start..start + 4),
            "P5 1",
            "P5+1",
            0.6,
            &["a plus sign is often lost between P5 and 1"],
        );
    }
}

/// Runs of four or more X of one case: a name or passage that a publisher or reviewer struck out.
fn redactions(word: &str, start: usize, span: &impl Fn(Range<usize>) -> Span, notes: &mut Notes) {
    let bytes = word.as_bytes();
    let mut at = 0;
    while let Some(from) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|b| b | 0x20 == b'x')).map(|p| p + at)
    {
        let first = bytes[from];
        let len = bytes[from..].iter().take_while(|b| **b == first).count();
        if len >= 4 {
            let text = word.get(from..from + len).unwrap_or_default();
            notes.redact(38, "struck-out", text, span(start + from..start + from + len));
        }
        at = from + len;
    }
}

/// Bracketed notes of what was left out: `[text not declassified]`, `[NAME REMOVED]`, `(REDACTED)`, `[…]`.
fn omissions(line: &str, span: &impl Fn(Range<usize>) -> Span, notes: &mut Notes) {
    for open in memchr::memchr2_iter(b'[', b'(', line.as_bytes()) {
        let close = if line.as_bytes()[open] == b'[' { b']' } else { b')' };
        let Some(len) = line.as_bytes()[open..].iter().take(120).position(|b| *b == close) else { continue };
        let Some(inner) = line.get(open + 1..open + len) else { continue };
        if !omission(inner, close == b']') {
            continue;
        }
        let text = line.get(open..=open + len).unwrap_or_default();
        notes.redact(39, "omission", text, span(open..open + len + 1));
    }
}

fn omission(inner: &str, square: bool) -> bool {
    let inner = inner.trim();
    if square && matches!(inner, "…" | "..." | ". . .") {
        return true;
    }
    let Some(first) = inner.bytes().next() else { return false };
    if !first.is_ascii_alphanumeric() {
        return false;
    }
    let lower = inner.to_ascii_lowercase();
    let phrases = [
        "not declassified",
        "declassified in part",
        "omitted here",
        "name removed",
        "name omitted",
        "text omitted",
        "text removed",
        "excised",
        "words excised",
    ];
    matches!(lower.as_str(), "redacted" | "deleted" | "excised" | "omitted" | "name withheld" | "removed")
        || phrases.iter().any(|phrase| lower.contains(phrase))
}

/// `theMinister`: two words without the blank between them.
fn lost_blank(word: &str, start: usize, span: &impl Fn(Range<usize>) -> Span, notes: &mut Notes) {
    let Some(cut) = word
        .as_bytes()
        .windows(2)
        .position(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase())
    else {
        return;
    };
    let (left, right) = word.split_at(cut + 1);
    let right_word = right.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
    if left.bytes().all(|b| b.is_ascii_lowercase()) && words::known(left) && right_word.len() >= 3 {
        // Without what follows the letters: `theMinister's`.
        let end = right.bytes().position(|b| !b.is_ascii_alphabetic()).unwrap_or(right.len());
        let right = right.get(..end).unwrap_or(right);
        let (original, repaired) = (word.get(..left.len() + end).unwrap_or(word), format!("{left} {right}"));
        notes.suggest(
            35,
            span(start..start + original.len()),
            original,
            &repaired,
            0.7,
            &["a capital inside a word whose first part is a word of its own"],
        );
    }
}

/// A short word in capitals: `DEC LASSIFIED` is one word broken in two, `US 70 million` lost its sign, and `QWP` may be
/// figures sent without the figures shift.
fn short_capitals(line: &str, place: Range<usize>, span: &impl Fn(Range<usize>) -> Span, notes: &mut Notes) {
    let (Some(word), Some(rest)) = (line.get(place.clone()), line.get(place.end..)) else { return };
    if word == "US" && rest.starts_with(' ') {
        lost_dollar(line, rest, place, span, notes);
        return;
    }
    if word.bytes().any(|b| b == b'Q') {
        figures_shift(word, place.start, span, notes);
    }
    broken_word(line, place, span, notes);
}

/// All that is to be looked for in most lines of a telegram in capitals: a short word before a blank and capitals.
fn broken_words(line: &str, span: &impl Fn(Range<usize>) -> Span, notes: &mut Notes) {
    let bytes = line.as_bytes();
    let mut start = 0;
    for end in memchr::memchr_iter(b' ', bytes) {
        let is_upper = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_uppercase);
        if (2..=5).contains(&(end - start)) && (end + 1..end + 5).all(is_upper) && (start..end).all(is_upper)
        {
            broken_word(line, start..end, span, notes);
        }
        start = end + 1;
    }
}

/// `DEC LASSIFIED`: a word broken in two.
fn broken_word(line: &str, place: Range<usize>, span: &impl Fn(Range<usize>) -> Span, notes: &mut Notes) {
    let (Some(word), Some(rest)) = (line.get(place.clone()), line.get(place.end..)) else { return };
    let Some(next) = rest.strip_prefix(' ').filter(|_| !is_common(word)) else { return };
    let letters = next.bytes().take(20).take_while(u8::is_ascii_uppercase).count();
    let next = next.get(..letters).unwrap_or_default();
    if letters < 4 || !broken(word, next).unwrap_or(false) {
        return;
    }
    let end = place.end + 1 + letters;
    notes.suggest(
        30,
        span(place.start..end),
        &format!("{word} {next}"),
        &format!("{word}{next}"),
        0.8,
        &["the second part is no word, and both together are one"],
    );
}

/// True where the second part is no word and both together are one.
fn broken(word: &str, next: &str) -> Option<bool> {
    let second = Letters::of(next)?;
    Some(!second.known() && Letters::of(word)?.joined(second)?.known())
}

/// Short words that no broken word begins with.
fn is_common(word: &str) -> bool {
    matches!(
        word,
        "THE"
            | "OF"
            | "TO"
            | "AND"
            | "IN"
            | "FOR"
            | "ON"
            | "IS"
            | "WAS"
            | "BY"
            | "AS"
            | "AT"
            | "BE"
            | "ARE"
            | "IT"
            | "HE"
            | "WE"
            | "AN"
            | "OR"
            | "NOT"
            | "HAS"
            | "HAD"
            | "THAT"
            | "WITH"
    )
}

fn lost_dollar(
    line: &str,
    rest: &str,
    place: Range<usize>,
    span: &impl Fn(Range<usize>) -> Span,
    notes: &mut Notes,
) {
    let mut words = rest.split_whitespace();
    let (Some(number), Some(unit)) = (words.next(), words.next()) else { return };
    let amount = number.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',');
    if amount
        && ["million", "billion", "thousand", "MILLION", "BILLION", "THOUSAND"]
            .iter()
            .any(|name| unit.starts_with(name))
    {
        let end = place.end + 1 + number.len();
        let original = line.get(place.start..end).unwrap_or_default();
        notes.suggest(
            40,
            span(place.start..end),
            original,
            &format!("US${number}"),
            0.7,
            &["an amount after US: the dollar sign is lost"],
        );
    }
}

/// Letters of the top row where figures should be: the shift to figures was lost. The row stands for 1 to 9 and 0.
fn figures_shift(word: &str, start: usize, span: &impl Fn(Range<usize>) -> Span, notes: &mut Notes) {
    const ROW: &[u8; 10] = b"PQWERTYUIO";
    let signs = |c: char| !c.is_ascii_alphanumeric();
    let start = start + word.len() - word.trim_start_matches(signs).len();
    let word = word.trim_matches(signs);
    let letters = word.bytes().filter(u8::is_ascii_uppercase).count();
    let lone_q =
        word.bytes().zip(word.bytes().skip(1).chain([b' '])).any(|(b, next)| b == b'Q' && next != b'U');
    let in_row = word.bytes().all(|b| ROW.contains(&b) || b == b',' || b == b'.');
    if letters >= 2 && in_row && lone_q {
        let figures: String = word
            .bytes()
            .map(|b| {
                ROW.iter().position(|letter| *letter == b).map_or(b as char, |at| (b'0' + at as u8) as char)
            })
            .collect();
        notes.suggest(
            33,
            span(start..start + word.len()),
            word,
            &figures,
            0.7,
            &["letters of the top row where figures should be: the figures shift was lost"],
        );
    }
}

/// A burst of signs, figures and capitals without a vowel.
fn garbled(word: &str, start: usize, span: &impl Fn(Range<usize>) -> Span, notes: &mut Notes) {
    let letters = word.bytes().filter(u8::is_ascii_uppercase).count();
    let vowels = word.bytes().filter(|b| b"AEIOUaeiou".contains(b)).count();
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if word.len() >= 5 && letters >= 3 && vowels == 0 && letters + digits < word.len() {
        notes.suggest(
            33,
            span(start..start + word.len()),
            word,
            "[garbled]",
            0.6,
            &["signs and capitals without a vowel: a burst of transmission noise"],
        );
    }
}

/// `#70 million`: a currency sign that the old character set had not.
fn lost_currency(
    line: &str,
    word: &str,
    start: usize,
    span: &impl Fn(Range<usize>) -> Span,
    notes: &mut Notes,
) {
    let Some(number) = word.strip_prefix('#') else { return };
    let after = line.get(start + word.len()..).unwrap_or_default().trim_start().to_ascii_lowercase();
    let money = ["million", "billion", "thousand"].iter().any(|unit| after.starts_with(unit));
    if money && number.starts_with(|c: char| c.is_ascii_digit()) {
        notes.suggest(
            40,
            span(start..start + 1),
            "#",
            "\u{a3}",
            0.6,
            &["a number sign before an amount: the pound sign"],
        );
    }
}
