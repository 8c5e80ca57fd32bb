//! The fuzzy rule of format.md §10.8.
//!
//! Distance 1 for names up to seven letters, 2 above (a swap of neighbours counts once); the first letter must match, unless
//! it was swapped with the second; only a nearest name that stands alone; never between two posts that must not be merged.

use std::ops::Range;

use super::{How, Post, Resolution, at, form, never_merge, prefixes, resolve};
use crate::{
    fold,
    table::{Table, table},
};

/// Names and the rows of their posts.
static NAMES: Table = table!("post_near", 2);

/// Like [`resolve`], then the fuzzy rule of format.md §10.8: distance 1 for names up to 7 letters, 2 above, unique nearest only.
/// A prefix may be misspelled too where a blank ends it (`AMENBASSY LISBON`).
pub fn nearest(written: &str) -> Resolution {
    let exact = resolve(written);
    let Some(key) = fold::letters(written).filter(|_| exact == Resolution::None) else { return exact };
    let key = key.as_bytes();
    let found = prefixes::split(key).map(|(prefix, name)| prefixes::behind(prefix, near(name)));
    match found.filter(|found| *found != Resolution::None).unwrap_or_else(|| near(key)) {
        Resolution::None => behind_misspelled_prefix(written).unwrap_or(Resolution::None),
        found => found,
    }
}

/// What follows a first word that is almost a prefix.
fn behind_misspelled_prefix(written: &str) -> Option<Resolution> {
    let (first, name) = written.trim_start().split_once(char::is_whitespace)?;
    let (first, name) = (fold::letters(first)?, fold::letters(name)?);
    let mut long = prefixes::PREFIXES.into_iter().flatten().filter(|prefix| prefix.len() > 7);
    let prefix = long.find(|prefix| within(first.as_bytes(), prefix.as_bytes()).is_some())?;
    let found = match form(name.as_bytes()) {
        Resolution::None => near(name.as_bytes()),
        Resolution::One(post, _) => Resolution::One(post, How::Nearest),
        found => found,
    };
    Some(prefixes::behind(prefix, found))
}

/// The nearest post; several where none stands alone.
fn near(word: &[u8]) -> Resolution {
    let mut found: Vec<(usize, Post)> = vec![];
    // Names are in the order of their letters; only those with the first letter, or with the second, can be near.
    let [first, second, ..] = *word else { return Resolution::None };
    let one = (first != second).then(|| beginning_with(first.max(second)));
    for row in beginning_with(first.min(second)).chain(one.into_iter().flatten()) {
        let name = NAMES.cell(row, 0).as_bytes();
        let Some(distance) = within(word, name) else { continue };
        let Some(post) = NAMES.cell(row, 1).parse().ok().and_then(at) else { continue };
        match found.iter_mut().find(|(_, other)| *other == post) {
            Some(known) => known.0 = known.0.min(distance),
            None => found.push((distance, post)),
        }
    }
    let Some(least) = found.iter().map(|(distance, _)| *distance).min() else { return Resolution::None };
    let rivals =
        |post: &Post| found.iter().any(|(_, other)| never_merge::apart(post.canonical, other.canonical));
    let mut nearest = found.iter().filter(|(distance, _)| *distance == least).map(|(_, post)| *post);
    match (nearest.next(), nearest.next()) {
        (Some(one), None) if !rivals(&one) => Resolution::One(one, How::Nearest),
        _ => Resolution::Several(found.into_iter().map(|(_, post)| post).collect()),
    }
}

/// The rows of the names that begin with a letter.
fn beginning_with(letter: u8) -> Range<usize> {
    let first_after = |before: &dyn Fn(u8) -> bool| {
        let (mut low, mut high) = (0, NAMES.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match NAMES.cell(middle, 0).bytes().next() {
                Some(first) if !before(first) => high = middle,
                _ => low = middle + 1,
            }
        }
        low
    };
    first_after(&|first| first < letter)..first_after(&|first| first <= letter)
}

/// The distance of a word from a name, if it is near enough to be meant for it.
fn within(word: &[u8], name: &[u8]) -> Option<usize> {
    let allowed = if name.len() <= 7 { 1 } else { 2 };
    let begins_alike = match (word, name) {
        ([a, b, ..], [c, d, ..]) => a == c || (a == d && b == c),
        _ => false,
    };
    let may_be = begins_alike && name.len().abs_diff(word.len()) <= allowed;
    may_be.then(|| distance(word, name)).filter(|distance| *distance <= allowed)
}

/// Letters to insert, drop, change, or swap with their neighbour, each letter touched once at most.
fn distance(a: &[u8], b: &[u8]) -> usize {
    /// The first letters that are compared; no name is longer.
    const LONGEST: usize = 32;
    let (a, b) = (a.get(..LONGEST).unwrap_or(a), b.get(..LONGEST).unwrap_or(b));
    let mut rows = [[0; LONGEST + 1]; 3];
    for (column, cell) in rows[1].iter_mut().enumerate() {
        *cell = column;
    }
    for (i, x) in a.iter().enumerate() {
        let [before, above, here] = &mut rows;
        here[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let mut least = (above[j] + usize::from(x != y)).min(above[j + 1] + 1).min(here[j] + 1);
            if i > 0 && j > 0 && a[i - 1] == *y && *x == b[j - 1] {
                least = least.min(before[j - 1] + 1);
            }
            here[j + 1] = least;
        }
        rows.rotate_left(1);
    }
    rows[1][b.len()]
}
