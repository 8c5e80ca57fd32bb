//! XML of the Central Foreign Policy Files: records with an element for each attribute and one for the text.
//!
//! ```text
//! record = "<" name ">" { field } "</" name ">"
//! field  = "<doc_nbr>" value "</doc_nbr>"  |  '<field name="doc_nbr">' value "</field>"
//! ```
//!
//! Names are taken in any spelling (`doc_nbr`, `DocumentNumber`, `document-number`). Entities that the file defines for
//! itself are never expanded.

use crate::document::{Container, Document, Fact, decode};
use crate::labels::{fact_name, known};
use crate::markup::{Pour, Space, Token, Tokens, attribute, local};
use crate::problem::ProblemKind;
use crate::text::Text;
use crate::walk::{Flow, Walk};
use crate::window::Window;

use super::elements::{Cut, Elements};
use super::page::is_one_of;
use super::{availability, problem};

/// Names of the element that holds the text.
const TEXT: [&str; 9] = [
    "body",
    "text",
    "message",
    "content",
    "messagetext",
    "message_text",
    "fulltext",
    "full_text",
    "raw_body",
];
/// Elements that name their attribute by another attribute.
const NAMELESS: [&str; 5] = ["field", "attribute", "attr", "item", "column"];
/// Elements that only gather fields.
const GROUPS: [&str; 6] = ["header", "metadata", "attributes", "fields", "index", "head"];
const FEWEST_FIELDS: usize = 3;

/// The name of the element that is a record, if the head of an XML file shows one.
pub(crate) fn record_name(head: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(head);
    let mut open: Vec<(&str, usize)> = Vec::new();
    for (token, _) in Tokens::new(&head, 0..head.len(), false) {
        match token {
            Token::Open { name, attributes, empty } => {
                let field = label(name, attributes);
                let counts = known(&spaced(field)).is_some() || is_one_of(local(field), &TEXT);
                let groups =
                    open.len() > 1 && open.last().is_some_and(|(name, _)| is_one_of(local(name), &GROUPS));
                if let Some((_, fields)) = open.last_mut() {
                    *fields += usize::from(counts);
                    if *fields >= FEWEST_FIELDS {
                        let record = if groups { open.len() - 2 } else { open.len() - 1 };
                        return open.get(record).map(|(name, _)| name.to_string());
                    }
                }
                if !empty && open.len() < 64 {
                    open.push((name, 0));
                }
            }
            Token::Close { name } => {
                if let Some(at) = open.iter().rposition(|(open, _)| *open == name) {
                    open.truncate(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// Reads every record.
pub(crate) fn read(walk: &mut Walk, path: &str, window: &mut Window) -> Flow {
    let Some(name) = record_name(window.held()) else { return Flow::Continue(()) };
    let elements = Elements::new(&name, &|_| true);
    let mut number = 0;
    while let Some(cut) = elements.next(window, walk.limits.max_record) {
        number += 1;
        let path = format!("{path}#{number}");
        let offset = window.offset();
        let (length, whole) = match cut {
            Cut::Whole(length) => (length, true),
            Cut::Open(length) => (length, false),
            Cut::TooLong => {
                let message = format!("the record is longer than {} bytes", walk.limits.max_record);
                let hint = "reading went on behind the limit";
                walk.problem(problem(&path, offset, ProblemKind::TooLarge, message, hint))?;
                continue;
            }
        };
        let bytes = window.held().get(..length).unwrap_or_default().to_vec();
        window.consume(length);
        walk.document(document(&path, offset, bytes))?;
        if !whole {
            let hint = "what stands before the end was read";
            walk.problem(problem(&path, offset, ProblemKind::Damaged, "the record is cut off", hint))?;
        }
    }
    Flow::Continue(())
}

fn document(path: &str, offset: u64, bytes: Vec<u8>) -> Document {
    let (decoded, encoding) = decode(&bytes);
    let (text, facts) = fields(&decoded);
    Document {
        path: path.to_string(),
        container: Container::CfpfXml,
        offset,
        availability: availability(text.as_str(), &facts),
        bytes,
        text,
        encoding,
        facts,
    }
}

/// The text and the facts of a record. A field ends at its own closing tag; elements within it are dropped, their
/// text kept.
fn fields(decoded: &Text) -> (Text, Vec<Fact>) {
    let all = decoded.as_str();
    let mut text = Pour::new(decoded);
    let mut facts = Vec::new();
    // The field under way: its element, its label, and how often an element of its name is open.
    let mut open: Option<(&str, String, usize, Pour)> = None;
    for (token, place) in Tokens::new(all, 0..all.len(), false) {
        let Some((element, label_of, depth, value)) = &mut open else {
            if let Token::Open { name, attributes, empty: false } = token {
                let field = label(name, attributes);
                if is_one_of(local(field), &TEXT)
                    || known(&spaced(field)).is_some()
                    || is_one_of(local(name), &NAMELESS)
                {
                    open = Some((name, spaced(field), 1, Pour::new(decoded)));
                }
            }
            continue;
        };
        let body = is_one_of(label_of, &TEXT);
        let into = if body { &mut text } else { value };
        let space = if body { Space::Keep } else { Space::Fold };
        match token {
            Token::Text => into.text(place, space),
            Token::Verbatim(inside) => into.verbatim(inside, space),
            Token::Open { name, empty, .. } => {
                *depth += usize::from(!empty && name == *element);
                if is_one_of(local(name), &["br", "lb"]) {
                    into.line_break(place);
                }
            }
            Token::Close { name } if name == *element => *depth -= 1,
            _ => {}
        }
        if *depth == 0
            && let Some((_, label, _, value)) = open.take()
            && !body
        {
            let value = value.finish();
            let end = value.as_str().trim_end().len();
            if end > 0 {
                let span = Some(value.span(0..end));
                facts.push(Fact {
                    name: fact_name(&label),
                    value: value.as_str().trim_end().to_string(),
                    span,
                });
            }
        }
    }
    (text.finish(), facts)
}

/// What an element calls its field.
fn label<'t>(name: &'t str, attributes: &'t str) -> &'t str {
    if is_one_of(local(name), &NAMELESS) {
        return attribute(attributes, "name").or_else(|| attribute(attributes, "label")).unwrap_or(name);
    }
    local(name)
}

/// `DocumentNumber` as `Document_Number`.
fn spaced(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    let mut lower = false;
    for c in name.chars().take(80) {
        if lower && c.is_uppercase() {
            out.push('_');
        }
        lower = c.is_lowercase();
        out.push(c);
    }
    out
}
