//! The classification line: level, section, post and number (format.md §5.2).
//!
//! ```text
//! class_line = level { caption } [ "SECTION" n "OF" m ] [ year ] [ post [ serial ] ] { caption }
//! caption    = see captions | "CORRECTED COPY" [ "(" reason ")" ] | series number
//! ```
//!
//! Every line of a telegram is asked whether it is one, so the first three letters decide nearly always. A line whose
//! rest is not read to its end is prose, unless letter-spacing, a section or a padded number leave no doubt.

mod mrn;
mod section;

use std::ops::Range;

use crate::captions::{self, CaptionKind};
use crate::level;
use crate::record::Level;
use crate::spelled;

/// A classification line. Ranges are byte offsets into the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClassLine {
    /// The level; `SENSITIVE` on an unclassified line makes it SBU.
    pub level: Level,
    /// Place of the level words.
    pub level_range: Range<usize>,
    /// Captions on the line, controls among them, in canonical form.
    pub captions: Vec<(String, Range<usize>)>,
    /// The controls among the captions: `NOFORN`, `REL USA, GBR`.
    pub controls: Vec<String>,
    /// Number of this section, and how many there are where the line says so.
    pub section: Option<(u16, Option<u16>)>,
    /// Year before the post, four digits.
    pub year: Option<u16>,
    /// The post as printed.
    pub post: Option<(String, Range<usize>)>,
    /// The number within the post's year.
    pub serial: Option<(u32, Range<usize>)>,
    /// The line says `CORRECTED COPY`: the reason in brackets after it, empty where there is none.
    pub corrected: Option<String>,
    /// A series number of the travelling Secretary and the like.
    pub series: Option<Series>,
    /// The line names no post: the next line may go on with it.
    pub continues: bool,
    /// Everything on the line was read, and no letter had to be mended.
    pub exact: bool,
}

/// A number in a message series (format.md §6.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// `SECTO`, `TOSEC`, …
    pub name: String,
    /// The number.
    pub number: u32,
    /// Place of both.
    pub range: Range<usize>,
    /// It stands where post and serial would, and is the telegram's own reference number (`SECTO`).
    pub is_mrn: bool,
}

/// Reads `line` (without its line end) as a classification line.
#[inline]
pub fn read(line: &str) -> Option<ClassLine> {
    if !opens_like_a_level(line.as_bytes()) || line.len() > 400 {
        return None;
    }
    parse(line)
}

/// The first three letters of a level word, blanks left out.
#[inline]
fn opens_like_a_level(line: &[u8]) -> bool {
    let (Some(a), rest) = next_letter(line) else { return false };
    if !matches!(a, b'u' | b'c' | b's' | b't' | b'l') {
        return false;
    }
    let (Some(b), rest) = next_letter(rest) else { return false };
    match (a, b) {
        (b'u', b'n') => next_letter(rest).0 == Some(b'c'),
        (b'c', b'o' | b'0') => next_letter(rest).0 == Some(b'n'),
        (b's', b'e' | b'b') => matches!(next_letter(rest).0, Some(b'c' | b'n' | b'u')),
        (b't', b'o' | b'0') => next_letter(rest).0 == Some(b'p'),
        (b'l', b'i' | b'o' | b'1' | b'0') => matches!(next_letter(rest).0, Some(b'm' | b'u')),
        _ => false,
    }
}

/// The next byte that is no blank, as a small letter, and what follows it.
#[inline]
fn next_letter(mut line: &[u8]) -> (Option<u8>, &[u8]) {
    while let [first, rest @ ..] = line {
        line = rest;
        if !matches!(first, b' ' | b'\t') {
            return (Some(first | 0x20), rest);
        }
    }
    (None, line)
}

/// How sure the line makes us that it is one, beyond its grammar.
struct Evidence {
    /// The level word is in capitals.
    capitals: bool,
    /// Letters stand apart, or a section is named.
    strong: bool,
}

fn parse(line: &str) -> Option<ClassLine> {
    let start = line.len() - line.trim_start().len();
    let level = level::parts(line.get(start..)?)?;
    let end = start + level.rider.as_ref().map_or(level.word.len, |rider| rider.end);
    let word = line.get(start..start + level.word.len)?;
    let mut out = ClassLine {
        level: level.level,
        level_range: start..end,
        exact: level.word.misread == 0,
        ..ClassLine::default()
    };
    if let Some(rider) = level.rider {
        add_caption(&mut out, line.get(start + rider.start..end)?, start + rider.start);
    }
    let mut evidence =
        Evidence { capitals: !word.contains(|c: char| c.is_ascii_lowercase()), strong: level.word.spaced };
    let mut at = skip_separators(line, end);
    while at < line.len() {
        at = skip_separators(line, item(line, at, &mut out, &mut evidence)?);
    }
    if out.level == Level::U && out.captions.iter().any(|(caption, _)| caption == "SENSITIVE") {
        out.level = Level::Sbu;
    }
    out.continues = out.post.is_none() && out.series.as_ref().is_none_or(|series| !series.is_mrn);
    Some(out)
}

/// Reads the next item of the line into `out` and tells where it ends; `None` if the line is prose.
fn item(line: &str, at: usize, out: &mut ClassLine, evidence: &mut Evidence) -> Option<usize> {
    let rest = line.get(at..)?;
    if out.section.is_none()
        && let Some((section, len)) = section::read(rest)
    {
        out.section = Some(section);
        evidence.strong = true;
        return Some(at + len);
    }
    if let Some(found) = spelled::phrase(rest, "CORRECTED COPY") {
        let (reason, len) = reason(rest.get(found.len..)?);
        out.corrected = Some(reason);
        return Some(at + found.len + len);
    }
    // Captions of two or three letters (`US`, `BU`) are beginnings of posts here.
    // `FODAG ROME 417`: a caption that is the first word of a post's name.
    let caption = captions::at(rest).filter(|(_, len)| *len > 3);
    if let Some((caption, len)) = caption.filter(|_| out.post.is_some() || !mrn::named(line, at)) {
        match caption.kind {
            CaptionKind::Series => add_series(out, &caption.text, at..at + len),
            _ => add_caption(out, rest.get(..len)?, at),
        }
        return Some(at + len);
    }
    if out.post.is_none() {
        return mrn::read(line, at, out, evidence);
    }
    strange(rest, out, evidence).map(|len| at + len)
}

/// What no rule knows is let pass behind a post and number that leave no doubt, and kept as a caption if it looks like one.
fn strange(rest: &str, out: &mut ClassLine, evidence: &Evidence) -> Option<usize> {
    if !evidence.strong || out.serial.is_none() {
        return None;
    }
    out.exact = false;
    Some(rest.find([' ', '\t']).unwrap_or(rest.len()))
}

fn add_caption(out: &mut ClassLine, printed: &str, at: usize) {
    let Some((caption, len)) = captions::at(printed) else { return };
    if out.captions.iter().any(|(known, _)| *known == caption.text) {
        return;
    }
    if caption.kind == CaptionKind::Control && caption.text != "SENSITIVE" {
        out.controls.push(caption.text.clone());
    }
    out.captions.push((caption.text, at..at + len));
}

/// `text` is `SECTO 4077`; a name without a number says nothing and is kept as a caption.
fn add_series(out: &mut ClassLine, text: &str, range: Range<usize>) {
    match text.split_once(' ').and_then(|(name, number)| Some((name, number.parse().ok()?))) {
        Some((name, number)) => {
            let is_mrn = out.post.is_none();
            out.series = Some(Series { name: name.to_string(), number, range, is_mrn });
        }
        None => out.captions.push((text.to_string(), range)),
    }
}

/// The reason in brackets at the start of `rest`; a bracket that is not closed holds the rest of the line.
fn reason(rest: &str) -> (String, usize) {
    let gap = rest.len() - rest.trim_start_matches([' ', '-', ':']).len();
    let Some(inside) = rest.get(gap..).and_then(|rest| rest.strip_prefix('(')) else {
        return (String::new(), 0);
    };
    let len = inside.find(')').unwrap_or(inside.len());
    let reason = inside.get(..len).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    (reason, (gap + 1 + len + 1).min(rest.len()))
}

fn skip_separators(line: &str, at: usize) -> usize {
    let rest = line.get(at..).unwrap_or_default();
    line.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || "/,;.*-:".contains(c)).len()
}

#[cfg(test)]
mod tests;
