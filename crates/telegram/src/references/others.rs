//! Items of the REF field that are no telegram with a number: by their recognisers (format.md §10.5).
//!
//! | recogniser | kind | key |
//! |---|---|---|
//! | `SECTO 4077`, `TOSEC`, `TOHAK`, … | telegram | `SECTO:4077` |
//! | `SECDEF MSG DTG 301601Z SEP 08` | telegram | `DTG:SECDEF:200809301601` |
//! | `LISBON A-77`, `STATE CA-340` | airgram | `LISBON A-77` |
//! | `IIR d ddd dddd yy`, `TD-314/…`, three letters and 14 digits | report | |
//! | `5 FAM 900`, `22 CFR 41`, `E.O. 12958`, `UNSCR 1373`, `S/RES/1540` | other | |
//! | words of `kinds.tsv` | as the table says | |
//! | `SMITH/DOE 2/3/05` | e-mail | |
//! | `N/A`, `NONE`, `SEE BELOW` | other | |

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use crate::record::ReferenceKind;

use super::Citing;
use super::dates::{date, full_year, month};
use super::posts::PostNames;
use super::tokens::{Token, number};

/// An item that is no numbered telegram.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Other {
    /// What it is.
    pub(crate) kind: ReferenceKind,
    /// Its key, where it has one.
    pub(crate) id: Option<String>,
    /// How sure that is.
    pub(crate) confidence: f32,
    /// `series`, `dtg`, `placeholder`, …
    pub(crate) flag: Option<&'static str>,
    /// True when the key took a post that is not written, or a year.
    pub(crate) inferred: bool,
    /// True when a year was taken from the citing telegram.
    pub(crate) year_assumed: bool,
}

impl Other {
    fn new(kind: ReferenceKind, confidence: f32) -> Other {
        Other { kind, id: None, confidence, flag: None, inferred: false, year_assumed: false }
    }
}

const SERIES: [&str; 9] = ["SECTO", "TOSEC", "TOHAK", "HAKTO", "PARTO", "TOPAR", "DEPTO", "TODEP", "TOFAA"];

static KINDS: LazyLock<HashMap<&'static str, (usize, ReferenceKind)>> = LazyLock::new(|| {
    let rows = include_str!("kinds.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows = rows.filter_map(|line| line.split_once('\t')).enumerate();
    rows.map(|(rank, (kind, words))| (words, (rank, kind_named(kind)))).collect()
});

fn kind_named(name: &str) -> ReferenceKind {
    match name {
        "email" => ReferenceKind::Email,
        "fax" => ReferenceKind::Fax,
        "phone" => ReferenceKind::Phone,
        "web" => ReferenceKind::Web,
        "telegram" => ReferenceKind::Telegram,
        "memo" => ReferenceKind::Memo,
        "report" => ReferenceKind::Report,
        "meeting" => ReferenceKind::Meeting,
        _ => ReferenceKind::Other,
    }
}

/// True for `SECTO`, `TOSEC` and the like: series of messages, never posts.
pub(crate) fn is_series(token: &Token) -> bool {
    SERIES.iter().any(|series| token.is_word(series))
}

/// A message of a series at token `at`: its key and the token behind it.
pub(crate) fn series(tokens: &[Token], at: usize) -> Option<(String, usize)> {
    let name = tokens.get(at).filter(|token| is_series(token))?;
    let mut place = at + 1;
    while tokens.get(place).is_some_and(|t| t.is_any("-,#.:") || t.is_word("NO")) && place < at + 4 {
        place += 1;
    }
    let serial = number(tokens.get(place)?.text)?.value;
    Some((format!("{}:{serial}", name.text.to_ascii_uppercase()), place + 1))
}

/// Reads the tokens `range` of one item.
pub(crate) fn read(
    tokens: &[Token],
    range: Range<usize>,
    citing: &Citing,
    previous: Option<&str>,
    names: &mut PostNames,
) -> Option<Other> {
    let item = tokens.get(range)?;
    placeholder(item)
        .or_else(|| message_by_time(item, citing))
        .or_else(|| airgram(item, citing, previous, names))
        .or_else(|| product(item))
        .or_else(|| law(item))
        .or_else(|| by_word(item))
        .or_else(|| between_people(item))
}

/// True where an item of this kind may begin at the start of a line or behind a semicolon.
pub(crate) fn begins(tokens: &[Token]) -> bool {
    let line =
        tokens.iter().position(|t| t.kind == super::tokens::Kind::Line).unwrap_or(tokens.len()).min(16);
    let Some(item) = tokens.get(..line) else { return false };
    product(item).is_some()
        || law(item).is_some()
        || by_word(item).is_some()
        || between_people(item).is_some()
}

fn placeholder(item: &[Token]) -> Option<Other> {
    let written: String = item.iter().map(|t| t.text.to_ascii_uppercase()).collect();
    let written = written.trim_matches(|c: char| !c.is_alphanumeric());
    let known = [
        "N/A",
        "NA",
        "NONE",
        "NIL",
        "SEEBELOW",
        "NOREF",
        "NOREFS",
        "REFTEL",
        "REFTELS",
        "NOTAPPLICABLE",
        "SEEABOVE",
    ];
    known
        .contains(&written)
        .then(|| Other { flag: Some("placeholder"), ..Other::new(ReferenceKind::Other, 0.95) })
}

/// `SECDEF MSG DTG 301601Z SEP 08`, `JOINT STAFF R162245Z OCT 08`.
fn message_by_time(item: &[Token], citing: &Citing) -> Option<Other> {
    let (place, (day, hour, minute)) =
        item.iter().enumerate().find_map(|(i, t)| Some((i, time_group(t.text)?)))?;
    let mut out = Other { flag: Some("dtg"), ..Other::new(ReferenceKind::Telegram, 0.95) };
    let month = item.get(place + 1).and_then(|t| month(t.text));
    let written = item.get(place + 2).and_then(|t| full_year(t.text.parse().ok()?, t.text.len()));
    let year = written.or_else(|| {
        let year = citing.year?;
        Some(if month? > citing.month? { year.saturating_sub(1) } else { year })
    });
    out.year_assumed = written.is_none();
    let mut originator = String::new();
    for token in item.iter().take(place).filter(|t| t.is_letters() && t.text.len() > 1) {
        if !["MSG", "MESSAGE", "DTG", "CABLE", "FROM", "TELEGRAM"].iter().any(|word| token.is_word(word)) {
            originator.extend(token.text.chars().filter(char::is_ascii_alphanumeric));
        }
    }
    if let (Some(month), Some(year), false) = (month, year, originator.is_empty()) {
        let originator = originator.to_ascii_uppercase();
        out.id = Some(format!("DTG:{originator}:{year:04}{month:02}{day:02}{hour:02}{minute:02}"));
    }
    Some(out)
}

/// `301601Z`, `R162245Z`.
fn time_group(word: &str) -> Option<(u8, u8, u8)> {
    let word = word.strip_suffix(['Z', 'z'])?;
    let digits = word.strip_prefix(['R', 'P', 'O', 'Z', 'r', 'p', 'o', 'z']).unwrap_or(word);
    let two = |from: usize| digits.get(from..from + 2)?.parse::<u8>().ok();
    let (day, hour, minute) = (two(0)?, two(2)?, two(4)?);
    (digits.len() == 6 && (1..=31).contains(&day) && hour < 24 && minute < 60).then_some((day, hour, minute))
}

/// `LISBON A-77`, `A-077 OF 17 FEB`, `DEPT'S A-1089`, `STATE CA-340`.
fn airgram(item: &[Token], citing: &Citing, previous: Option<&str>, names: &mut PostNames) -> Option<Other> {
    let place = item.iter().position(|t| t.is_word("A") || t.is_word("CA"))?;
    let series = item.get(place)?.text.to_ascii_uppercase();
    let digits = item
        .get(place + 2)
        .filter(|t| t.is_digits() && t.glued && item.get(place + 1).is_some_and(|s| s.is('-')))?;
    let serial = number(digits.text)?.value;
    if place > 5 {
        return None;
    }
    let before: Vec<&str> = item.iter().take(place).filter(|t| t.is_letters()).map(|t| t.text).collect();
    let mut written = before.join(" ").to_ascii_uppercase();
    for possessive in ["'S", "’S"] {
        written = written.strip_suffix(possessive).map(str::to_string).unwrap_or(written);
    }
    let written = written.trim_end_matches("AIRGRAM").trim();
    let mut out = Other::new(ReferenceKind::Airgram, 0.95);
    let post = names.exact(written).map(|named| named.post);
    let post = match post {
        Some(post) => Some(post),
        // A circular airgram is the Department's.
        None if series == "CA" => Some("STATE"),
        None if written.is_empty() => {
            out.inferred = true;
            previous.or(citing.post)
        }
        None => None,
    };
    out.id = post.map(|post| format!("{post} {series}-{serial}"));
    out.flag = (series == "CA").then_some("circular");
    Some(out)
}

/// Numbers of other agencies' products: IIR, TD, FBIS and OSC.
fn product(item: &[Token]) -> Option<Other> {
    let numbered = |names: &[&str]| {
        item.iter().enumerate().take(6).any(|(i, t)| {
            let digits = item.get(i + 1..(i + 4).min(item.len())).unwrap_or(&[]);
            names.iter().any(|name| t.is_word(name)) && digits.iter().any(Token::is_digits)
        })
    };
    let report = Other::new(ReferenceKind::Report, 0.95);
    if numbered(&["IIR"]) {
        return Some(Other { flag: Some("iir"), ..report });
    }
    if numbered(&["TD", "TDX", "CSDB", "TDCS"]) {
        return Some(Other { flag: Some("td"), ..report });
    }
    let coded = (0..item.len().min(8)).any(|i| is_product_code(item.get(i..).unwrap_or(&[])));
    if coded || item.iter().take(6).any(|t| t.is_word("FBIS") || t.is_word("OSC")) {
        return Some(Other { flag: Some("fbis"), ..report });
    }
    None
}

/// Three letters and 14 digits, which blanks may break.
pub(crate) fn is_product_code(tokens: &[Token]) -> bool {
    let mut written = String::new();
    for token in tokens.iter().take(6).filter(|t| t.kind == super::tokens::Kind::Word) {
        written.push_str(token.text);
        if written.len() >= 17 {
            break;
        }
    }
    written.len() == 17
        && written.bytes().take(3).all(|b| b.is_ascii_alphabetic())
        && written.bytes().skip(3).all(|b| b.is_ascii_digit())
}

/// Regulations, orders, codes of law, papers of the United Nations.
fn law(item: &[Token]) -> Option<Other> {
    let word =
        |i: usize, names: &[&str]| item.get(i).is_some_and(|t| names.iter().any(|name| t.is_word(name)));
    let other = Other::new(ReferenceKind::Other, 0.9);
    for (i, token) in item.iter().enumerate().take(8) {
        if token.is_digits() && word(i + 1, &["FAM", "FAH", "CFR", "USC", "STAT", "FR"]) {
            return Some(Other { flag: Some("regulation"), ..other });
        }
        if token.is_digits() && word(i + 1, &["U"]) && word(i + 3, &["S"]) && word(i + 5, &["C"]) {
            return Some(Other { flag: Some("regulation"), ..other });
        }
        let order = token.is_word("EO") || (token.is_word("E") && word(i + 2, &["O"]));
        let follows = item.get(i + 1..(i + 5).min(item.len())).unwrap_or(&[]);
        if (order || (i == 0 && (token.is_word("INA") || token.is_word("FAM") || token.is_word("FAH"))))
            && follows.iter().any(Token::is_digits)
        {
            return Some(Other { flag: Some("regulation"), ..other });
        }
        let paper = (token.is_word("S") || token.is_word("A")) && item.get(i + 1).is_some_and(|t| t.is('/'));
        if word(i, &["UNSCR", "UNSCRS", "UNGA", "UNSC"])
            || (paper && item.get(i + 2).is_some_and(|t| t.glued))
        {
            return Some(Other { flag: Some("un"), ..other });
        }
    }
    None
}

/// The strongest word of `kinds.tsv` in the item.
fn by_word(item: &[Token]) -> Option<Other> {
    let mut best: Option<(usize, ReferenceKind)> = None;
    let mut consider = |words: &str| {
        if let Some(found) = KINDS.get(words)
            && best.is_none_or(|(rank, _)| found.0 < rank)
        {
            best = Some(*found);
        }
    };
    let words: Vec<&Token> = item.iter().filter(|t| t.is_letters()).take(40).collect();
    for (i, token) in words.iter().enumerate().filter(|(_, t)| t.text.len() <= 14) {
        let upper = token.text.to_ascii_uppercase();
        consider(&upper);
        if let Some(next) = words.get(i + 1).filter(|next| next.text.len() <= 6) {
            consider(&format!("{upper} {}", next.text.to_ascii_uppercase()));
        }
    }
    best.map(|(_, kind)| Other::new(kind, 0.85))
}

/// `SMITH/DOE 2/3/05`, `SMITH-DOE OF FEB 3`, `SMITH -> DOE 3 FEB`.
fn between_people(item: &[Token]) -> Option<Other> {
    let pair = (0..item.len().min(8)).find(|i| {
        let name = |at: usize| item.get(at).is_some_and(|t| t.is_letters() && t.text.len() > 1);
        let sign = |at: usize| item.get(at).is_some_and(|t| t.is_any("/-→>–"));
        name(*i) && sign(i + 1) && (name(i + 2) || (sign(i + 2) && name(i + 3)))
    })?;
    (pair..item.len().min(pair + 16)).find(|at| date(item, *at).is_some())?;
    Some(Other::new(ReferenceKind::Email, 0.6))
}
