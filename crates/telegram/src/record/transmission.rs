//! From whom, to whom, how: what the network and the filing system added (format.md §11, §13.3).

use serde::{Deserialize, Serialize};

use super::Span;

/// How urgently a telegram was to be handled, least urgent first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Precedence {
    Routine,
    Priority,
    Immediate,
    /// `NIACT IMMEDIATE`: rouse a duty officer.
    #[serde(rename = "NIACT IMMEDIATE")]
    Niact,
    Flash,
    /// `Y`, emergency command precedence.
    Emergency,
}

/// An originator or addressee.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// Plain-language address as printed, blanks joined.
    pub name: String,
    /// Canonical post name, where it is a post.
    pub post: Option<String>,
    /// Routing indicator.
    pub route: Option<String>,
    /// Precedence word standing with it.
    pub precedence: Option<Precedence>,
    /// Message continuity number: not a serial (format.md §11.5).
    pub mcn: Option<u32>,
    /// Members of a collective that are exempted (XMT line).
    pub excluded: Vec<String>,
    /// Place of the address.
    pub span: Span,
}

/// Office distribution of 1973–2002 texts: `ACTION EUR-12 INFO … /071 W`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Distribution {
    /// `ACTION` (incoming) or `ORIGIN` (outgoing).
    pub kind: String,
    /// The action or origin office.
    pub action_office: Option<Office>,
    /// The offices under INFO.
    pub info_offices: Vec<Office>,
    /// The printed total of copies (`/071`).
    pub total: Option<u32>,
    /// Sum of the copies of all offices.
    pub copies: u32,
    /// Whether total and sum agree; `null` without a total.
    pub checksum_ok: Option<bool>,
    /// `W` or `R`, after the total.
    pub suffix: Option<String>,
    /// Place of the lines.
    pub span: Span,
}

/// An office and its copies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Office {
    pub office: String,
    pub copies: u32,
    pub span: Span,
}

/// A stamp of declassification or release.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Release {
    pub text: String,
    /// `YYYY-MM-DD`.
    pub date: Option<String>,
    pub reviewer: Option<String>,
    pub span: Span,
}

/// A line of the frame that is kept as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NetworkLine {
    /// `start-of-message`, `routing`, `origin`, `security`, `z-signal`, `page`, `receipt`, `counter`, `end`, `footer`, …
    pub kind: String,
    /// As printed.
    pub text: String,
    /// Its place.
    pub span: Span,
}
