//! Common English words, to decide whether broken or run-together letters make a word (format.md §14.3).

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// Longest word that is looked up, in letters: so many stand in 128 bits, five for each.
const LONGEST: usize = 24;

/// Letters packed into a number, the first one highest, so that pieces of words are put together without copying text.
/// `a` is 1: words of different lengths are different numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Letters {
    packed: u128,
    len: usize,
}

impl Letters {
    /// The letters of `text`, case ignored; `None` where anything else stands in it or it is too long for a word.
    pub(crate) fn of(text: impl AsRef<[u8]>) -> Option<Letters> {
        let text = text.as_ref();
        if text.len() > LONGEST {
            return None;
        }
        let mut packed = 0;
        for byte in text {
            packed = packed << 5 | u128::from(letter(*byte)?);
        }
        Some(Letters { packed, len: text.len() })
    }

    /// Both, one after the other.
    pub(crate) fn joined(self, after: Letters) -> Option<Letters> {
        let len = self.len + after.len;
        (len <= LONGEST).then_some(Letters { packed: self.packed << (5 * after.len) | after.packed, len })
    }

    /// The letters before and after `at`.
    pub(crate) fn split(self, at: usize) -> (Letters, Letters) {
        let at = at.min(self.len);
        let low = 5 * (self.len - at);
        (
            Letters { packed: self.packed >> low, len: at },
            Letters { packed: self.packed & ((1 << low) - 1), len: self.len - at },
        )
    }

    /// True for a common English word of at least three letters.
    pub(crate) fn known(self) -> bool {
        self.len >= 3 && WORDS.contains(&self.packed)
    }
}

/// 1 for `a` and `A`.
fn letter(byte: u8) -> Option<u8> {
    let place = (byte | 0x20).wrapping_sub(b'a');
    (place < 26).then_some(place + 1)
}

/// Lower case, one a line: see `data/README.md`.
static WORDS: LazyLock<HashSet<u128, BuildHasherDefault<Folded>>> = LazyLock::new(|| {
    include_str!("../data/words.txt").lines().filter_map(|word| Some(Letters::of(word)?.packed)).collect()
});

/// Hashes a packed word by one multiplication. The words are our own: nobody can choose them so that they collide, and
/// what is looked up changes nothing.
#[derive(Default)]
struct Folded(u64);

impl Hasher for Folded {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u128(u128::from(*byte)));
    }

    fn write_u128(&mut self, word: u128) {
        const MULTIPLIER: u128 = 0x9e37_79b9_7f4a_7c15;
        let low = (word as u64) ^ ((word >> 64) as u64).rotate_left(29) ^ self.0;
        let product = u128::from(low) * MULTIPLIER;
        self.0 = (product as u64) ^ ((product >> 64) as u64);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// True when `word` (any letter case) is a common English word of at least three letters.
pub(crate) fn known(word: impl AsRef<[u8]>) -> bool {
    Letters::of(word).is_some_and(Letters::known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_words_are_found_from_the_first_to_the_last() {
        let missed = include_str!("../data/words.txt")
            .lines()
            .filter(|word| word.len() <= LONGEST && !known(word))
            .count();
        assert_eq!(missed, 0);
        assert!(known("Jurisdiction") && known("AMBASSADOR"));
    }

    #[test]
    fn ok_pieces_make_a_word() {
        let (left, right) = (Letters::of("JURIS").unwrap(), Letters::of("diction").unwrap());
        assert!(!left.known() && left.joined(right).unwrap().known());
        assert_eq!(Letters::of("jurisdiction").unwrap().split(5), (left, right));
    }

    #[test]
    fn err_what_is_no_word() {
        for word in ["", "ab", "juris", "qqxw", "zzzz", "aaa", "a-b"] {
            assert!(!known(word), "{word}");
        }
    }
}
