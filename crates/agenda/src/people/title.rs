//! A title with what belongs to it: fields before it, an organisation behind it, how it is held.

use std::ops::Range;

use crate::lexicon::{Class, Lexicon, TitleKind};
use crate::prose::Sentence;

/// A title read around its head word.
#[derive(Clone, Debug)]
pub(super) struct Title {
    /// From the status word or nation to the head.
    pub(super) tokens: Range<usize>,
    /// The title proper: fields and head.
    words: Range<usize>,
    /// Nation or body before the title.
    nation: Option<Range<usize>>,
    /// What stands after "of" or "for".
    behind: Option<Range<usize>>,
    pub(super) status: &'static str,
    /// Where a name would begin.
    pub(super) name_from: usize,
    /// Where the title ends, with what stands behind it.
    pub(super) full_end: usize,
}

impl Title {
    /// The title in words, without status: `Fisheries Minister`, `Minister of Fisheries`.
    pub(super) fn text(&self, sentence: &Sentence) -> String {
        let mut words = sentence.words(self.words.clone());
        for prefix in ["ex-", "then-", "Ex-", "EX-", "THEN-"] {
            words = words.strip_prefix(prefix).unwrap_or(words);
        }
        for suffix in ["-designate", "-elect", "-DESIGNATE", "-ELECT", "-Designate", "-Elect"] {
            words = words.strip_suffix(suffix).unwrap_or(words);
        }
        match &self.behind {
            Some(behind) if self.nation.is_some() || is_field(sentence, behind) => {
                sentence.words(self.words.start..behind.end).to_string()
            }
            _ => words.to_string(),
        }
    }

    /// The body or the country.
    pub(super) fn organisation(&self, sentence: &Sentence) -> Option<String> {
        let place = match (&self.nation, &self.behind) {
            (Some(nation), _) => nation.clone(),
            (None, Some(behind)) => behind.clone(),
            (None, None) => return None,
        };
        let name = crate::frame::name_of(sentence, place);
        let mut countries: Vec<&str> =
            authority::places::lookup(&name).iter().map(|place| place.country).collect();
        countries.dedup();
        match countries.as_slice() {
            [country] => Some(country.to_string()),
            _ => Some(name),
        }
    }
}

/// `of Fisheries` belongs to a minister's title; `of the Harbour Board` names a body.
fn is_field(sentence: &Sentence, behind: &Range<usize>) -> bool {
    sentence.class(behind.start) != Class::Determiner
}

/// Reads the title whose head stands at tokens `at`; `None` where an ordinary word is meant.
pub(super) fn read_title(
    sentence: &Sentence,
    at: Range<usize>,
    kind: TitleKind,
    lexicon: &Lexicon,
) -> Option<Title> {
    let titles = &lexicon.titles;
    let head = sentence.tokens.get(at.end - 1)?;
    // "major", "general", "king" in lower case are ordinary words.
    if head.possessive || (kind == TitleKind::Before && !head.capital) {
        return None;
    }
    let mut status = prefix_status(sentence, &at);
    let mut start = at.start;
    while let Some(before) = start.checked_sub(1) {
        let word = sentence.lower(before);
        let field =
            before + 1 == at.start && start == at.start && is_unlisted_field(sentence, before, at.start);
        let joins = word == "and"
            && before > 0
            && titles.fields.portfolio.contains(sentence.lower(before - 1))
            && titles.fields.portfolio.contains(sentence.lower(start));
        let glued = word.strip_prefix("ex-").or_else(|| word.strip_prefix("then-"));
        let capital = glued.is_some() || sentence.tokens.get(before).is_some_and(|token| token.capital);
        let portfolio = titles.fields.portfolio.contains(glued.unwrap_or(word)) && capital;
        if !(portfolio || joins || field) || at.start - before > 6 {
            break;
        }
        start = before;
        if glued.is_some() {
            break;
        }
    }
    let words = start..at.end;
    if status.is_none() {
        status = prefix_status(sentence, &words);
    }
    let nation = nation_before(sentence, start, lexicon);
    let mut first = nation.as_ref().map_or(start, |nation| nation.start);
    for _ in 0..2 {
        let Some(before) = first.checked_sub(1) else { break };
        let word = sentence.lower(before);
        let two = format!("{} {word}", before.checked_sub(1).map_or("", |i| sentence.lower(i)));
        if let Some(found) = titles.status(&two) {
            (status, first) = (Some(found), before - 1);
        } else if let Some(found) = titles.status(word) {
            (status, first) = (Some(found), before);
        } else {
            break;
        }
    }
    let head_word = sentence.words(at.end - 1..at.end).to_ascii_lowercase();
    if head_word.ends_with("-designate") || head_word.ends_with("-elect") {
        status = Some("designate");
    }
    let mut name_from = at.end;
    if let Some(found) = titles.status(sentence.lower(name_from)).filter(|found| *found == "designate") {
        status = Some(found);
        name_from += 1;
    }
    let behind = behind(sentence, name_from, lexicon);
    let full_end = behind.as_ref().map_or(name_from, |behind| behind.end);
    Some(Title {
        tokens: first..at.end,
        words,
        nation,
        behind,
        status: status.unwrap_or("current"),
        name_from: full_end,
        full_end,
    })
}

/// `Sea Minister`: a capitalised word before a minister that is no nation belongs to the title.
fn is_unlisted_field(sentence: &Sentence, at: usize, head: usize) -> bool {
    let word = sentence.lower(at);
    let text = sentence.words(at..at + 1);
    let national = ["ian", "ean", "ese", "ish", "ch", "i", "an", "ic"].iter().any(|end| word.ends_with(end));
    let acronym = text.chars().skip(1).any(char::is_uppercase);
    matches!(sentence.lower(head), "minister" | "secretary")
        && sentence.named(at)
        && sentence.tokens.get(at).is_some_and(|token| token.word.forms == 0)
        && !national
        && !acronym
        && !sentence.tokens.get(at).is_some_and(|token| token.possessive)
        && authority::places::lookup(text).is_empty()
}

/// `ex-Finance Minister`, `then-Minister`: the status is glued to the first word.
fn prefix_status(sentence: &Sentence, words: &Range<usize>) -> Option<&'static str> {
    let first = sentence.lower(words.start);
    (first.starts_with("ex-") || first.starts_with("then-")).then_some("former")
}

/// Capitalised words before a title that are no field: a nation or a body. A text all in capitals shows none.
fn nation_before(sentence: &Sentence, start: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    let mut from = start;
    while let Some(before) = from.checked_sub(1) {
        let Some(token) = sentence.tokens.get(before) else { break };
        let name = sentence.named(before) && !token.possessive && (before > 0 || token.word.forms == 0);
        let first_word = before == 0 && token.word.class != Class::Content;
        let known = !authority::places::lookup(sentence.words(before..before + 1)).is_empty();
        if !(name && !first_word || known)
            || start - before > 4
            || lexicon.titles.status(sentence.lower(before)).is_some()
        {
            break;
        }
        from = before;
    }
    (from < start).then_some(from..start)
}

/// `of Fisheries and Ports`, `for Trade`, `of the Harbour Board`: ends at the last word that ends a body's name.
fn behind(sentence: &Sentence, at: usize, lexicon: &Lexicon) -> Option<Range<usize>> {
    if !matches!(sentence.lower(at), "of" | "for") {
        return None;
    }
    let start = at + 1;
    let organisation = |i: usize| {
        lexicon.titles.fields.organisation.contains(sentence.lower(i))
            || lexicon.titles.fields.portfolio.contains(sentence.lower(i))
    };
    let mut end = None;
    for i in start..(start + 9).min(sentence.tokens.len()) {
        let word = sentence.lower(i);
        let inside = sentence.named(i)
            || sentence.capitals && sentence.class(i) == Class::Content
            || matches!(word, "the" | "of" | "and" | "for");
        if !inside {
            break;
        }
        if organisation(i) {
            end = Some(i + 1);
        } else if end.is_none() && i == start && sentence.named(i) && !sentence.named(i + 1) {
            // "President of Norland": one name, and nothing that could be a person's.
            end = Some(i + 1);
        }
    }
    Some(start..end?)
}
