//! Entities: numbers, and names from a fixed table. A name that a document defines for itself stays as it is written.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Longest name or number of an entity, with its mark.
const LONGEST: usize = 12;

/// What the entity at the start of `rest` stands for, and its length. One that was escaped twice is undone twice: the
/// publishers of cables did so (format.md §14.1, row 3).
pub(super) fn entity(rest: &str) -> Option<(char, usize)> {
    let (mut letter, mut length) = named(rest.strip_prefix('&')?)?;
    length += 1;
    for _ in 0..2 {
        if letter != '&' {
            break;
        }
        match rest.get(length..).and_then(named) {
            Some((inner, more)) => (letter, length) = (inner, length + more),
            None => break,
        }
    }
    Some((letter, length))
}

/// The letter behind `name;`, and the length of that.
fn named(rest: &str) -> Option<(char, usize)> {
    let end = rest.bytes().take(LONGEST).position(|b| b == b';')?;
    let name = rest.get(..end)?;
    let letter = match name.strip_prefix('#') {
        None => *NAMES.get(name)?,
        Some(number) => {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            numbered(code)
        }
    };
    Some((letter, end + 1))
}

/// Numbers 128 to 159 were always meant as Windows-1252.
fn numbered(code: u32) -> char {
    if let Ok(byte @ 0x80..=0x9f) = u8::try_from(code) {
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
        return text.chars().next().unwrap_or('\u{fffd}');
    }
    char::from_u32(code).filter(|letter| *letter != '\0').unwrap_or('\u{fffd}')
}

static NAMES: LazyLock<HashMap<&'static str, char>> = LazyLock::new(|| {
    let rows = include_str!("entities.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t'))
        .filter_map(|(name, text)| {
            let letter = match text.strip_prefix("U+") {
                Some(number) => char::from_u32(u32::from_str_radix(number, 16).ok()?),
                None => text.chars().next(),
            };
            Some((name, letter?))
        })
        .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_entities() {
        for (text, expected) in [
            ("&amp; x", Some(('&', 5))),
            ("&#x000A;b", Some(('\n', 8))),
            ("&#182;", Some(('\u{b6}', 6))),
            ("&#146;s", Some(('\u{2019}', 6))),
            ("&amp;#x000A;", Some(('\n', 12))),
            ("&amp;amp;lt;", Some(('<', 12))),
            ("&amp; amp;", Some(('&', 5))),
            ("&nbsp;", Some(('\u{a0}', 6))),
            ("&shy;", Some(('\u{ad}', 5))),
            ("&bomb;", None),
            ("&not in", None),
            ("&#xFFFFFFFF;", Some(('\u{fffd}', 12))),
            ("&#0;", Some(('\u{fffd}', 4))),
            ("& ", None),
        ] {
            assert_eq!(entity(text), expected, "{text}");
        }
    }
}
