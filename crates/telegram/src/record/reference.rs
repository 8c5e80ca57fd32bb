//! Items of the reference line.

use serde::{Deserialize, Serialize};

use super::Span;

/// One item of the REF field (format.md §10).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Letter or number under which the text cites it, upper case, without punctuation: printed, or `A` where the first lost its own.
    pub label: Option<String>,
    /// The item as printed.
    pub raw: String,
    /// What it is.
    pub kind: ReferenceKind,
    /// Canonical id, or another usable key (`DTG:originator:…`, `SECTO:4077`).
    pub id: Option<String>,
    /// How the year was decided: `written`, `date-written`, `same-post-lower-serial`, `same-post-higher-serial`, `id-index`, …
    pub year_rule: Option<String>,
    /// True where no year is written.
    pub year_assumed: bool,
    /// True where no post is written, or where it was spelled in a way that had to be mended.
    pub post_inferred: bool,
    /// Not to all addressees.
    pub notal: bool,
    /// `AND PREVIOUS`: the telegrams before it too.
    pub and_previous: bool,
    /// Title or remark in the item.
    pub title: Option<String>,
    /// Date written in the item, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// Between 0 and 1.
    pub confidence: f32,
    /// `forward_ref`, `self`, `post_inferred`, `range_or_year`, …
    pub flags: Vec<String>,
    /// Place of the item, label included.
    pub span: Span,
}

/// What a reference points at (format.md §10.5).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum ReferenceKind {
    Telegram,
    Airgram,
    Email,
    Memo,
    Report,
    Meeting,
    Phone,
    Fax,
    Web,
    #[default]
    Other,
}
