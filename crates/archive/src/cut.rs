//! The document of a copy as someone has it who may see only some of its portions.

use std::ops::Range;

use sources::{Document, Fact, Text};
use telegram::record::Telegram;

use crate::label::Label;
use crate::portions::{Envelope, Override, Portion, Portions};

/// A document without what is hidden, and where in the whole one its text stood.
#[derive(Clone, Debug)]
pub(crate) struct Cut {
    pub(crate) document: Document,
    /// Place in the text, and the bytes that were kept from there on, in order.
    kept: Vec<(usize, Range<usize>)>,
}

/// What is wanted of that which is outside the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Header {
    /// Nothing.
    None,
    /// What tells number and date, for the envelope.
    Envelope,
    /// All.
    All,
}

/// Fields that the envelope is read from. Not the references, whose years bound that of the telegram.
const ENVELOPE: [&str; 7] =
    ["classification", "mrn", "declassification", "date", "date-time", "from", "origin"];
/// Fields of the body, and of blank lines.
const BODY: [&str; 4] = ["", "body", "heading", "rule"];

impl Portions {
    /// The document without the bytes of labels that are not `visible`; `None` where nothing is left.
    ///
    /// What is taken out leaves a blank line and no mark: neither its length nor its place tells anything.
    pub fn restrict(&self, document: &Document, visible: impl Fn(&Label) -> bool) -> Option<Document> {
        let header = visible(&self.header);
        let any = header || self.body.iter().any(|portion| visible(&portion.label));
        let header = if header { Header::All } else { Header::None };
        any.then(|| self.cut(document, header, visible).document)
    }

    /// The header, where it is wanted, and the portions of visible labels.
    pub(crate) fn cut(&self, document: &Document, header: Header, visible: impl Fn(&Label) -> bool) -> Cut {
        let mut hidden: Vec<Range<usize>> = Vec::new();
        if header != Header::All {
            hidden.extend(self.outside(document, header));
        }
        let known = header != Header::None;
        let portions = self.body.iter().map(|portion| (&portion.span, &portion.label));
        let loose = self.loose.iter().map(|(span, label)| (span, label));
        hidden
            .extend(portions.chain(loose).filter(|(_, label)| !visible(label)).map(|(span, _)| span.clone()));
        // A portion may lie inside another's span: what any hidden one covers is hidden.
        let (text, kept) = without(document, &merged(hidden));
        let bytes = text.clone().into_bytes();
        let facts = document.facts.iter().filter(|_| known).cloned();
        let document = Document {
            path: if known { document.path.clone() } else { String::new() },
            container: document.container,
            offset: 0,
            bytes,
            text: Text::literal(text),
            encoding: "UTF-8",
            facts: facts.map(|fact| Fact { span: None, ..fact }).collect(),
            availability: document.availability,
        };
        Cut { document, kept }
    }

    /// Everything that is not of the body nor wanted: around the portions, and the lines of header and network within one
    /// that runs over several pages.
    fn outside(&self, document: &Document, header: Header) -> Vec<Range<usize>> {
        let mut out = Vec::new();
        if header == Header::None {
            let body = merged(self.body.iter().map(|portion| portion.span.clone()).collect());
            let mut at = 0;
            for span in body {
                out.push(at..span.start);
                at = span.end;
            }
            out.push(at..document.bytes.len());
        }
        let wanted =
            |field: &str| BODY.contains(&field) || header == Header::Envelope && ENVELOPE.contains(&field);
        let lines = telegram::explain(document).1.into_iter();
        out.extend(lines.filter(|line| !wanted(line.field)).map(|line| line.span.start..line.span.end));
        out.retain(|range| range.start < range.end);
        out
    }

    /// The portions of `seen`, which was read from `cut`, with the labels that they have here: what stood around a portion
    /// may be a part of the reason for its label. A visible portion that was not found again, because its beginning shows
    /// only in what was cut, is there as it stands in the document.
    pub(crate) fn again(&self, cut: &Cut, seen: &Telegram, visible: impl Fn(&Label) -> bool) -> Vec<Portion> {
        let runs = self.runs(&visible);
        let mut found: Vec<(usize, Portion)> = Vec::new();
        let mut covered: Vec<Range<usize>> = Vec::new();
        for portion in Portions::of(seen, &Override::default(), Envelope::Portions).body {
            let places = cut.places(&portion.span);
            // Where no paragraph is left, a signature may read like one.
            let Some(label) = label_of(&places, &runs) else { continue };
            let start = places.first().map_or(0, |place| place.start);
            covered.extend(places);
            found.push((start, Portion { label, ..portion }));
        }
        let covered = merged(covered);
        for portion in self.body.iter().filter(|portion| visible(&portion.label)) {
            let next = covered.partition_point(|range| range.end <= portion.span.start);
            if covered.get(next).is_some_and(|range| range.start < portion.span.end) {
                continue;
            }
            let kept = cut.text_of(&portion.span);
            let text = kept.split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() {
                found.push((portion.span.start, Portion { text, ..portion.clone() }));
            }
        }
        found.sort_by_key(|(start, _)| *start);
        found.into_iter().map(|(_, portion)| portion).collect()
    }

    /// The places of visible labels, one after the other; those that overlap are one.
    fn runs(&self, visible: &impl Fn(&Label) -> bool) -> Vec<(Range<usize>, Label)> {
        let portions = self.body.iter().filter(|portion| visible(&portion.label));
        let mut all: Vec<(Range<usize>, Label)> =
            portions.map(|portion| (portion.span.clone(), portion.label.clone())).collect();
        all.sort_by_key(|(span, _)| span.start);
        let mut out: Vec<(Range<usize>, Label)> = Vec::with_capacity(all.len());
        for (span, label) in all {
            match out.last_mut() {
                Some((last, joined)) if span.start < last.end => {
                    last.end = last.end.max(span.end);
                    *joined = joined.join(&label);
                }
                _ => out.push((span, label)),
            }
        }
        out
    }
}

impl Cut {
    /// Where the text at `span` stood in the whole document.
    fn places(&self, span: &Range<usize>) -> Vec<Range<usize>> {
        let first = self.kept.partition_point(|(at, _)| *at <= span.start).saturating_sub(1);
        let pieces = self.kept.iter().skip(first).take_while(|(at, _)| *at < span.end);
        let places = pieces.map(|(at, raw)| {
            let from = raw.start + span.start.saturating_sub(*at);
            from..(raw.start + (span.end - at)).min(raw.end)
        });
        places.filter(|place| place.start < place.end).collect()
    }

    /// What is kept of the text that stood at `span` of the whole document.
    fn text_of(&self, span: &Range<usize>) -> String {
        let text = self.document.text.as_str();
        let mut out = String::new();
        let first = self.kept.partition_point(|(_, raw)| raw.end <= span.start);
        let pieces = self.kept.iter().enumerate().skip(first);
        for (n, (at, raw)) in pieces.take_while(|(_, (_, raw))| raw.start < span.end) {
            let end = self.kept.get(n + 1).map_or(text.len(), |(at, _)| *at);
            let from = (at + span.start.saturating_sub(raw.start)).min(end);
            let to = if raw.end > span.end { (at + (span.end - raw.start)).min(end) } else { end };
            out.push_str(text.get(from..to).unwrap_or_default());
            out.push(' ');
        }
        out
    }
}

/// The label of what stood at `places`: that of the portions it was in.
fn label_of(places: &[Range<usize>], runs: &[(Range<usize>, Label)]) -> Option<Label> {
    let mut label: Option<Label> = None;
    for place in places {
        let next = runs.partition_point(|(run, _)| run.end <= place.start);
        for (_, own) in runs.iter().skip(next).take_while(|(run, _)| run.start < place.end) {
            label = Some(label.map_or(own.clone(), |label| label.join(own)));
        }
    }
    label
}

fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| range.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match out.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => out.push(range),
        }
    }
    out
}

/// The text that grows.
#[derive(Default)]
struct Kept {
    text: String,
    places: Vec<(usize, Range<usize>)>,
    /// Something was taken out behind the text.
    cut: bool,
}

impl Kept {
    /// Takes a piece and where it stood. A blank line stands for what was taken out before it and for the blank lines
    /// around that: where nothing was, there is no more.
    fn push(&mut self, mut piece: &str, mut raw: Range<usize>, literal: bool) {
        if self.cut {
            let blank = piece.len() - piece.trim_start().len();
            let lines = piece.get(..blank).and_then(|blank| blank.rfind('\n')).map_or(0, |at| at + 1);
            piece = piece.get(lines..).unwrap_or_default();
            if piece.trim_start().is_empty() {
                return;
            }
            raw.start += if literal { lines } else { 0 };
            self.text.truncate(self.text.trim_end().len());
            self.text.push_str(if self.text.is_empty() { "" } else { "\n\n" });
            self.cut = false;
        }
        if !piece.is_empty() {
            self.places.push((self.text.len(), raw));
            self.text.push_str(piece);
        }
    }

    fn finish(mut self) -> (String, Vec<(usize, Range<usize>)>) {
        if self.cut && !self.text.is_empty() {
            self.text.truncate(self.text.trim_end().len());
            self.text.push('\n');
        }
        (self.text, self.places)
    }
}

/// The reading text without what was read from `hidden` (sorted, disjoint), and where its pieces stood.
fn without(document: &Document, hidden: &[Range<usize>]) -> (String, Vec<(usize, Range<usize>)>) {
    let mut kept = Kept::default();
    let mut next = 0;
    for piece in document.text.pieces() {
        while hidden.get(next).is_some_and(|range| range.end <= piece.raw.start) {
            next += 1;
        }
        if !piece.literal {
            if hidden.get(next).is_some_and(|range| range.start < piece.raw.end.max(piece.raw.start + 1)) {
                kept.cut = true;
            } else {
                kept.push(piece.text, piece.raw.clone(), false);
            }
            continue;
        }
        let mut at = piece.raw.start;
        let mut scan = next;
        while at < piece.raw.end {
            let range = hidden.get(scan).filter(|range| range.start < piece.raw.end);
            let until = range.map_or(piece.raw.end, |range| range.start.max(at));
            let bounds = at - piece.raw.start..until - piece.raw.start;
            kept.push(piece.text.get(bounds).unwrap_or_default(), at..until, true);
            let Some(range) = range else { break };
            kept.cut = true;
            at = range.end.max(until);
            scan += 1;
        }
    }
    kept.finish()
}
