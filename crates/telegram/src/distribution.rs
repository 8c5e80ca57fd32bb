//! Office distribution of 1973–2002 texts (format.md §13.3, §16.3).
//!
//! ```text
//! distribution = ( "ACTION" | "ORIGIN" ) { office_num } [ "INFO" { office_num } ] [ "/" num3 ( "W" | "R" ) ]
//!              | "INFO" { office_num } …                       a table of the 1980s to 2000s that names no action office
//! office_num   = office "-" num2                               blanks around the hyphen, letters for digits in bad copies
//! ```
//! It runs over several lines, page lines between them. The total is the sum of all copies; where the origin office
//! stands again under INFO, the sum without its first entry is right as well (2 of 11 checked).

use std::ops::Range;

use crate::Passage;
use crate::furniture::{self, scan};
use crate::record::{Distribution, Notes, Office};

/// Reads the distribution among the lines of `block` (those before the date-time group, at least).
pub fn read(block: &Passage, notes: &mut Notes) -> Option<Distribution> {
    let text = block.as_str();
    let mut reader = Reader { block, found: Distribution::default(), under_info: false, place: None };
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.trim_end().len();
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        let opened = reader.place.is_some();
        if let Some(tokens) = tokens(text, range.clone(), opened) {
            tokens.into_iter().for_each(|token| reader.token(token));
        } else if opened && furniture::read(line).is_none() {
            break;
        }
    }
    reader.finish(notes)
}

/// True for a line that opens or goes on with an office list: `ACTION EUR-12`, `INFO LOG-00 AID-00`.
pub fn is_office_line(line: &str) -> bool {
    tokens(line, 0..line.len(), false).is_some()
}

/// True for a line that goes on with a list: `/008W` as well.
pub(crate) fn goes_on(line: &str) -> bool {
    tokens(line, 0..line.len(), true).is_some_and(|tokens| !tokens.is_empty())
}

enum Token {
    Kind(&'static str),
    Info,
    Office(Range<usize>, u32, Range<usize>),
    Total(u32, Range<usize>),
    Suffix(char, Range<usize>),
}

struct Reader<'a, 'd> {
    block: &'a Passage<'d>,
    found: Distribution,
    under_info: bool,
    place: Option<Range<usize>>,
}

impl Reader<'_, '_> {
    fn token(&mut self, token: Token) {
        let place = match token {
            Token::Kind(kind) => {
                self.found.kind = kind.to_string();
                self.under_info = false;
                return;
            }
            Token::Info => {
                self.under_info = true;
                return;
            }
            Token::Office(name, copies, place) => {
                let office = self.block.as_str().get(name).unwrap_or_default().to_string();
                let office = Office { office, copies, span: self.block.span(place.clone()) };
                if !self.under_info && self.found.action_office.is_none() && !self.found.kind.is_empty() {
                    self.found.action_office = Some(office);
                } else {
                    self.found.info_offices.push(office);
                }
                place
            }
            Token::Total(total, place) => {
                self.found.total = Some(total);
                place
            }
            Token::Suffix(letter, place) => {
                self.found.suffix = Some(letter.to_string());
                place
            }
        };
        let start = self.place.as_ref().map_or(place.start, |range| range.start);
        self.place = Some(start..place.end);
    }

    fn finish(self, notes: &mut Notes) -> Option<Distribution> {
        let mut found = self.found;
        found.span = self.block.span(self.place?);
        let own = found.action_office.as_ref().map_or(0, |office| office.copies);
        let info = found.info_offices.iter().fold(0_u32, |sum, office| sum.saturating_add(office.copies));
        found.copies = info.saturating_add(own);
        let again = found
            .action_office
            .as_ref()
            .is_some_and(|own| found.info_offices.iter().any(|office| office.office == own.office));
        found.checksum_ok = found.total.map(|total| total == found.copies || (again && total == info));
        if found.checksum_ok == Some(false) {
            let message =
                format!("{} copies are listed, the total is {}", found.copies, found.total.unwrap_or(0));
            notes.warn("distribution_checksum", message, Some(found.span));
        }
        Some(found)
    }
}

/// The tokens of an office line; `None` when any part of the line is something else. A line that does not go on with a
/// list must open one with its label.
fn tokens(text: &str, range: Range<usize>, goes_on: bool) -> Option<Vec<Token>> {
    let line = text.get(range.clone())?;
    let mut scan = scan::Scan::new(line);
    let mut out = Vec::new();
    scan.blanks();
    let labelled = match scan.while_ascii(|b| b.is_ascii_alphabetic()) {
        "ACTION" => Some(Token::Kind("ACTION")),
        "ORIGIN" => Some(Token::Kind("ORIGIN")),
        "INFO" => Some(Token::Info),
        _ => None,
    };
    let mut offices = 0;
    match labelled {
        Some(label) => {
            out.push(label);
            if scan.peek() == Some(b':') {
                scan.skip(1);
            }
        }
        None if goes_on => scan = scan::Scan::new(line),
        None => return None,
    }
    scan.blanks();
    while !scan.is_done() {
        let from = scan.at();
        let at = |range: Range<usize>| text_range(&range, line, text);
        if scan.word("/") {
            let total = scan.number(1, 4)?;
            out.push(Token::Total(total, at(from..scan.at())));
        } else if let Some(letter @ (b'W' | b'R')) =
            scan.peek().filter(|_| matches!(out.last(), Some(Token::Total(..))))
        {
            scan.skip(1);
            out.push(Token::Suffix(char::from(letter), at(from..scan.at())));
        } else {
            let name =
                scan.while_ascii(|b| b.is_ascii_uppercase() || b == b'/' || b == b'&').trim_end_matches('/');
            let name_end = from + name.len();
            // `INFO` and `ACTION` may stand on one line.
            if offices > 0 && name == "INFO" && scan.peek().is_none_or(|b| b == b' ' || b == b':') {
                scan.word(":");
                out.push(Token::Info);
                scan.blanks();
                continue;
            }
            scan.blanks();
            if name.is_empty() || !scan.word("-") {
                return None;
            }
            scan.blanks();
            let copies = scan.number(1, 3)?;
            offices += 1;
            out.push(Token::Office(at(from..name_end), copies, at(from..scan.at())));
        }
        if scan.peek().is_some_and(|b| b == b',' || b == b';') {
            scan.skip(1);
        }
        scan.blanks();
    }
    let total = matches!(out.last(), Some(Token::Total(..) | Token::Suffix(..)));
    (offices > 0 || (goes_on && total)).then_some(out)
}

/// A range of `line` as a range of the `text` that it is part of.
fn text_range(range: &Range<usize>, line: &str, text: &str) -> Range<usize> {
    let base = line.as_ptr() as usize - text.as_ptr() as usize;
    base + range.start..base + range.end
}
