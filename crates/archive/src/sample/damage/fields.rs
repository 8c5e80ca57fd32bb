//! Fields and labels of the header (format.md §14 #24–#27, #31, #49, #51, #53).

use super::{Kind, Sheet};
use crate::sample::random::Random;

pub(super) const KINDS: &[Kind] = &[
    ("24 doubled labels", |sheet, random| {
        let label = label(random);
        sheet.once(&format!("\n{label}"), &format!("\n{label} {label}"))
    }),
    ("24 doubled caption", |sheet, _| sheet.once("\nSIPDIS", "\nSIPDIS SIPDIS")),
    ("25 glued label", |sheet, random| {
        let label = label(random);
        let Some(at) = sheet.text.find(&format!("\n{label}")) else { return false };
        let before = sheet.text.get(..at).map_or(0, |before| before.trim_end().len());
        sheet.text.replace_range(before..=at, "");
        before > 0
    }),
    ("25 header on one line", |sheet, _| {
        let Some(at) = sheet.text.find("\nE.O.") else { return false };
        let body = sheet.body();
        let Some(header) = sheet.text.get(at + 1..body) else { return false };
        let words: Vec<&str> = header.split_whitespace().collect();
        sheet.text.replace_range(at + 1..body, &format!("{}\n\n", words.join(" ")));
        true
    }),
    ("26 misprinted label", |sheet, random| {
        let (from, to) = random.pick(&[
            ("\nSUBJECT:", "\nUBJECT:"),
            ("\nSUBJECT:", "\nSUBJECT;"),
            ("\nTAGS:", "\nTAG:"),
            ("\nTAGS:", "\nTAGES:"),
            ("\nTAGS:", "\nAGS:"),
            ("\nTAGS:", "\nTAGS;"),
            ("\nE.O. 12958:", "\nE.O. 1295:"),
            ("\nE.O. ", "\nEO "),
            ("\nClassified By:", "\nClassiied By:"),
            ("\nClassified By:", "\nlassified By:"),
        ]);
        sheet.once(from, to)
    }),
    ("27 label lost", |sheet, random| {
        let label = random.pick(&["SUBJECT: ", "TAGS: "]);
        sheet.once(&format!("\n{label}"), "\n")
    }),
    ("31 header in small letters", |sheet, random| {
        let body = sheet.body();
        let Some(header) = sheet.text.get(..body) else { return false };
        let header = if random.chance(500) { header.to_ascii_lowercase() } else { title_case(header) };
        sheet.text.replace_range(..body, &header);
        true
    }),
    ("49 impossible declassification", |sheet, random| {
        let to = random.pick(&["DECL: 02/30/", "DECL: 13/31/", "DECL: 00/12/"]);
        declassification(sheet, |date| format!("{to}{}", date.get(6..).unwrap_or_default()))
    }),
    ("49 declassification long past", |sheet, _| {
        let year = sheet.draft.slot.moment.year - 2;
        declassification(sheet, |date| format!("DECL: {}/{year}", date.get(..5).unwrap_or_default()))
    }),
    ("51 day first", |sheet, _| {
        let moment = sheet.draft.slot.moment;
        moment.day > 12
            && declassification(sheet, |date| {
                let part = |range: std::ops::Range<usize>| date.get(range).unwrap_or_default();
                format!("DECL: {}/{}{}", part(3..5), part(0..2), date.get(5..).unwrap_or_default())
            })
    }),
    ("53 addressees mixed", |sheet, _| {
        let Some(at) = sheet.text.find("\nINFO ") else { return false };
        let Some(end) = sheet.text.get(at + 1..).and_then(|rest| rest.find('\n')) else { return false };
        sheet.text.replace_range(at + 1 + end..at + 2 + end, " ");
        true
    }),
];

fn label(random: &mut Random) -> &'static str {
    random.pick(&["SUBJECT:", "TAGS:", "REF:", "REFS:", "Classified By:", "E.O."])
}

/// Rewrites the date `MM/DD/YYYY` behind `DECL:`.
fn declassification(sheet: &mut Sheet, to: impl Fn(&str) -> String) -> bool {
    let Some(at) = sheet.text.find("DECL: ") else { return false };
    let Some(date) = sheet.text.get(at + 6..at + 16) else { return false };
    let shape = |b: &u8| if b.is_ascii_digit() { b'9' } else { *b };
    if date.bytes().map(|b| shape(&b)).ne(*b"99/99/9999") {
        return false;
    }
    let to = to(date);
    sheet.text.replace_range(at..at + 16, &to);
    true
}

fn title_case(text: &str) -> String {
    let mut before = b' ';
    let letter = |b: u8| {
        let after_letter = std::mem::replace(&mut before, b).is_ascii_alphabetic();
        char::from(if after_letter { b.to_ascii_lowercase() } else { b })
    };
    if text.is_ascii() { text.bytes().map(letter).collect() } else { text.to_string() }
}
