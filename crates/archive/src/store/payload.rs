//! What is kept of a copy: its document's bytes, the way to its text, its container's facts, and its portions.
//!
//! ```text
//! payload  = bytes container encoding offset availability facts pieces portions
//! pieces   = { start end literal [ text ] }                   the reading text: sources::Text
//! portions = { paragraph-or-0 start script }
//! ```

use std::ops::Range;

use sources::{Availability, Container, Document, Fact, FactName, TextBuilder};

use crate::pack::{Packer, Unpacker};
use crate::portions::Portion;
use crate::script;

/// A document taken out of its block.
#[derive(Clone, Debug)]
pub(crate) struct Payload {
    pub(crate) document: Document,
    /// Paragraph and reading text of each portion.
    pub(crate) portions: Vec<(Option<u32>, String)>,
}

/// Packs a document and its portions.
pub(crate) fn pack(document: &Document, portions: &[Portion]) -> Vec<u8> {
    let mut packer = Packer(Vec::with_capacity(document.bytes.len() + 1024));
    packer.bytes(&document.bytes);
    packer.bytes(document.container.name().as_bytes());
    packer.bytes(document.encoding.as_bytes());
    packer.number(document.offset);
    packer.number(match document.availability {
        Availability::Text => 0,
        Availability::Withdrawn => 1,
        Availability::Unavailable => 2,
    });
    packer.number(document.facts.len() as u64);
    for fact in &document.facts {
        packer.bytes(fact.name.name().as_bytes());
        packer.bytes(fact.value.as_bytes());
        let span = fact.span.clone().map_or((0, 0), |span| (span.start + 1, span.end + 1));
        packer.number(span.0 as u64);
        packer.number(span.1 as u64);
    }
    let pieces: Vec<_> = document.text.pieces().collect();
    packer.number(pieces.len() as u64);
    for piece in pieces {
        packer.number(piece.raw.start as u64);
        packer.number(piece.raw.end as u64);
        packer.number(u64::from(piece.literal));
        if !piece.literal {
            packer.bytes(piece.text.as_bytes());
        }
    }
    packer.number(portions.len() as u64);
    for portion in portions {
        packer.number(portion.paragraph.map_or(0, |n| u64::from(n) + 1));
        packer.number(portion.span.start as u64);
        script::write(&portion.text, &document.bytes, portion.span.clone(), &mut packer);
    }
    packer.0
}

/// Reads what [`pack`] wrote. `path` is kept beside it.
pub(crate) fn unpack(payload: &[u8], path: &str) -> Option<Payload> {
    let mut from = Unpacker(payload);
    let bytes = from.bytes()?;
    let container = CONTAINERS.iter().copied().find(|known| known.name() == from_text(&from))?;
    from.text()?;
    let encoding = encoding_name(from.text()?);
    let offset = from.number()?;
    let availability = match from.number()? {
        0 => Availability::Text,
        1 => Availability::Withdrawn,
        _ => Availability::Unavailable,
    };
    let mut facts = Vec::new();
    for _ in 0..from.size()? {
        let name = FactName::from_name(from.text()?);
        let value = from.text()?.to_string();
        let span: Range<usize> = from.size()?..from.size()?;
        let span = (span.start > 0).then(|| span.start - 1..span.end.saturating_sub(1));
        facts.push(Fact { name, value, span });
    }
    let mut text = TextBuilder::default();
    for _ in 0..from.size()? {
        let raw = from.size()?..from.size()?;
        if from.number()? == 1 {
            text.literal(std::str::from_utf8(bytes.get(raw.clone())?).ok()?, raw.start);
        } else {
            text.decoded(from.text()?, raw);
        }
    }
    let mut portions = Vec::new();
    for _ in 0..from.size()? {
        let paragraph = from.number()?.checked_sub(1).and_then(|n| u32::try_from(n).ok());
        let start = from.size()?;
        portions.push((paragraph, script::read(&mut from, bytes, start)?));
    }
    let document = Document {
        path: path.to_string(),
        container,
        offset,
        bytes: bytes.to_vec(),
        text: text.finish(),
        encoding,
        facts,
        availability,
    };
    Some(Payload { document, portions })
}

/// The next text, without taking it.
fn from_text<'a>(from: &Unpacker<'a>) -> &'a str {
    Unpacker(from.0).text().unwrap_or_default()
}

const CONTAINERS: [Container; 12] = [
    Container::PlainText,
    Container::Markdown,
    Container::CablegateCsv,
    Container::CableHtml,
    Container::PlusdHtml,
    Container::CfpfText,
    Container::CfpfXml,
    Container::HistoryLabJson,
    Container::FrusTei,
    Container::Jsonl,
    Container::Mail,
    Container::Pdf,
];

/// Names of encodings live as long as the program; one that no table knows can only be a damaged one.
fn encoding_name(name: &str) -> &'static str {
    encoding_rs::Encoding::for_label(name.as_bytes()).map_or("UTF-8", encoding_rs::Encoding::name)
}
