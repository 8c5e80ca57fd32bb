//! Numbers and portion marks of paragraphs (format.md §3.1, §5.4).

use super::{Cable, Departures};
use crate::record::{Element, Level, Paragraph, Span};

/// Portion marks came with E.O. 12065.
const MARKS_BEGIN: &str = "1978-12-01";

pub(super) fn check(cable: &Cable<'_>, found: &mut Departures) {
    let mut paragraphs = Vec::new();
    collect(&cable.telegram.body, &mut paragraphs);
    numbers(&paragraphs, cable, found);
    let level = cable.telegram.classification.level;
    let entire = paragraphs
        .iter()
        .any(|paragraph| paragraph.marking.as_ref().is_some_and(|mark| mark.basis == "entire-text"));
    for paragraph in &paragraphs {
        if let Some(mark) = &paragraph.marking {
            if rank(mark.level).zip(rank(level)).is_some_and(|(mark, level)| mark > level) {
                found.add(
                    "FAH1-130-mark-above-level",
                    Some(mark.span),
                    format!("{} is higher than the telegram", mark.raw.trim()),
                );
            }
            if mark.basis == "printed" && misplaced(paragraph, &mark.raw, cable) {
                found.add(
                    "FAH1-240-mark-place",
                    Some(mark.span),
                    format!("{} does not stand right after the number", mark.raw.trim()),
                );
            }
        } else if cable.classified()
            && !entire
            && !names_classifier(paragraph, cable)
            && cable.since(MARKS_BEGIN)
        {
            let what = match paragraph.number {
                Some(number) => format!("paragraph {number} has no classification initials"),
                None => "a paragraph has no classification initials".to_string(),
            };
            found.add("FAH1-240-mark-missing", Some(paragraph.span), what);
        }
    }
}

/// The telegram's own paragraphs. Those of a quoted text are another drafter's.
fn collect<'t>(elements: &'t [Element], out: &mut Vec<&'t Paragraph>) {
    out.extend(elements.iter().filter_map(|element| match element {
        Element::Paragraph(paragraph) => Some(paragraph),
        _ => None,
    }));
}

fn numbers(paragraphs: &[&Paragraph], cable: &Cable<'_>, found: &mut Departures) {
    let after_summary = |paragraph: &&&Paragraph| !is_summary(paragraph, cable);
    let own: Vec<&&Paragraph> = paragraphs.iter().filter(after_summary).collect();
    if let [only] = own.as_slice() {
        if only.number.is_some() && paragraphs.len() == 1 {
            found.add("FAH1-240-single-number", Some(only.span), "the only paragraph has a number");
        }
        return;
    }
    let mut expected = 1;
    for paragraph in own {
        let Some(number) = paragraph.number else {
            found.add("FAH1-240-numbering", Some(paragraph.span), "a paragraph has no number");
            continue;
        };
        if number != expected {
            found.add(
                "FAH1-240-numbering",
                Some(paragraph.span),
                format!("paragraph {number} stands where {expected} is due"),
            );
        }
        expected = number.saturating_add(1);
    }
}

/// An unnumbered paragraph above paragraph 1 that the summary covers.
fn is_summary(paragraph: &Paragraph, cable: &Cable<'_>) -> bool {
    let inside = |span: Span| {
        cable
            .telegram
            .summary
            .as_ref()
            .is_some_and(|summary| span.start < summary.span.end && summary.span.start < span.end)
    };
    paragraph.number.is_none() && inside(paragraph.span)
}

/// A classifier paragraph that was numbered with the text has a rule of its own.
fn names_classifier(paragraph: &Paragraph, cable: &Cable<'_>) -> bool {
    cable.telegram.classified_by.iter().any(|classifier| {
        classifier.span.start < paragraph.span.end && paragraph.span.start < classifier.span.end
    })
}

/// The mark stands before the number, or behind a heading.
fn misplaced(paragraph: &Paragraph, raw: &str, cable: &Cable<'_>) -> bool {
    let at = cable.lines.partition_point(|line| line.span.end <= paragraph.span.start);
    let Some(line) = cable.lines.get(at).filter(|_| paragraph.number.is_some()) else { return false };
    let printed = line.text.trim_start_matches(['\u{b6}', ' ', '\t']);
    let after = printed
        .trim_start_matches(|c: char| c.is_ascii_digit())
        .trim_start_matches(['.', ')', ' ', '\t', '\u{b6}']);
    // Where the paragraph does not begin its line, or the number stands alone, the line tells nothing.
    let numbered = after.len() < printed.len() && !after.is_empty();
    let raw = raw.trim();
    printed.starts_with(raw) || (numbered && !after.starts_with(raw) && after.contains(raw))
}

/// Unclassified, whatever the handling, is 0.
pub(crate) fn rank(level: Level) -> Option<u8> {
    match level {
        Level::U | Level::Efto | Level::Lou | Level::Sbu => Some(0),
        Level::C => Some(1),
        Level::S => Some(2),
        Level::Ts => Some(3),
        Level::Unknown => None,
    }
}
