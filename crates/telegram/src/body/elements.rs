//! From drafts to the elements of the record: numbers, marks, headings, reading text, what stands inside a paragraph.

use std::ops::Range;

use sources::Text;

use super::blocks::{self, Event};
use super::markers::{Candidate, Chosen};
use super::structure::{Draft, Piece};
use super::unwrap::{Break, unwrap};
use super::{BodyLine, inline_heading, lists};
use crate::mark::{self, MarkRead};
use crate::passage::Passage;
use crate::record::{BlockKind, Element, Mark, Notes, Paragraph, Span};

/// A paragraph with what later steps need of it.
pub(crate) struct Read<'d> {
    pub(crate) paragraph: Paragraph,
    /// Reading text from the marker on, heading included.
    pub(crate) whole: Passage<'d>,
    /// Where `paragraph.text` begins in it.
    pub(crate) lead: usize,
    pub(crate) events: Vec<Event>,
    pub(crate) breaks: Vec<Break>,
    pub(crate) joined: usize,
    /// One mark stands for the whole telegram.
    pub(crate) entire_text: bool,
}

/// A piece read; a heading with its words.
pub(crate) enum Found<'d> {
    Heading(Box<Element>, String),
    Paragraph(Box<Read<'d>>),
}

/// Reads one piece.
pub(crate) fn read<'d>(
    text: &'d Text,
    lines: &[BodyLine],
    piece: Piece,
    all_caps: bool,
    notes: &mut Notes,
) -> Found<'d> {
    match piece {
        Piece::Heading { words, mark, whole } => {
            let mut passage = Passage::new(text);
            for (i, range) in words.iter().enumerate() {
                if i > 0 {
                    passage.push_as(" ", range.start);
                }
                crate::clean::push(&mut passage, text.as_str(), range.clone(), notes);
            }
            let words = passage.as_str().trim().to_string();
            let span = Span::from(text.span(whole));
            Found::Heading(Box::new(Element::Heading { text: words.clone(), mark, span }), words)
        }
        Piece::Paragraph(draft) => Found::Paragraph(Box::new(paragraph(text, lines, draft, all_caps, notes))),
    }
}

fn paragraph<'d>(
    text: &'d Text,
    lines: &[BodyLine],
    mut draft: Draft,
    all_caps: bool,
    notes: &mut Notes,
) -> Read<'d> {
    let mut out = Paragraph::default();
    let mut found_mark: Option<(MarkRead, Range<usize>)> = None;
    if let Some((candidate, chosen)) = &mut draft.marker {
        out.number = Some(chosen.number);
        out.printed = text.as_str().get(candidate.number.clone()).map(str::to_string);
        found_mark = candidate.mark.take();
        marker_repairs(text, candidate, chosen, notes);
    }
    let length = draft.parts.iter().map(|part| part.range.len() + 1).sum();
    let passage = Passage::with_capacity(text, length, 2 * draft.parts.len());
    let unwrapped = unwrap(passage, text.as_str(), &draft.parts, notes);
    let whole = unwrapped.passage;
    let mut lead = 0;
    if found_mark.is_none() {
        lead = leading_mark(&whole, &mut found_mark);
    }
    if let Some(heading) = inline_heading::read(whole.as_str(), lead, all_caps, draft.marker.is_some()) {
        out.heading = whole.as_str().get(heading.words.clone()).map(str::to_string);
        lead = heading.end;
        if found_mark.is_none()
            && let Some((mark, range)) = heading.mark
        {
            found_mark = Some((mark, document_range(&whole, range)));
        }
    }
    let blank = whole.as_str().get(lead..).map_or(0, |rest| rest.len() - rest.trim_start().len());
    lead += blank;
    // The mark printed twice, before and after the heading.
    if let Some((first, _)) = &found_mark {
        let rest = whole.as_str().get(lead..).unwrap_or_default();
        if let Some((_, len)) =
            mark::read(rest).filter(|(again, _)| rest.starts_with('(') && again.canonical == first.canonical)
        {
            lead += len;
            lead += whole.as_str().get(lead..).map_or(0, |rest| rest.len() - rest.trim_start().len());
        }
    }
    let entire_text = found_mark.as_ref().is_some_and(|(mark, _)| mark.entire_text);
    if let Some((mark, range)) = found_mark {
        out.mark = Some(mark.canonical);
        let raw = text.as_str().get(range.clone()).unwrap_or_default().to_string();
        let basis = if mark.entire_text { "entire-text" } else { "printed" };
        out.marking = Some(Mark {
            level: mark.level,
            controls: mark.controls,
            raw,
            basis: basis.to_string(),
            span: Span::from(text.span(range)),
        });
    }
    let body = lead..whole.as_str().len();
    out.text = whole.as_str().get(body.clone()).unwrap_or_default().to_string();
    // No text has no place of its own: it stands at the end of its marker.
    if !out.text.is_empty() {
        out.text_span = whole.span(body.clone());
    }
    out.text_map = whole.stretches(body);
    let start = draft
        .marker
        .as_ref()
        .map(|(candidate, _)| candidate.start)
        .or_else(|| draft.parts.first().map(|part| part.range.start))
        .unwrap_or_default();
    let end = draft
        .parts
        .last()
        .map(|part| part.range.end)
        .or_else(|| draft.marker.as_ref().map(|(candidate, _)| candidate.text_at))
        .unwrap_or(start);
    out.span = Span::from(text.span(start..end.max(start)));
    if out.text.is_empty() {
        out.text_span = Span { start: out.span.end, end: out.span.end };
    }
    out.children = list_items(text, lines, &draft, &whole, &unwrapped.starts, notes);
    out.children.extend(tables(text, lines, &draft));
    let mut events = blocks::events(whole.as_str(), 0, unwrapped.seen);
    // What a page line cut in two is closed all the same: `END` / page line / `SUMMARY`.
    events.sort_by_key(|event| event.range.start);
    Read {
        paragraph: out,
        lead,
        events,
        breaks: unwrapped.breaks,
        joined: unwrapped.joined,
        entire_text,
        whole,
    }
}

/// Notes what was wrong with a paragraph's marker.
fn marker_repairs(text: &Text, candidate: &Candidate, chosen: &Chosen, notes: &mut Notes) {
    if candidate.glyph > 0 {
        let range = candidate.start..candidate.start + candidate.glyph;
        let sign = text.as_str().get(range.clone()).unwrap_or_default();
        notes.repair(
            44,
            Span::from(text.span(range)),
            sign,
            "",
            0.99,
            &["a paragraph sign that a publisher put before the number"],
        );
    }
    if let Some(suspected) = chosen.suspected {
        let printed = text.as_str().get(candidate.number.clone()).unwrap_or_default();
        let evidence = [
            "one number alone may have a 1 too many in front",
            "nothing after it goes on from the number without it",
        ];
        notes.suggest(
            43,
            Span::from(text.span(candidate.number.clone())),
            printed,
            &suspected.to_string(),
            0.5,
            &evidence,
        );
    }
    if chosen.prefixed {
        let printed = text.as_str().get(candidate.number.clone()).unwrap_or_default();
        notes.repair(
            43,
            Span::from(text.span(candidate.number.clone())),
            printed,
            &chosen.number.to_string(),
            0.99,
            &[
                "a paragraph sign was turned into a 1 in front of the number",
                "the numbers without it go on where the last good one stopped",
            ],
        );
    }
}

/// A mark in front of text that its marker did not take: `(C) Text` in a paragraph without a number.
fn leading_mark(whole: &Passage, found: &mut Option<(MarkRead, Range<usize>)>) -> usize {
    let text = whole.as_str();
    if !text.starts_with('(') {
        return 0;
    }
    let Some((mark, len)) = mark::read(text) else { return 0 };
    // `(a) first` begins a list; a mark is written in capitals.
    if text.get(..len).is_some_and(|mark| mark.bytes().any(|b| b.is_ascii_lowercase())) {
        return 0;
    }
    *found = Some((mark, document_range(whole, 0..len)));
    len
}

fn document_range(whole: &Passage, range: Range<usize>) -> Range<usize> {
    let start = whole.document_offset(range.start);
    let end = if range.is_empty() { start } else { whole.document_offset(range.end - 1) + 1 };
    start..end.max(start)
}

/// Items of lists, each from its mark to the next.
fn list_items(
    text: &Text,
    lines: &[BodyLine],
    draft: &Draft,
    whole: &Passage,
    starts: &[usize],
    notes: &mut Notes,
) -> Vec<Element> {
    if draft.parts.len() < 2 {
        return Vec::new();
    }
    let content = |part: &super::unwrap::Part| text.as_str().get(part.range.clone()).unwrap_or_default();
    if !draft.parts.iter().any(|part| lists::may_begin(content(part))) {
        return Vec::new();
    }
    let in_table = |part: &super::unwrap::Part| lines.get(part.line).is_some_and(|line| line.table);
    let items: Vec<_> = draft
        .parts
        .iter()
        .map(|part| if in_table(part) { None } else { lists::item(content(part)) })
        .collect();
    if items.iter().all(Option::is_none) {
        return Vec::new();
    }
    let keep = lists::genuine(&items);
    let mut out = Vec::new();
    for (i, item) in items.into_iter().enumerate() {
        let (Some(item), Some(part), Some(Some(style))) = (item, draft.parts.get(i), keep.get(i)) else {
            continue;
        };
        if let Some(prefix) = &item.prefix {
            let range = part.range.start + prefix.start..part.range.start + prefix.end;
            notes.repair(
                43,
                Span::from(text.span(range)),
                "1",
                "",
                0.95,
                &["a paragraph sign was turned into a 1 in front of a list letter"],
            );
        }
        let until = (i + 1..draft.parts.len()).find(|n| {
            keep.get(*n).is_some_and(Option::is_some)
                || draft.parts.get(*n).is_some_and(|part| part.blank_before && !part.frame_before)
        });
        let from = starts.get(i).copied().unwrap_or_default();
        let to = until.and_then(|n| starts.get(n)).copied().unwrap_or(whole.as_str().len());
        let piece = whole.as_str().get(from..to).unwrap_or_default();
        let skip = piece
            .find(|c: char| c.is_whitespace())
            .map_or(0, |at| at + piece.get(at..).map_or(0, |rest| rest.len() - rest.trim_start().len()));
        let content = whole.part((from + skip).min(to)..from + piece.trim_end().len().max(skip));
        let last = until
            .and_then(|n| draft.parts.get(n - 1))
            .or(draft.parts.last())
            .map_or(part.range.end, |last| last.range.end);
        let marked = content.as_str().starts_with('(').then(|| mark::read(content.as_str())).flatten();
        let mut child = Paragraph {
            printed: Some(item.label),
            span: Span::from(text.span(part.range.start..last)),
            ..Paragraph::default()
        };
        let mut content = content;
        if let Some((found, len)) = marked {
            let range = document_range(&content, 0..len);
            let raw = content.as_str().get(..len).unwrap_or_default().to_string();
            child.mark = Some(found.canonical);
            child.marking = Some(Mark {
                level: found.level,
                controls: found.controls,
                raw,
                basis: "printed".to_string(),
                span: Span::from(text.span(range)),
            });
            let gap = content.as_str().get(len..).map_or(0, |rest| rest.len() - rest.trim_start().len());
            content = content.part(len + gap..content.as_str().len());
        }
        child.text = content.as_str().trim_end().to_string();
        child.text_span = content.span(0..content.as_str().len());
        child.text_map = content.stretches(0..content.as_str().len());
        out.push((*style, child));
    }
    nest(out)
}

/// Items of another style than the list they follow are a list inside its last item; nesting goes by style, since blanks
/// at the start of lines prove nothing (format.md §12.2).
fn nest(items: Vec<(lists::Style, Paragraph)>) -> Vec<Element> {
    let mut stack: Vec<(lists::Style, Vec<Element>)> = Vec::new();
    for (style, item) in items {
        while stack.len() > 1
            && stack.iter().any(|(open, _)| *open == style)
            && stack.last().is_some_and(|(open, _)| *open != style)
        {
            close(&mut stack);
        }
        if stack.last().is_none_or(|(open, _)| *open != style) {
            stack.push((style, Vec::new()));
        }
        if let Some((_, list)) = stack.last_mut() {
            list.push(Element::Paragraph(item));
        }
    }
    while stack.len() > 1 {
        close(&mut stack);
    }
    stack.pop().map(|(_, list)| list).unwrap_or_default()
}

/// Puts the innermost list into the last item of the list around it.
fn close(stack: &mut Vec<(lists::Style, Vec<Element>)>) {
    let Some((_, inner)) = stack.pop() else { return };
    if let Some(Element::Paragraph(outer)) = stack.last_mut().and_then(|(_, list)| list.last_mut()) {
        outer.children.extend(inner);
    }
}

/// Tables with their lines as they are.
fn tables(text: &Text, lines: &[BodyLine], draft: &Draft) -> Vec<Element> {
    let in_table = |part: &super::unwrap::Part| lines.get(part.line).is_some_and(|line| line.table);
    draft
        .parts
        .chunk_by(|a, b| in_table(a) == in_table(b))
        .filter(|run| run.first().is_some_and(in_table))
        .filter_map(|run| {
            let range = run.first()?.range.start..run.last()?.range.end;
            let rows: Vec<&str> =
                run.iter().filter_map(|part| text.as_str().get(part.range.clone())).collect();
            Some(Element::Block {
                kind: BlockKind::Table,
                opening: None,
                text: rows.join("\n"),
                span: Span::from(text.span(range)),
                children: Vec::new(),
            })
        })
        .collect()
}
