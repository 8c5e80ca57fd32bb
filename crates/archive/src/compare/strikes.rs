//! Marks that something was struck out (format.md §14 #33, #38, #39).
//!
//! ```text
//! mark    = xs | blocks | "[" omission "]" | "(" omission ")" | "[" codes "]" | foia | a line of codes
//! xs      = four letters X or more, in one word or in words side by side, also glued to a word
//! blocks  = one "█" or more, two "■" or more
//! foia    = "(b)" "(" digit ")"
//! codes   = code { sep code }          code = "B1" | "b(6)" | "1.4(c)" | "3.3(b)(1)" | "25X1" | …
//! ```

use std::ops::Range;
use std::sync::LazyLock;

use crate::words::{Token, tokens};

/// The lists of strikes.txt, by their names.
static LISTS: LazyLock<[Vec<&'static str>; 4]> = LazyLock::new(|| {
    ["words ", "others ", "reasons ", "before "].map(|name| {
        let lines = include_str!("strikes.txt").lines().filter_map(|line| line.strip_prefix(name));
        lines.flat_map(str::split_whitespace).collect()
    })
});

/// Bytes of the longest bracket that is looked into.
const LONGEST: usize = 160;

/// Brackets within brackets in one that is looked into.
const DEEPEST: usize = 4;

/// The marks of `text` outside `furniture`, in order, apart from each other.
pub(super) fn find(text: &str, furniture: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    xs(text, &mut found);
    signs(text, &mut found);
    code_lines(text, &mut found);
    found.sort_by_key(|range| (range.start, range.end));
    let mut furniture = furniture.iter().peekable();
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in found {
        while furniture.next_if(|line| line.end <= range.start).is_some() {}
        if furniture.peek().is_some_and(|line| line.start <= range.start) {
            continue;
        }
        match out.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// Letters X: the words of nothing else, and runs of four within a word.
fn xs(text: &str, out: &mut Vec<Range<usize>>) {
    let mut run: Option<(Range<usize>, usize)> = None;
    let mut end_run = |run: &mut Option<(Range<usize>, usize)>| {
        out.extend(run.take().filter(|(_, letters)| *letters >= 4).map(|(range, _)| range));
    };
    let mut within = Vec::new();
    for Token { range, .. } in tokens(text) {
        let word = text.get(range.clone()).unwrap_or_default();
        let blank = |from: usize| text.get(from..range.start).unwrap_or_default().trim().is_empty();
        if word.bytes().all(|b| b | 0x20 == b'x') {
            run = match run.take() {
                Some((first, letters)) if blank(first.end) => {
                    Some((first.start..range.end, letters + word.len()))
                }
                mut other => {
                    end_run(&mut other);
                    Some((range, word.len()))
                }
            };
            continue;
        }
        end_run(&mut run);
        let mut at = range.start;
        for piece in word.split_inclusive(|c| !matches!(c, 'x' | 'X')) {
            let letters = piece.bytes().take_while(|b| b | 0x20 == b'x').count();
            if letters >= 4 {
                within.push(at..at + letters);
            }
            at += piece.len();
        }
    }
    end_run(&mut run);
    out.append(&mut within);
}

/// Blocks and brackets.
fn signs(text: &str, out: &mut Vec<Range<usize>>) {
    let mut from = 0;
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '[' | '(' | '\u{2580}'..='\u{25ac}')) {
        if at < from {
            continue;
        }
        let rest = text.get(at..).unwrap_or_default();
        let length = match c {
            '[' => bracket(rest, ']'),
            '(' => foia(rest).or_else(|| bracket(rest, ')')),
            _ => blocks(rest),
        };
        if let Some(length) = length {
            from = at + length;
            out.push(at..from);
        }
    }
}

fn blocks(rest: &str) -> Option<usize> {
    let run = rest.len() - rest.trim_start_matches(|c| matches!(c, '\u{2580}'..='\u{25ac}')).len();
    let sure = rest.starts_with('\u{2588}') || run > '\u{25a0}'.len_utf8();
    sure.then_some(run)
}

/// `(b)(1)`, `(b) (7)(c)`.
fn foia(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("(b)").or_else(|| rest.strip_prefix("(B)"))?.trim_start_matches(' ');
    let mut after = after.strip_prefix('(')?.strip_prefix(|c: char| c.is_ascii_digit())?.strip_prefix(')')?;
    if let Some(letter) =
        after.strip_prefix('(').and_then(|s| s.strip_prefix(|c: char| c.is_ascii_alphabetic()))
    {
        after = letter.strip_prefix(')').unwrap_or(after);
    }
    Some(rest.len() - after.len())
}

/// An omission or a list of codes between brackets, with them.
fn bracket(rest: &str, close: char) -> Option<usize> {
    let mut end = rest.len().min(LONGEST);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    let mut depth = 0_usize;
    let open = if close == ']' { '[' } else { '(' };
    let found = rest.get(..end)?.char_indices().find(|(_, c)| {
        depth += usize::from(*c == open);
        depth -= usize::from(*c == close);
        depth == 0 || depth > DEEPEST
    });
    let (end, _) = found.filter(|(_, c)| *c == close)?;
    let inside = rest.get(1..end)?;
    let is_omission = if close == ']' { square(inside) } else { round(inside) };
    is_omission.then_some(end + 1)
}

fn square(inside: &str) -> bool {
    let empty =
        inside.chars().all(|c| matches!(c, ' ' | '.' | '\u{2026}' | '-' | '_' | '\n' | '\r' | '*' | '?'));
    empty || codes(inside) || tokens(inside).any(|token| is_in(WORDS, &token.word))
}

fn round(inside: &str) -> bool {
    let mut tells = false;
    let all = tokens(inside).all(|token| {
        let word = is_in(WORDS, &token.word);
        tells |= word;
        word || is_in(OTHERS, &token.word) || token.word.bytes().all(|b| b.is_ascii_digit())
    });
    all && tells
}

const WORDS: usize = 0;
const OTHERS: usize = 1;
const REASONS: usize = 2;
const BEFORE: usize = 3;

fn list(number: usize) -> &'static [&'static str] {
    LISTS.get(number).map(Vec::as_slice).unwrap_or_default()
}

fn is_in(number: usize, word: &str) -> bool {
    list(number).contains(&word)
}

/// Lines that hold codes and nothing else, as reviewers stamp them beside what they cut.
fn code_lines(text: &str, out: &mut Vec<Range<usize>>) {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        let first = bare.bytes().next();
        if first.is_some_and(|b| b"Bb1236570(EFS".contains(&b)) && codes(bare) {
            out.push(start..start + bare.len());
        }
    }
}

/// True for exemption codes and nothing else.
fn codes(text: &str) -> bool {
    if text.len() > LONGEST {
        return false;
    }
    let mut rest: String = text
        .replace(" and ", ",")
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '[' | ']' | '-'))
        .map(|c| c.to_ascii_uppercase())
        .collect();
    let mut found = false;
    while !rest.is_empty() {
        let separator = rest.starts_with([',', ';', '/', '&', ':']);
        let length = if separator { Some(1) } else { before(&rest).or_else(|| code(&rest, found)) };
        let Some(length) = length else { return false };
        found |= !separator && before(&rest).is_none();
        rest.drain(..length);
    }
    found
}

fn before(rest: &str) -> Option<usize> {
    list(BEFORE).iter().filter(|word| rest.starts_with(**word)).map(|word| word.len()).max()
}

/// The length of the code at the start; a letter alone goes on with the code before it.
fn code(rest: &str, goes_on: bool) -> Option<usize> {
    let bytes = rest.as_bytes();
    let letter = |at: usize| bytes.get(at).is_some_and(|b| matches!(b, b'A'..=b'H'));
    let digits = |at: usize| bytes.iter().skip(at).take_while(|b| b.is_ascii_digit()).count();
    if bytes.first() == Some(&b'B') && matches!(bytes.get(1), Some(b'1'..=b'9')) {
        return Some(2 + usize::from(letter(2) && digits(3) == 0));
    }
    if list(REASONS).iter().any(|reason| rest.starts_with(reason)) && letter(3) {
        return Some(4 + digits(4).min(2));
    }
    for class in ["25X", "50X", "75X"] {
        if let Some(after) = rest.strip_prefix(class) {
            let kind = ["HUM", "WMD", "E"].into_iter().find(|kind| after.starts_with(kind));
            return Some(3 + kind.map_or(digits(3).min(1), str::len));
        }
    }
    let ends = bytes.get(1).is_none_or(|b| b",;/&".contains(b));
    (goes_on && letter(0) && ends).then_some(1)
}
