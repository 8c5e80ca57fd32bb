//! The best passages of a telegram for a query, with the numbers of their paragraphs.

use std::collections::HashSet;
use std::ops::Range;

use serde::Serialize;

use crate::query::{Leaf, Node};
use crate::words::{fold, next_word, possessive};

/// Bytes of a passage, more or less.
const LENGTH: usize = 220;

/// A piece of a portion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// Number of the paragraph, where it has one.
    pub paragraph: Option<u32>,
    /// The words, with `…` where they were cut.
    pub text: String,
    /// Places in `text` that the query asks for.
    pub marks: Vec<Range<usize>>,
}

/// What a query asks for in the text: words, and beginnings of words.
#[derive(Debug, Default)]
pub(crate) struct Wanted {
    words: HashSet<String>,
    beginnings: Vec<String>,
}

impl Wanted {
    pub(crate) fn of(root: &Node) -> Wanted {
        let mut wanted = Wanted::default();
        wanted.node(root);
        wanted
    }

    fn node(&mut self, node: &Node) {
        match node {
            Node::And(parts) | Node::Or(parts) => parts.iter().for_each(|part| self.node(part)),
            Node::Leaf(leaf) => self.leaf(leaf),
            // What must not be there cannot be shown.
            Node::Not(_) | Node::All => {}
        }
    }

    fn leaf(&mut self, leaf: &Leaf) {
        match leaf {
            Leaf::Words(words) => self.words.extend(words.iter().cloned()),
            Leaf::Prefix(words, start) => {
                self.words.extend(words.iter().cloned());
                self.beginnings.push(start.clone());
            }
            Leaf::Near { parts, .. } => self.words.extend(parts.iter().flatten().cloned()),
            Leaf::Expand(term) => super::expand::alternatives(term).iter().for_each(|leaf| self.leaf(leaf)),
            Leaf::Subject(_) | Leaf::Term { .. } | Leaf::Date { .. } => {}
        }
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.beginnings.is_empty()
    }

    /// Which of the wanted a word is; words are told apart by what was wanted.
    fn find(&self, word: &str) -> Option<String> {
        if self.words.contains(word) {
            return Some(word.to_string());
        }
        self.beginnings.iter().find(|start| word.starts_with(start.as_str())).cloned()
    }
}

/// At most `most` passages, the best first: those with most different words wanted, then the earlier.
pub(crate) fn passages(portions: &[(Option<u32>, String)], wanted: &Wanted, most: usize) -> Vec<Passage> {
    if wanted.is_empty() {
        let opening = portions
            .iter()
            .find(|(number, text)| number.is_some() && !text.is_empty())
            .or_else(|| portions.first());
        return opening.map(|(paragraph, text)| cut(*paragraph, text, 0, &[])).into_iter().collect();
    }
    let mut found: Vec<(usize, Passage)> = Vec::new();
    for (paragraph, text) in portions {
        let hits = hits(text, wanted);
        if let Some((different, first)) = best(&hits) {
            let marks: Vec<Range<usize>> = hits.into_iter().map(|(range, _)| range).collect();
            found.push((different, cut(*paragraph, text, first, &marks)));
        }
    }
    found.sort_by_key(|(different, _)| std::cmp::Reverse(*different));
    found.truncate(most);
    found.into_iter().map(|(_, passage)| passage).collect()
}

fn hits(text: &str, wanted: &Wanted) -> Vec<(Range<usize>, String)> {
    let mut out = Vec::new();
    let (mut at, mut word) = (0, String::new());
    while let Some(range) = next_word(text, at) {
        word.clear();
        fold(text.get(range.clone()).unwrap_or_default(), &mut word);
        at = range.end + possessive(text.get(range.end..).unwrap_or_default());
        if let Some(which) = wanted.find(&word) {
            out.push((range, which));
        }
    }
    out
}

/// The window with most different words: how many, and where it begins.
fn best(hits: &[(Range<usize>, String)]) -> Option<(usize, usize)> {
    let mut best: Option<(usize, usize)> = None;
    for (i, (first, _)) in hits.iter().enumerate().take(500) {
        let mut seen: Vec<&str> = Vec::new();
        for (range, which) in hits.iter().skip(i).take(100) {
            if range.end > first.start + LENGTH {
                break;
            }
            if !seen.contains(&which.as_str()) {
                seen.push(which);
            }
        }
        if best.is_none_or(|(different, _)| seen.len() > different) {
            best = Some((seen.len(), first.start));
        }
    }
    best
}

/// The piece of `text` around `from`, cut at blanks.
fn cut(paragraph: Option<u32>, text: &str, from: usize, marks: &[Range<usize>]) -> Passage {
    let blank = |at: usize| text.get(..at).and_then(|head| head.rfind(' ')).map_or(0, |at| at + 1);
    let mut lead = from.saturating_sub(40);
    while !text.is_char_boundary(lead) {
        lead -= 1;
    }
    let start = if lead == 0 { 0 } else { blank(lead) };
    let mut end = (start + LENGTH).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    if end < text.len() {
        end = text.get(end..).and_then(|rest| rest.find(' ')).map_or(text.len(), |at| end + at);
        end = end.min(start + 2 * LENGTH);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
    }
    let mut out = String::new();
    if start > 0 {
        out.push('…');
    }
    let shift = out.len();
    out.push_str(text.get(start..end).unwrap_or_default());
    if end < text.len() {
        out.push('…');
    }
    let within = marks.iter().filter(|mark| mark.start >= start && mark.end <= end);
    let marks = within.map(|mark| mark.start - start + shift..mark.end - start + shift).collect();
    Passage { paragraph, text: out, marks }
}
