//! Written dates of every shape that header lines use, and arithmetic on days (format.md §7.5, §7.7).
//!
//! ```text
//! date   = M sep D sep Y | Y sep M sep D | D MONTH Y | MONTH D ["," ] Y | MMDDYYYY | YYYYMMDD
//! sep    = "/" | "-" | "." | blanks, doubled or with blanks around
//! Y      = 4 digits | 2 digits (within the hundred years from a first year that the reader gives)
//! digits = 0-9, "O" for 0, "I" and "l" for 1
//! ```
//! A month above 12 beside a day up to 12 is a day-first date: it is swapped, and the reader is told. A date that no
//! calendar has (`02/30/2015`) is read as a date without a day.

use std::ops::Range;

use jiff::{ToSpan, civil::Date};

use crate::slips::slips;

/// A date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Written {
    /// The day; `None` where the calendar has no such day.
    pub date: Option<Date>,
    /// Length in bytes of what was read.
    pub length: usize,
    /// Day and month stood in the other order.
    pub swapped: bool,
    /// A letter was read as a digit, a lost separator was put in, or a month was misspelt.
    pub repaired: bool,
}

/// Reads the date that `text` begins with. Years of two digits lie in the hundred years from `first_year` on.
pub fn read(text: &str, first_year: i16) -> Option<Written> {
    numeric(text, first_year).or_else(|| named(text, first_year))
}

/// The first date in `text`, with its place.
pub fn find(text: &str, first_year: i16) -> Option<(Range<usize>, Written)> {
    let mut inside = false;
    for (at, character) in text.char_indices() {
        let word = character.is_ascii_alphanumeric();
        if word
            && !inside
            && let Some(written) = text.get(at..).and_then(|rest| read(rest, first_year))
        {
            return Some((at..at + written.length, written));
        }
        inside = word;
    }
    None
}

/// Reads `YYYY-MM-DD` at the beginning of `text`, such as a date of a record or an instant.
pub fn iso(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}

/// The same day `years` later or earlier. 29 February becomes the 28th where the year has none.
pub fn plus_years(date: Date, years: i16) -> Date {
    date.checked_add(i32::from(years).years()).unwrap_or(date)
}

/// The day `days` later or earlier.
pub fn plus_days(date: Date, days: i32) -> Date {
    date.checked_add(days.days()).unwrap_or(date)
}

/// First day of a year.
pub fn year_start(year: i16) -> Option<Date> {
    Date::new(year, 1, 1).ok()
}

/// Last day of a year.
pub fn year_end(year: i16) -> Option<Date> {
    Date::new(year, 12, 31).ok()
}

/// A group of digits.
#[derive(Clone, Copy)]
struct Digits {
    value: u32,
    count: usize,
    end: usize,
    letters: bool,
}

fn digits(text: &str, at: usize) -> Option<Digits> {
    let (mut value, mut count, mut real, mut letters) = (0u32, 0, false, false);
    for byte in text.as_bytes().get(at..)? {
        let digit = match byte {
            b'0'..=b'9' => {
                real = true;
                u32::from(byte - b'0')
            }
            b'O' | b'o' => {
                letters = true;
                0
            }
            b'I' | b'l' => {
                letters = true;
                1
            }
            _ => break,
        };
        count += 1;
        if count > 8 {
            return None;
        }
        value = value * 10 + digit;
    }
    real.then_some(Digits { value, count, end: at + count, letters })
}

/// The end of the separator at `at`: marks with blanks around them, or blanks alone.
fn separator(text: &str, at: usize) -> Option<(usize, bool)> {
    let rest = text.as_bytes().get(at..)?;
    let length = rest.iter().take(6).take_while(|byte| b"/-. \t\r\n\\".contains(byte)).count();
    let marked = rest.get(..length)?.iter().any(|byte| b"/-.".contains(byte));
    (length > 0).then_some((at + length, marked))
}

fn numeric(text: &str, first_year: i16) -> Option<Written> {
    let first = digits(text, 0)?;
    let mut groups = vec![first];
    let (mut end, mut marked) = (first.end, false);
    while groups.len() < 3 {
        let Some((after, mark)) = separator(text, end) else { break };
        let Some(group) = digits(text, after) else { break };
        marked |= mark;
        end = group.end;
        groups.push(group);
    }
    // Three groups are the rule; with fewer a separator was lost.
    let (year, month, day, lost) = match *groups.as_slice() {
        [y, m, d] if y.count == 4 && m.count <= 2 && d.count <= 2 => (y, m.value, d.value, false),
        [m, d, y] if m.count <= 2 && d.count <= 2 && (y.count == 4 || marked) => (y, m.value, d.value, false),
        [m, dy] if marked && m.count <= 2 && dy.count == 6 => {
            (Digits { value: dy.value % 10_000, count: 4, ..dy }, m.value, dy.value / 10_000, true)
        }
        [md, y] if marked && md.count == 4 && y.count == 4 && md.value < 1300 => {
            (y, md.value / 100, md.value % 100, true)
        }
        [first, ..] if first.count == 8 => {
            end = first.end;
            let (high, low) = (first.value / 10_000, first.value % 10_000);
            if (1900..2100).contains(&high) {
                (Digits { value: high, count: 4, ..first }, low / 100, low % 100, false)
            } else {
                (Digits { value: low, count: 4, ..first }, high / 100, high % 100, false)
            }
        }
        _ => return None,
    };
    if !ends_cleanly(text, end) {
        return None;
    }
    let swapped = month > 12 && (1..=12).contains(&day);
    let (month, day) = if swapped { (day, month) } else { (month, day) };
    let repaired = lost || groups.iter().any(|group| group.letters);
    Some(Written { date: civil(year, month, day, first_year), length: end, swapped, repaired })
}

/// `22 FEB 2015`, `22FEB15`, `FEBRUARY 22ND, 2015`.
fn named(text: &str, first_year: i16) -> Option<Written> {
    let (day, month_at) = match digits(text, 0) {
        Some(day) if day.count <= 2 => (Some(day), after_blanks(text, ordinal(text, day.end))),
        Some(_) => return None,
        None => (None, 0),
    };
    let (month, slip, end) = month(text, month_at)?;
    let (day, end) = match day {
        Some(day) => (day, end),
        None => {
            let day = digits(text, after_blanks(text, end)).filter(|day| day.count <= 2)?;
            (day, ordinal(text, day.end))
        }
    };
    let year = digits(text, after_blanks(text, end)).filter(|year| year.count == 2 || year.count == 4)?;
    if !ends_cleanly(text, year.end) {
        return None;
    }
    let repaired = slip || day.letters || year.letters;
    let date = civil(year, month, day.value, first_year);
    Some(Written { date, length: year.end, swapped: false, repaired })
}

/// Names of the months.
pub(crate) const MONTHS: [&str; 12] = [
    "JANUARY",
    "FEBRUARY",
    "MARCH",
    "APRIL",
    "MAY",
    "JUNE",
    "JULY",
    "AUGUST",
    "SEPTEMBER",
    "OCTOBER",
    "NOVEMBER",
    "DECEMBER",
];

/// The month whose name stands at `at`, whether it was misspelt, and where it ends.
fn month(text: &str, at: usize) -> Option<(u32, bool, usize)> {
    let rest = text.as_bytes().get(at..)?;
    let mut length = rest.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    // DECEM0ER is in the public record: a digit between letters belongs to the word.
    if rest.get(length).is_some_and(|byte| *byte == b'0')
        && rest.get(length + 1).is_some_and(u8::is_ascii_alphabetic)
    {
        length += rest.iter().skip(length).take_while(|byte| byte.is_ascii_alphanumeric()).count();
    }
    let word = text.get(at..at + length)?;
    if !(3..=11).contains(&length) {
        return None;
    }
    let starts = |name: &str| name.get(..3).is_some_and(|short| short.eq_ignore_ascii_case(word));
    let exact = |name: &str| {
        starts(name)
            || name.eq_ignore_ascii_case(word)
            || (name.starts_with("SEPT") && word.eq_ignore_ascii_case("SEPT"))
    };
    if let Some(month) = MONTHS.iter().position(|name| exact(name)) {
        return Some((month as u32 + 1, false, at + length));
    }
    let close = |name: &str| {
        name.len() > 4
            && length > 4
            && name.as_bytes().first().map(u8::to_ascii_lowercase)
                == word.as_bytes().first().map(u8::to_ascii_lowercase)
            && slips(word, name) <= 1 + length / 8
    };
    let month = MONTHS.iter().position(|name| close(name))?;
    Some((month as u32 + 1, true, at + length))
}

fn ordinal(text: &str, at: usize) -> usize {
    let suffix = text.get(at..at + 2).unwrap_or_default();
    let found = ["ST", "ND", "RD", "TH"].iter().any(|end| end.eq_ignore_ascii_case(suffix));
    if found { at + 2 } else { at }
}

fn after_blanks(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at + rest.iter().take(6).take_while(|byte| b" \t\r\n.,-/'".contains(byte)).count()
}

/// A longer number or word is no date: `02/22/20155`, `2015Z`.
fn ends_cleanly(text: &str, end: usize) -> bool {
    !text.as_bytes().get(end).is_some_and(|byte| byte.is_ascii_alphanumeric())
}

fn civil(year: Digits, month: u32, day: u32, first_year: i16) -> Option<Date> {
    let year = match year.count {
        4 => i16::try_from(year.value).ok()?,
        2 => {
            let year = i16::try_from(year.value).ok()? + first_year - first_year.rem_euclid(100);
            if year < first_year { year + 100 } else { year }
        }
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(written: &str, expected: &str) {
        let found = match read(written, 1995) {
            None => "none".to_string(),
            Some(Written { date, length, swapped, repaired }) => format!(
                "{}{}{}{}",
                date.map_or("no day".to_string(), |date| date.to_string()),
                if swapped { " swapped" } else { "" },
                if repaired { " repaired" } else { "" },
                if length < written.len() { " rest" } else { "" }
            ),
        };
        assert_eq!(found, expected, "{written:?}");
    }

    #[test]
    fn ok_every_shape() {
        check("02/22/2015", "2015-02-22");
        check("2/22/15", "2015-02-22");
        check("2/2/94", "2094-02-02");
        check("1/1/95", "1995-01-01");
        check("2015/02/22", "2015-02-22");
        check("2015-02-22", "2015-02-22");
        check("02-22-2015", "2015-02-22");
        check("02.22.2015", "2015-02-22");
        check("02 22 2015", "2015-02-22");
        check("02/ 22/\n2015", "2015-02-22");
        check("02//22/2015", "2015-02-22");
        check("22 FEB 2015", "2015-02-22");
        check("22FEB15", "2015-02-22");
        check("22-Feb-2015", "2015-02-22");
        check("February 22, 2015", "2015-02-22");
        check("FEB. 22ND 2015", "2015-02-22");
        check("Sept. 3, 2015.", "2015-09-03 rest");
        check("20150222", "2015-02-22");
        check("02222015", "2015-02-22");
    }

    #[test]
    fn ok_damage_is_told() {
        check("22/02/2015", "2015-02-22 swapped");
        check("2015/22/02", "2015-02-22 swapped");
        check("O2/22/2O15", "2015-02-22 repaired");
        check("l2/22/2015", "2015-12-22 repaired");
        check("02/222015", "2015-02-22 repaired");
        check("0222/2015", "2015-02-22 repaired");
        check("22 FEBUARY 2015", "2015-02-22 repaired");
        check("1 DECEM0ER 2015", "2015-12-01 repaired");
    }

    #[test]
    fn err_no_such_day() {
        check("02/30/2015", "no day");
        check("02/29/2015", "no day");
        check("02/29/2016", "2016-02-29");
        check("13/13/2015", "no day");
        check("00/10/2015", "no day");
        check("2/22/015", "no day");
    }

    #[test]
    fn err_no_date() {
        check("X1", "none");
        check("1.5", "none");
        check("02/2015", "none");
        check("2 22", "none");
        check("02/22/2015Z", "none");
        check("MARTIN 3, 2015", "none");
        check("221530Z FEB 05", "none");
        check("", "none");
    }

    #[test]
    fn ok_leap_days_and_ends_of_years() {
        let date = |text| iso(text).unwrap();
        assert_eq!(plus_years(date("2016-02-29"), -10), date("2006-02-28"));
        assert_eq!(plus_years(date("2016-02-29"), -4), date("2012-02-29"));
        assert_eq!(plus_days(date("2004-02-28"), 1), date("2004-02-29"));
        assert_eq!(year_end(2004), Some(date("2004-12-31")));
        assert_eq!(year_start(2004), Some(date("2004-01-01")));
        assert_eq!(iso("2005-02-22T15:30Z"), Some(date("2005-02-22")));
        assert_eq!(iso("not a date"), None);
    }

    #[test]
    fn ok_found_in_text() {
        let (range, written) = find("ORDER 12958, DECLASSIFY ON 02/22/2015 OR LATER", 1995).unwrap();
        assert_eq!((range, written.date), (27..37, iso("2015-02-22")));
        assert_eq!(find("no date in this", 1995), None);
    }

    proptest! {
        #[test]
        fn prop_any_text_is_read_without_panic(text in "\\PC*|[0-9OIl/ .A-Z-]{0,40}", first in 1900i16..2100) {
            if let Some((range, _)) = find(&text, first) {
                prop_assert!(text.get(range).is_some());
            }
        }

        #[test]
        fn prop_printed_dates_are_read(days in 0i32..40_000) {
            let date = plus_days(iso("1966-01-01").unwrap(), days);
            let (y, m, d) = (date.year(), date.month(), date.day());
            for printed in [format!("{m:02}/{d:02}/{y}"), format!("{y}/{m:02}/{d:02}"), format!("{d} {} {y}", date.strftime("%b"))] {
                prop_assert_eq!(read(&printed, 1966).and_then(|written| written.date), Some(date));
            }
        }
    }
}
