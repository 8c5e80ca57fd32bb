//! The sheet: the document's lines, each with what it turned out to be.
//!
//! Every step of reading a telegram takes lines that no step before it has claimed, and gives them a [`Role`]. What is
//! left at the end is `unparsed`. Layers and the view line by line are read off the sheet.

use std::ops::Range;

use sources::Document;

use crate::body::LineKind;
use crate::class_line::{self, ClassLine};
use crate::header::labels::Field;
use crate::lines::{self, Ends, Line};
use crate::passage::Passage;
use crate::record::{Layer, Span};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Nobody has claimed it.
    Unread,
    Blank,
    /// Added by the network, the archive, a reviewer or a publisher; the kind in words.
    Frame(Layer, &'static str),
    Classification,
    Caption,
    PassLine,
    /// A header field's first line, or one it goes on in.
    Field(Field),
    /// A header line that a later section repeats.
    Repeated,
    Body(LineKind),
    Signature,
    /// Declassification marks at the end of the text, before 1972.
    EndMark,
    Unparsed,
}

impl Role {
    /// Who added the line.
    pub(crate) fn layer(self) -> Layer {
        match self {
            Role::Frame(layer, _) => layer,
            _ => Layer::Drafter,
        }
    }

    /// The name in the view line by line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Role::Unread | Role::Unparsed => "unparsed",
            Role::Blank => "",
            Role::Frame(_, kind) => kind,
            Role::Classification => "classification",
            Role::Caption => "captions",
            Role::PassLine => "pass_lines",
            Role::Field(field) => field.name(),
            Role::Repeated => "repeated header",
            Role::Body(LineKind::Paragraph) => "body",
            Role::Body(LineKind::Heading) => "heading",
            Role::Body(LineKind::Rule) => "rule",
            Role::Signature => "signature",
            Role::EndMark => "end mark",
        }
    }
}

/// The lines of a document and their roles.
pub(crate) struct Sheet<'d> {
    pub(crate) document: &'d Document,
    pub(crate) lines: Vec<Line>,
    pub(crate) roles: Vec<Role>,
    /// How its lines end.
    pub(crate) ends: Ends,
    /// The lines that can be read as classification lines: several steps ask for them.
    classes: Vec<(usize, ClassLine)>,
}

fn classes(text: &str, lines: &[Line]) -> Vec<(usize, ClassLine)> {
    lines.iter().enumerate().filter_map(|(i, line)| Some((i, class_line::read(line.of(text))?))).collect()
}

impl<'d> Sheet<'d> {
    pub(crate) fn new(document: &'d Document) -> Sheet<'d> {
        let (lines, ends) = lines::split(document.text.as_str());
        let roles =
            lines.iter().map(|line| if line.is_blank() { Role::Blank } else { Role::Unread }).collect();
        let classes = classes(document.text.as_str(), &lines);
        Sheet { document, lines, roles, ends, classes }
    }

    /// Line `i` as a classification line.
    pub(crate) fn class_line(&self, i: usize) -> Option<&ClassLine> {
        let at = self.classes.partition_point(|(line, _)| *line < i);
        self.classes.get(at).filter(|(line, _)| *line == i).map(|(_, class)| class)
    }

    /// Puts sections that stand in another order than their numbers into the order of the numbers (format.md §14 #42). Only
    /// the order of reading changes: every line keeps its place in the document. Gives the line that stood out of order.
    pub(crate) fn order_sections(&mut self) -> Option<Span> {
        let heads: Vec<(usize, u16)> = self
            .classes
            .iter()
            .filter(|(_, class)| class.serial.is_some())
            .filter_map(|(i, class)| Some((*i, class.section?.0)))
            .collect();
        self.order_by(&heads)
    }

    /// The same for pages whose numbers are out of order; `pages` are their lines with section and page.
    pub(crate) fn order_pages(&mut self, pages: &[(usize, (u16, u16))]) -> Option<Span> {
        let mut keys: Vec<(u16, u16)> = pages.iter().map(|(_, key)| *key).collect();
        keys.sort_unstable();
        keys.dedup();
        // Two pages of one number are copies or another count: nothing is moved.
        if keys.len() != pages.len() {
            return None;
        }
        let ranked: Vec<(usize, u16)> = pages
            .iter()
            .filter_map(|(at, key)| {
                Some((*at, u16::try_from(keys.partition_point(|other| other < key)).ok()? + 1))
            })
            .collect();
        self.order_by(&ranked)
    }

    /// Sorts the stretches that begin at `heads` by their numbers.
    fn order_by(&mut self, heads: &[(usize, u16)]) -> Option<Span> {
        let late = heads
            .windows(2)
            .find_map(|pair| matches!(pair, [a, b] if a.1 > b.1).then(|| pair.last().copied())?)?;
        let span = self.line_span(late.0);
        let section_of = |i: usize| {
            heads
                .partition_point(|(at, _)| *at <= i)
                .checked_sub(1)
                .and_then(|at| heads.get(at))
                .map_or(0, |(_, section)| *section)
        };
        let mut order: Vec<usize> = (0..self.lines.len()).collect();
        order.sort_by_key(|i| (section_of(*i), *i));
        self.lines = order.iter().filter_map(|i| self.lines.get(*i).copied()).collect();
        self.roles =
            self.lines.iter().map(|line| if line.is_blank() { Role::Blank } else { Role::Unread }).collect();
        self.classes = classes(self.document.text.as_str(), &self.lines);
        Some(span)
    }

    /// The lines in the order of the document, with their roles.
    pub(crate) fn in_document_order(&self) -> Vec<(Line, Role)> {
        let mut out: Vec<(Line, Role)> = self.lines.iter().copied().zip(self.roles.iter().copied()).collect();
        out.sort_by_key(|(line, _)| line.from);
        out
    }

    pub(crate) fn text(&self) -> &'d str {
        self.document.text.as_str()
    }

    pub(crate) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Content of line `i`, blanks at both ends left out; empty beyond the end.
    pub(crate) fn content(&self, i: usize) -> &'d str {
        self.lines.get(i).map_or("", |line| line.of(self.text()))
    }

    pub(crate) fn range(&self, i: usize) -> Range<usize> {
        self.lines.get(i).map_or(0..0, Line::range)
    }

    pub(crate) fn role(&self, i: usize) -> Role {
        self.roles.get(i).copied().unwrap_or(Role::Blank)
    }

    pub(crate) fn set(&mut self, i: usize, role: Role) {
        if let Some(slot) = self.roles.get_mut(i) {
            *slot = role;
        }
    }

    /// True for a line that a step may still claim.
    pub(crate) fn is_unread(&self, i: usize) -> bool {
        self.role(i) == Role::Unread
    }

    /// Document bytes of a range of the reading text.
    pub(crate) fn span(&self, range: Range<usize>) -> Span {
        Span::from(self.document.text.span(range))
    }

    /// Document bytes of line `i`.
    pub(crate) fn line_span(&self, i: usize) -> Span {
        self.span(self.range(i))
    }

    /// The ranges of the reading text as one passage, a line end between them.
    pub(crate) fn passage(&self, ranges: &[Range<usize>]) -> Passage<'d> {
        let mut passage = Passage::new(&self.document.text);
        for (i, range) in ranges.iter().enumerate() {
            if i > 0 {
                passage.push_as("\n", range.start.saturating_sub(1));
            }
            passage.push(range.clone());
        }
        passage
    }
}
