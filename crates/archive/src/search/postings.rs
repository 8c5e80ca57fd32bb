//! Units that match a leaf, with their weights.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, InvertedIndexReader, TERMINATED, Term};

use super::searcher::{NOWHERE, Searcher, Segment};
use crate::index::Fields;

/// Unit and frequency, by unit.
pub(crate) type Found = Vec<(u32, u32)>;

/// Text or subject: the place in [`super::searcher::Segment::text`].
pub(crate) type Part = usize;

/// The text's place.
pub(crate) const TEXT: Part = 0;
/// The subject's place.
pub(crate) const SUBJECT: Part = 1;

/// The postings of a word in one segment, where it occurs there.
pub(crate) fn of_word(
    index: &InvertedIndexReader,
    part: Part,
    word: &str,
    positions: bool,
) -> std::io::Result<Option<SegmentPostings>> {
    let field = if part == TEXT { Fields::ALL.text } else { Fields::ALL.subject };
    let option =
        if positions { IndexRecordOption::WithFreqsAndPositions } else { IndexRecordOption::WithFreqs };
    index.read_postings(&Term::from_field_text(field, word), option)
}

/// Units that have the word.
pub(crate) fn word(searcher: &Searcher, part: Part, word: &str) -> std::io::Result<Found> {
    let mut found = Vec::new();
    for segment in &searcher.segments {
        let Some((index, _)) = segment.text.get(part) else { continue };
        let Some(mut postings) = of_word(index, part, word, false)? else { continue };
        while postings.doc() != TERMINATED {
            found.push((segment.first + postings.doc(), postings.term_freq()));
            postings.advance();
        }
    }
    Ok(found)
}

/// How many units of a segment that count have a word.
pub(crate) fn having(searcher: &Searcher, segment: &Segment, mut postings: SegmentPostings) -> u64 {
    if !segment.thinned {
        return postings.doc_freq().into();
    }
    let mut count = 0;
    while postings.doc() != TERMINATED {
        let slot = searcher.slot_of.get((segment.first + postings.doc()) as usize);
        count += u64::from(slot.is_some_and(|slot| *slot != NOWHERE));
        postings.advance();
    }
    count
}

/// Words that begin so, in one segment: calls `each` with the postings of every one.
pub(crate) fn each_beginning(
    index: &InvertedIndexReader,
    prefix: &str,
    option: IndexRecordOption,
    mut each: impl FnMut(SegmentPostings),
) -> std::io::Result<()> {
    let mut range = index.terms().range().ge(prefix.as_bytes());
    let after = successor(prefix.as_bytes());
    if let Some(after) = &after {
        range = range.lt(after);
    }
    let mut terms = range.into_stream()?;
    while terms.advance() {
        let info = terms.value().clone();
        each(index.read_postings_from_terminfo(&info, option)?);
    }
    Ok(())
}

/// The least text above all that begin with `prefix`.
fn successor(prefix: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = prefix.to_vec();
    while let Some(last) = bytes.last_mut() {
        if *last < u8::MAX {
            *last += 1;
            return Some(bytes);
        }
        bytes.pop();
    }
    None
}

/// Units that have a word with this beginning. One counter a document: a short beginning has more postings than units.
pub(crate) fn prefix(searcher: &Searcher, part: Part, prefix: &str) -> std::io::Result<Found> {
    let mut found = Vec::new();
    for segment in &searcher.segments {
        let Some((index, _)) = segment.text.get(part) else { continue };
        let mut counts = vec![0u32; segment.length as usize];
        each_beginning(index, prefix, IndexRecordOption::WithFreqs, |mut postings| {
            while postings.doc() != TERMINATED {
                if let Some(count) = counts.get_mut(postings.doc() as usize) {
                    *count = count.saturating_add(postings.term_freq());
                }
                postings.advance();
            }
        })?;
        let counted = counts.into_iter().enumerate().filter(|(_, count)| *count > 0);
        found.extend(counted.map(|(n, count)| (segment.first + n as u32, count)));
    }
    Ok(found)
}

/// Units that have a key, or a key with this beginning.
pub(crate) fn keys(searcher: &Searcher, key: &str, prefix: bool) -> std::io::Result<Vec<u32>> {
    let mut found = Vec::new();
    for segment in &searcher.segments {
        let mut take = |mut postings: SegmentPostings| {
            while postings.doc() != TERMINATED {
                found.push(segment.first + postings.doc());
                postings.advance();
            }
        };
        if prefix {
            each_beginning(&segment.keys, key, IndexRecordOption::Basic, take)?;
        } else {
            let term = Term::from_field_text(Fields::ALL.keys, key);
            if let Some(postings) = segment.keys.read_postings(&term, IndexRecordOption::Basic)? {
                take(postings);
            }
        }
    }
    Ok(found)
}
