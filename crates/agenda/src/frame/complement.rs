//! What follows a cue: a sum, a number of things, an infinitive, a clause, an object.

use std::ops::Range;

use super::Scene;
use crate::lexicon::{BASE, Class, Complement, Frame, ING};
use crate::prose::{Sentence, amount_within, count_within, noun_group_after};
use crate::{Amount, Count};

/// How far behind the cue a sum or number may begin, in tokens: "promised in the presence of the press US$ 3 million".
const REACH: usize = 12;

/// What was found.
#[derive(Clone, Debug, Default)]
pub(super) struct Complemented {
    pub(super) amount: Option<Amount>,
    pub(super) count: Option<Count>,
    /// Its tokens, from after the cue on.
    pub(super) place: Range<usize>,
}

/// The first of the frame's complements that stands in tokens `from..end`.
pub(super) fn find(scene: &Scene, frame: &Frame, from: usize, end: usize) -> Option<Complemented> {
    let sentence = scene.sentence;
    let mut at = from;
    while at < end && sentence.class(at) == Class::Adverb && sentence.lower(at) != "not" {
        at += 1;
    }
    let nothing = matches!(sentence.lower(at), "nothing" | "no" | "none" | "neither" | "little" | "nobody");
    if nothing && frame.kind == crate::Kind::Commitment {
        return None;
    }
    if frame.complement.is_empty() {
        return Some(Complemented { place: at..end, ..quantities(scene, at..end) });
    }
    frame.complement.iter().find_map(|wanted| {
        let found = stands(scene, wanted, at, end)?;
        Some(Complemented { place: at..end, ..found })
    })
}

/// Sum and number in tokens.
fn quantities(scene: &Scene, tokens: Range<usize>) -> Complemented {
    let amount = amount_within(scene.sentence, tokens.clone(), scene.lexicon).map(|(amount, _)| amount);
    let count = if amount.is_none() {
        count_within(scene.sentence, tokens, scene.lexicon).map(|(count, _)| count)
    } else {
        None
    };
    Complemented { amount, count, place: 0..0 }
}

fn stands(scene: &Scene, wanted: &Complement, at: usize, end: usize) -> Option<Complemented> {
    let sentence = scene.sentence;
    let lexicon = scene.lexicon;
    let all = || quantities(scene, at..end);
    let token = |i: usize| sentence.tokens.get(i).filter(|_| i < end);
    let word = |i: usize| if i < end { sentence.lower(i) } else { "" };
    let near = |place: &Range<usize>| place.start < at + REACH;
    let fits = match wanted {
        Complement::None => true,
        Complement::Amount => {
            let (_, place) = amount_within(sentence, at..end, lexicon)?;
            near(&place) && !verb_between(sentence, at..place.start)
        }
        Complement::OfAmount => {
            word(at) == "of"
                && amount_within(sentence, at..end, lexicon).is_some_and(|(_, place)| place.start < at + 5)
        }
        Complement::Count => {
            let (_, place) = count_within(sentence, at..end, lexicon)?;
            place.start < at + 5 && !verb_between(sentence, at..place.start)
        }
        Complement::Infinitive(list) => infinitive(scene, at, end, list.as_deref()),
        Complement::Gerund(list) => {
            let first = if word(at) == "to" { at + 1 } else { at };
            let ing = token(first).is_some_and(|t| t.has(ING));
            ing && list
                .as_deref()
                .is_none_or(|list| lexicon.words.in_list(list, token(first).and_then(|t| t.word.lemma)))
        }
        Complement::ObjectInfinitive => {
            object(sentence, at, end).is_some_and(|group| infinitive(scene, group.end, end, None))
        }
        Complement::UsInfinitive => object(sentence, at, end)
            .is_some_and(|group| is_us(scene, group.clone()) && infinitive(scene, group.end, end, None)),
        Complement::That => word(at) == "that",
        Complement::ThatUs => {
            word(at) == "that" && object(sentence, at + 1, end).is_some_and(|group| is_us(scene, group))
        }
        Complement::Would(list) => would(scene, at, list.as_deref()),
        Complement::Reflexive => {
            matches!(word(at), "itself" | "themselves" | "himself" | "herself" | "ourselves")
                && word(at + 1) == "to"
        }
        Complement::Object => object(sentence, at, end).is_some(),
        Complement::UsObject => (at..end.min(at + 4))
            .any(|i| matches!(word(i), "u.s." | "american" | "washington" | "our" | "usg" | "embassy")),
        Complement::DecisionObject => (at..end.min(at + 6)).any(|i| {
            matches!(
                word(i),
                "decision"
                    | "vote"
                    | "ruling"
                    | "consideration"
                    | "ratification"
                    | "approval"
                    | "choice"
                    | "debate"
            )
        }),
        Complement::Decidable => {
            matches!(
                word(at),
                "on" | "upon"
                    | "whether"
                    | "if"
                    | "how"
                    | "when"
                    | "which"
                    | "what"
                    | "where"
                    | "between"
                    | "about"
            ) || object(sentence, at, end).is_some()
        }
        Complement::Addressee => (at..end.min(at + 4)).any(|i| {
            lexicon.actors.addressee.contains(word(i))
                || matches!(word(i), "guidance" | "instructions" | "concurrence")
        }),
    };
    fits.then(all)
}

/// `to provide`, `not to provide`, the verb of a list where one is named.
fn infinitive(scene: &Scene, at: usize, end: usize, list: Option<&str>) -> bool {
    let sentence = scene.sentence;
    let mut at = at;
    if sentence.lower(at) == "not" {
        at += 1;
    }
    if sentence.lower(at) != "to" {
        return false;
    }
    let mut verb = at + 1;
    while verb < end && sentence.class(verb) == Class::Adverb {
        verb += 1;
    }
    let Some(token) = sentence.tokens.get(verb).filter(|_| verb < end) else { return false };
    match list {
        Some(list) => scene.lexicon.words.in_list(list, token.word.lemma) && token.has(BASE),
        // Any word that is not plainly a noun group: verbs that no list knows are many.
        None => token.is(Class::Content) && (token.has(BASE) || !token.capital || sentence.capitals),
    }
}

/// An object: a noun group that is not a clause of its own.
fn object(sentence: &Sentence, at: usize, end: usize) -> Option<Range<usize>> {
    let opens =
        matches!(sentence.class(at), Class::Determiner | Class::Content | Class::Number | Class::Pronoun);
    if at >= end || !opens {
        return None;
    }
    let group = noun_group_after(sentence, at)?;
    (group.end <= end).then_some(group)
}

fn is_us(scene: &Scene, group: Range<usize>) -> bool {
    let mut words = group.map(|i| scene.sentence.lower(i));
    words.any(|word| {
        matches!(
            word,
            "us" | "u.s."
                | "usg"
                | "united"
                | "washington"
                | "embassy"
                | "ambassador"
                | "american"
                | "we"
                | "emboffs"
                | "emboff"
                | "poloff"
                | "charge"
                | "dcm"
        )
    })
}

/// Somebody who `would` or `will` do something, soon after the cue.
fn would(scene: &Scene, at: usize, list: Option<&str>) -> bool {
    let sentence = scene.sentence;
    let end = (at + 14).min(sentence.tokens.len());
    let Some(auxiliary) = (at..end).find(|i| matches!(sentence.lower(*i), "would" | "will")) else {
        return false;
    };
    let broken = (at..auxiliary).any(|i| {
        sentence.class(i) == Class::Break
            || (sentence.class(i) == Class::Auxiliary)
            || matches!(sentence.lower(i), "if" | "when" | "who" | "which")
    });
    let mut verb = auxiliary + 1;
    while sentence.class(verb) == Class::Adverb || matches!(sentence.lower(verb), "be" | "soon") {
        verb += 1;
    }
    let lemma = sentence.tokens.get(verb).and_then(|token| token.word.lemma);
    !broken && list.is_none_or(|list| scene.lexicon.words.in_list(list, lemma))
}

/// A finite verb between a cue and a sum gives the sum to that verb.
fn verb_between(sentence: &Sentence, tokens: Range<usize>) -> bool {
    tokens.into_iter().any(|i| {
        matches!(sentence.class(i), Class::Auxiliary | Class::Subordinator)
            && !matches!(sentence.lower(i), "that" | "as")
    })
}
