//! Attribute lists: the `Label: value` lines that the filing system, or a publisher's table, put after or before a text.
//!
//! One such line proves nothing (`Subject:` and `Reference:` are a drafter's labels too): what counts is a run of at least
//! [`RUN`] of them (format.md §13.3). Labels: `attributes.tsv`.

use std::ops::Range;
use std::sync::LazyLock;

/// How many attribute lines make an attribute list.
pub const RUN: usize = 5;

/// An attribute line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attribute {
    /// What it tells, by the name that records use for it (`document_number`, `film`, …).
    pub name: &'static str,
    /// Place of the value in the line; empty where the label stands alone.
    pub value: Range<usize>,
}

/// Sorted by label.
static LABELS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = include_str!("attributes.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut labels: Vec<_> = lines.filter_map(|line| line.split_once('\t')).collect();
    labels.sort_unstable();
    labels
});

/// The longest label, with blanks before it.
const LONGEST: usize = 44;

/// Reads `Label: value`. Blanks and underscores in the label count alike, and so does letter case.
pub fn attribute(line: &str) -> Option<Attribute> {
    let head = line.as_bytes().get(..line.len().min(LONGEST))?;
    let colon = memchr::memchr(b':', head)?;
    let label = line.get(..colon)?.trim();
    let mut letters = [0_u8; LONGEST];
    let letters = letters.get_mut(..label.len())?;
    for (to, from) in letters.iter_mut().zip(label.bytes()) {
        *to = if from == b'_' { b' ' } else { from.to_ascii_lowercase() };
    }
    let label = std::str::from_utf8(letters).ok()?;
    let at = LABELS.binary_search_by(|(known, _)| (*known).cmp(label)).ok()?;
    let rest = line.get(colon + 1..)?;
    let start = colon + 1 + (rest.len() - rest.trim_start().len());
    let end = line.trim_end().len().max(start);
    LABELS.get(at).map(|(_, name)| Attribute { name, value: start..end })
}

/// The last attribute list among `lines`: from its first to its last line. Up to two lines between attributes (a blank
/// line, a value that runs on) do not end a list.
pub fn list(lines: &[&str]) -> Option<Range<usize>> {
    let mut found = None;
    let mut current: Option<(Range<usize>, usize)> = None;
    for (i, line) in lines.iter().enumerate() {
        if attribute(line).is_none() {
            continue;
        }
        let (range, count) = match current.take() {
            Some((range, count)) if i - range.end <= 2 => (range.start..i + 1, count + 1),
            _ => (i..i + 1, 1),
        };
        if count >= RUN {
            found = Some(range.clone());
        }
        current = Some((range, count));
    }
    found
}
