//! The E.O. line: under which order a telegram is classified, and until when (format.md §7.2-7.5).
//!
//! ```text
//! field   = line { line }                              the first line that says something counts
//! line    = label order [":"] ["AS AMENDED"] value     label.rs
//! value   = [decl] item { sep item } [rest]            reader.rs
//! decl    = "DECL" | "DECLAS" | "DECLASSIFY ON" …, with slips, doubled
//! item    = date | "N/A" | "OADR" | schedule | x-code
//! schedule= ("GDS" | "XGDS" | "NGDS" | "ADS" | "RDS" | "XDS") ["-" digit]
//! x-code  = ["1.6"] "X" digit | "25X" digit | "50X1-HUM" | "50X2-WMD" | "75X"
//! rest    = "(" officer ")" ["OR-" letter]             12065 and 12356
//!         | event                                      "UPON …", "AFTER …", any other words
//! ```
//! Telegrams before June 1972 have no such line but a group mark at the end of the text: end_mark.rs.

mod end_mark;
mod label;
mod reader;
mod value;

use jiff::civil::Date;

pub use end_mark::end_mark;
use label::Label;
pub(crate) use label::words_of_label;
use value::Value;

use crate::{
    Passage, calendar,
    record::{Declassification, Notes},
};

/// Reads the whole field, labels included: one line, or several.
pub fn read(field: &Passage, notes: &mut Notes) -> Declassification {
    let text = field.as_str();
    let mut lines = lines(text);
    let chosen = lines.iter().position(|(_, value)| value.says_something()).unwrap_or(0);
    if lines.len() > 1 {
        let span = Some(field.span(0..text.trim_end().len()));
        notes.warn(
            "several_eo_lines",
            format!("{} E.O. lines; the first with a value counts", lines.len()),
            span,
        );
    }
    let mut out = Declassification {
        raw: text.trim().to_string(),
        span: field.span(text.len() - text.trim_start().len()..text.trim_end().len()),
        ..Declassification::default()
    };
    if chosen < lines.len() {
        let (label, value) = lines.swap_remove(chosen);
        out.order = label.note(field, value.suggests(), notes);
        value.note(field, out.order.as_deref(), notes);
        value.fill(field, &mut out);
    }
    out
}

/// The drafting date that some 12065 lines print in place of the declassification date: `E.O. 12065: 11/12/79 (DOE, JANE)`
/// (format.md §7.3).
pub fn drafting_date(declassification: &Declassification) -> Option<Date> {
    if declassification.order.as_deref() != Some("12065") || declassification.date.is_some() {
        return None;
    }
    lines(&declassification.raw).into_iter().find_map(|(_, value)| value.drafting)
}

/// True where the line is a release stamp that was set in its place: `E.O. 12958: AS AMENDED; DECLASSIFIED 04/12/2006`.
/// Such a line dates neither the telegram nor its declassification under the order of its day (format.md §7.1).
pub fn is_release_stamp(declassification: &Declassification) -> bool {
    // Few lines have the word at all.
    const WORD: &[u8] = b"DECLASSIFIED";
    let raw = &declassification.raw;
    if !raw.as_bytes().windows(WORD.len()).any(|word| word.eq_ignore_ascii_case(WORD)) {
        return false;
    }
    let lines = lines(raw);
    !lines.iter().any(|(_, value)| value.says_something()) && lines.iter().any(|(_, value)| value.released)
}

/// The last day on which a drafting date can stand on a 12065 line; declassification dates begin six years after.
pub(crate) fn last_day_of_12065() -> Option<Date> {
    Date::new(1982, 7, 31).ok()
}

/// Every E.O. line of the field. Text before the first label, or without one, is read as a value without an order.
fn lines(text: &str) -> Vec<(Label, Value)> {
    let mut starts = Vec::new();
    let mut offset = 0;
    for line in text.split_inclusive('\n') {
        if let Some(label) = label::read(text, offset) {
            starts.push((offset, label));
        }
        offset += line.len();
    }
    if starts.is_empty() {
        starts.push((0, Label::default()));
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]).collect();
    let read = |((_, label), end): ((usize, Label), usize)| {
        let value = reader::read(text, label.end..end, label.order());
        (label, value)
    };
    starts.into_iter().zip(ends).map(read).collect()
}

/// First year of the hundred years in which a two-digit year of a line under `order` lies: declassification is later than
/// the telegram, and the telegram later than the order.
fn first_year(order: Option<&str>) -> i16 {
    match order {
        Some("12065") => 1978,
        Some("12356") => 1982,
        Some("12958" | "13292") => 1995,
        Some("13526") => 2009,
        _ => 1972,
    }
}

/// True when `date` lies before any telegram under `order` was sent.
fn before_order(date: Date, order: Option<&str>) -> bool {
    calendar::year_start(first_year(order)).is_some_and(|first| order.is_some() && date < first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::cases;

    #[test]
    fn ok_cases() {
        cases::check("declassification.toml", |case| {
            let mut notes = Notes::default();
            let declassification = read(&Passage::whole(&case.field), &mut notes);
            json!({ "declassification": declassification, "warnings": notes.warnings, "repairs": notes.repairs, "unparsed": notes.unparsed })
        });
    }

    proptest! {
        #[test]
        fn prop_any_text_is_read_with_spans_in_range(
            text in "\\PC*|(E\\.?O\\.? ?[0-9O]{4,5}[:. \n]{0,2}(DECL)?[:. ]{0,2}([0-9/X.OADR]{0,12}|GDS|UPON [a-zé ]{0,9})\n?(\\(DOE, J)?){0,3}"
        ) {
            let mut notes = Notes::default();
            let found = read(&Passage::whole(&text), &mut notes);
            let spans = notes.repairs.iter().map(|repair| repair.span).chain(found.value_span).chain([found.span]);
            for span in spans {
                prop_assert!(text.get(span.start..span.end).is_some(), "{span:?}");
            }
            drafting_date(&found);
            is_release_stamp(&found);
        }
    }
}
