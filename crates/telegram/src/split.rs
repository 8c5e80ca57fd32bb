//! A document that holds several telegrams, cut into one document for each (format.md §13.7, §14 #12–#14).
//!
//! A telegram begins at a classification line with another number than the one before, or with the same number and no
//! section; the network's lines and page lines directly above belong to it. A row of a table pasted into a text begins
//! one, too.

use std::ops::Range;

use sources::{Document, Fact, FactName};

use crate::class_line;
use crate::furniture::{self, Furniture};
use crate::lines::{self, Line};
use crate::references;

/// The parts of `document`, in order; the document itself where it holds one telegram.
pub fn split(document: &Document) -> Vec<Document> {
    let text = document.text.as_str();
    let (lines, _) = lines::split(text);
    let mut cuts = second_heads(text, &lines);
    // A row has tabs.
    if memchr::memchr(b'\t', text.as_bytes()).is_some() {
        cuts.extend(lines.iter().filter(|line| line.from > 0).filter_map(|line| row(text, line)));
    }
    cuts.sort_by_key(|cut| cut.from);
    // The text of a row may begin with a line of its own: that is the same cut.
    cuts.dedup_by(|next, before| next.from <= before.text.max(before.from));
    if cuts.is_empty() {
        return vec![document.clone()];
    }
    let mut parts = Vec::with_capacity(cuts.len() + 1);
    let mut open = Cut { from: 0, text: 0, facts: document.facts.clone() };
    for cut in cuts {
        parts.push(part(document, &open, cut.from, parts.len()));
        open = cut;
    }
    parts.push(part(document, &open, text.len(), parts.len()));
    parts
}

/// Where a part begins, where its text begins, and what a row says about it.
struct Cut {
    from: usize,
    text: usize,
    facts: Vec<Fact>,
}

fn part(document: &Document, cut: &Cut, to: usize, n: usize) -> Document {
    let first = n == 0;
    let last = to == document.text.as_str().len();
    let start = if first { 0 } else { document.text.span(cut.from..cut.from).start };
    let end = if last { document.bytes.len() } else { document.text.span(to..to).start.max(start) };
    Document {
        path: if first { document.path.clone() } else { format!("{}#{}", document.path, n + 1) },
        container: document.container,
        offset: document.offset + start as u64,
        bytes: document.bytes.get(start..end).unwrap_or_default().to_vec(),
        text: document.text.part(cut.text..to, start),
        encoding: document.encoding,
        facts: cut.facts.clone(),
        availability: document.availability,
    }
}

/// Heads of telegrams after the first.
fn second_heads(text: &str, lines: &[Line]) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut current: Option<(String, u32, Vec<u16>)> = None;
    for (i, line) in lines.iter().enumerate() {
        let content = line.of(text);
        let Some(class) = class_line::read(content) else { continue };
        let (Some((serial, _)), Some((post, _))) = (class.serial, class.post) else { continue };
        let section = class.section.map_or(0, |(number, _)| number);
        let new = match &current {
            None => false,
            Some((before, number, _)) if *number != serial || *before != post => {
                lines_between(text, lines, i) > 1
            }
            // The same number again: a second section, unless sections begin anew.
            Some((_, _, seen)) => {
                seen.contains(&section) && headed(text, lines, i) && text_above(text, lines, i)
            }
        };
        if new {
            let from = lines.get(head(text, lines, i)).map_or(line.from, |line| line.from);
            cuts.push(Cut { from, text: from, facts: Vec::new() });
        }
        match &mut current {
            Some((before, number, seen)) if !new && *number == serial && *before == post => {
                seen.push(section)
            }
            _ => current = Some((post, serial, vec![section])),
        }
    }
    cuts
}

/// A header of its own follows: TAGS or subject within a few lines.
fn headed(text: &str, lines: &[Line], i: usize) -> bool {
    lines.iter().skip(i + 1).filter(|line| !line.is_blank()).take(8).any(|line| {
        crate::header::labels::at_start(line.of(text)).is_some_and(|label| {
            matches!(label.field, crate::header::labels::Field::Subject | crate::header::labels::Field::Tags)
        })
    })
}

/// A paragraph stands among the lines above: a header that is only printed twice begins no second telegram.
fn text_above(text: &str, lines: &[Line], i: usize) -> bool {
    let above = lines.iter().take(i).rev().filter(|line| !line.is_blank()).take(60);
    above
        .take_while(|line| class_line::read(line.of(text)).is_none_or(|class| class.serial.is_none()))
        .any(|line| crate::body::marker_at(line.of(text)).is_some() || line.of(text).len() > 200)
}

/// Lines with words since the beginning: a reference number in a banner begins no second telegram.
fn lines_between(text: &str, lines: &[Line], i: usize) -> usize {
    lines.iter().take(i).filter(|line| line.of(text).len() > 20).take(4).count()
}

/// The first of the network's and the archive's lines directly above line `i`.
pub(crate) fn head(text: &str, lines: &[Line], i: usize) -> usize {
    let mut first = i;
    let mut at = i;
    let mut addressees = false;
    while let Some(above) = at.checked_sub(1) {
        let Some(line) = lines.get(above) else { break };
        let content = line.of(text);
        let found = furniture::read(content);
        let opening = matches!(found, Some(Furniture::StartOfMessage | Furniture::Page70 { page: 1, .. }));
        let own = matches!(
            found,
            Some(
                Furniture::StartOfMessage
                    | Furniture::Routing
                    | Furniture::Origin(_)
                    | Furniture::Security { .. }
                    | Furniture::DateTime(_)
                    | Furniture::Page70 { page: 1, .. }
                    | Furniture::Receipt
                    | Furniture::Counter
            )
        );
        let label = ["FM ", "TO ", "INFO ", "XMT ", "ACTION ", "ORIGIN "]
            .iter()
            .any(|label| content.starts_with(label));
        let address = content.len() < 70
            && content.bytes().all(|b| !b.is_ascii_lowercase())
            && !content.ends_with('.')
            && i - above < 60
            && !content.is_empty();
        if line.is_blank() {
            at = above;
            continue;
        }
        if !(own
            || label
            || address
                && !matches!(
                    found,
                    Some(Furniture::End | Furniture::LevelAlone { .. } | Furniture::Footer { .. })
                ))
        {
            break;
        }
        addressees |= label;
        // Lines that look like addresses count once a line that is surely the header's stands above them.
        if own || label {
            first = above;
        }
        at = above;
        if opening && addressees {
            break;
        }
    }
    first
}

/// A row `number, date, id, origin, level, text` of a table, pasted into a text.
fn row(text: &str, line: &Line) -> Option<Cut> {
    let content = line.of(text);
    memchr::memchr(b'\t', content.as_bytes())?;
    let mut columns: Vec<Range<usize>> = Vec::new();
    let mut at = line.start;
    for column in content.splitn(7, '\t') {
        columns.push(at..at + column.len());
        at += column.len() + 1;
    }
    let value =
        |n: usize| columns.get(n).and_then(|range| text.get(range.clone())).unwrap_or_default().trim();
    let id = (0..columns.len().min(4)).find(|n| references::parse_id(value(*n)).is_some())?;
    if columns.len() < id + 3 {
        return None;
    }
    let level = (id + 1..columns.len())
        .find(|n| crate::level::read(value(*n)).is_some_and(|(_, len)| len == value(*n).len()))?;
    // A row of a page's table has no text after the level; that of a dump begins with a classification line, on the same
    // line or, where line ends were put back, on the next.
    let start = columns.get(level + 1).map_or(line.next, |range| range.start);
    crate::level::read(text.get(start..)?.split(['\n', '\r']).next()?.trim_start())?;
    let fact = |name, n: usize| Fact { name, value: value(n).to_string(), span: None };
    let mut facts = vec![fact(FactName::Id, id), fact(FactName::Classification, level)];
    if let Some(date) = id.checked_sub(1) {
        facts.push(fact(FactName::Date, date));
    }
    if level > id + 1 {
        facts.push(fact(FactName::Origin, id + 1));
    }
    Some(Cut { from: line.from, text: start, facts })
}
