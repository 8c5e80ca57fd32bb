//! The slots of each kind.

use std::ops::Range;

use super::actor::name_of;
use super::{Draft, Match, Scene};
use crate::lexicon::{BASE, Class};
use crate::prose::{clause_end, noun_group_after, time_within};
use crate::{Content, Kind};

/// The statement that a match makes.
pub(super) fn fill(scene: &Scene, matched: &Match) -> Option<Draft> {
    let sentence = scene.sentence;
    let frame = matched.frame;
    let end = clause_end(sentence, matched.cue.end).max(matched.complement.place.end).max(matched.cue.end);
    let start = match &matched.actor.tokens {
        Some(tokens) if tokens.start < matched.start && matched.actor.rule != Some("actor:inherited") => {
            tokens.start
        }
        _ => matched.start,
    };
    let content = match frame.kind {
        Kind::Commitment => commitment(scene, matched, end),
        Kind::Decision => decision(scene, matched, start, end),
        Kind::Recommendation => recommendation(scene, matched, end),
        _ => return None,
    };
    let measured =
        matches!(&content, Content::Commitment { amount, count, .. } if amount.is_some() || count.is_some());
    let mut confidence = frame.confidence * matched.actor.quality;
    confidence += if measured { 0.04 } else { 0.0 };
    confidence *= if sentence.capitals { 0.97 } else { 1.0 };
    let mut reasons = vec![frame.id.clone()];
    reasons.extend(matched.actor.rule.map(str::to_string));
    Some(Draft {
        content,
        actors: matched.actor.names.clone(),
        tokens: start..end,
        confidence: (confidence.min(0.97) * 100.0).round() / 100.0,
        reasons,
    })
}

/// Words of a slot, where there are any.
fn text(scene: &Scene, tokens: Range<usize>) -> Option<String> {
    let mut tokens = tokens;
    while tokens.start < tokens.end
        && matches!(
            scene.sentence.class(tokens.start),
            Class::Comma | Class::Break | Class::Quote | Class::Sign
        )
        && scene.sentence.words(tokens.start..tokens.start + 1) != "$"
    {
        tokens.start += 1;
    }
    let words = scene.sentence.words(tokens);
    (!words.is_empty()).then(|| words.to_string())
}

fn time(scene: &Scene, tokens: Range<usize>) -> Option<String> {
    time_within(scene.sentence, tokens).map(|place| scene.sentence.words(place).to_string())
}

fn commitment(scene: &Scene, matched: &Match, end: usize) -> Content {
    let after = matched.cue.end.max(matched.complement.place.start.min(end))..end;
    let beneficiary = after.clone().skip(1).find_map(|i| {
        let to = matches!(scene.sentence.lower(i), "to" | "for");
        let verb =
            scene.sentence.tokens.get(i + 1).is_some_and(|t| t.has(BASE) && !scene.sentence.named(i + 1));
        let group =
            noun_group_after(scene.sentence, i + 1).filter(|group| to && !verb && group.end <= end)?;
        let somebody = group.clone().any(|i| {
            scene.sentence.named(i) || scene.lexicon.actors.anyone.contains(scene.sentence.lower(i))
        });
        if !somebody {
            return None;
        }
        Some(name_of(scene.sentence, group))
    });
    Content::Commitment {
        what: text(scene, after.clone()),
        amount: matched.complement.amount.clone(),
        count: matched.complement.count.clone(),
        beneficiary,
        due: time(scene, after),
        status: matched.frame.status.clone().unwrap_or_else(|| "pledged".to_string()),
    }
}

fn decision(scene: &Scene, matched: &Match, start: usize, end: usize) -> Content {
    let sentence = scene.sentence;
    let decider = matched.actor.names.first().cloned();
    let actor_after = matched.actor.tokens.as_ref().is_some_and(|tokens| tokens.start >= matched.cue.end);
    // What is decided stands before the cue where the decider stands behind it, or where there is none.
    let before = actor_after || (matched.actor.tokens.is_none() && matched.frame.nouns.is_empty());
    let mut what =
        if before && start < matched.cue.start { start..matched.cue.start } else { matched.cue.end..end };
    if matches!(sentence.lower(what.start), "on" | "upon" | "about" | "of" | "regarding" | "concerning") {
        what.start += 1;
    }
    if !matched.frame.nouns.is_empty() {
        // "a decision on X is expected": up to the verb.
        what.end = what.clone().find(|i| sentence.class(*i) == Class::Auxiliary).unwrap_or(what.end);
    }
    // An auxiliary at the end belongs to the cue: "X is | before".
    while what.start < what.end
        && matches!(sentence.class(what.end - 1), Class::Auxiliary | Class::Adverb | Class::Comma)
    {
        what.end -= 1;
    }
    // "the loan in the coming weeks": the time is told apart.
    let when = time_within(sentence, start..end);
    if let Some(when) = &when
        && what.contains(&when.start)
        && when.start > what.start
        && when.end >= what.end
    {
        what.end = when.start;
    }
    Content::Decision {
        decider,
        what: text(scene, what),
        leaning: None,
        expected: when.map(|place| sentence.words(place).to_string()),
        status: matched.frame.status.clone().unwrap_or_else(|| "pending".to_string()),
    }
}

fn recommendation(scene: &Scene, matched: &Match, end: usize) -> Content {
    let sentence = scene.sentence;
    let frame = matched.frame;
    let mut at = matched.complement.place.start.max(matched.cue.end);
    let condition = (matched.cue.end..end)
        .find(|i| matches!(sentence.lower(*i), "if" | "unless" | "once" | "provided"))
        .and_then(|i| text(scene, i..end));
    if !frame.modals.is_empty() {
        let who = matched.actor.tokens.clone().map(|tokens| name_of(sentence, tokens));
        let who = match who.as_deref() {
            Some(word) if word.eq_ignore_ascii_case("we") => Some(scene.writer.name.clone()),
            _ => who,
        };
        let force = sentence.words(matched.cue.clone()).to_ascii_lowercase();
        let force = if matched.negated { format!("{force} not") } else { force };
        return Content::Recommendation { who, to: None, action: text(scene, at..end), force, condition };
    }
    if sentence.lower(at) == "that" {
        at += 1;
    }
    let addressed = noun_group_after(sentence, at).filter(|group| group.end <= end);
    let (to, action) = addressed.and_then(|group| addressed_to(scene, group, end)).unwrap_or((None, at..end));
    Content::Recommendation {
        who: to.clone(),
        to,
        action: text(scene, action),
        force: frame.force.clone().unwrap_or_else(|| "should".to_string()),
        condition,
    }
}

/// `Department approve …`, `the Ministry to reopen …`: who should act, and what is left.
fn addressed_to(scene: &Scene, group: Range<usize>, end: usize) -> Option<(Option<String>, Range<usize>)> {
    let sentence = scene.sentence;
    // A verb inside the group begins the action: "Department approve the loan".
    let verb = group.clone().skip(1).find(|i| {
        let token = sentence.tokens.get(*i);
        sentence.lower(*i) == "please"
            || token.is_some_and(|token| token.has(BASE) && (!token.capital || sentence.capitals))
    });
    let who = group.start..verb.unwrap_or(group.end);
    let mut action = who.end;
    let marked = matches!(sentence.lower(action), "to" | "should" | "must" | "please");
    let known =
        who.clone().last().is_some_and(|i| scene.lexicon.actors.addressee.contains(sentence.lower(i)));
    if action >= end || !(marked || known && verb.is_some()) {
        return None;
    }
    action += usize::from(marked);
    let name = match sentence.lower(who.start) {
        "us" | "we" => scene.writer.name.clone(),
        _ => name_of(sentence, who),
    };
    Some((Some(name), action..end))
}
