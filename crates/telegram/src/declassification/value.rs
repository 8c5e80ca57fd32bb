//! What an E.O. line says, its damage noted and its values put into the record.

use std::ops::Range;

use jiff::civil::Date;

use super::before_order;
use crate::{
    Passage, calendar,
    record::{Declassification, Notes},
};

/// The value of one line. Ranges are places in the field's text.
#[derive(Clone, Debug, Default)]
pub(super) struct Value {
    pub(super) date: Option<calendar::Written>,
    pub(super) date_range: Range<usize>,
    /// A date in place of the declassification date; see [`super::drafting_date`].
    pub(super) drafting: Option<Date>,
    pub(super) codes: Vec<String>,
    pub(super) event: Option<Range<usize>>,
    pub(super) officer: Option<Range<usize>>,
    pub(super) rest: Option<Range<usize>>,
    pub(super) range: Option<Range<usize>>,
    /// `DECLASSIFIED …` stands there: a release stamp.
    pub(super) released: bool,
    /// The line has a word for "declassify".
    pub(super) labelled: bool,
    /// `OA` for `N/A`.
    pub(super) misread: Option<Range<usize>>,
}

impl Value {
    /// True when the line tells anything about declassification.
    pub(super) fn says_something(&self) -> bool {
        self.date.is_some() || !self.codes.is_empty() || self.event.is_some() || self.drafting.is_some()
    }

    /// The order that such a value was written under, for a number that leads to none.
    pub(super) fn suggests(&self) -> Option<&'static str> {
        let code = |wanted: &[&str]| {
            self.codes.iter().any(|code| wanted.iter().any(|start| code.starts_with(start)))
        };
        let year = self.date.and_then(|written| written.date).map(Date::year);
        match year {
            _ if code(&["XGDS", "NGDS", "ADS"]) => Some("11652"),
            _ if code(&["RDS", "XDS"]) || (code(&["GDS"]) && year.is_some()) => Some("12065"),
            _ if code(&["GDS"]) => Some("11652"),
            _ if code(&["OADR"]) => Some("12356"),
            _ if code(&["X", "25X"]) => Some("12958"),
            // Ten years after 1995 and later; before mid-2010 there was no other order.
            Some(2000..=2020) if self.labelled => Some("12958"),
            _ => None,
        }
    }

    /// Notes what had to be repaired and what does not fit.
    pub(super) fn note(&self, field: &Passage, order: Option<&str>, notes: &mut Notes) {
        let text = field.as_str();
        let printed = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
        if let Some(written) = self.date {
            let span = field.span(self.date_range.clone());
            let original = printed(&self.date_range);
            match written.date {
                None => {
                    let message = format!("{original:?} is not a day of the calendar (DMG-49)");
                    notes.warn("impossible_date", message, Some(span));
                }
                Some(date) if written.swapped => {
                    notes.repair(
                        51,
                        span,
                        original,
                        &date.to_string(),
                        0.95,
                        &["no month above 12: day first"],
                    );
                    notes.warn("day_month_swapped", format!("{original:?} read as {date}"), Some(span));
                }
                Some(date) if written.repaired => {
                    notes.repair(
                        32,
                        span,
                        original,
                        &date.to_string(),
                        0.95,
                        &["letter or lost separator in a date"],
                    );
                }
                Some(_) => {}
            }
            if let Some(date) = written.date.filter(|date| before_order(*date, order)) {
                let message = format!("{date} lies before the order came into force (DMG-49)");
                notes.warn("decl_before_order", message, Some(span));
            }
        }
        if let Some(range) = &self.misread {
            let why = "the filing system's spelling of N/A (format.md §7.2)";
            notes.repair(32, field.span(range.clone()), printed(range), "N/A", 0.9, &[why]);
        }
        if let (Some(date), Some(range)) = (self.drafting, &self.range) {
            let message = format!("{date} is the drafting date, typed in place of the declassification date");
            notes.warn("drafting_date_on_eo_line", message, Some(field.span(range.clone())));
        }
        if let Some(range) = &self.rest {
            let text = printed(range).to_string();
            notes.unparsed.push(crate::record::Unparsed { text, span: field.span(range.clone()) });
        }
        let span = Some(field.span(0..text.trim_end().len()));
        if self.released {
            notes.warn("release_stamp_on_eo_line", "a release stamp stands in place of the E.O. line", span);
        } else if !self.says_something() {
            notes.warn("eo_value_missing", "nothing after the order can be read", span);
        }
    }

    /// Puts the values into the record.
    pub(super) fn fill(self, field: &Passage, out: &mut Declassification) {
        let joined = |range: Range<usize>| {
            let printed = field.as_str().get(range).unwrap_or_default();
            Some(printed.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|text| !text.is_empty())
        };
        out.date = self.date.and_then(|written| written.date).map(|date| date.to_string());
        out.event = self.event.and_then(joined);
        out.officer = self.officer.and_then(joined);
        out.exemptions = self.codes;
        out.value_span = self.range.map(|range| field.span(range));
    }
}
