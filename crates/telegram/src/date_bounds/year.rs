//! The year of a telegram whose number does not name it (format.md §10.7, last line).

use jiff::civil::Date;

use super::{DateEvidence, Stamp, rules};
use crate::{calendar, declassification};

/// The highest number that a post is likely to reach in the first days of January: nine in ten have less.
const FIRST_DAYS: u32 = 60;

/// The year of sending, and the stable name of the rule that gives it: `dtg`, `container-date`, `mrn-year`, `drafting-date`,
/// `decl-minus-10-years` and so on, `references`, `text-past`.
pub fn year(evidence: &DateEvidence) -> Option<(u16, &'static str)> {
    let read = |stamp: &Option<Stamp>| {
        stamp.as_ref().and_then(|stamp| calendar::iso(&stamp.instant)).map(Date::year)
    };
    let printed = evidence.year.and_then(|year| i16::try_from(year).ok());
    let known = read(&evidence.dtg)
        .map(|year| (year, "dtg"))
        .or_else(|| read(&evidence.container).map(|year| (year, "container-date")))
        .or_else(|| printed.map(|year| (year, "mrn-year")));
    let drafting = || {
        let drafted = declassification::drafting_date(evidence.declassification?)?;
        Some((drafted.year(), "drafting-date"))
    };
    let (year, rule) =
        known.or_else(drafting).or_else(|| by_term(evidence)).or_else(|| at_least(evidence))?;
    Some((u16::try_from(year).ok()?, rule))
}

/// By the declassification date: of the years that a usual term leads to, the first whose serial calendar agrees; where the
/// calendar knows nothing of them, the year of the most usual term.
fn by_term(evidence: &DateEvidence) -> Option<(i16, &'static str)> {
    let date = evidence.declassification?.date.as_deref().and_then(calendar::iso)?;
    let fixed = evidence.declassification?.order.as_deref() == Some("12065");
    let terms: Vec<i16> = if fixed { vec![6] } else { rules::TERMS.to_vec() };
    let mut unknown = None;
    for term in terms {
        for year in [date.year() - term, date.year() - term + 1] {
            let Some((fits, drafted, lag)) = rules::drafted(evidence, Some(year)) else { continue };
            let last = calendar::plus_days(drafted, lag);
            if fits != term || !(drafted.year()..=last.year()).contains(&year) {
                continue;
            }
            if in_calendar(evidence, year) {
                return Some((year, name(term)));
            }
            // At the turn of the year a low number is of January.
            let turned =
                drafted.year() < last.year() && evidence.serial.is_some_and(|serial| serial <= FIRST_DAYS);
            if turned == (year > drafted.year()) {
                unknown = unknown.or(Some((year, name(term))));
            }
        }
    }
    unknown
}

/// True where the table has numbers of that post and year; [`rules::drafted`] has seen to it that they agree.
fn in_calendar(evidence: &DateEvidence, year: i16) -> bool {
    let months = |post, serial| authority::serials::months(post, u16::try_from(year).ok()?, serial);
    evidence.post.zip(evidence.serial).is_some_and(|(post, serial)| months(post, serial).is_some())
}

/// Not before the latest that it cites or looks back on.
fn at_least(evidence: &DateEvidence) -> Option<(i16, &'static str)> {
    let day = evidence.latest_reference.map(|(day, _)| day.year());
    let cited =
        day.into_iter().chain(evidence.reference_year.and_then(|(year, _)| i16::try_from(year).ok())).max();
    let past = || evidence.past.iter().map(|(day, _)| day.year()).max();
    cited.map(|year| (year, "references")).or_else(|| past().map(|year| (year, "text-past")))
}

fn name(term: i16) -> &'static str {
    match term {
        10 => "decl-minus-10-years",
        5 => "decl-minus-5-years",
        25 => "decl-minus-25-years",
        20 => "decl-minus-20-years",
        15 => "decl-minus-15-years",
        6 => "decl-minus-6-years",
        2 => "decl-minus-2-years",
        _ => "decl-minus-1-years",
    }
}
