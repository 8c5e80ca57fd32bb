//! The label of the REF field and the letters of its items (format.md §10.1, §10.2).
//!
//! ```text
//! field  = { mark | ref } segment { letter segment }
//! ref    = "REF" | "REFS" | "REF(S)" | "REFTEL" | "REFTELS" | "REFERENCE" | "REFERENCES"   then ":" ";" "." "-" or nothing
//! letter = "A." | "A)" | "(A)" | "[A]" | "A:" | "A -" | "A.)" | "1." | "(1)" | "A"          doubled, with a pilcrow, glued
//! ```
//! A letter counts where it stands at the beginning of a line or goes on with the sequence; anywhere else only before
//! something that looks like a telegram. So an initial in a title is no letter, and an item of the other column is one.

use std::ops::Range;

use crate::Passage;
use crate::record::Notes;

use super::cable::Reader;
use super::tokens::{Kind, Token};

/// A stretch of tokens that one letter stands before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Letter or number, upper case.
    pub(crate) label: Option<String>,
    /// Byte offset of the letter, or of the first token.
    pub(crate) at: usize,
    /// The tokens behind the letter.
    pub(crate) tokens: Range<usize>,
    /// Place of a digit (`1B.`) or pilcrow that a converter put before the letter, and the letter's end.
    pub(crate) stray: Option<Range<usize>>,
}

/// Cuts a field into segments.
pub(crate) fn segments(reader: &mut Reader) -> Vec<Segment> {
    let total = reader.tokens.len();
    let mut scan = Scan { reader, last: None, numbers: false, depth: 0, quoted: false, complete: false };
    let mut at = scan.field_label();
    let mut out = vec![Segment { label: None, at: 0, tokens: at..total, stray: None }];
    let begin = at;
    while at < total {
        if let Some(mark) = scan.mark(at, at == begin) {
            if let Some(open) = out.last_mut() {
                open.tokens.end = mark.first;
            }
            scan.last = Some(mark.letter.clone());
            scan.complete = false;
            out.push(Segment {
                label: Some(mark.letter),
                at: scan.reader.tokens.get(mark.first).map_or(0, |t| t.at),
                tokens: mark.next..total,
                stray: mark.stray,
            });
            at = mark.next;
        } else {
            scan.pass(at);
            at += 1;
        }
    }
    out.retain(|segment| {
        let words = scan.reader.tokens.get(segment.tokens.clone()).unwrap_or(&[]);
        words.iter().any(|t| t.kind == Kind::Word)
    });
    name_first(&mut out, scan.reader.tokens);
    out
}

/// The first item lost its letter: the one behind it is B.
fn name_first(segments: &mut [Segment], tokens: &[Token]) {
    if let [first, second, ..] = segments
        && first.label.is_none()
        && second.label.as_deref() == Some("B")
    {
        first.label = Some("A".to_string());
    }
    if let Some(first) = segments.first_mut().filter(|first| first.at == 0) {
        let begin = first.tokens.clone().find(|i| tokens.get(*i).is_some_and(|t| t.kind != Kind::Line));
        first.at = begin.and_then(|i| tokens.get(i)).map_or(0, |t| t.at);
    }
}

struct Mark {
    letter: String,
    first: usize,
    next: usize,
    stray: Option<Range<usize>>,
}

/// How a letter is dressed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dress {
    /// With a sign: `A.`, `(A)`.
    Signed,
    /// In brackets, as a portion mark is.
    Bracketed,
    /// Alone.
    Bare,
}

struct Scan<'s, 'r, 't> {
    reader: &'s mut Reader<'r, 't>,
    last: Option<String>,
    /// Items are numbered, not lettered.
    numbers: bool,
    depth: u32,
    quoted: bool,
    /// The item so far holds a number.
    complete: bool,
}

impl Scan<'_, '_, '_> {
    fn token(&self, at: usize) -> Option<&Token<'_>> {
        self.reader.tokens.get(at)
    }

    fn is(&self, at: usize, signs: &str) -> bool {
        self.token(at).is_some_and(|t| t.is_any(signs))
    }

    /// Skips `1. REF:`, `REF: REF:`, `¶ REFS -`. Letters of items are left.
    fn field_label(&self) -> usize {
        let mut at = 0;
        let mut behind = 0;
        while at < 12 {
            if let Some(next) = self.ref_word(at) {
                (at, behind) = (next, next);
            } else if self.token(at).is_some_and(|t| {
                t.kind == Kind::Line || t.is_any("¶\u{b6}.:()") || t.text.len() == 1 && behind == 0
            }) {
                // Bullets before the label go with it; what stands behind it is for the items.
                at += 1;
            } else {
                break;
            }
        }
        behind
    }

    /// `REF`, `REFS`, `REF(S)`, `REFTEL` with the sign behind it: the token after.
    fn ref_word(&self, at: usize) -> Option<usize> {
        let word = self.token(at)?;
        let known = [
            "REF",
            "REFS",
            "REFTEL",
            "REFTELS",
            "REFERENCE",
            "REFERENCES",
            "REFTELE",
            "REFERENCED",
            "EF",
            "REFF",
        ];
        let mut next = at + 1;
        if !known.iter().any(|label| word.is_word(label)) {
            return None;
        }
        if self.is(next, "(")
            && self.token(next + 1).is_some_and(|t| t.is_word("S"))
            && self.is(next + 2, ")")
        {
            next += 3;
        }
        while self.is(next, ":;.-=") {
            next += 1;
        }
        Some(next)
    }

    fn line_start(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.token(before)).is_none_or(|t| t.kind == Kind::Line)
    }

    /// Notes what a token that is no letter does to the state.
    fn pass(&mut self, at: usize) {
        let Some(token) = self.reader.tokens.get(at) else { return };
        match token.kind {
            Kind::Sign('(' | '[') => self.depth += 1,
            Kind::Sign(')' | ']') => self.depth = self.depth.saturating_sub(1),
            Kind::Sign('"' | '“' | '”') => self.quoted = !self.quoted,
            // Brackets and quotes that are never closed must not hide the rest of the list.
            Kind::Line => (self.depth, self.quoted) = (0, false),
            Kind::Word if token.text.bytes().any(|b| b.is_ascii_digit()) => self.complete = true,
            _ => {}
        }
    }

    /// A letter at token `at`, with its doubles.
    fn mark(&mut self, at: usize, opens: bool) -> Option<Mark> {
        let opens = opens || self.line_start(at);
        if !opens && (self.depth > 0 || self.quoted) {
            return None;
        }
        let mut mark = self.one(at, opens)?;
        // `A. A)`, `A. (A)`, `A. REF A:`
        loop {
            let behind = self.ref_word(mark.next).unwrap_or(mark.next);
            match self.dressed(behind) {
                Some((letter, _, next)) if letter == mark.letter => mark.next = next,
                _ => return Some(mark),
            }
        }
    }

    fn one(&mut self, at: usize, opens: bool) -> Option<Mark> {
        let mut begin = at;
        while self.is(begin, "¶\u{b6}") {
            begin += 1;
        }
        let pilcrow = begin > at;
        if let Some(behind) = self.ref_word(begin)
            && let Some((letter, _, next)) = self.dressed(behind).or_else(|| self.bare(behind))
        {
            return Some(Mark { letter, first: at, next, stray: None });
        }
        // `1B.`: the digit stands for a pilcrow, unless the item before still lacks its number.
        let digit = self.token(begin)?;
        let struck = digit.text == "1"
            && self.token(begin + 1).is_some_and(|t| t.glued && t.letter().is_some())
            && (opens || self.complete);
        if struck && let Some((letter, Dress::Signed, next)) = self.dressed(begin + 1) {
            let end = self.token(begin + 1)?.end();
            let stray = Some(digit.at..end);
            return (self.follows(&letter) || opens).then_some(Mark { letter, first: at, next, stray });
        }
        let (letter, dress, next) = self.dressed(begin).or_else(|| self.bare(begin))?;
        let stray = if pilcrow { Some(self.token(at)?.at..self.token(begin)?.end()) } else { None };
        let mark = Mark { letter, first: at, next, stray };
        (self.accepts(&mark, dress, opens || pilcrow, begin)).then_some(mark)
    }

    fn accepts(&mut self, mark: &Mark, dress: Dress, opens: bool, begin: usize) -> bool {
        let number = mark.letter.bytes().all(|b| b.is_ascii_digit());
        if number {
            let first = self.last.is_none() && mark.letter == "1" && opens;
            let next = self.numbers && self.follows(&mark.letter);
            self.numbers |= first;
            return first || next;
        }
        if self.numbers {
            return false;
        }
        let to = self.reader.tokens.len();
        let next = self.token(mark.next);
        let before = begin.checked_sub(1).and_then(|i| self.token(i));
        // `LISBON (C) 012`: a mark between post and number.
        let inner = dress == Dress::Bracketed
            && next.is_some_and(Token::is_digits)
            && before.is_some_and(Token::is_letters)
            && !self.complete;
        // `(C)` at the end of an item is its mark.
        let last = dress == Dress::Bracketed
            && !opens
            && next.is_none_or(|t| t.kind == Kind::Line || t.is_any("(;,"));
        if inner || last {
            return false;
        }
        let expected = self.follows(&mark.letter);
        let hanging = before.is_some_and(|t| HANGING.iter().any(|word| t.is_word(word)));
        match dress {
            Dress::Bare => expected && self.reader.begins(mark.next, to),
            _ if opens => true,
            _ if expected && !hanging => true,
            _ => self.reader.begins(mark.next, to),
        }
    }

    /// True for the letter after the last one. The first may be `A`, or `B` where the first item lost its own.
    fn follows(&self, letter: &str) -> bool {
        match &self.last {
            None => letter == "A" || letter == "B" || letter == "1",
            Some(last) => match (last.parse::<u32>(), letter.parse::<u32>()) {
                (Ok(last), Ok(next)) => next == last + 1,
                (Err(_), Err(_)) => letter.bytes().next() == last.bytes().next().map(|b| b + 1),
                _ => false,
            },
        }
    }

    /// A letter or number with its sign: what it is, its dress, the token behind it.
    fn dressed(&self, at: usize) -> Option<(String, Dress, usize)> {
        let open = self.is(at, "([");
        let place = at + usize::from(open);
        let word = self.token(place)?;
        let letter = word.letter().map(String::from).or_else(|| {
            (word.is_digits() && word.text.len() <= 2).then(|| word.text.trim_start_matches('0').to_string())
        })?;
        let sign = self.token(place + 1)?;
        if open {
            let closed = sign.is_any(")]");
            let next = place + 2 + usize::from(self.is(place + 2, ".:-") && !self.is(place + 2, "("));
            return (closed && !letter.is_empty()).then_some((letter, Dress::Bracketed, next));
        }
        let after = self.token(place + 2);
        let glued = after.filter(|t| t.glued);
        let fits = match sign.kind {
            // `U.S.`, `E.O.`: initials. `1.5`: a number.
            Kind::Sign('.') => {
                let initials = glued.is_some_and(|t| t.letter().is_some()) && self.is(place + 3, ".");
                !(initials || word.is_digits() && glued.is_some_and(|t| t.is_digits()))
            }
            Kind::Sign(')' | ':') => sign.glued && !(word.is_digits() && sign.is(':')),
            // `A - LISBON`, never the airgram `A-77`.
            Kind::Sign('-') => {
                !word.is_digits() && after.is_some_and(|t| t.is_letters() || (!sign.glued && !t.glued))
            }
            _ => false,
        };
        let next = place + 2 + usize::from(sign.is('.') && glued.is_some_and(|t| t.is_any("):")));
        fits.then_some((letter, Dress::Signed, next)).filter(|(letter, ..)| !letter.is_empty())
    }

    fn bare(&self, at: usize) -> Option<(String, Dress, usize)> {
        let letter = self.token(at)?.letter()?;
        let spaced = self.token(at + 1).is_some_and(|t| !t.glued && t.kind != Kind::Line);
        spaced.then_some((letter.to_string(), Dress::Bare, at + 1))
    }
}

/// Words that want more of the sentence: a letter behind them is an initial or a name.
const HANGING: [&str; 14] =
    ["WITH", "BY", "OF", "TO", "FROM", "FOR", "MR", "MRS", "MS", "DR", "ANNEX", "PART", "SECTION", "PLAN"];

/// Letters out of order, repeated or left out are kept as printed, and told (format.md §10.2).
pub(crate) fn warn_of_order(segments: &[Segment], field: &Passage, notes: &mut Notes) {
    let value = |label: &str| label.parse::<u32>().ok().or_else(|| label.bytes().next().map(u32::from));
    let mut last: Option<u32> = None;
    for segment in segments {
        let Some(label) = segment.label.as_deref() else { continue };
        let this = value(label);
        if let (Some(before), Some(this)) = (last, this)
            && this != before + 1
        {
            let message = format!("item {label} of the reference list is out of order");
            notes.warn("reference_labels", message, Some(field.span(segment.at..segment.at + label.len())));
            return;
        }
        last = this;
    }
}
