//! Group marks at the end of telegrams of 1966-72 (format.md §7.1).
//!
//! ```text
//! line = [signature] mark ["."] [signature]
//! mark = ("GP" | "GROUP") ["-" | " "] ("1".."4") | "EXEMPT"        "EXEMPT" alone on its line only
//! ```

use std::ops::Range;

use crate::{Passage, record::Declassification};

/// Reads the mark that `line` is, or that stands at its beginning or end beside a signature or after a full stop.
pub fn end_mark(line: &Passage) -> Option<Declassification> {
    let text = line.as_str();
    let (code, range) = alone(text).or_else(|| beside(text))?;
    Some(Declassification {
        exemptions: vec![code],
        raw: text.get(range.clone()).unwrap_or_default().to_string(),
        span: line.span(range.clone()),
        value_span: Some(line.span(range)),
        ..Declassification::default()
    })
}

const FRAME: [char; 14] = [' ', '\t', '\r', '\n', '.', '(', ')', '[', ']', '*', '-', ',', '/', '¶'];

fn alone(text: &str) -> Option<(String, Range<usize>)> {
    let inner = text.trim_matches(FRAME);
    let start = text.len() - text.trim_start_matches(FRAME).len();
    if inner.eq_ignore_ascii_case("EXEMPT") {
        return Some(("EXEMPT".to_string(), start..start + inner.len()));
    }
    let (code, length) = mark(inner)?;
    (length == inner.len()).then(|| (code, start..start + length))
}

/// A mark that shares its line: the rest is one capitalised word (the signature), or a sentence that ends before the mark.
fn beside(text: &str) -> Option<(String, Range<usize>)> {
    let trimmed = text.trim_end_matches(FRAME);
    let from = trimmed.len().saturating_sub(8);
    for (at, _) in trimmed.char_indices().filter(|(at, _)| *at >= from) {
        let Some((code, length)) = trimmed.get(at..).and_then(mark) else { continue };
        let before = trimmed.get(..at).unwrap_or_default();
        let open = before.is_empty() || before.ends_with([' ', '\t', '.', '(', '\n']);
        let sentence = before.trim_end_matches(['(', ' ', '\t']).ends_with(['.', '"', ')', '\'']);
        if at + length == trimmed.len() && open && (sentence || signature(before)) {
            return Some((code, at..at + length));
        }
    }
    let start = text.len() - text.trim_start_matches(FRAME).len();
    let (code, length) = text.get(start..).and_then(mark)?;
    signature(text.get(start + length..)?).then(|| (code, start..start + length))
}

fn signature(rest: &str) -> bool {
    let word = rest.trim_matches(FRAME);
    !word.is_empty()
        && word.len() <= 20
        && word.chars().all(|character| {
            character.is_alphabetic() && character.is_uppercase() || "-' ".contains(character)
        })
        && word.split_whitespace().count() <= 2
}

/// The mark at the beginning of `text` and its length.
fn mark(text: &str) -> Option<(String, usize)> {
    let word = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let name = text.get(..word)?;
    if !["GP", "GROUP", "GRP"].iter().any(|known| known.eq_ignore_ascii_case(name)) {
        return None;
    }
    let rest = text.get(word..)?;
    let gap = rest.bytes().take(3).take_while(|byte| b" -.".contains(byte)).count();
    let group = rest.as_bytes().get(gap).filter(|byte| (b'1'..=b'4').contains(byte))?;
    let length = word + gap + 1;
    let ends = !text.as_bytes().get(length).is_some_and(u8::is_ascii_alphanumeric);
    ends.then(|| (format!("GP-{}", char::from(*group)), length))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(line: &str, expected: Option<(&str, &str)>) {
        let found = end_mark(&Passage::whole(line));
        let found = found.as_ref().map(|mark| (mark.exemptions.concat(), mark.raw.as_str()));
        assert_eq!(found, expected.map(|(code, raw)| (code.to_string(), raw)), "{line:?}");
    }

    #[test]
    fn ok_marks() {
        check("GP-3", Some(("GP-3", "GP-3")));
        check("GP-1.", Some(("GP-1", "GP-1")));
        check("  GP 2  \r", Some(("GP-2", "GP 2")));
        check("(GP4)", Some(("GP-4", "GP4")));
        check("gp-4", Some(("GP-4", "gp-4")));
        check("GROUP 3", Some(("GP-3", "GROUP 3")));
        check("EXEMPT", Some(("EXEMPT", "EXEMPT")));
        check("EXEMPT.", Some(("EXEMPT", "EXEMPT")));
        check("DOE GP-3", Some(("GP-3", "GP-3")));
        check("GP-3 DOE", Some(("GP-3", "GP-3")));
        check("THE TALKS WENT ON UNTIL MIDNIGHT. GP-4", Some(("GP-4", "GP-4")));
        check("WILL REPORT FURTHER. GP-3.", Some(("GP-3", "GP-3")));
    }

    #[test]
    fn err_no_marks() {
        check("", None);
        check("GP-5", None);
        check("GP-33", None);
        check("EXEMPT FROM DUTY", None);
        check("THE HARBOUR BELONGS TO GROUP 3", None);
        check("GROUP 3 OF THE DELEGATION LEFT EARLY", None);
    }

    proptest! {
        #[test]
        fn prop_any_line(line in "\\PC*|[A-Zé. ]{0,9}GP-?[1-5][. A-Zé]{0,9}") {
            if let Some(mark) = end_mark(&Passage::whole(&line)) {
                prop_assert_eq!(line.get(mark.span.start..mark.span.end), Some(mark.raw.as_str()));
            }
        }
    }
}
