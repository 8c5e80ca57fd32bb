//! From a document to everything that store and index keep of it: one function, for ingest, replay and reindexing alike.
//!
//! A copy is shown to its readers in renditions, one for each distinct label in it: what the document says when every
//! portion that the label does not dominate has been cut out *before* it is read. So no value that is kept under a
//! label rests on a byte above it, whatever evidence the reader of telegrams has used.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use sources::Document;
use telegram::record::{Target, Telegram};

use crate::card::Card;
use crate::cut::Header;
use crate::label::Label;
use crate::portions::{Envelope, Override, Portions, least};

/// Parts portions of a text in the index.
pub(crate) const PORTION_BREAK: char = '\u{1e}';

/// One copy of a telegram, ready to be kept.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Canonical id of the telegram, or one made from the copy's bytes.
    pub id: String,
    /// Labels, places and texts of the portions as someone sees them who may see everything.
    pub portions: Portions,
    /// What each label shows, by label.
    pub renditions: Vec<Rendition>,
}

/// A copy as one label shows it.
#[derive(Clone, Debug)]
pub struct Rendition {
    /// The label.
    pub label: Label,
    /// How many portions it shows, the header being one.
    pub portions: usize,
    /// Values for lists and filters.
    pub card: Card,
    /// What it cites.
    pub citations: Vec<Citation>,
    /// Subject, where this very label gives it to the index.
    pub subject: String,
    /// Texts of the portions of exactly this label, parted by [`PORTION_BREAK`].
    pub text: String,
    /// True where the header is shown.
    pub header: bool,
    /// Portion marks that it shows.
    pub marks: Vec<String>,
    /// BLAKE3 of the document as this label shows it: its name, which tells nothing of what is above.
    pub hash: [u8; 32],
}

impl Rendition {
    /// A number for all that it shows.
    pub(crate) fn face(&self) -> u64 {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.hash).update(&serde_json::to_vec(&self.card).unwrap_or_default());
        hasher.finalize().as_bytes().iter().take(8).fold(0, |all, byte| all << 8 | u64::from(*byte))
    }
}

/// One reference, in the REF field or in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Canonical id or another key of what is cited; `None` where it is no telegram or cannot be told.
    pub target: Option<String>,
    /// What is cited: `telegram`, `airgram`, `email`, …
    pub kind: String,
    /// As printed.
    pub raw: String,
    /// The item's label (`A`).
    pub letter: Option<String>,
    /// True in the text, false in the REF field.
    pub in_text: bool,
    /// The paragraph that cites.
    pub paragraph: Option<u32>,
    /// True where no year is written.
    pub assumed: bool,
    /// The sentence that cites, for references in the text.
    pub sentence: Option<String>,
}

/// What makes two documents one: the kind of container, and the bytes.
pub(crate) fn document_hash(document: &Document) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(document.container.name().as_bytes()).update(&[0]).update(&document.bytes);
    *hasher.finalize().as_bytes()
}

/// Everything to be kept of `document`, which holds one telegram.
pub fn prepare(document: &Document, telegram: &Telegram, set: &Override, envelope: Envelope) -> Prepared {
    let mut portions = Portions::of(telegram, set, envelope);
    let mut labels = portions.labels();
    let mut common = common(document, telegram, &portions, &labels);
    if common.mrn.is_none() && least(&labels).is_none() {
        // Without a number it is named by what all its readers see. Where there is no such thing, because no label in it
        // is below all others, it is not shown in parts.
        portions.keep_together();
        (labels, common) = (portions.labels(), Cow::Borrowed(telegram));
    }
    let whole = Whole { document, telegram, portions: &portions, common: &common, envelope };
    let renditions: Vec<Rendition> = labels.iter().map(|label| rendition(&whole, label)).collect();
    let id = common.id.clone().unwrap_or_else(|| named(&common, &renditions));
    Prepared { id, portions, renditions }
}

/// The record as far as it rests on the header and on what all readers of any part of the telegram may see: what the
/// envelope, which they all see, is taken from. A year that only a hidden portion tells is none.
fn common<'t>(
    document: &Document,
    telegram: &'t Telegram,
    portions: &Portions,
    labels: &[Label],
) -> Cow<'t, Telegram> {
    if labels.len() < 2 {
        return Cow::Borrowed(telegram);
    }
    let seen_by_all = |label: &Label| labels.iter().all(|other| label.join(other) == *other);
    let header = if seen_by_all(&portions.header) { Header::All } else { Header::Envelope };
    let mut seen = telegram::parse(&portions.cut(document, header, seen_by_all).document);
    // Lines that have moved together may read like another number.
    let number = |telegram: &Telegram| telegram.mrn.as_ref().map(|mrn| (mrn.post.clone(), mrn.serial));
    if number(&seen) != number(telegram) {
        (seen.id, seen.mrn) = (None, None);
    }
    Cow::Owned(seen)
}

/// The name of a telegram without an id: from what its least label shows, or from its number without a year.
fn named(common: &Telegram, renditions: &[Rendition]) -> String {
    let labels: Vec<Label> = renditions.iter().map(|one| one.label.clone()).collect();
    let lowest = least(&labels).and_then(|least| renditions.iter().find(|one| one.label == *least));
    let hash = match (lowest, &common.mrn) {
        (None, Some(mrn)) => blake3::hash(format!("{} {}", mrn.post, mrn.serial).as_bytes()),
        (lowest, _) => blake3::Hash::from(lowest.map(|one| one.hash).unwrap_or_default()),
    };
    format!("X{}", hash.to_hex().get(..16).unwrap_or_default())
}

/// A copy, of which renditions are made.
struct Whole<'a> {
    document: &'a Document,
    telegram: &'a Telegram,
    portions: &'a Portions,
    common: &'a Telegram,
    envelope: Envelope,
}

fn rendition(whole: &Whole, label: &Label) -> Rendition {
    let Whole { document, telegram, portions, common, .. } = *whole;
    let visible = |other: &Label| other.join(label) == *label;
    let shown = portions.body.iter().filter(|portion| visible(&portion.label)).count();
    let header = visible(&portions.header);
    if header && shown == portions.body.len() {
        return made(telegram, portions, label, shown, document);
    }
    let cut = portions.cut(document, if header { Header::All } else { Header::None }, visible);
    let mut seen = telegram::parse(&cut.document);
    // The envelope is what the setting says it is; the rest is read anew.
    seen.id = common.id.clone();
    seen.mrn = common.mrn.clone();
    if whole.envelope == Envelope::Portions && seen.date.sent.is_none() {
        seen.date.sent = common.date.sent.clone();
    }
    let body = portions.again(&cut, &seen, visible);
    let again = Portions { body, loose: vec![], ..portions.clone() };
    // A mark stands in its portion, whether or not it is read as one where others were cut.
    let marks = portions.body.iter().filter(|portion| visible(&portion.label));
    let marks = marks.flat_map(|portion| portion.marks.clone()).collect();
    Rendition { marks, ..made(&seen, &again, label, shown, &cut.document) }
}

/// The rendition of a record that holds nothing above `label`.
fn made(
    telegram: &Telegram,
    portions: &Portions,
    label: &Label,
    shown: usize,
    document: &Document,
) -> Rendition {
    let own = portions.header == *label;
    let header = portions.header.join(label) == *label;
    let exactly = || portions.body.iter().filter(|portion| portion.label == *label);
    let mut text = String::new();
    for portion in exactly() {
        if !text.is_empty() {
            text.push(PORTION_BREAK);
        }
        text.push_str(&portion.text);
    }
    Rendition {
        label: label.clone(),
        portions: shown + usize::from(header),
        card: if header { Card::of(telegram) } else { Card::envelope(telegram) },
        citations: citations(telegram, portions, header),
        subject: telegram.subject.clone().filter(|_| own).unwrap_or_default(),
        text,
        header,
        marks: portions.body.iter().flat_map(|portion| portion.marks.clone()).collect(),
        hash: document_hash(document),
    }
}

/// References of the header, where it is shown, and of the portions that are.
fn citations(telegram: &Telegram, portions: &Portions, header: bool) -> Vec<Citation> {
    let mut out: Vec<Citation> = Vec::new();
    let fields = telegram.references.iter().filter(|_| header);
    out.extend(fields.map(|item| Citation {
        target: item.id.clone(),
        kind: format!("{:?}", item.kind).to_lowercase(),
        raw: item.raw.clone(),
        letter: item.label.clone(),
        assumed: item.year_assumed,
        ..Citation::default()
    }));
    for item in &telegram.in_text_references {
        let portion = portions.body.iter().find(|portion| portion.span.contains(&item.span.start));
        let Some(portion) = portion else { continue };
        for target in &item.targets {
            let (target, letter) = match target {
                Target::Reference { id, label, .. } => (id.clone(), label.clone()),
                Target::Telegram(id) => (Some(id.clone()), None),
                Target::Paragraph(_) => continue,
            };
            out.push(Citation {
                target,
                kind: "telegram".to_string(),
                raw: item.text.clone(),
                letter,
                in_text: true,
                paragraph: item.paragraph,
                assumed: false,
                sentence: Some(sentence(&portion.text, &item.text)),
            });
        }
    }
    out
}

/// The sentence of `text` in which `words` stand.
fn sentence(text: &str, words: &str) -> String {
    let at = text.find(words).unwrap_or(0);
    let range = agenda::sentences(text).into_iter().find(|range| range.end > at);
    range.and_then(|range| text.get(range)).unwrap_or(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    const CABLE: &str = "C O N F I D E N T I A L PRAIA 000611\n\nE.O. 12958: DECL: 04/15/2013\nTAGS: EFIS, CV\n\
        SUBJECT: (U) CUTTER VISIT\n\nREF: A. 05 LISBON 300\n\n1. (U) The harbour is open. It was shut (ref. A) in May.\n\n\
        2. (S/NF) The minister wavers.\n\nELLERY\n";

    fn prepared(envelope: Envelope) -> Prepared {
        let document = Document::plain("case", CABLE.as_bytes().to_vec());
        let telegram = telegram::parse(&document);
        prepare(&document, &telegram, &Override::default(), envelope)
    }

    #[test]
    fn ok_one_rendition_a_label_and_none_rests_on_what_is_above() {
        let prepared = prepared(Envelope::Portions);
        let labels: Vec<String> = prepared.renditions.iter().map(|one| one.label.key()).collect();
        assert_eq!(labels, ["U", "S//NOFORN"]);
        let low = &prepared.renditions[0];
        assert_eq!(low.card.subject.as_deref(), Some("CUTTER VISIT"));
        assert_eq!(low.citations.len(), 2);
        assert_eq!(low.citations[1].sentence.as_deref(), Some("It was shut (ref. A) in May."));
        assert!(!low.text.contains("minister"));
        assert_eq!(prepared.renditions[1].text, "The minister wavers.");
    }

    #[test]
    fn ok_strict_has_the_telegrams_label_at_least() {
        let labels: Vec<String> =
            prepared(Envelope::Strict).renditions.iter().map(|one| one.label.key()).collect();
        assert_eq!(labels, ["C", "S//NOFORN"]);
    }
}
