//! Letters lost at one column (format.md §14 #34): where several lines each hold a word that is none, and that is one with
//! a letter put in at the same column, the line printer or a converter dropped that column.

use sources::Text;

use super::BodyLine;
use crate::record::{Notes, Span};
use crate::words;

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
    let mut tried = 0;
    let mut by_column: Vec<Vec<(usize, usize, String, String)>> = Vec::new();
    for (i, line) in lines.iter().take(LOOKED_AT).enumerate() {
        let content = text.as_str().get(line.start..line.end).unwrap_or_default();
        if content.len() > 80 || !content.is_ascii() {
            continue;
        }
        for (at, word) in broken_words(content) {
            tried += 1;
            if tried > MOST_WORDS {
                return;
            }
            for (column, whole) in restored(word, at) {
                if by_column.len() <= column {
                    by_column.resize(column + 1, Vec::new());
                }
                if let Some(list) =
                    by_column.get_mut(column).filter(|list| list.last().is_none_or(|(last, ..)| *last != i))
                {
                    list.push((i, at, word.to_string(), whole));
                }
            }
        }
    }
    let Some(found) = by_column.iter().max_by_key(|list| list.len()).filter(|list| list.len() >= LINES)
    else {
        return;
    };
    for (i, at, word, whole) in found {
        let Some(line) = lines.get(*i) else { continue };
        let place = Span::from(text.span(line.start + at..line.start + at + word.len()));
        notes.suggest(34, place, word, whole, 0.7, &["several lines lack a letter at the same column"]);
    }
}

/// One long word in eight of the first ones is in no dictionary: sound text has one in thirty.
fn suspicious(text: &Text, lines: &[BodyLine]) -> bool {
    // A few lines are too few for a share.
    if lines.len() <= 8 {
        return true;
    }
    let (mut looked, mut unknown) = (0, 0);
    for line in lines.iter().take(24) {
        let content = text.as_str().get(line.start..line.end).unwrap_or_default();
        let longest = content
            .split(|c: char| !c.is_ascii_alphabetic())
            .max_by_key(|word| word.len())
            .unwrap_or_default();
        if longest.len() >= 5 && content.len() <= 80 {
            looked += 1;
            unknown += usize::from(!words::known(longest));
        }
        let second = content.split(' ').nth(2).unwrap_or_default();
        if second.len() >= 3 && second.bytes().all(|b| b.is_ascii_alphabetic()) {
            looked += 1;
            unknown += usize::from(!words::known(second));
        }
    }
    // Where half of the words are unknown, the text is in another language or in none.
    looked > 0 && unknown * 8 >= looked && unknown * 2 <= looked
}

/// Words in small letters or capitals that are in no dictionary; names, which begin with a capital, are left out.
fn broken_words(content: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = content.as_ptr() as usize;
    content
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| {
            word.len() >= 2
                && (word.bytes().all(|b| b.is_ascii_lowercase())
                    || word.bytes().all(|b| b.is_ascii_uppercase()))
        })
        .filter(|word| {
            if word.len() == 2 {
                !SHORT.contains(&word.to_ascii_lowercase().as_str())
            } else {
                !words::known(word)
            }
        })
        .map(move |word| (word.as_ptr() as usize - base, word))
}

/// Words of two letters that are whole.
const SHORT: [&str; 28] = [
    "of", "to", "in", "is", "it", "we", "by", "at", "on", "as", "be", "no", "so", "do", "go", "if", "or",
    "up", "us", "my", "me", "am", "an", "un", "eu", "uk", "mr", "vs",
];

/// The words that one more letter makes of `word`, with the column of that letter.
fn restored(word: &str, at: usize) -> Vec<(usize, String)> {
    let letters = if word.bytes().all(|b| b.is_ascii_uppercase()) { b'A'..=b'Z' } else { b'a'..=b'z' };
    let mut out = Vec::new();
    if word.len() > 16 {
        return out;
    }
    for place in 0..=word.len() {
        for letter in letters.clone() {
            let whole = format!("{}{}{}", &word[..place], letter as char, &word[place..]);
            if words::known(&whole) {
                out.push((at + place, whole));
                break;
            }
        }
    }
    out
}
