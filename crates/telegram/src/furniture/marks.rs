//! Short marks of the network and the communications centres: receipts, counters, ends (format.md §11.8, §12.8).
//!
//! ```text
//! receipt = dash{10,} { hex{4,7} | DIGIT{6} [ "Z" ] | "/" num } dash{0,}     at least one of them with six digits
//! counter = num2 | LETTER{3} DIGIT{4}
//! end     = "NNNN" | "BT" | "YYY" | "#" DIGIT{4} | "<<END>>" | ">" | "."
//! ```

use super::Furniture;

const DASHES: &[char] = &['-', '_', '\u{2013}', '\u{2014}', '\u{2015}'];

pub(super) fn receipt(line: &str) -> Option<Furniture<'_>> {
    let rest = line.trim_start_matches(DASHES);
    let dashes = line.chars().take_while(|c| DASHES.contains(c)).take(10).count();
    if dashes < 10 || rest.len() > 40 {
        return None;
    }
    let mut timed = false;
    for token in rest.split_ascii_whitespace() {
        let number = token.trim_end_matches(['Z', 'z']);
        let digits = number.len() == 6 && number.bytes().all(|b| b.is_ascii_digit());
        let hex = (4..=7).contains(&token.len()) && token.bytes().all(|b| b.is_ascii_hexdigit());
        let copies =
            token.strip_prefix('/').is_some_and(|n| n.len() <= 3 && n.bytes().all(|b| b.is_ascii_digit()));
        if !(digits || hex || copies) {
            return None;
        }
        timed |= digits;
    }
    timed.then_some(Furniture::Receipt)
}

pub(super) fn counter(line: &str) -> Option<Furniture<'_>> {
    let found = match line.as_bytes() {
        [a, b] => a.is_ascii_digit() && b.is_ascii_digit(),
        [letters @ .., a, b, c, d] if letters.len() == 3 => {
            letters.iter().all(u8::is_ascii_uppercase) && [a, b, c, d].iter().all(|b| b.is_ascii_digit())
        }
        _ => false,
    };
    found.then_some(Furniture::Counter)
}

pub(super) fn end(line: &str) -> Option<Furniture<'_>> {
    let mut any = false;
    for token in line.split_ascii_whitespace() {
        any = true;
        let known = match token.as_bytes() {
            [b'N', b'N', b'N', rest @ ..] => rest.iter().all(|b| b"NV".contains(b)),
            b"BT" | b"YYY" | b">" | b"." => true,
            [b'#', rest @ ..] => rest.len() == 4 && rest.iter().all(u8::is_ascii_digit),
            [b'<', ..] => token.trim_matches(['<', '>']).eq_ignore_ascii_case("END") && token.ends_with('>'),
            _ => false,
        };
        if !known {
            return None;
        }
    }
    any.then_some(Furniture::End)
}
