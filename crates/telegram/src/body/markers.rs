//! Paragraph markers: which numbers at the beginning of lines number the telegram's paragraphs (format.md §12.1, §15.1, §15.4).
//!
//! ```text
//! marker = [ glyph ] [ mark ] number [ "." | ")" ] [ mark ]        number: one to three digits
//! ```
//!
//! [`candidates`] lists every place that could be a marker, each with the evidence of its surroundings. [`choose`] then
//! takes the best increasing path through them; a number that a `1` was put in front of (`16.` for `6.`) is one more
//! way to read a candidate, so that this damage, false markers, gaps and repeats are weighed against each other at once.
//! Everything that the path leaves out is text.

use std::ops::Range;

use super::BodyLine;
use crate::glance::BRACKET;
use crate::mark::{self, MarkRead};

/// A place that could be a paragraph marker. Ranges are offsets into the reading text.
#[derive(Clone, Debug)]
pub(crate) struct Candidate {
    /// Index of the body line.
    pub(crate) line: usize,
    /// From the first character of the marker, glyph included.
    pub(crate) start: usize,
    pub(crate) number: Range<usize>,
    pub(crate) printed: u32,
    pub(crate) mark: Option<(MarkRead, Range<usize>)>,
    /// Where the text after the marker begins.
    pub(crate) text_at: usize,
    /// Evidence of the surroundings, in half points.
    own: i32,
    /// Length of the publisher's paragraph sign in front.
    pub(crate) glyph: usize,
    pub(crate) midline: bool,
    /// A page or section line stands before it.
    fresh: bool,
}

/// A candidate that numbers a paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Chosen {
    /// Index into the candidates.
    pub(crate) candidate: usize,
    /// True number.
    pub(crate) number: u32,
    /// The printed number has a `1` too many in front.
    pub(crate) prefixed: bool,
    /// It may have, but one number alone proves nothing: what it would be without.
    pub(crate) suspected: Option<u32>,
}

/// Lists the candidates of the body's lines, in order. `quoted` lines hold no marker of the telegram's own.
pub(crate) fn candidates(text: &str, lines: &[BodyLine]) -> Vec<Candidate> {
    let mut out = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if line.quoted || line.table {
            continue;
        }
        let content = text.get(line.start..line.end).unwrap_or_default();
        if let Some(mut found) = at_start(content, line.start, i) {
            found.own += surroundings(text, lines, i, &found);
            found.fresh = line.frame_before;
            out.push(found);
        }
        if line.seen & BRACKET != 0 {
            within(content, line.start, i, &mut out);
        }
    }
    out
}

/// The number with which a line begins as a paragraph would, and whether a portion mark follows.
pub(crate) fn marker_at(content: &str) -> Option<(u32, bool)> {
    at_start(content, 0, 0).map(|found| (found.printed, found.mark.is_some()))
}

/// `15 ships`, `1,500 people`, `04 QUITO 1457`: a figure and a word. A row of a table has figures next.
fn begins_with_figure(rest: &str) -> bool {
    let word = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',' || c == '.');
    let figure = word.len() < rest.len() && rest.starts_with(|c: char| c.is_ascii_digit());
    let mut word = word.strip_prefix(' ').unwrap_or_default().chars();
    figure && word.next().is_some_and(char::is_alphabetic) && word.next().is_some_and(char::is_alphabetic)
}

/// Half points for where a candidate stands.
fn surroundings(text: &str, lines: &[BodyLine], i: usize, found: &Candidate) -> i32 {
    let Some(line) = lines.get(i) else { return 0 };
    let previous = i
        .checked_sub(1)
        .and_then(|p| lines.get(p))
        .and_then(|p| text.get(p.start..p.end))
        .unwrap_or_default();
    let ended = previous.is_empty()
        || previous.trim_end().ends_with(['.', '?', '!', ':', '"', ')', ']', ';', '-', '=', '#'])
        || line.frame_before;
    let unfinished = !previous.is_empty() && !ended && !line.blank_before;
    let continues = text
        .get(found.text_at..line.end)
        .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_lowercase()));
    let mut points = 0;
    points += if line.blank_before || line.frame_before || i == 0 { 2 } else { 0 };
    points += if ended { 2 } else { 0 };
    points -= if unfinished && continues { 6 } else { 0 };
    points -= if unfinished && found.mark.is_none() { 3 } else { 0 };
    points
}

/// The candidate at the start of a line.
fn at_start(content: &str, base: usize, line: usize) -> Option<Candidate> {
    // A marker begins with a figure, a bracket or a paragraph sign: hardly a line goes further.
    if !matches!(
        content.as_bytes().first()?,
        b'0'..=b'9' | b'(' | b'<' | b'&' | b'P' | b'q' | b'?' | 0xc2 | 0xc3
    ) {
        return None;
    }
    let glyph = glyph(content);
    let mut at = glyph;
    let mut leading = None;
    let bytes = content.as_bytes();
    if bytes.get(at) == Some(&b'(') {
        let (mark, len) = mark::read(content.get(at..)?)?;
        leading = Some((mark, base + at..base + at + len));
        at += len;
        at += blanks(bytes, at);
    }
    let digits = bytes.get(at..)?.iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    if digits == 0 || digits > 3 {
        return None;
    }
    let number = at..at + digits;
    let printed: u32 = content.get(number.clone())?.parse().ok()?;
    at += digits;
    // `1\.`: Markdown escapes a number that would begin a list.
    at += usize::from(bytes.get(at) == Some(&b'\\') && bytes.get(at + 1) == Some(&b'.'));
    let spaced = blanks(bytes, at);
    let point = matches!(bytes.get(at + spaced), Some(b'.' | b')')) && spaced <= 1;
    if point {
        at += spaced + 1;
    }
    // `1.5` is a number, `1.(C)` a marker.
    if point && bytes.get(at).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let gap = blanks(bytes, at);
    let mark = match leading {
        Some(mark) => Some(mark),
        None => mark::read(content.get(at + gap..)?)
            .or_else(|| mark::garbled(content.get(at + gap..)?).filter(|_| point))
            .map(|(mark, len)| (mark, base + at + gap..base + at + gap + len)),
    };
    if !point && mark.is_none() {
        return None;
    }
    let text_at = match &mark {
        Some((_, range)) if range.end > base + at => range.end,
        _ => base + at + gap,
    };
    let rest = content.get(text_at - base..)?.trim_start();
    let proper = rest.is_empty()
        || mark.is_some()
        || rest.starts_with(|c: char| c.is_alphabetic() || "\"'([-*$\u{201c}\u{2018}<&_#=\u{a3}".contains(c))
        || gap > 0 && begins_with_figure(rest);
    let glyph_of_ocr =
        glyph > 0 && content.is_char_boundary(1) && matches!(bytes.first(), Some(b'P' | b'q' | b'?'));
    if !proper || printed == 0 || glyph_of_ocr && mark.is_none() && !point {
        return None;
    }
    let own = if mark.is_some() { 6 } else { 0 } - if glyph_of_ocr { 1 } else { 0 }
        + if rest.is_empty() && mark.is_none() { -2 } else { 0 };
    let number = base + number.start..base + number.end;
    Some(Candidate {
        line,
        start: base,
        number,
        printed,
        mark,
        text_at,
        own,
        glyph,
        midline: false,
        fresh: false,
    })
}

/// Candidates inside a line: ` n. (X) ` after the end of a sentence, where paragraphs were run together.
fn within(content: &str, base: usize, line: usize, out: &mut Vec<Candidate>) {
    let bytes = content.as_bytes();
    for open in memchr::memchr_iter(b'(', bytes) {
        let back =
            bytes.get(..open).unwrap_or_default().iter().rev().take(3).take_while(|b| **b == b' ').count();
        let Some(point) = (open - back).checked_sub(1) else { continue };
        if bytes.get(point) != Some(&b'.') {
            continue;
        }
        let digits = bytes
            .get(..point)
            .unwrap_or_default()
            .iter()
            .rev()
            .take(4)
            .take_while(|b| b.is_ascii_digit())
            .count();
        let start = point - digits;
        if !(1..=3).contains(&digits) || start < 2 {
            continue;
        }
        let before = content.get(..start).unwrap_or_default();
        let glued = before.ends_with(['.', '?', '!', '"', ')', '\u{b6}']);
        if !glued && !before.trim_end().ends_with(['.', '?', '!', '"', ')', ':', '\u{b6}'])
            || before.trim().is_empty()
        {
            continue;
        }
        let Some((mark, len)) = content.get(open..).and_then(mark::read) else { continue };
        let Some(printed) = content.get(start..point).and_then(|digits| digits.parse().ok()) else {
            continue;
        };
        if printed == 0 {
            continue;
        }
        let glyph = if before.ends_with('\u{b6}') { '\u{b6}'.len_utf8() } else { 0 };
        out.push(Candidate {
            line,
            start: base + start - glyph,
            number: base + start..base + point,
            printed,
            mark: Some((mark, base + open..base + open + len)),
            text_at: base + open + len,
            own: 6,
            glyph,
            midline: true,
            fresh: false,
        });
    }
}

/// Length of a publisher's paragraph sign at the start of a line, blanks after it included: `¶`, its double-encoded
/// form, or the letter that a reader of images took it for.
pub(crate) fn glyph(content: &str) -> usize {
    match content.as_bytes().first() {
        Some(b'<') => return anchor(content),
        Some(b'&' | b'P' | b'q' | b'?' | 0xc2 | 0xc3) => {}
        _ => return 0,
    }
    let sign = ["\u{b6}", "\u{c2}\u{b6}", "&para;"]
        .into_iter()
        .find(|sign| content.starts_with(sign))
        .map_or(0, str::len);
    let bytes = content.as_bytes();
    if sign > 0 {
        return sign + blanks(bytes, sign);
    }
    let read_as_letter = matches!(bytes.first(), Some(b'P' | b'q' | b'?'))
        && bytes.get(1 + blanks(bytes, 1)).is_some_and(u8::is_ascii_digit);
    if read_as_letter { 1 + blanks(bytes, 1) } else { 0 }
}

/// Length of tags around a paragraph sign, as in `<a id='par1'>` … `</a>`; 0 where no sign is between them.
fn anchor(content: &str) -> usize {
    let Some(open) = content.bytes().take(80).position(|b| b == b'>') else { return 0 };
    let inner = content.get(open + 1..).unwrap_or_default();
    let sign = ["\u{b6}", "\u{c2}\u{b6}", "&para;"]
        .into_iter()
        .find(|sign| inner.starts_with(sign))
        .map_or(0, str::len);
    let after = inner.get(sign..).unwrap_or_default();
    let close = if after.starts_with("</") {
        after.bytes().take(8).position(|b| b == b'>').map_or(0, |at| at + 1)
    } else {
        0
    };
    if sign == 0 { 0 } else { open + 1 + sign + close + blanks(after.as_bytes(), close) }
}

fn blanks(bytes: &[u8], at: usize) -> usize {
    bytes.get(at..).unwrap_or_default().iter().take_while(|b| matches!(b, b' ' | b'\t')).count()
}

/// The best path. `opens` tells that the telegram's first section is here, so that numbers should begin at 1.
pub(crate) fn choose(candidates: &[Candidate], opens: bool) -> Vec<Chosen> {
    let mut states = States::up_to(candidates.iter().map(|candidate| candidate.printed).max().unwrap_or(0));
    let mut steps: Vec<Step> = Vec::with_capacity(candidates.len() * 2);
    let mut passed = 0;
    for (i, candidate) in candidates.iter().enumerate() {
        let read = |(number, prefixed)| {
            let (score, back) = states.best_before(number, opens, passed, candidate);
            let own = candidate.own - COST - if prefixed { 1 } else { 0 };
            Step { candidate: i, number, prefixed, score: score + own, back }
        };
        // Both readings start from what came before this candidate.
        let printed = read((candidate.printed, false));
        let without = without_prefix(candidate).map(|number| read((number, true)));
        for step in std::iter::once(printed).chain(without) {
            states.offer(step.number, step.score, steps.len());
            steps.push(step);
        }
        passed += i32::from(candidate.own >= STRONG);
    }
    let mut chosen = Vec::new();
    let mut at = states.best.filter(|(score, _)| *score > 0).map(|(_, step)| step);
    while let Some(step) = at.and_then(|at| steps.get(at)) {
        chosen.push(Chosen {
            candidate: step.candidate,
            number: step.number,
            prefixed: step.prefixed,
            suspected: None,
        });
        at = step.back;
    }
    chosen.reverse();
    undo_lone_prefix(&mut chosen, candidates);
    chosen
}

/// Points are halves: a marker must bring more than this to be worth taking.
const COST: i32 = 5;
/// Evidence that makes a candidate hard to pass over.
const STRONG: i32 = 8;
const NUMBERS: usize = 1000;

struct Step {
    candidate: usize,
    number: u32,
    prefixed: bool,
    score: i32,
    back: Option<usize>,
}

/// The best score of a path that ends in each number, and the best over all smaller numbers.
struct States {
    by_number: Vec<Option<(i32, usize)>>,
    /// Fenwick tree of maxima over `by_number`.
    below: Vec<Option<(i32, usize)>>,
    best: Option<(i32, usize)>,
}

impl States {
    /// For numbers up to `highest`: most bodies have ten or twenty.
    fn up_to(highest: u32) -> States {
        let numbers = (highest as usize + 1).min(NUMBERS);
        States { by_number: vec![None; numbers], below: vec![None; numbers + 1], best: None }
    }

    fn offer(&mut self, number: u32, score: i32, step: usize) {
        let better = |old: &Option<(i32, usize)>| old.is_none_or(|(best, _)| score > best);
        if let Some(slot) = self.by_number.get_mut(number as usize).filter(|slot| better(slot)) {
            *slot = Some((score, step));
        }
        let mut at = number as usize + 1;
        while let Some(slot) = self.below.get_mut(at) {
            if better(slot) {
                *slot = Some((score, step));
            }
            at += at & at.wrapping_neg();
        }
        if better(&self.best) {
            self.best = Some((score, step));
        }
    }

    /// The best path that ends in a number below `limit`.
    fn best_below(&self, limit: u32) -> Option<(i32, usize)> {
        let mut at = limit as usize;
        let mut best: Option<(i32, usize)> = None;
        while at > 0 {
            if let Some((score, step)) = self.below.get(at).copied().flatten()
                && best.is_none_or(|(b, _)| score > b)
            {
                best = Some((score, step));
            }
            at -= at & at.wrapping_neg();
        }
        best
    }

    /// Score and step of the best path that `number` can follow, transition included. A path that only begins here leaves
    /// out the `passed` strong candidates before it.
    fn best_before(
        &self,
        number: u32,
        opens: bool,
        passed: i32,
        candidate: &Candidate,
    ) -> (i32, Option<usize>) {
        let start = match (number, opens) {
            (1, true) => 6,
            (_, false) => 2,
            (2, true) => 2,
            _ => -4,
        };
        let mut best = (start - 4 * passed, None);
        let mut offer = |state: Option<(i32, usize)>, points: i32| {
            if let Some((score, step)) = state
                && (score + points > best.0 || (score + points == best.0 && best.1.is_none()))
            {
                best = (score + points, Some(step));
            }
        };
        let state = |n: u32| self.by_number.get(n as usize).copied().flatten();
        if let Some(one) = number.checked_sub(1) {
            offer(state(one), 6);
        }
        offer(state(number), -2);
        for gap in 2..=4 {
            offer(number.checked_sub(gap).and_then(state), 2 - 2 * gap.cast_signed());
        }
        offer(self.best_below(number), -8);
        // Numbers that begin anew: a digest, or a second text. Without marks that is a list inside a paragraph.
        if number == 1 {
            offer(
                self.best,
                if candidate.mark.is_some() {
                    -3
                } else if candidate.fresh {
                    -1
                } else {
                    -16
                },
            );
        } else if candidate.mark.is_some() {
            offer(self.best, -12);
        }
        best
    }
}

/// The number without a `1` in front of it.
fn without_prefix(candidate: &Candidate) -> Option<u32> {
    let digits = candidate.number.len();
    let base = if digits == 3 { 100 } else { 10 };
    let rest = candidate.printed.checked_sub(base)?;
    let proper = match digits {
        2 => candidate.printed < 20 && rest >= 1,
        3 => candidate.printed < 200 && rest >= 10,
        _ => false,
    };
    proper.then_some(rest)
}

/// One number with a `1` in front, and nothing after it that goes on from the true one, is too little evidence
/// (format.md §15.1 step 4): it keeps its printed number.
fn undo_lone_prefix(chosen: &mut [Chosen], candidates: &[Candidate]) {
    for i in 0..chosen.len() {
        let (Some(this), before, after) =
            (chosen.get(i).copied(), i.checked_sub(1).and_then(|b| chosen.get(b)), chosen.get(i + 1))
        else {
            continue;
        };
        let run = before.is_some_and(|b| b.prefixed) || after.is_some_and(|a| a.prefixed);
        let followed = after.is_some_and(|a| a.number == this.number + 1);
        let printed = candidates.get(this.candidate).map_or(0, |c| c.printed);
        let absurd = before.is_some_and(|b| b.number + 1 == this.number && printed > b.number + 40);
        if this.prefixed
            && !run
            && !followed
            && !absurd
            && let Some(slot) = chosen.get_mut(i)
        {
            *slot = Chosen { number: printed, prefixed: false, suspected: Some(this.number), ..this };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each item is the marker of a line; gives the true numbers of the lines that are markers.
    fn numbers(markers: &[&str], opens: bool) -> Vec<u32> {
        let text: String = markers.iter().map(|marker| format!("{marker} The ministry spoke.\n\n")).collect();
        let lines = super::super::test_lines(&text);
        let candidates = candidates(&text, &lines);
        choose(&candidates, opens).iter().map(|chosen| chosen.number).collect()
    }

    #[test]
    fn ok_plain_runs() {
        assert_eq!(numbers(&["1. (C)", "2. (C)", "3. (C)"], true), [1, 2, 3]);
        assert_eq!(numbers(&["1.", "2.", "3."], true), [1, 2, 3]);
        assert_eq!(numbers(&["1. (C)", "3. (C)", "4. (C)"], true), [1, 3, 4]);
        assert_eq!(numbers(&["1. (C)", "2. (C)", "2. (C)", "3. (C)"], true), [1, 2, 2, 3]);
        assert_eq!(numbers(&["7. (C)", "8. (C)"], false), [7, 8]);
    }

    #[test]
    fn ok_one_put_in_front() {
        assert_eq!(
            numbers(
                &["4. (C)", "5. (C)", "16. (C)", "17. (C)", "18. (C)", "19. (C)", "110. (C)", "111. (C)"],
                false
            ),
            [4, 5, 6, 7, 8, 9, 10, 11]
        );
        assert_eq!(numbers(&["1. (C)", "2. (C)", "13. (C)", "14. (C)"], true), [1, 2, 3, 4]);
        assert_eq!(numbers(&["1. (C)", "12. (C)", "3. (C)"], true), [1, 2, 3]);
        assert_eq!(numbers(&["11. (C)", "12. (C)", "13. (C)"], true), [1, 2, 3]);
        assert_eq!(numbers(&["1. ", "2. ", "13. ", "14. "], true), [1, 2, 3, 4]);
    }

    #[test]
    fn ok_genuine_large_numbers() {
        let all: Vec<String> = (1..=17).map(|n| format!("{n}. (C)")).collect();
        assert_eq!(
            numbers(&all.iter().map(String::as_str).collect::<Vec<_>>(), true),
            (1..=17).collect::<Vec<_>>()
        );
        assert_eq!(numbers(&["11. (C)", "12. (C)", "13. (C)"], false), [11, 12, 13]);
        assert_eq!(
            numbers(&["5. (C)", "16. (C)", "17. (C)", "18. (C)", "19. (C)", "20. (C)"], false),
            [5, 16, 17, 18, 19, 20]
        );
        assert_eq!(numbers(&["4. (C)", "5. (C)", "16. (C)"], false), [4, 5, 16]);
    }

    #[test]
    fn ok_lists_inside_paragraphs_are_not_markers() {
        let text =
            "1. (C) First.\n\n2. (C) He named three aims:\n1. Peace.\n2. Fish.\n3. Quiet.\n\n3. (C) Last.\n";
        let lines = super::super::test_lines(text);
        let found = candidates(text, &lines);
        let chosen = choose(&found, true);
        assert_eq!(chosen.iter().map(|c| found[c.candidate].line).collect::<Vec<_>>(), [0, 1, 5]);
    }

    #[test]
    fn ok_wrapped_numbers_are_not_markers() {
        let text = "1. (C) The talks of March\n24. The minister left in\n2007. Then he spoke of\n2. million tons.\n\n2. (C) Last.\n";
        let lines = super::super::test_lines(text);
        let found = candidates(text, &lines);
        assert_eq!(choose(&found, true).iter().map(|c| found[c.candidate].line).collect::<Vec<_>>(), [0, 4]);
    }
}
