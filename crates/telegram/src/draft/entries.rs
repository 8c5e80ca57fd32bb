//! The front matter: entries of one value or a list.

use super::{Line, Refusals};

const KEYS: &[&str] = &[
    "post",
    "serial",
    "date",
    "precedence",
    "info precedence",
    "from",
    "to",
    "info",
    "classification",
    "captions",
    "order",
    "declassify on",
    "tags",
    "subject",
    "references",
    "classified by",
    "title",
    "reasons",
    "signature",
];

/// An entry with its values in order.
#[derive(Debug)]
pub(super) struct Entry<'s> {
    pub(super) key: &'static str,
    pub(super) line: usize,
    pub(super) values: Vec<Line<'s>>,
}

/// The entries, and the lines below them.
pub(super) fn read<'s>(source: &'s str, refusals: &mut Refusals) -> (Vec<Entry<'s>>, Vec<Line<'s>>) {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut lines = source.lines().enumerate().map(|(i, text)| Line { number: i + 1, text: text.trim_end() });
    for line in lines.clone() {
        characters(line, refusals);
    }
    let mut entries: Vec<Entry<'s>> = Vec::new();
    if lines.next().is_none_or(|first| first.text != "---") {
        refusals.add(1, "DRAFT-form", "the draft does not begin with a line of ---");
        return (entries, Vec::new());
    }
    let mut list_open = false;
    let mut last = 1;
    for line in lines.by_ref() {
        last = line.number;
        let text = line.text.trim();
        if text == "---" {
            return (entries, lines.collect());
        }
        if text.is_empty() || text.starts_with('#') {
            continue;
        }
        if let Some(item) = text.strip_prefix("- ") {
            match entries.last_mut().filter(|_| list_open) {
                Some(entry) => entry.values.push(Line { number: line.number, text: item.trim() }),
                None => refusals.add(line.number, "DRAFT-form", "an item of a list without a key above it"),
            }
            continue;
        }
        list_open = entry(Line { number: line.number, text }, &mut entries, refusals);
    }
    refusals.add(last, "DRAFT-form", "no line of --- ends the fields");
    (entries, Vec::new())
}

/// Adds the entry of a line. True where a list may follow.
fn entry<'s>(line: Line<'s>, entries: &mut Vec<Entry<'s>>, refusals: &mut Refusals) -> bool {
    let Some((written, value)) = line.text.split_once(':') else {
        refusals.add(line.number, "DRAFT-form", "neither `key: value` nor `- item`");
        return false;
    };
    let Some(key) = KEYS.iter().find(|key| key.eq_ignore_ascii_case(written.trim())) else {
        refusals.add(
            line.number,
            "DRAFT-key",
            format!("no field is called {:?}; there are {}", written.trim(), KEYS.join(", ")),
        );
        return false;
    };
    if entries.iter().any(|entry| entry.key == *key) {
        refusals.add(line.number, "DRAFT-key", format!("{key} stands here a second time"));
        return false;
    }
    let value = value.trim();
    let values = if value.is_empty() { Vec::new() } else { vec![Line { number: line.number, text: value }] };
    entries.push(Entry { key, line: line.number, values });
    value.is_empty()
}

/// Telegraph networks carried ASCII only (format.md §12.6). What stands for a letter is the drafter's to say.
fn characters(line: Line<'_>, refusals: &mut Refusals) {
    let strange = |c: char| !(c == '\t' || c == ' ' || c.is_ascii_graphic());
    if let Some(found) = line.text.chars().find(|c| strange(*c)) {
        let advice = match found {
            '\u{2018}' | '\u{2019}' => ": write '",
            '\u{201c}' | '\u{201d}' => ": write \"",
            '\u{2013}' | '\u{2014}' => ": write -- or -",
            '\u{2026}' => ": write ...",
            _ => "",
        };
        refusals.add(line.number, "DRAFT-characters", format!("{found:?} is no ASCII character{advice}"));
    }
}
