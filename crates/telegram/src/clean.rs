//! Repairs inside a line of text: what publishers, converters and transmission did to its characters (format.md §14.1,
//! §14.3).
//!
//! [`push`] adds a stretch of the document to a passage. A byte table finds the few places worth a look; between them the
//! text is taken over as it is. Each repair is noted with its original; what is only suspected becomes a suggestion.

mod broken;
mod entities;
mod glyphs;
mod markup;
mod suspects;

use std::ops::Range;

pub(crate) use broken::joins;

use crate::glance::{self, BRACKET, CAPITALS, REPAIR, SUSPECT};
use crate::passage::Passage;
use crate::record::{Notes, Span};

/// What a repairer found at a place: `len` bytes of the text are read as `reading`.
struct Fix {
    len: usize,
    reading: String,
    rule: u8,
    confidence: f32,
    evidence: &'static str,
}

impl Fix {
    fn new(rule: u8, len: usize, reading: impl Into<String>, confidence: f32, evidence: &'static str) -> Fix {
        Fix { len, reading: reading.into(), rule, confidence, evidence }
    }
}

/// Adds `range` of the document's reading text `text` to `passage`, repaired.
pub(crate) fn push(passage: &mut Passage, text: &str, range: Range<usize>, notes: &mut Notes) {
    let seen = text.as_bytes().get(range.clone()).map_or(0, glance::glance);
    push_seen(passage, text, range, seen, notes);
}

/// The same for a stretch of which it is `seen` what may be in it. Gives whether anything was repaired.
pub(crate) fn push_seen(
    passage: &mut Passage,
    text: &str,
    range: Range<usize>,
    seen: u8,
    notes: &mut Notes,
) -> bool {
    let Some(line) = text.get(range.clone()) else { return false };
    let altered = seen & REPAIR != 0 && repaired(passage, line, &range, notes);
    if !altered {
        passage.push_as(line, range.start);
    }
    if seen & (SUSPECT | BRACKET | CAPITALS) != 0 {
        let span = |found: Range<usize>| span_of(passage, range.start + found.start..range.start + found.end);
        suspects::look(line, seen, span, notes);
    }
    altered
}

/// Adds `line`, which stands at `range`, with its repairs; nothing where there are none.
fn repaired(passage: &mut Passage, line: &str, range: &Range<usize>, notes: &mut Notes) -> bool {
    let (mut done, mut at) = (0, 0);
    while let Some(place) = next_special(line, at) {
        at = place + 1;
        let Some(fix) = look(line, place, done) else { continue };
        passage.push(range.start + done..range.start + place);
        let end = place + fix.len;
        passage.push_as(&fix.reading, range.start + place);
        let noted = if matches!(fix.rule, 29 | 32) { word_around(line, place..end) } else { place..end };
        let original = line.get(noted.clone()).unwrap_or_default();
        let repaired = [line.get(noted.start..place), Some(&fix.reading), line.get(end..noted.end)]
            .into_iter()
            .flatten()
            .collect::<String>();
        let span = span_of(passage, range.start + noted.start..range.start + noted.end);
        notes.repair(fix.rule, span, original, &repaired, fix.confidence, &[fix.evidence]);
        done = end;
        at = end;
    }
    if done == 0 {
        return false;
    }
    passage.push(range.start + done..range.end);
    true
}

/// The document bytes of a range of the document's reading text.
fn span_of(passage: &Passage, range: Range<usize>) -> Span {
    let mut whole = Passage::clone_document(passage);
    whole.push(range);
    whole.span(0..whole.as_str().len())
}

/// The letters and figures on both sides of a place: what is noted of a repaired word is the word.
fn word_around(line: &str, place: Range<usize>) -> Range<usize> {
    let part = |b: &&u8| b.is_ascii_alphanumeric();
    let before =
        line.as_bytes().get(..place.start).unwrap_or_default().iter().rev().take(24).take_while(part).count();
    let after = line.as_bytes().get(place.end..).unwrap_or_default().iter().take(24).take_while(part).count();
    place.start - before..place.end + after
}

/// Which repairer looks at a place; 0 for ordinary characters.
static SPECIAL: [u8; 256] = {
    let mut table = [0u8; 256];
    let mut byte = 0x80;
    while byte < 256 {
        table[byte] = 1;
        byte += 1;
    }
    let markup = b"\\[&<*_?,-0158";
    let mut i = 0;
    while i < markup.len() {
        table[markup[i] as usize] = 1;
        i += 1;
    }
    table
};

/// The next place from `from` on where a repairer should look.
fn next_special(line: &str, from: usize) -> Option<usize> {
    let bytes = line.as_bytes();
    let found = bytes.get(from..)?.iter().position(|b| SPECIAL[*b as usize] != 0)? + from;
    // In the middle of a character: go on to the next boundary.
    (found..bytes.len()).find(|at| line.is_char_boundary(*at) && SPECIAL[bytes[*at] as usize] != 0)
}

fn look(line: &str, at: usize, done: usize) -> Option<Fix> {
    let (before, rest) = (line.get(done..at)?, line.get(at..)?);
    match rest.as_bytes().first()? {
        b'\\' | b'[' | b'<' | b'*' | b'_' => markup::fix(before, rest),
        b'&' => entities::fix(rest),
        b'?' => glyphs::lost_apostrophe(before, rest),
        b',' => glyphs::comma_for_apostrophe(before, rest),
        b'-' => broken::hyphen(before, rest),
        b'0'..=b'9' => broken::digit_in_word(before, rest),
        _ => glyphs::fix(before, rest),
    }
}

#[cfg(test)]
mod tests {
    use sources::Text;

    use super::*;

    /// Cleans `line`; gives the reading and the rules.
    fn read(line: &str) -> (String, Vec<String>) {
        let text = Text::literal(line.to_string());
        let mut passage = Passage::new(&text);
        let mut notes = Notes::default();
        push(&mut passage, line, 0..line.len(), &mut notes);
        for repair in &notes.repairs {
            assert_eq!(line.get(repair.span.start..repair.span.end), Some(repair.original.as_str()));
        }
        (passage.as_str().to_string(), notes.repairs.into_iter().map(|repair| repair.rule).collect())
    }

    fn check(line: &str, reading: &str, rules: &[&str]) {
        let (read_as, found) = read(line);
        assert_eq!(
            (read_as.as_str(), found.iter().map(String::as_str).collect::<Vec<_>>()),
            (reading, rules.to_vec()),
            "{line:?}"
        );
        let again = read(reading);
        assert_eq!(
            (again.0.as_str(), again.1.len()),
            (reading, 0),
            "a second reading repairs again: {reading:?}"
        );
    }

    #[test]
    fn ok_markup() {
        check(r"US\$70 and \*not\*", "US$70 and *not*", &["DMG-8", "DMG-8", "DMG-8"]);
        check(
            "see [Lisbon 12](#) and [Porto](http://a.example/x(1))",
            "see Lisbon 12 and Porto",
            &["DMG-9", "DMG-9"],
        );
        check("a **bold** word", "a bold word", &["DMG-9", "DMG-9"]);
        check("<b>bold</b><br/>", "bold", &["DMG-10", "DMG-10", "DMG-10"]);
        check("a < b and c > d", "a < b and c > d", &[]);
        check(r"said \n then", "said   then", &["DMG-8"]);
    }

    #[test]
    fn ok_entities_and_quotes() {
        check("tea &amp; cake &#8217; &lt;", "tea & cake \u{2019} <", &["DMG-3", "DMG-3", "DMG-3"]);
        check("R&D and AT&T stay", "R&D and AT&T stay", &[]);
        check("the &reform8 plan", "the \"reform\" plan", &["DMG-5"]);
        check("he said \u{ac} in my port", "he said \"not in my port", &["DMG-4"]);
    }

    #[test]
    fn ok_glyphs() {
        check("the minister?s plan? No.", "the minister's plan? No.", &["DMG-6"]);
        check("caf\u{c3}\u{a9} and \u{e2}\u{20ac}\u{2122}s", "caf\u{e9} and \u{2019}s", &["DMG-1", "DMG-1"]);
        check("d\u{92}hiver", "d\u{2019}hiver", &["DMG-7"]);
        check("a\u{a0}b\u{200b}c\u{ad}d", "a bcd", &["DMG-10", "DMG-10", "DMG-10"]);
        check("S\u{e3}o Tom\u{e9}", "S\u{e3}o Tom\u{e9}", &[]);
    }
}
