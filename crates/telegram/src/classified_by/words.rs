//! The words of a person's line with what stands between them, and the damage of words mended (format.md §14.3).
//!
//! A word keeps the place it was read from. Mended are: a word broken at the line end (`Coun-` / `selor`), a word with a zero
//! for O, an initial that lost its blank (`Q.Doe`). Words in brackets are asides.

use std::ops::Range;

use super::titles::{self, Class, fold};
use crate::{Passage, record::Notes};

/// One word.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// As printed, mended.
    pub(super) text: String,
    /// Its place in the field.
    pub(super) range: Range<usize>,
    /// The mark before it: `,` `;` `:` `.` `-` `?` `/` `&`, or a blank for none.
    pub(super) before: char,
    /// In brackets.
    pub(super) aside: bool,
    /// What was mended, by number of the catalogue.
    pub(super) mended: Option<(u8, &'static str)>,
}

impl Word {
    /// Notes what was mended.
    pub(super) fn note(&self, field: &Passage, notes: &mut Notes) {
        if let Some((rule, why)) = self.mended {
            let original = field.as_str().get(self.range.clone()).unwrap_or_default();
            notes.repair(rule, field.span(self.range.clone()), original, &self.text, 0.95, &[why]);
        }
    }
}

/// Reads the words in `range` of `text`.
pub(super) fn read(text: &str, range: Range<usize>) -> Vec<Word> {
    let Some(zone) = text.get(range.clone()) else { return Vec::new() };
    let mut words: Vec<Word> = Vec::new();
    let mut before = ' ';
    let mut aside = false;
    let mut at = 0;
    while let Some(character) = zone.get(at..).and_then(|rest| rest.chars().next()) {
        if starts_word(character) {
            let end = at + word_length(zone.get(at..).unwrap_or_default());
            split(zone, at..end, range.start, &mut before, aside, &mut words);
            at = end;
            continue;
        }
        match character {
            '(' | '[' | '{' => {
                aside = zone.get(at..).is_some_and(|rest| rest.contains([')', ']', '}']));
                if !aside {
                    before = ',';
                }
            }
            ')' | ']' | '}' => aside = false,
            ',' | ';' | ':' | '?' | '/' | '.' | '&' => before = character,
            '-' | '–' | '—' => before = '-',
            _ => {}
        }
        at += character.len_utf8();
    }
    mend_breaks(text, &mut words);
    words
}

/// The words joined with single blanks, marks between them as printed.
pub(super) fn joined(text: &str, words: &[Word]) -> Option<String> {
    let mut out = String::new();
    let mut last: Option<&Word> = None;
    for word in words {
        if let Some(last) = last {
            let between = text.get(last.range.end..word.range.start).unwrap_or(" ");
            // What stood in brackets between two words of a title is no part of it.
            let between = if between.contains(char::is_alphanumeric) { " " } else { between };
            let marks: String = between.split_whitespace().collect::<Vec<_>>().join(" ");
            let spaced = |side: Option<char>| side.is_some_and(char::is_whitespace);
            if !marks.is_empty() && spaced(between.chars().next()) && !marks.starts_with([',', '.', ';', ':'])
            {
                out.push(' ');
            }
            out.push_str(&marks);
            let glued_mark = !marks.is_empty()
                && !spaced(between.chars().last())
                && !marks.ends_with([',', '.', ';', ':']);
            if !glued_mark {
                out.push(' ');
            }
        }
        out.push_str(&word.text);
        last = Some(word);
    }
    (!out.is_empty()).then_some(out)
}

fn starts_word(character: char) -> bool {
    character.is_alphanumeric() || character == '\u{FFFD}'
}

fn word_length(rest: &str) -> usize {
    let mut end = 0;
    let mut characters = rest.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let inner = "'’`´/&-.?".contains(character);
        let next = characters.peek().map(|(_, next)| *next);
        // Marks belong to a word between its letters; a full stop and an accent mark also at its end.
        let goes_on = starts_word(character)
            || (inner && next.is_some_and(|next| next.is_alphabetic()))
            || "'’`´.".contains(character);
        if !goes_on {
            break;
        }
        end = at + character.len_utf8();
    }
    end
}

/// Cuts a chunk without blanks into words: `Q.Doe`, `Doe.Reason`, `Doe.`
fn split(
    zone: &str,
    chunk: Range<usize>,
    base: usize,
    before: &mut char,
    aside: bool,
    words: &mut Vec<Word>,
) {
    let mut start = chunk.start;
    let mut mended = None;
    while start < chunk.end {
        let rest = zone.get(start..chunk.end).unwrap_or_default();
        if let Some(after) = rest.strip_prefix('/') {
            *before = '/';
            start += rest.len() - after.len();
            continue;
        }
        let cut = glued(rest).unwrap_or(rest.len());
        let piece = rest.get(..cut).unwrap_or_default();
        let kept =
            if keeps_stop(piece) { piece } else { piece.trim_end_matches(['.', '’', '\'', '`', '´']) };
        if !kept.is_empty() {
            let range = base + start..base + start + kept.len();
            let (text, zero) = letters_for_zeros(kept);
            let own = mended.or(zero.then_some((32, "zero for the letter O in a word")));
            // An initial with a comma in place of its stop: `Jane Q, Doe`.
            words.push(Word { text, range, before: *before, aside, mended: own });
        }
        *before = if kept.len() < piece.len() && piece.ends_with('.') { '.' } else { ' ' };
        mended =
            (cut < rest.len() && kept.len() == piece.len()).then_some((35, "blank lost after an initial"));
        start += cut;
    }
}

/// Where a chunk has to be cut after a full stop because a new word begins there.
fn glued(chunk: &str) -> Option<usize> {
    if chunk.contains('/') {
        return glued_by_slash(chunk);
    }
    chunk.match_indices('.').map(|(at, _)| at + 1).find(|after| {
        let next = chunk.get(*after..).unwrap_or_default();
        let letters = next.chars().take_while(|character| character.is_alphabetic()).count();
        letters >= 2 && next.starts_with(char::is_uppercase)
    })
}

/// `DOE/DCM`: a surname and a title that share a slash, where neither is a symbol of an office.
fn glued_by_slash(chunk: &str) -> Option<usize> {
    let (first, second) = chunk.split_once('/')?;
    let title = matches!(titles::read(second, true, false).class, Class::Role | Class::Abbreviation);
    let name = titles::read(first, true, false).class == Class::Name && fold(first).len() >= 3;
    (title && name && titles::known(second) && fold(second).len() >= 3).then_some(first.len())
}

/// True when a mark at the end belongs to the word: `Q.`, `a.i.`, `Jr.`, `Amb.`, `O'`, `Charge'`.
fn keeps_stop(piece: &str) -> bool {
    let letters = fold(piece);
    let Some(word) = piece.strip_suffix('.') else {
        return piece.chars().count() <= 2 || (letters == "CHARGE" && piece.ends_with(['\'', '`', '´', '’']));
    };
    // `Amb.` and `AMB.` are cut short; `DCM.` is the end of a sentence.
    let cut_short = !word.contains('/')
        && letters.len() <= 5
        && (word.contains(char::is_lowercase) || titles::is_cut_short(word));
    match titles::read(piece, true, false).class {
        Class::Suffix | Class::Rank => true,
        Class::Abbreviation => cut_short,
        _ => letters.chars().count() <= 1 || word.contains('.') || letters == "ST",
    }
}

fn letters_for_zeros(word: &str) -> (String, bool) {
    let letters = word.chars().filter(|character| character.is_alphabetic()).count();
    let others = word.chars().any(|character| ('1'..='9').contains(&character));
    let alone = word == "0" || word == "0.";
    if !word.contains('0') || others || (letters < 2 && !alone) {
        return (word.to_string(), false);
    }
    let small = word.chars().filter(|character| character.is_lowercase()).count() * 2 > letters;
    let mut out = String::new();
    for (i, character) in word.chars().enumerate() {
        out.push(match character {
            '0' if small && i > 0 => 'o',
            '0' => 'O',
            other => other,
        });
    }
    (out, true)
}

/// Joins words that a line end, or a blank, cut in two.
fn mend_breaks(text: &str, words: &mut Vec<Word>) {
    let small = words.iter().all(|word| !word.text.chars().any(char::is_uppercase));
    let mut i = 0;
    while i + 1 < words.len() {
        let (Some(first), Some(second)) = (words.get(i), words.get(i + 1)) else { break };
        let between = text.get(first.range.end..second.range.start).unwrap_or_default();
        match join(&first.text, &second.text, between, small) {
            Some((whole, rule, why)) => {
                let merged = Word {
                    text: whole,
                    range: first.range.start..second.range.end,
                    mended: Some((rule, why)),
                    ..first.clone()
                };
                words.remove(i + 1);
                if let Some(word) = words.get_mut(i) {
                    *word = merged;
                }
            }
            None => i += 1,
        }
    }
}

/// The whole word that `first` and `second` are the halves of.
fn join(first: &str, second: &str, between: &str, small: bool) -> Option<(String, u8, &'static str)> {
    // Lines that end in a blank were broken between words.
    let at_line_end = between.trim_start_matches('-').trim_start_matches('\r').starts_with('\n');
    let hyphen = between.trim() == "-" && between.starts_with('-');
    if !(between.trim().is_empty() || hyphen) || between.is_empty() {
        return None;
    }
    let whole = format!("{first}{second}");
    let in_list = titles::known(&whole) && fold(&whole).len() >= 5;
    let halves = || titles::known(first) && titles::known(second);
    if in_list && !halves() && fold(second).len() >= 2 {
        return Some(match hyphen {
            true => (whole, 29, "hyphen at the line end; the whole is a word of titles"),
            false => (whole, 30, "the halves together are a word of titles"),
        });
    }
    if !at_line_end {
        return None;
    }
    let begins_small = second.starts_with(char::is_lowercase) && !small;
    let name = first.starts_with(char::is_uppercase) && !titles::known(first) && fold(first).len() >= 2;
    let plain = !titles::known(second)
        && !titles::particle(second)
        && !titles::tail(second)
        && fold(second).len() == second.len();
    if hyphen && begins_small && plain && name {
        return Some((whole, 29, "hyphen at the line end before small letters"));
    }
    if hyphen && second.starts_with(char::is_uppercase) && name && plain {
        return Some((format!("{first}-{second}"), 29, "compound name broken at its hyphen"));
    }
    let ends_small = first.ends_with(char::is_lowercase) && !first.ends_with('.');
    if begins_small && ends_small && plain && name && second.len() <= 8 {
        return Some((whole, 29, "name goes on in small letters on the next line"));
    }
    let signs = authority::officers::known_signature;
    let signature = name && plain && signs(&whole) && !signs(second);
    signature.then_some((whole, 29, "together the surname of a known officer"))
}
