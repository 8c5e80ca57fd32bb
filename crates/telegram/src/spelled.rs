//! Fixed words as they are printed: plain, letter-spaced, in any case, with digits read for letters.
//!
//! ```text
//! CONFIDENTIAL    C O N F I D E N T I A L    Confidential    C 0 N F I D E N T 1 A L
//! ```
//!
//! Only a word that is asked for is ever joined (format.md §5.2): `A B C D E F` in a table stays what it is.

/// How a fixed phrase was found at the start of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Spelled {
    /// Bytes it takes.
    pub len: usize,
    /// Letters stand apart.
    pub spaced: bool,
    /// Letters that were printed as something else (`0` for `O`).
    pub misread: usize,
}

/// The phrase `words` (capitals, single blanks) at the start of `text`, ending where a word ends.
pub(crate) fn phrase(text: &str, words: &str) -> Option<Spelled> {
    let found = prefix(text, words)?;
    match text.as_bytes().get(found.len) {
        Some(next) if next.is_ascii_alphanumeric() => None,
        _ => Some(found),
    }
}

/// The phrase `words` at the start of `text`, whatever follows.
pub(crate) fn prefix(text: &str, words: &str) -> Option<Spelled> {
    let bytes = text.as_bytes();
    let (mut at, mut misread, mut spaced, mut inside) = (0, 0, None, 0usize);
    for wanted in words.bytes() {
        if wanted == b' ' {
            let gap = blanks(bytes, at);
            if gap == 0 {
                return None;
            }
            (at, inside) = (at + gap, 0);
            continue;
        }
        if inside > 0 {
            let gap = blanks(bytes, at);
            // The first gap decides for the phrase; copying may have lost or doubled a later one.
            if gap > 2 || (gap > 0 && !*spaced.get_or_insert(gap == 1)) {
                return None;
            }
            spaced.get_or_insert(false);
            at += gap;
        }
        let printed = *bytes.get(at)?;
        if !printed.eq_ignore_ascii_case(&wanted) {
            if !stands_for(printed, wanted) {
                return None;
            }
            misread += 1;
        }
        (at, inside) = (at + 1, inside + 1);
    }
    let allowed = if words.len() < 5 { 0 } else { 2 };
    (misread <= allowed).then_some(Spelled { len: at, spaced: spaced == Some(true), misread })
}

/// Number of blanks at `at`.
fn blanks(bytes: &[u8], at: usize) -> usize {
    bytes.iter().skip(at).take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// Pairs that scanning and five-bit codes mix up (format.md §14.3 #32).
fn stands_for(printed: u8, wanted: u8) -> bool {
    matches!(
        (printed, wanted),
        (b'0', b'O')
            | (b'1' | b'l' | b'|', b'I')
            | (b'1' | b'|', b'L')
            | (b'5', b'S')
            | (b'8', b'B')
            | (b'6', b'G')
    )
}

/// The letter that a digit stands for inside a word of capitals.
pub(crate) fn letter(digit: char) -> char {
    match digit {
        '0' => 'O',
        '1' | '|' => 'I',
        '5' => 'S',
        '8' => 'B',
        '6' => 'G',
        '2' => 'Z',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_every_dress_of_a_word_is_found() {
        let len = |text, words| phrase(text, words).map(|found| (found.len, found.spaced, found.misread));
        assert_eq!(len("SECRET LISBON", "SECRET"), Some((6, false, 0)));
        assert_eq!(len("S E C R E T LISBON", "SECRET"), Some((11, true, 0)));
        assert_eq!(len("T O P  S E C R E T", "TOP SECRET"), Some((18, true, 0)));
        assert_eq!(len("top secret", "TOP SECRET"), Some((10, false, 0)));
        assert_eq!(len("C 0 N F I D E N T 1 A L", "CONFIDENTIAL"), Some((23, true, 2)));
        assert_eq!(len("SECRETARY", "SECRET"), None);
        assert_eq!(len("SEC RET", "SECRET"), None);
        assert_eq!(len("SECR", "SECRET"), None);
    }
}
