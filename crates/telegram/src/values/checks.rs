//! Values that contradict each other (format.md §5.3). They are told, never changed.

use crate::parse::Parts;
use crate::record::{Layer, Level, Notes, Telegram};

pub(super) fn consistency(telegram: &Telegram, parts: &Parts, notes: &mut Notes) {
    let level = telegram.classification.level;
    if let (Some(security), true) = (parts.preamble.network.security_level, parts.class.is_some())
        && rank(security) != rank(level)
    {
        notes.warn(
            "security_line_differs",
            format!("the security line says {security:?}, the classification line {level:?}"),
            telegram.classification.span,
        );
    }
    for mark in super::text::marks(telegram) {
        if level != Level::Unknown && rank(mark.level) > rank(level) {
            notes.warn(
                "mark_above_level",
                format!("{} is higher than the telegram's level", mark.raw),
                Some(mark.span),
            );
        }
    }
    let classified = rank(level) >= 1 && level != Level::Unknown;
    if let Some(found) = telegram.declassification.as_ref().filter(|_| classified) {
        if found.exemptions.iter().any(|exemption| exemption == "N/A") {
            notes.warn(
                "order_not_applicable",
                "the telegram is classified and its E.O. line says N/A",
                Some(found.span),
            );
        }
        if found.order.as_deref() == Some("12958") && telegram.classified_by.is_empty() {
            notes.warn(
                "classifier_missing",
                "the telegram is classified and names no classifier",
                telegram.classification.span,
            );
        }
    }
    pages(telegram, parts, notes);
    text_lines(telegram, parts, notes);
}

/// Unclassified, whatever the handling, is 0.
fn rank(level: Level) -> u8 {
    match level {
        Level::U | Level::Efto | Level::Lou | Level::Sbu => 0,
        Level::C => 1,
        Level::S => 2,
        Level::Ts => 3,
        Level::Unknown => 4,
    }
}

/// Page lines that name another telegram.
fn pages(telegram: &Telegram, parts: &Parts, notes: &mut Notes) {
    let Some(mrn) = &telegram.mrn else { return };
    if let Some(page) = parts
        .frame
        .pages
        .iter()
        .find(|page| page.serial != mrn.serial && page.serial % 100_000 != mrn.serial % 100_000)
    {
        notes.warn(
            "page_of_another_telegram",
            format!("a page line names number {}, the telegram is number {}", page.serial, mrn.serial),
            Some(parts.sheet.line_span(page.line)),
        );
    }
}

/// The archive's count of lines against the lines that are here (format.md §13.3).
fn text_lines(telegram: &Telegram, parts: &Parts, notes: &mut Notes) {
    let Some(count) = parts
        .document
        .fact(&sources::FactName::LineCount)
        .and_then(|fact| fact.value.trim().parse::<usize>().ok())
    else {
        return;
    };
    let here = (0..parts.sheet.len()).filter(|i| parts.sheet.role(*i).layer() != Layer::Web).count();
    if count > here + here / 4 + 5 && !telegram.body.is_empty() {
        notes.warn("lines_missing", format!("the archive counted {count} lines, here are {here}"), None);
    }
}
