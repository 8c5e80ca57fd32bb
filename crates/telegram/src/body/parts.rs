//! Comments, notes and quoted texts as blocks inside the paragraphs they run through (format.md §12.5).
//!
//! Paragraphs keep their place in the body; what opens in one and closes in a later one leaves a block in each. A part
//! that is opened and never closed ends with its paragraph, one opened by a heading with the next heading.

use std::ops::Range;

use super::blocks::{self, Event, Part};
use super::elements::{Found, Read};
use crate::record::{BlockKind, Element};

/// Where a part runs: from a place in one piece to a place in another.
struct Stretch {
    part: Part,
    first: usize,
    from: usize,
    last: usize,
    to: usize,
}

/// Adds the blocks of all parts but the summary.
pub(crate) fn add_blocks(pieces: &mut [Found<'_>]) {
    let mut stretches = stretches(pieces);
    stretches.sort_by_key(|stretch| (stretch.first, stretch.from));
    for stretch in stretches {
        for p in stretch.first..=stretch.last {
            let Some(Found::Paragraph(read)) = pieces.get_mut(p) else { continue };
            let start = if p == stretch.first { stretch.from } else { 0 };
            let end = if p == stretch.last { stretch.to } else { read.whole.as_str().len() };
            if read.paragraph.children.len() >= MOST {
                continue;
            }
            if let Some(block) = block(read, stretch.part, start..end) {
                enclose(&mut read.paragraph.children, block);
            }
        }
    }
    for piece in pieces {
        if let Found::Paragraph(read) = piece {
            read.paragraph.children.sort_by_key(start_of);
        }
    }
}

/// A paragraph with more children than this is no text that a person wrote; its words are all in its text.
const MOST: usize = 2000;

/// More pieces than this a comment or note does not take.
const LONGEST: usize = 12;

fn stretches(pieces: &[Found<'_>]) -> Vec<Stretch> {
    let mut open: Vec<(Event, usize, bool)> = Vec::new();
    let mut found = Vec::new();
    for (p, piece) in pieces.iter().enumerate() {
        match piece {
            Found::Heading(_, words) => {
                // The next heading ends what a heading opened.
                found.extend(
                    open.extract_if(.., |(_, _, heading)| *heading).filter(|(_, first, _)| *first < p).map(
                        |(event, first, _)| Stretch {
                            part: event.part,
                            first,
                            from: 0,
                            last: p - 1,
                            to: end_of(pieces, p - 1),
                        },
                    ),
                );
                if let Some(event) = blocks::events(words, 0, u8::MAX)
                    .into_iter()
                    .find(|event| event.opens && event.part != Part::Summary && event.range.start == 0)
                {
                    open.push((event, p + 1, true));
                }
            }
            Found::Paragraph(read) => {
                for event in read.events.iter().filter(|event| event.part != Part::Summary) {
                    if event.opens {
                        // A part opened in an earlier paragraph and opened again had no end. In the same paragraph it
                        // is not opened again: signs without an end would nest without end.
                        let before = open.iter().position(|(opened, ..)| opened.part == event.part);
                        if before.is_none_or(|at| open.get(at).is_some_and(|(_, first, _)| *first < p)) {
                            found.extend(before.map(|at| alone(pieces, open.remove(at))));
                            open.push((event.clone(), p, false));
                        }
                    } else if let Some(at) = open.iter().rposition(|(opened, ..)| opened.part == event.part) {
                        let (opened, first, heading) = open.remove(at);
                        let from = if heading { 0 } else { opened.range.start };
                        found.push(Stretch { part: event.part, first, from, last: p, to: event.range.end });
                    }
                }
            }
        }
        found.extend(
            open.extract_if(.., |(opened, first, _)| {
                p > *first + LONGEST && !(opened.written_out && p < *first + 4 * LONGEST)
            })
            .map(|given_up| alone(pieces, given_up)),
        );
    }
    found.extend(open.into_iter().map(|left| alone(pieces, left)));
    found
}

/// A part without an end: to the end of its paragraph, or to the bracket that closes it.
fn alone(pieces: &[Found<'_>], (event, first, heading): (Event, usize, bool)) -> Stretch {
    let from = if heading { 0 } else { event.range.start };
    let text = match pieces.get(first) {
        Some(Found::Paragraph(read)) => read.whole.as_str(),
        _ => "",
    };
    let bracket = text.get(..from).is_some_and(|before| before.trim_end().ends_with('('));
    let close = text
        .get(event.range.end.min(text.len())..)
        .and_then(|rest| rest.find(')'))
        .filter(|_| bracket && !heading);
    let to = close.map_or(text.len(), |at| event.range.end + at);
    Stretch { part: event.part, first, from, last: first, to }
}

fn end_of(pieces: &[Found<'_>], p: usize) -> usize {
    match pieces.get(p) {
        Some(Found::Paragraph(read)) => read.whole.as_str().len(),
        _ => 0,
    }
}

fn block(read: &Read, part: Part, range: Range<usize>) -> Option<Element> {
    let opening = read
        .events
        .iter()
        .find(|event| event.opens && event.part == part && event.range.start == range.start);
    let start = opening.map_or(range.start.max(read.lead.min(range.end)), |event| event.range.end);
    let close = read.events.iter().find(|event| !event.opens && event.range.end == range.end);
    let end = close.map_or(range.end, |event| event.range.start);
    let text = read.whole.as_str().get(start..end.max(start))?.trim();
    (!text.is_empty()).then_some(())?;
    Some(Element::Block {
        kind: kind(part)?,
        opening: opening
            .and_then(|event| read.whole.as_str().get(event.range.clone()))
            .map(|words| words.trim_end_matches(':').to_string()),
        text: text.to_string(),
        span: read.whole.span(range),
        children: Vec::new(),
    })
}

/// What stands inside the block becomes its children.
fn enclose(children: &mut Vec<Element>, mut block: Element) {
    if let Element::Block { span, children: inner, .. } = &mut block {
        let whole = |child: &Element| {
            matches!(child, Element::Block { .. })
                && start_of(child) == span.start
                && end_of_element(child) == span.end
        };
        inner.extend(children.extract_if(.., |child| {
            start_of(child) >= span.start && end_of_element(child) <= span.end && !whole(child)
        }));
    }
    children.push(block);
}

fn kind(part: Part) -> Option<BlockKind> {
    Some(match part {
        Part::Comment => BlockKind::Comment,
        Part::Note => BlockKind::Note,
        Part::Quoted => BlockKind::Quoted,
        Part::Fyi => BlockKind::Fyi,
        Part::Unclassified => BlockKind::Unclassified,
        Part::Points => BlockKind::Points,
        Part::Action => BlockKind::Action,
        Part::Summary => return None,
    })
}

fn start_of(element: &Element) -> usize {
    match element {
        Element::Paragraph(paragraph) => paragraph.span.start,
        Element::Heading { span, .. } | Element::Block { span, .. } => span.start,
    }
}

fn end_of_element(element: &Element) -> usize {
    match element {
        Element::Paragraph(paragraph) => paragraph.span.end,
        Element::Heading { span, .. } | Element::Block { span, .. } => span.end,
    }
}
