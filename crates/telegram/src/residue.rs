//! What conversions leave in a field: links, tags, entities, escapes (format.md §14.1 #3, #8, #9, #10, #45).
//!
//! ```text
//! [PREL](#)    <a href="…">PREL</a>    AT&amp;T    NORTH\_SOUTH    **PREL**    ¶B.
//! ```
//!
//! The field keeps its length: what goes is overwritten, so that every place in the cleaned text is a place in the field.

use std::ops::Range;

use crate::Passage;
use crate::record::Notes;

/// Stands for a byte that was never there: the characters beside it belong together.
pub(crate) const GONE: char = '\0';
/// Stands for a byte of a link or tag: the text beside it may be a word of its own.
pub(crate) const EDGE: char = '\u{1}';

/// The field's text with its residue overwritten by [`GONE`] and [`EDGE`], blanks of all kinds by blanks; one repair each.
pub(crate) fn overwrite(field: &Passage, notes: &mut Notes) -> String {
    let text = field.as_str();
    if !text.bytes().any(|b| b >= 0x80 || b"[<&\\*\0\x01".contains(&b)) {
        return text.to_string();
    }
    let mut out = text.as_bytes().to_vec();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        at += match rest.as_bytes().first() {
            Some(b'[') => link(field, at, &mut out, notes),
            Some(b'<') => tag(field, at, &mut out, notes),
            Some(b'&') => entity(field, at, &mut out, notes),
            Some(b'\\') => escape(field, at, &mut out, notes),
            Some(b'*') => emphasis(field, at, &mut out, notes),
            Some(0..=1) => fill(&mut out, at..at + 1, b' '),
            Some(0x80..) => special(field, at, &mut out, notes),
            _ => 1,
        };
    }
    // Whole characters were overwritten, so the bytes are still text.
    String::from_utf8(out).unwrap_or_else(|_| text.to_string())
}

fn fill(out: &mut [u8], range: Range<usize>, with: u8) -> usize {
    let len = range.len();
    if let Some(bytes) = out.get_mut(range) {
        bytes.fill(with);
    }
    len
}

/// `[text](target)`: the text stays.
fn link(field: &Passage, at: usize, out: &mut [u8], notes: &mut Notes) -> usize {
    let Some(rest) = field.as_str().get(at..) else { return 1 };
    let window: &str = head(rest, 300);
    let Some(close) = window.find("](") else { return 1 };
    let Some(end) = window.get(close..).and_then(|target| target.find(')')) else { return 1 };
    let (Some(inside), Some(whole)) = (rest.get(1..close), rest.get(..close + end + 1)) else { return 1 };
    if inside.contains(['[', '\n']) {
        return 1;
    }
    notes.repair(9, field.span(at..at + whole.len()), whole, inside, 0.99, &["link of a converted page"]);
    fill(out, at..at + 1, EDGE as u8);
    fill(out, at + close..at + whole.len(), EDGE as u8);
    whole.len()
}

/// A tag, or an anchor with its text.
fn tag(field: &Passage, at: usize, out: &mut [u8], notes: &mut Notes) -> usize {
    let Some(rest) = field.as_str().get(at..) else { return 1 };
    let opens = rest.as_bytes().get(1).is_some_and(|b| b.is_ascii_alphabetic() || b"/!".contains(b));
    let Some(end) = head(rest, 300).find('>').filter(|_| opens) else { return 1 };
    let whole = rest.get(..end + 1).unwrap_or_default();
    let anchor = whole.get(..2).is_some_and(|name| name.eq_ignore_ascii_case("<a"));
    let close = head(rest, 600).to_ascii_lowercase().find("</a>").filter(|close| anchor && *close > end);
    fill(out, at..at + end + 1, EDGE as u8);
    let Some(close) = close else {
        notes.repair(10, field.span(at..at + end + 1), whole, "", 0.99, &["tag of a converted page"]);
        return end + 1;
    };
    fill(out, at + close..at + close + 4, EDGE as u8);
    let (anchor, inside) =
        (rest.get(..close + 4).unwrap_or_default(), rest.get(end + 1..close).unwrap_or_default());
    notes.repair(10, field.span(at..at + close + 4), anchor, inside, 0.99, &["link of a converted page"]);
    close + 4
}

/// Entities that a text can hold by accident of conversion. An ampersand alone is one of the text's own.
fn entity(field: &Passage, at: usize, out: &mut [u8], notes: &mut Notes) -> usize {
    const NAMED: &[(&str, char)] = &[
        ("amp", '&'),
        ("quot", '"'),
        ("apos", '\''),
        ("lt", '<'),
        ("gt", '>'),
        ("nbsp", ' '),
        ("para", ' '),
    ];
    let Some(rest) = field.as_str().get(at..) else { return 1 };
    let Some(end) = head(rest, 12).find(';') else { return 1 };
    let (Some(name), Some(whole)) = (rest.get(1..end), rest.get(..end + 1)) else { return 1 };
    let numbered = name.strip_prefix('#').and_then(|number| match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok(),
        None => number.parse().ok(),
    });
    let known =
        NAMED.iter().find(|row| row.0 == name).map(|row| row.1).or(numbered.and_then(plain_character));
    let Some(character) = known else { return 1 };
    fill(out, at..at + whole.len(), GONE as u8);
    fill(out, at..at + 1, character as u8);
    notes.repair(
        3,
        field.span(at..at + whole.len()),
        whole,
        &character.to_string(),
        0.95,
        &["entity in a text"],
    );
    whole.len()
}

/// The ASCII character that a numbered entity is read as.
fn plain_character(code: u32) -> Option<char> {
    match code {
        0x0a | 0x0d | 0x20 | 0xa0 | 0xb6 => Some(' '),
        0x21..=0x7e => char::from_u32(code),
        0x2018 | 0x2019 => Some('\''),
        0x201c | 0x201d => Some('"'),
        0x2010..=0x2015 => Some('-'),
        _ => None,
    }
}

/// A backslash before punctuation or at the end of a line.
fn escape(field: &Passage, at: usize, out: &mut [u8], notes: &mut Notes) -> usize {
    let next = field.as_str().as_bytes().get(at + 1);
    match next {
        None | Some(b'\n' | b'\r') => {
            notes.repair(8, field.span(at..at + 1), "\\", "", 0.95, &["backslash at a line end"]);
            fill(out, at..at + 1, b' ')
        }
        Some(b) if b.is_ascii_punctuation() => {
            let (original, repaired) = (format!("\\{}", *b as char), (*b as char).to_string());
            notes.repair(
                8,
                field.span(at..at + 2),
                &original,
                &repaired,
                0.95,
                &["backslash before punctuation"],
            );
            fill(out, at..at + 1, GONE as u8) + 1
        }
        _ => 1,
    }
}

/// `**`: emphasis of a converted page. A single star may be the text's own.
fn emphasis(field: &Passage, at: usize, out: &mut [u8], notes: &mut Notes) -> usize {
    let rest = field.as_str().get(at..).unwrap_or_default();
    let stars = rest.len() - rest.trim_start_matches('*').len();
    if stars != 2 {
        return stars;
    }
    notes.repair(9, field.span(at..at + 2), "**", "", 0.9, &["emphasis of a converted page"]);
    fill(out, at..at + 2, EDGE as u8)
}

/// Pilcrows, hard blanks, invisible characters.
fn special(field: &Passage, at: usize, out: &mut [u8], notes: &mut Notes) -> usize {
    let Some(character) = field.as_str().get(at..).and_then(|rest| rest.chars().next()) else { return 1 };
    let range = at..at + character.len_utf8();
    match character {
        '¶' => {
            notes.repair(
                45,
                field.span(range.clone()),
                "¶",
                "",
                0.95,
                &["no paragraph begins inside a field"],
            );
            fill(out, range, b' ')
        }
        '\u{200b}' | '\u{200c}' | '\u{200d}' | '\u{feff}' | '\u{ad}' => fill(out, range, GONE as u8),
        blank if blank.is_whitespace() => fill(out, range, b' '),
        _ => range.len(),
    }
}

/// At most `limit` bytes of `text`.
fn head(text: &str, limit: usize) -> &str {
    let end = (0..=limit.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, cleaned: &str, rules: &[&str]) {
        let mut notes = Notes::default();
        let out = overwrite(&Passage::whole(text), &mut notes);
        assert_eq!(out.len(), text.len());
        let out: String = out.chars().filter(|c| ![GONE, EDGE].contains(c)).collect();
        assert_eq!(out, cleaned);
        assert_eq!(notes.repairs.iter().map(|repair| repair.rule.as_str()).collect::<Vec<_>>(), rules);
    }

    #[test]
    fn ok_residue_goes_and_text_stays() {
        check("[PREL](#) [PO](x)", "PREL PO", &["DMG-9", "DMG-9"]);
        check("<a href='x'>PREL</a> <b>PO</b>", "PREL PO", &["DMG-10", "DMG-10", "DMG-10"]);
        check("AT&amp;T A&B", "AT&T A&B", &["DMG-3"]);
        check("NORTH\\_SOUTH A\\B", "NORTH_SOUTH A\\B", &["DMG-8"]);
        check("**TALKS** *", "TALKS *", &["DMG-9", "DMG-9"]);
        check("¶PO\u{a0}É\u{200b}", "  PO  É", &["DMG-45"]);
        check("A [SIC] < B", "A [SIC] < B", &[]);
    }

    proptest! {
        #[test]
        fn any_text_keeps_its_length(text in "(\\PC{0,40}|(\\[|\\]\\(|#|\\)|<a|>|</a>|&amp;|&#182;|\\\\|\\*\\*|é|¶|\n){0,12})") {
            let mut notes = Notes::default();
            prop_assert_eq!(overwrite(&Passage::whole(&text), &mut notes).len(), text.len());
        }
    }
}
