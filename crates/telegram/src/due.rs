//! When a telegram falls due for declassification, by the rules of the order that its E.O. line cites (format.md §7).
//!
//! | order | line | due |
//! |---|---|---|
//! | any | a date | that day |
//! | 10501 | `GP-4` | twelve years after the telegram; the other groups never by themselves |
//! | 11652 | `GDS` | end of the sixth (C), eighth (S) or tenth (TS) year after the telegram's |
//! | 11652 | `XGDS`, `NGDS` | end of the thirtieth year after the telegram's |
//! | 12065 | drafting date in place of the schedule | six years after it |
//! | 12065 | `RDS`, `XDS` + date | reviewed on that day |
//! | 12356 | `OADR` | only when the originating agency decides |
//! | 12958 | `X1` to `X8`, `25X1` … | exempt |
//!
//! The automatic day of permanent records after 25 years is told in the explanation only: it is a presumption about the
//! whole record group, never about one telegram (format.md §7.8).

use jiff::civil::Date;

use crate::{
    calendar::{self, plus_years, year_end},
    declassification,
    record::{Dates, Declassification, Due, Level},
};

/// When the telegram falls due, without regard to what day it is now: `status` is `dated`, `event`, `exempt`, `review`,
/// `not-classified` or `undetermined`.
pub fn due(declassification: Option<&Declassification>, level: Level, dates: &Dates) -> Due {
    if matches!(level, Level::U | Level::Efto | Level::Lou | Level::Sbu) {
        return status("not-classified", "unclassified", "The telegram is not classified.".to_string());
    }
    let due = declassification
        .and_then(|line| stated(line, level, dates).or_else(|| scheduled(line, level, dates)));
    let mut due = due.unwrap_or_else(|| undetermined(declassification));
    if due.date.is_none()
        && due.status != "not-classified"
        && let Some(automatic) = year(dates).and_then(|year| year_end(year + 25))
    {
        due.explanation.push_str(&format!(
            " Permanent records of that age are presumed declassified on {automatic}, unless exempted again."
        ));
    }
    due
}

/// The same, as of `today`: `dated` becomes `pending` before the day and `overdue` from that day on.
pub fn as_of(due: &Due, today: Date) -> Due {
    let mut out = due.clone();
    let date = due.date.as_deref().and_then(calendar::iso);
    if let Some(date) = date.filter(|_| due.status == "dated") {
        out.status = if date <= today { "overdue" } else { "pending" }.to_string();
        out.as_of = Some(today.to_string());
    }
    out
}

/// What the line states: a date, a drafting date in its place, an event, that nothing is classified.
fn stated(line: &Declassification, level: Level, dates: &Dates) -> Option<Due> {
    if let Some(date) = line.date.as_deref().and_then(calendar::iso) {
        if let Some(code) =
            line.exemptions.iter().find(|code| code.starts_with("RDS") || code.starts_with("XDS"))
        {
            let explanation =
                format!("Under {code} the telegram is to be reviewed on {date}; review is not release.");
            return Some(Due {
                date: Some(date.to_string()),
                ..status("review", "stated-review-date", explanation)
            });
        }
        return Some(
            misplaced(date, line, dates)
                .unwrap_or_else(|| dated(date, "stated-date", format!("The E.O. line states {date}."))),
        );
    }
    if let Some(drafted) = declassification::drafting_date(line) {
        return Some(six_years_from(drafted));
    }
    if let Some(event) = &line.event {
        let explanation = format!("Declassified by an event that no calendar tells: {event}.");
        return Some(status("event", "stated-event", explanation));
    }
    let not_applicable = line.exemptions.iter().any(|code| code == "N/A");
    match level {
        Level::C | Level::S | Level::Ts if not_applicable => {
            let explanation = "The E.O. line says N/A, but the telegram is classified.".to_string();
            Some(status("undetermined", "not-applicable-but-classified", explanation))
        }
        _ if not_applicable => {
            let explanation = "The E.O. line says that the order does not apply.".to_string();
            Some(status("not-classified", "not-applicable", explanation))
        }
        _ => None,
    }
}

/// A 12065 date that is not after the telegram is the drafting date, although the schedule's word stands before it
/// (format.md §7.3).
fn misplaced(date: Date, line: &Declassification, dates: &Dates) -> Option<Due> {
    let sent = dates.sent.as_deref().and_then(calendar::iso)?;
    let early = date <= calendar::plus_days(sent, 1);
    (line.order.as_deref() == Some("12065") && early).then(|| six_years_from(date))
}

fn six_years_from(drafted: Date) -> Due {
    let date = plus_years(drafted, 6);
    let explanation = format!(
        "The E.O. line prints the drafting date {drafted} in place of the declassification date; under 12065 that is six years later."
    );
    dated(date, "gds-drafting-date-plus-6-years", explanation)
}

/// What the schedule or exemption code means.
fn scheduled(line: &Declassification, level: Level, dates: &Dates) -> Option<Due> {
    let code = line.exemptions.first()?.as_str();
    let family = code.split('-').next().unwrap_or(code);
    Some(match (family, code) {
        ("GDS" | "ADS", _) if line.order.as_deref() == Some("11652") => general_schedule(code, level, dates),
        ("XGDS" | "NGDS", _) => after_year(
            30,
            "thirtieth-year",
            format!(
                "{code} is exempt from the general schedule and declassified at the end of the thirtieth year after the telegram's"
            ),
            dates,
        ),
        ("OADR", _) => {
            let explanation = "OADR: only the originating agency can determine the day.".to_string();
            status("review", "originating-agency", explanation)
        }
        (_, "GP-4") => group_4(dates),
        (_, "GP-1" | "GP-2") => status(
            "exempt",
            "group-1-or-2",
            format!("{code}: excluded from automatic downgrading and declassification."),
        ),
        (_, "GP-3") => {
            let explanation =
                "GP-3: downgraded every twelve years, never declassified automatically.".to_string();
            status("exempt", "group-3", explanation)
        }
        (_, "EXEMPT") => status("exempt", "exempt-1972", "Marked EXEMPT, without a term.".to_string()),
        _ if code.starts_with("25X") || code.starts_with("50X") || code.starts_with("75X") => {
            let explanation = format!(
                "{code} exempts the telegram from automatic declassification after {} years.",
                &code.get(..2).unwrap_or("25")
            );
            status("exempt", "exempt-from-automatic", explanation)
        }
        _ if code.starts_with('X') => status(
            "exempt",
            "exempt-from-10-years",
            format!("{code} exempts the telegram from declassification within ten years."),
        ),
        _ => return None,
    })
}

/// GDS of 11652: so many years by level. ADS is earlier than that, on a date that the line must state.
fn general_schedule(code: &str, level: Level, dates: &Dates) -> Due {
    if code == "ADS" {
        let explanation =
            "ADS: declassified earlier than the general schedule, on a date that is not stated.".to_string();
        return status("undetermined", "ads-without-date", explanation);
    }
    let (years, rule) = match level {
        Level::C => (6, "gds-confidential-6-years"),
        Level::S => (8, "gds-secret-8-years"),
        Level::Ts => (10, "gds-top-secret-10-years"),
        _ => {
            let explanation =
                "GDS of 11652 counts 6, 8 or 10 years by a level that is not known.".to_string();
            return status("undetermined", "gds-level-unknown", explanation);
        }
    };
    let explanation =
        format!("GDS of 11652: declassified at the end of the {years}th year after the telegram's");
    after_year(years, rule, explanation, dates)
}

fn after_year(years: i16, rule: &str, explanation: String, dates: &Dates) -> Due {
    match year(dates).and_then(|year| Some((year, year_end(year + years)?))) {
        Some((year, date)) => dated(date, rule, format!("{explanation}, which is {year}.")),
        None => {
            status("undetermined", rule, format!("{explanation}, but the year of the telegram is not known."))
        }
    }
}

fn group_4(dates: &Dates) -> Due {
    let explanation = "GP-4: declassified twelve years after the telegram";
    let day = |text: &Option<String>| text.as_deref().and_then(calendar::iso);
    let one_day = day(&dates.earliest).filter(|first| day(&dates.latest) == Some(*first));
    match day(&dates.sent).or(one_day) {
        Some(sent) => {
            dated(plus_years(sent, 12), "group-4-12-years", format!("{explanation}, which is of {sent}."))
        }
        None => {
            status("undetermined", "group-4-12-years", format!("{explanation}, but its day is not known."))
        }
    }
}

fn undetermined(line: Option<&Declassification>) -> Due {
    let explanation = match line {
        Some(line) if declassification::is_release_stamp(line) => {
            "A release stamp stands in place of the E.O. line: the telegram has been declassified."
                .to_string()
        }
        Some(_) => "The E.O. line states no date, event or schedule that can be read.".to_string(),
        None => "There is no E.O. line.".to_string(),
    };
    Due { rule: None, ..status("undetermined", "", explanation) }
}

/// The calendar year of the telegram, if its bounds leave only one.
fn year(dates: &Dates) -> Option<i16> {
    let year = |text: &Option<String>| text.as_deref().and_then(calendar::iso).map(Date::year);
    year(&dates.sent).or_else(|| year(&dates.earliest).filter(|first| year(&dates.latest) == Some(*first)))
}

fn dated(date: Date, rule: &str, explanation: String) -> Due {
    Due { date: Some(date.to_string()), ..status("dated", rule, explanation) }
}

fn status(status: &str, rule: &str, explanation: String) -> Due {
    Due { date: None, rule: Some(rule.to_string()), status: status.to_string(), explanation, as_of: None }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::{Passage, cases, class_line, record::Notes, transmission};

    /// Level and date-time group of a case, as far as the tests of this module need them.
    fn read(case: &cases::Case) -> Value {
        let telegram = case.telegram("eo");
        let level = telegram.lines().find_map(class_line::read).unwrap_or_default().level;
        let sent = telegram.lines().filter_map(transmission::dtg::find).find_map(|dtg| dtg.instant);
        let dates = Dates { sent, ..Dates::default() };
        let line = declassification::read(&Passage::whole(&case.field), &mut Notes::default());
        let line = (!case.field.is_empty()).then_some(line);
        json!({ "due": due(line.as_ref(), level, &dates) })
    }

    #[test]
    fn ok_cases() {
        cases::check("due.toml", read);
    }

    #[test]
    fn ok_the_day_decides_between_pending_and_overdue() {
        let date = |text| calendar::iso(text).unwrap();
        let due = dated(date("2015-02-22"), "stated-date", String::new());
        assert_eq!(as_of(&due, date("2015-02-21")).status, "pending");
        assert_eq!(as_of(&due, date("2015-02-22")).status, "overdue");
        assert_eq!(as_of(&due, date("2015-02-22")).as_of.as_deref(), Some("2015-02-22"));
        let event = status("event", "stated-event", String::new());
        assert_eq!(as_of(&event, date("2015-02-22")), event);
    }

    #[test]
    fn ok_groups_count_from_the_day_of_the_telegram() {
        let mark = |line| declassification::end_mark(&Passage::whole(line)).unwrap();
        let dates = Dates { sent: Some("1968-02-29T10:00Z".to_string()), ..Dates::default() };
        let four = due(Some(&mark("GP-4")), Level::C, &dates);
        assert_eq!((four.date.as_deref(), four.status.as_str()), (Some("1980-02-29"), "dated"));
        let three = due(Some(&mark("GP-3")), Level::S, &dates);
        assert_eq!(
            (three.date, three.status.as_str(), three.rule.as_deref()),
            (None, "exempt", Some("group-3"))
        );
        assert_eq!(due(Some(&mark("GP-1")), Level::S, &dates).rule.as_deref(), Some("group-1-or-2"));
        assert_eq!(due(Some(&mark("EXEMPT")), Level::S, &dates).rule.as_deref(), Some("exempt-1972"));
        assert_eq!(due(Some(&mark("GP-4")), Level::C, &Dates::default()).status, "undetermined");
    }

    #[test]
    fn ok_a_year_that_bounds_leave_open_gives_no_date() {
        let line = declassification::read(&Passage::whole("E.O. 11652: GDS"), &mut Notes::default());
        let bounds = |first: &str, last: &str| Dates {
            earliest: Some(first.to_string()),
            latest: Some(last.to_string()),
            ..Dates::default()
        };
        let one = due(Some(&line), Level::S, &bounds("1975-03-01", "1975-12-31"));
        assert_eq!(one.date.as_deref(), Some("1983-12-31"));
        let two = due(Some(&line), Level::S, &bounds("1975-12-01", "1976-01-02"));
        assert_eq!((two.date, two.status.as_str()), (None, "undetermined"));
    }
}
