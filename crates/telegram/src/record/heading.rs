//! Classification, declassification, TAGS.

use serde::{Deserialize, Serialize};

use super::Span;

/// Level of classification, least restricted first. `Unknown` is ordered last so that it fails closed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation; format.md §5.1")]
pub enum Level {
    U,
    #[serde(rename = "EFTO")]
    Efto,
    #[serde(rename = "LOU")]
    Lou,
    #[serde(rename = "SBU")]
    Sbu,
    C,
    S,
    #[serde(rename = "TS")]
    Ts,
    #[default]
    #[serde(rename = "unknown")]
    Unknown,
}

/// The telegram's level and the controls on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Classification {
    pub level: Level,
    /// `NOFORN`, `REL USA, GBR`, …
    pub controls: Vec<String>,
    /// The level words as printed.
    pub raw: Option<String>,
    pub span: Option<Span>,
    /// What gave the level: `classification-line`, `container`, `security-line`, `portion-marks`.
    pub basis: Option<String>,
    /// The level before a release changed it, where the text tells (format.md §14 #58).
    pub original: Option<Level>,
}

/// The E.O. line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declassification {
    /// Five digits, as a string; `null` for the group marks before 1972.
    pub order: Option<String>,
    /// `YYYY-MM-DD`, where a date is stated.
    pub date: Option<String>,
    /// `AFTER THE VISIT`, as printed, where an event is stated instead.
    pub event: Option<String>,
    /// `X1`, `25X3`, `XGDS-1`, `OADR`, `GDS`, `GP-3`, `N/A`.
    pub exemptions: Vec<String>,
    /// The officer named on a 1978–82 line, as printed.
    pub officer: Option<String>,
    /// The line as printed.
    pub raw: String,
    /// Place of the line.
    pub span: Span,
    /// Place of the date or other value.
    pub value_span: Option<Span>,
}

/// One item of the TAGS line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Tag {
    pub raw: String,
    pub code: String,
    pub kind: TagKind,
    pub title: Option<String>,
    pub span: Span,
}

/// Kinds of TAGS (format.md §8.1). A free term is `unknown`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum TagKind {
    Subject,
    Geo,
    Organization,
    Program,
    Person,
    Unknown,
}
