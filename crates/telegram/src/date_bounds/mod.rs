//! When a telegram was sent, where its text does not say: bounds, each with the rule it rests on (format.md §7.7).
//!
//! A date-time group decides alone, and then only contradictions are told. Without one the rules of rules.rs each give a first
//! day, a last day or both; they are taken strongest first, and one that contradicts what stronger ones left is set aside:
//!
//! | rule | gives | why |
//! |---|---|---|
//! | `mrn-year` | the year | the number names it |
//! | `serial-calendar` | first and last day of one or two months | numbers restart on 1 January and go up |
//! | `decl-minus-N-years` | first day; last day 30 days later (weaker) | the drafter writes "today + N years", the telegram leaves later |
//! | `drafting-date` | first day; last day 2 days later | 12065 lines that print it |
//! | `order-window` | first day; last day half a year late | an order is not cited before its time |
//! | `references` | first day | nothing cites what was sent later |
//! | `text-past`, `text-future` | first day, last day | the text looks back or ahead |
//! | `reason-section` | first day | 1.4 begins in March 2003 |
//! | `exemption-code` | last day | X1 to X8 end in September 2003 |
//!
//! Dates of release, film numbers and the like are never evidence (format.md §19, 8). A point date is never stored as if read.

mod checks;
mod rules;
mod year;

use jiff::civil::Date;

use rules::Rule;
pub use year::year;

use crate::{
    calendar,
    record::{Basis, Dates, Declassification, Notes, Span},
};

/// All that a telegram tells about its date. Leave out what is not there.
#[derive(Clone, Debug, Default)]
pub struct DateEvidence<'a> {
    /// The date-time group.
    pub dtg: Option<Stamp>,
    /// What the container says about the day of sending; never a day of release.
    pub container: Option<Stamp>,
    /// Day and time of a page line, whose month and year are not printed.
    pub day_time: Option<DayTime>,
    /// The E.O. line.
    pub declassification: Option<&'a Declassification>,
    /// Reasons of the Classified-By paragraph: `1.4(b)`.
    pub reasons: &'a [String],
    /// Canonical name of the post.
    pub post: Option<&'a str>,
    /// Number within the post's year.
    pub serial: Option<u32>,
    /// Year of the number, where it was read.
    pub year: Option<u16>,
    /// The latest day that a reference is known to have been sent on.
    pub latest_reference: Option<(Date, Option<Span>)>,
    /// The latest year of a reference, where only the year is known.
    pub reference_year: Option<(u16, Option<Span>)>,
    /// Days that the text describes as past.
    pub past: &'a [(Date, Span)],
    /// Days that the text describes as still to come.
    pub future: &'a [(Date, Span)],
}

/// A day, or a day and time, as read somewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stamp {
    /// RFC 3339: an instant in UTC (`2005-02-22T15:30Z`), or a day alone.
    pub instant: String,
    /// As printed.
    pub raw: Option<String>,
    /// Its place.
    pub span: Option<Span>,
}

/// `221530Z` without month and year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct DayTime {
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    pub raw: String,
    pub span: Option<Span>,
}

/// The date of the telegram: read, or bounded.
pub fn bound(evidence: &DateEvidence, notes: &mut Notes) -> Dates {
    let stamps = [(&evidence.dtg, "dtg"), (&evidence.container, "container-date")];
    let read = stamps.into_iter().find_map(|(stamp, rule)| {
        let stamp = stamp.as_ref()?;
        Some((stamp, rule, calendar::iso(&stamp.instant)?))
    });
    if let Some((stamp, rule, day)) = read {
        checks::check(evidence, day, notes);
        return sent(stamp, rule, day);
    }
    let mut bounds = Bounds::default();
    let (year, rules) = rules::rules(evidence);
    for rule in rules {
        bounds.narrow(rule);
    }
    let mut out = bounds.into_dates(evidence);
    if let Some((year, rule)) = year.filter(|_| evidence.year.is_none()) {
        let explanation = format!("The telegram prints no year; {rule} gives {year}.");
        out.basis.push(basis("year", rule, Some(year.to_string()), explanation, None));
    }
    if let Some(day_time) = &evidence.day_time {
        out.raw.get_or_insert_with(|| day_time.raw.clone());
        out.span = out.span.or(day_time.span);
    }
    out
}

/// A date that was read.
fn sent(stamp: &Stamp, rule: &str, day: Date) -> Dates {
    let timed = stamp.instant.len() > "2005-02-22".len();
    let explanation = match rule {
        "dtg" => "The date-time group.",
        _ => "The container gives the date; the text has no date-time group.",
    };
    let bound = if timed { "sent" } else { "earliest" };
    let value = if timed { stamp.instant.clone() } else { day.to_string() };
    let mut reasons = vec![basis(bound, rule, Some(value), explanation.to_string(), stamp.span)];
    if !timed {
        reasons.push(basis("latest", rule, Some(day.to_string()), explanation.to_string(), stamp.span));
    }
    Dates {
        sent: timed.then(|| stamp.instant.clone()),
        earliest: Some(day.to_string()),
        latest: Some(day.to_string()),
        basis: reasons,
        raw: stamp.raw.clone(),
        span: stamp.span,
    }
}

/// The days that the rules so far leave.
#[derive(Default)]
struct Bounds {
    earliest: Option<(Date, Rule)>,
    latest: Option<(Date, Rule)>,
    best: Option<(Date, Rule)>,
    aside: Vec<Basis>,
}

impl Bounds {
    fn narrow(&mut self, rule: Rule) {
        if let Some(day) = rule.earliest {
            if self.latest.as_ref().is_some_and(|(latest, _)| day > *latest) {
                self.set_aside("a first day", day, &rule);
            } else if self.earliest.as_ref().is_none_or(|(earliest, _)| day > *earliest) {
                self.earliest = Some((day, rule.clone()));
            }
        }
        if let Some(day) = rule.latest {
            if self.earliest.as_ref().is_some_and(|(earliest, _)| day < *earliest) {
                self.set_aside("a last day", day, &rule);
            } else if self.latest.as_ref().is_none_or(|(latest, _)| day < *latest) {
                self.latest = Some((day, rule.clone()));
            }
        }
        if let (Some(day), None) = (rule.best, &self.best) {
            self.best = Some((day, rule));
        }
    }

    fn set_aside(&mut self, what: &str, day: Date, rule: &Rule) {
        let explanation = format!(
            "{} It gives {what}, {day}, that contradicts stronger rules, and is set aside.",
            rule.explanation
        );
        self.aside.push(basis("none", &rule.name, Some(day.to_string()), explanation, rule.span));
    }

    fn into_dates(mut self, evidence: &DateEvidence) -> Dates {
        if let Some(day_time) = &evidence.day_time {
            self.one_day(day_time);
        }
        let mut deciding = Vec::new();
        let (mut earliest, mut latest) = (None, None);
        if let Some((day, rule)) = &self.earliest {
            earliest = Some(*day);
            deciding.push((rule.strength, rule.basis("earliest", *day)));
        }
        if let Some((day, rule)) = &self.latest {
            latest = Some(*day);
            deciding.push((rule.strength, rule.basis("latest", *day)));
        }
        deciding.sort_by_key(|(strength, _)| *strength);
        let mut basis: Vec<Basis> = deciding.into_iter().map(|(_, basis)| basis).collect();
        let within =
            |day: &Date| earliest.is_none_or(|first| *day >= first) && latest.is_none_or(|last| *day <= last);
        if let Some((day, rule)) = &self.best
            && within(day)
            && earliest != latest
        {
            basis.push(rule.basis("best", *day));
        }
        basis.extend(self.aside);
        let text = |day: Option<Date>| day.map(|day| day.to_string());
        Dates { earliest: text(earliest), latest: text(latest), basis, ..Dates::default() }
    }

    /// Where the day of the month is printed and only one such day is left, it is that day.
    fn one_day(&mut self, day_time: &DayTime) {
        let (Some((earliest, _)), Some((latest, _))) = (&self.earliest, &self.latest) else { return };
        let day = i8::try_from(day_time.day).unwrap_or_default();
        let first = earliest.first_of_month();
        let mut days = (0i32..4)
            .filter_map(|months| first.checked_add(jiff::Span::new().try_months(months).ok()?).ok())
            .filter_map(|month| Date::new(month.year(), month.month(), day).ok())
            .filter(|day| earliest <= day && day <= latest);
        let (only, another) = (days.next(), days.next());
        let near = calendar::plus_days(*earliest, 100) >= *latest;
        if let (Some(only), None, true) = (only, another, near) {
            let rule = Rule {
                name: "page-line-day".to_string(),
                explanation: format!(
                    "A page line prints {}, and of the days left only {only} has that number.",
                    day_time.raw
                ),
                span: day_time.span,
                ..Rule::default()
            };
            self.earliest = Some((only, rule.clone()));
            self.latest = Some((only, rule));
        }
    }
}

fn basis(bound: &str, rule: &str, value: Option<String>, explanation: String, span: Option<Span>) -> Basis {
    Basis { bound: bound.to_string(), rule: rule.to_string(), value, explanation, span }
}

#[cfg(test)]
mod tests;
