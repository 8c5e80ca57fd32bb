//! Reads what follows the order on an E.O. line: a date, codes, an event, an officer (grammar in mod.rs).

use std::ops::Range;

use super::{first_year, last_day_of_12065, value::Value};
use crate::{calendar, slips::near};

/// Reads the value in `range` of `text`, on a line under `order`.
pub(super) fn read(text: &str, range: Range<usize>, order: Option<&str>) -> Value {
    let Some(text) = text.get(..range.end) else { return Value::default() };
    let mut reader = Reader { text, at: range.start, order, value: Value::default() };
    reader.preamble();
    reader.items();
    reader.rest();
    reader.value
}

/// Reads from left to right.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    order: Option<&'t str>,
    value: Value,
}

impl<'t> Reader<'t> {
    fn left(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Passes over blanks and `marks`.
    fn skip(&mut self, marks: &str) {
        let left = self.left();
        let rest = left.trim_start_matches(|c: char| c.is_whitespace() || marks.contains(c));
        self.at += left.len() - rest.len();
    }

    /// The letters at the reading place.
    fn word(&self) -> &'t str {
        let left = self.left();
        let length = left.bytes().take_while(u8::is_ascii_alphabetic).count();
        left.get(..length).unwrap_or_default()
    }

    /// Passes over `words` if they stand here, letter case and blanks ignored.
    fn accept(&mut self, words: &[&str]) -> bool {
        let start = self.at;
        for word in words {
            self.skip("");
            if !self.word().eq_ignore_ascii_case(word) {
                self.at = start;
                return false;
            }
            self.at += word.len();
        }
        true
    }

    /// `AS AMENDED`, then the word for "declassify", once or doubled.
    fn preamble(&mut self) {
        const MARKS: &str = ":.;,-#=¶*>";
        self.skip(MARKS);
        if self.accept(&["AS", "AMENDED"]) {
            self.skip(MARKS);
        }
        for _ in 0..3 {
            if self.value.labelled {
                let _ = self.accept(&["ON"]) || self.accept(&["BY"]) || self.accept(&["DATE"]);
                self.skip(MARKS);
            }
            let word = self.word();
            if word.eq_ignore_ascii_case("DECLASSIFIED") {
                self.value.released = true;
                self.value.range = Some(self.at..self.text.trim_end().len());
                self.at = self.text.len();
                return;
            }
            let length = label_length(word);
            if length == 0 || calendar::read(self.left(), 1972).is_some() {
                return;
            }
            self.value.labelled = true;
            self.at += length;
            self.skip(MARKS);
        }
    }

    fn items(&mut self) {
        for _ in 0..16 {
            let start = self.at;
            self.skip(",;&+");
            let _ = self.accept(&["AND"]) || self.accept(&["OR"]);
            self.skip(":.");
            let item = self.at;
            if !(self.not_applicable() || self.date() || self.schedule() || self.exemption()) {
                self.at = start;
                return;
            }
            let from = self.value.range.as_ref().map_or(item, |range| range.start);
            self.value.range = Some(from..self.at);
        }
    }

    fn date(&mut self) -> bool {
        let start = self.at;
        let adverb = self.value.date.is_none()
            && ["AFTER", "UPON", "ON", "BY", "UNTIL", "FROM"].iter().any(|word| self.accept(&[word]));
        self.skip("");
        let from = self.at;
        match calendar::read(self.left(), first_year(self.order)) {
            // `AFTER 1 MAY 2015 ELECTIONS` is an event that names a date.
            Some(written) if self.value.date.is_none() && (!adverb || self.ends_after(written.length)) => {
                self.at += written.length;
                self.value.date_range = from..self.at;
                self.value.date = Some(written);
                true
            }
            _ => {
                self.at = start;
                false
            }
        }
    }

    fn ends_after(&self, length: usize) -> bool {
        self.left().get(length..).unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric()).is_empty()
    }

    fn not_applicable(&mut self) -> bool {
        let start = self.at;
        let spelled = ["NOT APPLICABLE", "N/A", "N.A", "N / A", "N\\A", "N-A", "N A", "NA", "NONE"];
        let left = self.left();
        let found = spelled.iter().find(|spelling| begins_with_word(left, spelling));
        if let Some(spelling) = found {
            self.at += spelling.len();
            self.skip(".");
            self.value.codes.push("N/A".to_string());
        } else if self.order == Some("11652") && begins_with_word(left, "OA") {
            self.at += 2;
            self.value.misread = Some(start..self.at);
            self.value.codes.push("N/A".to_string());
        }
        self.at > start
    }

    /// `GDS`, `XGDS-1`, `OADR`.
    fn schedule(&mut self) -> bool {
        const SCHEDULES: [&str; 7] = ["XGDS", "NGDS", "GDS", "ADS", "RDS", "XDS", "OADR"];
        let left = self.left();
        if begins_with_word(left, "OADR")
            || begins_with_word(left, "0ADR")
            || begins_with_word(left, "O A D R")
        {
            self.at += if left.contains("O A") { "O A D R".len() } else { "OADR".len() };
            self.value.codes.push("OADR".to_string());
            return true;
        }
        let word = self.word();
        let Some(schedule) = SCHEDULES.iter().find(|schedule| schedule.eq_ignore_ascii_case(word)) else {
            return false;
        };
        self.at += word.len();
        let digit = category(self.left()).filter(|_| *schedule != "GDS" && *schedule != "ADS");
        self.value.codes.push(match digit {
            Some((digit, length)) => {
                self.at += length;
                format!("{schedule}-{digit}")
            }
            None => schedule.to_string(),
        });
        true
    }

    /// `X1`, `1.6X1`, `1.6(X1)`, `25X3`, `50X1-HUM`; after the first of a list a digit alone: `X1, 5`.
    fn exemption(&mut self) -> bool {
        let start = self.at;
        for prefix in ["1.6", "1. 6", "1,6", "I.6"] {
            if self.left().starts_with(prefix) {
                self.at += prefix.len();
                self.skip(".(-");
                break;
            }
        }
        let left = self.left();
        let family =
            ["25", "50", "75"].into_iter().find(|family| left.starts_with(family)).unwrap_or_default();
        let after = left.get(family.len()..).unwrap_or_default().trim_start_matches([' ', '-']);
        let Some(rest) = after.strip_prefix(['X', 'x']) else {
            let listed = self.value.codes.last().is_some_and(|code| code.starts_with('X') && code.len() == 2);
            let digit = left.chars().next().filter(|digit| listed && ('1'..='8').contains(digit));
            let alone = !left
                .get(1..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric() || c == '/'));
            if let Some(digit) = digit.filter(|_| alone && start == self.at) {
                self.value.codes.push(format!("X{digit}"));
                self.at += 1;
                return true;
            }
            self.at = start;
            return false;
        };
        let number = rest.trim_start_matches(['-', ' ', '.', '(']);
        let digit = number.chars().next().filter(|digit| ('1'..='9').contains(digit));
        let whole = match digit {
            Some(_) => !number
                .get(1..)
                .is_some_and(|more| more.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/')),
            None => !family.is_empty() && !rest.starts_with(|c: char| c.is_alphanumeric()),
        };
        if !whole {
            self.at = start;
            return false;
        }
        let mut code = format!("{family}X");
        let mut end = left.len() - rest.len();
        if let Some(digit) = digit {
            code.push(digit);
            end = left.len() - number.len() + 1;
        }
        let tail = left.get(end..).unwrap_or_default();
        for suffix in ["-HUM", "-WMD"] {
            if family == "50" && begins_with_word(tail, suffix) {
                code.push_str(suffix);
                end += suffix.len();
            }
        }
        self.at += end;
        if self.left().starts_with(')') {
            self.at += 1;
        }
        if !self.value.codes.contains(&code) {
            self.value.codes.push(code);
        }
        true
    }

    /// What stands after the items: an officer, an event, or something that no rule reads.
    fn rest(&mut self) {
        self.settle_drafting_date();
        self.skip(":.;,-)");
        let rest = self.at..self.text.trim_end().len().max(self.at);
        let left = self.text.get(rest.clone()).unwrap_or_default();
        if !left.chars().any(char::is_alphanumeric) {
            return;
        }
        let dated = self.order == Some("12065") || self.value.codes.iter().any(|code| code == "GDS");
        let bracket = left.starts_with('(') && (dated || (self.order == Some("12356") && left.contains(',')));
        let letters = left.bytes().filter(u8::is_ascii_alphabetic).count();
        if bracket || (dated && self.value.range.is_some() && letters > 1) {
            self.officer(rest);
        } else if letters >= 3 && (self.value.range.is_none() || begins_event(left)) {
            let end = rest.start + left.trim_end_matches(['.', ' ', '\n', '\r']).len();
            let from = self.value.range.as_ref().map_or(rest.start, |range| range.start);
            self.value.event = Some(rest.start..end);
            self.value.range = Some(from..end);
        } else {
            self.value.rest = Some(rest);
        }
    }

    /// `(DOE, JANE) OR-M`, `DOE, JANE OR-M`.
    fn officer(&mut self, rest: Range<usize>) {
        let left = self.text.get(rest.clone()).unwrap_or_default();
        let inner = left.trim_start_matches(['(', ' ']);
        let start = rest.start + left.len() - inner.len();
        let closed = inner.find(')');
        let rider = inner.match_indices("OR-").map(|(at, _)| at).find(|at| {
            inner.get(..*at).is_some_and(|before| before.is_empty() || before.ends_with(char::is_whitespace))
        });
        let end = closed.or(rider).unwrap_or(inner.len());
        let name = inner.get(..end).unwrap_or_default();
        let kept = name.trim_end_matches(|c: char| c.is_whitespace() || ",;(".contains(c)).len();
        if name.chars().any(char::is_alphabetic) {
            self.value.officer = Some(start..start + kept);
        }
        let after = start + end;
        let tail = self.text.get(after..rest.end).unwrap_or_default();
        let extra = tail.trim_start_matches(|c: char| c.is_whitespace() || ").,;".contains(c));
        if extra.len() > "OR-M.".len() || (!extra.is_empty() && !extra.starts_with("OR")) {
            self.value.rest = Some(rest.end - extra.len()..rest.end);
        }
    }

    /// Under 12065 declassification dates begin in December 1984; an earlier one without its schedule is the drafting date.
    fn settle_drafting_date(&mut self) {
        let date = self.value.date.and_then(|written| written.date);
        let early = date.filter(|date| last_day_of_12065().is_some_and(|last| *date <= last));
        if self.order == Some("12065") && early.is_some() && self.value.codes.is_empty() {
            self.value.drafting = early;
            self.value.date = None;
        }
    }
}

/// How many letters of `word` are the word for "declassify", if any.
fn label_length(word: &str) -> usize {
    const LABELS: [&str; 8] =
        ["DECL", "DECLAS", "DECLASS", "DECLASSIFY", "DECLASSIFICATION", "DECLA", "DEC", "ECL"];
    if LABELS.iter().any(|label| label.eq_ignore_ascii_case(word)) {
        return word.len();
    }
    let glued = word.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("DECL"))
        && word.get(4..).is_some_and(|rest| {
            ["X", "OADR", "NA", "N", "ON", "UPON", "AFTER"]
                .iter()
                .any(|value| value.eq_ignore_ascii_case(rest))
        });
    if glued {
        return 4;
    }
    let near = |label: &&str| label.len() >= 4 && near(word, label, 1);
    let first = word.starts_with(['D', 'd', 'E', 'e']);
    if first && word.len() >= 3 && LABELS.iter().any(near) { word.len() } else { 0 }
}

/// The category digit after a schedule: `-1`, `1`, `(1)`, ` - 1`; `l` and `I` stand for 1.
fn category(left: &str) -> Option<(char, usize)> {
    let rest = left.trim_start_matches([' ', '-', '(']);
    let skipped = left.len() - rest.len();
    let digit = rest.chars().next()?;
    let digit = if matches!(digit, 'l' | 'I') { '1' } else { digit };
    let next = rest.get(1..)?.chars().next();
    let alone = !next.is_some_and(|next| next.is_ascii_alphanumeric() || next == '/' || next == '-');
    let closed =
        usize::from(next == Some(')') && left.get(..skipped).is_some_and(|opening| opening.contains('(')));
    (skipped <= 3 && alone && ('1'..='4').contains(&digit)).then_some((digit, skipped + 1 + closed))
}

fn begins_event(left: &str) -> bool {
    let word: String = left.chars().take_while(char::is_ascii_alphabetic).collect();
    ["UPON", "AFTER", "WHEN", "UNTIL", "ON", "FOLLOWING", "OR"]
        .iter()
        .any(|start| start.eq_ignore_ascii_case(&word))
}

/// True when `text` begins with `word`, letter case ignored, and no letter or digit follows.
fn begins_with_word(text: &str, word: &str) -> bool {
    text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
        && !text.get(word.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
}
