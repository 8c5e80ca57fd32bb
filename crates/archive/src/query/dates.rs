//! `2003`, `2003-04`, `2003-04-15`, `2003-04..2003-06`, `..2003`, `1975..`.

use super::Day;

/// What is wrong, and what to write.
type Wrong = (String, &'static str);

/// The first and the last day that `written` covers.
pub(super) fn read(written: &str) -> Result<(Option<Day>, Option<Day>), Wrong> {
    let written = written.trim();
    let Some((from, to)) = written.split_once("..") else {
        let (first, last) = stretch(written)?;
        return Ok((Some(first), Some(last)));
    };
    let end = |text: &str| if text.trim().is_empty() { Ok(None) } else { stretch(text.trim()).map(Some) };
    let (from, to) = (end(from)?.map(|(first, _)| first), end(to)?.map(|(_, last)| last));
    match (from, to) {
        (None, None) => {
            Err(("a range without any date".into(), "write a date on one side, as in date:1975.."))
        }
        (Some(from), Some(to)) if from > to => Err((
            format!("a range that ends before it begins, {from} to {to}"),
            "write the earlier date first",
        )),
        both => Ok(both),
    }
}

/// The days of a year, a month, or a day.
fn stretch(written: &str) -> Result<(Day, Day), Wrong> {
    let wrong = || {
        let message = format!("{:?} is no date", super::error::shown(written));
        (message, "write date:2003, date:2003-04, date:2003-04-15 or a range such as date:2003-04..2003-06")
    };
    let mut parts = written.split('-');
    let mut number = |digits: usize| match parts.next() {
        Some(part) if part.len() == digits && part.bytes().all(|b| b.is_ascii_digit()) => {
            Ok(part.parse::<i16>().ok())
        }
        Some(_) => Err(wrong()),
        None => Ok(None),
    };
    let year = number(4)?.filter(|year| *year > 0).ok_or_else(wrong)?;
    let (month, day) = (number(2)?, number(2)?);
    if parts.next().is_some() {
        return Err(wrong());
    }
    let new = |month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Day::new(year, month, day).ok()
    };
    let days = match (month, day) {
        (None, _) => new(1, 1).zip(new(12, 31)),
        (Some(month), None) => new(month, 1).map(|first| (first, first.last_of_month())),
        (Some(month), Some(day)) => new(month, day).map(|day| (day, day)),
    };
    days.ok_or_else(|| {
        (format!("{written:?} is no day of the calendar"), "months are 01 to 12, days those of the month")
    })
}

/// The shortest way to write a range.
pub(super) fn print(from: Option<Day>, to: Option<Day>) -> String {
    let first = from.map(|day| match (day.month(), day.day()) {
        (1, 1) => year(day),
        (_, 1) => month(day),
        _ => full(day),
    });
    let last = to.map(|day| match (day.month(), day == day.last_of_month()) {
        (12, true) => year(day),
        (_, true) => month(day),
        _ => full(day),
    });
    if let (Some(from), Some(to)) = (from, to) {
        let whole = [year(from), month(from), full(from)];
        if let Some(one) = whole.into_iter().find(|one| stretch(one).is_ok_and(|days| days == (from, to))) {
            return one;
        }
    }
    format!("{}..{}", first.unwrap_or_default(), last.unwrap_or_default())
}

fn year(day: Day) -> String {
    format!("{:04}", day.year())
}

fn month(day: Day) -> String {
    format!("{:04}-{:02}", day.year(), day.month())
}

fn full(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}
