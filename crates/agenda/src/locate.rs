//! From a place in a paragraph's reading text to the document's bytes.

use std::ops::Range;

use telegram::record::{Paragraph, Span};

/// The document bytes that `range` of the paragraph's text was read from: first byte of its first character to last
/// byte of its last one.
///
/// Without a map, a text as long as its place is taken to stand there byte for byte; failing that the whole place is
/// given, which is true, if wide.
pub fn locate(paragraph: &Paragraph, range: Range<usize>) -> Span {
    let whole = paragraph.text_span;
    let map = &paragraph.text_map;
    if map.is_empty() {
        let literal = whole.end.checked_sub(whole.start) == Some(paragraph.text.len());
        return if literal {
            Span { start: whole.start + range.start, end: whole.start + range.end }
        } else {
            whole
        };
    }
    let start = document_offset(map, range.start);
    // The end belongs to the last byte inside: what follows may stand after a page line.
    let end = match range.end.checked_sub(1) {
        Some(last) if last >= range.start => document_offset(map, last) + 1,
        _ => start,
    };
    Span { start, end: end.max(start) }
}

fn document_offset(map: &[(usize, usize)], offset: usize) -> usize {
    let after = map.partition_point(|(text, _)| *text <= offset);
    let stretch = after.checked_sub(1).and_then(|i| map.get(i));
    match (stretch, map.first()) {
        (Some((text, document)), _) => document + (offset - text),
        (None, Some((text, document))) => document.saturating_sub(text - offset),
        (None, None) => offset,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(text_map: Vec<(usize, usize)>, text_span: (usize, usize)) -> Paragraph {
        Paragraph {
            text: "Lisbon pledged".to_string(),
            text_span: Span::from(text_span),
            text_map,
            ..Paragraph::default()
        }
    }

    #[test]
    fn ok_places_cross_what_was_left_out() {
        // Document: `Lisbon` at 10, a page line, `pledged` at 50.
        let paragraph = paragraph(vec![(0, 10), (7, 50)], (10, 57));
        assert_eq!(locate(&paragraph, 0..6), Span { start: 10, end: 16 });
        assert_eq!(locate(&paragraph, 7..14), Span { start: 50, end: 57 });
        assert_eq!(locate(&paragraph, 0..14), Span { start: 10, end: 57 });
        assert_eq!(locate(&paragraph, 7..7), Span { start: 50, end: 50 });
    }

    #[test]
    fn ok_without_a_map_the_place_is_true_if_wide() {
        assert_eq!(locate(&paragraph(vec![], (100, 114)), 7..14), Span { start: 107, end: 114 });
        assert_eq!(locate(&paragraph(vec![], (100, 130)), 7..14), Span { start: 100, end: 130 });
    }
}
