//! Where sentences end.
//!
//! ```text
//! end = ("." | "?" | "!") closing* blank+ opener      unless the stop belongs to an abbreviation or an initial,
//!                                                      or stands in brackets that are still open
//! ```
//!
//! A stretch without any end is cut at a blank after [`LONGEST`] bytes, so that no rule ever sees more than that.

use std::ops::Range;

use crate::lexicon::Words;

/// Longest sentence that rules are given, in bytes.
const LONGEST: usize = 1200;

/// The sentences of `text`, in order, without blanks around them.
pub(crate) fn sentences<'t>(text: &'t str, words: &'t Words) -> impl Iterator<Item = Range<usize>> + 't {
    let mut start = 0;
    std::iter::from_fn(move || {
        start += text.get(start..)?.len() - text.get(start..)?.trim_start().len();
        if start >= text.len() {
            return None;
        }
        let end = end_from(text, start, words);
        let range = start..end;
        start = end;
        Some(range)
    })
}

fn end_from(text: &str, start: usize, words: &Words) -> usize {
    let bytes = text.as_bytes();
    let mut at = start;
    let mut last_blank = start;
    let mut depth = 0_i32;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = (depth - 1).max(0),
            b' ' => last_blank = at,
            b'\n' => return at,
            b'.' | b'?' | b'!' => {
                let after = at + 1 + closing(text, at + 1);
                let closed = text.get(at..after).unwrap_or("").matches([')', ']']).count() as i32;
                let outside = depth <= closed || after - start > LONGEST / 2;
                if outside && ends_here(text, start, at, after, words) {
                    return after;
                }
            }
            _ => {}
        }
        at += 1;
        if at - start > LONGEST {
            let cut = if last_blank > start { last_blank } else { at };
            return (cut..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
        }
    }
    text.len()
}

/// How many bytes of closing quotes and brackets stand at `at`.
fn closing(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or("");
    rest.len() - rest.trim_start_matches(['"', '\'', ')', ']', '\u{201d}', '\u{2019}']).len()
}

fn ends_here(text: &str, start: usize, stop: usize, after: usize, words: &Words) -> bool {
    let rest = text.get(after..).unwrap_or("");
    let next = rest.trim_start();
    if next.is_empty() {
        return true;
    }
    if next.len() == rest.len() {
        return false;
    }
    let opens = next.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_digit() || "\"'([-\u{201c}\u{2018}".contains(c)
    });
    if !opens || text.as_bytes().get(stop) != Some(&b'.') {
        return opens;
    }
    let before = text.get(start..stop).unwrap_or("");
    let word = before.rsplit([' ', '(', '"', '[', '/']).next().unwrap_or("").to_ascii_lowercase();
    let next_word =
        next.split(|c: char| !c.is_alphanumeric() && c != '\'').next().unwrap_or("").to_ascii_lowercase();
    // An initial (`J. Doe`), a number (`1. Text` of a list) or an abbreviation that never ends a sentence.
    if words.never_end.contains(&word)
        || (word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic()))
    {
        return false;
    }
    let dotted = word.len() > 2 && word.as_bytes().get(1) == Some(&b'.');
    if words.maybe_end.contains(&word) || dotted {
        return words.openers.contains(&next_word);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::LEXICON;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text, &LEXICON.words).filter_map(|range| text.get(range)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn ok_abbreviations_and_references_end_nothing() {
        check(
            "The U.S. Government met Amb. Doe (ref. A). It was late.",
            &["The U.S. Government met Amb. Doe (ref. A).", "It was late."],
        );
        check("HE LEFT THE U.S. THE FLEET STAYED.", &["HE LEFT THE U.S.", "THE FLEET STAYED."]);
        check("Mr. J. Roe paid Rs. 5 million. Good.", &["Mr. J. Roe paid Rs. 5 million.", "Good."]);
        check(
            "He said \"we will pay.\" She left!  Why? So",
            &["He said \"we will pay.\"", "She left!", "Why?", "So"],
        );
        check(
            "In 2.5 million cases. (See para. 4. It helps.) End.",
            &["In 2.5 million cases.", "(See para. 4. It helps.)", "End."],
        );
    }

    #[test]
    fn ok_a_stretch_without_end_is_cut() {
        let text = "fish ".repeat(10_000);
        assert!(sentences(&text, &LEXICON.words).all(|range| range.len() <= LONGEST + 4));
        let text = "é".repeat(5_000);
        assert!(sentences(&text, &LEXICON.words).count() > 5);
    }
}
