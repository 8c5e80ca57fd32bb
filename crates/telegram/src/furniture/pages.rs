//! Page lines (format.md §11.7, §16.2).
//!
//! ```text
//! page70 = "PAGE" num ( "OF" num | [ NL ] post serial [ "/" num ] { series number | [ "SECTION" ] num "OF" num | ddhhmm "Z" | level } )
//! page90 = post serial num3 [ "." num ] "OF" num3
//! post   = letters, blanks, apostrophes, hyphens; cut by the filing system at 6 and by the switch at 10 characters
//! ```
//! A line is a page line only when the grammar uses up the whole of it: that is what keeps prose out.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::scan::{Scan, digit};
use super::{Furniture, Section, repeated};

/// Day and time as page lines have them: no month, no year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct DayTime {
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
}

/// Series numbers of a travelling Secretary and the like, which follow the serial (format.md §6.2).
const SERIES: &[&str] = &[
    "TOSEC", "SECTO", "HAKTO", "TOHAK", "SITTO", "DULTE", "TEDUL", "DELTO", "TODEL", "AIDTO", "TOAID",
    "POLTO", "TOPOL", "CEDTO", "BUSEC",
];

const NUMBERS: &[&str] = &["ONE", "TWO", "THREE", "FOUR", "FIVE", "SIX", "SEVEN", "EIGHT", "NINE", "TEN"];

/// A line that begins with `PAGE`.
pub(super) fn page70(line: &str) -> Option<Furniture<'_>> {
    let (found, end) = page70_here(line)?;
    (end == line.len()).then_some(found)
}

/// The second half of a page line whose `PAGE nn` stands on a line of its own (1978–79 renderings).
pub(super) fn tail(line: &str, page: u16) -> Option<Furniture<'_>> {
    let line = line.trim_ascii();
    let (found, end) = identity(Scan::new(line), page)?;
    (end.is_done()).then_some(found.furniture)
}

/// A page line of 2003–10: `LISBON 00000417 001.2 OF 003`.
pub(super) fn page90(line: &str) -> Option<Furniture<'_>> {
    if !ends_in_count(line.as_bytes()) {
        return None;
    }
    let (found, end) = page90_here(line)?;
    (end == line.len()).then_some(found)
}

/// The first page line within a line that holds other text too: a list or a field that lost its line ends.
pub(super) fn within(line: &str) -> Option<(Range<usize>, Furniture<'_>)> {
    static SIGNS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(["PAGE ", " OF 0"]).ok());
    SIGNS.as_ref()?.find_iter(line).find_map(|sign| {
        let at = sign.start();
        let page70 = sign.pattern().as_usize() == 0;
        let from =
            if page70 { Some(at).filter(|at| is_apart(line, *at)) } else { page90_start(line.get(..at)?) }?;
        let rest = line.get(from..)?;
        let (found, length) = if page70 { page70_here(rest) } else { page90_here(rest) }?;
        (!matches!(found, Furniture::PageHead { .. })).then_some((from..from + length, found))
    })
}

fn is_apart(line: &str, at: usize) -> bool {
    at.checked_sub(1).and_then(|i| line.as_bytes().get(i)).is_none_or(|b| !b.is_ascii_alphanumeric())
}

/// A page line of 1973–2002 at the beginning of `line`, with its end.
fn page70_here(line: &str) -> Option<(Furniture<'_>, usize)> {
    let mut scan = Scan::new(line);
    if !scan.word("PAGE") {
        return None;
    }
    let apart = scan.blanks();
    let from = scan.at();
    let page = match scan.number(1, 3) {
        Some(page) => page as u16,
        None => spelled(&mut scan).filter(|_| apart)?,
    };
    let short = scan.at() - from < 2;
    let after = scan.at();
    scan.blanks();
    if scan.is_done() {
        return Some((Furniture::PageHead { page }, line.len()));
    }
    let mut total = scan;
    if total.word("OF") && total.blanks() && total.number(1, 3).is_some() && total.is_done() {
        return Some((Furniture::PageHead { page }, line.len()));
    }
    if scan.at() == after && !apart {
        return None;
    }
    let (found, end) = identity(scan, page)?;
    // `PAGE 2 ANNEX 417` may be a drafter's words; the filing system printed two digits and five.
    (!short || found.sure).then_some((found.furniture, end.at()))
}

fn spelled(scan: &mut Scan<'_>) -> Option<u16> {
    let at = NUMBERS.iter().position(|word| scan.word(word))?;
    (!scan.peek().is_some_and(|b| b.is_ascii_alphanumeric())).then_some(at as u16 + 1)
}

struct Identity<'l> {
    furniture: Furniture<'l>,
    /// Whether more than a name and a short number speaks for a page line.
    sure: bool,
}

/// From the post on: `LISBON 00417 01 OF 02 221530Z`.
fn identity(mut scan: Scan<'_>, page: u16) -> Option<(Identity<'_>, Scan<'_>)> {
    let post = post(&mut scan, 3)?;
    let from = scan.at();
    let serial = scan.number(3, 8)?;
    let long = scan.at() - from >= 5;
    let capitals = !post.bytes().any(|b| b.is_ascii_lowercase());
    let (mut section, mut day_time, mut series) = (None, None, None);
    let mut ahead = scan;
    if ahead.word("/")
        && let Some(number) = ahead.number(1, 2)
    {
        section = Some(Section { number: number as u16, total: None });
        scan = ahead;
    }
    loop {
        let mut next = scan;
        next.blanks();
        if series.is_none()
            && let Some(found) = series_number(&mut next)
        {
            series = Some(found);
        } else if day_time.is_none()
            && let Some(found) = clock(&mut next)
        {
            day_time = Some(found);
        } else if let Some(found) = count(&mut next) {
            section = Some(found);
        } else {
            break;
        }
        scan = next;
    }
    // ACP 127 repeats the level on the page line.
    if repeated::alone(scan.rest().trim_ascii()).is_some() {
        scan.while_ascii(|_| true);
    }
    let sure = long || section.is_some() || day_time.is_some();
    if !capitals && !sure {
        return None;
    }
    Some((
        Identity { furniture: Furniture::Page70 { page, post, serial, section, day_time, series }, sure },
        scan,
    ))
}

fn page90_here(line: &str) -> Option<(Furniture<'_>, usize)> {
    let mut scan = Scan::new(line);
    let post = post(&mut scan, 5)?;
    let from = scan.at();
    let serial = scan.number(5, 8)?;
    let short = scan.at() - from < 8;
    if !scan.blanks() {
        return None;
    }
    let from = scan.at();
    let section = scan.number(1, 3)? as u16;
    if short && scan.at() - from < 3 {
        return None;
    }
    let mut ahead = scan;
    let mut page = None;
    if ahead.word(".")
        && let Some(number) = ahead.number(1, 2)
    {
        page = Some(number as u16);
        scan = ahead;
    }
    scan.blanks();
    let total = total(&mut scan, 3)?;
    if post.bytes().any(|b| b.is_ascii_lowercase()) && short {
        return None;
    }
    Some((Furniture::Page90 { post, serial, section, page, total }, scan.at()))
}

/// Where the post of a page line begins whose `OF` stands at the end of `before`: the last ten characters before the serial.
fn page90_start(before: &str) -> Option<usize> {
    let bytes = before.as_bytes();
    let mut at = bytes.len();
    let mut back = |wanted: &dyn Fn(u8) -> bool, most: usize| {
        let from = at;
        while from - at < most && at.checked_sub(1).and_then(|i| bytes.get(i)).is_some_and(|b| wanted(*b)) {
            at -= 1;
        }
        (from - at, at)
    };
    back(&|b| b.is_ascii_digit() || b == b'.', 6);
    back(&|b| b == b' ', 3);
    let (digits, _) = back(&|b| b.is_ascii_digit(), 8);
    back(&|b| b == b' ', 3);
    let (_, start) = back(&|b| b.is_ascii_uppercase() || b == b' ', 10);
    let piece = before.get(start..)?;
    // Words in capitals before the name of one word cannot be told from a name of several: the switch's ten characters decide.
    (digits >= 5).then(|| start + (piece.len() - piece.trim_start().len()))
}

/// True when the line ends in `OF` and a number.
fn ends_in_count(bytes: &[u8]) -> bool {
    let digits = bytes.iter().rev().take_while(|b| digit(**b).is_some()).count();
    if digits == 0 || digits > 3 {
        return false;
    }
    let head = bytes.get(..bytes.len() - digits).unwrap_or_default().trim_ascii_end();
    matches!(head, [.., b'O' | b'0' | b'o', b'F' | b'f'])
}

/// The name of a post up to a number of at least `least` digits, at which `scan` then stands.
fn post<'l>(scan: &mut Scan<'l>, least: usize) -> Option<&'l str> {
    let rest = scan.rest();
    let bytes = rest.as_bytes();
    let mut at = 0;
    let mut apart = true;
    while let Some(byte) = bytes.get(at).filter(|_| at < 26) {
        let starts = byte.is_ascii_digit() || (apart && digit(*byte).is_some());
        if starts {
            let run = bytes.iter().skip(at).take_while(|b| digit(**b).is_some()).count();
            let genuine = bytes.iter().skip(at).take(run).filter(|b| b.is_ascii_digit()).count();
            if run >= least && genuine * 2 > run {
                let name = rest.get(..at)?.trim_ascii_end();
                let letters = name.bytes().filter(u8::is_ascii_alphabetic).count();
                scan.skip(at);
                return (letters >= 2 && name.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(name);
            }
        }
        if !(byte.is_ascii_alphanumeric() || b" .'-".contains(byte)) {
            return None;
        }
        apart = *byte == b' ';
        at += 1;
    }
    None
}

/// `01 OF 02`, `SECTION 01 OF 02`.
fn count(scan: &mut Scan<'_>) -> Option<Section> {
    if scan.word("SECTION") {
        scan.blanks();
    }
    let number = scan.number(1, 2)? as u16;
    scan.blanks();
    Some(Section { number, total: Some(total(scan, 2)?) })
}

fn total(scan: &mut Scan<'_>, most: usize) -> Option<u16> {
    if !scan.word("OF") && !scan.word("0F") {
        return None;
    }
    scan.blanks();
    scan.number(1, most).map(|total| total as u16)
}

/// `221530Z`, the zone lost or misread.
fn clock(scan: &mut Scan<'_>) -> Option<DayTime> {
    let mut ahead = *scan;
    let value = ahead.number(6, 6)?;
    if !(ahead.word("Z") || ahead.word("2")) && ahead.peek().is_some_and(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let (day, hour, minute) = ((value / 10_000) as u8, (value / 100 % 100) as u8, (value % 100) as u8);
    if !(1..=31).contains(&day) || hour > 23 || minute > 59 {
        return None;
    }
    *scan = ahead;
    Some(DayTime { day, hour, minute })
}

fn series_number<'l>(scan: &mut Scan<'l>) -> Option<(&'l str, u32)> {
    let name = scan.while_ascii(|b| b.is_ascii_uppercase());
    if !SERIES.contains(&name) {
        return None;
    }
    scan.blanks();
    Some((name, scan.number(1, 6)?))
}
