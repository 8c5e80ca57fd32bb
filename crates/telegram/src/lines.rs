//! The line model: where the lines of a text begin and end, whatever ends them.
//!
//! A line ends at LF, CRLF or a lone CR. A text whose line ends were lost (format.md §14 #15) is cut before field labels
//! and paragraph marks instead; such a cut takes no bytes.

mod lost;

use std::ops::Range;

/// One line of the reading text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// First character after leading blanks.
    pub(crate) start: usize,
    /// After the last character that is not blank.
    pub(crate) end: usize,
    /// Where the line itself begins, blanks included.
    pub(crate) from: usize,
    /// Where the next line begins.
    pub(crate) next: usize,
}

impl Line {
    pub(crate) fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.start >= self.end
    }

    pub(crate) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

/// How the lines of a text end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ends {
    /// By line ends.
    Real,
    /// Some line ends were lost and had to be put in.
    Lost,
    /// Line ends are written out in letters.
    WrittenOut,
}

/// The lines of `text`, and whether line ends had to be put in.
pub(crate) fn split(text: &str) -> (Vec<Line>, Ends) {
    let bytes = text.as_bytes();
    let mut lines = Vec::with_capacity(bytes.len() / 48 + 1);
    let mut from = 0;
    let mut rejoined = false;
    if let Some(lines) = written_out(text) {
        return (lines, Ends::WrittenOut);
    }
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        if at < from {
            continue; // the LF of a CRLF
        }
        let next =
            if bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n') { at + 2 } else { at + 1 };
        rejoined |= push(text, from, at, next, &mut lines);
        from = next;
    }
    if from < bytes.len() {
        rejoined |= push(text, from, bytes.len(), bytes.len(), &mut lines);
    }
    (lines, if rejoined { Ends::Lost } else { Ends::Real })
}

/// The lines of a text whose line ends are written out as `\n`: three or more, and hardly a real one (format.md §14 #8).
fn written_out(text: &str) -> Option<Vec<Line>> {
    // No backslash at all: nothing is written out.
    memchr::memchr(b'\\', text.as_bytes())?;
    let finder = memchr::memmem::Finder::new(b"\\n");
    let written = finder.find_iter(text.as_bytes()).count();
    if written < 3 || memchr::memchr_iter(b'\n', text.as_bytes()).count() * 4 > written {
        return None;
    }
    let mut lines = Vec::with_capacity(written + 1);
    let mut from = 0;
    for at in finder.find_iter(text.as_bytes()).chain([text.len()]) {
        let next = (at + 2).min(text.len());
        let end = if text.get(from..at).is_some_and(|line| line.ends_with("\\r")) { at - 2 } else { at };
        if from < next {
            lines.push(trimmed(text, from, end, next));
        }
        from = next;
    }
    Some(lines)
}

/// Lines longer than this are looked at for lost line ends.
const LONG: usize = 110;

fn push(text: &str, from: usize, end: usize, next: usize, lines: &mut Vec<Line>) -> bool {
    if end - from <= LONG {
        lines.push(trimmed(text, from, end, next));
        return false;
    }
    let cuts = lost::line_ends(text.get(from..end).unwrap_or_default());
    let mut at = from;
    for cut in cuts.iter().map(|cut| from + cut) {
        lines.push(trimmed(text, at, cut, cut));
        at = cut;
    }
    lines.push(trimmed(text, at, end, next));
    !cuts.is_empty()
}

fn trimmed(text: &str, from: usize, end: usize, next: usize) -> Line {
    let line = text.get(from..end).unwrap_or_default();
    // Nearly every line begins and ends with a printed sign of ASCII, perhaps with blanks around.
    let words = line.as_bytes().trim_ascii();
    if words.is_empty() {
        return Line { from, start: end, end, next };
    }
    if let [first, .., last] = words
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
        && *last != b'\\'
    {
        let start = end - line.as_bytes().trim_ascii_start().len();
        return Line { from, start, end: start + words.len(), next };
    }
    let rest = line.trim_start_matches(blank);
    let start = end - rest.len();
    let mut kept = rest.trim_end_matches(blank);
    // A backslash at the end stands for the line end itself (Markdown).
    if kept.ends_with('\\') && next > end {
        kept = kept.trim_end_matches(['\\', ' ']);
    }
    Line { from, start, end: start + kept.len(), next }
}

/// Blanks, and the controls and marks that stand for nothing in a line: form feed, byte order mark, no-break space.
fn blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\x0b' | '\x0c' | '\0' | '\u{a0}' | '\u{feff}' | '\u{200b}' | '\u{1a}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let (lines, _) = split(text);
        assert_eq!(lines.iter().map(|line| line.of(text)).collect::<Vec<_>>(), expected);
        let tiled: String =
            lines.iter().map(|line| text.get(line.from..line.next).unwrap_or_default()).collect();
        assert_eq!(tiled, text);
    }

    #[test]
    fn ok_every_line_end() {
        check("a \r\n b\rc\n\nd", &["a", "b", "c", "", "d"]);
        check("", &[]);
        check("\n", &[""]);
        check("\r\r\n", &["", ""]);
    }

    #[test]
    fn ok_lost_line_ends_are_put_back_before_labels_and_marks() {
        let prose = "The port authority spoke at length about cranes and quays. ".repeat(8);
        let text = format!(
            "E.O. 12958: N/A TAGS: EWWT, PO SUBJECT: CRANES REF: LISBON 12 1. (U) {prose} 2. (U) {prose}"
        );
        let (lines, rejoined) = split(&text);
        assert_eq!(rejoined, Ends::Lost);
        let starts: Vec<_> = lines.iter().map(|line| line.of(&text).get(..4).unwrap_or_default()).collect();
        assert_eq!(starts, ["E.O.", "TAGS", "SUBJ", "REF:", "1. (", "2. ("]);
    }

    #[track_caller]
    fn check_starts(text: &str, expected: &[&str]) {
        let (lines, ends) = split(text);
        assert_eq!(ends, Ends::Lost);
        let lines: Vec<&str> = lines.iter().map(|line| line.of(text)).collect();
        assert_eq!(lines.len(), expected.len(), "{lines:#?}");
        for (line, start) in lines.iter().zip(expected) {
            assert!(line.starts_with(start), "{line:?} is not {start:?}");
        }
    }

    #[test]
    fn ok_lost_line_ends_of_a_network_header() {
        check_starts(
            "VZCZCXRO0417 PP RUEHC RUEHMD DE RUEHLI #0417 0531530 ZNY CCCCC ZZH P R 221530Z FEB 08 FM AMEMBASSY LISBON \
             TO RUEHC/SECSTATE WASHDC PRIORITY 1234 INFO RUEHMD/AMEMBASSY MADRID 0077 CONFIDENTIAL LISBON 000417 SIPDIS",
            &["VZCZ", "DE RUE", "ZNY", "P R 221530Z", "FM ", "TO ", "INFO ", "CONFIDENTIAL LISBON", "SIPDIS"],
        );
    }

    #[test]
    fn ok_lost_line_ends_of_pages() {
        check_starts(
            "SECRET PAGE 01  LISBON  00417  221530Z 42 ACTION EUR-12 INFO  OCT-01  ISO-00  /013 W P 221527Z FEB 75 FM \
             AMEMBASSY LISBON TO SECSTATE WASHDC 1234 LIMITED OFFICIAL USE LISBON 0417 E.O. 11652: N/A TAGS: EFIS, PO SUBJ: \
             FISH 1. THE FLEET WANTS TO SAIL. SECRET SECRET PAGE 02  LISBON  00417  221530Z AND IT DOES.",
            &[
                "SECRET",
                "PAGE 01",
                "42",
                "ACTION",
                "INFO",
                "P 221527Z",
                "FM",
                "TO",
                "LIMITED OFFICIAL USE",
                "E.O.",
                "TAGS",
                "SUBJ",
                "1. THE FLEET WANTS TO SAIL",
                "SECRET",
                "SECRET",
                "PAGE 02",
                "AND IT DOES",
            ],
        );
    }

    #[test]
    fn ok_a_footer_is_no_classification_line() {
        let text = "E.O. 12958: N/A TAGS: EFIS, PO SUBJECT: FISH 1. (U) THE FLEET WANTS TO SAIL, AND IT DOES. DOE UNCLASSIFIED \
                    1997LISBON00417 - UNCLASSIFIED";
        check_starts(text, &["E.O.", "TAGS", "SUBJECT", "1. (U)"]);
    }

    #[test]
    fn ok_long_prose_stays_one_line() {
        let text = "A paragraph that says TO whom it may concern. ".repeat(20);
        assert_eq!(split(&text).0.len(), 1);
    }
}
