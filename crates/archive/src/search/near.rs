//! Words and phrases close to each other, in any order, within one portion.
//!
//! Portions stand [`crate::index::GAP`] places apart, which no distance bridges.

use super::phrase::{Places, places};
use super::postings::{Found, Part};
use super::searcher::Searcher;

/// Units in which each part stands with at most `distance` words to a place of the part before it.
pub(crate) fn near(
    searcher: &Searcher,
    part: Part,
    parts: &[Vec<String>],
    distance: u32,
) -> std::io::Result<Found> {
    let mut found = Vec::new();
    for segment in &searcher.segments {
        let mut kept: Option<(Places, u32)> = None;
        for words in parts {
            let here = places(segment, part, words)?;
            let length = words.len() as u32;
            kept = Some(match kept {
                None => (here, length),
                Some((before, before_length)) => {
                    (close(&before, before_length, here, length, distance), length)
                }
            });
        }
        let documents = kept.map(|(places, _)| places).unwrap_or_default();
        found.extend(documents.iter().map(|(doc, at)| (segment.first + doc, at.len() as u32)));
    }
    Ok(found)
}

/// Of the places `here`, those within reach of one `before`. Places do not overlap.
fn close(before: &Places, before_length: u32, here: Places, length: u32, distance: u32) -> Places {
    let mut at = 0;
    let mut out = Vec::new();
    for (doc, mut starts) in here {
        while before.get(at).is_some_and(|(other, _)| *other < doc) {
            at += 1;
        }
        let Some((_, others)) = before.get(at).filter(|(other, _)| *other == doc) else { continue };
        // The reach of a start grows with it: one pass over both.
        let mut from = 0;
        starts.retain(|start| {
            let earliest = start.saturating_sub(before_length + distance);
            while others.get(from).is_some_and(|other| *other < earliest) {
                from += 1;
            }
            others
                .iter()
                .skip(from)
                .take_while(|other| **other <= start + length + distance)
                .any(|other| other + before_length <= *start || start + length <= *other)
        });
        if !starts.is_empty() {
            out.push((doc, starts));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(before: &[u32], before_length: u32, here: &[u32], length: u32, distance: u32, expected: &[u32]) {
        let found =
            close(&vec![(3, before.to_vec())], before_length, vec![(3, here.to_vec())], length, distance);
        assert_eq!(found.first().map(|(_, at)| at.as_slice()).unwrap_or_default(), expected);
    }

    #[test]
    fn ok_reach_on_both_sides() {
        check(&[10], 1, &[5, 9, 10, 11, 13, 14], 1, 2, &[9, 11, 13]);
        check(&[10], 1, &[8], 1, 1, &[8]);
        check(&[10], 1, &[7], 1, 1, &[]);
        // A phrase of three from 10 to 12: 13 is next to it, 11 in it.
        check(&[10], 3, &[11, 13, 16], 1, 2, &[13]);
        check(&[10], 3, &[15], 1, 2, &[15]);
        check(&[1, 200], 1, &[100], 1, 99, &[100]);
        check(&[1, 202], 1, &[101], 1, 98, &[]);
    }
}
