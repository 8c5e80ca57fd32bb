//! What stands before the person: number, mark, label, once or doubled, whole or damaged (format.md §7.6).
//!
//! ```text
//! opening = { number | mark | entire | this | label | separator }
//! number  = ["¶"] digits ("." | ")")                  mark  = "(U)" | "(C)" …
//! entire  = "CONFIDENTIAL - ENTIRE TEXT"              this  = "THIS" "MESSAGE" "IS"
//! label   = "CLASSIFIED" "BY", with up to two slips, first letters lost, glued, broken over lines; "CLASSIFIER:"
//! ```

use crate::slips::near;

/// Where the person begins in `text`, from `from` on, and whether a label was passed.
pub(super) fn opening(text: &str, from: usize) -> (usize, bool) {
    let mut labelled = false;
    let mut at = from;
    for _ in 0..16 {
        at = after_separators(text, at);
        let step = label(text, at)
            .inspect(|_| labelled = true)
            .or_else(|| number(text, at).filter(|_| !labelled))
            .or_else(|| mark(text, at))
            .or_else(|| entire_text(text, at))
            .or_else(|| this_message(text, at));
        match step {
            Some(end) => at = end,
            None => break,
        }
    }
    (at, labelled)
}

/// True where `text` begins with a label.
pub(crate) fn at_start(text: &str) -> bool {
    label(text, 0).is_some()
}

/// The first label in `text` from `from` on: where it begins and where it ends.
pub(super) fn find(text: &str, from: usize) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if bytes.get(at).is_some_and(u8::is_ascii_alphabetic) {
            if let Some(end) = label(text, at) {
                return Some((at, end));
            }
            at += letters(text, at).len();
        }
        at += 1;
    }
    None
}

/// The end of the label at `at`.
pub(super) fn label(text: &str, at: usize) -> Option<usize> {
    let first = letters(text, at);
    let end = at + first.len();
    if first.eq_ignore_ascii_case("CLASSIFIER") || first.eq_ignore_ascii_case("CLASSIFYING") {
        let rest = text.get(end..)?.trim_start();
        let officer = rest.get(..7).is_some_and(|word| word.eq_ignore_ascii_case("OFFICER"));
        let end = if officer { text.len() - rest.len() + 7 } else { end };
        return text.get(end..)?.trim_start().starts_with(':').then_some(end);
    }
    if (10..=13).contains(&first.len()) && near(first, "CLASSIFIEDBY", 1) {
        return Some(end);
    }
    if classified(first) {
        return by(text, end);
    }
    // Broken: `CLASSI` / `FIED BY`.
    if !WHOLE.get(..first.len()).is_some_and(|head| head.eq_ignore_ascii_case(first)) {
        return None;
    }
    let second_at = after_gap(text, end);
    let second = letters(text, second_at);
    let broken = second_at > end && first.len() < 10 && second.len() < 10 && first.len() > 1;
    let whole = || WHOLE.get(first.len()..).is_some_and(|rest| rest.eq_ignore_ascii_case(second));
    (broken && whole()).then(|| by(text, second_at + second.len())).flatten()
}

const WHOLE: &str = "CLASSIFIED";

fn classified(word: &str) -> bool {
    let short = ["CLASS", "CLASSIFICATION", "CL"].iter().any(|known| known.eq_ignore_ascii_case(word));
    let lost = (5..WHOLE.len()).contains(&word.len())
        && WHOLE.get(WHOLE.len() - word.len()..).is_some_and(|end| end.eq_ignore_ascii_case(word));
    short || lost || ((8..=11).contains(&word.len()) && near(word, WHOLE, 2))
}

/// The end of `BY` after `CLASSIFIED`; a colon may stand in its place.
fn by(text: &str, at: usize) -> Option<usize> {
    let start = after_gap(text, at);
    let word = letters(text, start);
    let end = start + word.len();
    if word.eq_ignore_ascii_case("BY") {
        return Some(end);
    }
    let colon =
        |at: usize| text.get(at..).is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with(':'));
    if word.len() <= 3 && !word.is_empty() && near(word, "BY", 1) && colon(end) {
        return Some(end);
    }
    colon(at).then_some(at)
}

fn after_gap(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    at + bytes
        .iter()
        .skip(at)
        .take(8)
        .take_while(|byte| byte.is_ascii_whitespace() || b".-".contains(byte))
        .count()
}

fn after_separators(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let left = rest.trim_start_matches(|c: char| c.is_whitespace() || ":;,.-–/?=*¶~_\"'".contains(c));
    at + rest.len() - left.len()
}

/// `1.`, `12)`, but not the `1.` of `1.5`.
fn number(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let digits = bytes.iter().skip(at).take(4).take_while(|byte| byte.is_ascii_digit()).count();
    let mark = bytes.get(at + digits)?;
    let next = bytes.get(at + digits + 1);
    let ends = b".)".contains(mark) && !next.is_some_and(u8::is_ascii_digit);
    ((1..=3).contains(&digits) && (ends || *mark == b' ')).then_some(at + digits + 1)
}

const LEVELS: [&str; 11] =
    ["U", "C", "S", "SBU", "LOU", "TS", "CONFIDENTIAL", "SECRET", "UNCLASSIFIED", "UNCLAS", "ENTIRE"];

fn mark(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?.strip_prefix('(')?;
    let close = rest.bytes().take(40).position(|byte| byte == b')')?;
    let inner = rest.get(..close)?.trim();
    let word = letters(inner, 0);
    LEVELS.iter().any(|level| level.eq_ignore_ascii_case(word)).then_some(at + close + 2)
}

/// `CONFIDENTIAL - ENTIRE TEXT`.
fn entire_text(text: &str, at: usize) -> Option<usize> {
    let level = letters(text, at);
    if !LEVELS.iter().any(|known| known.eq_ignore_ascii_case(level)) {
        return None;
    }
    let entire_at = after_gap(text, at + level.len());
    let entire = letters(text, entire_at);
    let text_at = after_gap(text, entire_at + entire.len());
    let word = letters(text, text_at);
    (entire.eq_ignore_ascii_case("ENTIRE") && word.eq_ignore_ascii_case("TEXT"))
        .then_some(text_at + word.len())
}

/// `THIS MESSAGE IS`, `THIS CABLE WAS`: only before a label.
fn this_message(text: &str, at: usize) -> Option<usize> {
    let mut end = at;
    for known in [&["THIS"][..], &["MESSAGE", "CABLE", "TELEGRAM"], &["IS", "WAS", "HAS"]] {
        let word = letters(text, end);
        known.iter().find(|known| known.eq_ignore_ascii_case(word))?;
        end = after_gap(text, end + word.len());
    }
    label(text, end).map(|_| end)
}

fn letters(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    rest.get(..length).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let (at, labelled) = opening(text, 0);
        assert_eq!((text.get(at..), labelled), (Some(expected), true), "{text:?}");
    }

    #[test]
    fn ok_labels() {
        for text in [
            "Classified By: Jane",
            "CLASSIFIED BY: Jane",
            "Classified by Jane",
            "(U) Classified by Jane",
            "CLASSIFIED\nBY: Jane",
            "Classified By: Classified by Jane",
            "Classified By: (U) Classified by: Jane",
            "Classiied By: Jane",
            "lassified by: Jane",
            "Clasified By: Jane",
            "Classifed By Jane",
            "ssified By: Jane",
            "Classified Bu: Jane",
            "Classified: Jane",
            "ClassifiedBy: Jane",
            "CLASSI\nFIED BY: Jane",
            "Classification by: Jane",
            "Class. By: Jane",
            "Classifier: Jane",
            "CLASSIFYING OFFICER: Jane",
            "1. (U) CLASSIFIED BY Jane",
            "1. CLASSIFIED BY: Jane",
            "¶1. (U) Classified by Jane",
            "1.(U) Classified by Jane",
            "(U) 1. Classified by Jane",
            "1. CONFIDENTIAL - ENTIRE TEXT. CLASSIFIED BY:\nJane",
            "1. (C - ENTIRE TEXT) CLASSIFIED BY Jane",
            "THIS MESSAGE IS CLASSIFIED BY Jane",
            "Classified By - Jane",
            "Classified By / Jane",
            "Classified By? Jane",
            "Classified By, Jane",
        ] {
            check(text, "Jane");
        }
    }

    #[test]
    fn ok_what_is_no_label() {
        for text in
            ["DECLASSIFIED BY NARA", "Unclassified by", "Jane Doe", "1.5 (b)", "Classified material: no", ""]
        {
            assert!(!opening(text, 0).1, "{text:?}");
        }
        assert_eq!(opening("1.5 (b)", 0).0, 0);
    }
}
