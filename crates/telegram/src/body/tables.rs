//! Tables: lines in columns, which must not be unwrapped (format.md §12.7).

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::BodyLine;
use crate::glance::COLUMNS;

/// Marks the lines that stand in a table: three or more in a row with columns.
/// Gives the first line of each table whose columns are lost.
pub(crate) fn mark_tables(text: &str, lines: &mut [BodyLine]) -> Vec<usize> {
    let degraded = mark_degraded(text, lines);
    let mut i = 0;
    while i < lines.len() {
        let columns = |line: &&BodyLine| {
            line.seen & COLUMNS != 0 && has_columns(text.get(line.start..line.end).unwrap_or_default())
        };
        let run = lines.iter().skip(i).take_while(columns).count();
        if run >= 3 {
            for line in lines.iter_mut().skip(i).take(run) {
                line.table = true;
            }
        }
        i += run.max(1);
    }
    degraded
}

/// Three or more lines that begin with a word and end in the same number of figures, two at least: a table whose blanks a
/// publisher folded.
fn mark_degraded(text: &str, lines: &mut [BodyLine]) -> Vec<usize> {
    let mut found = Vec::new();
    let mut i = 0;
    while let Some(line) = lines.get(i) {
        let figures = |line: &BodyLine| figures_at_end(text.get(line.start..line.end).unwrap_or_default());
        let count = figures(line);
        if count < 2 {
            i += 1;
            continue;
        }
        let len = 1 + lines.iter().skip(i + 1).take_while(|line| figures(line) == count).count();
        if len >= 3 {
            found.push(i);
            for line in lines.iter_mut().skip(i).take(len) {
                line.table = true;
            }
        }
        i += len;
    }
    found
}

fn figures_at_end(line: &str) -> usize {
    if line.len() > 80
        || !line.as_bytes().last().is_some_and(u8::is_ascii_digit)
        || !line.starts_with(|c: char| c.is_alphabetic())
    {
        return 0;
    }
    line.split(' ')
        .rev()
        .take_while(|word| {
            !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit() || b".,%-".contains(&b))
        })
        .count()
}

/// Two gaps of two or more blanks, or tabs or bars, between words. Two blanks after a full stop or around a paragraph
/// number are ordinary typing.
fn has_columns(line: &str) -> bool {
    let bytes = line.as_bytes();
    if bytes.len() < 5 {
        return false;
    }
    let bars = memchr::memchr_iter(b'|', bytes).count();
    let mut gaps = memchr::memchr_iter(b'\t', bytes).count();
    let mut done = 0;
    for at in DOUBLE.find_iter(bytes) {
        if at < done {
            continue;
        }
        let previous = at.checked_sub(1).and_then(|p| bytes.get(p)).copied().unwrap_or(b'.');
        let len = bytes.get(at..).unwrap_or_default().iter().take_while(|b| **b == b' ').count();
        if len >= 3 || !matches!(previous, b'.' | b':' | b'?' | b'!' | b')' | b'"') {
            gaps += 1;
        }
        done = at + len;
    }
    gaps >= 2 || bars >= 2 || gaps == 1 && ends_in_number(line) && !ends_sentence(line)
}

static DOUBLE: LazyLock<Finder> = LazyLock::new(|| Finder::new("  "));

fn ends_in_number(line: &str) -> bool {
    line.split_whitespace().next_back().is_some_and(|word| {
        word.bytes().any(|b| b.is_ascii_digit())
            && word.bytes().all(|b| b.is_ascii_digit() || b".,%$-()".contains(&b))
    })
}

fn ends_sentence(line: &str) -> bool {
    line.ends_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_columns() {
        assert!(has_columns("LISBON    12    14"));
        assert!(has_columns("Porto\t3\t4"));
        assert!(has_columns("| a | b |"));
        assert!(has_columns("Fish      1,200"));
        assert!(!has_columns("1.  (C)  The minister spoke.  He left."));
        assert!(!has_columns("Plain words of a line"));
    }
}
