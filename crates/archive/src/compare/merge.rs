//! Copies laid over each other: columns of one word each, in which every copy has the word or has it not.

use super::Release;
use super::diff::{self, Side};
use super::keys::Keys;

/// The columns of all copies. No copy's words change their order.
pub(super) struct Columns {
    /// By copy, true for the columns in which it has a word.
    pub(super) has: Vec<Vec<bool>>,
    /// Number of columns.
    pub(super) count: usize,
}

/// Lays the copies over each other in the given order, each over what those before it give together.
pub(super) fn merge(copies: &[Release<'_>], keys: &Keys, order: &[usize]) -> Columns {
    let mut union: Vec<u32> = Vec::new();
    let mut marked = vec![false];
    let mut has: Vec<Vec<bool>> = vec![Vec::new(); copies.len()];
    for (done, copy) in order.iter().enumerate() {
        let own = keys.of.get(*copy).map(Vec::as_slice).unwrap_or_default();
        let mut own_marks = vec![false; own.len() + 1];
        for mark in copies.get(*copy).iter().flat_map(|copy| &copy.struck) {
            if let Some(place) = own_marks.get_mut(mark.at) {
                *place = true;
            }
        }
        let a = Side { keys: &union, marked: &marked };
        let b = Side { keys: own, marked: &own_marks };
        let mut rows = Rows::default();
        let (mut i, mut j) = (0, 0);
        let ends = (union.len(), own.len());
        for (p, q) in diff::matches(a, b, &keys.worth).into_iter().chain([ends]) {
            for at in i..p {
                rows.push(a, b, (at, j), (true, false));
            }
            for at in j..q {
                rows.push(a, b, (p, at), (false, true));
            }
            if (p, q) != ends {
                rows.push(a, b, (p, q), (true, true));
            }
            (i, j) = (p + 1, q + 1);
        }
        rows.marked.push(a.is_marked(ends.0) || b.is_marked(ends.1));
        for earlier in order.iter().take(done) {
            if let Some(has) = has.get_mut(*earlier) {
                *has = spread(has, &rows.old);
            }
        }
        if let Some(has) = has.get_mut(*copy) {
            *has = rows.new;
        }
        (union, marked) = (rows.keys, rows.marked);
    }
    Columns { has, count: union.len() }
}

/// The union with one more copy.
#[derive(Default)]
struct Rows {
    keys: Vec<u32>,
    marked: Vec<bool>,
    old: Vec<bool>,
    new: Vec<bool>,
}

impl Rows {
    /// One column, before which the sides are at `at`; which of them have it.
    fn push(&mut self, a: Side<'_>, b: Side<'_>, at: (usize, usize), has: (bool, bool)) {
        let key = if has.0 { a.key(at.0) } else { b.key(at.1) };
        self.keys.push(key.unwrap_or_default());
        self.marked.push(a.is_marked(at.0) || b.is_marked(at.1));
        self.old.push(has.0);
        self.new.push(has.1);
    }
}

/// What a copy has, with columns between that it has not.
fn spread(has: &[bool], old: &[bool]) -> Vec<bool> {
    let mut has = has.iter();
    old.iter().map(|old| *old && has.next().copied().unwrap_or(false)).collect()
}
