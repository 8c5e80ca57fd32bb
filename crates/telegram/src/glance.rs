//! One look at a line before anybody reads it: most lines hold nothing that a repairer, or whoever looks for tables and
//! marks, could find.
//!
//! A few short signs are looked for all at once: a number has a bit for each place of each sign, which says that the bytes
//! so far fit the sign up to there. A sign says that something *may* be there; without it, it is not. What a line lacks,
//! every part of it lacks.

use std::sync::LazyLock;

/// A repairer should look.
pub(crate) const REPAIR: u8 = 1;
/// A word that is suspected of something.
pub(crate) const SUSPECT: u8 = 2;
/// A bracket.
pub(crate) const BRACKET: u8 = 4;
/// Two blanks in a row, a tab, a bar.
pub(crate) const COLUMNS: u8 = 8;
/// `BEGIN `, `QUOTE`, `QTE` or `TEXT FOLLOWS`, in any letter case: without them nothing is quoted.
pub(crate) const QUOTED: u8 = 16;
/// A word that opens or closes a part in the middle of a paragraph: those, `END ` and `FYI`.
pub(crate) const PART: u8 = 32;
/// Words in capitals with a blank between them.
pub(crate) const CAPITALS: u8 = 64;

/// What bytes may stand at a place of a sign.
enum Place {
    Any(&'static [u8]),
    /// In any letter case.
    Letter(u8),
    Upper,
    Lower,
    Alphabetic,
    /// The ends of the line are none, too.
    NotAlphabetic,
    BeyondAscii,
}

use Place::{Alphabetic, Any, BeyondAscii, Letter, Lower, NotAlphabetic, Upper};

/// NUL stands for both ends of the line.
const SIGNS: [(u8, &[Place]); 20] = [
    // Markup and letters beyond ASCII, an apostrophe's stand-ins, a hyphen inside a word, a figure inside one.
    (REPAIR, &[Any(b"\\[&<*_")]),
    (REPAIR, &[BeyondAscii]),
    (REPAIR, &[Any(b"?,"), Alphabetic]),
    (REPAIR, &[Any(b"-"), Any(b" ")]),
    (REPAIR, &[Alphabetic, Any(b"0158")]),
    // `theMinister`, `XXXX`, noise and lost signs, `QWP`, `P5 1`, `US 70 million`.
    (SUSPECT, &[Lower, Upper]),
    (SUSPECT, &[Letter(b'x'), Letter(b'x')]),
    (SUSPECT, &[Any(b"#%^~=+@|Q")]),
    (SUSPECT, &[Any(b"P"), Any(b"5")]),
    (SUSPECT, &[Any(b"U"), Any(b"S"), Any(b" ")]),
    (CAPITALS, &[Upper, Any(b" "), Upper, Upper]),
    (BRACKET, &[Any(b"([")]),
    (COLUMNS, &[Any(b" "), Any(b" ")]),
    (COLUMNS, &[Any(b"\t|")]),
    (QUOTED | PART, &[Letter(b'b'), Letter(b'e'), Letter(b'g'), Letter(b'i')]),
    (QUOTED | PART, &[Letter(b'q'), Letter(b'u'), Letter(b'o'), Letter(b't')]),
    (QUOTED | PART, &[Letter(b'q'), Letter(b't'), Letter(b'e')]),
    (QUOTED, &[Letter(b'x'), Letter(b't'), Any(b" "), Letter(b'f')]),
    // Inside a word it is none: `send `. The rest of it may stand on the next line.
    (PART, &[NotAlphabetic, Letter(b'e'), Letter(b'n'), Letter(b'd'), Any(b" \0")]),
    (PART, &[Letter(b'f'), Letter(b'y'), Letter(b'i')]),
];

impl Place {
    fn holds(&self, byte: u8) -> bool {
        match self {
            Any(bytes) => bytes.contains(&byte),
            Letter(letter) => byte.eq_ignore_ascii_case(letter),
            Upper => byte.is_ascii_uppercase(),
            Lower => byte.is_ascii_lowercase(),
            Alphabetic => byte.is_ascii_alphabetic(),
            NotAlphabetic => !byte.is_ascii_alphabetic(),
            BeyondAscii => !byte.is_ascii(),
        }
    }
}

/// The signs as bits, one after the other.
struct Table {
    /// For each byte, the places that it may stand at.
    places: [u64; 256],
    /// The first places.
    first: u64,
    /// The last places of the signs that say the same.
    last: [u64; 8],
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { places: [0; 256], first: 0, last: [0; 8] };
    let mut place = 0;
    for (says, places) in &SIGNS {
        table.first |= 1 << place;
        for allowed in *places {
            for (byte, bits) in (0..=u8::MAX).zip(&mut table.places) {
                *bits |= u64::from(allowed.holds(byte)) << place;
            }
            place += 1;
        }
        for (n, last) in table.last.iter_mut().enumerate() {
            *last |= u64::from(*says >> n & 1) << (place - 1);
        }
    }
    table
});

/// The longest sign.
const LONGEST: usize = 5;

/// What may be in `line`.
pub(crate) fn glance(line: &[u8]) -> u8 {
    let table = &*TABLE;
    let step = |seen: u64, byte: u8| (seen << 1 | table.first) & table.places[usize::from(byte)];
    // Each step waits for the one before it: two halves at a time are read in little more than the time of one. The
    // second begins a little earlier, so that no sign is lost between them.
    let (left, right) = line.split_at(line.len() / 2);
    let mut first = step(0, 0);
    let before = left.get(left.len().saturating_sub(LONGEST - 1)..).unwrap_or_default();
    let mut second = before.iter().fold(first, |seen, byte| step(seen, *byte));
    let mut found = 0;
    for (a, b) in left.iter().zip(right) {
        first = step(first, *a);
        second = step(second, *b);
        found |= first | second;
    }
    for byte in right.iter().skip(left.len()).chain(&[0]) {
        second = step(second, *byte);
        found |= second;
    }
    table.last.iter().enumerate().fold(0, |says, (n, last)| says | u8::from(found & last != 0) << n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_a_sign_is_seen_wherever_it_stands() {
        for len in 0..80 {
            let plain = "o".repeat(len);
            assert_eq!(glance(plain.as_bytes()), 0);
            for at in 0..len {
                for (sign, bits) in
                    [("&", REPAIR), ("Q", SUSPECT), ("(", BRACKET), ("|", COLUMNS), ("A AA", CAPITALS)]
                {
                    let mut line = plain.clone();
                    line.replace_range(at..at + 1, sign);
                    assert_eq!(glance(line.as_bytes()) & bits, bits, "{line}");
                }
            }
        }
    }

    #[test]
    fn ok_parts_are_seen_wherever_they_stand() {
        for at in 0..80 {
            let before = " ".repeat(at);
            for (word, bits) in [
                ("begin text", QUOTED | PART),
                ("Unquote", QUOTED | PART),
                ("QTE", QUOTED | PART),
                ("text follows", QUOTED),
                ("END", PART),
                ("end note", PART),
                ("fyi", PART),
                ("send it", 0),
            ] {
                let line = format!("{before}{word}");
                assert_eq!(glance(line.as_bytes()) & (QUOTED | PART), bits, "{word}");
            }
        }
        assert_eq!(glance(b"One line"), 0, "what follows a line is no column");
    }

    #[test]
    fn ok_plain_prose_has_nothing() {
        let line = b"The minister, who spoke of 2,000 cranes (all of them old), left at 8; see para 5. He - then - sat.";
        assert_eq!(glance(line) & SUSPECT, 0);
        assert_eq!(glance(b"The minister, who spoke of 2,000 cranes, left at 8."), 0);
    }
}
