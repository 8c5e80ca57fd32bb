//! Headings in a paragraph's first line: `Harvest: The olives …` (format.md §12.3).

use std::ops::Range;

use super::headings;
use crate::mark::{self, MarkRead};

/// A heading inside a paragraph.
pub(super) struct InlineHeading {
    pub(super) words: Range<usize>,
    /// Where the text after it begins.
    pub(super) end: usize,
    pub(super) mark: Option<(MarkRead, Range<usize>)>,
}

/// A heading in the paragraph's first line: up to `:`, `.` or `--`, in capitals, a usual heading word, or followed by
/// the mark (format.md §12.3).
pub(super) fn read(text: &str, from: usize, all_caps: bool, numbered: bool) -> Option<InlineHeading> {
    let rest = text.get(from..)?;
    let offset = from + rest.len() - rest.trim_start().len();
    let rest = text.get(offset..)?;
    let window = match rest.get(..62) {
        Some(plain) if plain.is_ascii() => 62,
        _ => rest.char_indices().take(62).last().map(|(at, c)| at + c.len_utf8())?,
    };
    let window = rest.get(..window)?;
    let mut next = 0;
    while let Some((at, sign)) = next_sign(window, next) {
        next = at + sign.len();
        let after = rest.get(at + sign.len()..)?;
        let stop = match sign {
            "-" if !after.starts_with('-') => continue,
            "-" => 1 + after.bytes().take_while(|b| *b == b'-').count(),
            "." | ":" if !after.is_empty() && !after.starts_with([' ', '-', '(', '"', '.', ':']) => continue,
            _ => sign.len() + after.bytes().take_while(|b| matches!(b, b'.' | b':' | b'-')).count(),
        };
        let words = window.get(..at)?.trim_end();
        if words.is_empty() {
            return None;
        }
        let following = rest.get(at + stop..)?;
        let gap = following.len() - following.trim_start().len();
        let mark = Some(following.trim_start()).filter(|text| text.starts_with('(')).and_then(mark::read);
        let known = headings::known(words);
        let letters = words.chars().filter(|c| c.is_alphabetic()).count();
        let several = words.split_whitespace().count() >= 2
            && !words.ends_with(|c: char| c.is_uppercase() && words.contains('.'));
        // `1.(U) Harvest. The olives …`: one or two words that are no sentence.
        let title = numbered
            && sign == "."
            && words.split_whitespace().count() <= 2
            && letters >= 5
            && !abbreviation(words)
            && words.split_whitespace().all(|word| {
                word.starts_with(|c: char| c.is_uppercase()) && word.chars().skip(1).all(|c| c.is_lowercase())
            })
            && following.trim_start().starts_with(|c: char| c.is_uppercase());
        let caps = !all_caps
            && headings::is_caps(words)
            && letters >= 4
            && !words.contains(['"', ','])
            && (sign == ":" || several)
            && !words.contains('.');
        let end = offset + at + stop;
        if known || caps || title || mark.is_some() && letters >= 3 && !words.contains('.') {
            let mark = mark.map(|(mark, len)| (mark, end + gap..end + gap + len));
            let end = mark.as_ref().map_or(end, |(_, range)| range.end);
            return Some(InlineHeading { words: offset..offset + words.len(), end, mark });
        }
        if sign == ":" || sign == "." && !abbreviation(words) {
            return None;
        }
    }
    None
}

/// The next sign from `from` on that may end a heading.
fn next_sign(window: &str, from: usize) -> Option<(usize, &str)> {
    let found = window.as_bytes().get(from..)?.iter().position(|b| matches!(b, b':' | b'.' | b'-' | 0xe2))?;
    let rest = window.get(from + found..)?;
    let sign = rest.get(..rest.chars().next()?.len_utf8())?;
    match sign {
        ":" | "." | "-" | "\u{2014}" | "\u{2013}" => Some((from + found, sign)),
        _ => next_sign(window, from + found + sign.len()),
    }
}

/// `U.S`, `Amb`: a full stop after it does not end a heading.
fn abbreviation(words: &str) -> bool {
    let last = words.rsplit(|c: char| c.is_whitespace() || c == '.').next().unwrap_or_default();
    last.chars().count() <= 3
}
