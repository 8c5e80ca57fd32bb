//! The reasons of a classification, and where they begin (format.md §7.6).
//!
//! ```text
//! reasons = [word] section letters { section letters }
//! word    = "REASON" | "REASONS" | "REASON(S)", with a slip, broken, glued | "E.O." order | "SECTION" | "PARA"
//! section = "1" mark digit         mark = "." | "," | ":" | none before a bracket; "I" and "l" for 1; blanks within
//! letters = { sep } letter { sep letter }      letter = a-h, bare or in ( ) [ ] { } < > or shifted 9 0; "©" for (c)
//! sep     = "," | "/" | "&" | "+" | "-" | "." | ";" | "AND" | "OR" | "THRU" (a range)
//! ```

use std::ops::Range;

use crate::slips::near;

/// Reasons as read.
#[derive(Debug, Default)]
pub(super) struct Reasons {
    /// `1.4(b)`, or `1.4` where no letter follows.
    pub(super) codes: Vec<String>,
    /// Place of all of it, from the first word that announces reasons.
    pub(super) range: Range<usize>,
    /// Section numbers that had to be repaired, with what they are read as.
    pub(super) repaired: Vec<(Range<usize>, String)>,
}

/// What ends the description of the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trigger {
    /// Reasons begin here.
    Reasons(usize),
    /// Another instruction begins here: `Declassify on`, `Derived from`.
    Other(usize),
}

impl Trigger {
    pub(super) fn at(self) -> usize {
        match self {
            Trigger::Reasons(at) | Trigger::Other(at) => at,
        }
    }
}

/// The first place in `text` from `from` on where the description of a person ends.
pub(super) fn trigger(text: &str, from: usize) -> Option<Trigger> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        let opens = bytes.get(at).is_some_and(u8::is_ascii_alphanumeric)
            && !at.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_alphanumeric);
        if opens {
            let word = letters_at(text, at);
            if let Some(start) = reason_word(text, at, word) {
                return Some(Trigger::Reasons(start));
            }
            if order_at(text, at, word) || numbered(text, at, word) {
                return Some(Trigger::Reasons(at));
            }
            if section(text, at).is_some_and(|section| section.sure) {
                return Some(Trigger::Reasons(at));
            }
            let instruction = ["DECLASSIFY", "DECLASSIFICATION", "DECL", "DERIVED", "DECLAS"];
            if instruction.iter().any(|known| known.eq_ignore_ascii_case(word)) {
                return Some(Trigger::Other(at));
            }
            at += word.len();
        }
        at += 1;
    }
    None
}

/// Reads the reasons that are announced at `at`, as far as `end`.
pub(super) fn read(text: &str, at: usize, end: usize) -> Reasons {
    let mut out = Reasons { range: at..at, ..Reasons::default() };
    let text = text.get(..end).unwrap_or(text);
    let mut place = at;
    let mut gap = 0;
    while place < text.len() && gap < 60 {
        let Some(section) = text.is_char_boundary(place).then(|| section(text, place)).flatten() else {
            place += 1;
            gap += 1;
            continue;
        };
        let name = format!("1.{}", section.digit);
        let printed = text.get(place..section.end).unwrap_or_default();
        if printed != name {
            out.repaired.push((place..section.end, name.clone()));
        }
        let (letters, after) = letters(text, section.end);
        for letter in &letters {
            push(&mut out.codes, format!("{name}({letter})"));
        }
        if letters.is_empty() {
            push(&mut out.codes, name);
        }
        out.range.end = after;
        (place, gap) = (after, 0);
    }
    if out.codes.is_empty() {
        sectionless(text, at, &mut out);
    }
    out
}

/// `Reasons (b) and (d)`: the section was left out.
fn sectionless(text: &str, at: usize, out: &mut Reasons) {
    let word = letters_at(text, at);
    if !word.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("REASO")) {
        return;
    }
    let mut from = at + word.len();
    if text.get(from..from + 3).is_some_and(|plural| plural.eq_ignore_ascii_case("(S)")) {
        from += 3;
    }
    let (found, end) = letters(text, from);
    for letter in found {
        push(&mut out.codes, format!("({letter})"));
    }
    if !out.codes.is_empty() {
        out.range.end = end;
    }
}

fn push(codes: &mut Vec<String>, code: String) {
    if !codes.contains(&code) {
        codes.push(code);
    }
}

struct Section {
    digit: char,
    end: usize,
    /// Looks like a section number even where none is announced.
    sure: bool,
}

/// The section number at `at`.
fn section(text: &str, at: usize) -> Option<Section> {
    let bytes = text.as_bytes();
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    if before.is_some_and(|before| before.is_ascii_digit() || b"./".contains(before)) {
        return None;
    }
    let first = *bytes.get(at)?;
    // `Reasons1.4` is glued; `I` and `l` are only digits by themselves.
    let glued = before.is_some_and(u8::is_ascii_alphabetic);
    if !(first == b'1' || (matches!(first, b'I' | b'l') && !glued)) {
        return None;
    }
    let blanks = |from: usize| {
        from + bytes.iter().skip(from).take(3).take_while(|byte| byte.is_ascii_whitespace()).count()
    };
    let gap = blanks(at + 1);
    let marks = bytes.iter().skip(gap).take(2).take_while(|byte| b".,:".contains(byte)).count();
    let digit_at = if marks > 0 { blanks(gap + marks) } else { at + 1 };
    let digit = *bytes.get(digit_at).filter(|digit| (b'1'..=b'9').contains(digit))?;
    let end = digit_at + 1;
    let next = bytes.get(end).copied();
    if next.is_some_and(|next| next.is_ascii_digit() || next == b'/') {
        return None;
    }
    let decimal = next == Some(b'.') && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
    let bracket = bytes.get(blanks(end)).is_some_and(|byte| b"([{<".contains(byte));
    let letter = text.get(end..).is_some_and(|rest| !letters(rest, 0).0.is_empty());
    // `1X` ends in a word: `1.4th`, `1.5million` are no sections.
    let word = next.is_some_and(|next| next.is_ascii_alphabetic()) && !letter;
    if decimal || word || (marks == 0 && !bracket) || (marks == 0 && !matches!(digit, b'4' | b'5')) {
        return None;
    }
    let usual = matches!(digit, b'4' | b'5');
    let compact = digit_at == at + 2;
    let sure = first == b'1' && marks > 0 && ((usual && compact) || letter);
    (usual || letter).then_some(Section { digit: char::from(digit), end, sure })
}

/// The letters after a section number, and where they end.
fn letters(text: &str, at: usize) -> (Vec<char>, usize) {
    let bytes = text.as_bytes();
    let mut out: Vec<char> = Vec::new();
    let (mut end, mut place, mut open, mut range) = (at, at, false, false);
    for _ in 0..64 {
        place = separators(text, place, &mut range);
        let rest = text.get(place..).unwrap_or_default();
        if rest.starts_with('©') {
            out.push('c');
            place += '©'.len_utf8();
            end = place;
            continue;
        }
        let lettered =
            |at: usize| bytes.get(at).is_some_and(|byte| matches!(byte.to_ascii_lowercase(), b'a'..=b'h'));
        let ends = |at: usize| !bytes.get(at).is_some_and(u8::is_ascii_alphanumeric);
        // The shift was lost: `9b0` for `(b)`.
        let shifted = bytes.get(place) == Some(&b'9')
            && lettered(place + 1)
            && bytes.get(place + 2).is_some_and(|byte| b")0".contains(byte));
        if shifted || bytes.get(place).is_some_and(|byte| b"([{<".contains(byte)) {
            open = true;
            place += 1;
            continue;
        }
        let run = bytes.iter().skip(place).take(8).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let many = open && (2..=4).contains(&run) && (place..place + run).all(lettered) && ends(place + run);
        let shifted_end = open && run == 1 && bytes.get(place + 1) == Some(&b'0') && ends(place + 2);
        let one =
            run == 1 && lettered(place) && (ends(place + 1) || shifted_end) && (open || bare(text, place));
        if !(one || many) {
            break;
        }
        let taken: Vec<char> =
            bytes.iter().skip(place).take(run).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
        if range && let (Some(from), Some(to)) = (out.last().copied(), taken.first().copied()) {
            out.extend((from..to).skip(1));
        }
        range = false;
        out.extend(taken);
        place += run + usize::from(shifted_end);
        let closing = bytes.iter().skip(place).take(4).take_while(|byte| b")]}> \n".contains(byte)).count();
        if bytes.iter().skip(place).take(closing).any(|byte| !b" \n".contains(byte)) {
            open = false;
        }
        end = place
            + bytes
                .iter()
                .skip(place)
                .take(closing)
                .rposition(|byte| *byte != b' ')
                .map_or(0, |last| last + 1);
        place = end;
    }
    (out, end)
}

/// A letter without brackets counts where what follows is no sentence: `1.4 a small group` has no letter.
fn bare(text: &str, at: usize) -> bool {
    let after = text.get(at + 1..).unwrap_or_default();
    let rest = after.trim_start();
    let word: String = rest.chars().take_while(char::is_ascii_alphabetic).collect();
    let article = text.as_bytes().get(at).is_some_and(|byte| byte.eq_ignore_ascii_case(&b'a'));
    rest.is_empty()
        || !article
        || word.len() <= 1
        || !after.starts_with([' ', '\t'])
        || ["AND", "OR", "THRU", "TO", "THROUGH"].iter().any(|known| known.eq_ignore_ascii_case(&word))
}

fn separators(text: &str, mut at: usize, range: &mut bool) -> usize {
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || ",/&+-.;:".contains(c));
        at += rest.len() - trimmed.len();
        let word = letters_at(text, at);
        let known = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(word));
        if known(&["THRU", "THROUGH", "TO"]) {
            *range = true;
        } else if !known(&[
            "AND",
            "OR",
            "ANDOR",
            "N",
            "PARA",
            "PARAS",
            "SUBPARA",
            "ITEM",
            "ITEMS",
            "ADN",
            "SECTIONS",
            "PARAGRAPH",
            "PARAGRAPHS",
        ]) {
            return at;
        }
        at += word.len();
    }
}

/// The ASCII letters at `at`.
fn letters_at(text: &str, at: usize) -> &str {
    let rest = text.get(at..).unwrap_or_default();
    let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    rest.get(..length).unwrap_or_default()
}

/// Where the word for "reason" begins within `word` at `at`: whole, broken, glued to the word before, or with a slip.
fn reason_word(text: &str, at: usize, word: &str) -> Option<usize> {
    let is = |word: &str| word.eq_ignore_ascii_case("REASON") || word.eq_ignore_ascii_case("REASONS");
    if is(word) {
        return Some(at);
    }
    let plural = word.len().checked_sub(7).filter(|cut| *cut >= 3 && word.get(*cut..).is_some_and(is));
    let single = word.len().checked_sub(6).filter(|cut| *cut >= 3 && word.get(*cut..).is_some_and(is));
    if let Some(cut) = plural.or(single) {
        return Some(at + cut);
    }
    let after = at + word.len();
    let rest = text.get(after..).unwrap_or_default();
    let next_at = after + rest.bytes().take(4).take_while(|byte| b" -\t\r\n".contains(byte)).count();
    let next = letters_at(text, next_at);
    if next_at > after && word.len() < 7 && next.len() < 7 && starts_reason(word) {
        let whole = [word, next].concat();
        if is(&whole) {
            return Some(at);
        }
    }
    // A slip: then a number, a bracket or a colon must follow, since surnames are as near as that.
    let follows = text.get(after..).unwrap_or_default().trim_start();
    let announced = follows.starts_with(|c: char| c.is_ascii_digit() || ":<([".contains(c))
        || follows.starts_with("I.")
        || follows.starts_with("E.O");
    let slip = (5..=8).contains(&word.len()) && (near(word, "REASONS", 1) || near(word, "REASON", 1));
    (announced && slip).then_some(at)
}

fn starts_reason(word: &str) -> bool {
    !word.is_empty() && "REASONS".get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// `E.O. 12958`, `EO 12958`, `EXECUTIVE ORDER 12958`.
fn order_at(text: &str, at: usize, word: &str) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let after = if word.eq_ignore_ascii_case("EXECUTIVE") {
        rest.get("EXECUTIVE".len()..).map(str::trim_start).and_then(|rest| {
            rest.get(.."ORDER".len())
                .filter(|order| order.eq_ignore_ascii_case("ORDER"))
                .and(rest.get("ORDER".len()..))
        })
    } else {
        let e = rest.strip_prefix(['E', 'e']).map(|rest| rest.trim_start_matches(['.', ' ']));
        e.and_then(|rest| rest.strip_prefix(['O', 'o', '0']))
    };
    after.is_some_and(|rest| {
        let number = rest.trim_start_matches(['.', ' ', '\n', '\r', ':']);
        number.bytes().take_while(u8::is_ascii_digit).count() >= 4
    })
}

/// `SECTION 1.5`, `PARA 1.4`.
fn numbered(text: &str, at: usize, word: &str) -> bool {
    let known = ["SECTION", "SEC", "SECTIONS", "PARA", "PARAGRAPH", "SECT"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(word));
    known && {
        let after = at + word.len();
        let rest = text.get(after..).unwrap_or_default();
        let number = after + rest.len() - rest.trim_start_matches(['.', ' ', '\n', '\r', ':', '#']).len();
        section(text, number).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = match trigger(text, 0) {
            Some(Trigger::Reasons(at)) => format!("{at}: {}", read(text, at, text.len()).codes.join(" ")),
            other => format!("{other:?}"),
        };
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn ok_forms() {
        check("reasons 1.4 (b) and (d).", "0: 1.4(b) 1.4(d)");
        check("Reason: 1.4(b/d)", "0: 1.4(b) 1.4(d)");
        check("REASONS 1.4 B,D", "0: 1.4(b) 1.4(d)");
        check("E.O. 12958 Reasons 1.4 (b), (d)", "0: 1.4(b) 1.4(d)");
        check("Reason 1.5.D", "0: 1.5(d)");
        check("1.4 (b&d)", "0: 1.4(b) 1.4(d)");
        check("1.4 b + d", "0: 1.4(b) 1.4(d)");
        check("1.4b&d", "0: 1.4(b) 1.4(d)");
        check("1.4 (b) & 1.4(d)", "0: 1.4(b) 1.4(d)");
        check("reasons 1.4 (bd)", "0: 1.4(b) 1.4(d)");
        check("reasons 1.4 (a) through (d)", "0: 1.4(a) 1.4(b) 1.4(c) 1.4(d)");
        check("reasons 1.5 (b) and 1.6 (d)", "0: 1.5(b) 1.6(d)");
        check("section 1.5 (b)", "0: 1.5(b)");
        check("Reason(s): 1.4 (B/D).", "0: 1.4(b) 1.4(d)");
        check("reasons 1.4", "0: 1.4");
        check("reasons (b) and (d)", "0: (b) (d)");
    }

    #[test]
    fn ok_damage() {
        check("reasons 1,4 (b)", "0: 1.4(b)");
        check("reasons 1. 4 (b)", "0: 1.4(b)");
        check("reasons 1.\n4 (b)", "0: 1.4(b)");
        check("reasons I.4(b)", "0: 1.4(b)");
        check("reasons l.4(b)", "0: 1.4(b)");
        check("reasons 14 (b)", "0: 1.4(b)");
        check("reasons 1.2 (b)", "0: 1.2(b)");
        check("reasons 1.4(B) AND <D>", "0: 1.4(b) 1.4(d)");
        check("reasons 1.4 (B AND D", "0: 1.4(b) 1.4(d)");
        check("reasons 1.4 (b) and ©", "0: 1.4(b) 1.4(c)");
        check("reasons 1.4 (b0 and 9d)", "0: 1.4(b) 1.4(d)");
        check("REA\nSONS 1.4 (B)", "0: 1.4(b)");
        check("REAS-\nONS: 1.4 (B)", "0: 1.4(b)");
        check("Resons 1.4 (b)", "0: 1.4(b)");
        check("Reaons: 1.4 (b)", "0: 1.4(b)");
        check("forreasons 1.4 (b)", "3: 1.4(b)");
        check("Reasons1.4(b)", "0: 1.4(b)");
    }

    #[test]
    fn ok_what_is_no_reason() {
        check("Ambassador Jane Eason", "None");
        check("Rason, Jane", "None");
        check("on 1/4/2005", "None");
        check("12 pages", "None");
        check("Declassify on: 02/22/2015", "Some(Other(0))");
        check("reasons 1.4 a small group", "0: 1.4");
        check("Reason: unknown", "0: ");
    }
}
