//! Headings: a line or two that stand alone, without a full stop (format.md §12.3).
//!
//! A rule above or below makes any short line a heading. Without a rule it must be in capitals among text that is not,
//! or one of the words that head every other cable. In a body that is all capitals, case tells nothing.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::BodyLine;
use crate::mark;

/// A heading found at a line.
pub(crate) struct Heading {
    /// How many body lines it takes, rules not counted.
    pub(crate) lines: usize,
    /// Place of each line's words in the reading text.
    pub(crate) words: Vec<Range<usize>>,
    pub(crate) mark: Option<String>,
}

/// What the surroundings tell.
pub(crate) struct Setting<'a> {
    pub(crate) text: &'a str,
    pub(crate) lines: &'a [BodyLine],
    /// Lines at whose start an accepted marker stands.
    pub(crate) marked: &'a [bool],
    pub(crate) all_caps: bool,
    /// Lines of rule signs.
    pub(crate) rules: &'a [bool],
}

const LONGEST: usize = 70;

impl Setting<'_> {
    fn content(&self, i: usize) -> &str {
        self.lines.get(i).and_then(|line| self.text.get(line.start..line.end)).unwrap_or_default()
    }

    fn is_marked(&self, i: usize) -> bool {
        self.marked.get(i).copied().unwrap_or(false)
    }

    /// Nothing, a blank line, a rule or a paragraph marker comes next.
    fn ends_at(&self, i: usize) -> bool {
        self.lines
            .get(i)
            .is_none_or(|line| line.blank_before || line.frame_before || self.is_marked(i) || self.is_rule(i))
    }

    /// A rule with no blank line above it.
    fn adjacent_rule(&self, i: usize) -> bool {
        self.rule_at(Some(i)) && self.lines.get(i).is_some_and(|rule| !rule.blank_before)
    }

    fn rule_at(&self, i: Option<usize>) -> bool {
        i.is_some_and(|i| self.is_rule(i))
    }

    fn is_rule(&self, i: usize) -> bool {
        self.rules.get(i).copied().unwrap_or(false)
    }

    /// The heading that begins at line `i`, if one does.
    pub(crate) fn heading(&self, i: usize) -> Option<Heading> {
        let line = self.lines.get(i)?;
        if line.quoted || line.table || self.is_marked(i) || self.is_rule(i) {
            return None;
        }
        let rule_above = self.rule_at(i.checked_sub(1));
        // Text set without blank lines: a rule below is enough.
        let ruled_below = !line.blank_before && self.adjacent_rule(i + 1);
        let stands_apart = i == 0 || line.blank_before || line.frame_before || rule_above;
        if !(stands_apart || ruled_below) {
            return None;
        }
        let count = (1..=3).find(|count| self.ends_at(i + count))?;
        let content = self.content(i);
        if content.len() > 2 * LONGEST || !(stands_apart || is_caps(content)) {
            return None;
        }
        if super::lists::item(content).is_some_and(|item| item.style == super::lists::Style::Bullet)
            && !content.ends_with(['-', '*'])
        {
            return None;
        }
        if count == 3 && !rule_above {
            return None;
        }
        let rule_below =
            self.adjacent_rule(i + count) || count == 1 && line.blank_before && self.rule_at(Some(i + count));
        let last = i + count >= self.lines.len();
        let mut words = Vec::new();
        let mut found_mark = None;
        for n in i..i + count {
            let (range, mark) = self.words_of(n, n == i)?;
            found_mark = found_mark.or(mark);
            words.push(range);
        }
        let joined: String =
            words.iter().filter_map(|range| self.text.get(range.clone())).collect::<Vec<_>>().join(" ");
        let inline_rules = words.first().is_some_and(|range| range.start > line.start)
            && self.content(i).starts_with(['-', '=', '*', '_']);
        let markdown = content.starts_with('#');
        let ruled = markdown || rule_below || inline_rules || rule_above && !last;
        (!last || ruled).then_some(())?;
        (self.reads_as_heading(&joined, ruled, found_mark.is_some(), i + count)
            && !super::quoted::is_boundary(content))
        .then_some(Heading { lines: count, words, mark: found_mark })
    }

    /// The words of one line without mark, paragraph sign, rules on both sides and colon at the end.
    fn words_of(&self, n: usize, first: bool) -> Option<(Range<usize>, Option<String>)> {
        let line = self.lines.get(n)?;
        let mut range = line.start + super::markers::glyph(self.content(n))..line.end;
        let mut found = None;
        let content = self.text.get(range.clone())?;
        let stripped = content.trim_start_matches(['-', '=', '*', '_', '#', '~', ' ']);
        if content.len() - stripped.len() >= 2 || content.starts_with('#') || content.starts_with('*') {
            range.start += content.len() - stripped.len();
        }
        if first {
            let content = self.text.get(range.clone())?;
            if let Some((mark, len)) = mark::read(content).filter(|_| content.starts_with('(')) {
                found = Some(mark.canonical);
                let rest = self.text.get(range.start + len..range.end)?;
                range.start = range.end - rest.trim_start().len();
            }
        }
        let content = self.text.get(range.clone())?;
        range.end = range.start + content.trim_end_matches(['-', '=', '*', '_', ' ', ':', '#']).len();
        (range.len() <= LONGEST && !range.is_empty()).then_some((range, found))
    }

    fn reads_as_heading(&self, words: &str, ruled: bool, marked: bool, next: usize) -> bool {
        if words.is_empty()
            || words.len() > 2 * LONGEST
            || words.ends_with([',', ';'])
            || list_item(words) && !(ruled || is_caps(words) && self.is_marked(next))
        {
            return false;
        }
        if known(words) {
            return true;
        }
        let stopped = words.ends_with('.') && !words.ends_with("U.S.") && !words.ends_with("U.N.");
        if ruled {
            return !stopped || words.len() < 40;
        }
        if stopped
            || words.ends_with('?') && !is_caps(words)
            || words.bytes().filter(u8::is_ascii_alphabetic).count() < 3
        {
            return false;
        }
        let before_marker = self.is_marked(next) || next >= self.lines.len();
        if self.all_caps {
            return before_marker && words.len() <= 50 && !words.contains(". ");
        }
        is_caps(words) || (before_marker || marked) && is_title_case(words) && words.len() <= 60
    }
}

/// A line of nothing but rule signs.
pub(crate) fn is_rule(content: &str) -> bool {
    content.len() >= 3 && content.bytes().all(|b| matches!(b, b'-' | b'=' | b'_' | b'*' | b'~' | b' '))
}

/// At least seven letters in ten are capitals.
pub(crate) fn is_caps(words: &str) -> bool {
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = words.chars().filter(|c| c.is_uppercase()).count();
    letters > 0 && capitals * 10 >= letters * 7
}

/// All but the small words begin with a capital.
fn is_title_case(words: &str) -> bool {
    const SMALL: [&str; 9] = ["from", "with", "into", "over", "upon", "that", "after", "under", "toward"];
    let mut long =
        words.split_whitespace().filter(|word| word.chars().count() > 3 && !SMALL.contains(word)).peekable();
    long.peek().is_some()
        && words.starts_with(|c: char| c.is_uppercase())
        && long.all(|word| {
            word.trim_start_matches(['"', '(', '\''])
                .starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
        })
}

fn list_item(words: &str) -> bool {
    super::lists::item(words).is_some_and(|item| item.style != super::lists::Style::Roman)
}

/// Words that head a part of a cable wherever they stand alone.
static KNOWN: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("../../data/headings.txt").lines().collect());

/// For each first letter, the second letters of the usual heading words: few other words have both.
static BEGINNINGS: LazyLock<[u32; 32]> = LazyLock::new(|| {
    let mut table = [0; 32];
    for word in KNOWN.iter() {
        if let [first, second, ..] = word.as_bytes() {
            table[usize::from(first & 31)] |= 1 << (second & 31);
        }
    }
    table
});

/// False where `words` cannot begin with a usual heading word.
fn begins_known(words: &str) -> bool {
    match words.trim_start().as_bytes() {
        [first, second, ..] => BEGINNINGS[usize::from(first & 31)] >> (second & 31) & 1 == 1,
        _ => false,
    }
}

/// True for one of the usual heading words, alone or joined (`SUMMARY AND COMMENT`), whatever the case.
pub(crate) fn known(words: &str) -> bool {
    let words = words.trim_end_matches(['.', ':', ' ']);
    if words.len() > 48 || !begins_known(words) {
        return false;
    }
    let lower = words.to_ascii_lowercase();
    let lower = if lower.contains([',', '/', '&']) { lower.replace([',', '/', '&'], " and ") } else { lower };
    let lower = lower
        .strip_suffix(" cont'd")
        .or_else(|| lower.strip_suffix(" (continued)"))
        .or_else(|| lower.strip_suffix(" continued"))
        .unwrap_or(&lower);
    let whole = |part: &str| {
        let part = part.trim();
        KNOWN.contains(part)
            || part.contains("  ")
                && KNOWN.contains(part.split_whitespace().collect::<Vec<_>>().join(" ").as_str())
    };
    whole(lower) || lower.split(" and ").all(|part| !part.trim().is_empty() && whole(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_known_words() {
        for words in [
            "SUMMARY",
            "Summary and Comment",
            "SUMMARY/COMMENT",
            "NEXT STEPS",
            "Introduction and Summary",
            "SUMMARY CONT'D",
        ] {
            assert!(known(words), "{words}");
        }
        assert!(!known("SUMMARY OF REMARKS BY THE MINISTER") && !known("THE PORT"));
    }

    #[test]
    fn ok_rules() {
        assert!(
            is_rule("-----") && is_rule("- - - -") && is_rule("=====") && !is_rule("--") && !is_rule("-- a")
        );
    }
}
