//! Encoding and residue (format.md §14 #1–#10).

use super::{Bytes, Kind, Sheet, numbered};
use crate::sample::random::Random;

pub(super) const KINDS: &[Kind] = &[
    ("1 windows-1252", |sheet, random| {
        foreign(sheet, random);
        sheet.bytes = Bytes::Windows;
        true
    }),
    ("1 encoded twice", |sheet, random| {
        foreign(sheet, random);
        sheet.bytes = Bytes::Twice;
        true
    }),
    ("2 carriage returns", |sheet, _| sheet.lines(|_, line, out| end(line, " \r\n", out))),
    ("2 lone carriage returns", |sheet, _| sheet.lines(|_, line, out| end(line, "\r", out))),
    ("2 form feeds", |sheet, _| {
        sheet.lines(|i, line, out| {
            out.push_str(if i > 0 && i % 50 == 0 { "\u{c}" } else { "" });
            out.push_str(line);
        })
    }),
    ("3 entities", |sheet, random| {
        let quotes = sheet.replace("\"", "&quot;", 900, random);
        let apostrophes = sheet.replace("'", "&#8217;", 900, random);
        sheet.replace(" and ", " &amp; ", 200, random) | quotes | apostrophes
    }),
    ("4 not sign", |sheet, random| {
        let capital = sheet.replace("\"NOT ", "\u{ac} ", 900, random);
        sheet.replace("\"not ", "\u{ac} ", 900, random) | capital
    }),
    ("5 quotes lost", |sheet, random| {
        let opening = sheet.replace(" \"", " &", 1000, random);
        let closing = sheet.replace("\"", "8", 1000, random);
        sheet.replace("'s", ",s", 900, random) | opening | closing
    }),
    ("6 question mark", |sheet, random| sheet.replace("'", "?", 900, random)),
    ("7 quotes as controls", |sheet, random| {
        let opening = sheet.replace(" \"", " \u{201c}", 1000, random);
        let closing = sheet.replace("\"", "\u{201d}", 1000, random);
        sheet.bytes = Bytes::Windows;
        sheet.replace("'", "\u{2019}", 1000, random) | opening | closing
    }),
    ("8 backslashes", |sheet, random| {
        let money = sheet.replace("$", "\\$", 1000, random);
        let rules = sheet.replace("--", "\\--", 100, random);
        sheet.replace("\"", "\\\"", 500, random) | money | rules
    }),
    ("9 links and stars", |sheet, _| {
        let tags: Vec<String> = sheet.draft.tags.iter().map(|tag| format!("[{tag}](#)")).collect();
        let linked = sheet.once(&sheet.draft.tags.join(", "), &tags.join(" "));
        sheet.once("Background", "**Background**") | linked
    }),
    ("10 tags and anchors", |sheet, _| {
        let mut out = Vec::new();
        let changed = sheet.lines(|_, line, text| {
            if let Some((number, _)) = numbered(line) {
                text.push_str(&format!("<a id='par{number}' href='#par{number}'>\u{b6}</a>"));
                out.push(number);
            }
            text.push_str(line);
        });
        changed && !out.is_empty()
    }),
    ("10 unseen characters", |sheet, random| {
        let nbsp = sheet.replace(". ", ".\u{a0}", 200, random);
        let hyphen = sheet.replace("tion", "\u{ad}tion", 200, random);
        sheet.replace(" the ", " \u{200b}the ", 150, random) | nbsp | hyphen
    }),
];

fn end(line: &str, end: &str, out: &mut String) {
    match line.strip_suffix('\n') {
        Some(line) => {
            out.push_str(line);
            out.push_str(end);
        }
        None => out.push_str(line),
    }
}

/// Accents, quotes and paragraph signs, so that there is something to lose.
fn foreign(sheet: &mut Sheet, random: &mut Random) {
    sheet.replace("ado", "\u{e3}o", 700, random);
    sheet.replace("eri", "\u{e9}ri", 60, random);
    sheet.replace("'", "\u{2019}", 900, random);
    sheet.lines(|_, line, out| {
        out.push_str(if numbered(line).is_some() { "\u{b6}" } else { "" });
        out.push_str(line);
    });
}

/// The text as bytes.
pub(super) fn encode(text: &str, bytes: Bytes) -> Vec<u8> {
    match bytes {
        Bytes::Utf8 => text.as_bytes().to_vec(),
        Bytes::Windows => text.chars().map(windows).collect(),
        Bytes::Twice => text.bytes().map(unwindows).collect::<String>().into_bytes(),
    }
}

/// The characters of Windows-1252 that stand where Latin-1 has controls.
const SPECIAL: &[(char, u8)] = &[
    ('\u{20ac}', 0x80),
    ('\u{2018}', 0x91),
    ('\u{2019}', 0x92),
    ('\u{201c}', 0x93),
    ('\u{201d}', 0x94),
    ('\u{2013}', 0x96),
    ('\u{2014}', 0x97),
    ('\u{2122}', 0x99),
    ('\u{153}', 0x9c),
];

fn windows(c: char) -> u8 {
    let special = SPECIAL.iter().find(|(special, _)| *special == c).map(|(_, byte)| *byte);
    special.or(u8::try_from(u32::from(c)).ok()).unwrap_or(b'?')
}

fn unwindows(byte: u8) -> char {
    SPECIAL.iter().find(|(_, special)| *special == byte).map_or(char::from(byte), |(c, _)| *c)
}
