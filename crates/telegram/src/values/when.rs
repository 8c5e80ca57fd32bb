//! When the telegram was sent: its year first, since references need it, then the date-time group or the bounds.

use jiff::civil::Date;
use sources::FactName;

use crate::calendar;
use crate::date_bounds::{self, DateEvidence, DayTime, Stamp};
use crate::identity;
use crate::parse::Parts;
use crate::record::{Notes, Span, Telegram};

/// The year of the telegram: of its classification line, its date-time group, its container, or as its declassification
/// date implies.
pub(super) fn year(telegram: &mut Telegram, parts: &Parts) {
    let claimed = identity::claimed_year(parts);
    let known = telegram.mrn.as_ref().and_then(|mrn| mrn.year).or(claimed);
    let reasons = reasons(telegram);
    let found = date_bounds::year(&evidence(telegram, parts, known, &reasons)).map(|(year, _)| year);
    if let Some(mrn) = telegram.mrn.as_mut() {
        mrn.year = mrn.year.or(claimed).or(found);
    }
}

/// The date, read or bounded.
pub(super) fn dates(telegram: &mut Telegram, parts: &Parts, notes: &mut Notes) {
    let reasons = reasons(telegram);
    let year = telegram.mrn.as_ref().and_then(|mrn| mrn.year);
    let dates = date_bounds::bound(&evidence(telegram, parts, year, &reasons), notes);
    telegram.date = dates;
    // A group that gives no instant is kept as it is printed.
    let network = &parts.preamble.network;
    if telegram.date.raw.is_none() && network.dtg_raw.is_some() {
        (telegram.date.raw, telegram.date.span) = (network.dtg_raw.clone(), network.dtg_span);
    }
    if let (Some(mrn), Some(sent)) = (telegram.mrn.as_mut(), telegram.date.sent.as_deref()) {
        mrn.year = mrn.year.or_else(|| sent.get(..4)?.parse().ok());
    }
}

fn reasons(telegram: &Telegram) -> Vec<String> {
    telegram.classified_by.iter().flat_map(|found| found.reasons.clone()).collect()
}

fn evidence<'t>(
    telegram: &'t Telegram,
    parts: &Parts,
    year: Option<u16>,
    reasons: &'t [String],
) -> DateEvidence<'t> {
    let network = &parts.preamble.network;
    let dtg = network.dtg.as_ref().and_then(|dtg| dtg.instant.clone()).map(|instant| Stamp {
        instant,
        raw: network.dtg_raw.clone(),
        span: network.dtg_span,
    });
    let page = parts.frame.pages.iter().find_map(|page| page.day_time.map(|at| (page.line, at)));
    let day_time = page.map(|(line, (day, hour, minute))| DayTime {
        day,
        hour,
        minute,
        raw: format!("{day:02}{hour:02}{minute:02}Z"),
        span: Some(parts.sheet.line_span(line)),
    });
    let mrn = telegram.mrn.as_ref();
    DateEvidence {
        dtg: dtg.or_else(|| labelled(parts)),
        container: container_date(parts).or_else(|| edition(parts)),
        day_time,
        declassification: telegram.declassification.as_ref(),
        reasons,
        post: mrn.map(|mrn| mrn.post.as_str()),
        serial: mrn.map(|mrn| mrn.serial),
        year,
        latest_reference: latest_reference(telegram),
        reference_year: reference_year(telegram),
        ..DateEvidence::default()
    }
}

/// `Date/DTG: Feb 22, 2011 / 221530Z FEB 11` in the layout after 2010.
fn labelled(parts: &Parts) -> Option<Stamp> {
    let (field, passage) = parts.field(crate::header::labels::Field::DateTimeGroup)?;
    let value = passage.as_str().get(field.label.end..)?;
    let found = crate::transmission::dtg::find(value)?;
    let range = field.label.end + found.raw.start..field.label.end + found.raw.end;
    Some(Stamp {
        instant: found.instant?,
        raw: passage.as_str().get(range.clone()).map(str::to_string),
        span: Some(passage.span(range)),
    })
}

/// The container's date, and its time where it has one.
fn container_date(parts: &Parts) -> Option<Stamp> {
    let fact = parts.document.fact(&FactName::Date)?;
    let (range, written) = calendar::find(&fact.value, 1966)?;
    let day = written.date?;
    let rest = fact.value.get(range.end..).unwrap_or_default().trim_start_matches(['T', ' ', ',']);
    let time = rest.get(..5).or_else(|| rest.get(..4)).and_then(|time| time.trim().split_once(':')).and_then(
        |(hour, minute)| {
            let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.trim().parse().ok()?);
            (hour < 24 && minute < 60).then(|| format!("T{hour:02}:{minute:02}:00Z"))
        },
    );
    let instant = format!("{day}{}", time.unwrap_or_default());
    Some(Stamp { instant, raw: Some(fact.value.clone()), span: fact.span.clone().map(Span::from) })
}

/// The dateline of a printed edition.
fn edition(parts: &Parts) -> Option<Stamp> {
    let frus = parts.frame.frus.as_ref()?;
    let (raw, span) = frus.dateline.clone()?;
    Some(Stamp { instant: frus.instant.clone()?, raw: Some(raw), span: Some(span) })
}

fn latest_reference(telegram: &Telegram) -> Option<(Date, Option<Span>)> {
    telegram
        .references
        .iter()
        .filter_map(|reference| Some((calendar::iso(reference.date.as_deref()?)?, Some(reference.span))))
        .max_by_key(|(day, _)| *day)
}

/// The latest year that a reference writes out. Where it names a higher number of the same post, the telegram is of a later
/// year: numbers grow through the year.
fn reference_year(telegram: &Telegram) -> Option<(u16, Option<Span>)> {
    telegram
        .references
        .iter()
        .filter(|reference| !reference.year_assumed)
        .filter_map(|reference| {
            let (year, post, serial) = crate::references::parse_id(reference.id.as_deref()?)?;
            let later = telegram.mrn.as_ref().is_some_and(|mrn| mrn.post == post && mrn.serial < serial);
            Some((year + u16::from(later), Some(reference.span)))
        })
        .max_by_key(|(year, _)| *year)
}
