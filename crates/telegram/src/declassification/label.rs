//! The label and the number of the order, with their damage (format.md §7.5).
//!
//! ```text
//! label = ["¶"] ("E.O." | "EO" | "E. O." | "E.O" | "E.0." | "O." | "EXECUTIVE ORDER") order [":" | "." | ";"]
//! order = five digits; four, six, mistyped or with a letter for a digit where they lead to one order
//! ```

use std::ops::Range;

use crate::{Passage, record::Notes, slips::slips};

/// The orders that telegrams cite (format.md §7.1).
const ORDERS: [&str; 8] = ["10501", "10964", "11652", "12065", "12356", "12958", "13292", "13526"];

/// The label of an E.O. line.
#[derive(Clone, Debug, Default)]
pub(super) struct Label {
    /// The number as printed.
    printed: String,
    range: Range<usize>,
    reading: Option<Reading>,
    /// Where the value begins.
    pub(super) end: usize,
}

/// The order that a printed number stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    Printed(&'static str),
    Mistyped(&'static str),
    /// Several orders are as near.
    Undecided(&'static str, &'static str),
}

/// Reads the label that stands at `at`.
pub(super) fn read(text: &str, at: usize) -> Option<Label> {
    let at = words(text, at)?;
    let rest = text.get(at..)?;
    let skip = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r', ':', '.', '#', '-']).len();
    let (printed, end) = number(text, at + skip);
    if printed.is_empty() {
        // `E.O.: DECL: …` has lost its number, but a line that merely begins with "EO" or "O." is another thing.
        let labelled = rest.get(..skip).is_some_and(|marks| marks.contains(':'));
        return labelled.then(|| Label { range: at..at, end: at, ..Label::default() });
    }
    let reading = reading(&printed);
    Some(Label { printed, range: at + skip..end, reading, end })
}

/// Where the words of the label with which `text` begins end, when it can only be the label of an E.O. line: a known
/// order follows, or a colon and a value.
pub(crate) fn words_of_label(text: &str) -> Option<usize> {
    let end = words(text, 0)?;
    let found = read(text, 0)?;
    let value = text.get(found.end..)?.trim_start_matches([' ', ':', '.']);
    let valued = ["DECL", "Decl", "N/A", "OADR", "GDS", "XGDS"].iter().any(|known| value.starts_with(known));
    (found.reading.is_some() || found.printed.is_empty() && valued).then_some(end)
}

impl Label {
    /// The order, as far as the number alone tells.
    pub(super) fn order(&self) -> Option<&'static str> {
        match self.reading? {
            Reading::Printed(order) | Reading::Mistyped(order) => Some(order),
            Reading::Undecided(..) => None,
        }
    }

    /// The order, with what had to be repaired. `suggested` is the order whose values look like the value of this line.
    pub(super) fn note(
        &self,
        field: &Passage,
        suggested: Option<&'static str>,
        notes: &mut Notes,
    ) -> Option<String> {
        let span = field.span(self.range.clone());
        if self.printed.is_empty() {
            notes.warn("eo_order_missing", "no number of an executive order", Some(span));
            return None;
        }
        let original = field.as_str().get(self.range.clone()).unwrap_or_default();
        let (order, confidence, why) = match (self.reading, suggested) {
            (Some(Reading::Printed(order)), _) if original == order => return Some(order.to_string()),
            (Some(Reading::Printed(order)), _) => (order, 0.99, "letter or blank in a number"),
            (Some(Reading::Mistyped(order)), _) => (order, 0.97, "nearest order"),
            (Some(Reading::Undecided(a, b)), Some(order)) if order == a || order == b => {
                (order, 0.95, "of the two nearest orders, the one with such values")
            }
            (None, Some(order)) if self.printed.len() == 5 => {
                (order, 0.9, "no such order; the value is one of this order")
            }
            _ => {
                notes.warn(
                    "unknown_order",
                    format!("no executive order {original:?} on classification"),
                    Some(span),
                );
                return Some(self.printed.clone());
            }
        };
        notes.repair(26, span, original, order, confidence, &[why]);
        Some(order.to_string())
    }
}

/// The end of the label's words at `at`.
fn words(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let begin = rest.trim_start_matches([' ', '\t', '\r', '¶', '.', ',']);
    let at = at + rest.len() - begin.len();
    const LONG: &str = "EXECUTIVE ORDER";
    if begin.get(..LONG.len()).is_some_and(|start| start.eq_ignore_ascii_case(LONG)) {
        return Some(at + LONG.len());
    }
    let bytes = begin.as_bytes();
    let gap = |from: usize| {
        from + bytes.iter().skip(from).take(4).take_while(|byte| b". ,\t".contains(byte)).count()
    };
    // The E may be lost: `O. 12958`; then the dot must be there.
    let lost = matches!(bytes, [b'O' | b'o', b'.', ..]);
    let after_e = match bytes.first() {
        Some(b'E' | b'e') => gap(1),
        _ if lost => 0,
        _ => return None,
    };
    matches!(bytes.get(after_e), Some(b'O' | b'o' | b'0')).then_some(())?;
    let end = after_e + 1;
    (!bytes.get(end).is_some_and(u8::is_ascii_alphabetic)).then_some(at + end)
}

/// The digits at `at`, letters read as digits; a blank within is skipped where both parts together are five.
fn number(text: &str, at: usize) -> (String, usize) {
    let mut printed = String::new();
    let mut end = at;
    let mut gap = false;
    for (i, character) in text.get(at..).unwrap_or_default().char_indices().take(9) {
        let digit = match character {
            '0'..='9' => character,
            'O' | 'o' if !printed.is_empty() => '0',
            'I' | 'l' => '1',
            ' ' if !gap && (2..=3).contains(&printed.len()) => {
                gap = true;
                continue;
            }
            _ => break,
        };
        printed.push(digit);
        end = at + i + 1;
    }
    let real = text.get(at..end).is_some_and(|raw| raw.bytes().filter(u8::is_ascii_digit).count() >= 3);
    if real { (printed, end) } else { (String::new(), at) }
}

fn reading(printed: &str) -> Option<Reading> {
    if let Some(order) = ORDERS.iter().find(|order| **order == printed) {
        return Some(Reading::Printed(order));
    }
    let mut near = ORDERS.iter().filter(|order| slips(printed, order) == 1);
    match (near.next(), near.next()) {
        (Some(one), None) => return Some(Reading::Mistyped(one)),
        (Some(one), Some(other)) => return Some(Reading::Undecided(one, other)),
        _ => {}
    }
    let sorted = |digits: &str| {
        let mut bytes: Vec<u8> = digits.bytes().collect();
        bytes.sort_unstable();
        bytes
    };
    ORDERS.iter().find(|order| sorted(order) == sorted(printed)).map(|order| Reading::Mistyped(order))
}
