//! Line ends that were lost (format.md §14 #15): where the lines of one long line began.
//!
//! A field label, a paragraph's number, a classification line and what the network and the filing system print on lines of
//! their own begin a line. One such thing proves nothing: two different ones must stand in the line, printed as such.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::class_line;
use crate::level;
use crate::transmission::dtg;

/// What a word at the beginning of a line tells.
#[derive(Clone, Copy)]
enum Sign {
    /// A field of the header, by number.
    Field(u8),
    /// A line of the network, in capitals; by number where no prose has such words.
    Network(Option<u8>),
    /// Words that begin a line without proving anything.
    Start,
}

const SIGNS: [(&str, Sign); 21] = [
    ("E.O. 1", Sign::Field(0)),
    ("EO 1", Sign::Field(0)),
    ("TAGS:", Sign::Field(1)),
    ("SUBJECT:", Sign::Field(2)),
    ("SUBJ:", Sign::Field(2)),
    ("REF:", Sign::Field(3)),
    ("REFS:", Sign::Field(3)),
    ("REF(S):", Sign::Field(3)),
    ("REFTEL:", Sign::Field(3)),
    ("REFTELS:", Sign::Field(3)),
    ("CLASSIFIED BY:", Sign::Field(4)),
    ("DE RUE", Sign::Network(Some(5))),
    ("ZNR ", Sign::Network(Some(6))),
    ("ZNY ", Sign::Network(Some(6))),
    ("FM ", Sign::Network(None)),
    ("TO ", Sign::Network(None)),
    ("INFO ", Sign::Network(None)),
    ("ACTION ", Sign::Network(None)),
    ("SIPDIS", Sign::Start),
    ("PAGE 0", Sign::Start),
    ("SUMMARY:", Sign::Start),
];

/// Number of the date-time group among the signs.
const TIME_GROUP: u8 = 7;

static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .ascii_case_insensitive(true)
        .build(SIGNS.map(|(words, _)| words))
        .ok()
});

/// Where a line is to be cut, in order; nothing for a long line of prose.
pub(super) fn line_ends(line: &str) -> Vec<usize> {
    let Some(words) = WORDS.as_ref() else { return Vec::new() };
    let mut cuts = Vec::new();
    let (mut seen, mut in_header) = (0_u32, false);
    for found in words.find_iter(line) {
        let at = found.start();
        let Some((_, sign)) = SIGNS.get(found.pattern().as_usize()) else { continue };
        if at == 0 || !line.as_bytes().get(at - 1).is_some_and(u8::is_ascii_whitespace) {
            continue;
        }
        let printed = line.get(found.range()).unwrap_or_default();
        let capitals = !printed.bytes().any(|b| b.is_ascii_lowercase());
        match sign {
            Sign::Field(number) => {
                seen |= 1 << number;
                in_header = true;
                cuts.push(at);
            }
            // Behind the first field `TO` is a word.
            Sign::Network(number) if capitals && !in_header => {
                cuts.push(at);
                seen |= number.map_or(0, |number| 1 << number);
                if printed == "FM "
                    && let Some(group) = time_group(line, at)
                {
                    seen |= 1 << TIME_GROUP;
                    cuts.push(group);
                }
            }
            Sign::Start if capitals => {
                cuts.push(at);
                cuts.extend(page_end(line, at).filter(|_| printed == "PAGE 0"));
            }
            _ => {}
        }
    }
    if seen.count_ones() < 2 {
        return Vec::new();
    }
    cuts.extend(paragraph_marks(line));
    cuts.extend(paragraph_numbers(line));
    cuts.extend(levels(line));
    cuts.retain(|cut| *cut > 0 && *cut < line.len());
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// Where the date-time group that ends before byte `end` begins, precedence included.
fn time_group(line: &str, end: usize) -> Option<usize> {
    let from = floor(line, end.saturating_sub(48));
    let found = dtg::find(line.get(from..end)?)?;
    let mut at = from + found.raw.start;
    while let Some(before) = line.get(from..at) {
        let word = before.trim_end().rsplit(' ').next().unwrap_or_default();
        if !matches!(word, "Z" | "O" | "P" | "R" | "ZZ" | "OO" | "PP" | "RR") {
            break;
        }
        at = from + before.trim_end().len() - word.len();
    }
    Some(at)
}

/// Where the page line at byte `at` ends: behind its time.
fn page_end(line: &str, at: usize) -> Option<usize> {
    let window = line.get(at..floor(line, at + 72))?;
    let zone = window.match_indices('Z').map(|(zone, _)| zone).find(|zone| {
        let digits = zone.checked_sub(6).and_then(|from| window.get(from..*zone));
        digits.is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
    })?;
    Some(at + zone + 1)
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

static LEVELS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build([
            " U N C L A S",
            " C O N F I D E N T I A L",
            " S E C R E T",
            " T O P  S E C R E T",
            " T O P S E C R E T",
            " L I M I T E D",
            " UNCLAS",
            " CONFIDENTIAL",
            " SECRET",
            " TOP SECRET",
            " LIMITED OFFICIAL USE",
        ])
        .ok()
});

/// Where level words begin a classification line, or stand above a page line.
fn levels(line: &str) -> Vec<usize> {
    let Some(words) = LEVELS.as_ref() else { return Vec::new() };
    let starts = words.find_iter(line).map(|found| found.start() + 1);
    starts.filter(|at| classification(line, *at) || above_page(line, *at)).collect()
}

/// The level, a post and its number, as far as one line goes.
fn classification(line: &str, at: usize) -> bool {
    let window = line.get(at..floor(line, at + 100)).unwrap_or_default();
    let ends = window.char_indices().filter(|(i, c)| {
        c.is_ascii_digit() && !window.as_bytes().get(i + 1).is_some_and(u8::is_ascii_alphanumeric)
    });
    // Section, its total, year and serial: no line has more numbers before its end.
    ends.take(5).filter_map(|(i, _)| class_line::read(window.get(..=i)?)).any(|class| {
        let (Some((post, place)), Some((_, serial))) = (&class.post, &class.serial) else { return false };
        // `1997LISBON00417` is a footer.
        let footer = class.year.is_some() && place.end == serial.start;
        !footer && authority::posts::resolve(post) != authority::posts::Resolution::None
    })
}

/// `SECRET SECRET PAGE 02`: a level, perhaps twice, and the page.
fn above_page(line: &str, at: usize) -> bool {
    let mut rest = line.get(at..).unwrap_or_default();
    for _ in 0..2 {
        let window = rest.get(..floor(rest, 64)).unwrap_or_default();
        let Some((_, len)) = level::read(window) else { return false };
        rest = rest.get(len..).unwrap_or_default().trim_start();
        if rest.starts_with("PAGE 0") {
            return true;
        }
    }
    false
}

/// The last place up to `at` where a character begins, or the end of `text`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
