//! The body: from the drafter's lines below the header to numbered paragraphs, headings, blocks and the summary
//! (format.md §12).
//!
//! 1. [`tables`] and [`quoted`] mark the lines in which numbers are not the telegram's own.
//! 2. [`markers`] decides which numbers number paragraphs; [`structure`] cuts the lines into paragraphs and [`headings`].
//! 3. [`elements`] joins the lines of each ([`unwrap`]) and reads what stands in it ([`inline_heading`], [`lists`], [`blocks`]).
//! 4. [`parts`] and [`summary`] find what runs through several paragraphs.

mod blocks;
mod columns;
mod elements;
mod headings;
mod inline_heading;
mod lists;
mod markers;
mod parts;
mod quoted;
mod structure;
mod summary;
mod tables;
mod unwrap;

pub(crate) use headings::{is_caps, is_rule, known as is_heading_word};
pub(crate) use markers::{glyph, marker_at};
pub(crate) use structure::LineKind;

use elements::Found;
use sources::Text;

use crate::passage::Passage;
use crate::record::{Element, Mark, Notes, Span, Summary};

/// A line of the body.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct BodyLine {
    /// Index into the lines of the text.
    pub(crate) index: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) blank_before: bool,
    /// A page or section line stood before it.
    pub(crate) frame_before: bool,
    /// Inside a text that the telegram quotes.
    pub(crate) quoted: bool,
    pub(crate) table: bool,
    /// What may be in it, by [`crate::glance`].
    pub(crate) seen: u8,
}

/// What the body says.
pub(crate) struct Body<'d> {
    pub(crate) elements: Vec<Element>,
    pub(crate) summary: Option<Summary>,
    /// Reading text of each paragraph with its number, for what is cited in it.
    pub(crate) texts: Vec<(Option<u32>, Passage<'d>)>,
    /// Gaps across which a sentence goes on, with the paragraph's number.
    pub(crate) breaks: Vec<(Span, Option<u32>)>,
    /// Kind of each body line.
    pub(crate) kinds: Vec<LineKind>,
    /// Line ends that became blanks.
    pub(crate) joined: usize,
}

/// Reads the body's `lines`. `opens` tells that the first section is here.
pub(crate) fn read<'d>(text: &'d Text, mut lines: Vec<BodyLine>, opens: bool, notes: &mut Notes) -> Body<'d> {
    for first in tables::mark_tables(text.as_str(), &mut lines) {
        let place = lines.get(first).map(|line| Span::from(text.span(line.start..line.end)));
        notes.warn("table_degraded", "a table whose columns are lost: runs of blanks were folded", place);
    }
    repeats(text, &lines, notes);
    columns::suggest(text, &lines, notes);
    quoted::mark_quoted(text.as_str(), &mut lines);
    let all_caps = structure::all_caps(text.as_str(), &lines);
    let (drafts, kinds) = structure::pieces(text.as_str(), &lines, opens, all_caps);
    let mut pieces: Vec<Found<'d>> =
        drafts.into_iter().map(|piece| elements::read(text, &lines, piece, all_caps, notes)).collect();
    spread_entire_text(&mut pieces);
    let summary = summary::find(&pieces);
    parts::add_blocks(&mut pieces);
    let mut body = Body {
        elements: Vec::with_capacity(pieces.len()),
        summary,
        texts: Vec::new(),
        breaks: Vec::new(),
        kinds,
        joined: 0,
    };
    for piece in pieces {
        match piece {
            Found::Heading(element, _) => body.elements.push(*element),
            Found::Paragraph(read) => {
                let number = read.paragraph.number;
                body.breaks.extend(read.breaks.into_iter().map(|found| (found.gap, number)));
                body.joined += read.joined;
                body.texts.push((number, read.whole));
                body.elements.push(Element::Paragraph(read.paragraph));
            }
        }
    }
    body
}

/// A long line that stands twice in a row, or paragraphs that do (format.md §14 #41): told, not taken out.
fn repeats(text: &Text, lines: &[BodyLine], notes: &mut Notes) {
    let content = |line: &BodyLine| text.as_str().get(line.start..line.end).unwrap_or_default();
    for distance in 1..=3 {
        for pair in lines.windows(distance + 1) {
            let (Some(first), Some(last)) = (pair.first(), pair.last()) else { continue };
            let len = first.end - first.start;
            // Before any text is compared: hardly two lines are of one length.
            if len < 40 || last.end - last.start != len {
                continue;
            }
            let (a, b) = (content(first), content(last));
            let between = pair.get(1..distance).unwrap_or_default();
            // Over a distance only whole paragraphs count: the copy begins as the original did.
            let starts = distance == 1
                || first.blank_before && last.blank_before && between.iter().all(|line| !line.blank_before);
            if a == b && !a.is_empty() && starts && !headings::is_rule(a) {
                let place = Span::from(text.span(last.start..last.end));
                notes.suggest(41, place, b, "", 0.8, &["the same words stand directly above"]);
            }
        }
    }
}

/// One mark for the whole telegram counts for every paragraph without its own (format.md §5.4).
fn spread_entire_text(pieces: &mut [Found<'_>]) {
    let entire = pieces.iter().find_map(|piece| match piece {
        Found::Paragraph(read) if read.entire_text => {
            read.paragraph.mark.clone().zip(read.paragraph.marking.clone())
        }
        _ => None,
    });
    let Some((canonical, marking)) = entire else { return };
    for piece in pieces {
        if let Found::Paragraph(read) = piece
            && read.paragraph.mark.is_none()
        {
            read.paragraph.mark = Some(canonical.clone());
            read.paragraph.marking = Some(Mark { basis: "entire-text".to_string(), ..marking.clone() });
        }
    }
}

#[cfg(test)]
fn test_lines(text: &str) -> Vec<BodyLine> {
    let mut out = Vec::new();
    let mut blank = true;
    for (index, line) in crate::lines::split(text).0.iter().enumerate() {
        if line.is_blank() {
            blank = true;
            continue;
        }
        out.push(BodyLine {
            index,
            start: line.start,
            end: line.end,
            blank_before: blank,
            seen: crate::glance::glance(line.of(text).as_bytes()),
            ..BodyLine::default()
        });
        blank = false;
    }
    out
}
