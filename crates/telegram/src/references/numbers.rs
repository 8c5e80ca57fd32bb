//! The numbers behind the first one of a citation: lists, ranges, years (format.md §10.4, forms 4, 11, 12).
//!
//! ```text
//! tail        = { [ year_suffix ] ( "/" | "," | "AND" | "&" | "-" | "THROUGH" ) serial } [ year_suffix ]
//! year_suffix = "(" year ")" | ( "-" | "/" | "'" | " " ) year | "OF" year
//! ```

use std::ops::Range;

use super::cable::{Cable, Mend, Reader, Serial, Year, is_qualifier, serial_value};
use super::dates::{full_year, wrapped_date};
use super::tokens::Kind;

impl Reader<'_, '_> {
    /// Further numbers and the year behind them.
    pub(super) fn tail(&self, cable: &mut Cable, to: usize) {
        self.join_digits(cable, to);
        loop {
            let at = cable.next;
            if cable.year.is_none()
                && let Some((year, next)) = self.year_suffix(cable, at, to)
            {
                for serial in cable.serials.iter_mut().filter(|serial| serial.year.is_none()) {
                    serial.year = Some(year);
                }
                cable.next = next;
                continue;
            }
            let Some(next) = self.more(cable, at, to) else { return };
            cable.next = next;
        }
    }

    /// `3 12`: a number that a blank breaks behind its first digit (format.md §14 #36).
    fn join_digits(&self, cable: &mut Cable, to: usize) {
        let at = cable.next;
        let rest =
            self.tokens.get(at).filter(|t| at < to && t.is_digits() && (2..=3).contains(&t.text.len()));
        let Some(serial) = cable.serials.last_mut().filter(|serial| serial.range.len() == 1) else { return };
        let Some(rest) = rest.filter(|_| !self.leads(at, to) && self.ends_number(at + 1, to)) else { return };
        let Some(value) = rest.text.parse::<u32>().ok() else { return };
        serial.value = serial.value * 10_u32.pow(u32::try_from(rest.text.len()).unwrap_or(0)) + value;
        serial.range.end = rest.end();
        cable.next = at + 1;
        cable.mends.push(Mend {
            rule: 36,
            range: serial.range.clone(),
            repaired: serial.value.to_string(),
            evidence: "a blank inside a serial number",
        });
    }

    /// `(04)`, `-04`, `/04`, ` 04`, `'04`, `OF 2004`; the one in brackets also on the next line.
    fn year_suffix(&self, cable: &Cable, mut at: usize, to: usize) -> Option<(Year, usize)> {
        let last = cable.serials.last().filter(|serial| serial.year.is_none())?;
        let wrapped = self.tokens.get(at).is_some_and(|t| t.kind == Kind::Line);
        at += usize::from(wrapped);
        let sign = self.tokens.get(at).filter(|t| at < to && (!wrapped || t.is_any("([")))?;
        let bracket = sign.is_any("([");
        let mut place = at + usize::from(bracket || sign.is_any("-/'’") || sign.is_word("OF"));
        place += usize::from(self.tokens.get(place).is_some_and(|t| t.is_any("'’")));
        let digits = self.tokens.get(place).filter(|t| place < to && t.is_digits())?;
        let year = full_year(digits.text.parse().ok()?, digits.text.len())
            .filter(|y| (1966..=self.until).contains(y))?;
        if !self.ends_number(place + 1, to)
            || (!bracket && (self.is_date(place) || wrapped_date(self.tokens, place, to).is_some()))
        {
            return None;
        }
        let longer = digits.text.parse::<u32>().is_ok_and(|second| second > last.value);
        let range = sign.is('-') && longer && digits.text.len() == last.range.len();
        let next_year = sign.is_digits()
            && self
                .tokens
                .get(place + 1)
                .is_some_and(|t| place + 1 < to && t.is_letters() && !is_qualifier(t.text));
        let closed = !bracket || self.tokens.get(place + 1).is_some_and(|t| t.is_any(")]"));
        (!range && !next_year && closed)
            .then_some((Year { year, mended: false }, place + 1 + usize::from(bracket)))
    }

    /// One more number of the same post.
    fn more(&self, cable: &mut Cable, at: usize, to: usize) -> Option<usize> {
        let sign = self.tokens.get(at).filter(|_| at < to)?;
        let range = sign.is('-') || ["THROUGH", "THRU", "TO"].iter().any(|word| sign.is_word(word));
        let and = |i: usize| self.tokens.get(i).is_some_and(|t| t.is_word("AND") || t.is('&'));
        if !range && !sign.is_any("/,+;") && !and(at) {
            return None;
        }
        let mut place = at + 1;
        place += usize::from(!range && and(place));
        place += usize::from(self.tokens.get(place).is_some_and(|t| t.is('#')));
        let token = self.tokens.get(place).filter(|t| place < to && t.is_digits())?;
        let value = serial_value(token.text)?;
        if self.is_date(place) || !self.ends_number(place + 1, to) || self.leads(place, to) {
            return None;
        }
        let last = cable.serials.last()?;
        let same_length = token.text.len() == last.range.len();
        if range {
            return (value > last.value && same_length).then(|| {
                span_numbers(cable, value, token.at..token.end());
                place + 1
            });
        }
        // `/04` behind a citation that has its year is a page or a part, no telegram.
        if sign.is('/') && token.text.len() <= 2 && token.text.starts_with('0') && !same_length {
            return None;
        }
        cable.serials.push(Serial { value, year: None, range: token.at..token.end(), flags: vec![] });
        Some(place + 1)
    }

    /// True where the number at `place` stands before a word, as the year of the next citation. Where the line ends between
    /// the two, the number must be a year that the citing telegram can know of.
    fn leads(&self, place: usize, to: usize) -> bool {
        let next = self.tokens.get(place + 1).filter(|_| place + 1 < to);
        let skipped = match next.map(|t| t.kind) {
            Some(Kind::Sign('-')) => true,
            Some(Kind::Line) => self.tokens.get(place).is_some_and(|t| self.recent(t.text)),
            _ => false,
        };
        let next = if skipped { self.tokens.get(place + 2).filter(|_| place + 2 < to) } else { next };
        next.is_some_and(|t| t.is_letters() && !is_qualifier(t.text))
    }

    /// A year as written, of the citing telegram or the three before it.
    fn recent(&self, digits: &str) -> bool {
        let year = digits.parse().ok().and_then(|value| full_year(value, digits.len()));
        year.is_some_and(|year| (self.until.saturating_sub(3)..=self.until).contains(&year))
    }
}

/// A range: every number of a short one, both ends of a long one.
fn span_numbers(cable: &mut Cable, last: u32, range: Range<usize>) {
    let Some(first) = cable.serials.last_mut() else { return };
    first.flags.push("range_or_year");
    let from = first.value;
    let inner = if last - from <= 20 { from + 1..last } else { last..last };
    for value in inner.chain([last]) {
        cable.serials.push(Serial { value, year: None, range: range.clone(), flags: vec!["range_or_year"] });
    }
}
