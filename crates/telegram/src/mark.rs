//! Portion marks: the level of one paragraph (format.md §5.4).
//!
//! ```text
//! mark    = open code { sep control } [ dash "ENTIRE TEXT" ] close
//!         | code dash "ENTIRE TEXT" | "ENTIRE TEXT" level                    (one mark for the whole telegram)
//! open    = "(" | "[" | nothing                       close = ")" | "]" | nothing
//! code    = "U" | "SBU" | "LOU" | "FOUO" | "C" | "S" | "TS" | "NC" | "NS" | a level word | "©"
//! control = "NF" | "NOFORN" | "REL" countries | "FGI" | "NATO" | …           sep = "/" | "//" | "-" | blank
//! ```

use crate::captions::release_list;
use crate::level;
use crate::record::Level;

/// A portion mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkRead {
    /// The level; `Unknown` where the mark is garbled.
    pub level: Level,
    /// Controls in full: `NOFORN`, `REL USA, GBR`, `FGI`, `NATO`.
    pub controls: Vec<String>,
    /// Without brackets: `C`, `S/NF`, `SBU`, `S/REL USA, GBR`.
    pub canonical: String,
    /// One mark for the whole telegram.
    pub entire_text: bool,
    /// It could be a list letter, a citation or part of a word, and is a mark only in marker position: `(c)`, `(C)`,
    /// `C)`, `(C`, `©`, a lower-case letter.
    pub needs_position: bool,
}

/// Codes as printed: level, canonical form, and the control that the code itself holds.
const CODES: &[(&str, Level, &str, &str)] = &[
    ("U", Level::U, "U", ""),
    ("UNCLAS", Level::U, "U", ""),
    ("UNCLASSIFIED", Level::U, "U", ""),
    ("SBU", Level::Sbu, "SBU", ""),
    ("LOU", Level::Lou, "LOU", ""),
    ("FOUO", Level::Sbu, "FOUO", "FOUO"),
    ("C", Level::C, "C", ""),
    ("CONFIDENTIAL", Level::C, "C", ""),
    ("S", Level::S, "S", ""),
    ("SECRET", Level::S, "S", ""),
    ("TS", Level::Ts, "TS", ""),
    ("NC", Level::C, "C/NATO", "NATO"),
    ("NS", Level::S, "S/NATO", "NATO"),
];

/// Controls as printed, in full, and as they stand in a mark.
const CONTROLS: &[(&str, &str, &str)] = &[
    ("NF", "NOFORN", "NF"),
    ("NOFORN", "NOFORN", "NF"),
    ("N", "NOFORN", "NF"),
    ("FGI", "FGI", "FGI"),
    ("NATO", "NATO", "NATO"),
    ("OC", "ORCON", "OC"),
    ("ORCON", "ORCON", "OC"),
    ("PR", "PROPIN", "PR"),
    ("PROPIN", "PROPIN", "PR"),
    ("RELIDO", "RELIDO", "RELIDO"),
    ("NOCONTRACT", "NOCONTRACT", "NOCONTRACT"),
    ("WNINTEL", "WNINTEL", "WN"),
    ("WN", "WNINTEL", "WN"),
    ("LES", "LAW ENFORCEMENT SENSITIVE", "LES"),
];

/// No mark has more.
const MOST_CONTROLS: usize = 8;

/// The portion mark at the start of `text` and the bytes it takes.
///
/// ```text
/// "(C//NF) Text" → C/NF, 7        "C - ENTIRE TEXT. Text" → C for the entire text, 16
/// ```
pub fn read(text: &str) -> Option<(MarkRead, usize)> {
    if text.starts_with('©') {
        let mark = plain(Level::C, "C");
        return Some((MarkRead { needs_position: true, ..mark }, '©'.len_utf8()));
    }
    match text.bytes().next()? {
        open @ (b'(' | b'[') => bracketed(text, if open == b'(' { b')' } else { b']' }),
        b if b.is_ascii_alphabetic() => unbracketed(text),
        _ => None,
    }
}

/// A garbled mark in marker position: up to four capitals or digits in round brackets that are no mark, no list letter
/// and no known acronym, with text after them. Its level is `Unknown`, so that it fails closed.
pub fn garbled(text: &str) -> Option<(MarkRead, usize)> {
    if read(text).is_some() {
        return None;
    }
    let inside = text.strip_prefix('(')?;
    let len = inside.bytes().take(13).position(|b| b == b')')?;
    let inside = inside.get(..len)?;
    let code = inside.split(['/', '-']).next()?.trim();
    let printed = inside.trim();
    let capitals = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
    let shape = (1..=4).contains(&code.len())
        && code.chars().all(capitals)
        && printed.chars().all(|c| capitals(c) || "/- ,".contains(c))
        && code.chars().any(|c| c.is_ascii_uppercase());
    let list_letter = matches!(printed.as_bytes(), [b'A'..=b'P'])
        || printed.chars().all(|c| matches!(c, 'I' | 'V'))
        || printed.chars().next().is_some_and(|c| c.is_ascii_digit());
    let rest = text.get(len + 2..)?;
    let follows = rest.trim_start().starts_with(|c: char| c.is_alphanumeric() || "\"'“¶[".contains(c));
    if !shape || list_letter || !follows || authority::acronyms::known(code) {
        return None;
    }
    let mark = plain(Level::Unknown, printed);
    Some((MarkRead { needs_position: true, ..mark }, len + 2))
}

fn plain(level: Level, canonical: &str) -> MarkRead {
    MarkRead {
        level,
        controls: Vec::new(),
        canonical: canonical.to_string(),
        entire_text: false,
        needs_position: false,
    }
}

/// Code and controls as read from a text, before the closing bracket.
struct Inside {
    mark: MarkRead,
    /// Bytes of the text they take.
    end: usize,
    /// The code as printed.
    code: usize,
}

/// A mark that begins with an opening bracket.
fn bracketed(text: &str, close: u8) -> Option<(MarkRead, usize)> {
    let start = 1 + blanks(text.get(1..)?);
    let Inside { mut mark, end, code } = inside(text, start)?;
    let printed = text.get(start..start + code)?;
    let single = code == 1 && mark.controls.is_empty() && !mark.entire_text;
    let gap = blanks(text.get(end..)?);
    if text.as_bytes().get(end + gap) == Some(&close) {
        mark.needs_position = single && (printed.eq_ignore_ascii_case("C") || printed != mark.canonical);
        return Some((mark, end + gap + 1));
    }
    // The closing bracket is lost: only capitals, and text must begin after a blank.
    let rest = text.get(end + gap..)?;
    let text_follows = gap > 0 && rest.starts_with(|c: char| c.is_uppercase() || "\"“'".contains(c));
    let capitals = !printed.contains(|c: char| c.is_ascii_lowercase());
    mark.needs_position = true;
    (text_follows && capitals && close == b')' && code <= 4).then_some((mark, end))
}

/// `U)`, `C - ENTIRE TEXT`, `ENTIRE TEXT CONFIDENTIAL`.
fn unbracketed(text: &str) -> Option<(MarkRead, usize)> {
    let Inside { mut mark, end, code } = inside(text, 0)?;
    if mark.entire_text {
        return Some((mark, end));
    }
    let capitals = text.get(..code)?.bytes().all(|b| b.is_ascii_uppercase());
    mark.needs_position = true;
    (capitals && code <= 4 && text.as_bytes().get(end) == Some(&b')')).then_some((mark, end + 1))
}

/// Code, controls and `ENTIRE TEXT` from byte `start` of `text`.
fn inside(text: &str, start: usize) -> Option<Inside> {
    let rest = text.get(start..)?;
    if let Some(len) = entire_text(rest) {
        let gap = len + rest.get(len..)?.len() - rest.get(len..)?.trim_start_matches([' ', '-', ':']).len();
        let after = rest.get(gap..)?;
        let is = if after.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("IS ")) { 3 } else { 0 };
        let (mark, code) = code(after.get(is..)?)?;
        return Some(Inside {
            mark: MarkRead { entire_text: true, ..mark },
            end: start + gap + is + code,
            code,
        });
    }
    let (mut mark, code) = code(rest)?;
    let mut end = start + code;
    while mark.controls.len() < MOST_CONTROLS
        && let Some((control, short, taken)) = control(text.get(end..)?, mark.level)
    {
        mark.canonical = format!("{}/{short}", mark.canonical);
        mark.controls.push(control);
        end += taken;
    }
    let tail = text.get(end..)?;
    let dash = tail.len() - tail.trim_start_matches([' ', '-', '–', '—', ':', '/']).len();
    if dash > 0
        && let Some(len) = tail.get(dash..).and_then(entire_text)
    {
        mark.entire_text = true;
        end += dash + len;
    }
    Some(Inside { mark, end, code })
}

/// The level code or level word at the start of `text`.
fn code(text: &str) -> Option<(MarkRead, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let printed = text.get(..len)?;
    if len > 2
        && let Some((level, words)) = level::read(text)
    {
        let canonical = CODES.iter().find(|row| row.1 == level).map_or("U", |row| row.2);
        return Some((plain(level, canonical), words));
    }
    let row = CODES.iter().find(|row| row.0.eq_ignore_ascii_case(printed))?;
    let mut mark = plain(row.1, row.2);
    mark.controls.extend((!row.3.is_empty()).then(|| row.3.to_string()));
    Some((mark, len))
}

/// The control after a separator: in full, as it stands in a mark, and the bytes taken.
fn control(text: &str, level: Level) -> Option<(String, String, usize)> {
    let gap = text.len() - text.trim_start_matches([' ', '/', '-', '–']).len();
    let rest = text.get(gap..)?;
    let slash = text.get(..gap)?.contains('/');
    if gap == 0 || entire_text(rest).is_some() {
        return None;
    }
    let len = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let printed = rest.get(..len)?.to_ascii_uppercase();
    if printed == "REL" || printed == "RELTO" {
        let (names, taken) = release_list(rest.get(len..)?);
        let control = if names.is_empty() { "REL".to_string() } else { format!("REL {}", names.join(", ")) };
        return Some((control.clone(), control, gap + len + taken));
    }
    // `N` for NOFORN is found in SBU marks only.
    let known = CONTROLS.iter().find(|row| row.0 == printed && (printed != "N" || level == Level::Sbu));
    if let Some(row) = known {
        return Some((row.1.to_string(), row.2.to_string(), gap + len));
    }
    // An unknown control is kept as it is, where slash and bracket leave no doubt that it is one.
    let closed = matches!(rest.as_bytes().get(len), Some(b')' | b'/'));
    (slash && closed && (2..=12).contains(&len)).then_some((printed.clone(), printed, gap + len))
}

/// Bytes of `ENTIRE TEXT` at the start of `text`.
fn entire_text(text: &str) -> Option<usize> {
    let rest = text.get(..6).filter(|word| word.eq_ignore_ascii_case("ENTIRE")).and(text.get(6..))?;
    let gap = blanks(rest);
    let word = rest.get(gap..gap + 4)?;
    let ends = !rest.as_bytes().get(gap + 4).is_some_and(u8::is_ascii_alphanumeric);
    (gap > 0 && ends && (word.eq_ignore_ascii_case("TEXT"))).then_some(6 + gap + 4)
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start_matches([' ', '\t', '\u{a0}']).len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    /// The mark of a body whose first line is `number. mark text`.
    #[test]
    fn cases_of_marks() {
        crate::cases::check("marks.toml", |case| {
            let field = case.field.trim_start_matches(['\n', '¶']);
            let digits = field.bytes().take_while(u8::is_ascii_digit).count();
            let number: Option<u32> = field[..digits].parse().ok();
            let rest = field[digits..].trim_start_matches(['.', ' ']);
            let mark = read(rest).or_else(|| garbled(rest)).map(|(mark, _)| mark);
            let level = mark.as_ref().map(|mark| mark.level);
            let controls = mark.as_ref().map(|mark| mark.controls.clone());
            json!({"body": [{
                "type": "paragraph",
                "number": number,
                "mark": mark.as_ref().map(|mark| mark.canonical.as_str()),
                "marking": {"level": level, "controls": controls},
            }]})
        });
    }

    #[track_caller]
    fn check(text: &str, canonical: &str, len: usize, needs_position: bool, entire_text: bool) {
        let (mark, taken) = read(text).unwrap_or_else(|| panic!("no mark in {text:?}"));
        assert_eq!(
            (mark.canonical.as_str(), taken, mark.needs_position, mark.entire_text),
            (canonical, len, needs_position, entire_text),
            "{text:?}"
        );
    }

    #[test]
    fn ok_length_and_position() {
        check("(SBU) Text", "SBU", 5, false, false);
        check("(C) Text", "C", 3, true, false);
        check("(c) Text", "C", 3, true, false);
        check("(U) Text", "U", 3, false, false);
        check("(u) Text", "U", 3, true, false);
        check("(C/NF)Text", "C/NF", 6, false, false);
        check("(C Text", "C", 2, true, false);
        check("C) Text", "C", 2, true, false);
        check("© Text", "C", 2, true, false);
        check("( C) Text", "C", 4, true, false);
        check("(C - ENTIRE TEXT) Text", "C", 17, false, true);
        check("C - ENTIRE TEXT. Text", "C", 15, false, true);
        check("(ENTIRE TEXT CONFIDENTIAL) Text", "C", 26, false, true);
        check("CONFIDENTIAL - ENTIRE TEXT.", "C", 26, false, true);
    }

    #[test]
    fn err_other_brackets_are_no_marks() {
        for text in [
            "",
            "(",
            "(A) Text",
            "(C text",
            "(sic) Text",
            "(S",
            "Classified",
            "(CX) Text",
            "S)",
            "C - Text",
            "(U.S.)",
            "(C)",
        ] {
            if let Some((mark, _)) = read(text) {
                assert!(matches!(text, "S)" | "(C)"), "{text:?} read as {mark:?}");
            }
        }
        assert_eq!(garbled("(CX) Text").map(|(mark, len)| (mark.level, len)), Some((Level::Unknown, 4)));
        assert_eq!(garbled("(A) Text"), None);
        assert_eq!(garbled("(II) Text"), None);
        assert_eq!(garbled("(C) Text"), None);
        assert_eq!(garbled("(2) Text"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in "(\\PC{0,30}|[\\[(]?(C|S|SBU|NC|CONFIDENTIAL|ENTIRE TEXT|©|é){1,2}[/ -]{0,2}(NF|REL|USA, GBR|ENTIRE TEXT|é)?[)\\]]? ?.{0,5})") {
            for (_, len) in read(&text).into_iter().chain(garbled(&text)) {
                prop_assert!(text.get(..len).is_some());
            }
        }
    }
}
