//! What counts as a word, in telegrams and in queries alike.
//!
//! ```text
//! word = letter-or-digit { letter-or-digit }      lower case, accents taken off
//! ```
//!
//! Everything else parts words, so `U.S.` is `u s` and `ship-rider` is `ship rider`, on both sides; a query of several
//! words in one piece is a phrase. The `'s` of a possessive is no word of its own: `Canada's` is `canada`.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its place, in bytes.
    pub range: Range<usize>,
    /// Folded: lower case, without accents.
    pub word: String,
}

/// The words of `text`, in order. Linear.
pub fn tokens(text: &str) -> impl Iterator<Item = Token> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let range = next_word(text, at)?;
        at = range.end + possessive(text.get(range.end..).unwrap_or_default());
        let mut word = String::new();
        fold(text.get(range.clone()).unwrap_or_default(), &mut word);
        Some(Token { range, word })
    })
}

/// The next run of letters and digits at or after `from`.
pub(crate) fn next_word(text: &str, from: usize) -> Option<Range<usize>> {
    let mut start = None;
    for (i, c) in text.get(from..)?.char_indices() {
        match (part_of_word(c), start) {
            (true, None) => start = Some(from + i),
            (false, Some(start)) => return Some(start..from + i),
            _ => {}
        }
    }
    start.map(|start| start..text.len())
}

fn part_of_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() || is_combining_mark(c) }
}

/// The length of an apostrophe and an `s` at which a word ends.
pub(crate) fn possessive(rest: &str) -> usize {
    let Some(mark) = rest.chars().next().filter(|c| matches!(c, '\'' | '\u{2019}')) else { return 0 };
    let mut after = rest.get(mark.len_utf8()..).unwrap_or_default().chars();
    let ends = matches!(after.next(), Some('s' | 'S')) && !after.next().is_some_and(part_of_word);
    if ends { mark.len_utf8() + 1 } else { 0 }
}

/// Appends `word` to `out`, in lower case and without accents.
pub(crate) fn fold(word: &str, out: &mut String) {
    if word.is_ascii() {
        out.extend(word.chars().map(|c| c.to_ascii_lowercase()));
    } else {
        out.extend(word.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<Token> = tokens(text).collect();
        assert_eq!(found.iter().map(|token| token.word.as_str()).collect::<Vec<_>>(), expected, "{text}");
        assert!(found.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
    }

    #[test]
    fn ok_words() {
        check("", &[]);
        check("The Fish-Quota (U.S.) of 2003.", &["the", "fish", "quota", "u", "s", "of", "2003"]);
        check("Canada's P\u{e9}tain\u{2019}s ''s' 's x'st", &["canada", "petain", "s", "s", "x", "st"]);
        check("e\u{301}t\u{e9} \u{130}zmir", &["ete", "izmir"]);
    }
}
