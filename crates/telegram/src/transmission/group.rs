//! The parts of a date-time group, read one after the other: see [`super::dtg`] for the grammar.

use std::ops::Range;

use super::dtg::{Dtg, Fix, full_year};
use super::{month, precedence};
use crate::record::Precedence;

/// Reads along `text` and puts together what it finds.
pub(super) struct Reader<'t> {
    text: &'t str,
    pub(super) at: usize,
    pub(super) found: Dtg,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str) -> Reader<'t> {
        Reader { text, at: 0, found: Dtg { zone: 'Z', ..Dtg::default() } }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    pub(super) fn blanks(&mut self) {
        while self.byte(self.at).is_some_and(|b| b == b' ' || b == b'\t') {
            self.at += 1;
        }
    }

    /// The letters and digits from `at` on.
    fn word(&self, at: usize) -> &'t str {
        let length = self.text.bytes().skip(at).take(24).take_while(u8::is_ascii_alphanumeric).count();
        self.text.get(at..at + length).unwrap_or_default()
    }

    fn fix(
        &mut self,
        at: Range<usize>,
        repaired: impl Into<String>,
        evidence: &'static str,
        confidence: f32,
    ) {
        self.found.fixes.push(Fix { at, repaired: repaired.into(), evidence, confidence });
    }

    fn add(&mut self, precedence: Precedence) {
        if self.found.precedence.is_none() {
            self.found.precedence = Some(precedence);
        } else {
            self.found.info_precedence.get_or_insert(precedence);
        }
    }

    pub(super) fn precedences(&mut self) {
        for _ in 0..3 {
            let word = self.word(self.at);
            if let Some(precedence) = precedence::letter(word).or_else(|| precedence::word(word)) {
                self.add(precedence);
                self.at += word.len();
            } else if word == "0" {
                self.fix(self.at..self.at + 1, "O", "a precedence stands before the group", 0.95);
                self.add(Precedence::Immediate);
                self.at += 1;
            } else if let Some([a, b]) = pair(word) {
                self.add(a);
                self.add(b);
                self.at += word.len();
            } else {
                self.glued(word);
                return;
            }
            self.blanks();
            if self.found.precedence == Some(Precedence::Niact)
                && precedence::word(self.word(self.at)) == Some(Precedence::Immediate)
            {
                self.at += self.word(self.at).len();
                self.blanks();
            }
        }
    }

    /// `P221530Z`, `PR221530Z`: letters before a whole group.
    fn glued(&mut self, word: &str) {
        for letters in (1..=2).rev() {
            let (Some(head), Some(group)) = (word.get(..letters), word.get(letters..)) else { continue };
            let whole = group.len() >= 6 && group.bytes().take(6).all(|b| as_digit(b).is_some());
            // In `O21530Z` the letter is the group's first digit: six places in all.
            let own = group.bytes().take_while(|b| as_digit(*b).is_some() && *b != b'Z').count() >= 6;
            if !(whole && own) {
                continue;
            }
            if let Some([a, b]) = pair(head) {
                self.add(a);
                self.add(b);
            } else if let Some(precedence) = precedence::letter(head) {
                self.add(precedence);
            } else {
                continue;
            }
            self.at += letters;
            return;
        }
    }

    /// `221530Z`; whether all six digits are digits, and whether a zone stands there.
    pub(super) fn day_and_time(&mut self) -> Option<(bool, bool)> {
        let mut places = [0_u8; 6];
        let mut genuine = 0;
        let mut blanks = 0;
        let mut at = self.at;
        let mut wrong = Vec::new();
        let mut count = 0;
        while count < 6 {
            let byte = self.byte(at)?;
            if byte == b' ' && count > 0 && blanks < 2 {
                blanks += 1;
                at += 1;
                continue;
            }
            let digit = as_digit(byte)?;
            if byte.is_ascii_digit() {
                genuine += 1;
            } else {
                wrong.push((at, digit));
            }
            *places.get_mut(count)? = digit;
            count += 1;
            at += 1;
        }
        if genuine < 4 || (blanks > 0 && genuine < 6) {
            return None;
        }
        self.at = at;
        let zoned = self.zone(blanks > 0)?;
        for (at, digit) in wrong {
            self.fix(at..at + 1, digit.to_string(), "a digit belongs here", 0.95);
        }
        let [a, b, c, d, e, f] = places;
        (self.found.day, self.found.hour, self.found.minute) = (a * 10 + b, c * 10 + d, e * 10 + f);
        Some((genuine == 6 && blanks == 0, zoned))
    }

    /// The zone's letter; `Some(false)` where the month follows at once and the letter is lost.
    fn zone(&mut self, wanted: bool) -> Option<bool> {
        let mut at = self.at;
        while self.byte(at) == Some(b' ') {
            at += 1;
        }
        let word = self.word(at);
        let lost = month::here(word).is_some();
        let next = word.as_bytes().get(1);
        let apart = next.is_none() || word.get(1..).and_then(month::here).is_some();
        match word.bytes().next() {
            Some(letter) if letter.is_ascii_alphabetic() && apart && !lost => {
                self.found.zone = letter.to_ascii_uppercase() as char;
                self.at = at + 1;
                Some(true)
            }
            Some(b'2' | b'7') if apart && at == self.at => {
                self.fix(at..at + 1, "Z", "the zone's letter was read as a digit", 0.95);
                self.at = at + 1;
                Some(true)
            }
            Some(_) if lost && !wanted => {
                self.fix(
                    self.at..self.at,
                    "Z",
                    "the zone's letter is lost; Department traffic has no other",
                    0.9,
                );
                Some(false)
            }
            // `221530Z` and a month so damaged that nothing tells it.
            Some(b'Z' | b'z') if next.is_some_and(|b| b.is_ascii_alphabetic()) && word.len() <= 6 => {
                self.at = at + 1;
                Some(true)
            }
            _ => None,
        }
    }

    /// True when something stands in the month's place, readable or not.
    pub(super) fn month(&mut self) -> bool {
        let from = self.at;
        self.blanks();
        if self.byte(self.at).is_some_and(|b| b == b'.' || b == b'-' || b == b'/' || b == b',') {
            self.at += 1;
            self.blanks();
        }
        let word = self.word(self.at);
        let letters = month::letters_of(word);
        let known = month::here(word);
        if let Some((month, length)) = known {
            let printed = word.get(..length).unwrap_or_default();
            if let Some(name) = month::MONTHS.get(usize::from(month) - 1)
                && !name.get(..length.min(name.len())).is_some_and(|head| head.eq_ignore_ascii_case(printed))
                && !printed.eq_ignore_ascii_case("SEPT")
            {
                self.fix(self.at..self.at + length, &name[..3], "nearest month", 0.95);
            }
            self.found.month = Some(month);
            self.at += length;
            return true;
        }
        if (2..=10).contains(&letters)
            && let Some(month) = word.get(..letters).and_then(month::nearest)
        {
            let name =
                month::MONTHS.get(usize::from(month) - 1).and_then(|name| name.get(..3)).unwrap_or_default();
            self.fix(self.at..self.at + letters, name, "nearest month", 0.9);
            self.found.month = Some(month);
            self.at += letters;
            return true;
        }
        // A word and a year: a month that cannot be read. Anything else is other text.
        let year_follows = self.text.get(self.at + letters..).is_some_and(|rest| {
            let digits = rest.trim_start_matches(' ').bytes().take_while(u8::is_ascii_digit).count();
            digits == 2 || digits == 4
        });
        if (2..=4).contains(&letters) && year_follows {
            self.at += letters;
            return true;
        }
        self.at = from;
        false
    }

    pub(super) fn year(&mut self) {
        let from = self.at;
        self.blanks();
        if self.byte(self.at).is_some_and(|b| b"',.-/".contains(&b)) {
            self.at += 1;
            self.blanks();
        }
        let word = self.word(self.at);
        let digits = word.bytes().take_while(|b| as_digit(*b).is_some()).count().min(4);
        let genuine = word.bytes().take(digits).filter(u8::is_ascii_digit).count();
        let glued = word.len() > digits && !word.as_bytes().get(digits).is_some_and(u8::is_ascii_alphabetic);
        let mut places: String =
            word.bytes().take(digits).filter_map(as_digit).map(|d| char::from(b'0' + d)).collect();
        let mut length = digits;
        if genuine * 2 < digits || glued || genuine == 0 {
            self.at = from;
            return;
        }
        // `20 05`: a blank within the year.
        if let ("19" | "20", Some(b' ')) = (places.as_str(), self.byte(self.at + 2)) {
            let more = self.word(self.at + 3);
            if more.len() == 2 && more.bytes().all(|b| b.is_ascii_digit()) {
                places.push_str(more);
                length += 3;
                self.fix(
                    self.at..self.at + length,
                    places.clone(),
                    "a year of four digits with a blank in it",
                    0.9,
                );
            }
        }
        let Ok(value) = places.parse::<u16>() else { return };
        let year = match places.len() {
            2 => full_year(value),
            4 if (1900..2100).contains(&value) => value,
            _ => {
                self.at = from;
                return;
            }
        };
        if genuine < digits {
            self.fix(self.at..self.at + digits, places, "digits belong here", 0.95);
        }
        self.found.year = Some(year);
        self.at += length;
    }

    pub(super) fn signals(&mut self) {
        loop {
            let mut start = self.at;
            while self.byte(start).is_some_and(|b| b == b' ' || b == b'\t') {
                start += 1;
            }
            if !is_signal(self.word(start)) {
                return;
            }
            let mut end = start + self.word(start).len();
            for _ in 0..3 {
                let mut next = end;
                while self.byte(next) == Some(b' ') {
                    next += 1;
                }
                let word = self.word(next);
                let other = word.is_empty() || is_signal(word) || ["FM", "TO", "INFO", "XMT"].contains(&word);
                if other || next == end || !word.bytes().all(|b| b.is_ascii_uppercase()) {
                    break;
                }
                end = next + word.len();
            }
            self.found.z_signals.push(start..end);
            self.at = end;
            self.found.end = end;
        }
    }
}

/// Two letters that are two precedences.
fn pair(word: &str) -> Option<[Precedence; 2]> {
    let (a, b) = (word.get(..1)?, word.get(1..2)?);
    (word.len() == 2 && a != b).then_some([precedence::letter(a)?, precedence::letter(b)?])
}

fn is_signal(word: &str) -> bool {
    let bytes = word.as_bytes();
    (3..=4).contains(&bytes.len())
        && bytes.first() == Some(&b'Z')
        && bytes.iter().take(3).all(u8::is_ascii_uppercase)
        && bytes.get(3).is_none_or(u8::is_ascii_digit)
}

/// A digit, or a letter that is commonly read for one, in a place where only a digit can stand (format.md §14 #32).
fn as_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'O' | b'o' | b'Q' | b'D' => Some(0),
        b'I' | b'l' | b'i' | b'|' => Some(1),
        b'Z' => Some(2),
        b'S' => Some(5),
        b'G' => Some(6),
        b'B' => Some(8),
        _ => None,
    }
}
