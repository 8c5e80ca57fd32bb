//! Weights: BM25 over the visible units, in 64 bits, in a fixed order, rounded.

use super::postings::{Found, Part, SUBJECT};
use super::searcher::Searcher;

const K1: f64 = 1.2;
const B: f64 = 0.75;
/// A word of the subject tells more than one of the text.
const SUBJECT_BOOST: f64 = 2.0;

/// Unit and weight, by unit.
pub(crate) type Weighted = Vec<(u32, f64)>;

/// Turns frequencies into weights. `rarity` is the sum of the words' [`idf`].
pub(crate) fn weigh(searcher: &Searcher, part: Part, found: &Found, rarity: f64) -> Weighted {
    let average =
        (searcher.words.get(part).copied().unwrap_or(0) as f64 / searcher.count.max(1) as f64).max(1.0);
    let boost = if part == SUBJECT { SUBJECT_BOOST } else { 1.0 };
    let mut out = Vec::with_capacity(found.len());
    let mut units = found.iter().peekable();
    for segment in &searcher.segments {
        let Some((_, norms)) = segment.text.get(part) else { continue };
        let end = segment.first + segment.length;
        while let Some((unit, frequency)) = units.next_if(|(unit, _)| *unit < end) {
            let length = f64::from(norms.fieldnorm(unit.saturating_sub(segment.first)));
            let frequency = f64::from(*frequency);
            let damped = frequency * (K1 + 1.0) / (frequency + K1 * (1.0 - B + B * length / average));
            out.push((*unit, boost * rarity * damped));
        }
    }
    out
}

/// How much a word tells that stands in `having` of the units.
pub(crate) fn idf(searcher: &Searcher, having: u64) -> f64 {
    let (all, having) = (searcher.count as f64, having as f64);
    (1.0 + (all - having + 0.5).max(0.0) / (having + 0.5)).ln()
}

/// A score as it is compared and printed: millionths.
pub(crate) fn rounded(score: f64) -> i64 {
    (score * 1e6).round() as i64
}
