//! One number for all dresses of a word.
//!
//! A word is joined over a line end, or read with letters for digits, only where some copy has the word that comes out.

use std::collections::{HashMap, HashSet};

use super::Release;

/// The words of all copies as numbers.
pub(super) struct Keys {
    /// By copy, a number for each word.
    pub(super) of: Vec<Vec<u32>>,
    /// By number, how much a match is worth.
    pub(super) worth: Vec<i32>,
}

/// Joins the words that a line end parts, and numbers all.
pub(super) fn join(copies: &mut [Release<'_>]) -> Keys {
    let known: HashSet<String> = copies.iter().flat_map(|copy| copy.folded.iter().cloned()).collect();
    let mut numbers: HashMap<String, u32> = HashMap::new();
    let mut keys = Keys { of: Vec::new(), worth: Vec::new() };
    for copy in copies {
        over_line_ends(copy, &known);
        let mut of = Vec::with_capacity(copy.folded.len());
        for word in &copy.folded {
            let word = mended(word, &known).unwrap_or_else(|| word.clone());
            let worth = if word.chars().nth(3).is_none() { 3 } else { 5 };
            of.push(*numbers.entry(word).or_insert_with(|| {
                keys.worth.push(worth);
                u32::try_from(keys.worth.len() - 1).unwrap_or(u32::MAX)
            }));
        }
        keys.of.push(of);
    }
    keys
}

fn over_line_ends(copy: &mut Release<'_>, known: &HashSet<String>) {
    let (mut words, mut folded) = (Vec::new(), Vec::<String>::new());
    let read = std::mem::take(&mut copy.words);
    let mut rest = read.iter().zip(std::mem::take(&mut copy.folded)).enumerate().peekable();
    while let Some((index, (range, mut word))) = rest.next() {
        let mut range = range.clone();
        if let Some((_, (next, end))) = rest.peek()
            && copy.marks(index + 1, index + 1).is_empty()
            && parted(copy, range.end..next.start)
        {
            let whole = format!("{word}{end}");
            if known.contains(&whole) {
                (range.end, word) = (next.end, whole);
                rest.next();
            }
        }
        words.push(range);
        folded.push(word);
    }
    (copy.words, copy.folded) = (words, folded);
    copy.place_marks();
}

/// True for a hyphen and a line end.
fn parted(copy: &Release<'_>, between: std::ops::Range<usize>) -> bool {
    let text = copy.text.get(between.clone()).unwrap_or_default();
    if !text.starts_with(['-', '\u{ad}', '\u{2010}']) || !text.contains('\n') {
        return false;
    }
    copy.plain(between).trim_matches(['-', '\u{ad}', '\u{2010}']).trim().is_empty()
}

const CONFUSED: [(char, char); 7] =
    [('0', 'o'), ('1', 'i'), ('1', 'l'), ('5', 's'), ('8', 'b'), ('2', 'z'), ('6', 'g')];

/// A word with digits for letters, or a number with letters for digits, as some copy has it.
fn mended(word: &str, known: &HashSet<String>) -> Option<String> {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    if digits == 0 || digits == word.len() || !(2..=32).contains(&word.len()) || !word.is_ascii() {
        return None;
    }
    let letters = |one: char| {
        let as_letter = |c: char| {
            if c == '1' {
                one
            } else {
                CONFUSED.iter().find(|(digit, _)| *digit == c).map_or(c, |(_, letter)| *letter)
            }
        };
        word.chars().map(as_letter).collect::<String>()
    };
    let as_digit = |c: char| CONFUSED.iter().find(|(_, letter)| *letter == c).map_or(c, |(digit, _)| *digit);
    let number = word.chars().map(as_digit).collect::<String>();
    [letters('i'), letters('l'), number].into_iter().find(|candidate| {
        let pure = candidate.bytes().all(|b| b.is_ascii_digit())
            || candidate.bytes().all(|b| b.is_ascii_alphabetic());
        pure && known.contains(candidate)
    })
}
