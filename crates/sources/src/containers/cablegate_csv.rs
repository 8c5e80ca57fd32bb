//! The table of the 2010–11 release (format.md §13.7).
//!
//! ```text
//! row    = number "," date "," id "," origin "," classification "," references "," header "," body newline
//! column = '"' { '\' any | any but '"' } '"' | { any but "," and newline }
//! ```
//!
//! Header and body make up the text, with a line end put between them. Quotes that nobody escaped or closed are the
//! usual damage. They are told from real ones by what follows: a row ends only where another begins, and the eighth
//! column is the last. A quote that is never closed costs no other row: the next one is known by its number and date.

use std::ops::Range;

use memchr::{memchr, memchr2, memchr3};

use crate::document::{Availability, Container, Document, Fact, FactName, decode};
use crate::problem::ProblemKind;
use crate::text::{Text, TextBuilder};
use crate::walk::{Flow, Walk};
use crate::window::Window;

use super::problem;

/// Longest beginning of a row that has to be seen to know it for one.
const START: usize = 48;
const HEADER: usize = 6;
const BODY: usize = 7;

/// Whether `head` is the beginning of such a row.
pub(crate) fn is_row(head: &[u8]) -> bool {
    row_start(head, true) || row_start(head, false)
}

/// Reads every row.
pub(crate) fn read(walk: &mut Walk, path: &str, window: &mut Window) -> Flow {
    let quoted = window.peek(1).first() == Some(&b'"');
    let mut number = 0;
    loop {
        while window.peek(1).first().is_some_and(|b| matches!(b, b'\r' | b'\n')) {
            window.consume(1);
        }
        if window.held().is_empty() {
            return Flow::Continue(());
        }
        number += 1;
        let path = format!("{path}#{number}");
        let mut row = Row::new(quoted);
        while !row.advance(window.held(), false) {
            if row.at > walk.limits.max_record || !window.grow() {
                row.advance(window.held(), true);
                break;
            }
        }
        if row.at > walk.limits.max_record {
            let message = format!("the row is longer than {} bytes", walk.limits.max_record);
            let hint = "a quote in it is not closed; reading went on at the next row";
            walk.problem(problem(&path, window.offset(), ProblemKind::TooLarge, message, hint))?;
            find_row(window, quoted);
            continue;
        }
        give(walk, &path, window.offset(), window.held().get(..row.end).unwrap_or_default(), &row)?;
        window.consume(row.at);
    }
}

/// Moves to the next beginning of a row, or to the end.
fn find_row(window: &mut Window, quoted: bool) {
    loop {
        let ahead = memchr(b'\n', window.held());
        match ahead {
            Some(at) => {
                window.consume(at + 1);
                if row_start(window.peek(START), quoted) {
                    return;
                }
            }
            None => {
                let all = window.held().len();
                window.consume(all);
                if window.peek(1).is_empty() {
                    return;
                }
            }
        }
    }
}

/// A row under way: how far it was scanned, and where its columns lie.
struct Row {
    /// Next byte to look at; in the end, the first byte behind the row's line end.
    at: usize,
    /// First byte of the row's line end.
    end: usize,
    columns: Vec<Range<usize>>,
    start: usize,
    place: Place,
    quoted: bool,
    unclosed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Before,
    Bare,
    Quoted,
    After,
}

impl Row {
    fn new(quoted: bool) -> Row {
        Row { at: 0, end: 0, columns: vec![], start: 0, place: Place::Before, quoted, unclosed: false }
    }

    /// Scans on over `held`. True when the row is whole; `ended` says that nothing follows `held`.
    fn advance(&mut self, held: &[u8], ended: bool) -> bool {
        while self.place != Place::After {
            let rest = held.get(self.at..).unwrap_or_default();
            let moved = match self.place {
                Place::Before => self.open(rest),
                Place::Bare => self.bare(rest),
                _ => self.inside(rest, ended),
            };
            if !moved && !ended {
                return false;
            }
            if !moved {
                self.unclosed = self.place == Place::Quoted;
                self.finish(held.len(), held.len(), held.len());
            }
        }
        true
    }

    fn open(&mut self, rest: &[u8]) -> bool {
        let Some(first) = rest.first() else { return false };
        self.place = if *first == b'"' { Place::Quoted } else { Place::Bare };
        self.at += usize::from(*first == b'"');
        self.start = self.at;
        true
    }

    fn bare(&mut self, rest: &[u8]) -> bool {
        let end = if self.columns.len() < BODY { memchr2(b',', b'\n', rest) } else { memchr(b'\n', rest) };
        let Some(found) = end else {
            self.at += rest.len();
            return false;
        };
        let at = self.at + found;
        if rest.get(found) == Some(&b',') {
            self.close(at, at + 1);
        } else {
            let end = at - usize::from(found > 0 && rest.get(found - 1) == Some(&b'\r'));
            self.finish(end, end, at + 1);
        }
        true
    }

    /// Within quotes: moves to the next byte that may matter.
    fn inside(&mut self, rest: &[u8], ended: bool) -> bool {
        let Some(found) = memchr3(b'"', b'\\', b'\n', rest) else {
            self.at += rest.len();
            return false;
        };
        let at = self.at + found;
        let after = rest.get(found + 1..).unwrap_or_default();
        if after.len() < START && !ended {
            self.at = at;
            return false;
        }
        match rest.get(found) {
            Some(b'\\') if after.is_empty() => return false,
            Some(b'\\') => self.at = at + 2,
            Some(b'\n') if row_start(after, self.quoted) => {
                self.unclosed = true;
                self.finish(at, at, at + 1);
            }
            Some(b'\n') => self.at = at + 1,
            _ => self.quote(at, after),
        }
        true
    }

    /// A bare quote within quotes: the end of the column, of the row, half of a doubled one, or just a quote.
    fn quote(&mut self, at: usize, after: &[u8]) {
        let line_end = match after {
            [b'\r', b'\n', ..] => Some(2),
            [b'\n', ..] => Some(1),
            _ => None,
        };
        match (self.columns.len(), after) {
            (0..HEADER, [b',', ..]) | (HEADER, [b',', b'"', ..]) => self.close(at, at + 2),
            (HEADER, [b',', ..]) if !self.quoted => self.close(at, at + 2),
            (_, []) => self.finish(at, at + 1, at + 1),
            (_, [b'"', ..]) => self.at = at + 2,
            _ => match line_end {
                Some(width) if ends_row(after.get(width..).unwrap_or_default(), self.quoted) => {
                    self.finish(at, at + 1, at + 1 + width);
                }
                _ => self.at = at + 1,
            },
        }
    }

    fn close(&mut self, end: usize, next: usize) {
        self.columns.push(self.start..end);
        self.at = next;
        self.start = next;
        self.place = Place::Before;
    }

    fn finish(&mut self, column: usize, end: usize, next: usize) {
        self.columns.push(self.start.min(column)..column);
        self.end = end;
        self.at = next;
        self.place = Place::After;
    }
}

/// Whether a row may end before `after`.
fn ends_row(after: &[u8], quoted: bool) -> bool {
    row_start(after, quoted) || (quoted && after.first() == Some(&b'"')) || after.trim_ascii().is_empty()
}

/// `"12","1/31/2005 8:05`, or without the quotes.
fn row_start(bytes: &[u8], quoted: bool) -> bool {
    let mut rest = bytes;
    let quote = |rest: &mut &[u8]| match rest.strip_prefix(b"\"") {
        Some(after) if quoted => {
            *rest = after;
            true
        }
        _ => !quoted,
    };
    quote(&mut rest)
        && digits(&mut rest, 1..=9)
        && quote(&mut rest)
        && literal(&mut rest, b",")
        && (quote(&mut rest) || literal(&mut rest, b"\""))
        && digits(&mut rest, 1..=2)
        && literal(&mut rest, b"/")
        && digits(&mut rest, 1..=2)
        && literal(&mut rest, b"/")
        && digits(&mut rest, 4..=4)
        && literal(&mut rest, b" ")
        && digits(&mut rest, 1..=2)
        && literal(&mut rest, b":")
}

fn digits(rest: &mut &[u8], count: std::ops::RangeInclusive<usize>) -> bool {
    let found = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    *rest = rest.get(found..).unwrap_or_default();
    count.contains(&found)
}

fn literal(rest: &mut &[u8], wanted: &[u8]) -> bool {
    match rest.strip_prefix(wanted) {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    }
}

/// Pushes what a row holds: a document, and a problem where the row is damaged.
fn give(walk: &mut Walk, path: &str, offset: u64, bytes: &[u8], row: &Row) -> Flow {
    let count = row.columns.len();
    if count <= HEADER {
        let message = format!("the row has {count} of its {} columns, and no text", BODY + 1);
        let hint = "look at its quotes, and at those of the row before it";
        return walk.problem(problem(path, offset, ProblemKind::Damaged, message, hint));
    }
    walk.document(document(path, offset, bytes, &row.columns))?;
    if row.unclosed {
        let message = format!("the quote of column {count} is not closed");
        return walk.problem(problem(
            path,
            offset,
            ProblemKind::Damaged,
            message,
            "the row was read as it stands",
        ));
    }
    if count <= BODY {
        let message = "the row has no column 8, which holds the body".to_string();
        return walk.problem(problem(
            path,
            offset,
            ProblemKind::Damaged,
            message,
            "the row was read as it stands",
        ));
    }
    Flow::Continue(())
}

fn document(path: &str, offset: u64, bytes: &[u8], columns: &[Range<usize>]) -> Document {
    let mut encoding = "UTF-8";
    let mut column = |index: usize, builder: &mut TextBuilder| {
        let range = columns.get(index).cloned().unwrap_or(0..0);
        let (text, found) = decode(bytes.get(range.clone()).unwrap_or_default());
        if found != "UTF-8" {
            encoding = found;
        }
        unescape(&text, range.start, builder);
    };
    let mut facts = Vec::new();
    for (index, name) in names().into_iter().enumerate() {
        let mut value = TextBuilder::default();
        column(index, &mut value);
        let span = columns.get(index).cloned();
        if !value.as_str().is_empty() {
            facts.push(Fact { name, value: value.as_str().to_string(), span });
        }
    }
    let mut builder = TextBuilder::default();
    column(HEADER, &mut builder);
    if let Some(body) = columns.get(BODY) {
        if !builder.as_str().is_empty() {
            builder.decoded("\n", body.start..body.start);
        }
        column(BODY, &mut builder);
    }
    Document {
        path: path.to_string(),
        container: Container::CablegateCsv,
        offset,
        bytes: bytes.to_vec(),
        text: builder.finish(),
        encoding,
        facts,
        availability: Availability::Text,
    }
}

fn names() -> [FactName; 6] {
    [
        FactName::Other("number".to_string()),
        FactName::Date,
        FactName::Id,
        FactName::Origin,
        FactName::Classification,
        FactName::References,
    ]
}

/// Undoes `\"`, `\\` and `""`. Other backslashes belong to the text.
fn unescape(text: &Text, at: usize, builder: &mut TextBuilder) {
    let (all, bytes) = (text.as_str(), text.as_str().as_bytes());
    let mut done = 0;
    let mut from = 0;
    while let Some(found) = memchr2(b'\\', b'"', bytes.get(from..).unwrap_or_default()) {
        let place = from + found;
        let pair = bytes.get(place..place + 2);
        from = place + 1;
        if matches!(pair, Some(b"\\\"" | b"\\\\" | b"\"\"")) {
            builder.splice(text, done..place, at);
            let raw = text.span(place..place + 2);
            builder.decoded(all.get(place + 1..place + 2).unwrap_or_default(), raw.start + at..raw.end + at);
            done = place + 2;
            from = done;
        }
    }
    builder.splice(text, done..all.len(), at);
}
