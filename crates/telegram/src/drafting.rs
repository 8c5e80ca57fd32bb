//! The drafting block of outgoing telegrams (format.md §12.8, §16.3) and leaked lines of a pseudo header (§3.2).
//!
//! ```text
//! block     = { "DRAFTED BY" entry | "APPROVED BY" entry | [ "CLEARED BY" ] entry { entry } } [ "DESIRED DISTRIBUTION" NL list ]
//! entry     = office ":" name [ ":" initials ] [ remark ] [ "--" date phone ]
//!           | office " - " [ title ] name
//! ```
//! It ends at the receipt line, the date-time group, or the first line that no rule reads.

use std::ops::Range;

use crate::Passage;
use crate::furniture::{self, Furniture};
use crate::record::{Drafting, DraftingEntry};
use crate::transmission::dtg;

/// Reads the drafting block among the lines of `block` (those before the date-time group, at least).
pub fn read(block: &Passage) -> Option<Drafting> {
    let mut reader = Reader { block, found: Drafting::default(), part: Part::None, place: None };
    for line in lines(block.as_str()) {
        if !reader.line(line) {
            break;
        }
    }
    reader.found.span = block.span(reader.place?);
    Some(reader.found)
}

/// True for a line with one of the block's labels.
pub fn opens(line: &str) -> bool {
    label(line.trim_start()).is_some()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    None,
    Drafted,
    Approved,
    Cleared,
    Desired,
}

const LABELS: &[(&str, Part)] = &[
    ("DRAFTED BY", Part::Drafted),
    ("DRAFTED", Part::Drafted),
    ("DRAFTER", Part::Drafted),
    ("APPROVED BY", Part::Approved),
    ("APPROVED", Part::Approved),
    ("CLEARED BY", Part::Cleared),
    ("CLEARANCES", Part::Cleared),
    ("CLEARANCE", Part::Cleared),
    ("CLEARED", Part::Cleared),
    ("DESIRED DISTRIBUTION", Part::Desired),
];

/// A longer line is a text that lost its line ends, not an entry.
const LONGEST: usize = 400;

struct Reader<'a, 'd> {
    block: &'a Passage<'d>,
    found: Drafting,
    part: Part,
    place: Option<Range<usize>>,
}

impl Reader<'_, '_> {
    /// False where the block is over.
    fn line(&mut self, range: Range<usize>) -> bool {
        let text = self.block.as_str();
        let line = text.get(range.clone()).unwrap_or_default();
        if line.is_empty() {
            return true;
        }
        if line.len() > LONGEST {
            return false;
        }
        let label = label(line);
        if label.is_none() {
            match furniture::read(line) {
                Some(Furniture::Receipt | Furniture::DateTime(_)) => return self.part == Part::None,
                Some(_) => return true,
                None if dtg::read(line).is_some() => return self.part == Part::None,
                None => {}
            }
        }
        let rest = label.map_or(range.clone(), |(part, length)| {
            self.part = part;
            self.reach(range.clone());
            range.start + length..range.end
        });
        let read = match self.part {
            Part::None => self.pseudo(range.clone()),
            Part::Desired => self.desired(rest),
            part => self.entries(part, rest, label.is_some()),
        };
        if read {
            self.reach(range);
        }
        read || self.part == Part::None
    }

    fn reach(&mut self, range: Range<usize>) {
        let start = self.place.as_ref().map_or(range.start, |place| place.start);
        self.place = Some(start..range.end);
    }

    /// Entries of one line. Those that follow the approving officer without a label are clearances.
    fn entries(&mut self, part: Part, range: Range<usize>, labelled: bool) -> bool {
        let text = self.block.as_str();
        // `DRAFTED BY: … -- APPROVED BY: …` on one line.
        let line = text.get(range.clone()).unwrap_or_default();
        if let Some((at, next, length)) = inner_label(line) {
            let read = self.entries(part, range.start..range.start + at, labelled);
            self.part = next;
            return self.entries(next, range.start + at + length..range.end, true) || read;
        }
        let mut any = false;
        for piece in pieces(text, range) {
            let Some(entry) = entry(self.block, piece) else { continue };
            let own = labelled && !any || matches!(part, Part::Cleared);
            any = true;
            match part {
                Part::Drafted if own => self.found.drafted_by.push(entry),
                Part::Approved if own => self.found.approved_by.push(entry),
                // A second drafter stands on the same line; a line without label clears.
                Part::Drafted if labelled => self.found.drafted_by.push(entry),
                _ => self.found.clearances.push(entry),
            }
        }
        any || labelled
    }

    fn desired(&mut self, range: Range<usize>) -> bool {
        let line = self.block.as_str().get(range).unwrap_or_default();
        let before = self.found.desired_distribution.len();
        let items = line.split([',', ';']).map(str::trim).filter(|item| !item.is_empty());
        self.found.desired_distribution.extend(items.map(str::to_string));
        before == 0 || self.found.desired_distribution.len() > before
    }

    /// `POL:ABCDEF:AB` above the date-time group without a label.
    fn pseudo(&mut self, range: Range<usize>) -> bool {
        let line = self.block.as_str().get(range.clone()).unwrap_or_default();
        let parts: Vec<&str> = line.split(':').map(str::trim).collect();
        let short = (2..=3).contains(&parts.len())
            && parts.iter().all(|part| (1..=14).contains(&part.len()) && !part.contains(' '))
            && parts.iter().take(2).all(|part| part.bytes().all(|b| b.is_ascii_uppercase() || b == b'/'))
            && parts.last().is_some_and(|part| part.bytes().all(|b| b.is_ascii_alphabetic()));
        // Two parts alone could be any label and value: only after a drafter's three.
        if !short || (parts.len() == 2 && self.found.drafted_by.is_empty()) {
            return false;
        }
        let Some(entry) = entry(self.block, range) else { return false };
        if self.found.drafted_by.is_empty() {
            self.found.drafted_by.push(entry);
        } else {
            self.found.clearances.push(entry);
        }
        true
    }
}

fn label(line: &str) -> Option<(Part, usize)> {
    // Nearly every line is let go by its first letter.
    if !matches!(line.as_bytes().first()? | 0x20, b'a' | b'c' | b'd') {
        return None;
    }
    let (name, part) = LABELS
        .iter()
        .find(|(name, _)| line.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)))?;
    let rest = line.get(name.len()..)?;
    if rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    let value = rest.trim_start().trim_start_matches(':').trim_start();
    // `APPROVED` and its like are labels only before an office.
    if !name.contains(' ') && !rest.trim_start().starts_with(':') {
        return None;
    }
    Some((*part, line.len() - value.len()))
}

/// A second label further on in the line: its place, what it is, its length.
fn inner_label(line: &str) -> Option<(usize, Part, usize)> {
    line.match_indices(' ').find_map(|(at, _)| {
        let rest = line.get(at + 1..)?;
        if !rest.starts_with(['A', 'C', 'D']) {
            return None;
        }
        let (part, length) = label(rest)?;
        Some((at + 1, part, length))
    })
}

/// The entries of a line: parted by commas, semicolons, or wide gaps; by single blanks where each word has its colon.
fn pieces(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let line = text.get(range.clone()).unwrap_or_default();
    let mut cuts = vec![0];
    for (at, _) in line.match_indices([',', ';', ' ']) {
        let next = line.get(at + 1..).unwrap_or_default();
        let word = next.split_ascii_whitespace().next().unwrap_or_default();
        let before = line.get(*cuts.last().unwrap_or(&0)..at).unwrap_or_default();
        let office = word.split_once(':').is_some_and(|(office, name)| is_office(office) && !name.is_empty());
        let separated = !line.get(at..).is_some_and(|rest| rest.starts_with(' '));
        if before.contains([':', '-'])
            && (office || separated)
            && next.starts_with([' ', word.chars().next().unwrap_or(' ')])
        {
            cuts.push(at + 1);
        }
    }
    cuts.push(line.len());
    cuts.windows(2)
        .filter_map(|pair| Some(range.start + *pair.first()?..range.start + *pair.get(1)?))
        .collect()
}

fn is_office(word: &str) -> bool {
    (1..=16).contains(&word.len())
        && word.bytes().all(|b| b.is_ascii_uppercase() || b"/&-".contains(&b))
        && word.bytes().any(|b| b.is_ascii_alphabetic())
}

fn entry(block: &Passage, range: Range<usize>) -> Option<DraftingEntry> {
    let text = block.as_str();
    let piece = text.get(range.clone())?;
    let start = range.start + (piece.len() - piece.trim_start().len());
    let raw = piece.trim().trim_end_matches([',', ';', '-']).trim_end();
    if raw.is_empty() {
        return None;
    }
    // What the 2000-era form adds: date and phone behind a double hyphen.
    let named = raw.split(" --").next().unwrap_or(raw).trim();
    let (office, rest) = match named.split_once(':') {
        Some((office, rest)) if is_office(office.trim()) => {
            (Some(office.trim()), rest.split(':').next().unwrap_or(rest))
        }
        Some(_) => return None,
        None => match named.split_once(" - ") {
            Some((office, rest)) if is_office(office.trim()) => (Some(office.trim()), rest),
            _ => (None, named),
        },
    };
    let rest = rest.split('(').next().unwrap_or(rest).trim();
    let (title, name) = titled(rest);
    let wordy = rest.split_ascii_whitespace().count() <= 6 && rest.chars().any(char::is_alphabetic);
    let plain = !name.is_empty() && name.chars().all(|c| c.is_alphabetic() || " .'-".contains(c));
    if office.is_none() && !(wordy && plain && title.is_some()) {
        return None;
    }
    Some(DraftingEntry {
        office: office.map(str::to_string),
        name: (wordy && plain).then(|| name.to_string()),
        title: title.map(str::to_string),
        raw: raw.to_string(),
        span: block.span(start..start + raw.len()),
    })
}

/// `AMB. DOE` → title and name.
fn titled(text: &str) -> (Option<&str>, &str) {
    const TITLES: &[&str] = &[
        "MR",
        "MRS",
        "MS",
        "MISS",
        "DR",
        "AMB",
        "AMBASSADOR",
        "GEN",
        "GENERAL",
        "COL",
        "COLONEL",
        "ADM",
        "ADMIRAL",
        "CAPT",
        "CDR",
        "SECRETARY",
        "ACTING",
        "DEPUTY",
        "UNDER",
        "ASSISTANT",
        "DIRECTOR",
        "THE",
    ];
    let mut name = text;
    while let Some((word, rest)) = name.split_once(' ') {
        if !TITLES.contains(&word.trim_end_matches('.').to_ascii_uppercase().as_str()) {
            break;
        }
        name = rest.trim_start();
    }
    let title = text.get(..text.len() - name.len()).map(str::trim).filter(|title| !title.is_empty());
    (title, name)
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let from = start + (line.len() - line.trim_start().len());
        let range = from..from.max(start + line.trim_end().len());
        start += line.len();
        range
    })
}
