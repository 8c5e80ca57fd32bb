//! Date-time groups (format.md §11.3).
//!
//! ```text
//! dtg  = { prec } DD HH MM zone MON [ YY | YYYY ] { zsig }       blanks may be lost or one too many
//! prec = letter of precedence, single, doubled or glued, or the word
//! zone = "Z" ("2" in bad copies) | A-I K-M (east) | N-Y (west) | J (local: no instant)
//! MON  = three letters, the whole name, or a misspelling with one nearest month
//! zsig = Z LETTER LETTER [ DIGIT ] { word }
//! ```
//! Letters that stand for digits (`O5`, `I5`) and digits for letters (`0CT`) are read as what the field asks for and noted
//! as fixes. Two digits of a year from 66 on are of the last century. A missing year is not guessed here.

use std::ops::Range;

use super::group::Reader;
use crate::record::Precedence;

/// A date-time group. Ranges are byte ranges of the text it was read from.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Dtg {
    /// For action addressees.
    pub precedence: Option<Precedence>,
    /// For information addressees, where a second one is given.
    pub info_precedence: Option<Precedence>,
    /// RFC 3339, UTC; `None` where a part is missing or impossible.
    pub instant: Option<String>,
    /// Day of the month as printed.
    pub day: u8,
    /// Hour as printed.
    pub hour: u8,
    /// Minute as printed.
    pub minute: u8,
    /// Letter of the time zone; `Z` where it was lost.
    pub zone: char,
    /// 1 to 12.
    pub month: Option<u8>,
    /// Four digits.
    pub year: Option<u16>,
    /// From the day to the year, or to the last part that stands there.
    pub raw: Range<usize>,
    /// Operating signals after the year, each with the words that go with it.
    pub z_signals: Vec<Range<usize>>,
    /// Where the group and its signals end.
    pub end: usize,
    /// Readings that differ from what is printed (`DMG-32`).
    pub fixes: Vec<Fix>,
    /// Why there is no instant: `day`, `time`, `month`, `year`, `local-zone`.
    pub problem: Option<&'static str>,
}

/// A reading that differs from what is printed.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Fix {
    pub at: Range<usize>,
    pub repaired: String,
    pub evidence: &'static str,
    pub confidence: f32,
}

/// The date-time group at the beginning of `text`, blanks aside.
pub fn read(text: &str) -> Option<Dtg> {
    let mut reader = Reader::new(text);
    reader.blanks();
    reader.precedences();
    let start = reader.at;
    let (sure, zoned) = reader.day_and_time()?;
    let has_month = reader.month();
    if has_month {
        reader.year();
    }
    // Six digits alone are a number; with a month, or with precedence and zone, they are a date-time group.
    if reader.found.month.is_none() && !(sure && zoned && reader.found.precedence.is_some()) {
        return None;
    }
    reader.found.raw = start..reader.at;
    reader.found.end = reader.at;
    if has_month {
        reader.signals();
    }
    Some(reader.found.with_instant())
}

/// The first date-time group with a month anywhere in `text`, its ranges those of `text`.
pub fn find(text: &str) -> Option<Dtg> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.bytes().position(|b| b.is_ascii_digit())) {
        let digits = at + found;
        let run = bytes.iter().skip(digits).take_while(|b| b.is_ascii_digit()).count();
        if (4..=7).contains(&run) {
            let read_from = |start: usize| {
                let dtg = read(text.get(start..)?).filter(|dtg| dtg.month.is_some())?;
                Some(dtg.moved(start))
            };
            let start = start_of_precedence(bytes, digits);
            if let Some(dtg) = read_from(start).or_else(|| read_from(digits)) {
                return Some(dtg);
            }
        }
        at = digits + run.max(1);
    }
    None
}

/// Where the one or two letters of precedence before the digits at `at` begin.
fn start_of_precedence(bytes: &[u8], at: usize) -> usize {
    let byte = |at: usize, back: usize| at.checked_sub(back).and_then(|i| bytes.get(i)).copied();
    let mut start = at;
    for _ in 0..2 {
        let mut end = start;
        while byte(end, 1) == Some(b' ') {
            end -= 1;
        }
        let letters =
            (1..=3).take_while(|n| byte(end, *n).is_some_and(|b| b.is_ascii_alphanumeric())).count();
        if letters == 0
            || letters > 2
            || !(1..=letters).all(|n| byte(end, n).is_some_and(|b| b"ZOPRYzopry".contains(&b)))
        {
            break;
        }
        start = end - letters;
    }
    start
}

/// Two digits of a year: from 66 on they are of the last century.
pub fn full_year(two_digits: u16) -> u16 {
    if two_digits >= 66 { 1900 + two_digits } else { 2000 + two_digits }
}

impl Dtg {
    fn with_instant(mut self) -> Dtg {
        match self.civil() {
            Ok(instant) => self.instant = Some(instant),
            Err(problem) => self.problem = Some(problem),
        }
        self
    }

    fn civil(&self) -> Result<String, &'static str> {
        let time = jiff::civil::Time::new(self.hour as i8, self.minute as i8, 0, 0).map_err(|_| "time")?;
        if !(1..=31).contains(&self.day) {
            return Err("day");
        }
        let month = self.month.ok_or("month")?;
        let year = self.year.ok_or("year")?;
        let date = jiff::civil::Date::new(year as i16, month as i8, self.day as i8).map_err(|_| "day")?;
        let hours = hours_east(self.zone).ok_or("local-zone")?;
        let local = date.to_datetime(time);
        let utc = match hours {
            0 => local,
            hours => local.checked_sub(jiff::Span::new().hours(hours)).map_err(|_| "day")?,
        };
        Ok(written(utc))
    }

    /// This group with the month that other evidence gave.
    pub(crate) fn with_month(mut self, month: u8) -> Dtg {
        (self.month, self.problem) = (Some(month), None);
        self.with_instant()
    }

    /// Day of the year, for the printed date.
    pub(crate) fn day_of_year(&self, year: u16) -> Option<u16> {
        let date = jiff::civil::Date::new(year as i16, self.month? as i8, self.day as i8).ok()?;
        u16::try_from(date.day_of_year()).ok()
    }

    pub(crate) fn moved(mut self, by: usize) -> Dtg {
        let shift = |range: &mut Range<usize>| *range = range.start + by..range.end + by;
        shift(&mut self.raw);
        self.z_signals.iter_mut().for_each(shift);
        self.fixes.iter_mut().for_each(|fix| shift(&mut fix.at));
        self.end += by;
        self
    }
}

/// `2005-02-22T15:30:00Z`; a year is of four figures here.
fn written(utc: jiff::civil::DateTime) -> String {
    let mut out = String::with_capacity(20);
    let mut two = |number: i16, mark: char| {
        let number = number.unsigned_abs() as u8;
        out.extend([number / 10, number % 10].map(|figure| char::from(b'0' + figure)));
        if mark != ' ' {
            out.push(mark);
        }
    };
    two(utc.year() / 100, ' ');
    two(utc.year() % 100, '-');
    two(utc.month().into(), '-');
    two(utc.day().into(), 'T');
    two(utc.hour().into(), ':');
    two(utc.minute().into(), ':');
    two(utc.second().into(), 'Z');
    out
}

fn hours_east(zone: char) -> Option<i64> {
    match zone {
        'Z' => Some(0),
        'A'..='I' => Some(zone as i64 - 'A' as i64 + 1),
        'K'..='M' => Some(zone as i64 - 'A' as i64),
        'N'..='Y' => Some('N' as i64 - zone as i64 - 1),
        _ => None,
    }
}
