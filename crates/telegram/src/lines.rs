//! The line model: where the lines of a text begin and end, whatever ends them.
//!
//! A line ends at LF, CRLF or a lone CR. A text whose line ends were lost (format.md §14 #15) is cut before field labels
//! and paragraph marks instead; such a cut takes no bytes.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

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
    let cuts = lost_line_ends(text.get(from..end).unwrap_or_default());
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

static LABELS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build([
            "E.O. 1",
            "EO 1",
            "TAGS:",
            "SUBJECT:",
            "REF:",
            "REFS:",
            "CLASSIFIED BY:",
            "FM ",
            "TO ",
            "INFO ",
            "SIPDIS",
            "PAGE 0",
            "SUMMARY:",
            "DE RUE",
            "ZNR ",
            "ZNY ",
        ])
        .ok()
});

/// Where a line that holds several header fields is to be cut. A long line of prose is left alone: two different field
/// labels, written as labels, must stand in it.
fn lost_line_ends(line: &str) -> Vec<usize> {
    let Some(labels) = LABELS.as_ref() else { return Vec::new() };
    let mut cuts = Vec::new();
    let mut fields = 0u32;
    for found in labels.find_iter(line) {
        let (at, kind) = (found.start(), found.pattern().as_usize());
        let before = line.as_bytes().get(at.wrapping_sub(1)).copied();
        if at == 0 || !before.is_none_or(|b| b.is_ascii_whitespace()) {
            continue;
        }
        let upper =
            line.get(found.range()).is_some_and(|label| !label.bytes().any(|b| b.is_ascii_lowercase()));
        if kind < 7 || upper {
            cuts.push(at);
        }
        if kind < 7 {
            fields |= 1 << kind;
        }
    }
    if fields.count_ones() < 2 {
        return Vec::new();
    }
    cuts.extend(paragraph_marks(line));
    cuts.extend(paragraph_numbers(line));
    cuts.extend(class_words(line));
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Where ` n. (X)` stands after a blank.
fn paragraph_marks(line: &str) -> Vec<usize> {
    let bytes = line.as_bytes();
    memchr::memchr_iter(b'(', bytes)
        .filter_map(|open| {
            let mut at = open;
            while at > 0 && bytes.get(at - 1) == Some(&b' ') {
                at -= 1;
            }
            if bytes.get(at.checked_sub(1)?) != Some(&b'.') {
                return None;
            }
            at -= 1;
            let digits = bytes.get(..at)?.iter().rev().take(4).take_while(|b| b.is_ascii_digit()).count();
            let start = at - digits;
            let alone = start == 0 || bytes.get(start - 1).is_some_and(|b| b.is_ascii_whitespace());
            ((1..=3).contains(&digits) && alone && start > 0).then_some(start)
        })
        .collect()
}

/// Where ` 1. `, ` 2. ` and so on stand in order before a capital, in a line that holds header fields as well.
fn paragraph_numbers(line: &str) -> Vec<usize> {
    let mut out = Vec::new();
    let mut at = 0;
    for number in 1..200 {
        let wanted = format!(" {number}. ");
        let Some(found) = line.get(at..).and_then(|rest| rest.find(&wanted)).map(|found| at + found) else {
            break;
        };
        at = found + wanted.len();
        if line
            .get(at..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || c == '(' || c == '"'))
        {
            out.push(found + 1);
        }
    }
    out
}

/// Where a classification line begins in the middle: the level words before a post and a number.
fn class_words(line: &str) -> Vec<usize> {
    ["C O N F I D E N T I A L ", "S E C R E T ", "UNCLAS ", "CONFIDENTIAL SECTION ", "SECRET SECTION "]
        .iter()
        .filter_map(|words| line.find(words))
        .filter(|at| *at > 0 && line.as_bytes().get(at - 1).is_some_and(|b| b.is_ascii_whitespace()))
        .take(1)
        .collect()
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

    #[test]
    fn ok_long_prose_stays_one_line() {
        let text = "A paragraph that says TO whom it may concern. ".repeat(20);
        assert_eq!(split(&text).0.len(), 1);
    }
}
