//! The frame: finds the lines that nobody drafted and takes them off the sheet (format.md §0.3, §11.7, §13.3, §14.2).
//!
//! Pages, stamps, receipts, counters, end marks and publishers' notices are told line by line. Lines that only their
//! neighbours make furniture wait for those. What the frame says of sections, pages and releases is kept.

use crate::distribution;
use crate::furniture::{self, Furniture, attributes};
use crate::header::labels::{self, Field};
use crate::record::{Layer, NetworkLine, Release};
use crate::sheet::{Role, Sheet};

/// A page line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) line: usize,
    pub(crate) page: Option<u16>,
    pub(crate) post: String,
    pub(crate) serial: u32,
    pub(crate) section: Option<(u16, Option<u16>)>,
    /// Day, hour, minute.
    pub(crate) day_time: Option<(u8, u8, u8)>,
}

/// What the frame says.
#[derive(Debug, Default)]
pub(crate) struct Frame {
    pub(crate) pages: Vec<Page>,
    /// What a printed edition says in the place of header and network lines.
    pub(crate) frus: Option<crate::frus::Frus>,
    pub(crate) releases: Vec<Release>,
    pub(crate) network: Vec<NetworkLine>,
    /// A publisher says that the text is not all there: the line.
    pub(crate) partial_extract: Option<usize>,
    /// The filing system says that the text cannot be had.
    pub(crate) text_unavailable: Option<usize>,
    pub(crate) withdrawal_card: Option<usize>,
    pub(crate) footer: Option<(u16, String, u32)>,
    pub(crate) level_alone: Option<(usize, crate::record::Level)>,
}

/// Labels the frame's lines on the sheet.
pub(crate) fn read(sheet: &mut Sheet) -> Frame {
    let mut frame = Frame { frus: crate::frus::read(sheet), ..Frame::default() };
    let mut waiting: Vec<(usize, Layer, &'static str)> = Vec::new();
    let mut head: Option<u16> = None;
    for i in 0..sheet.len() {
        if !sheet.is_unread(i) {
            continue;
        }
        let content = sheet.content(i);
        let tail = head.take().and_then(|page| furniture::page_tail(content, page));
        let Some(found) = tail.or_else(|| furniture::read(content)) else { continue };
        if let Furniture::PageHead { page } = found {
            head = Some(page);
        }
        if found.needs_company(content) {
            if let Furniture::LevelAlone { level } = found {
                frame.level_alone.get_or_insert((i, level));
            }
            waiting.push((i, found.layer(), found.kind()));
            continue;
        }
        sheet.set(i, Role::Frame(found.layer(), found.kind()));
        frame.keep(sheet, i, &found);
    }
    company(sheet, &waiting);
    repeated_distribution(sheet, &frame.pages);
    attribute_list(sheet);
    for (i, ..) in waiting {
        if let Role::Frame(_, kind) = sheet.role(i) {
            frame.network.push(NetworkLine {
                kind: kind.to_string(),
                text: sheet.content(i).to_string(),
                span: sheet.line_span(i),
            });
        }
    }
    frame.network.sort_by_key(|line| line.span.start);
    frame
}

impl Frame {
    fn keep(&mut self, sheet: &Sheet, i: usize, found: &Furniture) {
        let text = || sheet.content(i).to_string();
        match found {
            Furniture::Page70 { page, post, serial, section, day_time, .. } => self.pages.push(Page {
                line: i,
                page: Some(*page),
                post: post.to_string(),
                serial: *serial,
                section: section.map(|section| (section.number, section.total)),
                day_time: day_time.map(|at| (at.day, at.hour, at.minute)),
            }),
            Furniture::Page90 { post, serial, section, page, total } => self.pages.push(Page {
                line: i,
                page: *page,
                post: post.to_string(),
                serial: *serial,
                section: Some((*section, Some(*total))),
                day_time: None,
            }),
            Furniture::Release { reviewer, date } => {
                let span = sheet.line_span(i);
                self.releases.push(Release {
                    text: text(),
                    date: date.clone(),
                    reviewer: reviewer.map(str::to_string),
                    span,
                });
            }
            Furniture::Footer { year, post, serial, .. } => {
                self.footer = Some((*year, post.to_string(), *serial))
            }
            Furniture::PartialExtract => self.partial_extract = Some(i),
            Furniture::TextUnavailable => self.text_unavailable = Some(i),
            // A list of attributes says what the record is; only without a text is it a card in its place.
            Furniture::WithdrawalCard if text().eq_ignore_ascii_case("message attributes") => {}
            Furniture::WithdrawalCard => self.withdrawal_card = Some(i),
            _ => {}
        }
        let kept = matches!(
            found,
            Furniture::Receipt
                | Furniture::Counter
                | Furniture::End
                | Furniture::Footer { .. }
                | Furniture::ServiceNote
        );
        if kept {
            self.network.push(NetworkLine {
                kind: found.kind().to_string(),
                text: text(),
                span: sheet.line_span(i),
            });
        }
    }
}

/// A waiting line is furniture when the nearest line with words, before or after it, is, or when the text begins or ends
/// with it. Claimed lines give company to the next.
fn company(sheet: &mut Sheet, waiting: &[(usize, Layer, &'static str)]) {
    let firm = |sheet: &Sheet, i: usize| matches!(sheet.role(i), Role::Frame(..));
    let before = |sheet: &Sheet, i: usize| (0..i).rev().take(40).find(|n| sheet.role(*n) != Role::Blank);
    let after =
        |sheet: &Sheet, i: usize| (i + 1..sheet.len()).take(40).find(|n| sheet.role(*n) != Role::Blank);
    for forward in [true, false] {
        let order: Vec<_> = if forward { waiting.iter().collect() } else { waiting.iter().rev().collect() };
        for (i, layer, kind) in order.into_iter().copied() {
            let (previous, next) = (before(sheet, i), after(sheet, i));
            let accompanied =
                previous.is_some_and(|n| firm(sheet, n)) || next.is_some_and(|n| firm(sheet, n));
            // A level word or end sign closes a text; at its beginning a level word may be all that is left of the
            // classification line.
            let closes = next.is_none() && previous.is_some();
            if accompanied
                && !(kind == "counter"
                    && (table_around(sheet, previous, next) || number_of_reference(sheet, i)))
                || closes
            {
                sheet.set(i, Role::Frame(layer, kind));
            }
        }
    }
}

/// The number of a reference whose name stands before the page line.
fn number_of_reference(sheet: &Sheet, i: usize) -> bool {
    let last = (0..i).rev().take(8).find(|n| sheet.is_unread(*n)).map_or("", |n| sheet.content(n));
    let named = last
        .rsplit(' ')
        .next()
        .is_some_and(|word| word.len() > 2 && word.bytes().all(|b| b.is_ascii_uppercase()));
    named && labels::at_start(last).is_some_and(|label| label.field == Field::References)
}

/// The distribution that pages after the first repeat under their page line (format.md §14 #52). The preamble reads what
/// stands above the classification line all the same.
fn repeated_distribution(sheet: &mut Sheet, pages: &[Page]) {
    for page in pages.iter().skip(1) {
        let mut open = false;
        for i in page.line + 1..sheet.len() {
            let content = sheet.content(i);
            match sheet.role(i) {
                Role::Blank | Role::Frame(..) => continue,
                Role::Unread
                    if distribution::is_office_line(content) || open && distribution::goes_on(content) =>
                {
                    open = true
                }
                _ => break,
            }
            sheet.set(i, Role::Frame(Layer::Archive, "distribution"));
        }
    }
}

/// A lone number between numbers is a column, not a counter.
fn table_around(sheet: &Sheet, previous: Option<usize>, next: Option<usize>) -> bool {
    let number = |i: Option<usize>| {
        i.is_some_and(|i| sheet.is_unread(i) && sheet.content(i).bytes().all(|b| b.is_ascii_digit()))
    };
    number(previous) && number(next)
}

/// The attribute list that copies of the filing system print after the text (format.md §13.3).
fn attribute_list(sheet: &mut Sheet) {
    let is_label = |i: &usize| attributes::attribute(sheet.content(*i)).is_some();
    let at_end = sheet.len().saturating_sub(120);
    let labels = (at_end..sheet.len()).filter(is_label).count();
    if labels == 0 || labels + (0..at_end).filter(is_label).take(attributes::RUN).count() < attributes::RUN {
        return;
    }
    let contents: Vec<&str> = (0..sheet.len()).map(|i| sheet.content(i)).collect();
    // The message system after 2010 prints a header that looks like such a list.
    let header = |i: usize| {
        labels::at_start(contents.get(i).copied().unwrap_or_default())
            .is_some_and(|label| matches!(label.field, Field::Mrn | Field::DateTimeGroup))
    };
    if let Some(range) = attributes::list(&contents).filter(|range| !range.clone().any(header)) {
        let title = (0..range.start)
            .rev()
            .take(4)
            .find(|i| sheet.role(*i) != Role::Blank)
            .filter(|i| sheet.content(*i).eq_ignore_ascii_case("message attributes"));
        for i in title.into_iter().chain(range) {
            if sheet.is_unread(i) {
                sheet.set(i, Role::Frame(Layer::Archive, "attribute"));
            }
        }
    }
}
