//! Common English words, to decide whether broken or run-together letters make a word (format.md §14.3).

/// Sorted, lower case, one a line: see `data/README.md`.
static WORDS: &str = include_str!("../data/words.txt");

/// True when `word` (any letter case) is a common English word of at least three letters.
pub(crate) fn known(word: &str) -> bool {
    if word.len() < 3 || word.len() > 24 || !word.bytes().all(|b| b.is_ascii_alphabetic()) {
        return false;
    }
    let word = word.to_ascii_lowercase();
    let (mut low, mut high) = (0, WORDS.len());
    while low < high {
        // The line that holds the middle byte.
        let middle = low + (high - low) / 2;
        let start =
            memchr::memrchr(b'\n', WORDS.as_bytes().get(..middle).unwrap_or_default()).map_or(0, |at| at + 1);
        let end = memchr::memchr(b'\n', WORDS.as_bytes().get(middle..).unwrap_or_default())
            .map_or(WORDS.len(), |at| middle + at);
        match WORDS.get(start..end).unwrap_or_default().cmp(word.as_str()) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_words_are_found_from_the_first_to_the_last() {
        let missed = WORDS.lines().filter(|word| word.len() <= 24 && !known(word)).count();
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
