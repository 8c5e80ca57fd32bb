//! Where a person's name begins and ends.

use std::ops::Range;

use crate::lexicon::{Class, Lexicon};
use crate::prose::Sentence;

/// Longest name, in words.
const LONGEST: usize = 6;

/// The name that begins at token `from`.
pub(super) fn name_after(sentence: &Sentence, from: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    let titles = &lexicon.titles;
    let mut end = from;
    let mut surname = false;
    let limit = if sentence.capitals { 3 } else { LONGEST };
    while end < from + limit {
        let word = sentence.lower(end);
        let particle = titles.names.particles.contains(word) && is_name_word(sentence, end + 1, lexicon);
        if particle
            && (end > from || matches!(word, "al" | "el" | "bin" | "van" | "von" | "de" | "da" | "di"))
        {
            end += 1;
            continue;
        }
        if !is_name_word(sentence, end, lexicon) {
            break;
        }
        let initial = word.len() <= 2 && word.ends_with('.') || word.len() == 1;
        surname |= !initial;
        end += 1;
        if sentence.tokens.get(end - 1).is_some_and(|token| token.possessive) {
            break;
        }
        if sentence.capitals && surname && end - from >= 2 {
            break;
        }
    }
    if surname && titles.names.suffixes.contains(sentence.lower(end)) {
        end += 1;
    }
    surname.then_some(from..end)
}

/// The name of at least two words that ends before token `end`.
pub(super) fn name_before(sentence: &Sentence, end: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    let mut start = end;
    while let Some(before) = start.checked_sub(1) {
        let particle = lexicon.titles.names.particles.contains(sentence.lower(before)) && start < end;
        if end - before > LONGEST || !(particle || is_name_word(sentence, before, lexicon)) {
            break;
        }
        start = before;
    }
    while start < end && lexicon.titles.names.particles.contains(sentence.lower(start)) {
        start += 1;
    }
    (end - start >= 2).then_some(start..end)
}

/// Whether a word can be part of a name.
fn is_name_word(sentence: &Sentence, at: usize, lexicon: &Lexicon) -> bool {
    let Some(token) = sentence.tokens.get(at) else { return false };
    let word = sentence.lower(at);
    let names = &lexicon.titles.names;
    if !(token.is(Class::Content) || token.capital && word.len() <= 2 && word.ends_with('.')) {
        return false;
    }
    if names.never.contains(word)
        || lexicon.titles.is_title_word(word)
        || word.starts_with(|c: char| c.is_ascii_digit())
    {
        return false;
    }
    if sentence.capitals {
        let known = token.word.forms != 0
            || lexicon.actors.anyone.contains(word)
            || lexicon.titles.fields.organisation.contains(word)
            || names.not_in_capitals.contains(word)
            || word.ends_with("ing")
            || word.ends_with("ed");
        return !known && word.len() > 1;
    }
    // An acronym is no name; a surname in capitals is longer.
    let text = sentence.words(at..at + 1);
    let acronym = text.len() <= 3 && text.len() > 1 && text.chars().all(|c| c.is_ascii_uppercase());
    // `al-Amin`, `d'Oliveira`: a particle is glued on.
    let glued = text.split_once(['-', '\'']).is_some_and(|(particle, rest)| {
        (particle == "d" || names.particles.contains(particle)) && rest.starts_with(char::is_uppercase)
    });
    (token.capital || glued) && !acronym
}
