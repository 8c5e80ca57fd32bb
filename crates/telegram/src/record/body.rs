//! The text: paragraphs, headings, blocks, and what they cite.

use serde::{Deserialize, Serialize};

use super::Span;

/// One piece of the body, in order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Element {
    Paragraph(Paragraph),
    Heading {
        text: String,
        mark: Option<String>,
        span: Span,
    },
    /// A stretch between a beginning and an end word. Its paragraphs stand in `children`.
    Block {
        kind: BlockKind,
        /// What opened it, as printed (`BEGIN TEXT OF LETTER`).
        opening: Option<String>,
        text: String,
        span: Span,
        children: Vec<Element>,
    },
}

/// Kinds of blocks (format.md §12.5, §12.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum BlockKind {
    Comment,
    Note,
    Quoted,
    Table,
    List,
    Fyi,
    Unclassified,
    Points,
    Action,
}

/// A numbered paragraph, a paragraph without a number, or a sub-paragraph.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Paragraph {
    /// True number; `null` for a paragraph without one.
    pub number: Option<u32>,
    /// Number or letter as printed, without punctuation (`16`, `A`, `--`).
    pub printed: Option<String>,
    /// Portion mark in canonical form without brackets (`C`, `S/NF`, `SBU`).
    pub mark: Option<String>,
    /// What the mark says.
    pub marking: Option<Mark>,
    /// Heading in the paragraph's first line.
    pub heading: Option<String>,
    /// Repaired reading text, on one line, without number, mark and heading.
    pub text: String,
    /// Place of the paragraph, marker included.
    pub span: Span,
    /// Where the reading text begins, after number, mark and heading.
    pub text_span: Span,
    /// Sub-paragraphs, list items, tables and quoted blocks inside it. `text` holds their words too.
    pub children: Vec<Element>,
    /// The way back from `text`: `(offset in text, offset in the document's bytes)` of each stretch, in order. Offsets
    /// inside a stretch run alike on both sides. Not part of the output: a reader of records has `text_span`.
    #[serde(skip)]
    pub text_map: Vec<(usize, usize)>,
}

/// A portion mark read (format.md §5.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The level; `unknown` where the mark is garbled.
    pub level: super::Level,
    /// `NOFORN`, `REL USA, GBR`, `FGI`, `NATO`, …
    pub controls: Vec<String>,
    /// As printed, brackets included.
    pub raw: String,
    /// `printed`, or `entire-text` where one mark stands for the whole telegram.
    pub basis: String,
    /// Its place.
    pub span: Span,
}

/// The drafter's summary (format.md §12.4).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Repaired reading text, label and end word left out, paragraphs joined by a line end.
    pub text: String,
    /// From its first to its last byte.
    pub span: Span,
    /// Numbers of the paragraphs it covers.
    pub paragraphs: Vec<u32>,
    /// `opening-and-end`, `opening`, `heading`, `end-only`, `before-paragraph-1`.
    pub found_by: String,
}

/// A reference in the text (format.md §10.9).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InTextReference {
    /// As printed.
    pub text: String,
    /// `ref`, `reftel`, `paragraph`, `telegram`, `septel`, `relative` (Embtel, Deptel), `other`.
    pub kind: String,
    /// Number of the paragraph in which it stands.
    pub paragraph: Option<u32>,
    /// What it points at; empty where nothing in the telegram tells.
    pub targets: Vec<Target>,
    /// Paragraphs of the target that are named (`ref B, para 4`).
    pub pinpoint: Vec<u32>,
    /// Its place.
    pub span: Span,
}

/// What an in-text reference points at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// An item of the REF field: its place in `references`, its label, its id.
    Reference {
        /// Index into `references`.
        index: usize,
        /// The item's label.
        label: Option<String>,
        /// The item's id.
        id: Option<String>,
    },
    /// A paragraph of this telegram, by true number.
    Paragraph(u32),
    /// Another telegram, by canonical id.
    Telegram(String),
}
