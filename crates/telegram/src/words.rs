//! Common English words, to decide whether broken or run-together letters make a word (format.md §14.3).

use std::collections::HashSet;
use std::sync::LazyLock;

/// Longest word that is looked up, in letters.
const LONGEST: usize = 24;

/// Lower case, one a line: see `data/README.md`.
static WORDS: LazyLock<HashSet<&[u8]>> =
    LazyLock::new(|| include_str!("../data/words.txt").lines().map(str::as_bytes).collect());

/// True when `word` (any letter case) is a common English word of at least three letters.
pub(crate) fn known(word: &str) -> bool {
    let mut lower = [0u8; LONGEST];
    let Some(letters) = lower.get_mut(..word.len()) else { return false };
    letters.copy_from_slice(word.as_bytes());
    letters.make_ascii_lowercase();
    letters.len() >= 3 && letters.iter().all(u8::is_ascii_lowercase) && WORDS.contains(&*letters)
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
    fn err_what_is_no_word() {
        for word in ["", "ab", "juris", "qqxw", "zzzz", "aaa", "a-b"] {
            assert!(!known(word), "{word}");
        }
    }
}
