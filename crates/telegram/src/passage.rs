//! A passage: reading text put together from stretches of a document, with the way back.
//!
//! A header field that a page line cuts in two, or a paragraph whose lines were joined, is one passage. Parsers work on
//! its text and turn what they find into [`Span`]s of the document's bytes with [`Passage::span`].

use std::ops::Range;

use sources::Text;

use crate::record::Span;

/// Text made from stretches of a document's reading text.
#[derive(Clone, Debug, Default)]
pub struct Passage<'d> {
    text: String,
    /// Where in the document's reading text each stretch begins, by its beginning in `text`; the last one is open.
    runs: Vec<(usize, usize)>,
    document: Option<&'d Text>,
}

impl<'d> Passage<'d> {
    /// An empty passage over `document`.
    pub fn new(document: &'d Text) -> Passage<'d> {
        Passage { document: Some(document), ..Passage::default() }
    }

    /// An empty passage over `document` that will have about so many bytes and stretches.
    pub(crate) fn with_capacity(document: &'d Text, bytes: usize, stretches: usize) -> Passage<'d> {
        Passage {
            text: String::with_capacity(bytes),
            runs: Vec::with_capacity(stretches),
            document: Some(document),
        }
    }

    /// An empty passage over the same document.
    pub(crate) fn clone_document(of: &Passage<'d>) -> Passage<'d> {
        Passage { document: of.document, ..Passage::default() }
    }

    /// A passage that is a document of its own: for tests and for text that comes from nowhere else.
    pub fn whole(text: &str) -> Passage<'static> {
        Passage { text: text.to_string(), runs: vec![(0, 0)], document: None }
    }

    /// The passage's text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Adds the stretch `range` of the document's reading text as it is.
    pub fn push(&mut self, range: Range<usize>) {
        if let Some(piece) = self.document.and_then(|document| document.as_str().get(range.clone())) {
            self.push_as(piece, range.start);
        }
    }

    /// Adds `piece`, which stands for document text from `at` on (a repaired word, a blank for a line end).
    pub fn push_as(&mut self, piece: &str, at: usize) {
        if piece.is_empty() {
            return;
        }
        let follows =
            self.runs.last().is_some_and(|(text, document)| document + (self.text.len() - text) == at);
        if !follows {
            self.runs.push((self.text.len(), at));
        }
        self.text.push_str(piece);
    }

    /// Removes blanks at the end.
    pub fn trim_end(&mut self) {
        self.truncate(self.text.trim_end().len());
    }

    /// Cuts the text off at `len`.
    pub fn truncate(&mut self, len: usize) {
        self.text.truncate(len);
        self.runs.retain(|(text, _)| *text < self.text.len() || *text == 0);
    }

    /// The place in the document's reading text of the character at `offset`.
    pub fn document_offset(&self, offset: usize) -> usize {
        let after = self.runs.partition_point(|(text, _)| *text <= offset);
        let Some((text, document)) = after.checked_sub(1).and_then(|i| self.runs.get(i)) else { return 0 };
        document + (offset - text)
    }

    /// The document bytes from the first to the last character of `range` of this passage's text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.document_offset(range.start);
        // The end is one past the last character: asked of that character, since the next one may stand elsewhere.
        let end = if range.is_empty() { start } else { self.document_offset(range.end - 1) + 1 };
        let limit = self.document.map_or(self.text.len(), |document| document.as_str().len());
        let range = start.min(limit)..end.max(start).min(limit);
        match self.document {
            Some(document) => {
                // A repaired word may be shorter than what stands there: its end then falls into a character.
                let text = document.as_str();
                let range = text.floor_char_boundary(range.start)..text.ceil_char_boundary(range.end);
                Span::from(document.span(range))
            }
            None => Span::from(range),
        }
    }

    /// Where each stretch of the part `range` of the text begins, in that part and in the document's bytes. Inside a
    /// stretch both run alike where the document's text is literal.
    pub fn stretches(&self, range: Range<usize>) -> Vec<(usize, usize)> {
        let mut runs = Vec::with_capacity(self.runs.len());
        runs.extend(self.runs_in(&range));
        let Some(document) = self.document.filter(|document| !document.is_literal()) else { return runs };
        let mut out = Vec::with_capacity(runs.len());
        for (i, (text, at)) in runs.iter().enumerate() {
            let len = runs.get(i + 1).map_or(range.len(), |(next, _)| *next) - text;
            out.extend(document.runs_in(*at..at + len).map(|(offset, byte)| (text + (offset - at), byte)));
        }
        out
    }

    /// The runs that `range` of the text touches, counted from its beginning.
    fn runs_in(&self, range: &Range<usize>) -> impl Iterator<Item = (usize, usize)> + '_ {
        let (start, end) = (range.start, range.end);
        let first = self.runs.partition_point(|(text, _)| *text <= start).saturating_sub(1);
        self.runs
            .iter()
            .skip(first)
            .take_while(move |(text, _)| *text < end)
            .map(move |(text, document)| (text.saturating_sub(start), document + start.saturating_sub(*text)))
    }

    /// The part `range` of this passage as a passage of its own.
    pub fn part(&self, range: Range<usize>) -> Passage<'d> {
        let mut out = Passage { document: self.document, ..Passage::default() };
        let Some(piece) = self.text.get(range.clone()) else { return out };
        out.text = piece.to_string();
        out.runs = self.runs_in(&range).collect();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_spans_cross_what_was_left_out() {
        let document = Text::literal("ab\nPAGE\ncd".to_string());
        let mut passage = Passage::new(&document);
        passage.push(0..2);
        passage.push_as(" ", 2);
        passage.push(8..10);
        assert_eq!(passage.as_str(), "ab cd");
        assert_eq!(passage.span(0..2), Span { start: 0, end: 2 });
        assert_eq!(passage.span(1..4), Span { start: 1, end: 9 });
        let part = passage.part(3..5);
        assert_eq!((part.as_str(), part.span(0..2)), ("cd", Span { start: 8, end: 10 }));
    }
}
