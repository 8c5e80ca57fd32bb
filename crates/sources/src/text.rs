//! The reading text of a document, and the way back from it to the document's bytes.
//!
//! A text is a chain of runs. In a *literal* run text and bytes agree byte for byte; in a *decoded* run a stretch of
//! bytes (an entity, a Latin-1 letter, an escape, nothing at all) stands for a stretch of text. Bytes that no run
//! claims (tags, other columns) are not part of the text.

use std::ops::Range;

/// Reading text with an offset map into the document's bytes. All ranges are half-open byte offsets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    text: String,
    runs: Vec<Run>,
}

/// One stretch of text and the stretch of document bytes that it was read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    text: usize,
    raw: usize,
    raw_end: usize,
    literal: bool,
}

/// A stretch of text: see [`Text::pieces`].
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "described where pieces are made")]
pub struct Piece<'a> {
    pub text: &'a str,
    pub raw: Range<usize>,
    pub literal: bool,
}

impl Text {
    /// A text that is its document, byte for byte.
    pub fn literal(text: String) -> Text {
        let runs = if text.is_empty() {
            vec![]
        } else {
            vec![Run { text: 0, raw: 0, raw_end: text.len(), literal: true }]
        };
        Text { text, runs }
    }

    /// The reading text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// True when the text is the document's bytes themselves, so that offsets need no translation.
    pub fn is_literal(&self) -> bool {
        match self.runs.as_slice() {
            [] => true,
            [run] => run.literal && run.raw == 0,
            _ => false,
        }
    }

    /// The document bytes that `range` of the text was read from: from the first byte of its first character to the
    /// last byte of its last one. An empty range gives an empty span where the character at its place begins.
    pub fn span(&self, range: Range<usize>) -> Range<usize> {
        if self.is_literal() {
            return range;
        }
        let start = self.raw_at(range.start, false);
        if range.is_empty() {
            return start..start;
        }
        let end = self.raw_at(range.end, true);
        start.min(end)..end
    }

    /// The runs that `range` of the text touches: where each begins in the text (within `range`) and in the bytes. Inside
    /// one, offsets run alike on both sides as far as the run is literal.
    pub fn runs_in(&self, range: Range<usize>) -> impl Iterator<Item = (usize, usize)> + '_ {
        let first = self.runs.partition_point(|run| run.text <= range.start).saturating_sub(1);
        self.runs.iter().skip(first).take_while(move |run| run.text < range.end).map(move |run| {
            let start = run.text.max(range.start);
            (start, if run.literal { run.raw + (start - run.text) } else { run.raw })
        })
    }

    /// The stretches of the document that the text claims, in order, touching ones joined.
    pub fn claimed(&self) -> Vec<Range<usize>> {
        let mut out: Vec<Range<usize>> = Vec::new();
        for run in &self.runs {
            match out.last_mut() {
                Some(last) if last.end == run.raw => last.end = run.raw_end,
                _ if run.raw == run.raw_end => {}
                _ => out.push(run.raw..run.raw_end),
            }
        }
        out
    }

    /// The text piece by piece, in order: each with the bytes it was read from, and whether it is those bytes as they stand.
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        self.runs.iter().enumerate().map(|(i, run)| {
            let end = self.runs.get(i + 1).map_or(self.text.len(), |next| next.text);
            let text = self.text.get(run.text..end).unwrap_or_default();
            Piece { text, raw: run.raw..run.raw_end, literal: run.literal }
        })
    }

    /// The part `range` of this text as a text of its own over the document bytes from `base` on.
    pub fn part(&self, range: Range<usize>, base: usize) -> Text {
        let mut builder = TextBuilder::default();
        builder.append(self, range, |raw| raw.saturating_sub(base));
        builder.finish()
    }

    fn raw_at(&self, offset: usize, as_end: bool) -> usize {
        // An end belongs to the run before it, a start to the run that begins there.
        let after = if as_end {
            self.runs.partition_point(|run| run.text < offset)
        } else {
            self.runs.partition_point(|run| run.text <= offset)
        };
        let Some(run) = after.checked_sub(1).and_then(|i| self.runs.get(i)) else {
            return self.runs.first().map_or(0, |run| run.raw);
        };
        if run.literal {
            (run.raw + (offset - run.text)).min(run.raw_end)
        } else if as_end || (after == self.runs.len() && offset >= self.text.len()) {
            run.raw_end
        } else {
            run.raw
        }
    }
}

/// How many runs a text may have before its map becomes coarse. No cable comes near.
const FINE: usize = 4 << 20;
/// How many document bytes a run of a coarse map spans at most.
const COARSE: usize = 4 << 10;

/// Builds a [`Text`] from left to right.
#[derive(Debug, Default)]
pub struct TextBuilder {
    text: String,
    runs: Vec<Run>,
}

impl TextBuilder {
    /// Adds text that stands in the document as it is, from byte `raw` on.
    pub fn literal(&mut self, piece: &str, raw: usize) {
        if piece.is_empty() {
            return;
        }
        let raw_end = raw + piece.len();
        if self.joins(&(raw..raw_end)) {
            self.text.push_str(piece);
            return;
        }
        match self.runs.last_mut() {
            Some(last) if last.literal && last.raw_end == raw => last.raw_end = raw_end,
            _ => self.runs.push(Run { text: self.text.len(), raw, raw_end, literal: true }),
        }
        self.text.push_str(piece);
    }

    /// Adds text that the document bytes `raw` stand for. An empty `raw` is text that the reader put in.
    pub fn decoded(&mut self, piece: &str, raw: Range<usize>) {
        if piece.is_empty() {
            return;
        }
        if !self.joins(&raw) {
            self.runs.push(Run { text: self.text.len(), raw: raw.start, raw_end: raw.end, literal: false });
        }
        self.text.push_str(piece);
    }

    /// Whether what stands at `raw` was joined to the last run. That happens only in texts of so many pieces that the
    /// map would outgrow them: there it becomes coarse, and stays true.
    fn joins(&mut self, raw: &Range<usize>) -> bool {
        if self.runs.len() < FINE {
            return false;
        }
        let Some(last) = self.runs.last_mut() else { return false };
        let near = raw.start >= last.raw_end && raw.end - last.raw <= COARSE;
        if near && !last.literal {
            last.raw_end = raw.end;
        }
        near && !last.literal
    }

    /// Adds the part `range` of another text, whose document begins at byte `at` of this one.
    pub fn splice(&mut self, from: &Text, range: Range<usize>, at: usize) {
        self.append(from, range, |raw| raw + at);
    }

    fn append(&mut self, from: &Text, range: Range<usize>, place: impl Fn(usize) -> usize) {
        let first = from.runs.partition_point(|run| run.text <= range.start).saturating_sub(1);
        for (i, run) in from.runs.iter().enumerate().skip(first) {
            if run.text >= range.end {
                break;
            }
            let end = from.runs.get(i + 1).map_or(from.text.len(), |next| next.text);
            let (a, b) = (run.text.max(range.start), end.min(range.end));
            let Some(piece) = from.text.get(a..b) else { continue };
            if run.literal {
                self.literal(piece, place(run.raw + (a - run.text)));
            } else {
                self.decoded(piece, place(run.raw)..place(run.raw_end));
            }
        }
    }

    /// The text so far.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The finished text.
    pub fn finish(self) -> Text {
        Text { text: self.text, runs: self.runs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_spans_of_decoded_text_point_at_the_bytes_behind_it() {
        // document: `a&amp;b` + skipped `<i>` + `c`
        let mut builder = TextBuilder::default();
        builder.literal("a", 0);
        builder.decoded("&", 1..6);
        builder.literal("b", 6);
        builder.literal("c", 10);
        let text = builder.finish();
        assert_eq!(text.as_str(), "a&bc");
        assert_eq!(text.span(0..1), 0..1);
        assert_eq!(text.span(1..2), 1..6);
        assert_eq!(text.span(1..3), 1..7);
        assert_eq!(text.span(2..4), 6..11);
        assert_eq!(text.span(4..4), 11..11);
        assert_eq!(text.claimed(), vec![0..7, 10..11]);
        let part = text.part(1..4, 1);
        assert_eq!(part.as_str(), "&bc");
        assert_eq!(part.span(0..1), 0..5);
        assert_eq!(part.span(2..3), 9..10);
    }

    #[test]
    fn ok_a_map_of_too_many_pieces_becomes_coarse() {
        let count = FINE / 2 + 100_000;
        let mut builder = TextBuilder::default();
        for n in 0..count {
            builder.literal("a", 3 * n);
            builder.decoded("b", 3 * n + 1..3 * n + 3);
        }
        let text = builder.finish();
        assert!(text.runs.len() < FINE + 1000);
        assert_eq!(text.as_str().len(), 2 * count);
        let last = text.span(2 * count - 1..2 * count);
        assert!(last.end == 3 * count && last.len() <= COARSE, "{last:?}");
        assert_eq!(text.span(2..4), 3..6);
    }

    #[test]
    fn ok_literal_text_needs_no_translation() {
        let text = Text::literal("cable".to_string());
        assert!(text.is_literal());
        assert_eq!(text.span(1..3), 1..3);
    }
}
