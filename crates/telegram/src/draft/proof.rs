//! Reading a composed cable back: whoever receives it must find in it what the draft says.

use sources::Document;

use super::Refusals;
use super::body::{Block, BlockKind};
use super::fields::Header;
use super::marking::Value;
use crate::check;
use crate::record::{Element, Paragraph, ReferenceKind, Telegram};

const RULE: &str = "DRAFT-read-back";

pub(super) fn read_back(cable: &str, header: &Header<'_>, blocks: &[Block], refusals: &mut Refusals) {
    let document = Document::plain("draft", cable.as_bytes().to_vec());
    let telegram = crate::parse(&document);
    values(&telegram, header, refusals);
    references(&telegram, header, refusals);
    paragraphs(&telegram, blocks, refusals);
    for departure in check::check(&document, &telegram) {
        let line = blocks.first().map_or(1, |block| block.line);
        refusals.add(line, departure.rule, departure.message);
    }
}

fn values(telegram: &Telegram, header: &Header<'_>, refusals: &mut Refusals) {
    let mut same = |key: &str, read: Option<String>, meant: String| {
        if read.as_deref() != Some(meant.as_str()) {
            refusals.add(
                header.line(key),
                RULE,
                format!(
                    "{key} {meant:?} would be read as {}",
                    read.map_or("nothing".to_string(), |read| format!("{read:?}"))
                ),
            );
        }
    };
    let year = header.sent.year() % 100;
    same("serial", telegram.id.clone(), format!("{year:02}{}{}", header.post.canonical, header.serial));
    same(
        "date",
        telegram.date.sent.as_deref().and_then(|sent| sent.get(..10)).map(str::to_string),
        header.sent.to_string(),
    );
    same("subject", telegram.subject.clone(), header.subject.clone());
    same(
        "classification",
        Some(format!("{:?}", telegram.classification.level)),
        format!("{:?}", header.level),
    );
    same("captions", Some(telegram.captions.join(", ")), header.captions.join(", "));
    same("tags", Some(codes(telegram)), header.tags.join(" "));
    let names = |all: &[crate::record::Addressee]| {
        all.iter().map(|one| one.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    same("to", Some(telegram.to.len().to_string()), header.to.len().to_string());
    same("info", Some(telegram.info.len().to_string()), header.info.len().to_string());
    same("from", telegram.from.as_ref().map(|from| names(std::slice::from_ref(from))), header.from.clone());
    same("references", Some(telegram.references.len().to_string()), header.references.len().to_string());
    same(
        "signature",
        telegram.signatures.first().map(|signature| signature.name.to_ascii_uppercase()),
        header.signature.clone(),
    );
    if let Value::On(date) = &header.declassify {
        same(
            "declassify on",
            telegram.declassification.as_ref().and_then(|read| read.date.clone()),
            date.to_string(),
        );
    }
    if let Some(classifier) = &header.classifier {
        let read = telegram.classified_by.first();
        same("classified by", read.and_then(|read| read.name.clone()), classifier.name.clone());
        same("title", read.and_then(|read| read.title.clone()), classifier.title.clone());
        same("reasons", read.map(|read| read.reasons.join(", ")), classifier.reasons.join(", "));
    }
}

/// A telegram is cited so that its year is beyond doubt.
fn references(telegram: &Telegram, header: &Header<'_>, refusals: &mut Refusals) {
    for reference in
        telegram.references.iter().filter(|item| item.kind == ReferenceKind::Telegram && item.id.is_none())
    {
        refusals.add(
            header.line("references"),
            RULE,
            format!(
                "nothing tells which telegram {:?} is: write its year, as in 04 LISBON 3002",
                reference.raw
            ),
        );
    }
}

fn codes(telegram: &Telegram) -> String {
    telegram.tags.iter().map(|tag| tag.code.as_str()).collect::<Vec<_>>().join(" ")
}

/// The paragraphs in order: number, mark, and where no list belongs to it, the words.
fn paragraphs(telegram: &Telegram, blocks: &[Block], refusals: &mut Refusals) {
    let read: Vec<&Paragraph> = telegram
        .body
        .iter()
        .filter_map(|element| match element {
            Element::Paragraph(paragraph) => Some(paragraph),
            _ => None,
        })
        .collect();
    let meant: Vec<&Block> = blocks
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Summary))
        .collect();
    if read.len() != meant.len() {
        let at = meant.first().map_or(1, |block| block.line);
        refusals.add(at, RULE, format!("{} paragraphs would be read as {}", meant.len(), read.len()));
        return;
    }
    let several = meant.iter().filter(|block| block.kind == BlockKind::Paragraph).count() > 1;
    let mut number = 0;
    for (paragraph, block) in read.into_iter().zip(meant) {
        let expected = (block.kind == BlockKind::Paragraph && several).then(|| {
            number += 1;
            number
        });
        if paragraph.number != expected {
            refusals.add(
                block.line,
                RULE,
                format!("the paragraph's number {expected:?} would be read as {:?}", paragraph.number),
            );
        }
        if paragraph.mark != block.mark {
            refusals.add(
                block.line,
                RULE,
                format!("the paragraph's mark {:?} would be read as {:?}", block.mark, paragraph.mark),
            );
        }
        if !says(paragraph, block) {
            refusals.add(block.line, RULE, format!("the paragraph would be read as {:?}", paragraph.text));
        }
    }
}

/// A heading in the first line is taken out of the words, and a list's items stand in them too.
fn says(paragraph: &Paragraph, block: &Block) -> bool {
    let whole = match &paragraph.heading {
        Some(heading) => format!("{heading} {}", paragraph.text),
        None => paragraph.text.clone(),
    };
    let letters = |text: &str| text.bytes().filter(u8::is_ascii_alphanumeric).collect::<Vec<u8>>();
    let (read, meant) = (letters(&whole), letters(&block.text));
    match block.kind {
        BlockKind::Summary => read.windows(meant.len().max(1)).any(|window| window == meant),
        _ => read.starts_with(&meant),
    }
}
