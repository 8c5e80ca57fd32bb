//! From a cue in a sentence to a statement: the conditions of a frame are checked, then its slots are filled.
//!
//! ```text
//! verb    subject ◀─ verb group [cue] ─▶ complement          tense, negation, voice from the group
//! modal   subject ◀─ [cue] ─▶ verb …
//! noun    [cue], with a word that must stand in its sentence
//! phrase  actor by the frame's slot, [cue] ─▶ rest of the clause
//! ```

mod actor;
mod complement;
mod fill;

use std::collections::HashMap;
use std::ops::Range;

use crate::lexicon::{ActorSlot, Class, Cue, Forms, Frame, Lexicon, Polarity, Subject, Tense};
use crate::prose::{Sentence, clause_end, clause_start, noun_group_before, verb_group};
use crate::{Content, Kind};

pub(crate) use actor::{Actor, Writer, name_of, read_actor};
use complement::Complemented;

/// A statement before its place, its issue and its attribution are known.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub(crate) content: Content,
    pub(crate) actors: Vec<String>,
    /// The words of the statement, as tokens of the sentence.
    pub(crate) tokens: Range<usize>,
    pub(crate) confidence: f32,
    pub(crate) reasons: Vec<String>,
}

/// Everything a frame looks at.
pub(crate) struct Scene<'a> {
    pub(crate) sentence: &'a Sentence<'a>,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) writer: &'a Writer,
    /// The persons named by title so far, by surname in lower case: whom "he" may mean.
    pub(crate) persons: &'a HashMap<String, String>,
}

/// What slots are filled from.
struct Match<'a> {
    frame: &'a Frame,
    /// Tokens of the cue.
    cue: Range<usize>,
    /// First token of the verb group, or of the cue.
    start: usize,
    actor: Actor,
    complement: Complemented,
    negated: bool,
}

/// Applies the frame of `cue`, found at tokens `at`.
pub(crate) fn apply(scene: &Scene, cue: Cue, at: Range<usize>) -> Option<Draft> {
    let frame = |i: usize| scene.lexicon.frames.get(i);
    let matched = match cue {
        Cue::Verb(i, forms) => verb(scene, frame(i)?, at, forms)?,
        Cue::Modal(i) => modal(scene, frame(i)?, at)?,
        Cue::Noun(i) => noun(scene, frame(i)?, at)?,
        Cue::Phrase(i) => phrase(scene, frame(i)?, at)?,
        Cue::Title(_) | Cue::Issue(_) => return None,
    };
    if is_unasserted(scene, &matched) {
        return None;
    }
    fill::fill(scene, &matched)
}

fn verb<'a>(scene: &Scene, frame: &'a Frame, cue: Range<usize>, forms: Forms) -> Option<Match<'a>> {
    let sentence = scene.sentence;
    let group = verb_group(sentence, cue.start, forms, scene.lexicon);
    let allowed = if frame.tense.is_empty() {
        matches!(
            group.tense,
            Tense::Past | Tense::Perfect | Tense::Present | Tense::Progressive | Tense::Future
        )
    } else {
        frame.tense.contains(&group.tense)
    };
    if !(allowed || frame.unreal && group.tense == Tense::Unreal) || !polarity_fits(frame, group.negated) {
        return None;
    }
    let before = group.start.checked_sub(1);
    let noun_like = before.is_some_and(|i| {
        frame.not_after.iter().any(|word| word == sentence.lower(i))
            || sentence.tokens.get(i).is_some_and(|token| {
                token.possessive || matches!(token.class(), Class::Determiner | Class::Preposition)
            })
    });
    if noun_like || (group.passive && !frame.passive) {
        return None;
    }
    let end = clause_end(sentence, cue.end);
    let subject = noun_group_before(sentence, group.start);
    let complement = complement::find(scene, frame, cue.end, end).or_else(|| {
        // In the passive what is given stands before the verb.
        let given = subject.clone().filter(|_| group.passive)?;
        complement::find(scene, frame, given.tokens.start, given.tokens.end)
    })?;
    let needed = |word: &String| {
        sentence.words(group.start..end).split_whitespace().any(|found| found.eq_ignore_ascii_case(word))
    };
    if !frame.needs.is_empty() && !frame.needs.iter().any(needed) {
        return None;
    }
    let actor = if group.tense == Tense::Bare {
        Actor::writer(scene.writer, "actor:telegraphic")
    } else if let Some(agent) = actor::by_agent(scene, cue.end..end).filter(|_| group.passive) {
        agent
    } else {
        let subject = subject?;
        if complement.place.start < cue.start && group.passive {
            return None;
        }
        actor::of_group(scene, &subject, frame.subject)?
    };
    Some(Match { frame, cue, start: group.start, actor, complement, negated: group.negated })
}

fn polarity_fits(frame: &Frame, negated: bool) -> bool {
    match frame.polarity {
        Polarity::Positive => !negated,
        Polarity::Negative => negated,
        Polarity::Any => true,
    }
}

/// `we should press …`: what follows must be a verb that is more than a turn of speech.
fn modal<'a>(scene: &Scene, frame: &'a Frame, cue: Range<usize>) -> Option<Match<'a>> {
    let sentence = scene.sentence;
    let subject = noun_group_before(sentence, cue.start)?;
    let mut at = cue.end;
    let mut negated = false;
    while sentence.class(at) == Class::Adverb {
        negated |= scene.lexicon.words.negation.contains(sentence.lower(at));
        at += 1;
    }
    let token = sentence.tokens.get(at)?;
    let prudent = [
        "prepared",
        "ready",
        "firm",
        "careful",
        "cautious",
        "alert",
        "asked",
        "encouraged",
        "invited",
        "given",
    ];
    let verb = match sentence.lower(at) {
        "be" => prudent.contains(&sentence.lower(at + 1)),
        _ if scene.lexicon.words.in_list("speech", token.word.lemma) => false,
        _ => token.is(Class::Content),
    };
    if !verb {
        return None;
    }
    let actor = actor::of_group(scene, &subject, frame.subject)?;
    let end = clause_end(sentence, at);
    let complement = Complemented { place: at..end, ..Complemented::default() };
    Some(Match { frame, start: cue.start, cue, actor, complement, negated })
}

fn noun<'a>(scene: &Scene, frame: &'a Frame, cue: Range<usize>) -> Option<Match<'a>> {
    let sentence = scene.sentence;
    if !frame.with.is_empty() && !stands_near(frame, sentence.lowered()) {
        return None;
    }
    let end = clause_end(sentence, cue.end);
    let complement = complement::find(scene, frame, cue.end, end)?;
    let start = clause_start(sentence, cue.start);
    let actor = actor::by_slot(scene, frame, &cue, end)?;
    let start = actor.tokens.as_ref().map_or(start, |tokens| tokens.start.min(cue.start).max(start));
    Some(Match { frame, cue, start, actor, complement, negated: false })
}

fn phrase<'a>(scene: &Scene, frame: &'a Frame, cue: Range<usize>) -> Option<Match<'a>> {
    let sentence = scene.sentence;
    let denied = (cue.start.saturating_sub(3)..cue.start)
        .rev()
        .take_while(|i| matches!(sentence.class(*i), Class::Auxiliary | Class::Adverb))
        .any(|i| scene.lexicon.words.negation.contains(sentence.lower(i)));
    if denied {
        return None;
    }
    let end = clause_end(sentence, cue.end);
    let actor = actor::by_slot(scene, frame, &cue, end)?;
    let complement = Complemented { place: cue.end..end, ..Complemented::default() };
    let start = match frame.actor {
        ActorSlot::Post => cue.start,
        _ => actor::subject_start(scene, cue.start).unwrap_or_else(|| clause_start(sentence, cue.start)),
    };
    Some(Match { frame, cue, start, actor, complement, negated: false })
}

/// Questions, conditions, denials and rumours assert nothing.
fn is_unasserted(scene: &Scene, matched: &Match) -> bool {
    let sentence = scene.sentence;
    let question = sentence.text.get(sentence.range.clone()).is_some_and(|text| text.ends_with('?'));
    let first = matched.actor.tokens.as_ref().map_or(matched.start, |tokens| tokens.start.min(matched.start));
    let mut before = first;
    while before > 0 && matches!(sentence.class(before - 1), Class::Adverb | Class::Quote) {
        before -= 1;
    }
    let opened = before.checked_sub(1).map_or("", |i| sentence.lower(i));
    let conditional = scene.lexicon.words.unreal.contains(opened) && matched.frame.subject != Subject::Post;
    let denied = (0..first).any(|i| {
        matches!(
            sentence.lower(i),
            "denied"
                | "denies"
                | "deny"
                | "denying"
                | "doubt"
                | "doubts"
                | "doubted"
                | "rumors"
                | "rumours"
                | "falsely"
        )
    });
    question || conditional || (denied && matched.frame.kind != Kind::Recommendation)
}

/// Whether one of the words that must stand near does, and none of those that must not.
fn stands_near(frame: &Frame, lowered: &str) -> bool {
    let Some(near) = &frame.near else { return false };
    let mut wanted = false;
    for hit in near.find_overlapping_iter(lowered) {
        let joined = |i: Option<usize>| {
            i.and_then(|i| lowered.as_bytes().get(i)).is_some_and(u8::is_ascii_alphanumeric)
        };
        if joined(hit.start().checked_sub(1)) || joined(Some(hit.end())) {
            continue;
        }
        if hit.pattern().as_usize() >= frame.with.len() {
            return false;
        }
        wanted = true;
    }
    wanted
}
