//! Who acts: from a noun group to names, and whether a frame accepts them.

use std::ops::Range;

use super::Scene;
use crate::lexicon::{ActorSlot, Class, Frame, Set, Subject, time};
use crate::prose::{NounGroup, Sentence, clause_start, noun_group_after, noun_group_before};

/// Who writes: what "we" stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Writer {
    pub(crate) name: String,
}

/// Whose act it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Actor {
    pub(crate) names: Vec<String>,
    pub(crate) tokens: Option<Range<usize>>,
    /// By how much the way of finding lowers confidence.
    pub(crate) quality: f32,
    pub(crate) rule: Option<&'static str>,
}

impl Actor {
    pub(crate) fn writer(writer: &Writer, rule: &'static str) -> Actor {
        Actor { names: vec![writer.name.clone()], tokens: None, quality: 1.0, rule: Some(rule) }
    }

    fn nobody() -> Actor {
        Actor { quality: 0.95, ..Actor::default() }
    }
}

/// The actor that a noun group names, if `wanted` accepts it.
pub(super) fn of_group(scene: &Scene, group: &NounGroup, wanted: Subject) -> Option<Actor> {
    let sentence = scene.sentence;
    let actors = &scene.lexicon.actors;
    let head = head(sentence, group.tokens.clone());
    let us = belongs(sentence, group.tokens.clone(), &actors.us);
    let accepted = match wanted {
        Subject::Any => true,
        Subject::Us => us,
        Subject::Post => belongs(sentence, group.tokens.clone(), &actors.post),
        Subject::Addressee => belongs(sentence, group.tokens.clone(), &actors.addressee),
        Subject::Decider => group.tokens.clone().any(|i| actors.decider.contains(sentence.lower(i))),
        Subject::Other => !us,
    };
    if !accepted {
        return None;
    }
    let mut actor = read_actor(scene, group.tokens.clone())?;
    if wanted == Subject::Post && head != "department" {
        actor.names = vec![scene.writer.name.clone()];
        actor.rule.get_or_insert("actor:post");
    }
    if wanted == Subject::Decider && !actors.decider.contains(head) {
        actor.quality *= 0.95;
    }
    if group.inherited {
        actor.quality *= 0.93;
        actor.rule = Some("actor:inherited");
    }
    Some(actor)
}

/// The actor that the noun group `tokens` names; `None` where it says that nobody acts.
pub(crate) fn read_actor(scene: &Scene, tokens: Range<usize>) -> Option<Actor> {
    let sentence = scene.sentence;
    let lexicon = scene.lexicon;
    let first = sentence.lower(tokens.start);
    if lexicon.words.nobody.contains(first) {
        return None;
    }
    let found = |names: Vec<String>, quality: f32, rule: Option<&'static str>| {
        Some(Actor { names, tokens: Some(tokens.clone()), quality, rule })
    };
    match first {
        "we" | "i" => return found(vec![scene.writer.name.clone()], 1.0, Some("actor:we")),
        "he" | "she" => {
            return match last_person(scene, tokens.start) {
                Some(person) => found(vec![person.to_string()], 0.9, Some("actor:pronoun")),
                None => found(vec![first.to_string()], 0.85, Some("actor:unresolved")),
            };
        }
        "they" | "it" => return found(vec![first.to_string()], 0.82, Some("actor:unresolved")),
        "this" | "that" | "these" | "those" | "which" | "who" | "what" | "you" if tokens.len() == 1 => {
            return None;
        }
        _ => {}
    }
    let known = |i: usize| {
        let word = sentence.lower(i);
        lexicon.actors.anyone.contains(word)
            || lexicon.actors.us.contains(word)
            || lexicon.actors.decider.contains(word)
            || is_government(sentence, i)
            || !authority::places::lookup(sentence.words(i..i + 1)).is_empty()
    };
    let quality =
        if tokens.clone().any(|i| sentence.named(i) && i > 0) || is_government(sentence, tokens.start) {
            1.0
        } else if tokens.clone().any(known) {
            0.97
        } else if tokens.clone().any(|i| sentence.named(i)) {
            // A capital at the start of a sentence tells little: "Fishing will provide 300 jobs".
            match tokens.len() {
                1 if first.ends_with("ing") => 0.6,
                1 => 0.95,
                _ => 0.85,
            }
        } else if sentence.capitals {
            0.85
        } else {
            0.62
        };
    found(split(scene, tokens.clone()), quality, None)
}

/// The person named last before token `at` in the paragraph, among those whose title is known.
fn last_person<'a>(scene: &Scene<'a>, at: usize) -> Option<&'a str> {
    let end = scene.sentence.tokens.get(at)?.start;
    let mut start = end.saturating_sub(1500);
    while !scene.sentence.text.is_char_boundary(start) {
        start += 1;
    }
    let before = scene.sentence.text.get(start..end)?;
    let words = before.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\''));
    words
        .filter(|word| word.starts_with(char::is_uppercase))
        .find_map(|word| scene.persons.get(&word.trim_end_matches("'s").to_lowercase()))
        .map(String::as_str)
}

/// First token of the subject of the verb group in which token `cue` stands.
pub(super) fn subject_start(scene: &Scene, cue: usize) -> Option<usize> {
    let mut verb = cue;
    while verb > 0 && matches!(scene.sentence.class(verb - 1), Class::Auxiliary | Class::Adverb) {
        verb -= 1;
    }
    noun_group_before(scene.sentence, verb).filter(|group| !group.inherited).map(|group| group.tokens.start)
}

/// `GoC`, `GON`, `GOA`: the government of somewhere.
fn is_government(sentence: &Sentence, at: usize) -> bool {
    let word = sentence.tokens.get(at).map_or("", |_| sentence.words(at..at + 1));
    let Some(country) = word.strip_prefix("Go").or_else(|| word.strip_prefix("GO")) else { return false };
    (1..=3).contains(&country.len()) && country.chars().all(|c| c.is_ascii_uppercase()) && country != "T"
}

/// The names in a group: two where "and" joins two of a kind.
fn split(scene: &Scene, tokens: Range<usize>) -> Vec<String> {
    let sentence = scene.sentence;
    let portfolio = &scene.lexicon.titles.fields.portfolio;
    let joined = tokens.clone().find(|i| {
        sentence.class(*i) == Class::Conjunction
            && (sentence.named(i + 1) || sentence.class(i + 1) == Class::Determiner)
            && !(portfolio.contains(sentence.lower(i + 1))
                && portfolio.contains(sentence.lower(i.saturating_sub(1))))
    });
    match joined {
        Some(and) => [tokens.start..and, and + 1..tokens.end].map(|part| name_of(sentence, part)).into(),
        None => vec![name_of(sentence, tokens)],
    }
}

/// The words of a group without the article that opens it and the possessive that ends it.
pub(crate) fn name_of(sentence: &Sentence, tokens: Range<usize>) -> String {
    let mut tokens = tokens;
    if tokens.len() > 1 && matches!(sentence.lower(tokens.start), "the" | "a" | "an" | "our" | "this") {
        tokens.start += 1;
    }
    let words = sentence.words(tokens.clone());
    let possessive =
        tokens.end.checked_sub(1).and_then(|i| sentence.tokens.get(i)).is_some_and(|t| t.possessive);
    let words = if possessive {
        words.trim_end_matches("'s").trim_end_matches("\u{2019}s").trim_end_matches(['\'', '\u{2019}'])
    } else {
        words
    };
    words.to_string()
}

/// The last word before the first preposition.
fn head<'s>(sentence: &'s Sentence, tokens: Range<usize>) -> &'s str {
    let end = tokens
        .clone()
        .find(|i| *i > tokens.start && sentence.class(*i) == Class::Preposition)
        .unwrap_or(tokens.end);
    end.checked_sub(1).map_or("", |i| sentence.lower(i))
}

/// Words of the lists that mean the writer's side only with a capital.
const CAPITAL: [&str; 14] = [
    "state",
    "mission",
    "administration",
    "ambassador",
    "department",
    "delegation",
    "charge",
    "aid",
    "congress",
    "president",
    "secretary",
    "treasury",
    "commerce",
    "team",
];

/// Whether a group's head is in `list` and nothing in it names somebody else's ("the Norlandian Embassy").
fn belongs(sentence: &Sentence, tokens: Range<usize>, list: &Set) -> bool {
    let head = head(sentence, tokens.clone());
    let words = sentence.words(tokens.clone()).to_ascii_lowercase();
    let whole = words.strip_prefix("the ").unwrap_or(&words);
    let american = tokens.clone().take(2).any(|i| matches!(sentence.lower(i), "u.s." | "american"));
    if american && list.contains("u.s.") {
        return true;
    }
    if is_post(sentence, tokens.clone()) && list.contains("addressees") {
        return true;
    }
    if !list.contains(head) && !list.contains(whole) {
        return false;
    }
    if list.contains(whole) && whole.contains(' ') {
        return true;
    }
    let head_at = tokens.clone().find(|i| sentence.lower(*i) == head).unwrap_or(tokens.start);
    let lower_case = !sentence.capitals && sentence.tokens.get(head_at).is_some_and(|token| !token.capital);
    if lower_case && CAPITAL.contains(&head) {
        return false;
    }
    let determiner = sentence.lower(tokens.start);
    if matches!(determiner, "his" | "her" | "their" | "its" | "another" | "some" | "no" | "every" | "any") {
        return false;
    }
    let stranger = |i: usize| sentence.class(i) == Class::Content && !list.contains(sentence.lower(i));
    let strangers =
        tokens.clone().filter(|i| stranger(*i) && (sentence.named(*i) || sentence.capitals)).count();
    strangers == 0 || (head_at == tokens.start && sentence.lower(head_at + 1) == "of" && head == "department")
}

/// `Embassy Lisbon`: a post by its name.
fn is_post(sentence: &Sentence, tokens: Range<usize>) -> bool {
    matches!(sentence.lower(tokens.start), "embassy" | "amembassy" | "consulate" | "mission")
        && tokens.len() > 1
        && matches!(
            authority::posts::resolve(sentence.words(tokens.start + 1..tokens.end)),
            authority::posts::Resolution::One(..)
        )
}

/// The noun group after `by`, in a passive clause.
pub(super) fn by_agent(scene: &Scene, tokens: Range<usize>) -> Option<Actor> {
    let by = tokens.clone().find(|i| scene.sentence.lower(*i) == "by")?;
    let group = noun_group_after(scene.sentence, by + 1)?;
    let time = group.clone().any(|i| {
        let token = scene.sentence.tokens.get(i);
        token.is_some_and(|token| token.word.time & (time::MONTH | time::NAMED) != 0)
            || scene.sentence.lower(i) == "end"
    });
    if time {
        return None;
    }
    read_actor(scene, group)
}

/// The actor of a frame that names where it stands.
pub(super) fn by_slot(scene: &Scene, frame: &Frame, cue: &Range<usize>, end: usize) -> Option<Actor> {
    let sentence = scene.sentence;
    match frame.actor {
        ActorSlot::Post => Some(Actor::writer(scene.writer, "actor:post")),
        ActorSlot::Subject => {
            let mut verb = cue.start;
            while verb > 0 && matches!(sentence.class(verb - 1), Class::Auxiliary | Class::Adverb) {
                verb -= 1;
            }
            let group = noun_group_before(sentence, verb)?;
            of_group(scene, &group, frame.subject)
        }
        ActorSlot::PossessorOrSubject => possessor(scene, cue).or_else(|| {
            let start = clause_start(sentence, cue.start);
            let verb =
                (start..cue.start).find(|i| sentence.tokens.get(*i).is_some_and(|t| t.word.forms != 0))?;
            let group = noun_group_before(sentence, verb)?;
            of_group(scene, &group, frame.subject)
        }),
        ActorSlot::ByAgent => Some(by_agent(scene, cue.end..end).unwrap_or_else(Actor::nobody)),
        ActorSlot::DeciderAfter => {
            let group = noun_group_after(sentence, cue.end)?;
            let decides = group.clone().any(|i| scene.lexicon.actors.decider.contains(sentence.lower(i)));
            decides.then(|| read_actor(scene, group)).flatten()
        }
        ActorSlot::Decider => {
            Some(possessor(scene, cue).or_else(|| decider(scene, cue, end)).unwrap_or_else(Actor::nobody))
        }
    }
}

/// `Norland's pledge`, `the Cabinet's decision`.
fn possessor(scene: &Scene, cue: &Range<usize>) -> Option<Actor> {
    let low = cue.start.saturating_sub(4);
    let owner =
        (low..cue.start).rev().find(|i| scene.sentence.tokens.get(*i).is_some_and(|t| t.possessive))?;
    let group = noun_group_before(scene.sentence, owner + 1)?;
    read_actor(scene, group.tokens)
}

/// `a decision by the Cabinet`, `rests with the Senate`, `a Cabinet decision`: who decides, in the clause of the cue.
fn decider(scene: &Scene, cue: &Range<usize>, end: usize) -> Option<Actor> {
    let sentence = scene.sentence;
    let decides = |group: &Range<usize>| {
        group.clone().any(|i| scene.lexicon.actors.decider.contains(sentence.lower(i)))
    };
    let behind = (cue.end..end).find_map(|i| {
        let linked = matches!(sentence.lower(i), "by" | "with" | "to" | "from");
        noun_group_after(sentence, i + 1).filter(|group| linked && group.end <= end && decides(group))
    });
    let before = cue.start.checked_sub(1).map(|i| i..cue.start).filter(decides);
    let mut actor = read_actor(scene, behind.or(before)?)?;
    actor.rule = Some("actor:decider-in-clause");
    Some(actor)
}
