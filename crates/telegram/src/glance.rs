//! One look at a line before anybody reads it: most lines hold nothing that a repairer, or whoever looks for tables and
//! marks, could find.
//!
//! Sixteen bytes at a time, each with its neighbours; without branches, so that the compiler makes vector instructions of
//! it. A bit says that something *may* be there; a bit that is not set, that it is not. What is true of a line is true of
//! every part of it.

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
/// Words in capitals with a blank between them.
pub(crate) const CAPITALS: u8 = 64;
/// A word that opens or closes a part in the middle of a paragraph: those, `END ` and `FYI`.
pub(crate) const PART: u8 = 32;

/// What may be in `line`.
pub(crate) fn glance(line: &[u8]) -> u8 {
    let found = fold(line, |[a, b, c, d, e]| {
        bit(repair(a, b), REPAIR)
            | bit(suspect(a, b, c), SUSPECT)
            | bit(upper(a) & (b == b' ') & upper(c) & upper(d), CAPITALS)
            | bit((a == b'(') | (a == b'['), BRACKET)
            | bit((a == b' ') & (b == b' ') | (a == b'\t') | (a == b'|'), COLUMNS)
            | parts(a, b, c, d, e)
    });
    found | if begins_with_end(line) { PART } else { 0 }
}

/// Nothing stands before the first word: [`parts`] does not see it.
fn begins_with_end(text: &[u8]) -> bool {
    matches!(text, [b'E' | b'e', b'N' | b'n', b'D' | b'd', ..])
}

#[inline(always)]
fn parts(a: u8, b: u8, c: u8, d: u8, e: u8) -> u8 {
    let [u, v, w, x, y] = [a | 0x20, b | 0x20, c | 0x20, d | 0x20, e | 0x20];
    let quoted = (u == b'b') & (v == b'e') & (w == b'g') & (x == b'i')
        | (u == b'q') & (v == b'u') & (w == b'o') & (x == b't')
        | (u == b'q') & (v == b't') & (w == b'e')
        | (u == b'x') & (v == b't') & (c == b' ') & (x == b'f');
    // Inside a word it is none: `send `. The end of the line, a NUL, counts as a blank.
    let part = !letter(a) & (v == b'e') & (w == b'n') & (x == b'd') & (y == b' ')
        | (u == b'f') & (v == b'y') & (w == b'i');
    bit(quoted, QUOTED) | bit(quoted | part, PART)
}

/// Bytes looked at together, and how many more each of them is seen with.
const BLOCK: usize = 16;
const AFTER: usize = 4;

/// All that `bits` says of any byte of `text` and the four after it; after the end there are NULs.
#[inline(always)]
fn fold(text: &[u8], bits: impl Fn([u8; AFTER + 1]) -> u8) -> u8 {
    let mut found = [0; BLOCK];
    let mut rest = text;
    while let Some((block, _)) = rest.split_first_chunk() {
        look(block, &mut found, &bits);
        rest = rest.get(BLOCK..).unwrap_or_default();
    }
    // Fewer bytes are left than a block and what follows it.
    let mut tail = [0; 2 * BLOCK + AFTER];
    if let Some(tail) = tail.get_mut(..rest.len()) {
        tail.copy_from_slice(rest);
    }
    let mut tail = tail.as_slice();
    for _ in 0..=usize::from(rest.len() > BLOCK) {
        if let Some(block) = tail.first_chunk() {
            look(block, &mut found, &bits);
        }
        tail = tail.get(BLOCK..).unwrap_or_default();
    }
    let all = u128::from_ne_bytes(found);
    let all = all as u64 | (all >> 64) as u64;
    let all = all as u32 | (all >> 32) as u32;
    let all = all | all >> 16;
    (all | all >> 8) as u8
}

#[inline(always)]
fn look(
    block: &[u8; BLOCK + AFTER],
    found: &mut [u8; BLOCK],
    bits: &impl Fn([u8; AFTER + 1]) -> u8,
) {
    for (i, found) in found.iter_mut().enumerate() {
        *found |= bits([block[i], block[i + 1], block[i + 2], block[i + 3], block[i + 4]]);
    }
}

#[inline(always)]
fn bit(is: bool, bit: u8) -> u8 {
    u8::from(is) * bit
}

/// Markup and letters beyond ASCII anywhere; an apostrophe's stand-ins before a letter, a hyphen before a blank, a figure
/// after a letter.
#[inline(always)]
fn repair(a: u8, b: u8) -> bool {
    (a >= 0x80)
        | (a == b'\\')
        | (a == b'[')
        | (a == b'&')
        | (a == b'<')
        | (a == b'*')
        | (a == b'_')
        | ((a == b'?') | (a == b',')) & letter(b)
        | (a == b'-') & (b == b' ')
        | letter(a) & ((b == b'0') | (b == b'1') | (b == b'5') | (b == b'8'))
}

/// `eM`, `xx`, the signs of noise, `Q`, `P5`, `US `.
#[inline(always)]
fn suspect(a: u8, b: u8, c: u8) -> bool {
    lower(a) & upper(b)
        | (a | 0x20 == b'x') & (b | 0x20 == b'x')
        | (a == b'#')
        | (a == b'%')
        | (a == b'^')
        | (a == b'~')
        | (a == b'=')
        | (a == b'+')
        | (a == b'@')
        | (a == b'|')
        | (a == b'Q')
        | (a == b'P') & (b == b'5')
        | (a == b'U') & (b == b'S') & (c == b' ')
}

#[inline(always)]
fn letter(b: u8) -> bool {
    lower(b | 0x20)
}

#[inline(always)]
fn lower(b: u8) -> bool {
    b.wrapping_sub(b'a') < 26
}

#[inline(always)]
fn upper(b: u8) -> bool {
    b.wrapping_sub(b'A') < 26
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
                for (sign, bits) in [("&", REPAIR), ("Q", SUSPECT), ("(", BRACKET), ("|", COLUMNS), ("A AA", CAPITALS)] {
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
                ("text follows", QUOTED | PART),
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
        assert_eq!(glance(b"The minister, who spoke of 2,000 cranes, left at 8.") , 0);
    }
}
