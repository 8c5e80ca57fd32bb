//! Words, separators and brackets of a TAGS field, and where the field ends.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder};

use super::code::{self, Reading};
use crate::residue::{EDGE, GONE};

/// A piece of the field.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    /// In capitals, residue left out; of a group, what stands between the brackets, as printed.
    pub text: String,
    /// Place in the field.
    pub range: Range<usize>,
    /// What the word stands for by itself.
    pub reading: Option<Reading>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenKind {
    Word,
    /// Comma, semicolon, bar.
    Break,
    LineEnd,
    /// Something in brackets.
    Group,
}

impl Token {
    /// The place in the field of a part of the word, where the word is printed without residue.
    pub(super) fn place(&self, part: Range<usize>) -> Range<usize> {
        if self.text.len() != self.range.len() {
            return self.range.clone();
        }
        self.range.start + part.start..self.range.start + part.end
    }
}

/// Spellings of the label (format.md §8.4).
const LABELS: &[&str] = &["TAGS", "TAGES", "TAG", "TABS", "TGS", "AGS", "TAS"];

/// Bytes of the labels at the start of the field; it may be doubled. `TAGS` without punctuation must be followed by a blank.
pub(super) fn label(text: &str) -> usize {
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let gap = rest.len() - rest.trim_start().len();
        let rest = rest.get(gap..).unwrap_or_default();
        let word = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let Some(name) = rest.get(..word).filter(|name| LABELS.iter().any(|l| l.eq_ignore_ascii_case(name)))
        else {
            break;
        };
        let after = rest.get(word..).unwrap_or_default();
        let blanks = after.len() - after.trim_start_matches([' ', '\t', GONE]).len();
        let mark = after.get(blanks..).is_some_and(|rest| rest.starts_with([':', ';', ',', '.', '-']));
        if !mark && (blanks == 0 && !after.is_empty() || !name.eq_ignore_ascii_case("TAGS")) {
            break;
        }
        at += gap + word + if mark { blanks + 1 } else { blanks };
    }
    at
}

/// Labels of the fields that may follow on the same line or be glued to the last tag.
static FIELDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasickBuilder::new()
        .ascii_case_insensitive(true)
        .build(["SUBJECT", "SUBJ:", "SUBJ ", "E.O.", "EO 1", "REFS:", "REF:", "REFTEL", "CLASSIFIED BY"])
        .ok()
});

/// Where the next field begins, from `start` on.
pub(super) fn next_field(text: &str, start: usize) -> usize {
    let Some(fields) = FIELDS.as_ref() else { return text.len() };
    let rest = text.get(start..).unwrap_or_default();
    let found =
        fields.find_iter(rest).map(|found| start + found.start()).find(|at| !is_inside_code(text, *at));
    found.unwrap_or(text.len())
}

/// `PREF:` and `SREF:` are tags, not labels.
fn is_inside_code(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let letters = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
    let begins_with_ref = text.get(at..at + 3).is_some_and(|word| word.eq_ignore_ascii_case("REF"));
    begins_with_ref && letters == 1 && before.ends_with(['P', 'S', 'p', 's'])
}

/// The tokens of the part `range` of `text`.
pub(super) fn split(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let Some(rest) = text.get(at..range.end) else { break };
        let Some(first) = rest.chars().next() else { break };
        let len = match first {
            '\n' => one(&mut out, TokenKind::LineEnd, at),
            ',' | ';' | '|' => one(&mut out, TokenKind::Break, at),
            '(' => group(&mut out, rest, at),
            c if c.is_whitespace() || ":)[]{}\"".contains(c) || c == EDGE || c == GONE => first.len_utf8(),
            _ => word(&mut out, rest, at),
        };
        at += len;
    }
    out
}

fn one(out: &mut Vec<Token>, kind: TokenKind, at: usize) -> usize {
    out.push(Token { kind, text: String::new(), range: at..at + 1, reading: None });
    1
}

/// Brackets with a name in them; an opening one that is never closed holds the rest of its line behind a visit code.
fn group(out: &mut Vec<Token>, rest: &str, at: usize) -> usize {
    let inside = rest.get(1..).unwrap_or_default();
    let limit = inside.char_indices().nth(160).map_or(inside.len(), |(i, _)| i);
    let inside = inside.get(..limit).unwrap_or_default();
    let closed = inside.find(')');
    let visit = out.last().is_some_and(|token| super::person::follows(&token.text));
    let len = match closed {
        Some(len) if !inside.get(..len).unwrap_or_default().contains('(') => len,
        _ if visit => inside.find('\n').unwrap_or(inside.len()),
        _ => return 1,
    };
    let text: String =
        inside.get(..len).unwrap_or_default().chars().filter(|c| ![GONE, EDGE].contains(c)).collect();
    out.push(Token { kind: TokenKind::Group, text, range: at..at + 1 + len, reading: None });
    1 + len + usize::from(closed == Some(len))
}

/// A word, without full stops and dashes at its ends; `UNGA/C-6`, `AT&T` and `BA'ATH` are words, `PREL/PGOV` and `PREL.PGOV`
/// are two.
fn word(out: &mut Vec<Token>, rest: &str, at: usize) -> usize {
    let ends = |c: char| c.is_whitespace() || ",;|:()[]{}\"".contains(c) || c == EDGE;
    let len = rest.find(ends).unwrap_or(rest.len());
    let printed = rest.get(..len).unwrap_or_default();
    let bare = printed.trim_start_matches(['.', '-', '/', '\'', '*', '_']);
    let start = at + (printed.len() - bare.len());
    let bare = bare.trim_end_matches(['.', '-', '/', '\'', '*', '_']);
    let push = |out: &mut Vec<Token>, piece: &str, start: usize| {
        let text: String = piece.chars().filter(|c| *c != GONE).map(|c| c.to_ascii_uppercase()).collect();
        if !text.is_empty() {
            let reading = code::read(&text);
            out.push(Token { kind: TokenKind::Word, text, range: start..start + piece.len(), reading });
        }
    };
    let pieces: Vec<&str> = bare.split(['/', '.', '-', '+']).collect();
    let all_known = pieces.len() > 1
        && code::table(&bare.to_ascii_uppercase()).is_none()
        && pieces.iter().all(|piece| code::is_known(&piece.to_ascii_uppercase()));
    if !all_known {
        push(out, bare, start);
        return len.max(1);
    }
    let mut from = start;
    for piece in pieces {
        push(out, piece, from);
        from += piece.len() + 1;
    }
    len
}

/// The number of tokens that belong to the field: lines after the last known code that no comma leads to are no tags.
pub(super) fn last_line(tokens: &[Token], known_to: Option<usize>) -> usize {
    let from = known_to.map_or(0, |i| i + 1);
    let (mut after_break, mut in_field) = (false, known_to.is_some());
    for (i, token) in tokens.iter().enumerate().skip(from) {
        match token.kind {
            TokenKind::LineEnd if in_field && !after_break => {
                // A person's brackets or a comma on the line show that the field goes on.
                let line = tokens.iter().skip(i + 1).take_while(|token| token.kind != TokenKind::LineEnd);
                let goes_on =
                    line.clone().any(|token| matches!(token.kind, TokenKind::Break | TokenKind::Group));
                if !goes_on && line.clone().next().is_some() {
                    return i;
                }
            }
            TokenKind::LineEnd => {}
            kind => {
                after_break = kind == TokenKind::Break;
                in_field |= kind == TokenKind::Word;
            }
        }
    }
    tokens.len()
}
