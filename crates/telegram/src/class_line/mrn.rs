//! Post and serial on a classification line.
//!
//! ```text
//! mrn    = [ year ] post [ serial ]        year   = DIGIT{2} | DIGIT{4} | "'" DIGIT{2}
//! post   = word { word }                   serial = DIGIT{1,6}
//! ```
//!
//! Post and serial may be run together (`LISBON000417`), and a caption may be glued to the serial (`000417SIPDIS`).

use authority::posts::{self, Resolution};

use super::{ClassLine, Evidence};
use crate::captions;

/// The longest post has five words (`BANDAR SERI BEGAWAN` three, `US CUSTOMS AND BORDER PRO` five).
const WORDS: usize = 5;

/// Reads post and serial from byte `at` of `line` into `out` and tells where they end. `None` if what stands there
/// is neither a known post nor, on a line that is a classification line beyond doubt, a word and a padded number.
pub(super) fn read(line: &str, at: usize, out: &mut ClassLine, evidence: &mut Evidence) -> Option<usize> {
    let (year, at) = year(line, at);
    let found = candidate(line, at)?;
    let post = line.get(at..found.post_end)?;
    let known = !matches!(posts::resolve(post), Resolution::None);
    let padded = found.serial.as_ref().is_some_and(|serial| serial.padded);
    let in_capitals = !post.contains(|c: char| c.is_ascii_lowercase());
    let titled = post.split_whitespace().all(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
    let sure = match (known, &found.serial) {
        (true, _) => {
            evidence.strong || evidence.capitals && in_capitals || padded || titled && found.serial.is_some()
        }
        (false, Some(_)) => padded && (in_capitals || evidence.strong) || evidence.strong && in_capitals,
        (false, None) => evidence.strong && in_capitals && out.section.is_some(),
    };
    if !sure {
        return None;
    }
    out.exact &= known && found.exact;
    evidence.strong |= padded;
    out.year = year;
    out.post = Some((post.split_whitespace().collect::<Vec<_>>().join(" "), at..found.post_end));
    let end = found.serial.as_ref().map_or(found.post_end, |serial| serial.range.end);
    out.serial = found.serial.map(|serial| (serial.value, serial.range));
    Some(end)
}

/// A post whose name has several words stands at byte `at`, and its number behind it.
pub(super) fn named(line: &str, at: usize) -> bool {
    candidate(line, at).filter(|found| found.serial.is_some()).is_some_and(|found| {
        let post = line.get(at..found.post_end).unwrap_or_default();
        post.contains(' ') && !matches!(posts::resolve(post), Resolution::None)
    })
}

struct Candidate {
    post_end: usize,
    serial: Option<Serial>,
    exact: bool,
}

struct Serial {
    value: u32,
    range: std::ops::Range<usize>,
    /// Five or six digits that begin with a zero: prose has no such numbers.
    padded: bool,
}

/// Two or four digits before the post.
fn year(line: &str, at: usize) -> (Option<u16>, usize) {
    let start = at + line.get(at..).map_or(0, |rest| usize::from(rest.starts_with(['\'', '’'])));
    let digits = line.bytes().skip(start).take_while(u8::is_ascii_digit).count();
    let next = start + digits;
    let gap = line.bytes().skip(next).take_while(|b| *b == b' ').count();
    let value = line.get(start..next).and_then(|digits| digits.parse::<u16>().ok());
    let year = match (digits, value) {
        (2, Some(value)) => Some(if value < 66 { 2000 + value } else { 1900 + value }),
        (4, Some(value)) if (1950..2066).contains(&value) => Some(value),
        _ => None,
    };
    match line.as_bytes().get(next + gap) {
        Some(letter) if year.is_some() && letter.is_ascii_alphabetic() => (year, next + gap),
        _ => (None, at),
    }
}

/// Words up to a number, a caption or the end of the line.
fn candidate(line: &str, start: usize) -> Option<Candidate> {
    let (mut at, mut end, mut words) = (start, start, 0);
    loop {
        let rest = line.get(at..)?;
        let gap = rest.len() - rest.trim_start_matches([' ', '\t', '#']).len();
        let rest = rest.get(gap..)?;
        at += gap;
        if words > 0 {
            if let Some(serial) = serial(line, at) {
                return Some(Candidate { post_end: end, serial: Some(serial), exact: true });
            }
            if rest.is_empty()
                || rest.starts_with(['(', '/', ','])
                || captions::at(rest).is_some_and(|c| c.1 > 3)
            {
                return Some(Candidate { post_end: end, serial: None, exact: true });
            }
        }
        let word = rest.split([' ', '\t', '/', '(', ',']).next()?;
        let letters = word.bytes().take_while(|b| !b.is_ascii_digit()).count();
        if words == WORDS || !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        // LISBON000417: a short tail of digits is a misread letter (SANTIAG0), a long one the serial.
        if let Some(serial) = serial(line, at + letters).filter(|serial| serial.range.len() > 2) {
            return Some(Candidate { post_end: at + letters, serial: Some(serial), exact: true });
        }
        let printable = word.chars().all(|c| c.is_ascii_alphanumeric() || "'’.-".contains(c));
        if !printable {
            return None;
        }
        (at, words) = (at + word.len(), words + 1);
        end = at;
    }
}

/// Up to six digits at byte `at`, and nothing glued to them but a caption. `O` among digits is a zero.
fn serial(line: &str, at: usize) -> Option<Serial> {
    let rest = line.get(at..)?;
    let len = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'O').count();
    let digits = rest.get(..len)?;
    if !(1..=8).contains(&len) || !digits.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let glued = rest.get(len..)?;
    if glued.starts_with(|c: char| c.is_alphanumeric()) && captions::at(glued).is_none() {
        return None;
    }
    let value = digits.replace('O', "0").parse().ok().filter(|value| *value < 1_000_000)?;
    Some(Serial { value, range: at..at + len, padded: len >= 5 && digits.starts_with(['0', 'O']) })
}
