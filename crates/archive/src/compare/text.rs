//! An alignment for people: two copies side by side within 110 columns, others one below the other.
//!
//! `|` stands where copies differ, `#` where one strikes out, `+` where one has more; what is struck out shows as `[#]`.

use super::{Alignment, Kind, Segment};

/// Characters of a line.
const WIDE: usize = 110;

/// Characters of one of two columns; a sign and two blanks part them.
const COLUMN: usize = (WIDE - 3) / 2;

/// The alignment as text, each line with its end.
pub fn text(alignment: &Alignment<'_>, colour: bool) -> String {
    let mut out = String::new();
    if alignment.copies.len() == 2 {
        side_by_side(alignment, colour, &mut out);
    } else {
        one_below_the_other(alignment, colour, &mut out);
    }
    figures(alignment, &mut out);
    out
}

fn side_by_side(alignment: &Alignment<'_>, colour: bool, out: &mut String) {
    let mut names =
        alignment.copies.iter().map(|copy| lines(&copy.name, COLUMN).into_iter().next().unwrap_or_default());
    let (left, right) = (names.next().unwrap_or_default(), names.next().unwrap_or_default());
    row(&left, ' ', &right, "", out);
    row(&"-".repeat(COLUMN), ' ', &"-".repeat(COLUMN), "", out);
    for segment in &alignment.segments {
        let mut columns = (0..2).map(|copy| lines(&shown(alignment, segment, copy), COLUMN).into_iter());
        let (mut left, mut right) = (columns.next().unwrap_or_default(), columns.next().unwrap_or_default());
        loop {
            match (left.next(), right.next()) {
                (None, None) => break,
                (a, b) => row(
                    &a.unwrap_or_default(),
                    sign(segment.kind),
                    &b.unwrap_or_default(),
                    if colour { paint(segment.kind) } else { "" },
                    out,
                ),
            }
        }
    }
}

fn row(left: &str, sign: char, right: &str, paint: &str, out: &mut String) {
    let blanks = " ".repeat(COLUMN.saturating_sub(left.chars().count()));
    let line = format!("{left}{blanks} {sign} {right}");
    push(line.trim_end(), paint, out);
}

fn one_below_the_other(alignment: &Alignment<'_>, colour: bool, out: &mut String) {
    for segment in &alignment.segments {
        let paint = if colour { paint(segment.kind) } else { "" };
        if segment.kind == Kind::Same {
            for line in lines(&shown(alignment, segment, alignment.fullest), WIDE - 2) {
                push(&format!("  {line}"), paint, out);
            }
            continue;
        }
        for copy in 0..alignment.copies.len() {
            let text = format!("{}: {}", alignment.names(&[copy]), shown(alignment, segment, copy));
            for (i, line) in lines(&text, WIDE - 4).iter().enumerate() {
                push(&format!("{} {}{line}", sign(segment.kind), if i > 0 { "  " } else { "" }), paint, out);
            }
        }
    }
}

fn figures(alignment: &Alignment<'_>, out: &mut String) {
    let summary = alignment.summary();
    let mut tell = |text: String| lines(&text, WIDE).iter().for_each(|line| push(line, "", out));
    tell(format!(
        "{} words in all copies, {} differences, {} places that no copy shows",
        summary.shown_by_all, summary.differing, summary.never_shown
    ));
    for copy in summary.copies {
        tell(format!(
            "{}: {} words, {} in no other; strikes out {} that others show, lacks {} without a mark",
            copy.name, copy.words, copy.only_here, copy.struck_out, copy.lacking
        ));
    }
}

/// What a copy has of a segment, on one line.
fn shown(alignment: &Alignment<'_>, segment: &Segment, copy: usize) -> String {
    let part = segment.parts.get(copy).cloned().unwrap_or_default();
    let Some(release) = alignment.copies.get(copy) else { return String::new() };
    let mut words: Vec<String> = Vec::new();
    let mut at = part.words.start;
    for mark in &part.struck {
        let before = release.words.partition_point(|word| word.start < mark.start).clamp(at, part.words.end);
        words.push(release.shown(at..before));
        words.push("[#]".into());
        at = before;
    }
    words.push(release.shown(at..part.words.end));
    words.retain(|words| !words.is_empty());
    words.join(" ")
}

/// Lines of at most `width` characters, an empty one between paragraphs.
fn lines(text: &str, width: usize) -> Vec<String> {
    let mut out = Vec::new();
    for (i, paragraph) in text.split("\n\n").enumerate() {
        if i > 0 {
            out.push(String::new());
        }
        wrap(paragraph, width, &mut out);
    }
    out
}

/// Words in lines of at most `width` characters. What would steer a terminal is left out.
fn wrap(text: &str, width: usize, out: &mut Vec<String>) {
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let (mut line, mut used) = (String::new(), 0);
    for word in text.split_whitespace() {
        let letters: Vec<char> = word.chars().filter(|c| !c.is_control() && !turns(*c)).collect();
        for piece in letters.chunks(width) {
            if used > 0 && used + 1 + piece.len() > width {
                out.push(std::mem::take(&mut line));
                used = 0;
            }
            if used > 0 {
                line.push(' ');
                used += 1;
            }
            line.extend(piece);
            used += piece.len();
        }
    }
    if used > 0 {
        out.push(line);
    }
}

fn push(line: &str, paint: &str, out: &mut String) {
    let end = if paint.is_empty() { "\n" } else { "\u{1b}[0m\n" };
    out.extend([paint, line, end]);
}

fn sign(kind: Kind) -> char {
    match kind {
        Kind::Same => ' ',
        Kind::Differs => '|',
        Kind::Withheld => '#',
        Kind::Added => '+',
    }
}

fn paint(kind: Kind) -> &'static str {
    match kind {
        Kind::Same => "",
        Kind::Differs => "\u{1b}[33m",
        Kind::Withheld => "\u{1b}[31m",
        Kind::Added => "\u{1b}[32m",
    }
}
