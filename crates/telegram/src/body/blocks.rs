//! Parts that words open and close: summary, comment, note, quoted text (format.md §12.4, §12.5).

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::glance::{BRACKET, PART};

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Summary,
    Comment,
    Note,
    Quoted,
    Fyi,
    Unclassified,
    Points,
    Action,
}

/// A word that opens or closes a part, at its place in a paragraph's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) part: Part,
    pub(crate) opens: bool,
    /// `BEGIN …`: written out, so that an end is expected.
    pub(crate) written_out: bool,
    /// The words, with the colon or full stop after them.
    pub(crate) range: Range<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Open,
    Begin,
    /// Counts only in capitals.
    Shout,
    Close,
}

struct Words {
    automaton: AhoCorasick,
    meanings: Vec<(Part, Place)>,
    /// All of them, by their first letter.
    by_letter: [Vec<&'static str>; 32],
}

static WORDS: LazyLock<Option<Words>> = LazyLock::new(|| {
    let rows: Vec<(Part, Place, &str)> =
        include_str!("../../data/blocks.tsv").lines().filter_map(row).collect();
    let automaton = AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(rows.iter().map(|(_, _, words)| words))
        .ok()?;
    let mut by_letter: [Vec<&str>; 32] = Default::default();
    for (_, _, words) in &rows {
        by_letter[letter(words)].push(words);
    }
    Some(Words {
        automaton,
        by_letter,
        meanings: rows.iter().map(|(part, place, _)| (*part, *place)).collect(),
    })
});

fn row(line: &'static str) -> Option<(Part, Place, &'static str)> {
    let mut columns = line.split('\t');
    let part = match columns.next()? {
        "summary" => Part::Summary,
        "comment" => Part::Comment,
        "note" => Part::Note,
        "quoted" => Part::Quoted,
        "fyi" => Part::Fyi,
        "unclassified" => Part::Unclassified,
        "points" => Part::Points,
        "action" => Part::Action,
        _ => return None,
    };
    let place = match columns.next()? {
        "open" => Place::Open,
        "begin" => Place::Begin,
        "shout" => Place::Shout,
        "close" => Place::Close,
        _ => return None,
    };
    Some((part, place, columns.next()?))
}

/// The place of a text in a table by first letters.
fn letter(text: &str) -> usize {
    text.bytes().next().map_or(0, |b| usize::from(b & 31))
}

impl Words {
    /// False where no event is: none of the words stands at the start of the text or of a bracket, and none of those that
    /// count in between is there.
    fn may_be_in(&self, text: &str, seen: u8) -> bool {
        let begins = |at: usize| {
            let rest = text.get(at..).unwrap_or_default().trim_start_matches(|c: char| !c.is_alphanumeric());
            self.by_letter[letter(rest)].iter().any(|words| {
                rest.as_bytes()
                    .get(..words.len())
                    .is_some_and(|here| here.eq_ignore_ascii_case(words.as_bytes()))
            })
        };
        begins(0)
            || seen & PART != 0
            || seen & BRACKET != 0
                && memchr::memchr2_iter(b'(', b'[', text.as_bytes()).any(|open| begins(open + 1))
    }
}

/// The events in a paragraph's text, of which it is `seen` what may be in it. `lead` is where the text proper begins, after number and mark.
pub(crate) fn events(text: &str, lead: usize, seen: u8) -> Vec<Event> {
    let Some(words) = WORDS.as_ref() else { return Vec::new() };
    let mut out = Vec::new();
    if !words.may_be_in(text, seen) {
        return out;
    }
    for found in words.automaton.find_iter(text) {
        let Some(&(part, place)) = words.meanings.get(found.pattern().as_usize()) else { continue };
        let (before, after) =
            (text.get(..found.start()).unwrap_or_default(), text.get(found.end()..).unwrap_or_default());
        if before.ends_with(|c: char| c.is_alphanumeric()) || after.starts_with(|c: char| c.is_alphanumeric())
        {
            continue;
        }
        let bracket = before.trim_end().ends_with(['(', '[']);
        let at_start =
            before.get(lead..).is_none_or(|gap| gap.trim_matches(|c: char| !c.is_alphanumeric()).is_empty());
        let end = found.end() + punctuation(after);
        let punctuated = end > found.end() || after.is_empty();
        let counts = match place {
            Place::Open => {
                (at_start || bracket || part == Part::Fyi && upper(text, found.range())) && punctuated
            }
            Place::Begin => {
                at_start
                    || bracket
                    || upper(text, found.range())
                    || before.trim_end().ends_with(['.', ':', '-', '"', ')'])
            }
            Place::Shout => {
                text.get(found.range()).is_some_and(|words| words.bytes().all(|b| b.is_ascii_uppercase()))
            }
            Place::Close => true,
        };
        if counts {
            out.push(Event {
                part,
                opens: place != Place::Close,
                written_out: matches!(place, Place::Begin | Place::Shout),
                range: found.start()..end,
            });
        }
    }
    out
}

/// True for words in capitals, or with a capital first.
fn upper(text: &str, range: Range<usize>) -> bool {
    text.get(range).is_some_and(|words| words.starts_with(|c: char| c.is_uppercase()))
}

/// Length of the punctuation that belongs to an opening or closing word.
fn punctuation(after: &str) -> usize {
    let trimmed = after.trim_start();
    let blanks = after.len() - trimmed.len();
    let signs = trimmed.bytes().take_while(|b| matches!(b, b':' | b'.' | b'-' | b')' | b']')).count();
    if signs > 0 && (blanks == 0 || trimmed.starts_with(['-', ':'])) { blanks + signs } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::glance::glance;

    fn check(text: &str, expected: &[(Part, bool)]) {
        let found: Vec<_> = events(text, 0, glance(text.as_bytes()))
            .into_iter()
            .map(|event| (event.part, event.opens))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn ok_openings_and_ends() {
        check("Summary: The port closed. End Summary.", &[(Part::Summary, true), (Part::Summary, false)]);
        check("SUMMARY CONT'D: More. END SUMMARY.", &[(Part::Summary, true), (Part::Summary, false)]);
        check(
            "He left. (Comment: So did we. End comment.)",
            &[(Part::Comment, true), (Part::Comment, false)],
        );
        check("COMMENT. It was late.", &[(Part::Comment, true)]);
        check("BEGIN TEXT OF LETTER: Dear Sir. END TEXT.", &[(Part::Quoted, true), (Part::Quoted, false)]);
    }

    #[test]
    fn ok_what_counts_in_between_is_seen_at_a_glance() {
        for (_, place, words) in include_str!("../../data/blocks.tsv").lines().filter_map(row) {
            let seen = glance(format!("a {words} b").as_bytes()) & PART != 0;
            assert!(place == Place::Open || seen, "{words}");
        }
    }

    #[test]
    fn ok_words_inside_sentences_are_text() {
        check("The minister had no comment. A summary of remarks follows.", &[]);
        check("In summary, nothing happened.", &[]);
    }
}
