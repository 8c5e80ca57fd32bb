//! Marked-up text poured into reading text, with the way back.

use std::ops::Range;

use crate::text::{Text, TextBuilder};

use super::entities::entity;

/// What becomes of blanks and line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Space {
    /// They stay (preformatted text).
    Keep,
    /// A stretch of them is one blank, and none at the start of a line.
    Fold,
}

/// Builds reading text out of pieces of a marked-up one.
pub(crate) struct Pour<'t> {
    from: &'t Text,
    builder: TextBuilder,
    /// A blank that is set only if more of the line follows.
    gap: Option<Range<usize>>,
}

impl<'t> Pour<'t> {
    pub(crate) fn new(from: &'t Text) -> Pour<'t> {
        Pour { from, builder: TextBuilder::default(), gap: None }
    }

    /// Adds a piece of text, its entities undone.
    pub(crate) fn text(&mut self, range: Range<usize>, space: Space) {
        let all = self.from.as_str().get(..range.end).unwrap_or_default();
        let mut at = range.start;
        while at < all.len() {
            let rest = all.get(at..).unwrap_or_default();
            let plain = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
            self.verbatim(at..at + plain, space);
            at += plain;
            let Some(rest) = all.get(at..).filter(|rest| !rest.is_empty()) else { return };
            match entity(rest) {
                Some((letter, length)) => {
                    self.letter(letter, at..at + length, space);
                    at += length;
                }
                None => {
                    self.verbatim(at..at + 1, space);
                    at += 1;
                }
            }
        }
    }

    /// Adds a piece of text in which `&` is just a letter.
    pub(crate) fn verbatim(&mut self, range: Range<usize>, space: Space) {
        if space == Space::Keep {
            self.settle();
            self.builder.splice(self.from, range, 0);
            return;
        }
        let all = self.from.as_str().get(..range.end).unwrap_or_default();
        let mut at = range.start;
        while let Some(rest) = all.get(at..).filter(|rest| !rest.is_empty()) {
            let blank = rest.len() - rest.trim_start_matches(is_blank).len();
            if blank > 0 {
                self.blank(at..at + blank);
            }
            let word = rest.get(blank..).unwrap_or_default();
            let length = word.find(is_blank).unwrap_or(word.len());
            if length > 0 {
                self.settle();
                self.builder.splice(self.from, at + blank..at + blank + length, 0);
            }
            at += blank + length;
        }
    }

    fn letter(&mut self, letter: char, place: Range<usize>, space: Space) {
        if space == Space::Fold && is_blank(letter) {
            return self.blank(place);
        }
        self.settle();
        self.builder.decoded(letter.encode_utf8(&mut [0; 4]), self.from.span(place));
    }

    /// A stretch of blanks that is one, and that is set only within a line.
    fn blank(&mut self, place: Range<usize>) {
        if self.gap.is_none() && !self.at_line_start() {
            self.gap = Some(place);
        }
    }

    fn settle(&mut self) {
        let Some(place) = self.gap.take() else { return };
        if self.from.as_str().get(place.clone()) == Some(" ") {
            self.builder.splice(self.from, place, 0);
        } else {
            self.builder.decoded(" ", self.from.span(place));
        }
    }

    /// Ends the line for the tag at `place`, unless nothing stands on it yet.
    pub(crate) fn end_line(&mut self, place: Range<usize>) {
        self.gap = None;
        if !self.at_line_start() {
            self.line_break(place);
        }
    }

    /// A line end for the tag at `place`.
    pub(crate) fn line_break(&mut self, place: Range<usize>) {
        self.gap = None;
        self.builder.decoded("\n", self.from.span(place));
    }

    /// Ends a paragraph: one empty line before what follows.
    pub(crate) fn end_paragraph(&mut self, place: Range<usize>) {
        self.end_line(place.clone());
        let text = self.builder.as_str();
        if !text.is_empty() && !text.ends_with("\n\n") {
            self.line_break(place.end..place.end);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.builder.as_str().is_empty()
    }

    pub(crate) fn finish(self) -> Text {
        self.builder.finish()
    }

    fn at_line_start(&self) -> bool {
        let text = self.builder.as_str();
        text.is_empty() || text.ends_with('\n')
    }
}

/// Blanks that may be folded; a no-break blank is a letter.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_folded_text_maps_back() {
        let from = Text::literal("  a\n   b &amp; &lt;c&#x000A;d ".to_string());
        let mut pour = Pour::new(&from);
        pour.text(0..from.as_str().len(), Space::Fold);
        pour.end_line(29..29);
        let text = pour.finish();
        assert_eq!(text.as_str(), "a b & <c d\n");
        assert_eq!(text.span(0..3), 2..8);
        assert_eq!(text.span(4..5), 9..14);
        assert_eq!(text.span(9..10), 28..29);
    }

    #[test]
    fn ok_kept_text_keeps_its_lines() {
        let from = Text::literal("a\n  b&#x000A;&bomb;".to_string());
        let mut pour = Pour::new(&from);
        pour.text(0..from.as_str().len(), Space::Keep);
        assert_eq!(pour.finish().as_str(), "a\n  b\n&bomb;");
    }
}
