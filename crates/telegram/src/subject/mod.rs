//! The SUBJECT field (format.md §9).
//!
//! ```text
//! subject = { label } [ crisis ":" ] [ mark ] words { line-end words } [ mark ]
//! crisis  = "TF" LETTER{2,3} DIGIT{1,2}
//! ```
//!
//! Lines are joined by one blank. A hyphen at a line end keeps its word together; it goes only where a syllable follows
//! that is no word (§14.3 #29). Words, even misspelt ones, stay as the drafter wrote them.

mod title_case;

use std::ops::Range;

pub use title_case::title_case;

use crate::Passage;
use crate::mark::{self, MarkRead};
use crate::record::Notes;
use crate::residue::{self, EDGE, GONE};

/// What the field says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// On one line, mended, without label and portion mark.
    pub text: String,
    /// As printed, with its line ends, from the first to the last character of the value.
    pub raw: String,
    /// The portion mark before or after the words, and its place in the field.
    pub mark: Option<(MarkRead, Range<usize>)>,
    /// Crisis key at the beginning (`TFGG01`); it stays in `text`.
    pub task_force: Option<String>,
    /// Place of the value in the field.
    pub range: Range<usize>,
}

/// Reads the field; `field` is what stands after the label, page lines taken out.
pub fn read(field: &Passage, notes: &mut Notes) -> Subject {
    let text = residue::overwrite(field, notes);
    let start = skip_labels(&text);
    let rest = text.get(start..).unwrap_or_default();
    let blank = |c: char| c.is_whitespace() || c == EDGE || c == GONE;
    let start = start + (rest.len() - rest.trim_start_matches(blank).len());
    let end = text.trim_end_matches(blank).len().max(start);
    let mut out = Subject {
        raw: field.as_str().get(start..end).unwrap_or_default().to_string(),
        range: start..end,
        ..Subject::default()
    };
    let words = strip_mark(&text, start..end, &mut out);
    out.text = join(field, &text, words, notes);
    out.task_force = out.text.split([' ', ':']).next().filter(|word| is_task_force(word)).map(str::to_string);
    out
}

/// True for a crisis key: `TFGG01`, `TFUS01`, `TFFLU01`.
pub(crate) fn is_task_force(word: &str) -> bool {
    let letters = word.bytes().take_while(u8::is_ascii_uppercase).count();
    let digits = word.len() - letters;
    word.starts_with("TF")
        && (3..=6).contains(&letters)
        && (1..=2).contains(&digits)
        && word.bytes().skip(letters).all(|b| b.is_ascii_digit())
}

/// Bytes of labels at the start: the field's own, where the caller left it, or a doubled one.
fn skip_labels(text: &str) -> usize {
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let gap = rest.len() - rest.trim_start().len();
        let rest = rest.get(gap..).unwrap_or_default();
        let word = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let name = rest.get(..word).unwrap_or_default();
        let label = ["SUBJECT", "SUBJ", "UBJECT"].iter().any(|label| label.eq_ignore_ascii_case(name));
        let after = rest.get(word..).unwrap_or_default();
        let colon = after.trim_start_matches([' ', '\t']);
        if !label || !colon.starts_with(':') {
            break;
        }
        at += gap + word + (after.len() - colon.len()) + 1;
    }
    at
}

/// The part of `range` without the portion mark at its beginning or, failing that, at its end.
fn strip_mark(text: &str, range: Range<usize>, out: &mut Subject) -> Range<usize> {
    let Some(value) = text.get(range.clone()) else { return range };
    if let Some((mark, len)) =
        mark::read(value).filter(|(mark, _)| value.starts_with('(') || mark.entire_text)
    {
        let rest = value.get(len..).unwrap_or_default();
        if !rest.trim().is_empty() {
            out.mark = Some((mark, range.start..range.start + len));
            return range.start + len..range.end;
        }
    }
    let last =
        value.rfind('(').filter(|at| value.get(..*at).is_some_and(|before| before.ends_with([' ', '\n'])));
    if let Some(at) = last
        && let Some((mark, len)) = value.get(at..).and_then(mark::read)
        && at + len == value.len()
        && value.ends_with(')')
    {
        out.mark = Some((mark, range.start + at..range.end));
        return range.start..range.start + at;
    }
    range
}

/// One line from the lines of `range`.
fn join(field: &Passage, text: &str, range: Range<usize>, notes: &mut Notes) -> String {
    let mut out = String::new();
    let mut at = range.start;
    for line in text.get(range).unwrap_or_default().split('\n') {
        let place = at;
        at += line.len() + 1;
        let cleaned: String = line.chars().filter(|c| ![GONE, EDGE].contains(c)).collect();
        let mut words = cleaned.split_whitespace().peekable();
        let Some(first) = words.peek().copied() else { continue };
        match end_of_line(&out, first) {
            LineEnd::Blank if out.is_empty() => {}
            LineEnd::Blank => out.push(' '),
            LineEnd::Nothing => {}
            LineEnd::BrokenWord => {
                out.pop();
                let left = last_word(&out);
                let (before, after) = (format!("{left}-\n{first}"), format!("{left}{first}"));
                let start = place + (line.len() - line.trim_start().len());
                let span = field.span(start.saturating_sub(left.len() + 2)..start + first.len());
                let evidence = "hyphen at a line end before a syllable that is no word";
                notes.repair(29, span, &before, &after, 0.9, &[evidence]);
            }
        }
        for (i, word) in words.enumerate() {
            if i > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// The last word of a text, at most 40 bytes of it.
fn last_word(text: &str) -> &str {
    let from =
        (text.len().saturating_sub(40)..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(from..).unwrap_or_default().rsplit([' ', '-', '/']).next().unwrap_or_default()
}

/// How two lines are put together.
enum LineEnd {
    Blank,
    Nothing,
    BrokenWord,
}

/// Syllables that no word consists of, so that a hyphen before them was put in at the line end.
const TAILS: &str = include_str!("tails.txt");

/// How the line that `so_far` ends with goes on with the word `next`.
fn end_of_line(so_far: &str, next: &str) -> LineEnd {
    if so_far.ends_with('/') && !so_far.ends_with(" /") {
        return LineEnd::Nothing;
    }
    let Some(before) = so_far.strip_suffix('-') else { return LineEnd::Blank };
    let last = last_word(before);
    // `TALKS -` is a dash; `MID- AND LONG-TERM` leaves a word out.
    let leaves_out = ["AND", "OR", "TO"].iter().any(|word| word.eq_ignore_ascii_case(next));
    if !last.ends_with(char::is_alphanumeric) || leaves_out {
        return LineEnd::Blank;
    }
    let tail = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_tail = TAILS.lines().any(|syllable| syllable.eq_ignore_ascii_case(tail));
    if is_tail && last.chars().all(char::is_alphabetic) { LineEnd::BrokenWord } else { LineEnd::Nothing }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn cases_of_subjects() {
        crate::cases::check("subject.toml", |case| {
            let mut notes = Notes::default();
            let label = case.field.find(':').map_or(0, |at| at + 1);
            let subject = read(&Passage::whole(&case.field[label..]), &mut notes);
            json!({
                "subject": subject.text,
                "subject_raw": subject.raw,
                "subject_title": title_case(&subject.text),
                "repairs": notes.repairs,
            })
        });
    }

    #[test]
    fn ok_mark_and_place() {
        let field = " SUBJECT: (C/NF) HARBOUR TALKS\nSTALL ";
        let subject = read(&Passage::whole(field), &mut Notes::default());
        assert_eq!(&field[subject.range.clone()], subject.raw);
        let (mark, range) = subject.mark.unwrap();
        assert_eq!((mark.canonical.as_str(), &field[range]), ("C/NF", "(C/NF)"));
        assert_eq!((subject.text.as_str(), subject.task_force), ("HARBOUR TALKS STALL", None));
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "(\\PC{0,60}|(SUBJECT:|\\(C\\)|\\(|HARBOUR|-|\n| |é|&amp;|\\[|\\]\\(#\\)|TION){0,14})") {
            let subject = read(&Passage::whole(&text), &mut Notes::default());
            prop_assert_eq!(text.get(subject.range), Some(subject.raw.as_str()));
            title_case(&text);
        }
    }
}
