//! Mail: one message (`.eml`), or several in one file (mbox, each after a line `From sender date`).
//!
//! The text of a message is its plain text, else its HTML without tags; what is quoted-printable keeps the way back to
//! its bytes. A text in base64 or of a page has none, so there the document's bytes are the text that was taken out, and a fact
//! `extracted_from` says so. Attached files are opened like the members of an archive.

use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use memchr::memmem;

use crate::archives::{label, member};
use crate::document::{Availability, Container, Document, Fact, FactName, decode};
use crate::labels::fact_name;
use crate::problem::ProblemKind;
use crate::sniff::has_letters;
use crate::text::{Text, TextBuilder};
use crate::walk::{Flow, Walk};
use crate::window::Window;

use super::{cable_html, problem};

/// Header fields that only mail has.
const OWN: [&str; 7] = [
    "message-id:",
    "received:",
    "mime-version:",
    "return-path:",
    "content-type:",
    "delivered-to:",
    "x-mailer:",
];
/// Header fields that are given as facts.
const FACTS: [&str; 5] = ["From", "To", "Subject", "Date", "Message-ID"];

/// Whether `head` begins a message: header fields, one of which only mail has (a telegram too may begin with `From:`).
pub(crate) fn is_message(head: &[u8]) -> bool {
    let head =
        String::from_utf8_lossy(head.get(..head.len().min(4096)).unwrap_or_default()).to_ascii_lowercase();
    let fields: Vec<&str> = head.lines().take_while(|line| !line.trim().is_empty()).collect();
    let first = fields.first().and_then(|line| line.split_once(':'));
    first.is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    }) && fields.len() > 1
        && fields.iter().any(|line| OWN.iter().any(|own| line.starts_with(own)))
}

/// Whether `head` begins a file of several messages.
pub(crate) fn is_mbox(head: &[u8]) -> bool {
    let end = memchr::memchr(b'\n', head).unwrap_or(0);
    postmark(head) && head.get(end + 1..).is_some_and(|rest| rest.contains(&b':'))
}

/// A line `From sender Sat Feb 22 15:30:00 2005`.
fn postmark(bytes: &[u8]) -> bool {
    let line = bytes
        .get(..bytes.len().min(200))
        .unwrap_or_default()
        .split(|b| *b == b'\n')
        .next()
        .unwrap_or_default();
    line.starts_with(b"From ") && line.windows(3).any(|at| matches!(at, [b'0'..=b'9', b':', b'0'..=b'9']))
}

/// Reads a file of several messages.
pub(crate) fn read_mbox(walk: &mut Walk, path: &str, window: &mut Window) -> Flow {
    let mut number = 0;
    while !window.peek(1).is_empty() {
        number += 1;
        let path = format!("{path}#{number}");
        let offset = window.offset();
        let length = message_length(window, walk.limits.max_record);
        let bytes = window.held().get(..length).unwrap_or_default().to_vec();
        window.consume(length);
        if length > walk.limits.max_record {
            let message = format!("the message is longer than {} bytes", walk.limits.max_record);
            let hint = "reading went on behind the limit";
            walk.problem(problem(&path, offset, ProblemKind::TooLarge, message, hint))?;
            continue;
        }
        give(walk, &path, offset, bytes)?;
    }
    Flow::Continue(())
}

/// Reads one message.
pub(crate) fn read(walk: &mut Walk, path: &str, window: &mut Window) -> Flow {
    match super::whole(walk, path, window)? {
        Some(bytes) => give(walk, path, 0, bytes),
        None => Flow::Continue(()),
    }
}

/// Bytes up to the next postmark, or to the end.
fn message_length(window: &mut Window, cap: usize) -> usize {
    let mut seen = 1;
    loop {
        let held = window.held();
        match memmem::find(held.get(seen..).unwrap_or_default(), b"\nFrom ") {
            Some(found) => {
                let at = seen + found + 1;
                if postmark(window.peek(at + 200).get(at..).unwrap_or_default()) {
                    return at;
                }
                seen = at;
            }
            None => {
                seen = seen.max(held.len().saturating_sub(6));
                if held.len() > cap || !window.grow() {
                    return window.held().len();
                }
            }
        }
    }
}

fn give(walk: &mut Walk, path: &str, offset: u64, bytes: Vec<u8>) -> Flow {
    // The postmark of an mbox is no part of the message.
    let start = if postmark(&bytes) { memchr::memchr(b'\n', &bytes).map_or(0, |end| end + 1) } else { 0 };
    let source = bytes.get(start..).unwrap_or_default();
    let Some(message) = MessageParser::default().parse(source) else {
        let hint = "save it as text";
        return walk.problem(problem(
            path,
            offset,
            ProblemKind::Damaged,
            "the message could not be read",
            hint,
        ));
    };
    let parts: Vec<&MessagePart> = message.text_bodies().collect();
    let mut facts: Vec<Fact> = FACTS.iter().filter_map(|name| fact(&message, name, start)).collect();
    let (bytes, text, encoding) = match mapped(source, start, &parts) {
        Some((text, encoding)) => (bytes.clone(), text, encoding),
        None => {
            let taken = extracted(&parts);
            let (text, encoding) = decode(taken.as_bytes());
            facts.iter_mut().for_each(|fact| fact.span = None);
            let name = FactName::Other("extracted_from".to_string());
            facts.push(Fact { name, value: "encoded part of a message".to_string(), span: None });
            (taken.into_bytes(), text, encoding)
        }
    };
    let read = has_letters(text.as_str());
    if read {
        walk.document(Document {
            path: path.to_string(),
            container: Container::Mail,
            offset,
            bytes,
            text,
            encoding,
            facts,
            availability: Availability::Text,
        })?;
    }
    let mut attached = 0;
    for part in message.attachments() {
        attached += 1;
        let name = part.attachment_name().and_then(label).unwrap_or_else(|| format!("part {attached}"));
        let inside = match &part.body {
            PartType::Message(_) if part.encoding == Encoding::None => {
                source.get(part.offset_body as usize..part.offset_end as usize).unwrap_or_default()
            }
            PartType::Message(inner) => inner.raw_message.as_ref(),
            _ => part.contents(),
        };
        member(walk, &format!("{path}!{name}"), inside)?;
    }
    if read || attached > 0 {
        return Flow::Continue(());
    }
    walk.problem(problem(path, offset, ProblemKind::NotADocument, "the message has no text", "leave it out"))
}

/// A header field as a fact: decoded where words are encoded, with the place of the raw value.
fn fact(message: &Message, name: &str, start: usize) -> Option<Fact> {
    let header =
        message.headers().iter().rev().find(|header| header.name.as_str().eq_ignore_ascii_case(name))?;
    let place = header.offset_start as usize..header.offset_end as usize;
    let raw = message.raw_message.get(place.clone())?;
    let trimmed = raw.trim_ascii();
    let from = start + place.start + (raw.len() - raw.trim_ascii_start().len());
    let decoded = message.subject().filter(|_| name == "Subject");
    let value = decoded.map_or_else(|| String::from_utf8_lossy(trimmed).into_owned(), str::to_string);
    let name = if name == "Message-ID" { FactName::Other("message_id".to_string()) } else { fact_name(name) };
    (!trimmed.is_empty()).then(|| Fact { name, value, span: Some(from..from + trimmed.len()) })
}

/// The text of parts that stand in the message letter by letter. `None` if one of them does not.
fn mapped(source: &[u8], start: usize, parts: &[&MessagePart]) -> Option<(Text, &'static str)> {
    let mut builder = TextBuilder::default();
    let mut encoding = "UTF-8";
    for part in parts {
        if !matches!(part.body, PartType::Text(_)) {
            return None;
        }
        let (from, end) = (part.offset_body as usize, part.offset_end as usize);
        let raw = source.get(from..end)?;
        if !builder.as_str().is_empty() {
            builder.decoded("\n", start + from..start + from);
        }
        let found = match part.encoding {
            Encoding::None => {
                let (text, found) = decode(raw);
                builder.splice(&text, 0..text.as_str().len(), start + from);
                found
            }
            Encoding::QuotedPrintable => quoted_printable(raw, start + from, &mut builder),
            Encoding::Base64 => return None,
        };
        if found != "UTF-8" {
            encoding = found;
        }
    }
    Some((builder.finish(), encoding))
}

/// Undoes quoted-printable (RFC 2045 §6.7), letter by letter.
fn quoted_printable(raw: &[u8], at: usize, builder: &mut TextBuilder) -> &'static str {
    let mut bytes = Vec::with_capacity(raw.len());
    // Place and width of every byte.
    let mut places: Vec<(u32, u8)> = Vec::with_capacity(raw.len());
    let mut from = 0;
    while let Some(byte) = raw.get(from) {
        let rest = raw.get(from + 1..).unwrap_or_default();
        let (byte, width) = match (byte, rest) {
            (b'=', [b'\r', b'\n', ..]) => {
                from += 3;
                continue;
            }
            (b'=', [b'\n', ..]) => {
                from += 2;
                continue;
            }
            (b'=', [high, low, ..]) => {
                match (char::from(*high).to_digit(16), char::from(*low).to_digit(16)) {
                    (Some(high), Some(low)) => ((high * 16 + low) as u8, 3),
                    _ => (b'=', 1),
                }
            }
            (byte, _) => (*byte, 1),
        };
        bytes.push(byte);
        places.push((from as u32, width));
        from += usize::from(width);
    }
    let (text, encoding) = decode(&bytes);
    for (index, letter) in text.as_str().char_indices() {
        let span = text.span(index..index + letter.len_utf8());
        let (Some((first, _)), Some((last, width))) =
            (places.get(span.start), span.end.checked_sub(1).and_then(|last| places.get(last)))
        else {
            continue;
        };
        let raw = at + *first as usize..at + *last as usize + usize::from(*width);
        let mut utf8 = [0; 4];
        let letter: &str = letter.encode_utf8(&mut utf8);
        if letter.len() == raw.len() && encoding == "UTF-8" {
            builder.literal(letter, raw.start);
        } else {
            builder.decoded(letter, raw);
        }
    }
    encoding
}

/// The text of parts, whatever their form.
fn extracted(parts: &[&MessagePart]) -> String {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() {
            out.push('\n');
        }
        match &part.body {
            PartType::Html(html) => out.push_str(cable_html::reading_text(html).as_str()),
            PartType::Text(text) => out.push_str(text),
            _ => {}
        }
    }
    out
}
