//! What the record was read from: identity, layers, sections, completeness.

use serde::{Deserialize, Serialize};

use super::Span;

/// Message reference number: post and serial within a year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mrn {
    /// Four digits; `null` where nothing tells it.
    pub year: Option<u16>,
    /// Canonical post name; the printed one where the table knows no such post.
    pub post: String,
    /// Number within the post's year.
    pub serial: u32,
    /// Where post and serial were read.
    pub span: Span,
}

/// The document behind the record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Source {
    pub path: String,
    pub container: String,
    pub encoding: String,
    /// Place of the document's first byte in its (decompressed) file.
    pub offset: u64,
    pub length: usize,
    /// Of the document's bytes, in hexadecimal.
    pub sha256: String,
    /// They tile the document: no gap, no overlap.
    pub layers: Vec<LayerSpan>,
}

/// A stretch of the document and who added it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct LayerSpan {
    pub layer: Layer,
    pub span: Span,
}

/// Who added a line (format.md §0.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Layer {
    Drafter,
    Network,
    Archive,
    Release,
    Web,
}

/// How much of the telegram the copy holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Completeness {
    pub status: Status,
    pub reasons: Vec<String>,
}

/// See [`Completeness`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Status {
    #[default]
    Full,
    HeaderOnly,
    PartialExtract,
    Truncated,
    TextUnavailable,
    Withdrawn,
}

/// Sections of the telegram as transmitted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Sections {
    pub total: Option<u16>,
    /// Sections whose header line stands in the copy.
    pub seen: Vec<u16>,
    /// Sections whose header line was lost but whose beginning was found.
    pub inferred: Vec<InferredSection>,
    pub missing: Vec<u16>,
}

/// See [`Sections::inferred`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct InferredSection {
    pub section: u16,
    /// The gap where the header stood.
    pub at: Span,
    /// Number of the paragraph that runs across it.
    pub paragraph: Option<u32>,
}

/// What the container says about the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Claim {
    pub name: String,
    pub value: String,
    pub span: Option<Span>,
}
