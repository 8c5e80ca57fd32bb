//! `SECTION 01 OF 02` on a classification line.
//!
//! ```text
//! section = ( "SECTION" | "SECTIONS" | "SECT" | "SEC" ) [ "NO." ] n [ ( "OF" | "/" ) m ]
//! ```

use crate::spelled;

/// Number of the section, total, and the bytes they take, at the start of `text`.
pub(super) fn read(text: &str) -> Option<((u16, Option<u16>), usize)> {
    let word = ["SECTIONS", "SECTION", "SECT", "SEC"].iter().find_map(|word| spelled::prefix(text, word))?;
    let mut at = skip(text, word.len, " \t.:#");
    let (number, end) = number(text, at)?;
    at = skip(text, end, " \t");
    let of = text.get(at..)?;
    let len = match of.as_bytes() {
        [b'o' | b'O' | b'0', b'f' | b'F', ..] => 2,
        [b'/', next, ..] if next.is_ascii_digit() => 1,
        _ => return Some(((number, None), end)),
    };
    at = skip(text, at + len, " \t");
    match self::number(text, at) {
        Some((total, end)) => Some(((number, Some(total)), end)),
        // The line breaks after OF.
        None => Some(((number, None), at)),
    }
}

/// One or two digits, `O` read as `0` and `I` or `l` as `1`.
fn number(text: &str, at: usize) -> Option<(u16, usize)> {
    let (mut value, mut len) = (0u16, 0);
    for b in text.bytes().skip(at).take(2) {
        let digit = match b {
            b'0'..=b'9' => b - b'0',
            b'O' | b'o' => 0,
            b'I' | b'l' => 1,
            _ => break,
        };
        (value, len) = (value * 10 + u16::from(digit), len + 1);
    }
    let has_digit = text.get(at..at + len)?.bytes().any(|b| b.is_ascii_digit());
    let whole = !text.as_bytes().get(at + len).is_some_and(u8::is_ascii_digit);
    (has_digit && whole && value > 0).then_some((value, at + len))
}

fn skip(text: &str, at: usize, what: &str) -> usize {
    at + text.bytes().skip(at).take_while(|b| what.as_bytes().contains(b)).count()
}
