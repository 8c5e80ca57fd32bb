//! The best matching of a small gap: matched words earn, and every stretch that only one side has costs, except at a mark
//! that tells of it. A short word alone between two differences is not worth a match.

use std::ops::Range;

use super::diff::Side;

/// What opening a stretch of unmatched words costs.
const OPEN: i32 = 2;

/// So bad that nothing makes it good.
const NEVER: i32 = i32::MIN / 2;

/// How the last word was taken: matched, of `a` alone, of `b` alone. Also the index of a score.
const MATCH: usize = 0;
const ONLY_A: usize = 1;
const ONLY_B: usize = 2;

/// The best of three scores and where it comes from; the first of equals.
fn best(scores: [i32; 3]) -> (i32, usize) {
    let [m, a, b] = scores;
    if m >= a && m >= b {
        (m, MATCH)
    } else if a >= b {
        (a, ONLY_A)
    } else {
        (b, ONLY_B)
    }
}

/// Adds the matches of `a[x]` and `b[y]` to `out`. Takes time and memory of the product of their lengths.
pub(super) fn search(
    a: Side<'_>,
    b: Side<'_>,
    x: Range<usize>,
    y: Range<usize>,
    worth: &[i32],
    out: &mut Vec<(usize, usize)>,
) {
    let width = y.len() + 1;
    // Two bits for each of the three states: the state before it.
    let mut from = vec![0_u8; (x.len() + 1) * width];
    let mut row = vec![[NEVER; 3]; width];
    let open = |marked: bool| if marked { 0 } else { OPEN };
    for (i, trace) in from.chunks_mut(width).enumerate() {
        let at = x.start + i;
        let key = if i > 0 { a.key(at - 1) } else { None };
        let opens_b = open(a.is_marked(at));
        let mut corner = [NEVER; 3];
        let mut left = [NEVER; 3];
        for (j, (cell, trace)) in row.iter_mut().zip(trace).enumerate() {
            let (above, mut now, mut states) = (*cell, [NEVER; 3], [MATCH; 3]);
            let before = y.start + j;
            if i == 0 && j == 0 {
                now[MATCH] = 0;
            }
            if i > 0 && j > 0 && key == b.key(before - 1) {
                let (score, state) = best(corner);
                let earned = key.and_then(|key| worth.get(key as usize)).copied().unwrap_or(3);
                (now[MATCH], states[MATCH]) = (score + earned, state);
            }
            if i > 0 {
                let opens_a = open(b.is_marked(before));
                let (score, state) = best([above[MATCH] - opens_a, above[ONLY_A], NEVER]);
                (now[ONLY_A], states[ONLY_A]) = (score, state);
            }
            if j > 0 {
                let (score, state) = best([left[MATCH] - opens_b, left[ONLY_A] - opens_b, left[ONLY_B]]);
                (now[ONLY_B], states[ONLY_B]) = (score, state);
            }
            *trace = u8::try_from(states[MATCH] | states[ONLY_A] << 2 | states[ONLY_B] << 4).unwrap_or(0);
            (corner, left, *cell) = (above, now, now);
        }
    }
    let (mut i, mut j) = (x.len(), y.len());
    let mut state = best(row.last().copied().unwrap_or([0; 3])).1;
    while i > 0 || j > 0 {
        let trace = from.get(i * width + j).copied().unwrap_or(0);
        let before = usize::from(trace >> (2 * state) & 3);
        match state {
            MATCH if i > 0 && j > 0 => {
                (i, j) = (i - 1, j - 1);
                out.push((x.start + i, y.start + j));
            }
            ONLY_A if i > 0 => i -= 1,
            ONLY_B if j > 0 => j -= 1,
            _ => break,
        }
        state = before;
    }
}
