//! A printed year that other parts of the telegram contradict (format.md §14 #48).
//!
//! A telegram cites no telegram of a later year. Where it does, and the day of the year on the filing line or the executive
//! order fits the later year and not the printed one, two witnesses agree against it, and the year is repaired.

use crate::header::labels::Field;
use crate::header::scan::Header;
use crate::passage::Passage;
use crate::preamble::Preamble;
use crate::record::Notes;
use crate::references::{self, Citing};
use crate::sheet::Sheet;
use crate::{declassification, transmission};

/// Repairs the year of the date-time group.
pub(crate) fn year(preamble: &mut Preamble, header: &Header, sheet: &Sheet, notes: &mut Notes) {
    let filed = preamble.network.origin.as_ref().and_then(|origin| origin.day_of_year);
    let Some(dtg) = preamble.network.dtg.as_mut() else { return };
    let Some(printed) = dtg.year else { return };
    // The references are read last, since that takes longest: one of the other two witnesses must speak first.
    let filed = filed.filter(|day| !fits(dtg, *day, printed));
    let order = order(header, sheet).filter(|order| began_after(order, printed));
    if filed.is_none() && order.is_none() {
        return;
    }
    let Some(cited) = latest_cited(header, sheet).filter(|cited| *cited > printed) else { return };
    let mut evidence = vec![format!("it cites a telegram of {cited}")];
    if let Some(day) = filed.filter(|day| fits(dtg, *day, cited)) {
        evidence.push(format!("day {day} of the filing line fits {cited} and not {printed}"));
    }
    if let Some(order) = order.filter(|order| !began_after(order, cited)) {
        evidence.push(format!("E.O. {order} came after {printed}"));
    }
    if evidence.len() < 2 {
        return;
    }
    let evidence: Vec<&str> = evidence.iter().map(String::as_str).collect();
    let span = preamble.network.dtg_span.unwrap_or_default();
    let raw = preamble.network.dtg_raw.clone().unwrap_or_default();
    let stem = raw.trim_end_matches(|c: char| c.is_ascii_digit());
    let repaired = if stem.len() + 4 <= raw.len() {
        format!("{stem}{cited}")
    } else {
        format!("{stem}{:02}", cited % 100)
    };
    notes.repair(48, span, &raw, &repaired, 0.9, &evidence);
    dtg.year = Some(cited);
    if let Some(instant) = dtg.instant.as_mut() {
        *instant = format!("{cited}{}", instant.get(4..).unwrap_or_default());
    }
}

fn fits(dtg: &transmission::dtg::Dtg, day: u16, year: u16) -> bool {
    dtg.day_of_year(year) == Some(day)
}

/// The order was not there yet in that year.
fn began_after(order: &str, year: u16) -> bool {
    let from = authority::orders::window(order).and_then(|(from, _)| from.get(..4)?.parse::<u16>().ok());
    from.is_some_and(|from| from > year)
}

fn passage<'d>(header: &Header, sheet: &Sheet<'d>, field: Field) -> Option<Passage<'d>> {
    let pieces = &header.fields.iter().find(|found| found.field == field)?.pieces;
    Some(sheet.passage(pieces))
}

fn order(header: &Header, sheet: &Sheet) -> Option<String> {
    declassification::read(&passage(header, sheet, Field::Order)?, &mut Notes::default()).order
}

/// The latest year that is written out with a reference.
fn latest_cited(header: &Header, sheet: &Sheet) -> Option<u16> {
    let field = passage(header, sheet, Field::References)?;
    let written = references::read(&field, &Citing::default(), &mut Notes::default());
    let years = written.iter().filter(|reference| !reference.year_assumed);
    years.filter_map(|reference| references::parse_id(reference.id.as_deref()?).map(|(year, ..)| year)).max()
}
