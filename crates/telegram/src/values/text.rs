//! What the paragraphs say about others: references in the text, and their marks.

use crate::in_text;
use crate::parse::Parts;
use crate::passage::Passage;
use crate::record::{Element, InTextReference, Mark, Telegram};

/// The portion marks of all paragraphs that have their own.
pub(super) fn marks(telegram: &Telegram) -> impl Iterator<Item = &Mark> {
    telegram.body.iter().filter_map(|element| match element {
        Element::Paragraph(paragraph) => paragraph.marking.as_ref(),
        _ => None,
    })
}

/// Reads what each paragraph cites. A paragraph that is not in this copy stays a target: the telegram may have it.
pub(super) fn in_text_references(telegram: &mut Telegram, parts: &Parts, texts: &[(Option<u32>, Passage)]) {
    let mut out: Vec<InTextReference> = Vec::new();
    let references = std::mem::take(&mut telegram.references);
    super::with_citing(telegram, parts, |_, citing| {
        let mut reader = in_text::InTextReader::new(&references, citing);
        for (number, passage) in texts {
            reader.read(passage, *number, &mut out);
        }
    });
    telegram.references = references;
    telegram.in_text_references = out;
}
