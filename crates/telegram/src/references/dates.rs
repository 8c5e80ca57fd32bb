//! Dates in an item of the REF field.
//!
//! ```text
//! date = day month [ year ] | month day [ "," ] [ year ] | number "/" number [ "/" year ] | year "-" number "-" number
//! ```
//! `17FEB05`, `FEB. 17, 2005`, `2/17/05`; the American order of numbers, unless the first is above 12 (format.md §14 #51).

use super::tokens::{Kind, Token, number, split};

/// A date as written, the year where one is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Date {
    /// Full year.
    pub(crate) year: Option<u16>,
    /// 1 to 12.
    pub(crate) month: u8,
    /// 1 to 31.
    pub(crate) day: u8,
    /// True when the day stands before the month in figures.
    pub(crate) day_first: bool,
}

impl Date {
    /// `YYYY-MM-DD`, where the year is written.
    pub(crate) fn text(&self) -> Option<String> {
        self.year.map(|year| format!("{year:04}-{:02}-{:02}", self.month, self.day))
    }
}

/// The month that a word names: three letters, `SEPT`, or the whole name.
pub(crate) fn month(word: &str) -> Option<u8> {
    let [a, b, c, ..] = word.as_bytes() else { return None };
    let place = match &[a | 0x20, b | 0x20, c | 0x20] {
        b"jan" => 0,
        b"feb" => 1,
        b"mar" => 2,
        b"apr" => 3,
        b"may" => 4,
        b"jun" => 5,
        b"jul" => 6,
        b"aug" => 7,
        b"sep" => 8,
        b"oct" => 9,
        b"nov" => 10,
        b"dec" => 11,
        _ => return None,
    };
    let whole = word.len() == 3
        || word.eq_ignore_ascii_case("SEPT")
        || crate::calendar::MONTHS.get(place).is_some_and(|full| word.eq_ignore_ascii_case(full));
    whole.then_some(place as u8 + 1)
}

/// The full year of two digits or four; the pivot is that of format.md §10.6.
pub(crate) fn full_year(value: u32, digits: usize) -> Option<u16> {
    let value = u16::try_from(value).ok()?;
    match digits {
        2 if value >= 66 => Some(1900 + value),
        2 => Some(2000 + value),
        4 if (1900..2100).contains(&value) => Some(value),
        _ => None,
    }
}

/// The full year of two digits or four, from 1966 on (format.md §10.6).
pub(crate) fn written_year(digits: &str) -> Option<u16> {
    full_year(digits.parse().ok()?, digits.len()).filter(|year| *year >= 1966)
}

/// The date that begins at token `at`, and the token behind it.
pub(crate) fn date(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let first = tokens.get(at)?;
    glued(first)
        .map(|date| (date, at + 1))
        .or_else(|| day_first(tokens, at))
        .or_else(|| month_first(tokens, at))
        .or_else(|| numeric(tokens, at))
        .filter(|(date, _)| (1..=12).contains(&date.month) && (1..=31).contains(&date.day))
}

/// A date that a line end breaks: `23` / `SEP 73`. The token behind it is at most `to`. A year that stands before a name on
/// the new line is the next citation's.
pub(crate) fn wrapped_date(tokens: &[Token], at: usize, to: usize) -> Option<(Date, usize)> {
    let mut kept = Vec::with_capacity(LONGEST);
    let mut broken = false;
    for (i, token) in tokens.iter().enumerate().take(to).skip(at).take(LONGEST + 1) {
        if token.kind == Kind::Line {
            if broken {
                break;
            }
            broken = true;
            continue;
        }
        let begins = broken && i > at && tokens.get(i - 1).is_some_and(|t| t.kind == Kind::Line);
        let named = tokens.get(i + 1).is_some_and(|next| next.is_letters() && month(next.text).is_none());
        if begins && token.is_digits() && named {
            break;
        }
        kept.push((i, *token));
    }
    let compact: Vec<Token> = kept.iter().map(|(_, token)| *token).collect();
    let (found, next) = date(&compact, 0)?;
    let last = kept.get(next.checked_sub(1)?)?;
    broken.then_some((found, last.0 + 1))
}

/// Tokens of the longest date: `FEB . 17 , ' 2005`.
const LONGEST: usize = 6;

fn small(tokens: &[Token], at: usize) -> Option<u8> {
    let token = tokens.get(at)?;
    if token.text.len() > 2 { None } else { u8::try_from(number(token.text)?.value).ok() }
}

fn year_at(tokens: &[Token], at: usize) -> Option<u16> {
    let token = tokens.get(at).filter(|token| token.is_digits())?;
    let year = number(token.text)?;
    full_year(year.value, year.digits)
}

/// `17FEB05`.
fn glued(token: &Token) -> Option<Date> {
    let mut runs = split(token.text);
    let day = runs.next().filter(|run| run.len() <= 2)?.parse().ok()?;
    let month = month(runs.next()?)?;
    let year = match runs.next() {
        Some(year) => Some(full_year(year.parse().ok()?, year.len())?),
        None => None,
    };
    runs.next().is_none().then_some(Date { year, month, day, day_first: false })
}

fn day_first(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let day = small(tokens, at)?;
    let mut next = at + 1;
    next += usize::from(tokens.get(next).is_some_and(|token| token.is('-')));
    let month = month(tokens.get(next)?.text)?;
    Some(with_year(tokens, next + 1, month, day))
}

fn month_first(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let month = month(tokens.get(at)?.text)?;
    let mut next = at + 1;
    next += usize::from(tokens.get(next).is_some_and(|token| token.is_any(".-")));
    let day = small(tokens, next)?;
    Some(with_year(tokens, next + 1, month, day))
}

fn with_year(tokens: &[Token], mut at: usize, month: u8, day: u8) -> (Date, usize) {
    let end = at;
    at += usize::from(tokens.get(at).is_some_and(|token| token.is_any(",.-'/")));
    at += usize::from(tokens.get(at).is_some_and(|token| token.is('\'')));
    match year_at(tokens, at) {
        Some(year) => (Date { year: Some(year), month, day, day_first: false }, at + 1),
        None => (Date { year: None, month, day, day_first: false }, end),
    }
}

fn numeric(tokens: &[Token], at: usize) -> Option<(Date, usize)> {
    let sign = |i: usize, c| tokens.get(i).is_some_and(|token: &Token| token.is(c) && token.glued);
    if let Some(year) = year_at(tokens, at).filter(|_| tokens.get(at).is_some_and(|t| t.text.len() == 4)) {
        let divided = (sign(at + 1, '-') && sign(at + 3, '-')) || (sign(at + 1, '/') && sign(at + 3, '/'));
        let (month, day) = (small(tokens, at + 2)?, small(tokens, at + 4)?);
        return divided.then_some((Date { year: Some(year), month, day, day_first: false }, at + 5));
    }
    let (first, second) = (small(tokens, at)?, small(tokens, at + 2)?);
    let (month, day) = if first > 12 { (second, first) } else { (first, second) };
    if (sign(at + 1, '/') && sign(at + 3, '/')) || (sign(at + 1, '-') && sign(at + 3, '-')) {
        return Some((
            Date { year: Some(year_at(tokens, at + 4)?), month, day, day_first: first > 12 },
            at + 5,
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{super::tokens::tokens, *};

    #[test]
    fn ok_all_orders() {
        for (written, expected) in [
            ("17 FEB 05", Some("2005-02-17")),
            ("17FEB05", Some("2005-02-17")),
            ("FEBRUARY 17, 2005", Some("2005-02-17")),
            ("Feb. 17 2005", Some("2005-02-17")),
            ("2/17/05", Some("2005-02-17")),
            ("17/2/2005", Some("2005-02-17")),
            ("2005-02-17", Some("2005-02-17")),
            ("17 FEB", None),
            ("2/40/05", None),
            ("MADRID 17", None),
        ] {
            let found = date(&tokens(written), 0).and_then(|(date, _)| date.text());
            assert_eq!(found.as_deref(), expected, "{written}");
        }
    }
}
