//! A copy as it is compared: its words, what is struck out, and the lines that are no part of it.

use std::borrow::Cow;
use std::ops::Range;

use telegram::furniture::{self, Furniture};

use super::{Copy, strikes};
use crate::words::tokens;

/// A copy as read.
#[derive(Clone, Debug)]
pub struct Release<'t> {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: &'t str,
    /// Places of its words, in bytes; a word parted by a hyphen at a line end is one.
    pub words: Vec<Range<usize>>,
    /// What is struck out, in order.
    pub struck: Vec<Struck>,
    /// Lines that are not compared: page lines, stamps, what a publisher put there.
    pub furniture: Vec<Range<usize>>,
    /// The words, folded.
    pub(super) folded: Vec<String>,
}

/// A mark that something was struck out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Struck {
    /// The mark, in bytes.
    pub range: Range<usize>,
    /// Number of words before it.
    pub at: usize,
}

/// Reads one copy.
pub(super) fn read<'t>(copy: &Copy<'t>) -> Release<'t> {
    let text = copy.text;
    let furniture = skipped(text);
    let marks = strikes::find(text, &furniture);
    let mut no_words: Vec<Range<usize>> = furniture.iter().chain(&marks).cloned().collect();
    no_words.sort_by_key(|range| range.start);
    let (mut words, mut folded) = (Vec::new(), Vec::new());
    let mut left_out = no_words.iter().peekable();
    for token in tokens(text) {
        let mut rest = token.range.clone();
        while left_out.next_if(|range| range.end <= rest.start).is_some() {}
        let mut whole = true;
        // A mark may be glued to a word, on either side.
        while let Some(mark) = left_out.peek().copied().filter(|mark| mark.start < token.range.end) {
            whole = false;
            push(text, rest.start..mark.start.max(rest.start), &mut words, &mut folded);
            rest.start = mark.end.clamp(rest.start, rest.end);
            if mark.end > token.range.end || left_out.next().is_none() {
                break;
            }
        }
        if whole && !token.word.is_empty() {
            words.push(token.range);
            folded.push(token.word);
        } else if !whole {
            push(text, rest, &mut words, &mut folded);
        }
    }
    let struck = marks.into_iter().map(|range| Struck { range, at: 0 }).collect();
    let mut release = Release { name: copy.name.clone(), text, words, struck, furniture, folded };
    release.place_marks();
    release
}

/// A part of a word that a mark has left.
fn push(text: &str, range: Range<usize>, words: &mut Vec<Range<usize>>, folded: &mut Vec<String>) {
    for token in tokens(text.get(range.clone()).unwrap_or_default()).filter(|token| !token.word.is_empty()) {
        words.push(range.start + token.range.start..range.start + token.range.end);
        folded.push(token.word);
    }
}

impl Release<'_> {
    /// Counts the words before each mark.
    pub(super) fn place_marks(&mut self) {
        for mark in &mut self.struck {
            mark.at = self.words.partition_point(|word| word.start < mark.range.start);
        }
    }

    /// The marks between the words before `first` and those from `last` on, both ends included.
    pub(super) fn marks(&self, first: usize, last: usize) -> &[Struck] {
        let from = self.struck.partition_point(|mark| mark.at < first);
        let to = self.struck.partition_point(|mark| mark.at <= last);
        self.struck.get(from..to).unwrap_or_default()
    }

    /// The text of `range` without furniture, a blank for what is struck out.
    pub(super) fn plain(&self, range: Range<usize>) -> Cow<'_, str> {
        let of = |ranges: &[Range<usize>]| ranges.partition_point(|one| one.end <= range.start);
        let mut furniture = self.furniture.iter().skip(of(&self.furniture)).peekable();
        let first = self.struck.partition_point(|mark| mark.range.end <= range.start);
        let mut struck = self.struck.iter().skip(first).map(|mark| &mark.range).peekable();
        let inside = |one: &&&Range<usize>| one.start < range.end;
        if furniture.peek().filter(inside).is_none() && struck.peek().filter(inside).is_none() {
            return Cow::Borrowed(self.text.get(range).unwrap_or_default());
        }
        let (mut out, mut at) = (String::new(), range.start);
        loop {
            let (one, blank) = match (furniture.peek().filter(inside), struck.peek().filter(inside)) {
                (None, None) => break,
                (Some(line), mark) if mark.is_none_or(|mark| line.start < mark.start) => {
                    (furniture.next(), "")
                }
                _ => (struck.next(), " "),
            };
            let Some(one) = one else { break };
            out.push_str(self.text.get(at..one.start).unwrap_or_default());
            out.push_str(blank);
            at = at.max(one.end);
        }
        out.push_str(self.text.get(at..range.end).unwrap_or_default());
        Cow::Owned(out)
    }
}

/// How a word hangs together with what is around it.
pub(super) struct Place<'r> {
    /// Signs right before it: a quote, a bracket.
    pub(super) lead: Cow<'r, str>,
    /// The word as printed, in one piece.
    pub(super) word: Cow<'r, str>,
    /// Signs right behind it.
    pub(super) trail: Cow<'r, str>,
    /// What parts it from the next word: nothing, a blank, or two line ends.
    pub(super) gap: &'static str,
}

impl Release<'_> {
    /// The place of a word.
    pub(super) fn place(&self, word: usize) -> Place<'_> {
        let range = self.words.get(word).cloned().unwrap_or_default();
        let before =
            word.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |range| range.end);
        let after = self.words.get(word + 1).map_or(self.text.len(), |range| range.start);
        let lead = match self.plain(before..range.start) {
            signs if before > 0 && !signs.contains(char::is_whitespace) => Cow::Borrowed(""),
            signs => Cow::Owned(signs.rsplit(char::is_whitespace).next().unwrap_or_default().to_string()),
        };
        let between = self.plain(range.end..after);
        let blanks = between.find(char::is_whitespace);
        let gap = match blanks.and_then(|at| between.get(at..)) {
            None => "",
            Some(blanks) if blanks.matches('\n').count() > 1 => "\n\n",
            Some(_) => " ",
        };
        let trail =
            Cow::Owned(between.get(..blanks.unwrap_or(between.len())).unwrap_or_default().to_string());
        let mut word = self.plain(range);
        if let Some(at) = word.find(char::is_whitespace) {
            let (start, end) = word.split_at_checked(at).unwrap_or_default();
            word = Cow::Owned(format!(
                "{}{}",
                start.trim_end_matches(['-', '\u{ad}', '\u{2010}']),
                end.trim_start()
            ));
        }
        Place { lead, word, trail, gap }
    }

    /// Words as one reads them: without furniture and marks, line ends as blanks.
    pub fn shown(&self, words: Range<usize>) -> String {
        let mut out = String::new();
        for word in words.clone() {
            let place = self.place(word);
            out.push_str(&place.lead);
            out.push_str(&place.word);
            out.push_str(&place.trail);
            if word + 1 < words.end {
                out.push_str(place.gap);
            }
        }
        out
    }
}

/// The lines that no drafter wrote and no reader misses. Lines that only their neighbours make furniture need a sure one
/// next to them.
fn skipped(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    // Neighbours that are furniture, if one of them is sure.
    let (mut run, mut sure): (Vec<Range<usize>>, bool) = (Vec::new(), false);
    let (mut at, mut page) = (0, None);
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        if range.is_empty() || line.trim().is_empty() {
            continue;
        }
        let tail = page.take().is_some_and(|page| furniture::page_tail(line, page).is_some());
        let found = furniture::read(line).filter(left_out);
        if let Some(Furniture::PageHead { page: number }) = found {
            page = Some(number);
        }
        match &found {
            _ if tail => sure = true,
            Some(found) => sure |= !found.needs_company(line),
            None => {
                out.extend(std::mem::take(&mut run).into_iter().filter(|_| sure));
                sure = false;
                continue;
            }
        }
        run.push(range);
    }
    out.extend(run.into_iter().filter(|_| sure));
    out
}

/// Header lines are furniture elsewhere; here they are compared.
fn left_out(found: &Furniture<'_>) -> bool {
    matches!(
        found,
        Furniture::Page70 { .. }
            | Furniture::PageHead { .. }
            | Furniture::Page90 { .. }
            | Furniture::Release { .. }
            | Furniture::Receipt
            | Furniture::Counter
            | Furniture::Footer { .. }
            | Furniture::End
            | Furniture::LevelAlone { .. }
            | Furniture::StartOfMessage
            | Furniture::PublisherTitle
            | Furniture::Navigation
            | Furniture::Key
    )
}
