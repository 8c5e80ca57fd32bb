//! Places, repairs, warnings: how a record shows what it was made from.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Half-open range of byte offsets into the source document; printed as `[start, end]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(usize, usize)", into = "(usize, usize)")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Span {
        Span { start: range.start, end: range.end }
    }
}

impl From<(usize, usize)> for Span {
    fn from((start, end): (usize, usize)) -> Span {
        Span { start, end }
    }
}

impl From<Span> for (usize, usize) {
    fn from(span: Span) -> (usize, usize) {
        (span.start, span.end)
    }
}

/// A correction: the bytes stay, the reading changes (format.md §14).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repair {
    /// `DMG-n` of the catalogue in format.md §14.
    pub rule: String,
    /// Place of `original`.
    pub span: Span,
    /// What stands there.
    pub original: String,
    /// What it is read as.
    pub repaired: String,
    /// Why.
    pub evidence: Vec<String>,
    /// Between 0 and 1.
    pub confidence: f32,
}

/// Something that does not fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Warning {
    pub kind: String,
    pub message: String,
    pub span: Option<Span>,
}

/// A stretch that no rule could read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Unparsed {
    pub text: String,
    pub span: Span,
}

/// A stretch that a reviewer or publisher took out, as the text shows it (format.md §14 #38, #39).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Redaction {
    /// `DMG-38` or `DMG-39`.
    pub rule: String,
    /// `struck-out` (a run of X) or `omission` (words in brackets).
    pub kind: String,
    /// As printed. Its length tells nothing about what was taken out.
    pub text: String,
    /// Number of characters.
    pub length: usize,
    /// Its place.
    pub span: Span,
}

/// What parsers write down besides values.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Notes {
    pub repairs: Vec<Repair>,
    pub suggestions: Vec<Repair>,
    pub warnings: Vec<Warning>,
    pub unparsed: Vec<Unparsed>,
    pub redactions: Vec<Redaction>,
}

impl Notes {
    /// Notes an applied repair under rule `DMG-number`.
    pub fn repair(
        &mut self,
        number: u8,
        span: Span,
        original: &str,
        repaired: &str,
        confidence: f32,
        evidence: &[&str],
    ) {
        self.repairs.push(repair(number, span, original, repaired, confidence, evidence));
    }

    /// Notes a repair that is offered, not applied.
    pub fn suggest(
        &mut self,
        number: u8,
        span: Span,
        original: &str,
        repaired: &str,
        confidence: f32,
        evidence: &[&str],
    ) {
        self.suggestions.push(repair(number, span, original, repaired, confidence, evidence));
    }

    /// Notes a redaction of kind `kind`.
    pub fn redact(&mut self, number: u8, kind: &str, text: &str, span: Span) {
        let rule = format!("DMG-{number}");
        self.redactions.push(Redaction {
            rule,
            kind: kind.to_string(),
            text: text.to_string(),
            length: text.chars().count(),
            span,
        });
    }

    /// Notes something that does not fit. `kind` is a stable word such as `decl_in_past`.
    pub fn warn(&mut self, kind: &str, message: impl Into<String>, span: Option<Span>) {
        self.warnings.push(Warning { kind: kind.to_string(), message: message.into(), span });
    }
}

fn repair(
    number: u8,
    span: Span,
    original: &str,
    repaired: &str,
    confidence: f32,
    evidence: &[&str],
) -> Repair {
    Repair {
        rule: format!("DMG-{number}"),
        span,
        original: original.to_string(),
        repaired: repaired.to_string(),
        evidence: evidence.iter().map(|reason| reason.to_string()).collect(),
        confidence,
    }
}
