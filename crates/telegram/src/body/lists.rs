//! Lists inside a paragraph: lettered, numbered and bulleted items (format.md §12.2).

use std::ops::Range;

/// How the items of a list are marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Capital,
    Small,
    Number,
    Roman,
    Bullet,
}

/// The mark at the start of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) style: Style,
    /// Place in its order, from 1; 0 for bullets.
    pub(crate) ordinal: u32,
    /// The letter, number or bullet without brackets.
    pub(crate) label: String,
    /// Length of the mark and the blanks after it.
    pub(crate) len: usize,
    /// A `1` was put in front of the letter (format.md §14 #43): its place in the line.
    pub(crate) prefix: Option<Range<usize>>,
}

/// False for a line whose first bytes already say that it begins no item: nearly every line of prose.
pub(crate) fn may_begin(line: &str) -> bool {
    let bytes = line.as_bytes();
    match bytes {
        [b'P' | b'q' | b'?' | b'o', ..] => true,
        [first, ..] if first.is_ascii_alphanumeric() => {
            let label = bytes.iter().take(5).take_while(|b| b.is_ascii_alphanumeric()).count();
            matches!(bytes.get(label), Some(b'.' | b')'))
        }
        [b'-' | b'*' | b'(' | b'<' | b'&' | 0x80.., ..] => true,
        _ => false,
    }
}

/// The item that begins with `line`, if one does.
pub(crate) fn item(line: &str) -> Option<Item> {
    if !may_begin(line) {
        return None;
    }
    let glyph = super::markers::glyph(line);
    let rest = line.get(glyph..)?;
    let found = bullet(rest).or_else(|| lettered(rest))?;
    Some(Item {
        len: found.len + glyph,
        prefix: found.prefix.map(|range| range.start + glyph..range.end + glyph),
        ..found
    })
}

fn bullet(line: &str) -> Option<Item> {
    let sign = ["--", "-", "\u{2022}", "*", "\u{b7}", "o", "\u{2013}", "\u{2014}"]
        .into_iter()
        .find(|sign| line.strip_prefix(sign).is_some_and(|rest| rest.starts_with([' ', '\t'])))?;
    let rest = line.get(sign.len()..)?;
    let text = rest.trim_start();
    let proper = text.starts_with(|c: char| c.is_alphanumeric() || "\"'($\u{201c}".contains(c));
    proper.then(|| Item {
        style: Style::Bullet,
        ordinal: 0,
        label: sign.to_string(),
        len: sign.len() + rest.len() - text.len(),
        prefix: None,
    })
}

/// `A.` `(A)` `A)` `1)` `(1)` `1.` `i.` `(iv)` and `1B.` for `B.`.
fn lettered(line: &str) -> Option<Item> {
    let open = line.starts_with('(');
    let inner = line.get(usize::from(open)..)?;
    let label_len = inner.bytes().take(5).take_while(u8::is_ascii_alphanumeric).count();
    let label = inner.get(..label_len)?;
    let close = inner.as_bytes().get(label_len)?;
    let closed = if open { *close == b')' } else { matches!(close, b'.' | b')') };
    if label.is_empty() || !closed {
        return None;
    }
    let after = inner.get(label_len + 1..)?;
    let text = after.trim_start();
    let gap = after.len() - text.len();
    if text.is_empty() || *close == b'.' && gap == 0 {
        return None;
    }
    let (style, ordinal, prefix) = ordinal(label)?;
    let start = usize::from(open);
    let prefix = prefix.then_some(start..start + 1);
    let label = if prefix.is_some() { label.get(1..)? } else { label };
    Some(Item { style, ordinal, label: label.to_string(), len: start + label_len + 1 + gap, prefix })
}

fn ordinal(label: &str) -> Option<(Style, u32, bool)> {
    let bytes = label.as_bytes();
    let letter = |b: u8| u32::from(b.to_ascii_uppercase() - b'A') + 1;
    match bytes {
        [b] if b.is_ascii_uppercase() => Some((Style::Capital, letter(*b), false)),
        [b] if b.is_ascii_lowercase() => Some((Style::Small, letter(*b), false)),
        [b'1', b] if b.is_ascii_uppercase() => Some((Style::Capital, letter(*b), true)),
        _ if bytes.iter().all(u8::is_ascii_digit) && bytes.len() <= 2 => {
            Some((Style::Number, label.parse().ok()?, false))
        }
        _ => roman(label).map(|number| (Style::Roman, number, false)),
    }
}

fn roman(label: &str) -> Option<u32> {
    const NUMBERS: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
    let lower = label.to_ascii_lowercase();
    NUMBERS.iter().position(|number| *number == lower).and_then(|at| u32::try_from(at + 1).ok())
}

/// Which of the lines that begin items really are a list: bullets, or an order that begins and goes on. `lines` are the
/// first lines' items in order; gives the style of each that is an item.
pub(crate) fn genuine(lines: &[Option<Item>]) -> Vec<Option<Style>> {
    let mut keep: Vec<Option<Style>> = vec![None; lines.len()];
    let mut last: Vec<(Style, u32, usize)> = Vec::new();
    for (i, found) in lines.iter().enumerate() {
        let Some(item) = found else { continue };
        if item.style == Style::Bullet {
            keep[i] = Some(Style::Bullet);
            continue;
        }
        let follows =
            last.iter().rposition(|(style, ordinal, _)| *style == item.style && *ordinal + 1 == item.ordinal);
        if let Some((style, _, previous)) = follows.and_then(|at| last.get(at).copied()) {
            keep[previous] = Some(style);
            keep[i] = Some(style);
            last.truncate(follows.unwrap_or(0));
            last.push((style, item.ordinal, i));
        } else if item.label.eq_ignore_ascii_case("i") && item.style != Style::Roman {
            last.push((Style::Roman, 1, i));
        } else if item.ordinal == 1 || item.prefix.is_some() {
            // A list that begins again under the next item of the list around it.
            let again = keep.iter().rev().take(64).any(|kept| *kept == Some(item.style));
            keep[i] = (item.prefix.is_some() || again).then_some(item.style);
            last.push((item.style, item.ordinal, i));
        }
        // Open lists of which nothing more will come.
        if last.len() > 32 {
            last.remove(0);
        }
    }
    keep
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The guard leaves out nothing: without it the same is found.
        #[test]
        fn any_line_that_begins_an_item_may(line in "(¶|&para;|P|q|\\?|<a>)? ?(--|-|•|\\*|o|–|\\(?[0-9A-Za-z]{0,5}[.)]) ?[a-z]?") {
            let rest = line.get(super::super::markers::glyph(&line)..).unwrap_or_default();
            prop_assert!(may_begin(&line) || bullet(rest).or_else(|| lettered(rest)).is_none(), "{line:?}");
        }
    }

    fn check(lines: &[&str], kept: &[bool]) {
        let items: Vec<_> = lines.iter().map(|line| item(line)).collect();
        assert_eq!(genuine(&items).iter().map(Option::is_some).collect::<Vec<_>>(), kept, "{lines:?}");
    }

    #[test]
    fn ok_lists() {
        check(&["A. Fish", "B. Ships", "C. Ports"], &[true, true, true]);
        check(&["(a) fish", "and more", "(b) ships"], &[true, false, true]);
        check(&["-- fish", "- ships"], &[true, true]);
        check(&["i. fish", "ii. ships"], &[true, true]);
        check(&["1) fish", "A. inner", "B. inner", "2) ships"], &[true, true, true, true]);
        check(&["A. Smith said so", "and left"], &[false, false]);
        check(&["1B. Ships", "1C. Ports"], &[true, true]);
    }
}
