//! Which words of two texts are the same word.
//!
//! What both begin and end with is matched first. A gap that is small is searched (gap.rs); a large one is cut at words,
//! three in a row or one, that stand in it once on both sides, in the longest order that both keep; where there are none,
//! or never an end, it is cut in halves. Nothing is matched over a mark without a search: there, words may be missing.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

use super::gap;

/// A text to match: its words and the places, by the number of words before them, where something is struck out.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub(super) keys: &'a [u32],
    /// One longer than the words.
    pub(super) marked: &'a [bool],
}

impl Side<'_> {
    pub(super) fn key(&self, at: usize) -> Option<u32> {
        self.keys.get(at).copied()
    }

    pub(super) fn is_marked(&self, at: usize) -> bool {
        self.marked.get(at).copied().unwrap_or(false)
    }
}

/// Pairs of words that a search of a gap may look at.
const SMALL: usize = 512 * 512;

/// The same, once [`BUDGET`] is spent.
const TINY: usize = 64 * 64;

/// Pairs that all searches of large gaps may look at. Two telegrams of twenty thousand words do not spend it.
const BUDGET: usize = 32 << 20;

/// Cuts within cuts.
const DEEPEST: usize = 8;

/// The matched words of `a` and `b`, in order.
pub(super) fn matches(a: Side<'_>, b: Side<'_>, worth: &[i32]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut budget = BUDGET;
    let mut gaps = vec![(0..a.keys.len(), 0..b.keys.len(), 0)];
    while let Some((x, y, depth)) = gaps.pop() {
        let (x, y) = trim(a, b, x, y, &mut out);
        if x.is_empty() || y.is_empty() {
            continue;
        }
        let pairs = x.len().saturating_mul(y.len());
        if pairs <= SMALL.min(budget).max(TINY) {
            budget = budget.saturating_sub(pairs);
            gap::search(a, b, x, y, worth, &mut out);
            continue;
        }
        let anchors = if depth < DEEPEST { anchors(a, b, &x, &y) } else { vec![] };
        if anchors.is_empty() {
            let (i, j) = (x.start + x.len() / 2, y.start + y.len() / 2);
            gaps.push((x.start..i, y.start..j, depth + 2));
            gaps.push((i..x.end, j..y.end, depth + 2));
            continue;
        }
        let (mut i, mut j) = (x.start, y.start);
        for (p, q) in anchors {
            gaps.push((i..p, j..q, depth + 1));
            out.push((p, q));
            (i, j) = (p + 1, q + 1);
        }
        gaps.push((i..x.end, j..y.end, depth + 1));
    }
    out.sort_unstable();
    out
}

/// What is left of the ranges between what they both begin and end with.
fn trim(
    a: Side<'_>,
    b: Side<'_>,
    mut x: Range<usize>,
    mut y: Range<usize>,
    out: &mut Vec<(usize, usize)>,
) -> (Range<usize>, Range<usize>) {
    let same = |i: usize, j: usize| a.key(i) == b.key(j);
    let marked = |i: usize, j: usize| a.is_marked(i) || b.is_marked(j);
    while !x.is_empty() && !y.is_empty() && same(x.start, y.start) && !marked(x.start, y.start) {
        out.push((x.start, y.start));
        x.start += 1;
        y.start += 1;
    }
    while !x.is_empty() && !y.is_empty() && same(x.end - 1, y.end - 1) && !marked(x.end, y.end) {
        x.end -= 1;
        y.end -= 1;
        out.push((x.end, y.end));
    }
    (x, y)
}

/// Words that stand once in each range, in an order that both keep.
fn anchors(a: Side<'_>, b: Side<'_>, x: &Range<usize>, y: &Range<usize>) -> Vec<(usize, usize)> {
    let three = |side: Side<'_>, at: usize| Some([side.key(at)?, side.key(at + 1)?, side.key(at + 2)?]);
    let of_three = once_in_both(x, y, |at| three(a, at), |at| three(b, at));
    let found =
        if of_three.is_empty() { once_in_both(x, y, |at| a.key(at), |at| b.key(at)) } else { of_three };
    longest_rising(&found)
}

/// Places of what stands once in each range.
fn once_in_both<K: Hash + Eq>(
    x: &Range<usize>,
    y: &Range<usize>,
    of_a: impl Fn(usize) -> Option<K>,
    of_b: impl Fn(usize) -> Option<K>,
) -> Vec<(usize, usize)> {
    struct Seen {
        a: usize,
        b: usize,
        count_a: u32,
        count_b: u32,
    }
    let mut seen: HashMap<K, Seen> = HashMap::new();
    for (at, key) in x.clone().filter_map(|at| Some((at, of_a(at)?))) {
        seen.entry(key).and_modify(|seen| seen.count_a += 1).or_insert(Seen {
            a: at,
            b: 0,
            count_a: 1,
            count_b: 0,
        });
    }
    for (at, key) in y.clone().filter_map(|at| Some((at, of_b(at)?))) {
        if let Some(seen) = seen.get_mut(&key) {
            (seen.b, seen.count_b) = (at, seen.count_b + 1);
        }
    }
    let once = seen.into_values().filter(|seen| seen.count_a == 1 && seen.count_b == 1);
    let mut out: Vec<(usize, usize)> = once.map(|seen| (seen.a, seen.b)).collect();
    out.sort_unstable();
    out
}

/// The longest part of the pairs that rises in both, given pairs that rise in the first.
fn longest_rising(pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
    // By length, the index of the pair with the smallest end of a chain of that length.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    let second = |index: usize| pairs.get(index).map_or(0, |pair| pair.1);
    for (index, pair) in pairs.iter().enumerate() {
        let length = ends.partition_point(|end| second(*end) < pair.1);
        before.push(length.checked_sub(1).and_then(|shorter| ends.get(shorter).copied()));
        match ends.get_mut(length) {
            Some(end) => *end = index,
            None => ends.push(index),
        }
    }
    let mut out = Vec::with_capacity(ends.len());
    let mut at = ends.last().copied();
    while let Some(index) = at {
        out.extend(pairs.get(index).copied());
        at = before.get(index).copied().flatten();
    }
    out.reverse();
    out
}
