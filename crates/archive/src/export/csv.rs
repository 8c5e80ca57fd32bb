//! CSV (RFC 4180): the catalogue, one row a telegram, values of the fullest copy. Lists are joined with `; `.
//!
//! A cell that a spreadsheet would take for a formula gets an apostrophe in front.

use super::{Exporter, Outcome, Stream};
use crate::view::{Held, View};

pub(super) struct Csv<'a>(pub(super) Stream<'a>);

const COLUMNS: [&str; 24] = [
    "id",
    "copies",
    "copy",
    "kind",
    "completeness",
    "post",
    "year",
    "serial",
    "sent",
    "earliest",
    "latest",
    "from",
    "to",
    "level",
    "controls",
    "captions",
    "tags",
    "places",
    "subject",
    "signed",
    "persons",
    "due",
    "due_status",
    "due_rule",
];

impl Exporter for Csv<'_> {
    fn begin(&mut self) -> Outcome {
        self.row(COLUMNS.map(str::to_string))
    }

    fn one(&mut self, _: &View, held: &Held) -> Outcome {
        let Some(copy) = held.copies.first() else { return Ok(()) };
        let card = copy.card.clone();
        let list = |values: Vec<String>| values.join("; ");
        let text = Option::<String>::unwrap_or_default;
        self.row([
            held.id.clone(),
            held.copies.len().to_string(),
            copy.name.clone(),
            card.kind,
            card.completeness,
            text(card.post),
            card.year.map(|year| year.to_string()).unwrap_or_default(),
            card.serial.map(|serial| serial.to_string()).unwrap_or_default(),
            text(card.sent),
            text(card.earliest),
            text(card.latest),
            list(card.from),
            list(card.to),
            text(card.level),
            list(card.controls),
            list(card.captions),
            list(card.tags),
            list(card.places),
            text(card.subject),
            list(card.signed),
            list(card.persons),
            text(card.due.date),
            card.due.status,
            text(card.due.rule),
        ])
    }

    fn finish(&mut self) -> Outcome {
        Ok(self.0.flush()?)
    }
}

impl Csv<'_> {
    fn row(&mut self, cells: [String; COLUMNS.len()]) -> Outcome {
        let row = cells.map(|text| cell(&text)).join(",");
        self.0.write_all(row.as_bytes())?;
        Ok(self.0.write_all(b"\r\n")?)
    }
}

/// A cell: never a formula, without control characters, quoted where it must be.
fn cell(text: &str) -> String {
    let seen = |c: &char| !c.is_whitespace() && !c.is_control() && !is_invisible(*c);
    let live = text.chars().find(seen).is_some_and(|c| "=+-@＝＋－＠".contains(c));
    let mut out = String::with_capacity(text.len() + 2);
    if live || text.starts_with(['\t', '\r', '\n']) {
        out.push('\'');
    }
    let kept = |c: char| if c.is_control() && !matches!(c, '\t' | '\r' | '\n') { '\u{fffd}' } else { c };
    out.extend(text.chars().map(kept));
    if out.contains([',', '"', '\n', '\r']) { format!("\"{}\"", out.replace('"', "\"\"")) } else { out }
}

/// Marks of writing direction and of byte order, and blanks without width.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{ad}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_no_cell_is_a_formula() {
        for (text, expected) in [
            ("NETS", "NETS"),
            ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
            ("-1", "'-1"),
            (" \u{200f}+1", "' \u{200f}+1"),
            ("＝1", "'＝1"),
            ("\t=1", "'\t=1"),
            ("a, \"b\"\n", "\"a, \"\"b\"\"\n\""),
            ("a\0b", "a\u{fffd}b"),
            ("", ""),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
