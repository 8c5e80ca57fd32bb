//! Letters lost at one column (format.md §14 #34): where several lines each hold a word that is none, and that is one with
//! a letter put in at the same column, the line printer or a converter dropped that column.

use std::sync::LazyLock;

use sources::Text;

use super::BodyLine;
use crate::record::{Notes, Span};
use crate::words::{self, Letters};

/// How many lines must show the same column.
const LINES: usize = 3;
/// Bodies longer than this are looked at in their first lines only: the damage runs through a whole page.
const LOOKED_AT: usize = 60;

/// More broken words than this are no lost column.
const MOST_WORDS: usize = 40;

/// Suggests the words with their letter put back.
pub(crate) fn suggest(text: &Text, lines: &[BodyLine], notes: &mut Notes) {
    if !suspicious(text, lines) {
        return;
    }
    let mut words: Vec<Broken> = Vec::new();
    for (i, line) in lines.iter().take(LOOKED_AT).enumerate() {
        let content = text.as_str().get(line.start..line.end).unwrap_or_default();
        if content.len() > 80 || !content.is_ascii() {
            continue;
        }
        for (at, word) in broken_words(content) {
            if words.len() == MOST_WORDS {
                return;
            }
            words.push(Broken { line: i, at, word });
        }
    }
    let Some(found) = same_column(&words) else { return };
    for (broken, whole) in found {
        let Some(line) = lines.get(broken.line) else { continue };
        let Broken { at, word, .. } = *broken;
        let place = Span::from(text.span(line.start + at..line.start + at + word.len()));
        notes.suggest(34, place, word, &whole, 0.7, &["several lines lack a letter at the same column"]);
    }
}

/// A word that is none: its line, and its place there.
struct Broken<'t> {
    line: usize,
    at: usize,
    word: &'t str,
}

/// The words to which the same column gives a letter back, one a line, with what they then are: the column of most lines.
fn same_column<'w, 't>(words: &'w [Broken<'t>]) -> Option<Vec<(&'w Broken<'t>, String)>> {
    // How many lines have a broken word at a column: where they are too few, no letter is tried.
    let mut lines_at: Vec<usize> = Vec::new();
    for Broken { at, word, .. } in words {
        let end = at + word.len() + 1;
        lines_at.resize(lines_at.len().max(end), 0);
        lines_at.iter_mut().take(end).skip(*at).for_each(|lines| *lines += 1);
    }
    let mut by_column: Vec<Vec<(&Broken, String)>> = Vec::new();
    by_column.resize_with(lines_at.len(), Vec::new);
    for broken in words {
        let enough = |column: usize| lines_at.get(column).is_some_and(|lines| *lines >= LINES);
        for (column, whole) in restored(broken.word, broken.at, enough) {
            if let Some(list) = by_column
                .get_mut(column)
                .filter(|list| list.last().is_none_or(|(last, _)| last.line != broken.line))
            {
                list.push((broken, whole));
            }
        }
    }
    by_column.into_iter().max_by_key(Vec::len).filter(|list| list.len() >= LINES)
}

/// One long word in eight of the first ones is in no dictionary: sound text has one in thirty.
fn suspicious(text: &Text, lines: &[BodyLine]) -> bool {
    // A few lines are too few for a share.
    if lines.len() <= 8 {
        return true;
    }
    let (mut looked, mut unknown) = (0, 0);
    for line in lines.iter().take(24) {
        let content = text.as_str().as_bytes().get(line.start..line.end).unwrap_or_default();
        if content.len() <= 80
            && let Some(longest) = longest_word(content).filter(|word| word.len() >= 5)
        {
            looked += 1;
            unknown += usize::from(!words::known(longest));
        }
        let third = content.split(|b| *b == b' ').nth(2).unwrap_or_default();
        if third.len() >= 3 && third.iter().all(u8::is_ascii_alphabetic) {
            looked += 1;
            unknown += usize::from(!words::known(third));
        }
    }
    // Where half of the words are unknown, the text is in another language or in none.
    looked > 0 && unknown * 8 >= looked && unknown * 2 <= looked
}

/// The last of the longest words.
fn longest_word(content: &[u8]) -> Option<&[u8]> {
    let mut longest = 0..0;
    let mut start = 0;
    for (at, byte) in content.iter().chain(b" ").enumerate() {
        if !byte.is_ascii_alphabetic() {
            if at - start >= longest.len() && at > start {
                longest = start..at;
            }
            start = at + 1;
        }
    }
    content.get(longest)
}

/// Words in small letters or capitals that are in no dictionary; names, which begin with a capital, are left out.
fn broken_words(content: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut start = 0;
    content.split(|c: char| !c.is_ascii_alphabetic()).filter_map(move |word| {
        let at = start;
        start += word.len() + 1;
        let broken = match word.len() {
            0 | 1 => false,
            2 => !SHORT.iter().any(|short| word.eq_ignore_ascii_case(short)),
            _ => !words::known(word),
        };
        let one_case =
            || word.bytes().all(|b| b.is_ascii_lowercase()) || word.bytes().all(|b| b.is_ascii_uppercase());
        (broken && one_case()).then_some((at, word))
    })
}

/// Words of two letters that are whole.
const SHORT: [&str; 28] = [
    "of", "to", "in", "is", "it", "we", "by", "at", "on", "as", "be", "no", "so", "do", "go", "if", "or",
    "up", "us", "my", "me", "am", "an", "un", "eu", "uk", "mr", "vs",
];

/// The words that one more letter makes of `word`, with the column of that letter, which must be one of those `wanted`.
fn restored(word: &str, at: usize, wanted: impl Fn(usize) -> bool) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let Some(letters) = Letters::of(word).filter(|_| word.len() <= 16) else { return out };
    let upper = word.bytes().all(|b| b.is_ascii_uppercase());
    for place in (0..=word.len()).filter(|place| wanted(at + place)) {
        let (before, after) = letters.split(place);
        let found = ALPHABET.iter().zip(b'a'..).find(|(letter, _)| {
            before.joined(**letter).and_then(|first| first.joined(after)).is_some_and(Letters::known)
        });
        if let Some((_, letter)) = found {
            let letter = char::from(if upper { letter.to_ascii_uppercase() } else { letter });
            out.push((at + place, format!("{}{letter}{}", &word[..place], &word[place..])));
        }
    }
    out
}

/// Each letter of the alphabet.
static ALPHABET: LazyLock<Vec<Letters>> =
    LazyLock::new(|| ('a'..='z').filter_map(|letter| Letters::of(letter.encode_utf8(&mut [0; 4]))).collect());
