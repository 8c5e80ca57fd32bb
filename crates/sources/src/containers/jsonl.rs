//! Objects of JSON with a text in them: one a line, in an array, or one after the other. Objects with the columns of
//! the research release (format.md §13.3) are told from others by their names.
//!
//! An object that is no record itself but holds an array of objects (the answer of a server) is opened.

use std::ops::Range;

use memchr::{memchr, memmem};

use crate::document::{Container, Document, Fact, decode};
use crate::labels::fact_name;
use crate::problem::ProblemKind;
use crate::text::{Text, TextBuilder};
use crate::walk::{Flow, Walk};
use crate::window::Window;

use super::json::{Balance, Kind, Member, elements, members, unescape};
use super::{availability, problem};

/// Names of fields that hold a record's text, the best first.
const TEXT: [&str; 16] = [
    "body",
    "text",
    "content",
    "cable",
    "message",
    "raw_body",
    "full_text",
    "fulltext",
    "cable_text",
    "body_text",
    "raw_text",
    "document_text",
    "telegram",
    "raw",
    "contents",
    "description",
];
/// Names of fields that hold what the network put before the text.
const HEADER: [&str; 3] = ["header", "headers", "network_header"];
/// Columns that only the research release has.
const RESEARCH: [&str; 12] = [
    "from_field",
    "to_field",
    "origclass",
    "concepts",
    "film",
    "locator",
    "doc_source",
    "raw_body",
    "cable_type",
    "pclass",
    "vdkvgwkey",
    "frus_match",
];
/// How many envelopes are opened.
const ENVELOPES: usize = 4;

/// Whether `head` begins with an object that has a member, or with an array of such.
pub(crate) fn is_json(head: &[u8]) -> bool {
    let mut rest = head.trim_ascii_start();
    if let Some(inside) = rest.strip_prefix(b"[") {
        rest = inside.trim_ascii_start();
        // Cables begin with brackets too; an object must follow.
    }
    rest.strip_prefix(b"{").is_some_and(|rest| matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}')))
}

/// Reads every object.
pub(crate) fn read(walk: &mut Walk, path: &str, window: &mut Window) -> Flow {
    let in_lines = window.peek(1).first() != Some(&b'[') && first_line_is_whole(walk, window);
    let mut number = 0;
    loop {
        let blank = |b: &u8| b.is_ascii_whitespace() || (!in_lines && matches!(b, b',' | b'[' | b']'));
        while window.peek(1).first().is_some_and(blank) {
            let count = window.held().iter().take_while(|b| blank(b)).count();
            window.consume(count);
        }
        if window.held().is_empty() {
            return Flow::Continue(());
        }
        number += 1;
        let path = format!("{path}#{number}");
        let found = if in_lines { line(walk, window) } else { object(walk, window) };
        match found {
            Ok(length) => {
                let record = window.held().get(..length).unwrap_or_default().to_vec();
                let offset = window.offset();
                window.consume(length);
                records(walk, &path, offset, record)?;
            }
            Err(message) => {
                let hint = "reading went on at the next object that begins a line";
                let kind = if window.held().len() > walk.limits.max_record {
                    ProblemKind::TooLarge
                } else {
                    ProblemKind::Damaged
                };
                walk.problem(problem(&path, window.offset(), kind, message, hint))?;
                find_object(window);
            }
        }
    }
}

fn first_line_is_whole(walk: &Walk, window: &mut Window) -> bool {
    loop {
        match memchr(b'\n', window.held()) {
            Some(end) => {
                let line = window.held().get(..end).unwrap_or_default().trim_ascii();
                return Balance::default().advance(line) == Some(line.len());
            }
            None if window.held().len() > walk.limits.max_record || !window.grow() => return true,
            None => {}
        }
    }
}

/// Length of the line at hand.
fn line(walk: &Walk, window: &mut Window) -> Result<usize, String> {
    let mut seen = 0;
    loop {
        let held = window.held();
        if let Some(end) = memchr(b'\n', held.get(seen..).unwrap_or_default()) {
            return Ok(seen + end);
        }
        seen = held.len();
        if seen > walk.limits.max_record {
            return Err(format!("the line is longer than {} bytes", walk.limits.max_record));
        }
        if !window.grow() {
            return Ok(seen);
        }
    }
}

/// Length of the object at hand.
fn object(walk: &Walk, window: &mut Window) -> Result<usize, String> {
    if window.peek(1).first() != Some(&b'{') {
        return Err("an element is no object".to_string());
    }
    let mut balance = Balance::default();
    loop {
        if let Some(length) = balance.advance(window.held()) {
            return Ok(length);
        }
        if balance.seen() > walk.limits.max_record {
            return Err(format!("the object is longer than {} bytes", walk.limits.max_record));
        }
        if !window.grow() {
            // A cut object still gives what stands before the cut.
            return Ok(window.held().len());
        }
    }
}

/// Moves to the next line that begins with an object, or to the end.
fn find_object(window: &mut Window) {
    loop {
        let found = memmem::find(window.held(), b"\n{");
        let count = found.map_or(window.held().len().saturating_sub(1), |at| at + 1);
        window.consume(count);
        if found.is_some() {
            return;
        }
        if !window.grow() {
            let all = window.held().len();
            window.consume(all);
            return;
        }
    }
}

/// Pushes what one object holds.
fn records(walk: &mut Walk, path: &str, offset: u64, bytes: Vec<u8>) -> Flow {
    let (text, encoding) = decode(&bytes);
    let record = Record { bytes: &bytes, text: &text, encoding, offset };
    record.give(walk, path, 0..text.as_str().len(), 0)
}

struct Record<'r> {
    bytes: &'r [u8],
    text: &'r Text,
    encoding: &'static str,
    offset: u64,
}

impl Record<'_> {
    fn give(&self, walk: &mut Walk, path: &str, object: Range<usize>, depth: usize) -> Flow {
        let all = self.text.as_str().get(..object.end).unwrap_or_default();
        let place = self.offset + self.text.span(object.start..object.end).start as u64;
        if all.as_bytes().get(object.start) != Some(&b'{') {
            let hint = "each line must be one object";
            return walk.problem(problem(path, place, ProblemKind::Damaged, "the line is no object", hint));
        }
        let (members, whole) = members(all, object.start);
        let inner = self.envelope(&members);
        let bodiless = self.find(&members, &TEXT).is_none();
        if bodiless && depth < ENVELOPES && !inner.is_empty() {
            for (index, element) in inner.into_iter().enumerate() {
                self.give(walk, &format!("{path}.{}", index + 1), element, depth + 1)?;
            }
        } else if bodiless && whole && !self.is_research(&members) {
            let hint = "name the field that holds the text `text` or `body`";
            walk.problem(problem(
                path,
                place,
                ProblemKind::NotADocument,
                "the object has no text in it",
                hint,
            ))?;
        } else if !bodiless || self.is_research(&members) {
            walk.document(self.document(path, place, object, &members))?;
        }
        if whole {
            return Flow::Continue(());
        }
        let hint = "what stands before the break was read";
        walk.problem(problem(path, place, ProblemKind::Damaged, "the object is broken or cut off", hint))
    }

    fn name(&self, member: &Member) -> String {
        self.text.as_str().get(member.name.clone()).unwrap_or_default().to_ascii_lowercase()
    }

    /// The first member of one of these names that is a string with something in it.
    fn find<'m>(&self, members: &'m [Member], names: &[&str]) -> Option<&'m Member> {
        let named: Vec<(usize, &Member)> = members
            .iter()
            .filter(|member| member.kind == Kind::String && !self.slice(member).trim().is_empty())
            .filter_map(|member| {
                let name = self.name(member);
                names.iter().position(|wanted| *wanted == name).map(|rank| (rank, member))
            })
            .collect();
        named.into_iter().min_by_key(|(rank, _)| *rank).map(|(_, member)| member)
    }

    fn slice(&self, member: &Member) -> &str {
        self.text.as_str().get(member.value.clone()).unwrap_or_default()
    }

    fn is_research(&self, members: &[Member]) -> bool {
        let names: Vec<String> = members.iter().map(|member| self.name(member)).collect();
        let known = |name: &&str| names.iter().any(|found| found == name);
        known(&"doc_nbr") || RESEARCH.iter().filter(|name| known(name)).count() >= 3
    }

    /// The objects in the arrays of an object.
    fn envelope(&self, members: &[Member]) -> Vec<Range<usize>> {
        members
            .iter()
            .filter(|member| member.kind == Kind::Array)
            .flat_map(|member| elements(self.text.as_str(), member.value.clone()))
            .filter(|(kind, _)| *kind == Kind::Object)
            .map(|(_, place)| place)
            .collect()
    }

    fn document(&self, path: &str, offset: u64, object: Range<usize>, members: &[Member]) -> Document {
        let raw = self.text.span(object.clone());
        let part = self.text.part(object.clone(), raw.start);
        let body = self.find(members, &TEXT);
        let header = self.find(members, &HEADER);
        let local = |range: &Range<usize>| range.start - object.start..range.end - object.start;
        let mut builder = TextBuilder::default();
        if let Some(header) = header {
            unescape(&part, local(&header.value), &mut builder);
        }
        if let (Some(header), Some(_)) = (header, body) {
            let end = part.span(local(&header.value)).end;
            builder.decoded("\n", end..end);
        }
        if let Some(body) = body {
            unescape(&part, local(&body.value), &mut builder);
        }
        let mut facts = Vec::new();
        for member in members {
            let used = [header, body].into_iter().flatten().any(|used| used == member);
            if !used && self.name(member) != "raw_body" {
                self.facts(&part, member, object.start, &mut facts);
            }
        }
        let text = builder.finish();
        Document {
            path: path.to_string(),
            container: if self.is_research(members) { Container::HistoryLabJson } else { Container::Jsonl },
            offset,
            bytes: self.bytes.get(raw).unwrap_or_default().to_vec(),
            availability: availability(text.as_str(), &facts),
            text,
            encoding: self.encoding,
            facts,
        }
    }

    /// A member as facts: one for a scalar, one for each scalar of an array.
    fn facts(&self, part: &Text, member: &Member, base: usize, facts: &mut Vec<Fact>) {
        let name = fact_name(&self.name(member));
        let values = match member.kind {
            Kind::String | Kind::Scalar => vec![(member.kind, member.value.clone())],
            Kind::Array => elements(self.text.as_str(), member.value.clone()),
            Kind::Null | Kind::Object => vec![],
        };
        for (kind, place) in values {
            let place = place.start - base..place.end - base;
            let value = match kind {
                Kind::String => {
                    let mut builder = TextBuilder::default();
                    unescape(part, place.clone(), &mut builder);
                    builder.as_str().to_string()
                }
                Kind::Scalar => part.as_str().get(place.clone()).unwrap_or_default().to_string(),
                Kind::Null | Kind::Array | Kind::Object => continue,
            };
            if !value.trim().is_empty() {
                facts.push(Fact { name: name.clone(), value, span: Some(part.span(place)) });
            }
        }
    }
}
