//! `a NEAR/5 "b c" NEAR/5 d`.

use std::ops::RangeInclusive;

use super::error::{Notes, QueryError};
use super::fields::Named;
use super::lex::{Piece, What};
use super::{Leaf, leaf};

/// Words between, where no number is written.
pub(super) const USUAL: u32 = 10;

/// Words that may be between.
pub(super) const ALLOWED: RangeInclusive<u32> = 1..=99;

/// The chain that begins with the item at `pieces[at]`, if NEAR follows it, and the index of the piece behind it. In a
/// lenient reading, an operand that is no words ends the chain; a chain of one is no chain.
pub(super) fn chain(
    pieces: &[Piece<'_>],
    at: usize,
    group: Option<Named>,
    notes: &mut Notes<'_>,
) -> Result<Option<(Leaf, usize)>, QueryError> {
    let Some(What::Near(distance)) = pieces.get(at + 1).map(|piece| &piece.what) else { return Ok(None) };
    let (distance, mut next) = (*distance, at);
    let mut parts = Vec::new();
    while let Some(words) = operand(pieces, next, group, notes)? {
        parts.push(words);
        next += 1;
        let Some(piece) = pieces.get(next) else { break };
        let What::Near(other) = piece.what else { break };
        if other != distance {
            let hint = format!(
                "write NEAR/{distance} throughout, or two questions: a NEAR/{distance} b AND b NEAR/{other} c"
            );
            notes.wrong(
                piece.range.clone(),
                "two distances in one chain",
                hint,
                "read with the first distance",
            )?;
        }
        next += 1;
    }
    if parts.len() < 2 {
        return Ok(None);
    }
    let near = Leaf::Near { parts, distance };
    Ok(Some((if group.is_some() { Leaf::Subject(Box::new(near)) } else { near }, next)))
}

/// The words of the item at `pieces[at]`; nothing is told of the first one, which stands as it is without NEAR.
fn operand(
    pieces: &[Piece<'_>],
    at: usize,
    group: Option<Named>,
    notes: &mut Notes<'_>,
) -> Result<Option<Vec<String>>, QueryError> {
    let text = group.is_none() || group == Some(Named::Subject);
    if let Some(What::Item(item)) = pieces.get(at).map(|piece| &piece.what)
        && text
        && item.field.is_none()
        && !item.expand
        && !item.star
    {
        let words = leaf::words(item.text);
        if !words.is_empty() {
            return Ok(Some(words));
        }
    }
    // The mistake is the operand's, or that of the NEAR before it where there is none.
    let place = pieces.get(at).filter(|piece| matches!(piece.what, What::Item(_) | What::Open(_)));
    let place = place.or(pieces.get(at.saturating_sub(1))).map_or(0..0, |piece| piece.range.clone());
    let hint = match pieces.get(at).map(|piece| &piece.what) {
        Some(What::Item(item)) if item.field == Some(Named::Subject) => "write subject:(a NEAR/10 b)",
        _ => "write words or quoted phrases on both sides, as in fish NEAR/5 \"joint patrol\"",
    };
    notes.wrong(place, "NEAR stands between words or phrases only", hint, "NEAR left out")?;
    Ok(None)
}
