//! The end of the text: signature, end marks, and what the frame put after them (format.md §12.8).

use std::ops::Range;

use crate::declassification;
use crate::record::{Declassification, Layer};
use crate::sheet::{Role, Sheet};
use crate::signature::{self, SignatureRead};

/// What stands at the end.
#[derive(Debug, Default)]
pub(crate) struct Ending {
    /// Names, with their places in the reading text.
    pub(crate) signatures: Vec<(String, Range<usize>)>,
    /// `GP-3`, `EXEMPT`.
    pub(crate) declassification: Option<Declassification>,
    /// The body's last line ends here, where the name stands on the same line as text.
    pub(crate) cut: Option<(usize, usize)>,
    /// Two names that may be run together, and their place.
    pub(crate) fused: Option<(String, String, Range<usize>)>,
}

/// How many lines from the end may hold names and marks.
const LINES: usize = 12;

/// Claims the last lines of the body, from `body` on.
pub(crate) fn read(sheet: &mut Sheet, body: usize) -> Ending {
    let mut out = Ending::default();
    end_words(sheet, body);
    end_marks(sheet, body, &mut out);
    let mut last: Vec<usize> =
        (body..sheet.len()).rev().filter(|i| sheet.is_unread(*i)).take(LINES).collect();
    last.reverse();
    let lines: Vec<(&str, Range<usize>)> =
        last.iter().map(|i| (sheet.content(*i), sheet.range(*i))).collect();
    // A body of one short line is a text, not a name.
    if lines.len() < 2 && body > 0 && lines.first().is_some_and(|(line, _)| line.contains(' ')) {
        return out;
    }
    for SignatureRead { name, range, rest_of_line_is_text } in signature::read(&lines) {
        let Some(i) = last
            .iter()
            .copied()
            .find(|i| sheet.range(*i).start <= range.start && range.end <= sheet.range(*i).end)
        else {
            continue;
        };
        if rest_of_line_is_text {
            out.cut = Some((i, range.start));
        } else {
            sheet.set(i, Role::Signature);
        }
        // Two names without anything between them may be one: that is for a person to say (format.md §14 #55).
        if let Some((before, place)) = out.signatures.last_mut().filter(|(_, place)| place.end == range.start)
        {
            out.fused = Some((before.clone(), name.clone(), place.start..range.end));
            before.push_str(&name);
            place.end = range.end;
            continue;
        }
        out.signatures.push((name, range));
    }
    out
}

/// `END OF MESSAGE` on a line of its own.
fn end_words(sheet: &mut Sheet, body: usize) {
    let last: Vec<usize> = (body..sheet.len()).rev().filter(|i| sheet.is_unread(*i)).take(6).collect();
    for i in last {
        let words = sheet.content(i).trim_matches(|c: char| !c.is_ascii_alphabetic()).to_ascii_uppercase();
        if matches!(
            words.as_str(),
            "END OF MESSAGE" | "END MESSAGE" | "END OF TEXT" | "EOM" | "END OF TELEGRAM"
        ) {
            sheet.set(i, Role::Frame(Layer::Drafter, "end words"));
        }
    }
}

/// Group marks of the years before 1972 stand at the end, before or after the name.
fn end_marks(sheet: &mut Sheet, body: usize, out: &mut Ending) {
    let last: Vec<usize> = (body..sheet.len()).rev().filter(|i| sheet.is_unread(*i)).take(6).collect();
    for i in last {
        let range = sheet.range(i);
        if range.len() > 40 {
            continue;
        }
        if let Some(found) = declassification::end_mark(&sheet.passage(&[range])) {
            sheet.set(i, Role::EndMark);
            out.declassification.get_or_insert(found);
        }
    }
}
