//! Words side by side: where they stand, unit by unit.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED};

use super::postings::{Found, Part, each_beginning, of_word};
use super::searcher::{Searcher, Segment};

/// A document of a segment, and the places of the phrase's first word in it, in order.
pub(crate) type Places = Vec<(u32, Vec<u32>)>;

/// Units that have the phrase; its last word may be only a beginning.
pub(crate) fn phrase(
    searcher: &Searcher,
    part: Part,
    words: &[String],
    prefix: Option<&str>,
) -> std::io::Result<Found> {
    let mut found = Vec::new();
    for segment in &searcher.segments {
        let mut places = places(segment, part, words)?;
        if let Some(prefix) = prefix {
            places = followed(segment, part, places, words.len() as u32, prefix)?;
        }
        found.extend(places.iter().map(|(doc, at)| (segment.first + doc, at.len() as u32)));
    }
    Ok(found)
}

/// Where the words stand side by side in the documents of one segment.
pub(crate) fn places(segment: &Segment, part: Part, words: &[String]) -> std::io::Result<Places> {
    let Some((index, _)) = segment.text.get(part) else { return Ok(vec![]) };
    let mut lists: Vec<(u32, SegmentPostings)> = Vec::with_capacity(words.len());
    for (n, word) in words.iter().enumerate() {
        let Some(postings) = of_word(index, part, word, true)? else { return Ok(vec![]) };
        lists.push((n as u32, postings));
    }
    // The rarest word leads.
    lists.sort_by_key(|(_, postings)| postings.doc_freq());
    let mut out = Vec::new();
    let Some(((first, lead), others)) = lists.split_first_mut() else { return Ok(out) };
    let (mut kept, mut next) = (Vec::new(), Vec::new());
    while lead.doc() != TERMINATED {
        let doc = lead.doc();
        if others.iter_mut().all(|(_, list)| list.doc() <= doc && list.seek(doc) == doc) {
            starts(lead, *first, &mut kept);
            for (n, list) in others.iter_mut() {
                starts(list, *n, &mut next);
                intersect(&mut kept, &next);
                if kept.is_empty() {
                    break;
                }
            }
            if !kept.is_empty() {
                out.push((doc, kept.clone()));
            }
            lead.advance();
        } else {
            // Someone is further on: no document before that can have all words.
            let ahead = others.iter().map(|(_, list)| list.doc()).max().unwrap_or(doc).max(doc + 1);
            lead.seek(ahead);
        }
    }
    Ok(out)
}

/// Where the phrase would begin for each place of its `n`-th word.
fn starts(list: &mut SegmentPostings, n: u32, out: &mut Vec<u32>) {
    list.positions(out);
    out.retain_mut(|at| match at.checked_sub(n) {
        Some(start) => {
            *at = start;
            true
        }
        None => false,
    });
}

/// Both in order; keeps in `kept` what `other` has, too.
fn intersect(kept: &mut Vec<u32>, other: &[u32]) {
    let mut at = 0;
    kept.retain(|place| {
        while other.get(at).is_some_and(|next| next < place) {
            at += 1;
        }
        other.get(at) == Some(place)
    });
}

/// Of `places`, those at which a word with this beginning stands `distance` words on.
fn followed(
    segment: &Segment,
    part: Part,
    places: Places,
    distance: u32,
    prefix: &str,
) -> std::io::Result<Places> {
    let Some((index, _)) = segment.text.get(part) else { return Ok(vec![]) };
    let mut kept: Vec<Vec<u32>> = vec![Vec::new(); places.len()];
    let mut found = Vec::new();
    each_beginning(index, prefix, IndexRecordOption::WithFreqsAndPositions, |mut list| {
        for ((doc, starts), kept) in places.iter().zip(&mut kept) {
            if list.doc() > *doc || list.seek(*doc) != *doc {
                continue;
            }
            list.positions(&mut found);
            kept.extend(starts.iter().filter(|start| found.binary_search(&(**start + distance)).is_ok()));
        }
    })?;
    let docs = places.into_iter().map(|(doc, _)| doc);
    let mut out: Places = docs.zip(kept).filter(|(_, kept)| !kept.is_empty()).collect();
    for (_, kept) in &mut out {
        kept.sort_unstable();
        kept.dedup();
    }
    Ok(out)
}
