//! From a document to a telegram, step by step. Each step claims lines of the [`Sheet`]; none can fail.
//!
//! frame → preamble → header → sections → ending → body → values → what follows from the values.

use std::ops::Range;

use sha2::{Digest, Sha256};
use sources::Document;

use crate::body::{self, Body, BodyLine, LineKind};
use crate::ending::{self, Ending};
use crate::frame::{self, Frame};
use crate::glance::glance;
use crate::header::labels::Field;
use crate::header::scan::{self, Header, HeaderField};
use crate::identity::{self, Identity};
use crate::lines::Ends;
use crate::passage::Passage;
use crate::preamble::{self, Preamble};
use crate::record::{Claim, Element, Layer, Notes, Paragraph, Source, Span, Telegram, Unparsed};
use crate::sections;
use crate::sheet::{Role, Sheet};
use crate::{completeness, layers};

/// What a line of the document turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExplainedLine {
    /// The line with its line end.
    pub span: Span,
    /// Who added it.
    pub layer: Layer,
    /// The field of the record that it went into, or the kind of furniture.
    pub field: &'static str,
    /// As printed, without its line end.
    pub text: String,
}

/// Reads a document that holds one telegram. Total: whatever the bytes, there is a record.
pub fn parse(document: &Document) -> Telegram {
    read(document).0
}

/// The record, and what became of each line.
pub fn explain(document: &Document) -> (Telegram, Vec<ExplainedLine>) {
    let (telegram, sheet) = read(document);
    let lines = sheet.in_document_order().into_iter().map(|(line, role)| ExplainedLine {
        span: sheet.span(line.from..line.next),
        layer: role.layer(),
        field: role.name(),
        text: document.text.as_str().get(line.from..line.end.max(line.from)).unwrap_or_default().to_string(),
    });
    let lines = lines.collect();
    (telegram, lines)
}

fn read(document: &Document) -> (Telegram, Sheet<'_>) {
    let mut notes = Notes::default();
    let mut sheet = Sheet::new(document);
    let frame = in_order(&mut sheet, &mut notes);
    let mut preamble = preamble::read(&mut sheet, &mut notes);
    let class = preamble.class.map(|i| identity::class(&mut sheet, i));
    let header = scan::scan(&mut sheet, class.as_ref().map_or(preamble.end, |class| class.next), &mut notes);
    crate::values::doubt::year(&mut preamble, &header, &sheet, &mut notes);
    let first = class.as_ref().and_then(|class| class.line.section);
    let seen = sections::read(&mut sheet, &header, first, &frame.pages, &mut notes);
    let ending = ending::read(&mut sheet, header.body);
    if let Some((first, second, place)) = &ending.fused {
        let place = sheet.span(place.clone());
        notes.suggest(
            55,
            place,
            &format!("{first}{second}"),
            &format!("{first}\n{second}"),
            0.7,
            &["two names of officers without a line end between them"],
        );
    }
    let opens = seen.sections.seen.first().is_none_or(|first| *first <= 1);
    let body = body_of(&mut sheet, &header, &ending, opens, &mut notes);

    let mut telegram = Telegram { source: source(document), claims: claims(document), ..Telegram::default() };
    telegram.sections = seen.sections;
    let printed = |span: Span| {
        String::from_utf8_lossy(document.bytes.get(span.start..span.end).unwrap_or_default()).into_owned()
    };
    sections::infer(&mut telegram.sections, &body.breaks, printed, &mut notes);
    let parts =
        Parts { document, sheet: &sheet, frame: &frame, preamble, class, header: &header, ending: &ending };
    let texts = fill_text(&mut telegram, body, &parts);
    crate::values::fill(&mut telegram, &parts, &texts, &seen.repeated_tags, &mut notes);
    telegram.completeness = completeness::judge(&completeness::Evidence {
        availability: document.availability,
        frame: &frame,
        sections: &telegram.sections,
        body: &telegram.body,
        signed: !ending.signatures.is_empty(),
        header_found: parts.class.is_some() || !header.fields.is_empty(),
        network_found: telegram.from.is_some() || telegram.date.raw.is_some(),
        last_line: last_line(&sheet),
    });
    finish(&mut telegram, &mut sheet, notes);
    (telegram, sheet)
}

/// The frame, read after sections and pages have been put into the order of their numbers.
fn in_order(sheet: &mut Sheet, notes: &mut Notes) -> Frame {
    let mut moved = sheet.order_sections();
    let mut frame = frame::read(sheet);
    let pages: Vec<(usize, (u16, u16))> = frame
        .pages
        .iter()
        .filter_map(|page| Some((page.line, (page.section.map_or(1, |(section, _)| section), page.page?))))
        .collect();
    if let Some(place) = sheet.order_pages(&pages) {
        moved = Some(place);
        frame = frame::read(sheet);
    }
    if let Some(place) = moved {
        let printed =
            String::from_utf8_lossy(sheet.document.bytes.get(place.start..place.end).unwrap_or_default())
                .into_owned();
        notes.repair(
            42,
            place,
            &printed,
            "",
            0.95,
            &["pages or sections stand out of order: the text is read in the order of their numbers"],
        );
    }
    frame
}

/// Everything that the values are read from.
pub(crate) struct Parts<'a, 'd> {
    pub(crate) document: &'d Document,
    pub(crate) sheet: &'a Sheet<'d>,
    pub(crate) frame: &'a Frame,
    pub(crate) preamble: Preamble,
    pub(crate) class: Option<Identity<'d>>,
    pub(crate) header: &'a Header,
    pub(crate) ending: &'a Ending,
}

impl<'d> Parts<'_, 'd> {
    /// The first field of a kind, and all its pieces as one passage.
    pub(crate) fn field(&self, field: Field) -> Option<(&HeaderField, Passage<'d>)> {
        let found = self.header.fields.iter().find(|found| found.field == field)?;
        Some((found, self.sheet.passage(&found.pieces)))
    }

    /// All fields of a kind as one passage.
    pub(crate) fn fields(&self, field: Field) -> Option<Passage<'d>> {
        let pieces: Vec<Range<usize>> = self
            .header
            .fields
            .iter()
            .filter(|found| found.field == field)
            .flat_map(|found| found.pieces.clone())
            .collect();
        (!pieces.is_empty()).then(|| self.sheet.passage(&pieces))
    }

    /// One field, with what publishers and converters did to the characters repaired.
    pub(crate) fn repaired_field(&self, field: &HeaderField, notes: &mut Notes) -> Passage<'d> {
        let mut passage = Passage::new(&self.document.text);
        for range in field.pieces.iter().cloned() {
            if !passage.as_str().is_empty() {
                passage.push_as("\n", range.start.saturating_sub(1));
            }
            crate::clean::push(&mut passage, self.document.text.as_str(), range, notes);
        }
        passage
    }

    /// All fields of a kind, repaired in the same way.
    pub(crate) fn repaired(&self, field: Field, notes: &mut Notes) -> Option<Passage<'d>> {
        let mut passage = Passage::new(&self.document.text);
        for range in self
            .header
            .fields
            .iter()
            .filter(|found| found.field == field)
            .flat_map(|found| found.pieces.clone())
        {
            if !passage.as_str().is_empty() {
                passage.push_as("\n", range.start.saturating_sub(1));
            }
            crate::clean::push(&mut passage, self.document.text.as_str(), range, notes);
        }
        (!passage.as_str().is_empty()).then_some(passage)
    }
}

/// The drafter's lines below the header that nothing else has claimed.
fn body_of<'d>(
    sheet: &mut Sheet<'d>,
    header: &Header,
    ending: &Ending,
    opens: bool,
    notes: &mut Notes,
) -> Body<'d> {
    let mut lines = Vec::new();
    let (mut blank, mut frame) = (true, false);
    for i in header.body..sheet.len() {
        match sheet.role(i) {
            Role::Blank => blank = true,
            // A lone dash was the old terminals' empty line (format.md §12.2).
            Role::Unread if sheet.content(i) == "-" => {
                blank = true;
                sheet.set(i, Role::Body(LineKind::Rule));
            }
            Role::Unread => {
                let mut range = sheet.range(i);
                if i == header.body {
                    range.start = range.start.max(header.body_at.min(range.end));
                }
                if let Some((line, at)) = ending.cut.filter(|(line, _)| *line == i) {
                    range.end = if line == i { at } else { range.end };
                }
                let content = sheet.text().get(range.clone()).unwrap_or_default().trim_end();
                let end = range.start + content.len();
                lines.push(BodyLine {
                    index: i,
                    start: range.start,
                    end,
                    blank_before: blank,
                    frame_before: frame,
                    seen: glance(content.as_bytes()),
                    ..BodyLine::default()
                });
                (blank, frame) = (false, false);
            }
            _ => frame = true,
        }
    }
    let indexes: Vec<usize> = lines.iter().map(|line| line.index).collect();
    let body = body::read(&sheet.document.text, lines, opens, notes);
    for (i, kind) in indexes.into_iter().zip(&body.kinds) {
        sheet.set(i, Role::Body(*kind));
    }
    body
}

/// Paragraphs, summary, and a numbered classifier paragraph, which is paragraph 1 as well (format.md §7.6).
fn fill_text<'d>(
    telegram: &mut Telegram,
    body: Body<'d>,
    parts: &Parts<'_, 'd>,
) -> Vec<(Option<u32>, Passage<'d>)> {
    telegram.body = body.elements;
    telegram.summary = body.summary;
    if let Some((field, passage)) =
        parts.field(Field::ClassifiedBy).filter(|(field, _)| field.label.number.is_some())
    {
        let whole = passage.as_str().len();
        let number = field
            .label
            .number
            .clone()
            .and_then(|range| passage.as_str().get(range))
            .unwrap_or_default()
            .to_string();
        let text = passage.part(field.label.words.start..whole);
        telegram.body.insert(
            0,
            Element::Paragraph(Paragraph {
                number: number.parse().ok(),
                printed: Some(number),
                text: text.as_str().split_whitespace().collect::<Vec<_>>().join(" "),
                span: passage.span(0..whole),
                text_span: text.span(0..text.as_str().len()),
                ..Paragraph::default()
            }),
        );
    }
    body.texts
}

fn source(document: &Document) -> Source {
    Source {
        path: document.path.clone(),
        container: document.container.name().to_string(),
        encoding: document.encoding.to_string(),
        offset: document.offset,
        length: document.bytes.len(),
        sha256: hexadecimal(&Sha256::digest(&document.bytes)),
        layers: Vec::new(),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)] as char, DIGITS[usize::from(byte & 15)] as char])
        .collect()
}

fn claims(document: &Document) -> Vec<Claim> {
    let claim = |fact: &sources::Fact| Claim {
        name: fact.name.name().to_string(),
        value: fact.value.clone(),
        span: fact.span.clone().map(Span::from),
    };
    document.facts.iter().map(claim).collect()
}

/// Notes line ends that were lost, written out in letters, or marked with a backslash.
fn line_ends(sheet: &Sheet, notes: &mut Notes) {
    let whole = sheet.span(0..sheet.text().len());
    match sheet.ends {
        Ends::Real => {}
        Ends::Lost => notes.repair(
            15,
            whole,
            "",
            "\n",
            0.95,
            &["line ends were lost: lines are cut before field labels and paragraph numbers"],
        ),
        Ends::WrittenOut => {
            notes.repair(8, whole, "\\n", "\n", 0.97, &["line ends are written out in letters"])
        }
    }
    if memchr::memchr(b'\\', sheet.text().as_bytes()).is_none() {
        return;
    }
    for line in &sheet.lines {
        let rest = sheet.text().get(line.end..line.next).unwrap_or_default();
        if rest.starts_with('\\') && rest.len() < 5 && sheet.ends != Ends::WrittenOut {
            notes.repair(
                8,
                sheet.span(line.end..line.end + 1),
                "\\",
                "",
                0.97,
                &["a backslash at the end of a line"],
            );
        }
    }
}

fn last_line<'d>(sheet: &Sheet<'d>) -> &'d str {
    (0..sheet.len())
        .rev()
        .find(|i| matches!(sheet.role(*i), Role::Body(LineKind::Paragraph)))
        .map_or("", |i| sheet.content(i))
}

/// Layers, what nobody could read, and everything in order of place.
fn finish(telegram: &mut Telegram, sheet: &mut Sheet, mut notes: Notes) {
    for i in 0..sheet.len() {
        if matches!(sheet.role(i), Role::Unread | Role::Unparsed) {
            notes.unparsed.push(Unparsed { text: sheet.content(i).to_string(), span: sheet.line_span(i) });
        }
    }
    line_ends(sheet, &mut notes);
    telegram.source.layers = layers::tile(sheet);
    notes.repairs.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    notes.suggestions.sort_by(|a, b| (a.span, &a.rule).cmp(&(b.span, &b.rule)));
    notes.redactions.sort_by_key(|redaction| redaction.span);
    telegram.repairs = notes.repairs;
    telegram.suggestions = notes.suggestions;
    telegram.redactions = notes.redactions;
    telegram.warnings = notes.warnings;
    telegram.unparsed = notes.unparsed;
}
