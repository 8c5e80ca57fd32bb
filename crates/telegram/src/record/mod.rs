//! The record of one telegram: what was read, each value with its place, each repair with its rule.
//!
//! Field names are those of the output. A value that is an object carries its own `span`; plain values have theirs in
//! [`Telegram::spans`]. Absent is `null` or an empty list, never missing.

mod body;
mod dates;
mod heading;
mod notes;
mod people;
mod reference;
mod source;
mod transmission;

pub use body::{BlockKind, Element, InTextReference, Mark, Paragraph, Summary, Target};
pub use dates::{Basis, Dates, Due};
pub use heading::{Classification, Declassification, Level, Tag, TagKind};
pub use notes::{Notes, Redaction, Repair, Span, Unparsed, Warning};
pub use people::{ClassifiedBy, Drafting, DraftingEntry, Officer, ReasonMeaning, Signature};
pub use reference::{Reference, ReferenceKind};
pub use source::{Claim, Completeness, InferredSection, Layer, LayerSpan, Mrn, Sections, Source, Status};
pub use transmission::{Addressee, Distribution, NetworkLine, Office, Precedence, Release};

use serde::{Deserialize, Serialize};

/// One telegram as read from one copy.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the fields are described where their types are")]
pub struct Telegram {
    /// Canonical id `YYPOSTn` (format.md §10.6).
    pub id: Option<String>,
    pub mrn: Option<Mrn>,
    pub source: Source,
    /// Which of the periods of format.md §13.1 the text shows.
    pub era: Option<String>,
    pub completeness: Completeness,
    pub date: Dates,
    /// Precedence for action addressees.
    pub precedence: Option<Precedence>,
    /// Precedence for information addressees, where the telegram gives a second one.
    pub info_precedence: Option<Precedence>,
    pub from: Option<Addressee>,
    pub to: Vec<Addressee>,
    pub info: Vec<Addressee>,
    pub classification: Classification,
    pub captions: Vec<String>,
    pub channel: Option<String>,
    pub pass_lines: Vec<String>,
    pub declassification: Option<Declassification>,
    pub due: Due,
    pub tags: Vec<Tag>,
    /// The subject on one line, repaired.
    pub subject: Option<String>,
    /// The subject as printed, with its line ends.
    pub subject_raw: Option<String>,
    /// The subject in title case, acronyms kept.
    pub subject_title: Option<String>,
    pub references: Vec<Reference>,
    pub classified_by: Vec<ClassifiedBy>,
    pub sections: Sections,
    pub summary: Option<Summary>,
    pub body: Vec<Element>,
    pub in_text_references: Vec<InTextReference>,
    pub signatures: Vec<Signature>,
    pub drafting: Option<Drafting>,
    pub distribution: Option<Distribution>,
    pub releases: Vec<Release>,
    /// What the switches and the filing system added and no other field holds: receipts, signals, counters, footers.
    pub network: Vec<NetworkLine>,
    /// What the container says about the record.
    pub claims: Vec<Claim>,
    /// What reviewers and publishers took out, as the text shows it.
    pub redactions: Vec<Redaction>,
    pub repairs: Vec<Repair>,
    /// Repairs whose evidence was too weak to apply them.
    pub suggestions: Vec<Repair>,
    pub warnings: Vec<Warning>,
    pub unparsed: Vec<Unparsed>,
    /// Places of the plain values: field name to the spans it was read from.
    pub spans: std::collections::BTreeMap<String, Vec<Span>>,
}
