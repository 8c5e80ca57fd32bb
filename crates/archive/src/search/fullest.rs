//! Values are looked up and counted where a copy shows the most.
//!
//! Each unit has the values that its label's rendition shows. Where the reader sees several renditions of a copy, those
//! that another one covers say nothing: what they say of the telegram was read from a part of what the reader has.

use super::searcher::Searcher;
use crate::label::Label;

/// By unit: whether no other visible unit of its copy covers it.
pub(super) fn fullest(searcher: &Searcher, visible: &[(i64, Label)]) -> Vec<bool> {
    let mut fullest = vec![true; searcher.slot_of.len()];
    let label = |unit: u32| {
        let segment = searcher.segment_of(unit)?;
        visible.get(segment.label()).map(|(_, label)| label)
    };
    for slot in 0..searcher.telegrams.len() as u32 {
        let units = searcher.units_of(slot);
        if units.len() < 2 {
            continue;
        }
        let copy = |unit: u32| searcher.copy_of.get(unit as usize);
        let mut of_copies: Vec<u32> = units.to_vec();
        of_copies.sort_by_key(|unit| (copy(*unit), *unit));
        for units in of_copies.chunk_by(|a, b| copy(*a) == copy(*b)) {
            for unit in units {
                let covered = units.iter().filter(|other| *other != unit).any(|other| {
                    label(*unit).zip(label(*other)).is_some_and(|(low, high)| low.join(high) == *high)
                });
                if let Some(fullest) = fullest.get_mut(*unit as usize) {
                    *fullest = !covered;
                }
            }
        }
    }
    fullest
}
