//! One look at a line before anybody reads it: most lines hold nothing that a repairer or [`suspects`](super::suspects)
//! could find.
//!
//! Sixteen bytes at a time, each with its neighbours; without branches, so that the compiler makes vector instructions of
//! it. A bit says that something *may* be there; a bit that is not set, that it is not.

/// A repairer should look.
pub(super) const REPAIR: u8 = 1;
/// A word that is suspected of something.
pub(super) const SUSPECT: u8 = 2;
/// A bracket.
pub(super) const BRACKET: u8 = 4;

/// Bytes looked at together, and how many more each of them is seen with.
const BLOCK: usize = 16;
const AFTER: usize = 3;

/// What may be in `line`.
pub(super) fn glance(line: &[u8]) -> u8 {
    let mut found = [0; BLOCK];
    let mut rest = line;
    while let Some((block, _)) = rest.split_first_chunk::<{ BLOCK + AFTER }>() {
        look(block, &mut found);
        rest = rest.get(BLOCK..).unwrap_or_default();
    }
    // What is left is at most BLOCK + AFTER - 1 bytes: two blocks with blanks after them.
    let mut tail = [b' '; 2 * BLOCK + AFTER];
    for (to, from) in tail.iter_mut().zip(rest) {
        *to = *from;
    }
    for start in [0, BLOCK] {
        if let Some(block) = tail.get(start..).and_then(|tail| tail.first_chunk()) {
            look(block, &mut found);
        }
    }
    found.iter().fold(0, |all, bits| all | bits)
}

#[inline(always)]
fn look(block: &[u8; BLOCK + AFTER], found: &mut [u8; BLOCK]) {
    for (i, bits) in found.iter_mut().enumerate() {
        let (a, b, c, d) = (block[i], block[i + 1], block[i + 2], block[i + 3]);
        *bits |= bit(repair(a, b), REPAIR) | bit(suspect(a, b, c, d), SUSPECT) | bit(bracket(a), BRACKET);
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

/// `eM`, `xx`, the signs of noise, `Q`, `P5`, `US `, and words in capitals with a blank between them.
#[inline(always)]
fn suspect(a: u8, b: u8, c: u8, d: u8) -> bool {
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
        | upper(a) & (b == b' ') & upper(c) & upper(d)
}

#[inline(always)]
fn bracket(a: u8) -> bool {
    (a == b'(') | (a == b'[')
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
                for (sign, bits) in [("&", REPAIR), ("Q", SUSPECT), ("(", BRACKET)] {
                    let mut line = plain.clone();
                    line.replace_range(at..at + 1, sign);
                    assert_eq!(glance(line.as_bytes()) & bits, bits, "{line}");
                }
            }
        }
    }

    #[test]
    fn ok_plain_prose_has_nothing() {
        let line = b"The minister, who spoke of 2,000 cranes (all of them old), left at 8; see para 5. He - then - sat.";
        assert_eq!(glance(line) & SUSPECT, 0);
        assert_eq!(glance(b"The minister, who spoke of 2,000 cranes, left at 8.") , 0);
    }
}
