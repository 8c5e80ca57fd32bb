//! Messages and products that are known by a number of their own: series, IIR, TD, FBIS and OSC (format.md §10.5).

use crate::record::Target;
use crate::references::{is_product_code, series, tokens};

use super::Found;
use super::cursor::Cursor;

/// `SECTO 4077`: a message of a series, which is no post's.
pub(super) fn message(text: &str, at: usize) -> Option<Found> {
    let window =
        text.get(at..).map(|rest| rest.get(..24).unwrap_or(rest)).filter(|window| window.is_ascii())?;
    let tokens = tokens(window);
    let (key, next) = series(&tokens, 0)?;
    let end = at + next.checked_sub(1).and_then(|last| tokens.get(last))?.end();
    Some(Found { kind: "telegram", range: at..end, targets: vec![Target::Telegram(key)], pinpoint: vec![] })
}

/// `IIR 6 801 0123 05`, `TD-314/01234-05`.
pub(super) fn product(cursor: &mut Cursor, start: usize, name: &str) -> Option<Found> {
    if !cursor.word().eq_ignore_ascii_case(name) {
        return None;
    }
    let body = cursor.rest();
    let end =
        body.bytes().take(32).take_while(|b| b.is_ascii_digit() || matches!(b, b' ' | b'-' | b'/')).count();
    let written = body.get(..end)?.trim_end_matches([' ', '-', '/']);
    let digits = written.bytes().filter(u8::is_ascii_digit).count();
    let range = start..cursor.at + written.len();
    (digits >= 6).then_some(Found { kind: "other", range, targets: vec![], pinpoint: vec![] })
}

/// Three letters and 14 digits.
pub(super) fn product_code(text: &str, digits: usize) -> Option<Found> {
    let start = digits.checked_sub(3)?;
    let code = text.get(start..start + 17)?;
    let before =
        start.checked_sub(1).and_then(|b| text.as_bytes().get(b)).is_some_and(u8::is_ascii_alphanumeric);
    let behind = text.as_bytes().get(start + 17).is_some_and(u8::is_ascii_alphanumeric);
    let upper = code.bytes().take(3).all(|b| b.is_ascii_uppercase());
    let fits = upper && !before && !behind && is_product_code(&tokens(code));
    fits.then_some(Found { kind: "other", range: start..start + 17, targets: vec![], pinpoint: vec![] })
}
