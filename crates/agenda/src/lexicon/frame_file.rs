//! Frames as a historian writes them: the shape of `lexicon/{commitment,recommendation,decision}.toml`.
//!
//! A frame has a cue (verbs, nouns with words that must stand near, phrases, or modals), conditions on what stands around
//! it, and an example that it must find beside one that it must leave alone. Both are run by the tests.

use aho_corasick::AhoCorasick;
use serde::{Deserialize, Deserializer};

use crate::Kind;

/// One frame.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Frame {
    /// Stable name; it stands in the reasons of every statement it finds.
    pub(crate) id: String,
    pub(crate) kind: Kind,
    /// Lemmas; all their forms are cues, and the words before them are read for tense and negation.
    #[serde(default)]
    pub(crate) verbs: Vec<String>,
    /// Nouns, singular.
    #[serde(default)]
    pub(crate) nouns: Vec<String>,
    /// Words one of which must stand in the sentence of a noun.
    #[serde(default)]
    pub(crate) with: Vec<String>,
    #[serde(default)]
    pub(crate) not_with: Vec<String>,
    /// `with` and, after it, `not_with`, to be found in one pass.
    #[serde(skip)]
    pub(crate) near: Option<AhoCorasick>,
    /// Fixed phrases.
    #[serde(default)]
    pub(crate) phrases: Vec<String>,
    /// Words before any verb that make its subject's duty of it.
    #[serde(default)]
    pub(crate) modals: Vec<String>,
    #[serde(default)]
    pub(crate) subject: Subject,
    /// How the actor is found where it is not the subject of a verb.
    #[serde(default)]
    pub(crate) actor: ActorSlot,
    /// What must follow; one of these is enough. Empty: anything.
    #[serde(default)]
    pub(crate) complement: Vec<Complement>,
    /// Tenses of the verb; empty: past, perfect, present, progressive, future.
    #[serde(default)]
    pub(crate) tense: Vec<Tense>,
    #[serde(default)]
    pub(crate) polarity: Polarity,
    /// Words one of which must follow within the clause or stand in the verb group.
    #[serde(default)]
    pub(crate) needs: Vec<String>,
    /// Words right before the cue that make a noun of it.
    #[serde(default)]
    pub(crate) not_after: Vec<String>,
    /// Whether the passive counts, its subject being what is given.
    #[serde(default)]
    pub(crate) passive: bool,
    /// Whether `would` and `could` count.
    #[serde(default)]
    pub(crate) unreal: bool,
    pub(crate) status: Option<String>,
    pub(crate) force: Option<String>,
    /// How often such a statement is right where all slots are filled by name.
    pub(crate) confidence: f32,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file and for the tests"))]
    pub(crate) example: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "for readers of the file and for the tests"))]
    pub(crate) counter: String,
}

/// Whose act it must be; lists in `lexicon/actors.toml`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Subject {
    #[default]
    Any,
    /// The writer's side.
    Us,
    /// The post that writes; left out in telegraphic style.
    Post,
    Addressee,
    Decider,
    /// Somebody who is not on the writer's side.
    Other,
}

/// Where the actor stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ActorSlot {
    #[default]
    Subject,
    /// `X's pledge`, else the subject of the clause.
    PossessorOrSubject,
    /// After `by`.
    ByAgent,
    /// The writer.
    Post,
    /// The first word in the sentence that can decide.
    Decider,
    /// The noun group after the phrase.
    DeciderAfter,
}

/// Whether the cue must be negated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Polarity {
    #[default]
    Positive,
    Negative,
    Any,
}

/// Tense, aspect and mood of a verb group, as far as frames care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Tense {
    Past,
    Perfect,
    Present,
    Progressive,
    Future,
    /// `is to decide`, `is expected to decide`, `plans to decide`.
    ToCome,
    /// A base form that opens the sentence: telegraphic style.
    Bare,
    /// `would`, `could`, `may`.
    Unreal,
    /// `must`, `needs to`.
    Duty,
    /// An infinitive or participle that something else governs.
    Governed,
}

/// What must follow the cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Complement {
    Amount,
    OfAmount,
    Count,
    /// `to` and a verb, of a list where one is named.
    Infinitive(Option<String>),
    Gerund(Option<String>),
    ObjectInfinitive,
    UsInfinitive,
    That,
    ThatUs,
    /// A clause with `would` or `will`, its verb of a list where one is named.
    Would(Option<String>),
    Reflexive,
    Object,
    UsObject,
    DecisionObject,
    /// `on`, `whether`, `if`, `how`, `when`, `between`, or an object.
    Decidable,
    Addressee,
    None,
}

impl<'de> Deserialize<'de> for Complement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Complement, D::Error> {
        let text = String::deserialize(deserializer)?;
        let (name, list) =
            text.split_once(':').map_or((text.as_str(), None), |(name, list)| (name, Some(list.to_string())));
        Ok(match name {
            "amount" => Complement::Amount,
            "of-amount" => Complement::OfAmount,
            "count" => Complement::Count,
            "infinitive" => Complement::Infinitive(list),
            "gerund" => Complement::Gerund(list),
            "object+infinitive" => Complement::ObjectInfinitive,
            "us+infinitive" => Complement::UsInfinitive,
            "that" => Complement::That,
            "that-us" => Complement::ThatUs,
            "would" => Complement::Would(list),
            "reflexive" => Complement::Reflexive,
            "object" => Complement::Object,
            "u.s.-object" => Complement::UsObject,
            "decision-object" => Complement::DecisionObject,
            "decidable" => Complement::Decidable,
            "addressee" => Complement::Addressee,
            "none" => Complement::None,
            _ => return Err(serde::de::Error::custom(format!("no such complement: `{text}`"))),
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrameFile {
    frame: Vec<Frame>,
}

/// Reads a file of frames.
pub(super) fn read(text: &str) -> Result<Vec<Frame>, toml::de::Error> {
    let mut frames = toml::from_str::<FrameFile>(text)?.frame;
    for frame in frames.iter_mut().filter(|frame| !frame.with.is_empty()) {
        frame.near = AhoCorasick::new(frame.with.iter().chain(&frame.not_with)).ok();
    }
    Ok(frames)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn err_a_bad_edit_is_told_with_its_line() {
        let text = "[[frame]]\nid = \"x\"\nkind = \"commitment\"\nconfidence = 1\ncomplement = [\"lump\"]\nexample = \"\"\ncounter = \"\"\n";
        let told = read(text).unwrap_err().to_string();
        assert!(told.contains("line 5") && told.contains("no such complement: `lump`"), "{told}");
    }
}
