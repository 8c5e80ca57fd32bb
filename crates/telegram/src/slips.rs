//! How many typing slips lie between two words: a letter wrong, lost, doubled, or two neighbours swapped.

/// Longest word that is compared: nothing that a table of words holds is longer.
const LONGEST: usize = 24;

/// The number of slips that turn `a` into `b`, letter case ignored; more than any limit where a word is too long to be one.
pub(crate) fn slips(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() > LONGEST || b.len() > LONGEST {
        return usize::MAX;
    }
    let same =
        |i: usize, j: usize| matches!((a.get(i), b.get(j)), (Some(x), Some(y)) if x.eq_ignore_ascii_case(y));
    let mut before = [0usize; LONGEST + 1];
    let mut last: [usize; LONGEST + 1] = std::array::from_fn(|j| j);
    for i in 0..a.len() {
        let mut row = [0usize; LONGEST + 1];
        row[0] = i + 1;
        for j in 0..b.len() {
            let mut best = (last[j] + usize::from(!same(i, j))).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && same(i, j - 1) && same(i - 1, j) {
                best = best.min(before[j - 1] + 1);
            }
            row[j + 1] = best;
        }
        (before, last) = (last, row);
    }
    last[b.len()]
}

/// True where at most `most` slips turn `a` into `b`, letter case ignored.
pub(crate) fn near(a: &str, b: &str, most: usize) -> bool {
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    // Nearly every pair is let go before the slips are counted: a letter that only one of the words has costs one.
    let (in_a, in_b) = (letters(a), letters(b));
    (in_a & !in_b).count_ones() as usize <= most
        && (in_b & !in_a).count_ones() as usize <= most
        && slips(a, b) <= most
}

/// The letters and figures that a word has, a bit each.
fn letters(word: &str) -> u64 {
    word.bytes().fold(0, |found, byte| found | 1 << (byte.to_ascii_uppercase() & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_each_kind_of_slip_counts_one() {
        assert_eq!(slips("counselor", "COUNSELOR"), 0);
        assert_eq!(slips("COUNSELER", "COUNSELOR"), 1);
        assert_eq!(slips("COUNELOR", "COUNSELOR"), 1);
        assert_eq!(slips("COUNSELLOR", "COUNSELOR"), 1);
        assert_eq!(slips("CUONSELOR", "COUNSELOR"), 1);
        assert_eq!(slips("12598", "12958"), 1);
        assert_eq!(slips("", "ABC"), 3);
        assert_eq!(slips(&"A".repeat(99), "A"), usize::MAX);
    }

    #[test]
    fn ok_near_words_are_those_of_few_slips() {
        for a in ["COUNSELOR", "counselers", "CUONSELOR", "COUNCIL", "", "ROUTINE", "NOUNSELOR"] {
            for b in ["COUNSELOR", "COUNSEL", "ROUTINES", "X"] {
                for most in 0..3 {
                    assert_eq!(near(a, b, most), slips(a, b) <= most, "{a:?} {b:?} {most}");
                }
            }
        }
    }
}
