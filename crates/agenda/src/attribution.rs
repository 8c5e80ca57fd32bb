//! Who says it: the speakers whom the writer relies on.

use telegram::record::Paragraph;

use crate::frame::{Draft, Scene, read_actor};
use crate::lexicon::{BASE, Class, PARTICIPLE, PAST, THIRD};
use crate::locate;
use crate::prose::noun_group_before;
use crate::statement::Attribution;

/// Who says it, outermost first: the subjects of the verbs of saying before the statement.
pub(crate) fn attribution(scene: &Scene, draft: &Draft, paragraph: &Paragraph) -> Vec<Attribution> {
    let sentence = scene.sentence;
    let first = draft.tokens.start;
    let mut out: Vec<Attribution> = Vec::new();
    let finite = PAST | THIRD | BASE | PARTICIPLE;
    for at in 0..first {
        let Some(token) = sentence.tokens.get(at) else { break };
        let Some(lemma) = token.word.lemma.filter(|_| token.has(finite) && token.is(Class::Content)) else {
            continue;
        };
        let Some(mode) = scene.lexicon.attribution.iter().find(|mode| mode.lemmas.contains(&lemma)) else {
            continue;
        };
        if (at..first).any(|i| sentence.class(i) == Class::Break) || sentence.named(at) {
            continue;
        }
        let mut start = at;
        while start > 0 && matches!(sentence.class(start - 1), Class::Auxiliary | Class::Adverb) {
            start -= 1;
        }
        let Some(group) = noun_group_before(sentence, start) else { continue };
        let Some(actor) = read_actor(scene, group.tokens.clone()) else { continue };
        if actor.rule == Some("actor:we") || out.len() == 3 {
            continue;
        }
        out.push(Attribution {
            who: actor.names.join(" and "),
            cue: sentence.words(at..at + 1).to_string(),
            mode: mode.mode,
            span: locate(paragraph, sentence.place(group.tokens)),
        });
    }
    out
}
