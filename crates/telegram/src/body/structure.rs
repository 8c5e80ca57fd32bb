//! From the lines of a body to its paragraphs and headings.

use std::ops::Range;

use super::headings::{self, Setting};
use super::markers::{Candidate, Chosen};
use super::unwrap::{Part, runs_on};
use super::{BodyLine, markers};

/// A paragraph before its lines are joined.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    pub(crate) marker: Option<(Candidate, Chosen)>,
    pub(crate) parts: Vec<Part>,
}

/// A piece of the body, in order.
#[derive(Debug)]
pub(crate) enum Piece {
    Heading { words: Vec<Range<usize>>, mark: Option<String>, whole: Range<usize> },
    Paragraph(Draft),
}

/// What a body line turned out to be, for the view line by line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    Paragraph,
    Heading,
    Rule,
}

/// The pieces, and the kind of each line.
pub(crate) fn pieces(
    text: &str,
    lines: &[BodyLine],
    opens: bool,
    all_caps: bool,
) -> (Vec<Piece>, Vec<LineKind>) {
    let candidates = markers::candidates(text, lines);
    let chosen = markers::choose(&candidates, opens);
    let mut marked = vec![false; lines.len()];
    for chosen in &chosen {
        if let Some(candidate) = candidates.get(chosen.candidate).filter(|candidate| !candidate.midline)
            && let Some(slot) = marked.get_mut(candidate.line)
        {
            *slot = true;
        }
    }
    let rules: Vec<bool> =
        lines.iter().map(|line| text.get(line.start..line.end).is_some_and(headings::is_rule)).collect();
    let setting = Setting { text, lines, marked: &marked, all_caps, rules: &rules };
    let mut walk = Walk { text, pieces: Vec::new(), open: None, numbered: !chosen.is_empty() };
    let mut kinds = vec![LineKind::Paragraph; lines.len()];
    let mut chosen = chosen.into_iter().peekable();
    let mut next = candidates
        .into_iter()
        .enumerate()
        .filter_map(|(i, candidate)| Some((candidate, chosen.next_if(|chosen| chosen.candidate == i)?)))
        .peekable();
    let mut i = 0;
    while let Some(line) = lines.get(i) {
        if rules.get(i) == Some(&true) && !line.table && !line.quoted {
            kinds[i] = LineKind::Rule;
            i += 1;
            continue;
        }
        if let Some(heading) = setting.heading(i) {
            for kind in kinds.iter_mut().skip(i).take(heading.lines) {
                *kind = LineKind::Heading;
            }
            let end = lines.get(i + heading.lines - 1).map_or(line.end, |last| last.end);
            walk.heading(heading.words, heading.mark, line.start..end);
            i += heading.lines;
            continue;
        }
        let mut from = line.start;
        while let Some((candidate, chosen)) = next.next_if(|(candidate, _)| candidate.line == i) {
            walk.text(i, from..candidate.start, line);
            from = candidate.text_at.max(candidate.number.end);
            walk.marker(candidate, chosen);
        }
        walk.text(i, from..line.end, line);
        i += 1;
    }
    walk.close();
    (walk.pieces, kinds)
}

struct Walk<'t> {
    text: &'t str,
    pieces: Vec<Piece>,
    open: Option<Draft>,
    /// The body has numbered paragraphs, so that text without a number belongs to the paragraph before it.
    numbered: bool,
}

impl Walk<'_> {
    fn close(&mut self) {
        if let Some(draft) = self.open.take() {
            self.pieces.push(Piece::Paragraph(draft));
        }
    }

    fn heading(&mut self, words: Vec<Range<usize>>, mark: Option<String>, whole: Range<usize>) {
        self.close();
        self.pieces.push(Piece::Heading { words, mark, whole });
    }

    fn marker(&mut self, candidate: Candidate, chosen: Chosen) {
        self.close();
        self.open = Some(Draft { marker: Some((candidate, chosen)), parts: Vec::with_capacity(8) });
    }

    fn text(&mut self, line: usize, range: Range<usize>, of: &BodyLine) {
        let content = self.text.get(range.clone()).unwrap_or_default();
        let range = match content.as_bytes() {
            // Nothing to trim.
            [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => range,
            _ => range.end - content.trim_start().len()..range.start + content.trim_end().len(),
        };
        if range.start >= range.end {
            return;
        }
        let first = range.start == of.start;
        let part = Part {
            line,
            range,
            blank_before: first && of.blank_before,
            frame_before: first && of.frame_before,
            seen: of.seen,
        };
        if part.blank_before && !part.frame_before && self.begins_another(&part) {
            self.close();
        }
        self.open.get_or_insert_default().parts.push(part);
    }

    /// Whether text after a blank line begins a paragraph of its own: only where paragraphs have no numbers.
    fn begins_another(&self, part: &Part) -> bool {
        let Some(open) = &self.open else { return false };
        if self.numbered && open.marker.is_some() {
            return false;
        }
        let Some(last) = open.parts.last() else { return false };
        let upper = self.text.get(last.range.clone()).unwrap_or_default();
        let lower = self.text.get(part.range.clone()).unwrap_or_default();
        !runs_on(upper, lower)
    }
}

/// How many bytes pass the test: counted in bytes, for so few that none runs over, which goes sixteen at a time.
fn count(content: &[u8], test: impl Fn(u8) -> bool) -> usize {
    content.chunks(128).map(|few| usize::from(few.iter().fold(0, |n, b| n + u8::from(test(*b))))).sum()
}

/// Nearly every letter is a capital: the teletype's own alphabet (format.md §13.2).
pub(crate) fn all_caps(text: &str, lines: &[BodyLine]) -> bool {
    let contents = || {
        lines.iter().take(400).map(|line| {
            let content = text.as_bytes().get(line.start..line.end).unwrap_or_default();
            content.get(..content.len().min(400)).unwrap_or_default()
        })
    };
    let mut left: usize = contents().map(<[u8]>::len).sum();
    let (mut upper, mut lower) = (0usize, 0usize);
    for content in contents() {
        upper += count(content, |b| b.is_ascii_uppercase());
        lower += count(content, |b| b.is_ascii_lowercase());
        left -= content.len();
        // Whatever is left cannot make up for the small letters so far.
        if upper + left <= lower * 9 {
            return false;
        }
    }
    upper > lower * 9
}
