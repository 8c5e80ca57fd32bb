//! Damage done to cables on their way (format.md §14): one file per group of its catalogue.
//!
//! Each kind is written from what the catalogue says happens to a text, not from what a reader can mend. A kind that finds
//! nothing to do in a cable says so, and another is drawn.

mod characters;
mod fields;
mod frame;
mod glyphs;
mod numbers;
mod publisher;
mod words;

use super::draft::Draft;
use super::random::Random;

/// A text under way, and how its letters will be written as bytes.
#[derive(Debug)]
pub(crate) struct Sheet<'a> {
    pub(crate) text: String,
    pub(crate) bytes: Bytes,
    pub(crate) draft: &'a Draft<'a>,
}

/// How letters become bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bytes {
    Utf8,
    /// Windows-1252.
    Windows,
    /// UTF-8 taken for Windows-1252 and encoded again.
    Twice,
}

/// A kind: its number in the catalogue with a word, and what it does; false where there was nothing to do.
pub(crate) type Kind = (&'static str, fn(&mut Sheet, &mut Random) -> bool);

const GROUPS: &[&[Kind]] = &[
    glyphs::KINDS,
    publisher::KINDS,
    frame::KINDS,
    fields::KINDS,
    characters::KINDS,
    words::KINDS,
    numbers::KINDS,
];

/// One to three kinds of damage; gives the bytes and the kinds done.
pub(crate) fn damage(text: String, draft: &Draft, random: &mut Random) -> (Vec<u8>, Vec<&'static str>) {
    let mut sheet = Sheet { text, bytes: Bytes::Utf8, draft };
    let mut done = Vec::new();
    let wanted = random.between(1, 3);
    // A few draws more than wanted: not every kind fits every cable.
    for _ in 0..wanted * 4 {
        let all: usize = GROUPS.iter().map(|group| group.len()).sum();
        let n = random.below(all);
        let Some((name, act)) = GROUPS.iter().flat_map(|group| group.iter()).nth(n) else { break };
        if !done.contains(name) && act(&mut sheet, random) {
            done.push(*name);
        }
        if done.len() == wanted {
            break;
        }
    }
    (glyphs::encode(&sheet.text, sheet.bytes), done)
}

/// Every kind, for tests.
#[cfg(test)]
pub(crate) fn kinds() -> impl Iterator<Item = &'static Kind> {
    GROUPS.iter().flat_map(|group| group.iter())
}

impl Sheet<'_> {
    /// Replaces each `from` in so many of a thousand cases; true where one was replaced.
    fn replace(&mut self, from: &str, to: &str, per_mille: usize, random: &mut Random) -> bool {
        let mut out = String::with_capacity(self.text.len() + 64);
        let (mut rest, mut any) = (self.text.as_str(), false);
        while let Some((before, after)) = rest.split_once(from) {
            let hit = random.chance(per_mille);
            any |= hit;
            out.push_str(before);
            out.push_str(if hit { to } else { from });
            rest = after;
        }
        out.push_str(rest);
        self.text = out;
        any
    }

    /// Replaces the first `from`.
    fn once(&mut self, from: &str, to: &str) -> bool {
        let Some(at) = self.text.find(from) else { return false };
        self.text.replace_range(at..at + from.len(), to);
        true
    }

    /// Rewrites line by line: number of the line, the line with its end, the new text.
    fn lines(&mut self, mut each: impl FnMut(usize, &str, &mut String)) -> bool {
        let mut out = String::with_capacity(self.text.len() + 256);
        for (i, line) in self.text.split_inclusive('\n').enumerate() {
            each(i, line, &mut out);
        }
        let changed = out != self.text;
        self.text = out;
        changed
    }

    /// Where the first numbered paragraph begins.
    fn body(&self) -> usize {
        self.text.find("\n1. ").map_or(self.text.len(), |at| at + 1)
    }

    /// A blank inside a sentence of the body, at which a break can fall.
    fn blank(&self, random: &mut Random) -> Option<usize> {
        let body = self.body();
        let start = body + random.below(self.text.len() - body);
        let start = (start..self.text.len()).find(|at| self.text.is_char_boundary(*at))?;
        let rest = self.text.get(start..)?;
        let letters = |at: usize| {
            let around = rest.as_bytes().get(at.saturating_sub(1)..at + 2).unwrap_or_default();
            matches!(around, [a, b' ', b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic())
        };
        rest.match_indices(' ').map(|(at, _)| at).find(|at| letters(*at)).map(|at| start + at)
    }
}

/// Digits and the stop with which a numbered paragraph begins: the number, and the bytes it takes with its stop.
fn numbered(line: &str) -> Option<(u32, usize)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let followed = line.get(digits..).is_some_and(|rest| rest.starts_with(". "));
    if !followed || !(1..=2).contains(&digits) {
        return None;
    }
    Some((line.get(..digits)?.parse().ok()?, digits + 1))
}
