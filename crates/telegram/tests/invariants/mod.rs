//! What holds for the record of every document, whatever its bytes (format.md §1.2). The first thing that does not is told.

use serde_json::Value;
use sources::Document;
use telegram::record::{Element, Telegram};

/// Reads `bytes` as a plain document, part by part, and holds each record to the invariants.
pub(crate) fn hold(bytes: &[u8]) -> Result<Vec<Telegram>, String> {
    let document = Document::plain("document", bytes.to_vec());
    hold_document(&document)
}

/// The same of a document that a container gave.
pub(crate) fn hold_document(document: &Document) -> Result<Vec<Telegram>, String> {
    let parts = telegram::split(document);
    if parts.is_empty() {
        return Err("split lost the document".to_string());
    }
    parts
        .iter()
        .map(|part| {
            let telegram = telegram::parse(part);
            layers_tile(part, &telegram)?;
            spans_are_inside(part, &telegram)?;
            originals_stand_in_the_bytes(part, &telegram)?;
            paragraphs_were_marked(part, &telegram)?;
            references_exist(&telegram)?;
            Ok(telegram)
        })
        .collect()
}

/// 1. The labelled layers laid end to end are the document.
fn layers_tile(document: &Document, telegram: &Telegram) -> Result<(), String> {
    let mut at = 0;
    for layer in &telegram.source.layers {
        if layer.span.start != at || layer.span.end <= at {
            return Err(format!("layer {:?} at {at}", layer.span));
        }
        at = layer.span.end;
    }
    if at == document.bytes.len() {
        Ok(())
    } else {
        Err(format!("layers end at {at} of {}", document.bytes.len()))
    }
}

/// 3. Every value has a place in the document.
fn spans_are_inside(document: &Document, telegram: &Telegram) -> Result<(), String> {
    let record = serde_json::to_value(telegram).map_err(|error| error.to_string())?;
    let mut wrong = None;
    visit(&record, "", &mut |path, start, end| {
        if start > end || end > document.bytes.len() as u64 {
            wrong.get_or_insert(format!("{path}: {start}..{end} of {}", document.bytes.len()));
        }
    });
    wrong.map_or(Ok(()), Err)
}

/// Calls `each` with every span below `value`: a pair of numbers under a key that names a place.
fn visit(value: &Value, path: &str, each: &mut impl FnMut(&str, u64, u64)) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| visit(item, path, each)),
        Value::Object(map) => {
            for (key, value) in map {
                let path = format!("{path}/{key}");
                match value.as_array().map(Vec::as_slice) {
                    Some([start, end]) if matches!(key.as_str(), "span" | "text_span" | "at") => {
                        each(&path, start.as_u64().unwrap_or(u64::MAX), end.as_u64().unwrap_or(0));
                    }
                    _ if key == "spans" => spans_of_plain_values(value, &path, each),
                    _ => visit(value, &path, each),
                }
            }
        }
        _ => {}
    }
}

fn spans_of_plain_values(map: &Value, path: &str, each: &mut impl FnMut(&str, u64, u64)) {
    for span in map
        .as_object()
        .into_iter()
        .flat_map(|map| map.values())
        .flat_map(|spans| spans.as_array().into_iter().flatten())
    {
        each(path, span[0].as_u64().unwrap_or(u64::MAX), span[1].as_u64().unwrap_or(0));
    }
}

/// A repair tells what stood in its place. Only told where the reading text is the bytes themselves.
fn originals_stand_in_the_bytes(document: &Document, telegram: &Telegram) -> Result<(), String> {
    let text = document.text.as_str();
    if text.as_bytes() != document.bytes {
        return Ok(());
    }
    for repair in telegram.repairs.iter().chain(&telegram.suggestions) {
        let Some(stands) = text.get(repair.span.start..repair.span.end) else {
            return Err(format!("{} at {:?} cuts a character", repair.rule, repair.span));
        };
        // What one repair has mended, the next reads as mended.
        let touches = |other: &&telegram::record::Repair| {
            other.span != repair.span
                && other.span.start < repair.span.end
                && repair.span.start < other.span.end
        };
        if telegram.repairs.iter().any(|other| touches(&other)) {
            continue;
        }
        // A value that a page line cuts, or one kind of repair all over the text, is told without what lies between.
        let mut rest = stands;
        for word in repair.original.split_whitespace() {
            match rest.split_once(word) {
                Some((_, after)) => rest = after,
                None => {
                    return Err(format!(
                        "{} at {:?}: {stands:?} is said to be {:?}",
                        repair.rule, repair.span, repair.original
                    ));
                }
            }
        }
    }
    Ok(())
}

/// 4. There is no numbered paragraph without a number in the text that could be its marker.
fn paragraphs_were_marked(document: &Document, telegram: &Telegram) -> Result<(), String> {
    let bytes = document.text.as_str().as_bytes();
    let begins = |at: usize| {
        bytes[at].is_ascii_digit() && !at.checked_sub(1).is_some_and(|before| bytes[before].is_ascii_digit())
    };
    let candidates = (0..bytes.len()).filter(|at| begins(*at)).count();
    let numbered = numbered(&telegram.body);
    if numbered <= candidates {
        Ok(())
    } else {
        Err(format!("{numbered} numbered paragraphs, {candidates} numbers"))
    }
}

fn numbered(elements: &[Element]) -> usize {
    elements
        .iter()
        .map(|element| match element {
            Element::Paragraph(paragraph) => {
                usize::from(paragraph.number.is_some()) + numbered(&paragraph.children)
            }
            Element::Block { children, .. } => numbered(children),
            Element::Heading { .. } => 0,
        })
        .sum()
}

/// What a reference in the text points at is there.
fn references_exist(telegram: &Telegram) -> Result<(), String> {
    for target in telegram.in_text_references.iter().flat_map(|reference| &reference.targets) {
        if let telegram::record::Target::Reference { index, .. } = target
            && *index >= telegram.references.len()
        {
            return Err(format!("reference {index} of {}", telegram.references.len()));
        }
    }
    Ok(())
}
