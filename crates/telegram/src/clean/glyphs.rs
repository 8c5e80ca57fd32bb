//! Characters that a wrong encoding or a converter made (format.md §14 #1, #4, #6, #7, #10, #44, #45).

use super::Fix;

/// At the first character of `rest`, which is not ASCII.
pub(super) fn fix(before: &str, rest: &str) -> Option<Fix> {
    let c = rest.chars().next()?;
    match c {
        '\u{80}'..='\u{9f}' => control(c),
        '\u{c2}' | '\u{c3}' | '\u{e2}' | '\u{c5}' => double_encoded(rest),
        '\u{ac}' => over_decoded_not(before, rest),
        '\u{b6}' => pilcrow(before, rest),
        '\u{a0}' | '\u{2002}' | '\u{2003}' | '\u{2009}' => {
            Some(Fix::new(10, c.len_utf8(), " ", 0.99, "a blank that does not break"))
        }
        '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{feff}' => {
            Some(Fix::new(10, c.len_utf8(), "", 0.99, "a character without width"))
        }
        _ => None,
    }
}

/// A pilcrow in the middle of a line was put there by a publisher before what looked like a number.
fn pilcrow(before: &str, rest: &str) -> Option<Fix> {
    let next = rest.chars().nth(1)?;
    let numbered = next.is_ascii_digit() || next.is_ascii_uppercase();
    let rule = if before.trim().is_empty() { 44 } else { 45 };
    numbered.then(|| Fix::new(rule, '\u{b6}'.len_utf8(), "", 0.95, "a paragraph sign put in by a publisher"))
}

/// Smart quotes of Windows-1252 read as control characters.
fn control(c: char) -> Option<Fix> {
    let byte = [u8::try_from(c as u32).ok()?];
    let (reading, _) = encoding_windows_1252(&byte)?;
    Some(Fix::new(7, c.len_utf8(), reading, 0.97, "a Windows-1252 character read as a control character"))
}

/// UTF-8 read as Windows-1252 once too often: two or three letters that spell one character.
fn double_encoded(rest: &str) -> Option<Fix> {
    let mut bytes = Vec::with_capacity(4);
    for (count, (at, c)) in rest.char_indices().enumerate() {
        if count >= 2 {
            if let Some(found) = single(&bytes) {
                return Some(Fix::new(1, at, found, 0.96, "UTF-8 that was read as Windows-1252"));
            }
            if count == 4 {
                return None;
            }
        }
        bytes.push(windows_1252_byte(c)?);
    }
    single(&bytes).map(|found| Fix::new(1, rest.len(), found, 0.96, "UTF-8 that was read as Windows-1252"))
}

/// The one character beyond ASCII that `bytes` spell in UTF-8.
fn single(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(bytes).ok()?;
    let mut chars = text.chars();
    let c = chars.next()?;
    (chars.next().is_none() && !c.is_ascii() && c as u32 >= 0xa0).then(|| c.to_string())
}

/// The byte that Windows-1252 has for `c`.
fn windows_1252_byte(c: char) -> Option<u8> {
    // Five places of Windows-1252 are empty: decoders leave the control character there.
    let empty = matches!(c, '\u{81}' | '\u{8d}' | '\u{8f}' | '\u{90}' | '\u{9d}');
    if (c as u32) < 0x100 && (empty || !('\u{80}'..='\u{9f}').contains(&c)) {
        return u8::try_from(c as u32).ok();
    }
    (0x80u8..=0x9f).find(|byte| encoding_windows_1252(&[*byte]).is_some_and(|(_, found)| found == c))
}

/// The character that a byte of 0x80–0x9F stands for in Windows-1252.
fn encoding_windows_1252(byte: &[u8; 1]) -> Option<(String, char)> {
    const HIGH: [char; 32] = [
        '\u{20ac}', '\u{81}', '\u{201a}', '\u{192}', '\u{201e}', '\u{2026}', '\u{2020}', '\u{2021}',
        '\u{2c6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8d}', '\u{17d}', '\u{8f}', '\u{90}',
        '\u{2018}', '\u{2019}', '\u{201c}', '\u{201d}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2dc}',
        '\u{2122}', '\u{161}', '\u{203a}', '\u{153}', '\u{9d}', '\u{17e}', '\u{178}',
    ];
    let c = *HIGH.get(usize::from(byte[0].checked_sub(0x80)?))?;
    (c as u32 > 0x9f).then(|| (c.to_string(), c))
}

/// `¬ in` from `&not in`: the opening quote had become `&`, and `&not` was then read as an entity.
fn over_decoded_not(before: &str, rest: &str) -> Option<Fix> {
    let after = rest.get('\u{ac}'.len_utf8()..)?;
    let follows =
        after.strip_prefix(' ').is_some_and(|tail| tail.starts_with(|c: char| c.is_ascii_lowercase()));
    let stands_alone = before.chars().last().is_none_or(|c| c == ' ' || c == '(');
    (follows && stands_alone).then(|| {
        Fix::new(4, '\u{ac}'.len_utf8(), "\"not", 0.9, "the entity &not made from a quote and the word")
    })
}

/// `Agency?s`: an apostrophe that no encoding had.
pub(super) fn lost_apostrophe(before: &str, rest: &str) -> Option<Fix> {
    ending(before, rest)
        .then(|| Fix::new(6, 1, "'", 0.95, "a question mark between a letter and an ending: an apostrophe"))
}

/// `Agency,s`: an apostrophe that became a comma.
pub(super) fn comma_for_apostrophe(before: &str, rest: &str) -> Option<Fix> {
    let word = || before.bytes().rev().take(3).take_while(u8::is_ascii_alphabetic).count();
    (ending(before, rest) && word() == 3).then(|| {
        Fix::new(5, 1, "'", 0.95, "a comma between a letter and an ending, without a blank: an apostrophe")
    })
}

/// True between a letter and one of the endings that an apostrophe precedes.
fn ending(before: &str, rest: &str) -> bool {
    let next = rest.as_bytes().get(1).copied().unwrap_or(b' ');
    if !next.is_ascii_lowercase() && !next.is_ascii_uppercase()
        || !before.chars().last().is_some_and(|c| c.is_ascii_alphabetic())
    {
        return false;
    }
    let tail = rest.get(1..).unwrap_or_default();
    ["s", "t", "re", "ve", "ll", "d", "m"].iter().any(|ending| {
        tail.as_bytes().get(..ending.len()).is_some_and(|here| here.eq_ignore_ascii_case(ending.as_bytes()))
            && tail.get(ending.len()..).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    })
}
