//! Level words standing by themselves, as above and below page lines (format.md §16.2).
//!
//! ```text
//! class_repeat = level { level } [ "//" control { "/" control } ]
//! ```

use crate::level;
use crate::record::Level;

/// The level, when `text` is nothing but a level, its repetition, and controls after a double slash.
pub(crate) fn alone(text: &str) -> Option<Level> {
    if text.len() > 120 || !may_be_level(text) {
        return None;
    }
    let mut rest = text;
    let mut found = None;
    while !rest.is_empty() {
        let (level, length) = level::read(rest)?;
        if found.is_some_and(|earlier| earlier != level) {
            return None;
        }
        found = Some(level);
        rest = rest.get(length..)?.trim_ascii_start();
        if let Some(controls) = rest.strip_prefix("//") {
            let plain = controls.bytes().all(|b| b.is_ascii_uppercase() || b"/ ,-".contains(&b));
            return found.filter(|_| plain);
        }
    }
    found
}

/// Whether the first three letters, spaced or not, are those of a level word: nearly every line of prose fails here.
fn may_be_level(text: &str) -> bool {
    let mut letters = text.bytes().filter(|b| *b != b' ').map(|b| b.to_ascii_uppercase());
    matches!(
        (letters.next(), letters.next(), letters.next()),
        (Some(b'U'), Some(b'N'), Some(b'C'))
            | (Some(b'C'), Some(b'O' | b'0'), Some(b'N'))
            | (Some(b'S' | b'5'), Some(b'E'), Some(b'C' | b'N'))
            | (Some(b'S'), Some(b'B'), Some(b'U'))
            | (Some(b'L'), Some(b'I' | b'1'), Some(b'M'))
            | (Some(b'L'), Some(b'O' | b'0'), Some(b'U'))
            | (Some(b'T'), Some(b'O' | b'0'), Some(b'P'))
    )
}
