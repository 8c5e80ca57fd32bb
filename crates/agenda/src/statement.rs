//! The statement: one thing that a telegram says, with its place.
//!
//! A statement is one mention. What several mentions have in common is put together later, from statements, and never
//! stored as the only copy.

use serde::{Deserialize, Serialize};
use telegram::record::Span;

/// One mention of a position, a promise, a decision to come, …
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Its kind, and the fields of that kind. In the output they stand beside the others, `kind` among them.
    #[serde(flatten)]
    pub content: Content,
    /// Whose it is, as named in the text; of a role, the person. Empty where the text does not say.
    pub actors: Vec<String>,
    /// What it is about: a name of `lexicon/issues.toml`, or words of the text.
    pub issue: Option<String>,
    /// For or against; positions have it, other kinds where the text tells.
    pub stance: Option<Stance>,
    /// The words, as read (repaired, on one line).
    pub quote: String,
    /// Place of the words in the document's bytes.
    pub span: Span,
    /// True number of the paragraph; `null` in an unnumbered paragraph and outside the body.
    pub paragraph: Option<u32>,
    /// Number as printed.
    pub printed: Option<String>,
    /// The paragraph's portion mark, else the telegram's level.
    pub label: String,
    /// Who says so, outermost first; empty: the writer.
    pub attribution: Vec<String>,
    /// The same with the words that show it.
    pub attribution_chain: Vec<Attribution>,
    /// When it was said: the telegram's day, or its bounds.
    pub asserted_on: AssertedOn,
    /// The time it speaks of.
    pub about_time: Option<AboutTime>,
    /// Between 0 and 1.
    pub confidence: f32,
    /// Which frame found it, and which rules filled its slots.
    pub reasons: Vec<String>,
}

impl Statement {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.content.kind()
    }
}

/// The eight kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Kind {
    Position,
    Commitment,
    Decision,
    Recommendation,
    Forecast,
    Event,
    Role,
    Conditional,
}

/// What a statement says, by kind. Words are those of the text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the documentation; the rest is told")]
pub enum Content {
    Position {
        /// Since when it is held.
        since: Option<String>,
    },
    Commitment {
        what: Option<String>,
        amount: Option<Amount>,
        count: Option<Count>,
        beneficiary: Option<String>,
        due: Option<String>,
        /// `pledged`, `offered`, `planned`, `announced`.
        status: String,
    },
    Decision {
        decider: Option<String>,
        /// What is to be decided.
        what: Option<String>,
        leaning: Option<String>,
        expected: Option<String>,
        /// `pending`, `considered`, `scheduled`, `deferred`.
        status: String,
    },
    Recommendation {
        /// Who should act.
        who: Option<String>,
        /// To whom the advice or request is addressed.
        to: Option<String>,
        action: Option<String>,
        /// `must`, `should`, `could`, `request`, `recommend`.
        force: String,
        condition: Option<String>,
    },
    Forecast {
        what: Option<String>,
        /// The words that show how sure the speaker is.
        probability: Option<String>,
        by_when: Option<String>,
    },
    Event {
        action: Option<String>,
        target: Option<String>,
        place: Option<String>,
        status: String,
    },
    Role {
        person: String,
        title: Option<String>,
        organisation: Option<String>,
        /// `current`, `former`, `designate`, `acting`, `outgoing`.
        status: String,
        from: Option<String>,
        until: Option<String>,
    },
    Conditional {
        condition: String,
        consequence: String,
        /// `if`, `unless`, `once`, `provided`.
        relation: String,
    },
}

impl Content {
    /// The kind whose fields these are.
    pub fn kind(&self) -> Kind {
        match self {
            Content::Position { .. } => Kind::Position,
            Content::Commitment { .. } => Kind::Commitment,
            Content::Decision { .. } => Kind::Decision,
            Content::Recommendation { .. } => Kind::Recommendation,
            Content::Forecast { .. } => Kind::Forecast,
            Content::Event { .. } => Kind::Event,
            Content::Role { .. } => Kind::Role,
            Content::Conditional { .. } => Kind::Conditional,
        }
    }
}

/// For or against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Stance {
    Support,
    Oppose,
    Conditional,
    Undecided,
    Divided,
    Neutral,
}

/// A sum of money.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// In whole units of the currency; the lower end of a range.
    pub value: f64,
    /// ISO 4217 code; as printed where the table does not know it.
    pub currency: String,
    /// As it stands in the text.
    pub raw: String,
}

/// A number of things or people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Count {
    /// The number; the lower end of a range.
    pub value: f64,
    /// Of what.
    pub unit: String,
    /// As it stands in the text.
    pub raw: String,
}

/// One speaker on whom the writer relies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// The speaker, as named.
    pub who: String,
    /// The word that shows it.
    pub cue: String,
    /// How.
    pub mode: Mode,
    /// Place of the speaker's name in the document.
    pub span: Span,
}

/// How something is attributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Mode {
    Says,
    Believes,
    Reported,
    Expects,
    According,
}

/// When a statement was made: the telegram's day, or the days between which it was sent (`YYYY-MM-DD`).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct AssertedOn {
    pub earliest: Option<String>,
    pub latest: Option<String>,
}

/// A time that a statement speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AboutTime {
    /// As it stands in the text.
    pub text: String,
    /// Its place in the document.
    pub span: Span,
}
