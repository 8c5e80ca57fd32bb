//! The network header: format lines 1 to 9 (format.md §11, §16.1 `net_header`, §16.3 `head`).
//!
//! ```text
//! net_header = [ FL1 ] [ FL2 ] [ FL3 ] [ FL4 ] FL5 [ "FM" plad ] [ "TO" list ] [ "INFO" list ] [ "XMT" list ]
//! list       = { addressee | continuation | page line }
//! ```
//! The block that ends before the classification line is read as a whole, with or without its frame lines: page lines,
//! receipts, stamps are passed over here and labelled by whoever cut the block. Lines before the date-time group that
//! are no format lines belong to [`crate::distribution`] and [`crate::drafting`]. A line after it that fits nowhere is
//! kept as unparsed.

use std::ops::Range;

use super::dtg::{self, Dtg};
use super::{address, checks};
use crate::furniture::{self, Furniture};
use crate::record::{Addressee, Level, NetworkLine, Notes, Precedence, Span, Unparsed};
use crate::{Passage, distribution};

/// What the network header says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// The date-time group, its ranges those of the block.
    pub dtg: Option<Dtg>,
    /// The group as printed, without precedence and signals.
    pub dtg_raw: Option<String>,
    /// Its place.
    pub dtg_span: Option<Span>,
    /// For action addressees: of the date-time group, else of the routing line.
    pub precedence: Option<Precedence>,
    /// For information addressees, where a second one is given.
    pub info_precedence: Option<Precedence>,
    /// The originator.
    pub from: Option<Addressee>,
    /// Action addressees, exemptions with the collective that they are taken from.
    pub to: Vec<Addressee>,
    /// Information addressees.
    pub info: Vec<Addressee>,
    /// Exempted addressees that no collective precedes.
    pub excluded: Vec<String>,
    /// Operating signals after the date-time group: `ZDK`.
    pub z_signals: Vec<String>,
    /// The level that FL4 stands for: to be compared with the classification line.
    pub security_level: Option<Level>,
    /// What FL3 says, its route as an owned text.
    pub origin: Option<FilingLine>,
    /// Format lines 1 to 4 and the signals, as printed.
    pub lines: Vec<NetworkLine>,
}

/// FL3: see [`lines::Origin`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "as in lines::Origin")]
pub struct FilingLine {
    pub route: String,
    pub serial4: Option<u32>,
    pub section: Option<u16>,
    pub day_of_year: Option<u16>,
    pub time: Option<(u8, u8)>,
    pub span: Span,
}

/// Reads the block before the classification line. Lines are parted by line ends; a block on one line is read too.
pub fn read(block: &Passage, notes: &mut Notes) -> Network {
    let mut reader =
        Reader { block, notes, found: Network::default(), list: List::None, opened: false, collective: None };
    for line in pieces(block.as_str()) {
        reader.line(line);
    }
    let mut found = reader.found;
    if let Some(dtg) = found.dtg.take() {
        found.dtg = Some(checks::dates(block, dtg, found.origin.as_ref(), notes));
    }
    found
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    None,
    From,
    To,
    Info,
    Exempt,
}

struct Reader<'a, 'd> {
    block: &'a Passage<'d>,
    notes: &'a mut Notes,
    found: Network,
    list: List,
    /// Whether the date-time group or FM has been seen.
    opened: bool,
    /// The last collective, by list and place.
    collective: Option<(List, usize)>,
}

impl Reader<'_, '_> {
    fn line(&mut self, range: Range<usize>) {
        let block = self.block;
        let range = trimmed(block.as_str(), range);
        let Some(line) = block.as_str().get(range.clone()).filter(|line| !line.is_empty()) else { return };
        if let Some((list, length)) = label(line) {
            if distribution::is_office_line(line) {
                self.list = List::None;
                return;
            }
            self.list = list;
            self.opened = true;
            return self.addressees(trimmed(block.as_str(), range.start + length..range.end));
        }
        if self.format_line(line, range.clone()) {
            return;
        }
        if distribution::is_office_line(line) || !self.opened {
            return;
        }
        self.addressees(range);
    }

    /// FL1 to FL5, and frame lines; true when the line was one.
    fn format_line(&mut self, line: &str, range: Range<usize>) -> bool {
        if self.found.dtg.is_none()
            && let Some(dtg) = dtg::read(line).filter(|dtg| dtg.ends_line(line))
        {
            self.date_time(dtg.moved(range.start));
            return true;
        }
        let Some(found) = furniture::read(line) else { return false };
        match &found {
            Furniture::Origin(origin) if self.found.origin.is_none() => {
                self.found.origin = Some(FilingLine {
                    route: origin.route.to_string(),
                    serial4: origin.serial4,
                    section: origin.section,
                    day_of_year: origin.day_of_year,
                    time: origin.time,
                    span: self.block.span(range.clone()),
                });
            }
            Furniture::Security { level } => self.found.security_level = self.found.security_level.or(*level),
            Furniture::Routing => {
                let prosign = line.split_ascii_whitespace().next().and_then(super::precedence::letter);
                self.found.precedence = self.found.precedence.or(prosign);
            }
            _ => {}
        }
        let kept = matches!(
            found,
            Furniture::StartOfMessage
                | Furniture::Routing
                | Furniture::Origin(_)
                | Furniture::Security { .. }
        );
        if kept {
            self.keep(found.kind(), range);
        }
        true
    }

    fn date_time(&mut self, dtg: Dtg) {
        let text = self.block.as_str();
        for fix in &dtg.fixes {
            let original = text.get(fix.at.clone()).unwrap_or_default();
            let span = self.block.span(fix.at.clone());
            self.notes.repair(32, span, original, &fix.repaired, fix.confidence, &[fix.evidence]);
        }
        self.found.precedence = dtg.precedence.or(self.found.precedence);
        self.found.info_precedence = dtg.info_precedence;
        self.found.dtg_raw = text.get(dtg.raw.clone()).map(str::to_string);
        self.found.dtg_span = Some(self.block.span(dtg.raw.clone()));
        for signal in dtg.z_signals.clone() {
            self.found.z_signals.extend(text.get(signal.clone()).map(str::to_string));
            self.keep("z-signal", signal);
        }
        self.found.dtg = Some(dtg);
        self.opened = true;
    }

    fn keep(&mut self, kind: &str, range: Range<usize>) {
        let text = self.block.as_str().get(range.clone()).unwrap_or_default().to_string();
        self.found.lines.push(NetworkLine { kind: kind.to_string(), text, span: self.block.span(range) });
    }

    /// The addressees of one line of the current list, on both sides of a page line inside it (format.md §11.5).
    fn addressees(&mut self, range: Range<usize>) {
        let text = self.block.as_str();
        let mut rest = range;
        while let Some((page, _)) = text.get(rest.clone()).and_then(furniture::within) {
            self.piece(trimmed(text, rest.start..rest.start + page.start));
            rest.start += page.end;
        }
        self.piece(trimmed(text, rest));
    }

    fn piece(&mut self, range: Range<usize>) {
        let text = self.block.as_str();
        if range.is_empty() {
            return;
        }
        if let Some((precedence, mcn)) = address::rider(text, range.clone()) {
            if let Some(last) = self.last() {
                last.precedence = last.precedence.or(precedence);
                last.mcn = last.mcn.or(mcn);
            }
            return;
        }
        if self.runs_on(range.clone()) {
            return;
        }
        for piece in address::split(text, range) {
            match address::read(self.block, piece.clone(), self.notes) {
                Some(found) => self.add(found),
                None => self.leave(piece),
            }
        }
    }

    fn add(&mut self, found: Addressee) {
        let place = if self.list == List::To { self.found.to.len() } else { self.found.info.len() };
        if matches!(self.list, List::To | List::Info) && address::is_collective(&found.name) {
            self.collective = Some((self.list, place));
        }
        match self.list {
            List::From if self.found.from.is_none() => self.found.from = Some(found),
            List::To => self.found.to.push(found),
            List::Info => self.found.info.push(found),
            List::Exempt => self.exempt(found),
            List::None | List::From => {
                let Span { start, end } = found.span;
                self.notes.unparsed.push(Unparsed { text: found.name, span: Span { start, end } });
            }
        }
    }

    fn leave(&mut self, range: Range<usize>) {
        let text = self.block.as_str().get(range.clone()).unwrap_or_default().trim().to_string();
        if !text.is_empty() {
            self.notes.unparsed.push(Unparsed { text, span: self.block.span(range) });
        }
    }

    /// An exempted member goes with the collective that stands before it, the nearest where there are several.
    fn exempt(&mut self, member: Addressee) {
        let collective = match self.collective {
            Some((List::To, at)) => self.found.to.get_mut(at),
            Some((_, at)) => self.found.info.get_mut(at),
            None => None,
        };
        match collective {
            Some(collective) => collective.excluded.push(member.name),
            None => {
                self.notes.warn(
                    "exemption_without_collective",
                    "no collective precedes the XMT line",
                    Some(member.span),
                );
                self.found.excluded.push(member.name);
            }
        }
    }

    fn last(&mut self) -> Option<&mut Addressee> {
        match self.list {
            List::From => self.found.from.as_mut(),
            List::To => self.found.to.last_mut(),
            List::Info => self.found.info.last_mut(),
            _ => None,
        }
    }

    /// The rest of an address whose line was broken: inside `//…//`, or a name that only both lines make.
    fn runs_on(&mut self, range: Range<usize>) -> bool {
        let block = self.block;
        let Some(more) = block.as_str().get(range.clone()) else { return false };
        let span = block.span(range.clone());
        let Some(last) = self.last() else { return false };
        // No address is longer; a list of broken ones must not grow into one name.
        if last.name.len() + more.len() > 300 {
            return false;
        }
        let open = address::in_units(&last.name) || (more.starts_with("//") && !last.name.contains("//"));
        if open {
            let Some(more) = address::read(block, range, &mut Notes::default()) else { return false };
            let gap = if more.name.starts_with("//") { "" } else { " " };
            last.name = format!("{}{gap}{}", last.name, more.name);
            last.precedence = last.precedence.or(more.precedence);
            last.mcn = last.mcn.or(more.mcn);
        } else {
            if more.contains('/') || address::split(more, 0..more.len()).len() > 1 {
                return false;
            }
            let whole = format!("{} {more}", last.name);
            let post = address::post(&whole, None);
            // `PORT OF` is the switch's name for the whole already.
            let fits = post.is_some() && (last.post.is_none() || last.post == post);
            if !fits || address::post(more, None).is_some() {
                return false;
            }
            (last.name, last.post) = (whole, post);
        }
        last.span.end = last.span.end.max(span.end);
        true
    }
}

/// The label at the beginning of a line and how many bytes it takes; letters that were misread included.
fn label(line: &str) -> Option<(List, usize)> {
    const LABELS: &[(&str, List)] = &[
        ("FM", List::From),
        ("FROM", List::From),
        ("TO", List::To),
        ("T0", List::To),
        ("ACTION", List::To),
        ("INFO", List::Info),
        ("INF0", List::Info),
        ("1NFO", List::Info),
        ("lNFO", List::Info),
        ("XMT", List::Exempt),
    ];
    let word = line.split([' ', '\t', ':']).next().unwrap_or(line);
    let (name, list) = LABELS.iter().find(|(name, _)| word.eq_ignore_ascii_case(name))?;
    let colon = line.get(word.len()..).is_some_and(|rest| rest.trim_start().starts_with(':'));
    // The later labels of a mail-like header always have a colon; `ACTION` without one opens an office list.
    if ["FROM", "ACTION"].contains(name) && !colon {
        return None;
    }
    let rest = line.get(word.len()..).unwrap_or_default();
    let after = rest.trim_start().strip_prefix(':').map_or(rest.len(), str::len);
    Some((*list, line.len() - after))
}

/// The lines of the block; a header that lost its line ends is cut before its labels.
fn pieces(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let range = start..start + line.len();
        start = range.end;
        cut(text, range, &mut out);
    }
    out
}

/// Cuts one line before `FM`, `TO`, `INFO`, `XMT` that follow a date-time group or another label on it.
fn cut(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let line = text.get(range.clone()).unwrap_or_default();
    let mut from = range.start;
    let mut open = label(line.trim_start()).is_some() && !distribution::is_office_line(line.trim_start());
    if let Some(dtg) = dtg::read(line).filter(|dtg| dtg.month.is_some())
        && !dtg.ends_line(line)
    {
        open = true;
        out.push(from..from + dtg.end);
        from += dtg.end;
    }
    if open {
        for (at, _) in line.match_indices(' ') {
            let at = range.start + at + 1;
            let rest = text.get(at..range.end).unwrap_or_default();
            let word = rest.split_ascii_whitespace().next().unwrap_or_default();
            let starts = ["FM", "TO", "INFO", "XMT"].contains(&word) && rest.starts_with(word);
            if at > from && starts && !text.get(from..at).is_some_and(|before| before.trim().is_empty()) {
                out.push(from..at);
                from = at;
            }
        }
    }
    out.push(from..range.end);
}

fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let piece = text.get(range.clone()).unwrap_or_default();
    let start = range.start + (piece.len() - piece.trim_start().len());
    start..start.max(range.start + piece.trim_end().len())
}

impl Dtg {
    fn ends_line(&self, line: &str) -> bool {
        line.get(self.end..).is_some_and(|rest| rest.trim().is_empty())
    }
}
