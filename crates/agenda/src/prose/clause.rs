//! Where the clause of a word begins and ends, as well as closed classes of words tell it.

use super::Sentence;
use crate::lexicon::{Class, PAST, THIRD};

/// First token of the clause in which token `at` stands: after the last break, subordinator or comma with conjunction.
pub(crate) fn clause_start(sentence: &Sentence, at: usize) -> usize {
    let mut start = at;
    while let Some(before) = start.checked_sub(1) {
        match sentence.class(before) {
            Class::Break | Class::Subordinator | Class::Open => return start,
            Class::Conjunction if before > 0 && sentence.class(before - 1) == Class::Comma => return start,
            _ => start = before,
        }
    }
    start
}

/// One past the last token of the clause that goes on after token `from`.
pub(crate) fn clause_end(sentence: &Sentence, from: usize) -> usize {
    let count = sentence.tokens.len();
    let mut at = from;
    let mut depth = 0_usize;
    while at < count {
        match sentence.class(at) {
            Class::Open => depth += 1,
            Class::Close if depth == 0 => break,
            Class::Close => depth -= 1,
            _ if depth > 0 => {}
            Class::Break => break,
            Class::Comma if comma_ends(sentence, at) => break,
            Class::Conjunction if joins_clauses(sentence, at) => break,
            Class::Subordinator if at > from && ends_before(sentence.lower(at)) => break,
            _ => {}
        }
        at += 1;
    }
    // A full stop, a closing quote or a comma at the end is not part of the clause.
    while at > from && matches!(sentence.class(at - 1), Class::Sign | Class::Quote | Class::Comma) {
        at -= 1;
    }
    at
}

fn ends_before(word: &str) -> bool {
    matches!(
        word,
        "while" | "whereas" | "although" | "though" | "because" | "however" | "lest" | "yet" | "so"
    )
}

/// A comma before a conjunction with a new clause, a relative or a subordinate clause, a speaker.
fn comma_ends(sentence: &Sentence, comma: usize) -> bool {
    let mut next = comma + 1;
    if sentence.class(next) == Class::Conjunction {
        if joins_clauses(sentence, next) {
            return true;
        }
        next += 1;
    }
    match sentence.class(next) {
        Class::Subordinator => true,
        Class::Pronoun => true,
        Class::Auxiliary => true,
        Class::Preposition => matches!(sentence.lower(next), "despite" | "following" | "after" | "before"),
        Class::Determiner | Class::Content => speaker_follows(sentence, next),
        _ => false,
    }
}

/// `, the Minister said.`: words of a name, then a verb that ends the sentence or speaks.
fn speaker_follows(sentence: &Sentence, from: usize) -> bool {
    (from..(from + 7).min(sentence.tokens.len())).any(|i| {
        matches!(
            sentence.lower(i),
            "said" | "told" | "noted" | "added" | "explained" | "stated" | "claimed" | "argued" | "reported"
        )
    })
}

/// `and has …`, `but will …`, `and promised …`, `and Lisbon has …`: a verb follows soon.
fn joins_clauses(sentence: &Sentence, conjunction: usize) -> bool {
    let mut at = conjunction + 1;
    while sentence.class(at) == Class::Adverb {
        at += 1;
    }
    let Some(token) = sentence.tokens.get(at) else { return false };
    let finite = token.is(Class::Auxiliary)
        || token.is(Class::Pronoun)
        || (token.is(Class::Subordinator))
        || (token.has(PAST) && !token.is(Class::Determiner))
        || (token.has(THIRD) && sentence.class(at + 1) == Class::Determiner);
    // A subject of up to four words and then an auxiliary.
    finite
        || (at..(at + 5).min(sentence.tokens.len()))
            .take_while(|i| {
                matches!(sentence.class(*i), Class::Determiner | Class::Content | Class::Auxiliary)
            })
            .any(|i| sentence.class(i) == Class::Auxiliary)
}
