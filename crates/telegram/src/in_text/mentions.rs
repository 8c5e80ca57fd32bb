//! Telegrams named in a sentence: `LISBON 398`, `05 Lisbon 398`, `05LISBON417`.
//!
//! A place and a number are a telegram only with some evidence (format.md §10.9): a year in front, zeros, capitals in a
//! text of small letters, or what stands around them. `Lisbon 2005` and `Lisbon 300 workers` are none.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use crate::references::{PostNames, never_a_post, written_year};

use super::cursor::{Cursor, between};

static FOLLOWERS: LazyLock<HashSet<&'static [u8], FixedState>> = LazyLock::new(|| {
    let lines = include_str!("followers.txt").lines().filter(|line| !line.starts_with('#'));
    lines.map(str::as_bytes).collect()
});

/// A telegram named in a text.
#[derive(Debug)]
pub(super) struct Mention {
    /// Canonical post.
    pub(super) post: &'static str,
    /// The numbers, at least one.
    pub(super) serials: Vec<u32>,
    /// Year written in front.
    pub(super) year: Option<u16>,
    /// Place of the words.
    pub(super) range: Range<usize>,
}

/// The mention whose number is the run of digits `number`.
pub(super) fn at(text: &str, number: Range<usize>, names: &PostNames, capitals: bool) -> Option<Mention> {
    let digits = text.get(number.clone())?;
    let serial = digits.parse().ok().filter(|serial| digits.len() <= 6 && *serial > 0)?;
    let (end, starts) = words_before(text, number.start)?;
    let (post, start) = longest(text, end, &starts, names)?;
    let name = text.get(start..end)?;
    let (year, begin) = year_before(text, start);
    let glued = end == number.start;
    let strong = year.is_some() || (digits.len() >= 4 && digits.starts_with('0'));
    let fits = goes_on(text, number.end)
        && (strong || evident(text, start..number.end, name, digits, capitals && !glued))
        && !(glued && year.is_none() && name.len() < 5);
    if !fits {
        return None;
    }
    let mut mention = Mention { post, serials: vec![serial], year, range: begin..number.end };
    more(text, digits.len(), &mut mention);
    Some(mention)
}

/// The end of the words right before the number, and where up to five of them begin, the last one first.
fn words_before(text: &str, number: usize) -> Option<(usize, [Option<usize>; 5])> {
    let bytes = text.as_bytes();
    let mut end = number;
    let mut out = [None; 5];
    let mut last = None;
    for begin in &mut out {
        let mut gap = end;
        while gap > 0
            && end - gap < 2
            && bytes.get(gap - 1).is_some_and(|b| matches!(b, b' ' | b'\n' | b'-' | b'#' | b'.'))
        {
            gap -= 1;
        }
        let mut start = gap;
        while start > 0
            && gap - start < 24
            && bytes.get(start - 1).is_some_and(|b| b.is_ascii_alphabetic() || *b == b'\'')
        {
            start -= 1;
        }
        let word = text.get(start..gap)?;
        let first = word.bytes().next();
        // Nearly every number of a text is let go here.
        let small = last.is_some() && ["of", "es", "au", "do", "de", "the"].contains(&word);
        if word.len() < 2 || !(first.is_some_and(|b| b.is_ascii_uppercase()) || small) {
            break;
        }
        if last.is_none() && (never_a_post(word) || is_month(word)) {
            return None;
        }
        last.get_or_insert(gap);
        *begin = Some(start);
        end = start;
    }
    Some((last?, out))
}

fn longest(
    text: &str,
    end: usize,
    starts: &[Option<usize>],
    names: &PostNames,
) -> Option<(&'static str, usize)> {
    starts.iter().rev().flatten().find_map(|start| {
        let written = text.get(*start..end).filter(|written| written.len() > 3)?;
        Some((names.exact(written)?.post, *start))
    })
}

/// `05 `, `2005 `, `'05 `, `05-` before the name, or glued to it.
fn year_before(text: &str, name: usize) -> (Option<u16>, usize) {
    let bytes = text.as_bytes();
    let end = name - usize::from(name > 0 && matches!(bytes.get(name - 1), Some(b' ' | b'-' | b'\n')));
    let mut start = end;
    while start > 0 && end - start < 5 && bytes.get(start - 1).is_some_and(u8::is_ascii_digit) {
        start -= 1;
    }
    let whole = start == 0
        || !bytes
            .get(start - 1)
            .is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b',' | b'.' | b'$' | b'/'));
    let year = text.get(start..end).filter(|_| whole).and_then(written_year);
    match year {
        Some(year) => (Some(year), start - usize::from(start > 0 && bytes.get(start - 1) == Some(&b'\''))),
        None => (None, name),
    }
}

/// False where the number goes on as something else: `12,000`, `4.5`, `3rd`, `10:30`, `5%`, `3-day`.
fn goes_on(text: &str, end: usize) -> bool {
    let mut cursor = Cursor::new(text, end);
    match cursor.peek() {
        Some(b'%' | b'$') => false,
        Some(b) if b.is_ascii_alphabetic() => false,
        Some(sign @ (b',' | b'.' | b':' | b'-' | b'/')) => {
            cursor.at += 1;
            let digits = cursor.digits().len();
            let letters = cursor.word().len();
            match sign {
                b',' => digits != 3,
                b'-' => letters == 0,
                b'/' => digits != 1 && digits != 2,
                _ => digits == 0,
            }
        }
        _ => true,
    }
}

fn evident(text: &str, range: Range<usize>, name: &str, digits: &str, capitals: bool) -> bool {
    let year = digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    if year {
        return false;
    }
    let mut cursor = Cursor::new(text, range.end);
    let at_once = cursor.peek();
    cursor.blanks();
    let word = cursor.word();
    if is_month(word) {
        return false;
    }
    let shouted = capitals && !name.bytes().any(|b| b.is_ascii_lowercase());
    let open = word.is_empty() || follows(word);
    let closed = !at_once.is_some_and(|b| b.is_ascii_whitespace()) || open;
    if shouted {
        return closed || !word.bytes().all(|b| b.is_ascii_lowercase());
    }
    let before = text.get(..range.start).unwrap_or("").trim_end();
    let led = before.ends_with(['(', '[']) || {
        let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
        ["see", "ref", "cable", "telegram", "per", "cf", "message"]
            .iter()
            .any(|lead| word.eq_ignore_ascii_case(lead))
    };
    let state = name.eq_ignore_ascii_case("STATE") || name.eq_ignore_ascii_case("DEPARTMENT");
    closed && ((led && digits.len() > 1) || digits.len() >= if state { 4 } else { 3 })
}

/// `LISBON 398 and 399`, `LISBON 398/399`: numbers of the same length.
fn more(text: &str, length: usize, mention: &mut Mention) {
    while length >= 3 && mention.serials.len() < 20 {
        let mut cursor = Cursor::new(text, mention.range.end);
        if between(&mut cursor) != Some(false) {
            return;
        }
        let digits = cursor.digits();
        let year = digits.starts_with("19") || digits.starts_with("20");
        let next = digits.parse().ok().filter(|_| digits.len() == length && !(year && length == 4));
        let Some(next) = next.filter(|_| goes_on(text, cursor.at)) else { return };
        mention.serials.push(next);
        mention.range.end = cursor.at;
    }
}

/// One of the words that may stand behind a telegram's number.
fn follows(word: &str) -> bool {
    let mut lower = [0_u8; 16];
    let Some(lower) = lower.get_mut(..word.len()) else { return false };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    FOLLOWERS.contains(&*lower)
}

fn is_month(word: &str) -> bool {
    crate::references::month(word).is_some()
}
