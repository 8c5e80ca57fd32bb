//! Character entities left in a text, and quotes that became `&` and `8` (format.md §14 #3, #5).

use super::Fix;

const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("para", "\u{b6}"),
    ("ndash", "\u{2013}"),
    ("mdash", "\u{2014}"),
    ("lsquo", "\u{2018}"),
    ("rsquo", "\u{2019}"),
    ("ldquo", "\u{201c}"),
    ("rdquo", "\u{201d}"),
    ("hellip", "\u{2026}"),
    ("eacute", "\u{e9}"),
    ("egrave", "\u{e8}"),
    ("aacute", "\u{e1}"),
    ("iacute", "\u{ed}"),
    ("oacute", "\u{f3}"),
    ("uacute", "\u{fa}"),
    ("ntilde", "\u{f1}"),
    ("ccedil", "\u{e7}"),
    ("auml", "\u{e4}"),
    ("ouml", "\u{f6}"),
    ("uuml", "\u{fc}"),
    ("atilde", "\u{e3}"),
    ("otilde", "\u{f5}"),
    ("acirc", "\u{e2}"),
    ("ecirc", "\u{ea}"),
    ("ocirc", "\u{f4}"),
    ("deg", "\u{b0}"),
    ("pound", "\u{a3}"),
    ("euro", "\u{20ac}"),
    ("shy", ""),
    ("sect", "\u{a7}"),
    ("bull", "\u{2022}"),
    ("middot", "\u{b7}"),
    ("frac12", "\u{bd}"),
    ("laquo", "\u{ab}"),
    ("raquo", "\u{bb}"),
];

pub(super) fn fix(rest: &str) -> Option<Fix> {
    entity(rest).or_else(|| quoted(rest))
}

/// `&name;`, `&#n;`, `&#xh;`, once more where that gives an entity again (`&amp;amp;`).
fn entity(rest: &str) -> Option<Fix> {
    let (mut len, mut reading) = decode(rest)?;
    if reading == "&" {
        let again = format!("&{}", rest.get(len..rest.len().min(len + 12)).unwrap_or_default());
        if let Some((more, inner)) = decode(&again) {
            (len, reading) = (len + more - 1, inner);
        }
    }
    // A bare `&` put back where a letter follows would be read as a quote; it is one only in a sentence with its partner.
    Some(Fix::new(3, len, reading, 0.97, "a character entity"))
}

fn decode(rest: &str) -> Option<(usize, String)> {
    let inner_end = rest.as_bytes().iter().take(12).position(|b| *b == b';')?;
    let inner = rest.get(1..inner_end)?;
    let reading = if let Some(number) = inner.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        match char::from_u32(code)? {
            '\n' | '\r' | '\t' => " ".to_string(),
            c if (c as u32) < 32 => return None,
            c => c.to_string(),
        }
    } else {
        NAMED.iter().find(|(name, _)| *name == inner)?.1.to_string()
    };
    Some((inner_end + 1, reading))
}

/// `&word8`: opening and closing quote both lost, the closing one within the sentence.
fn quoted(rest: &str) -> Option<Fix> {
    let bytes = rest.as_bytes();
    if !bytes.get(1)?.is_ascii_alphabetic() {
        return None;
    }
    for (at, byte) in bytes.iter().enumerate().take(160).skip(2) {
        match byte {
            b'8' if bytes.get(at - 1).is_some_and(|b| b.is_ascii_alphabetic() || b",.!?".contains(b))
                && bytes.get(at + 1).is_none_or(|b| !b.is_ascii_alphanumeric()) =>
            {
                return Some(Fix::new(
                    5,
                    at + 1,
                    format!("\"{}\"", rest.get(1..at)?),
                    0.95,
                    "`&` before a letter and `8` after one: a pair of quotes",
                ));
            }
            b'&' => return None,
            b'.' | b'!' | b'?'
                if bytes.get(at + 1) == Some(&b' ')
                    && bytes.get(at + 2).is_some_and(u8::is_ascii_uppercase) =>
            {
                return None;
            }
            _ => {}
        }
    }
    None
}
