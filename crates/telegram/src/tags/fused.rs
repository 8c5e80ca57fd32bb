//! Codes that were run together: `PRELPGOVPO` (format.md §8.4).
//!
//! The string must divide without a rest into codes of the table: subjects, programs and organisations of four letters,
//! countries of two, at least one of four letters. The fewest pieces win.

use std::ops::Range;

use authority::tags::{TagKind as Kind, lookup_as};

use super::code::{self, Code};
use crate::record::TagKind;

/// Longest string that is tried: some twenty codes.
const LIMIT: usize = 80;

/// The codes of `word` (capitals) and their places in it.
pub(super) fn split(word: &str) -> Option<Vec<(Code, Range<usize>)>> {
    let len = word.len();
    if !(6..=LIMIT).contains(&len) || len % 2 == 1 || !word.bytes().all(|b| b.is_ascii_uppercase()) {
        return None;
    }
    // Most words end here: no subject stands at an even place.
    if !(0..=len - 4).step_by(2).any(|at| word.get(at..at + 4).is_some_and(is_subject)) {
        return None;
    }
    // best[i]: fewest pieces that divide the first 2i letters, and the length of the last one.
    let mut best: Vec<Option<(usize, usize)>> = vec![Some((0, 0))];
    for end in (2..=len).step_by(2) {
        let choice = [4, 2].into_iter().filter(|piece| *piece <= end).filter_map(|piece| {
            let (pieces, _) = best.get((end - piece) / 2).copied().flatten()?;
            fits(word.get(end - piece..end)?).then_some((pieces + 1, piece))
        });
        let shortest = choice.min_by_key(|(pieces, _)| *pieces);
        best.push(shortest);
    }
    let mut out = Vec::new();
    let mut end = len;
    while end > 0 {
        let (_, piece) = best.get(end / 2).copied().flatten()?;
        let range = end - piece..end;
        let (code, kind, title) = code::table(word.get(range.clone())?)?;
        out.push((Code { code, kind, title }, range));
        end -= piece;
    }
    out.reverse();
    let subject = |code: &Code| matches!(code.kind, TagKind::Subject | TagKind::Program);
    (out.len() > 1 && out.iter().any(|(code, _)| subject(code))).then_some(out)
}

fn is_subject(piece: &str) -> bool {
    piece.starts_with(|c| "ABCEKLMOPST".contains(c))
        && (lookup_as(piece, Kind::Subject).is_some() || lookup_as(piece, Kind::Program).is_some())
}

fn fits(piece: &str) -> bool {
    match piece.len() {
        2 => lookup_as(piece, Kind::Geo).is_some() || piece == "UN",
        _ => is_subject(piece) || lookup_as(piece, Kind::Organization).is_some(),
    }
}
