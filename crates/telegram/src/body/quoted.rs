//! Texts that a telegram quotes whole: `BEGIN TEXT` … `END TEXT` (format.md §12.5). Numbers inside are the quoted text's own.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::BodyLine;
use crate::glance::QUOTED;

const OPENINGS: &[(&str, &str)] = &[
    ("begin text", "end text"),
    ("begin unofficial translation", "end "),
    ("begin informal translation", "end "),
    ("begin translation", "end "),
    ("begin quote", "end quote"),
    ("begin points", "end points"),
    ("begin talking points", "end "),
    ("begin nonpaper", "end "),
    ("begin non-paper", "end "),
    ("begin letter", "end letter"),
    ("begin article", "end article"),
    ("begin statement", "end "),
    ("quote", "unquote"),
    ("qte", "unqte"),
    ("text follows", "end text"),
];

/// Every opening and closing holds one of these.
static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(["begin ", "end ", "quote", "qte", "text follows"])
        .ok()
});

/// Marks the lines of each quoted text that has both a beginning and an end. The lines with the words themselves are not
/// marked, so that `5. (U) BEGIN TEXT` still numbers a paragraph.
pub(crate) fn mark_quoted(text: &str, lines: &mut [BodyLine]) {
    let (Some(first), Some(last), Some(words)) = (lines.first(), lines.last(), WORDS.as_ref()) else {
        return;
    };
    let (start, end) = (first.start.min(last.start), first.end.max(last.end));
    if lines.iter().all(|line| line.seen & QUOTED == 0) {
        return;
    }
    let mut open: Option<(usize, &str)> = None;
    let mut found = Vec::new();
    let mut seen = usize::MAX;
    for hit in words.find_iter(text.get(start..end).unwrap_or_default()) {
        let at = start + hit.start();
        let i = lines.partition_point(|line| line.end <= at);
        let Some(content) = lines
            .get(i)
            .filter(|line| line.start <= at && i != seen)
            .and_then(|line| text.get(line.start..line.end))
        else {
            continue;
        };
        seen = i;
        if let Some((from, end)) = open {
            if closes(content, end) {
                found.push(from + 1..i);
                open = None;
            }
        } else if let Some(end) = opens(content) {
            open = Some((i, end));
        }
    }
    for range in found {
        for line in lines.iter_mut().skip(range.start).take(range.len()) {
            line.quoted = true;
        }
    }
}

/// The end words that close what this line opens and leaves open.
fn opens(content: &str) -> Option<&'static str> {
    let lower = head(content).to_ascii_lowercase();
    let (words, end) = OPENINGS.iter().find(|(words, _)| match *words {
        "quote" | "qte" => {
            lower.trim_end_matches([':', '.', ' ']).ends_with(words)
                && !lower.contains("unquote")
                && lower.len() < 40
        }
        _ => lower.contains(words),
    })?;
    let after = lower.split(words).nth(1).unwrap_or_default();
    (!after.contains(end.trim_end())).then_some(*end)
}

/// The first part of a line: openings and ends do not come later.
fn head(content: &str) -> &str {
    (0..=400.min(content.len())).rev().find_map(|at| content.get(..at)).unwrap_or_default()
}

fn closes(content: &str, end: &str) -> bool {
    let lower = head(content).to_ascii_lowercase();
    match end {
        "end " => lower.starts_with("end ") || lower.contains(" end ") && lower.len() < 60,
        _ => lower.contains(end),
    }
}

/// A line that opens or closes a quoted text or points, and so is no heading.
pub(crate) fn is_boundary(content: &str) -> bool {
    if content.len() > 60 {
        return false;
    }
    let lower = content.trim_start_matches(['(', '[', '"', '-', ' ']).to_ascii_lowercase();
    let ends = [
        "end text",
        "end quote",
        "unquote",
        "end points",
        "end talking",
        "end unofficial",
        "end informal",
        "end translation",
        "end summary",
        "end comment",
        "end note",
        "end fyi",
        "end unclassified",
        "end executive",
        "end of summary",
    ];
    opens(content).is_some() || ends.iter().any(|end| lower.starts_with(end))
}
