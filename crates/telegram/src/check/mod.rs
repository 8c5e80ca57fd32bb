//! Where a telegram departs from the drafting rules of its time (format.md §3, §5, §6.1, §7).
//!
//! The rules and their sources stand in `rules.tsv` beside this file; one file here for each group of rules. A departure
//! is no error of the reader: practice differs from rule in measurable ways (format.md §3.1).

mod captions;
mod header;
mod layout;
mod order;
mod paragraphs;
mod rules;

use jiff::civil::Date;
use serde::Serialize;
use sources::Document;

pub(crate) use captions::rank as caption_rank;
pub(crate) use layout::WIDTH;
pub(crate) use order::{reason_trouble, years_allowed};
pub(crate) use paragraphs::rank as level_rank;
pub use rules::{Rule, rules};

use crate::calendar;
use crate::parse::{ExplainedLine, explain};
use crate::record::{Level, Span, Telegram};

/// A place where a telegram departs from a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Departure {
    /// Stable id of the rule: `FAH1-240-line-length`.
    pub rule: &'static str,
    /// In words, for people.
    pub message: String,
    /// Place in the document's bytes; `None` for what is missing everywhere.
    pub span: Option<Span>,
    /// Section of the handbook, or order, that has the rule.
    pub source: &'static str,
}

/// All departures of a telegram, in order of place; those without one come first.
///
/// `telegram` is the record that [`crate::parse`] gives for `document`.
pub fn check(document: &Document, telegram: &Telegram) -> Vec<Departure> {
    let (_, lines) = explain(document);
    let cable = Cable { telegram, lines, sent: telegram.date.sent.as_deref().and_then(calendar::iso) };
    let mut found = Departures::default();
    header::check(&cable, &mut found);
    captions::check(&cable, &mut found);
    order::check(&cable, &mut found);
    layout::check(&cable, &mut found);
    paragraphs::check(&cable, &mut found);
    found.list.sort_by_key(|departure| departure.span);
    found.list
}

/// What the rules look at.
struct Cable<'a> {
    telegram: &'a Telegram,
    lines: Vec<ExplainedLine>,
    /// Day of the date-time group.
    sent: Option<Date>,
}

impl Cable<'_> {
    fn classified(&self) -> bool {
        matches!(self.telegram.classification.level, Level::C | Level::S | Level::Ts)
    }

    /// True where a rule that began on `day` may be asked for: the telegram is not known to be older.
    fn since(&self, day: &str) -> bool {
        let earlier =
            |known: Option<Date>| known.zip(calendar::iso(day)).is_some_and(|(known, day)| known < day);
        let order = self.telegram.declassification.as_ref().and_then(|found| found.order.as_deref());
        let last = order
            .and_then(authority::orders::label_window)
            .and_then(|window| window.1)
            .and_then(calendar::iso);
        let year = self
            .telegram
            .mrn
            .as_ref()
            .and_then(|mrn| mrn.year)
            .and_then(|year| calendar::year_end(i16::try_from(year).ok()?));
        match self.sent.or(year) {
            Some(known) => !earlier(Some(known)),
            None => !earlier(last),
        }
    }

    /// Place of all lines of a field.
    fn place(&self, field: &str) -> Option<Span> {
        let mut lines = self.lines.iter().filter(|line| line.field == field);
        let first = lines.next()?.span;
        Some(lines.fold(first, |all, line| Span { start: all.start, end: line.span.end }))
    }
}

#[derive(Default)]
struct Departures {
    list: Vec<Departure>,
}

impl Departures {
    fn add(&mut self, rule: &str, span: Option<Span>, message: impl Into<String>) {
        let Some(rule) = rules::named(rule) else { return };
        self.list.push(Departure { rule: rule.id, message: message.into(), span, source: rule.source });
    }

    /// The rule's own words say enough.
    fn add_plain(&mut self, rule: &str, span: Option<Span>) {
        self.add(rule, span, rules::named(rule).map_or("", |rule| rule.text));
    }
}

#[cfg(test)]
mod tests;
