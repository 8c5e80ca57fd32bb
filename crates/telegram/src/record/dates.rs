//! When the telegram was sent, and when it is to be declassified.

use serde::{Deserialize, Serialize};

use super::Span;

/// When the telegram was sent: read, or bounded.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// RFC 3339, UTC, to the minute; only where it was read.
    pub sent: Option<String>,
    /// First possible day, `YYYY-MM-DD`.
    pub earliest: Option<String>,
    /// Last possible day, `YYYY-MM-DD`.
    pub latest: Option<String>,
    /// What the values rest on, strongest first.
    pub basis: Vec<Basis>,
    /// The date-time group as printed.
    pub raw: Option<String>,
    /// Place of the date-time group.
    pub span: Option<Span>,
}

/// One reason for a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// Which bound it gives: `sent`, `earliest`, `latest`, `year`, `best`, or `none` for a rule that was set aside.
    pub bound: String,
    /// Stable name of the rule, such as `dtg`, `decl-minus-10-years`, `serial-calendar`, `order-window`.
    pub rule: String,
    /// The value it gives.
    pub value: Option<String>,
    /// In words, for people.
    pub explanation: String,
    /// What it was read from; `null` for a table.
    pub span: Option<Span>,
}

/// When the telegram falls due for declassification.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// `YYYY-MM-DD`; `null` where no rule gives a date.
    pub date: Option<String>,
    /// Stable name: `stated-date`, `gds-confidential-6-years`, `thirtieth-year`, `unclassified`, …
    pub rule: Option<String>,
    /// `dated`, `event`, `exempt`, `review`, `not-classified`, `undetermined`; the program replaces `dated` by
    /// `overdue` or `pending` as of a day.
    pub status: String,
    /// In words, for people.
    pub explanation: String,
    /// The day against which `overdue` or `pending` was decided; `null` in a record by itself.
    pub as_of: Option<String>,
}
