//! Noun groups before and after a place: who acts, on whom.
//!
//! ```text
//! group = core {("of" | "in" | "for" | …) core} ["and" core]
//! core  = [determiner] {content | number} | pronoun
//! ```

use std::ops::Range;

use super::Sentence;
use crate::lexicon::{BASE, Class, ING, PAST, THIRD};

/// Longest group, in tokens.
const LONGEST: usize = 14;

/// A noun group and how it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NounGroup {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// The subject of an earlier verb, taken over by coordination.
    pub(crate) inherited: bool,
}

/// The noun group that ends before token `end`: the subject, where `end` begins a verb group.
pub(crate) fn noun_group_before(sentence: &Sentence, end: usize) -> Option<NounGroup> {
    subject(sentence, end, 2)
}

fn subject(sentence: &Sentence, end: usize, depth: u8) -> Option<NounGroup> {
    let mut end = skip_adverbs(sentence, end);
    let before = end.checked_sub(1)?;
    match sentence.class(before) {
        Class::Conjunction => return inherited(sentence, before, depth),
        Class::Comma => {
            end = before_parenthesis(sentence, before)?;
            if sentence.class(end.checked_sub(1)?) == Class::Conjunction {
                return inherited(sentence, end - 1, depth);
            }
        }
        Class::Close => end = matching_open(sentence, before)?,
        Class::Pronoun if matches!(sentence.lower(before), "who" | "which") => {
            // The relative pronoun stands for what it follows.
            let antecedent = before.checked_sub(1)?;
            end = if sentence.class(antecedent) == Class::Comma { antecedent } else { before };
        }
        Class::Subordinator if sentence.lower(before) == "that" => end = before,
        _ => {}
    }
    let tokens = walk_back(sentence, end);
    (!tokens.is_empty()).then_some(NounGroup { tokens, inherited: false })
}

fn skip_adverbs(sentence: &Sentence, mut end: usize) -> usize {
    while end > 0
        && (sentence.class(end - 1) == Class::Adverb
            || sentence.lower(end - 1) == "yet"
            || sentence.class(end - 1) == Class::Quote)
    {
        end -= 1;
    }
    end
}

/// Before the comma that opens what `comma` closes: an apposition, a relative clause, an adverb.
fn before_parenthesis(sentence: &Sentence, comma: usize) -> Option<usize> {
    let low = comma.saturating_sub(24);
    let opening = (low..comma).rev().find(|i| sentence.class(*i) == Class::Comma)?;
    Some(opening)
}

fn matching_open(sentence: &Sentence, close: usize) -> Option<usize> {
    let low = close.saturating_sub(14);
    (low..close).rev().find(|i| sentence.class(*i) == Class::Open)
}

/// The subject of the verb before a conjunction: "The Board met and pledged".
fn inherited(sentence: &Sentence, conjunction: usize, depth: u8) -> Option<NounGroup> {
    let depth = depth.checked_sub(1)?;
    let low = conjunction.saturating_sub(40);
    let mut at = conjunction;
    while at > low {
        at -= 1;
        if sentence.class(at) == Class::Break {
            return None;
        }
        let token = sentence.tokens.get(at)?;
        let finite = token.is(Class::Auxiliary)
            || (token.is(Class::Content) && token.has(PAST) && !sentence.named(at))
            || (token.is(Class::Content) && token.word.forms == THIRD);
        if finite {
            let mut start = at;
            while start > 0 && matches!(sentence.class(start - 1), Class::Auxiliary | Class::Adverb) {
                start -= 1;
            }
            if let Some(group) = subject(sentence, start, depth) {
                return Some(NounGroup { inherited: true, ..group });
            }
        }
    }
    None
}

/// The tokens of the group that ends at `end`.
fn walk_back(sentence: &Sentence, end: usize) -> Range<usize> {
    let mut start = end;
    while let Some(before) = start.checked_sub(1) {
        let empty = start == end;
        let Some(token) = sentence.tokens.get(before) else { break };
        if end - before > LONGEST {
            break;
        }
        let taken = match token.class() {
            Class::Pronoun => {
                if empty {
                    start = before;
                }
                break;
            }
            Class::Determiner => {
                start = before;
                if !attaches(sentence, start) {
                    break;
                }
                start - 1
            }
            Class::Content if is_finite(sentence, before, empty) => break,
            Class::Content | Class::Number => before,
            Class::Sign if sentence.words(before..start).starts_with(['$', '&', '/']) => before,
            Class::Close if !empty => matching_open(sentence, before).unwrap_or(start),
            Class::Preposition if !empty && attaches(sentence, start) => before,
            Class::Conjunction if !empty && coordinates(sentence, before, start) => before,
            _ => break,
        };
        if taken == start {
            break;
        }
        start = taken;
    }
    trim(sentence, start..end)
}

/// Whether the preposition before `start` hangs the group on a noun before it.
fn attaches(sentence: &Sentence, start: usize) -> bool {
    let Some(preposition) = start.checked_sub(1) else { return false };
    let Some(noun) = preposition.checked_sub(1) else { return false };
    let word = sentence.lower(preposition);
    sentence.class(preposition) == Class::Preposition
        && matches!(word, "of" | "in" | "for" | "at" | "from" | "on" | "to" | "with" | "between" | "near")
        && sentence.class(noun) == Class::Content
        && !is_finite(sentence, noun, false)
        && (word == "of"
            || !sentence.tokens.get(noun).is_some_and(|token| token.has(PAST | THIRD) && !token.capital))
}

/// A verb that ends a group: a past form, unless a determiner before makes an adjective of it or it opens a name.
fn is_finite(sentence: &Sentence, at: usize, last: bool) -> bool {
    let Some(token) = sentence.tokens.get(at) else { return true };
    if !token.is(Class::Content) || token.possessive || (sentence.named(at) && at > 0) {
        return false;
    }
    // "still expect missile defense": what an adverb or a pronoun precedes is a verb.
    let after = at.checked_sub(1).map(|i| sentence.class(i));
    if token.has(BASE | THIRD) && matches!(after, Some(Class::Adverb | Class::Pronoun)) {
        return true;
    }
    if !token.has(PAST) {
        return false;
    }
    let adjective = at > 0 && matches!(sentence.class(at - 1), Class::Determiner | Class::Adverb) && !last;
    !adjective
}

/// `Graham and McCallum`, `the army and navy`: the words on both sides are of one make.
fn coordinates(sentence: &Sentence, conjunction: usize, start: usize) -> bool {
    let Some(left) = conjunction.checked_sub(1) else { return false };
    if sentence.lower(conjunction) != "and" || sentence.class(left) != Class::Content {
        return false;
    }
    if sentence.capitals {
        let known = |i: usize| sentence.tokens.get(i).is_some_and(|token| token.word.forms != 0);
        return !known(left) && !known(start);
    }
    sentence.named(left) && (sentence.named(start) || sentence.class(start) == Class::Determiner)
        || sentence.class(start) == Class::Content
            && !sentence.named(left)
            && !sentence.named(start)
            && sentence.tokens.get(left).is_some_and(|token| token.word.forms == 0)
}

/// Takes off what a group cannot begin with, and the object of a preposition that opens the sentence.
fn trim(sentence: &Sentence, mut range: Range<usize>) -> Range<usize> {
    while range.start < range.end
        && matches!(
            sentence.class(range.start),
            Class::Preposition | Class::Conjunction | Class::Sign | Class::Adverb
        )
    {
        range.start += 1;
    }
    let adverbial = range.start > 0
        && sentence.class(range.start - 1) == Class::Preposition
        && (range.start == 1 || matches!(sentence.class(range.start - 2), Class::Comma | Class::Break));
    if adverbial {
        // "In May Lisbon pledged": one word belongs to the preposition; what it has before a comma is gone already.
        range.start = (range.start + 1).min(range.end);
    }
    range
}

/// `beginning in August`: a participle behind the group.
fn begins_participle(sentence: &Sentence, at: usize) -> bool {
    !sentence.named(at)
        && sentence
            .tokens
            .get(at)
            .is_some_and(|token| token.has(ING) || matches!(sentence.lower(at), "beginning" | "starting"))
}

/// The noun group that begins at token `start`, and goes on over `of` and the like.
pub(crate) fn noun_group_after(sentence: &Sentence, start: usize) -> Option<Range<usize>> {
    let mut at = start;
    if sentence.class(at) == Class::Pronoun {
        return Some(at..at + 1);
    }
    while at < start + LONGEST {
        match sentence.class(at) {
            Class::Determiner if at == start || sentence.class(at - 1) == Class::Preposition => at += 1,
            Class::Content
                if at > start && (is_finite(sentence, at, false) || begins_participle(sentence, at)) =>
            {
                break;
            }
            Class::Content | Class::Number => at += 1,
            Class::Preposition
                if at > start
                    && sentence.lower(at) == "of"
                    && matches!(sentence.class(at + 1), Class::Content | Class::Determiner) =>
            {
                at += 1;
            }
            Class::Conjunction if at > start && sentence.named(at - 1) && sentence.named(at + 1) => at += 1,
            _ => break,
        }
    }
    (at > start).then_some(start..at)
}
