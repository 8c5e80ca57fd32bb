//! The E.O. line and the classifier paragraph (format.md §7).

use jiff::civil::Date;

use super::{Cable, Departures};
use crate::calendar;
use crate::record::{ClassifiedBy, Declassification};

/// First day of E.O. 11652: before it no telegram had an E.O. line.
const LINE_BEGINS: &str = "1972-06-01";
/// First day of E.O. 12958: before it no telegram had a classifier paragraph.
const CLASSIFIER_BEGINS: &str = "1995-10-14";
/// First day of marking under the amendment of 2003.
const AMENDMENT: &str = "2003-09-22";
/// Signature of the amendment, from which section 1.4 lists the reasons.
const AMENDMENT_SIGNED: &str = "2003-03-25";

pub(super) fn check(cable: &Cable<'_>, found: &mut Departures) {
    match &cable.telegram.declassification {
        Some(line) => value(cable, line, found),
        None if cable.since(LINE_BEGINS) => {
            found.add("EO-line", cable.telegram.classification.span, "no E.O. line")
        }
        None => {}
    }
    if cable.classified() && cable.since(CLASSIFIER_BEGINS) {
        classifiers(cable, found);
    }
}

fn value(cable: &Cable<'_>, line: &Declassification, found: &mut Departures) {
    let not_applicable = line.exemptions.iter().any(|exemption| exemption == "N/A");
    if cable.classified() && not_applicable {
        found.add(
            "EO-not-applicable",
            Some(line.span),
            "the telegram is classified and its E.O. line says N/A",
        );
    }
    let Some(sent) = cable.sent else { return };
    if let Some(date) = line.date.as_deref().and_then(calendar::iso) {
        let years = years_allowed(line.order.as_deref(), sent);
        if date < sent {
            found.add(
                "EO-declassify-past",
                line.value_span.or(Some(line.span)),
                format!("{date} is before {sent}, when the telegram was sent"),
            );
        } else if years.is_some_and(|years| date > calendar::plus_days(calendar::plus_years(sent, years), 1))
        {
            let years = years.unwrap_or_default();
            found.add(
                "EO-declassify-limit",
                line.value_span.or(Some(line.span)),
                format!("{date} is more than {years} years after {sent}"),
            );
        }
    }
    let codes: Vec<&str> =
        line.exemptions.iter().map(String::as_str).filter(|code| is_x_code(code)).collect();
    if !codes.is_empty() && since(sent, AMENDMENT) {
        found.add(
            "EO13292-exemption",
            Some(line.span),
            format!("{} on a telegram of {sent}", codes.join(", ")),
        );
    }
}

/// How many years ahead the order lets a date lie.
pub(crate) fn years_allowed(order: Option<&str>, sent: Date) -> Option<i16> {
    match order? {
        "12065" => Some(20),
        "12958" if !since(sent, AMENDMENT) => Some(10),
        "12958" | "13526" => Some(25),
        _ => None,
    }
}

/// `X1` to `X8`; the 25X family is another matter.
fn is_x_code(code: &str) -> bool {
    code.strip_prefix("1.6").unwrap_or(code).trim().strip_prefix('X').is_some_and(|digit| digit.len() == 1)
}

fn since(sent: Date, day: &str) -> bool {
    calendar::iso(day).is_some_and(|day| sent >= day)
}

fn classifiers(cable: &Cable<'_>, found: &mut Departures) {
    if cable.telegram.classified_by.is_empty() {
        found.add(
            "FAH1-240-classifier",
            cable.telegram.classification.span,
            "the telegram is classified and names no classifier",
        );
    }
    let body =
        cable.lines.iter().find(|line| line.field == "body").map_or(usize::MAX, |line| line.span.start);
    for classifier in &cable.telegram.classified_by {
        let numbered = classifier.raw.starts_with(|c: char| c.is_ascii_digit());
        if numbered || classifier.span.start > body {
            let what = if numbered {
                "the classifier paragraph has a number"
            } else {
                "the classifier paragraph does not stand before the text"
            };
            found.add("FAH1-240-classifier-place", Some(classifier.span), what);
        }
        if classifier.derived_from.is_none() {
            parts(cable, classifier, found);
        }
    }
}

fn parts(cable: &Cable<'_>, classifier: &ClassifiedBy, found: &mut Departures) {
    if classifier.title.is_none() {
        found.add(
            "FAH1-240-classifier-position",
            Some(classifier.span),
            "the classifier's position is missing",
        );
    }
    if classifier.reasons.is_empty() {
        found.add("FAH1-240-classifier-reason", Some(classifier.span), "the reason is missing");
    }
    for reason in &classifier.reasons {
        if let Some(what) = reason_trouble(reason, cable.sent) {
            found.add("EO12958-reason", Some(classifier.span), what);
        }
    }
}

/// What is wrong with a reason (`1.4(b)`) on a telegram of that day.
pub(crate) fn reason_trouble(reason: &str, sent: Option<Date>) -> Option<String> {
    let letter = reason.split_once('(')?.1.chars().next()?;
    let early = sent.filter(|sent| !since(*sent, AMENDMENT_SIGNED));
    match (reason.get(..3)?, letter) {
        (_, letter) if !('a'..='h').contains(&letter) => Some(format!("there is no reason {reason}")),
        ("1.5", 'h') => Some("there is no reason 1.5(h)".to_string()),
        ("1.4", _) => early
            .map(|sent| format!("{reason} on a telegram of {sent}: the reasons stood in section 1.5 then")),
        ("1.5", _) => None,
        _ => Some(format!("{reason} is no item of section 1.4 or 1.5")),
    }
}
