//! Telegrams in a volume of Foreign Relations of the United States (format.md §13.7, §16.4).
//!
//! ```text
//! document = '<div type="document">' head { note } [ opener ] [ dateline ] { paragraph | list | table | closer } "</div>"
//! ```
//!
//! The text is head, dateline and paragraphs, with an empty line between them and editorial brackets kept. The source
//! note is given as facts. Documents whose head tells of no telegram, airgram or circular are left out and counted.

use std::ops::Range;

use crate::document::{Availability, Container, Document, Fact, FactName, decode};
use crate::markup::{Pour, Space, Token, Tokens, attribute, local};
use crate::problem::ProblemKind;
use crate::text::Text;
use crate::walk::{Flow, Walk};
use crate::window::Window;

use super::elements::{Cut, Elements};
use super::page::is_one_of;
use super::problem;

/// Words in a head that tell of a telegram.
const TELEGRAMS: [&str; 5] = ["telegram", "airgram", "circular", "telegraphic", "cable"];
/// Elements that are paragraphs of the text.
const PARAGRAPHS: [&str; 13] = [
    "head",
    "p",
    "dateline",
    "item",
    "closer",
    "opener",
    "signed",
    "salute",
    "postscript",
    "row",
    "label",
    "l",
    "list",
];
/// Level words as volumes print them, the longer before the shorter.
const LEVELS: [&str; 7] = [
    "Top Secret",
    "Secret",
    "Confidential",
    "Limited Official Use",
    "Official Use Only",
    "Unclassified",
    "No classification marking",
];

/// Whether `head` begins a volume.
pub(crate) fn is_volume(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head.get(..head.len().min(4096)).unwrap_or_default());
    head.contains("<TEI")
        || head.contains("tei-c.org")
        || (head.contains("<div") && head.contains("type=\"document\""))
}

/// Reads the telegrams of the volume.
pub(crate) fn read(walk: &mut Walk, path: &str, window: &mut Window) -> Flow {
    let wanted = |tag: &str| {
        attribute(tag.split_once(char::is_whitespace).map_or("", |(_, attributes)| attributes), "type")
            == Some("document")
    };
    let elements = Elements::new("div", &wanted);
    let (mut number, mut others) = (0, 0);
    while let Some(cut) = elements.next(window, walk.limits.max_record) {
        number += 1;
        let (name, offset) = (format!("{path}#{number}"), window.offset());
        let (length, whole) = match cut {
            Cut::Whole(length) => (length, true),
            Cut::Open(length) => (length, false),
            Cut::TooLong => {
                let message = format!("the document is longer than {} bytes", walk.limits.max_record);
                let hint = "reading went on behind the limit";
                walk.problem(problem(&name, offset, ProblemKind::TooLarge, message, hint))?;
                continue;
            }
        };
        let bytes = window.held().get(..length).unwrap_or_default().to_vec();
        window.consume(length);
        match document(&name, offset, bytes) {
            Some(document) => walk.document(document)?,
            None => others += 1,
        }
        if !whole {
            let hint = "what stands before the end was read";
            walk.problem(problem(&name, offset, ProblemKind::Damaged, "the document is cut off", hint))?;
        }
    }
    match (number, others) {
        (0, _) => {
            let hint = "a document is a `div` of type `document`";
            walk.problem(problem(path, 0, ProblemKind::NotADocument, "the volume has no documents", hint))
        }
        (_, 0) => Flow::Continue(()),
        _ => {
            let message = format!("{others} of {number} documents of the volume are no telegrams");
            walk.problem(problem(path, 0, ProblemKind::LeftOut, message, "nothing is to be done"))
        }
    }
}

/// The document, if its head tells of a telegram.
fn document(path: &str, offset: u64, bytes: Vec<u8>) -> Option<Document> {
    let (decoded, encoding) = decode(&bytes);
    let mut reading = Reading { text: Pour::new(&decoded), facts: Vec::new(), head: None, notes: Vec::new() };
    reading.read(&decoded);
    let head = reading.head.take().unwrap_or_default().to_lowercase();
    if !TELEGRAMS.iter().any(|word| head.contains(word)) {
        return None;
    }
    Some(Document {
        path: path.to_string(),
        container: Container::FrusTei,
        offset,
        text: reading.text.finish(),
        encoding,
        facts: reading.facts,
        availability: Availability::Text,
        bytes,
    })
}

struct Reading<'t> {
    text: Pour<'t>,
    facts: Vec<Fact>,
    head: Option<String>,
    /// Notes under way: the element's name, whether it is the source note, and its text.
    notes: Vec<(&'t str, bool, Pour<'t>)>,
}

impl<'t> Reading<'t> {
    fn read(&mut self, decoded: &'t Text) {
        let all = decoded.as_str();
        let mut head: Option<Pour> = None;
        let mut first = true;
        for (token, place) in Tokens::new(all, 0..all.len(), false) {
            match token {
                Token::Open { attributes, .. } if first => {
                    first = false;
                    self.attribute(decoded, &place, attributes, "xml:id", FactName::Id);
                    self.attribute(
                        decoded,
                        &place,
                        attributes,
                        "n",
                        FactName::Other("volume_number".to_string()),
                    );
                }
                Token::Open { name, attributes, empty: false } if is_one_of(local(name), &["note"]) => {
                    let source = attribute(attributes, "type") == Some("source");
                    self.notes.push((name, source, Pour::new(decoded)));
                }
                Token::Close { name } if self.notes.last().is_some_and(|(open, ..)| *open == name) => {
                    self.note()
                }
                Token::Open { name, attributes, empty } => {
                    if local(name) == "date" && self.notes.is_empty() {
                        self.attribute(decoded, &place, attributes, "when", FactName::Date);
                    }
                    if local(name) == "head" && self.head.is_none() && head.is_none() && !empty {
                        head = Some(Pour::new(decoded));
                    }
                    self.boundary(name, place);
                }
                Token::Close { name } => {
                    if local(name) == "head"
                        && let Some(poured) = head.take()
                    {
                        self.head = Some(poured.finish().as_str().to_string());
                    }
                    self.boundary(name, place);
                }
                Token::Text => {
                    if let Some(head) = head.as_mut().filter(|_| self.notes.is_empty()) {
                        head.text(place.clone(), Space::Fold);
                    }
                    self.target().text(place, Space::Fold);
                }
                Token::Verbatim(inside) => self.target().verbatim(inside, Space::Fold),
                Token::Other => {}
            }
        }
        self.head = self.head.take().or_else(|| head.map(|head| head.finish().as_str().to_string()));
    }

    fn target(&mut self) -> &mut Pour<'t> {
        match self.notes.last_mut() {
            Some((_, _, pour)) => pour,
            None => &mut self.text,
        }
    }

    fn boundary(&mut self, name: &str, place: Range<usize>) {
        let inside_note = !self.notes.is_empty();
        let target = self.target();
        match local(name) {
            "lb" => target.line_break(place),
            name if is_one_of(name, &PARAGRAPHS) && inside_note => target.end_line(place),
            name if is_one_of(name, &PARAGRAPHS) => target.end_paragraph(place),
            _ => {}
        }
    }

    /// Ends the note under way.
    fn note(&mut self) {
        let Some((_, source, pour)) = self.notes.pop() else { return };
        let text = pour.finish();
        let end = text.as_str().trim_end().len();
        let value = text.as_str().get(..end).unwrap_or_default();
        if value.is_empty() {
            return;
        }
        let name = if source { "source_note" } else { "footnote" };
        let span = Some(text.span(0..end));
        self.facts.push(Fact { name: FactName::Other(name.to_string()), value: value.to_string(), span });
        if source || value.starts_with("Source:") {
            handling(&text, &mut self.facts);
        }
    }

    fn attribute(
        &mut self,
        decoded: &Text,
        tag: &Range<usize>,
        attributes: &str,
        wanted: &str,
        name: FactName,
    ) {
        let Some(value) = attribute(attributes, wanted).filter(|value| !value.is_empty()) else { return };
        let all = decoded.as_str().get(tag.clone()).unwrap_or_default();
        let at = all.find(value).map(|at| tag.start + at);
        let span = at.map(|at| decoded.span(at..at + value.len()));
        self.facts.push(Fact { name, value: value.to_string(), span });
    }
}

/// Level, precedence and captions of a source note: the sentence that begins with a level, its parts set off by
/// semicolons.
fn handling(note: &Text, facts: &mut Vec<Fact>) {
    let all = note.as_str();
    let mut at = 0;
    for sentence in all.split_inclusive(". ") {
        let start = at;
        at += sentence.len();
        if !LEVELS.iter().any(|level| sentence.starts_with(level)) {
            continue;
        }
        let mut place = start;
        for (index, part) in sentence.split(';').enumerate() {
            let value = part.trim().trim_end_matches('.');
            let from = place + (part.len() - part.trim_start().len());
            place += part.len() + 1;
            let name = match index {
                0 => FactName::Classification,
                1 => FactName::Other("precedence".to_string()),
                _ => FactName::Handling,
            };
            if !value.is_empty() {
                let span = Some(note.span(from..from + value.len()));
                facts.push(Fact { name, value: value.to_string(), span });
            }
        }
        return;
    }
}
