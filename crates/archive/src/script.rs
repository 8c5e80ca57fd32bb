//! Reading text kept as the way to it from the document's bytes, so that no text is kept twice.
//!
//! ```text
//! script = { skip copy literal }      skip so many bytes, take over so many, put in these
//! ```
//!
//! What agrees with the bytes is copied and all else is written out, so a script gives back its text whatever repairs
//! stand between text and bytes.

use std::ops::Range;

use crate::pack::{Packer, Unpacker};

/// How far ahead in the bytes the text is looked for after a difference.
const AHEAD: usize = 400;
/// How many bytes of the text must be found there.
const ANCHOR: usize = 6;

/// Appends the script that makes `text` from the bytes of `span`.
pub(crate) fn write(text: &str, document: &[u8], span: Range<usize>, packer: &mut Packer) {
    let mut script = Packer::default();
    let text = text.as_bytes();
    let end = span.end.min(document.len());
    let (mut t, mut r) = (0, span.start.min(end));
    while t < text.len() {
        let here = found(text, t, document, r, end).unwrap_or(r);
        let same = common(text, t, document, here, end);
        let skip = if same == 0 { 0 } else { here - r };
        r += skip + same;
        t += same;
        let literal = t;
        while t < text.len() && (t == literal || found(text, t, document, r, end).is_none()) {
            t += 1;
        }
        script.number(skip as u64);
        script.number(same as u64);
        script.bytes(text.get(literal..t).unwrap_or_default());
    }
    packer.bytes(&script.0);
}

fn common(text: &[u8], t: usize, document: &[u8], r: usize, end: usize) -> usize {
    let ahead = document.get(r..end).unwrap_or_default();
    text.iter().skip(t).zip(ahead).take_while(|(a, b)| a == b).count()
}

/// Where the text from `t` on goes on in the bytes: here, or a little further.
fn found(text: &[u8], t: usize, document: &[u8], r: usize, end: usize) -> Option<usize> {
    let anchor = text.get(t..(t + ANCHOR).min(text.len())).filter(|anchor| !anchor.is_empty())?;
    let window = document.get(r..end.min(r + AHEAD))?;
    if window.starts_with(anchor) {
        return Some(r);
    }
    memchr::memmem::find(window, anchor).map(|at| r + at)
}

/// The text that a script makes; `None` where it was damaged.
pub(crate) fn read(unpacker: &mut Unpacker, document: &[u8], start: usize) -> Option<String> {
    let mut script = Unpacker(unpacker.bytes()?);
    let mut out = Vec::new();
    let mut at = start.min(document.len());
    while !script.0.is_empty() {
        at = at.checked_add(script.size()?)?;
        let end = at.checked_add(script.size()?)?;
        out.extend_from_slice(document.get(at..end)?);
        at = end;
        out.extend_from_slice(script.bytes()?);
    }
    String::from_utf8(out).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn back(text: &str, document: &[u8], span: Range<usize>) -> (String, usize) {
        let mut packer = Packer::default();
        write(text, document, span.clone(), &mut packer);
        (read(&mut Unpacker(&packer.0), document, span.start).unwrap(), packer.0.len())
    }

    #[test]
    fn ok_joined_lines_cost_a_few_bytes_each() {
        let document = b"1. (U) The harbour is open and the nets\nare new, said the Minis-\nter of Fisheries on Monday at noon.\n";
        let text =
            "The harbour is open and the nets are new, said the Minister of Fisheries on Monday at noon.";
        let (found, size) = back(text, document, 0..document.len());
        assert_eq!(found, text);
        assert!(size < 20, "{size}");
    }

    proptest! {
        #[test]
        fn any_text_comes_back(text in "\\PC{0,200}", other in "\\PC{0,200}", cut in 0usize..200) {
            let mut document = other.clone().into_bytes();
            let at = cut.min(document.len());
            document.splice(at..at, text.bytes().filter(|b| *b != b'e'));
            prop_assert_eq!(back(&text, &document, at.min(3)..document.len()).0, text);
        }
    }
}
