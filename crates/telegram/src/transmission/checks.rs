//! The date-time group against the filing line (format.md §11.3).
//!
//! FL3 carries the day of the year. It gives back a month that cannot be read, and it finds wrong years: after 28 February
//! a leap year and another year number the same day differently.

use super::dtg::Dtg;
use super::network::FilingLine;
use crate::Passage;
use crate::record::{Notes, Span};

/// The group, its month filled in where only FL3 tells it. What does not agree is noted.
pub(super) fn dates(block: &Passage, dtg: Dtg, filing: Option<&FilingLine>, notes: &mut Notes) -> Dtg {
    let span = block.span(dtg.raw.clone());
    let printed = block.as_str().get(dtg.raw.clone()).unwrap_or_default();
    let filed = filing.and_then(|filing| Some((filing.day_of_year?, filing.time?)));
    let dtg = match filed {
        Some((day, _)) if dtg.month.is_none() => with_month(dtg, day, printed, span, notes),
        Some((day, time)) => {
            agree(&dtg, day, time, printed, span, notes);
            dtg
        }
        None => dtg,
    };
    if let Some(problem @ ("day" | "time" | "month")) = dtg.problem {
        notes.warn("dtg_impossible", format!("no instant from {printed:?}: {problem}"), Some(span));
    }
    dtg
}

/// The month in which the day of the year has the printed day of the month.
fn with_month(dtg: Dtg, day_of_year: u16, printed: &str, span: Span, notes: &mut Notes) -> Dtg {
    let Some(year) = dtg.year else { return dtg };
    let date = jiff::civil::Date::new(year as i16, 1, 1)
        .and_then(|first| first.checked_add(jiff::Span::new().days(i64::from(day_of_year) - 1)));
    match date {
        Ok(date) if date.day() as u8 == dtg.day => {
            let evidence = ["the filing line gives the day of the year", "the day of the month agrees"];
            let month = date.strftime("%b").to_string().to_ascii_uppercase();
            notes.repair(
                32,
                span,
                printed,
                &format!(
                    "{:02}{:02}{:02}{} {month} {:02}",
                    dtg.day,
                    dtg.hour,
                    dtg.minute,
                    dtg.zone,
                    year % 100
                ),
                0.95,
                &evidence,
            );
            dtg.with_month(date.month() as u8)
        }
        _ => dtg,
    }
}

fn agree(dtg: &Dtg, filed_day: u16, filed_time: (u8, u8), printed: &str, span: Span, notes: &mut Notes) {
    let Some(year) = dtg.year else { return };
    let Some(own_day) = dtg.day_of_year(year) else { return };
    if dtg.zone != 'Z' || own_day == filed_day {
        return;
    }
    // Filed after midnight, or after the turn of the year.
    let over_midnight = filed_time < (dtg.hour, dtg.minute);
    if over_midnight && (filed_day == own_day + 1 || (filed_day == 1 && own_day >= 365)) {
        return;
    }
    let other: Vec<u16> =
        (year.saturating_sub(10)..=year + 10).filter(|y| dtg.day_of_year(*y) == Some(filed_day)).collect();
    let near = |y: &&u16| one_digit_apart(**y, year);
    let candidates: Vec<String> = other.iter().filter(near).map(u16::to_string).collect();
    if other.is_empty() {
        let message =
            format!("the filing line has day {filed_day} of the year, the date-time group day {own_day}");
        notes.warn("dtg_day_contradicted", message, Some(span));
        return;
    }
    let kind =
        if jiff::civil::Date::new(year as i16, 1, 1).is_ok_and(|d| d.in_leap_year()) { "no" } else { "a" };
    let message = format!(
        "day {filed_day} of the filing line fits the date-time group only in {kind} leap year; {year} is doubtful"
    );
    notes.warn("dtg_year_contradicted", message, Some(span));
    let evidence = ["day of the year in the filing line", "one digit of the year differs"];
    // Several years fit as well: the more there are, the less any one of them is worth.
    let confidence = 0.8 / candidates.len().max(1) as f32;
    notes.suggest(48, span, printed, &candidates.join(" or "), confidence, &evidence);
}

fn one_digit_apart(a: u16, b: u16) -> bool {
    let differ = a.to_string().bytes().zip(b.to_string().bytes()).filter(|(a, b)| a != b).count();
    differ == 1
}
