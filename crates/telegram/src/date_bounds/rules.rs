//! What each kind of evidence says about the day of sending (format.md §7.7), strongest first.

use jiff::civil::Date;

use super::{DateEvidence, basis, year};
use crate::{
    calendar::{self, plus_days, plus_years},
    declassification,
    record::{Basis, Declassification, Span},
};

/// Terms that drafters add to the day, most usual first (format.md §7.7, step 2).
pub(super) const TERMS: [i16; 7] = [10, 5, 25, 20, 15, 2, 1];

/// Days from drafting to sending that are allowed for; of twenty telegrams one took longer.
const LAG: i32 = 30;

/// What one kind of evidence says.
#[derive(Clone, Debug, Default)]
pub(super) struct Rule {
    pub(super) name: String,
    pub(super) earliest: Option<Date>,
    pub(super) latest: Option<Date>,
    /// The likeliest day.
    pub(super) best: Option<Date>,
    pub(super) explanation: String,
    pub(super) span: Option<Span>,
    /// Place in the order of rules: 0 is the strongest.
    pub(super) strength: usize,
}

impl Rule {
    pub(super) fn basis(&self, bound: &str, day: Date) -> Basis {
        basis(bound, &self.name, Some(day.to_string()), self.explanation.clone(), self.span)
    }
}

/// The year, with the rule that gives it, and all rules that apply.
pub(super) fn rules(evidence: &DateEvidence) -> (Option<(u16, &'static str)>, Vec<Rule>) {
    let year = year(evidence);
    let serial = year.and_then(|(year, _)| serial_calendar(evidence, year));
    let known = serial.as_ref().is_some_and(|(_, known)| *known >= 5);
    let serial = serial.map(|(rule, _)| rule);
    let (first, last) = match term(evidence) {
        Some((first, last)) => (Some(first), Some(last)),
        None => (None, None),
    };
    let rules = [
        printed_year(evidence),
        serial.clone().filter(|_| known),
        first,
        order_window(evidence),
        serial.filter(|_| !known),
        last,
        references(evidence),
        past(evidence),
        reason_section(evidence),
        exemption_code(evidence),
        future(evidence),
    ];
    let numbered = rules.into_iter().flatten().enumerate();
    (year, numbered.map(|(strength, rule)| Rule { strength, ..rule }).collect())
}

fn printed_year(evidence: &DateEvidence) -> Option<Rule> {
    let year = i16::try_from(evidence.year?).ok()?;
    Some(Rule {
        name: "mrn-year".to_string(),
        earliest: calendar::year_start(year),
        latest: calendar::year_end(year),
        explanation: format!("The number of the telegram is of {year}."),
        ..Rule::default()
    })
}

/// The months in which the number was sent, and how many numbers of that year are known.
fn serial_calendar(evidence: &DateEvidence, year: u16) -> Option<(Rule, u32)> {
    let (post, serial) = (evidence.post?, evidence.serial?);
    let months = authority::serials::months(post, year, serial)?;
    let month = |month: u8| Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok();
    let (first, last) = (month(months.earliest)?, month(months.latest)?.last_of_month());
    let how = if months.exact { "is known to be of" } else { "lies between numbers of" };
    let explanation = format!(
        "{post} {serial} of {year} {how} {} to {}, of {} numbers known.",
        first.strftime("%B"),
        last.strftime("%B %Y"),
        months.known
    );
    let best = interpolated(post, year, serial, months.best);
    let rule = Rule {
        name: "serial-calendar".to_string(),
        earliest: Some(first),
        latest: Some(last),
        best,
        explanation,
        ..Rule::default()
    };
    Some((rule, months.known))
}

/// The day within `month` that the number's place between the ends of the months gives.
fn interpolated(post: &str, year: u16, serial: u32, month: u8) -> Option<Date> {
    let before = match month {
        1 => 0,
        later => authority::serials::expected(post, year, later - 1)?,
    };
    let after = authority::serials::expected(post, year, month)?;
    let first = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, 1).ok()?;
    let days = u32::try_from(first.days_in_month()).ok()?;
    let share =
        serial.saturating_sub(before).saturating_mul(days).checked_div(after.saturating_sub(before))?;
    Some(plus_days(first, i32::try_from(share.min(days - 1)).ok()?))
}

/// First and last day by the declassification date: the drafter adds a term to the day of drafting.
fn term(evidence: &DateEvidence) -> Option<(Rule, Rule)> {
    let line = evidence.declassification?;
    let span = line.value_span.or(Some(line.span));
    if let Some(drafted) = declassification::drafting_date(line) {
        let explanation = format!(
            "The E.O. line prints the drafting date, {drafted}; the telegram left then or soon after."
        );
        return Some(window("drafting-date", drafted, 2, explanation, span));
    }
    let (term, drafted, lag) = drafted(evidence, None)?;
    let date = line.date.as_deref()?;
    let share = match (term, lag) {
        (6, 2) => "under 12065 the term is six years to the day".to_string(),
        (10, _) => "ten years is the term of three in four".to_string(),
        _ => format!("ten years fit nothing else that is known, {term} do"),
    };
    let explanation = format!(
        "Declassified on {date}, {term} years after the day of drafting, {drafted} ({share}); telegrams leave 0 to {lag} days later."
    );
    Some(window(&format!("decl-minus-{term}-years"), drafted, lag, explanation, span))
}

fn window(name: &str, first: Date, lag: i32, explanation: String, span: Option<Span>) -> (Rule, Rule) {
    let rule = Rule { name: name.to_string(), explanation, span, ..Rule::default() };
    let last = Rule { latest: Some(plus_days(first, lag)), ..rule.clone() };
    (Rule { earliest: Some(first), best: Some(first), ..rule }, last)
}

/// The term that fits best: its years, the day of drafting, and the days allowed for sending. `year` restricts it to telegrams of
/// that year.
pub(super) fn drafted(evidence: &DateEvidence, year: Option<i16>) -> Option<(i16, Date, i32)> {
    let line = evidence.declassification?;
    let date = line.date.as_deref().and_then(calendar::iso)?;
    match line.order.as_deref() {
        Some("12065") if line.exemptions.iter().any(|code| code == "GDS") || line.exemptions.is_empty() => {
            return Some((6, back(date, 6), 2));
        }
        Some("12958" | "13292" | "13526") | None => {}
        // No fixed term: format.md §7.4.
        Some(_) => return None,
    }
    let order = order_days(line)?;
    let candidates = || {
        let terms = TERMS.into_iter().map(|term| (term, back(date, term)));
        terms.filter(|(_, first)| meets(*first, Some(order)))
    };
    let known = known_days(evidence, year);
    let fits = candidates().find(|(_, first)| known.iter().all(|days| meets(*first, Some(*days))));
    let (term, first) = fits.or_else(|| candidates().next().filter(|_| year.is_none()))?;
    Some((term, first, LAG))
}

/// The day `years` before, as the drafter counted: from 29 February he may have written 1 March.
fn back(date: Date, years: i16) -> Date {
    let day = plus_years(date, -years);
    let leap = day.in_leap_year() && !date.in_leap_year();
    if leap && date.month() == 3 && date.day() == 1 { plus_days(day, -1) } else { day }
}

/// True when a telegram drafted on `first` may have left within `days`.
fn meets(first: Date, days: Option<(Date, Date)>) -> bool {
    days.is_none_or(|(from, until)| first <= until && plus_days(first, LAG) >= from)
}

/// Days that what is surer than the term leaves.
fn known_days(evidence: &DateEvidence, year: Option<i16>) -> Vec<(Date, Date)> {
    let mut out = Vec::new();
    let year = year.or(evidence.year.and_then(|year| i16::try_from(year).ok()));
    if let Some(days) = year.and_then(|year| Some((calendar::year_start(year)?, calendar::year_end(year)?))) {
        out.push(days);
    }
    let serial = year.and_then(|year| serial_calendar(evidence, u16::try_from(year).ok()?));
    if let Some((Rule { earliest: Some(from), latest: Some(until), .. }, _)) = serial {
        out.push((from, until));
    }
    let after = [references(evidence), past(evidence)];
    out.extend(after.into_iter().flatten().filter_map(|rule| Some((rule.earliest?, Date::MAX))));
    out
}

/// The days on which the order of the line was cited: half a year longer than in force, for stale labels.
pub(super) fn order_days(line: &Declassification) -> Option<(Date, Date)> {
    if declassification::is_release_stamp(line) {
        return None;
    }
    let group = line.exemptions.iter().any(|code| code.starts_with("GP-"));
    let order = match line.order.as_deref() {
        Some("13292") => "12958",
        Some(order) => order,
        None if group => "10501",
        // A date on a line that has lost its number: some order of the years in which lines had dates.
        None => return Some((Date::new(1995, 10, 14).ok()?, Date::MAX)).filter(|_| line.date.is_some()),
    };
    let (from, until) = authority::orders::label_window(order)?;
    let until = until.and_then(calendar::iso).map(half_a_year_after);
    Some((calendar::iso(from)?, until.unwrap_or(Date::MAX)))
}

fn half_a_year_after(day: Date) -> Date {
    day.checked_add(jiff::Span::new().months(6)).unwrap_or(day)
}

fn order_window(evidence: &DateEvidence) -> Option<Rule> {
    let line = evidence.declassification?;
    let (from, until) = order_days(line)?;
    let order = line.order.as_deref().unwrap_or("10501");
    line.order.as_ref().or(line.exemptions.first())?;
    Some(Rule {
        name: "order-window".to_string(),
        earliest: Some(from),
        latest: (until < Date::MAX).then_some(until),
        explanation: format!(
            "E.O. {order} was cited from {from}; posts went on for up to half a year after its end."
        ),
        span: Some(line.span),
        ..Rule::default()
    })
}

fn references(evidence: &DateEvidence) -> Option<Rule> {
    let by_year = evidence
        .reference_year
        .and_then(|(year, span)| Some((calendar::year_start(i16::try_from(year).ok()?)?, span)));
    let (day, span) = evidence.latest_reference.into_iter().chain(by_year).max_by_key(|(day, _)| *day)?;
    Some(Rule {
        name: "references".to_string(),
        earliest: Some(day),
        explanation: format!("It cites a telegram of {day} or later."),
        span,
        ..Rule::default()
    })
}

fn past(evidence: &DateEvidence) -> Option<Rule> {
    let (day, span) = evidence.past.iter().max_by_key(|(day, _)| *day)?;
    Some(Rule {
        name: "text-past".to_string(),
        earliest: Some(*day),
        explanation: format!("The text looks back on {day}."),
        span: Some(*span),
        ..Rule::default()
    })
}

fn future(evidence: &DateEvidence) -> Option<Rule> {
    let (day, span) = evidence.future.iter().min_by_key(|(day, _)| *day)?;
    Some(Rule {
        name: "text-future".to_string(),
        latest: Some(*day),
        explanation: format!("The text looks forward to {day}."),
        span: Some(*span),
        ..Rule::default()
    })
}

/// Section 1.4 came with the amendment of March 2003; 1.5 lived on and proves nothing.
fn reason_section(evidence: &DateEvidence) -> Option<Rule> {
    let reason = evidence.reasons.iter().find(|reason| reason.starts_with("1.4"))?;
    Some(Rule {
        name: "reason-section".to_string(),
        earliest: Some(Date::new(2003, 3, 25).ok()?),
        explanation: format!("Reason {reason} is numbered as since the amendment of 25 March 2003."),
        ..Rule::default()
    })
}

/// X1 to X8 were not allowed on telegrams from 22 September 2003 on.
fn exemption_code(evidence: &DateEvidence) -> Option<Rule> {
    let line = evidence.declassification?;
    let code = line.exemptions.iter().find(|code| code.starts_with('X') && code.len() == 2)?;
    Some(Rule {
        name: "exemption-code".to_string(),
        latest: Some(Date::new(2003, 9, 21).ok()?),
        explanation: format!("{code} was not allowed from 22 September 2003 on."),
        span: line.value_span,
        ..Rule::default()
    })
}
