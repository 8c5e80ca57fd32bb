//! Who classified, signed, drafted, approved, cleared.

use serde::{Deserialize, Serialize};

use super::Span;

/// One classifier of the Classified-By paragraph (format.md §7.6).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassifiedBy {
    /// As printed, words joined; `null` where only a title stands.
    pub name: Option<String>,
    /// As printed, words joined.
    pub title: Option<String>,
    /// `1.5(b)`, one per item.
    pub reasons: Vec<String>,
    /// The reasons in words, as the order in force numbered them.
    pub reasons_explained: Vec<ReasonMeaning>,
    /// Source of a derivative classification.
    pub derived_from: Option<String>,
    /// The whole paragraph as printed.
    pub raw: String,
    /// Place of the paragraph.
    pub span: Span,
    /// Place of the name.
    pub name_span: Option<Span>,
    /// Place of the title.
    pub title_span: Option<Span>,
}

/// What a reason item says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct ReasonMeaning {
    pub code: String,
    pub order: String,
    pub meaning: String,
}

/// The name at the end of the text (format.md §12.8).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Signature {
    pub name: String,
    pub officer: Option<Officer>,
    pub span: Span,
}

/// The one officer whom a signature stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Officer {
    pub id: String,
    pub name: String,
    pub role: String,
    pub post: String,
    pub from: Option<String>,
    pub until: Option<String>,
    /// `authority-table` or `classified-by-line`.
    pub basis: String,
}

/// The drafting block of outgoing Washington telegrams.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Drafting {
    pub drafted_by: Vec<DraftingEntry>,
    pub approved_by: Vec<DraftingEntry>,
    pub clearances: Vec<DraftingEntry>,
    pub desired_distribution: Vec<String>,
    pub span: Span,
}

/// One name of the drafting block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct DraftingEntry {
    pub office: Option<String>,
    pub name: Option<String>,
    pub title: Option<String>,
    pub raw: String,
    pub span: Span,
}
