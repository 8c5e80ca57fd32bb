//! From columns to segments.
//!
//! Columns that all copies have are `Same`, up to the next mark. Those between are a block. Where the copies' shares of a
//! block lie within each other (the one shows all, another half, a third nothing), each share is a segment: `Withheld` if a
//! copy that lacks it has a mark there, else `Added`. Otherwise the block is one segment, and without any mark it `Differs`,
//! or is the `Same` where only blanks make the difference: `fish ing`, `U.S.` and `US`.

use std::ops::Range;

use super::merge::Columns;
use super::{Kind, Part, Release, Segment};

/// The segments of the columns, in order.
pub(super) fn segments(copies: &[Release<'_>], columns: &Columns) -> Vec<Segment> {
    let mut walk = Walk { copies, columns, counts: vec![0; copies.len()], out: Vec::new() };
    let in_all = |column: usize| columns.shown(column).all(|has| has);
    let mut at = 0;
    loop {
        let end = (at..columns.count).find(|column| in_all(*column)).unwrap_or(columns.count);
        if end > at || walk.is_marked(&walk.counts) {
            walk.block(at..end);
        }
        if end == columns.count {
            return walk.out;
        }
        // Marks before the first of these columns were the block's.
        let mut counts = walk.counts.clone();
        at = end;
        while at < columns.count && in_all(at) && (at == end || !walk.is_marked(&counts)) {
            counts.iter_mut().for_each(|count| *count += 1);
            at += 1;
        }
        walk.group(end..at, (false, false), Kind::Same);
    }
}

impl Columns {
    /// Which copies have the word of a column.
    fn shown(&self, column: usize) -> impl Iterator<Item = bool> + '_ {
        self.has.iter().map(move |has| has.get(column).copied().unwrap_or(false))
    }
}

struct Walk<'a, 't> {
    copies: &'a [Release<'t>],
    columns: &'a Columns,
    /// Words of each copy before the next column.
    counts: Vec<usize>,
    out: Vec<Segment>,
}

impl Walk<'_, '_> {
    fn is_marked(&self, counts: &[usize]) -> bool {
        self.copies.iter().zip(counts).any(|(copy, count)| !copy.marks(*count, *count).is_empty())
    }

    fn block(&mut self, block: Range<usize>) {
        // Neighbouring columns that the same copies have.
        let mut shares: Vec<(Range<usize>, Vec<bool>)> = Vec::new();
        for column in block.clone() {
            let shown: Vec<bool> = self.columns.shown(column).collect();
            match shares.last_mut().filter(|(_, before)| *before == shown) {
                Some((range, _)) => range.end = column + 1,
                None => shares.push((column..column + 1, shown)),
            }
        }
        if shares.is_empty() || !within_each_other(&shares) {
            self.group(block, (true, true), Kind::Differs);
            return;
        }
        for (range, _) in shares {
            let ends = (range.start == block.start, range.end == block.end);
            self.group(range, ends, Kind::Added);
        }
    }

    /// One segment, of that kind if nothing is struck out in it. `ends` tells whether it begins and ends its block.
    fn group(&mut self, range: Range<usize>, ends: (bool, bool), mut kind: Kind) {
        let mut parts = Vec::with_capacity(self.copies.len());
        for ((copy, has), count) in self.copies.iter().zip(&self.columns.has).zip(&mut self.counts) {
            let words = has.get(range.clone()).unwrap_or_default().iter().filter(|has| **has).count();
            let (first, last) = (*count, *count + words);
            // A mark between two segments is that of the one in which the copy has nothing, else of the first.
            let goes_on = ends.1 || has.get(range.end).copied().unwrap_or(false);
            let is_own = |at: usize| words == 0 || ((at > first || ends.0) && (at < last || goes_on));
            let marks = copy.marks(first, last).iter().filter(|mark| kind != Kind::Same && is_own(mark.at));
            parts.push(Part { words: first..last, struck: marks.map(|mark| mark.range.clone()).collect() });
            *count = last;
        }
        if parts.iter().any(|part| !part.struck.is_empty()) {
            kind = Kind::Withheld;
        } else if kind == Kind::Differs && self.same_letters(&parts) {
            kind = Kind::Same;
        }
        if let Some(last) = self.out.last_mut().filter(|last| (last.kind, kind) == (Kind::Same, Kind::Same)) {
            for (part, more) in last.parts.iter_mut().zip(parts) {
                part.words.end = more.words.end;
            }
            return;
        }
        let which = |test: fn(&Part) -> bool| -> Vec<usize> {
            parts.iter().enumerate().filter(|(_, part)| test(part)).map(|(copy, _)| copy).collect()
        };
        let shown_by = which(|part| !part.words.is_empty());
        let by = which(|part| part.words.is_empty() || !part.struck.is_empty());
        self.out.push(Segment { kind, parts, by, shown_by });
    }

    /// True where all copies have words, and the same letters.
    fn same_letters(&self, parts: &[Part]) -> bool {
        let letters: Vec<String> = self
            .copies
            .iter()
            .zip(parts)
            .map(|(copy, part)| copy.folded.get(part.words.clone()).unwrap_or_default().concat())
            .collect();
        letters.iter().all(|one| !one.is_empty() && Some(one) == letters.first())
    }
}

/// True where of two shares, one has all copies of the other.
fn within_each_other(shares: &[(Range<usize>, Vec<bool>)]) -> bool {
    let mut sets: Vec<&Vec<bool>> = shares.iter().map(|(_, shown)| shown).collect();
    sets.sort_by_cached_key(|shown| (shown.iter().filter(|has| **has).count(), (*shown).clone()));
    sets.windows(2).all(|pair| match pair {
        [small, large] => small.iter().zip(large.iter()).all(|(small, large)| !small || *large),
        _ => true,
    })
}
