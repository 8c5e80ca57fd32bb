//! Copies that the reader cannot tell apart count once.
//!
//! Two copies may differ only in what is hidden. Were both counted, scores and counts would tell that they differ.

use super::searcher::Segment;

/// A telegram, one of its copies, and one unit of that with its label's place and its face.
type Row = (i64, u32, (usize, u64), u32);

/// Takes the units of all copies but one of those that look alike out of `telegram_of`.
pub(super) fn leave_out(
    segments: &[Segment],
    copy_of: &[u32],
    telegram_of: &mut [i64],
) -> tantivy::Result<()> {
    let several = of_several_copies(copy_of, telegram_of);
    let mut rows: Vec<Row> = Vec::new();
    for segment in segments {
        let faces = segment.faces()?;
        for n in 0..segment.length {
            let unit = segment.first + n;
            let (copy, telegram) = (copy_of.get(unit as usize), telegram_of.get(unit as usize));
            let Some((copy, telegram)) = copy.zip(telegram).filter(|(_, telegram)| **telegram >= 0) else {
                continue;
            };
            if several.get(*telegram as usize).is_some_and(|several| *several) {
                rows.push((*telegram, *copy, (segment.label(), faces.first(n).unwrap_or_default()), unit));
            }
        }
    }
    rows.sort_unstable();
    for telegram in rows.chunk_by(|a, b| a.0 == b.0) {
        let mut known: Vec<Vec<(usize, u64)>> = Vec::new();
        for copy in telegram.chunk_by(|a, b| a.1 == b.1) {
            let looks: Vec<(usize, u64)> = copy.iter().map(|row| row.2).collect();
            if !known.contains(&looks) {
                known.push(looks);
                continue;
            }
            for (_, _, _, unit) in copy {
                if let Some(telegram) = telegram_of.get_mut(*unit as usize) {
                    *telegram = -1;
                }
            }
        }
    }
    Ok(())
}

/// By number of telegram: whether more than one copy of it is there.
fn of_several_copies(copy_of: &[u32], telegram_of: &[i64]) -> Vec<bool> {
    let highest = telegram_of.iter().copied().max().unwrap_or(0).max(0) as usize;
    let mut first: Vec<Option<u32>> = vec![None; highest + 1];
    let mut several = vec![false; highest + 1];
    for (copy, telegram) in copy_of.iter().zip(telegram_of) {
        let Ok(telegram) = usize::try_from(*telegram) else { continue };
        if let (Some(first), Some(several)) = (first.get_mut(telegram), several.get_mut(telegram)) {
            *several |= *first.get_or_insert(*copy) != *copy;
        }
    }
    several
}
