//! What is true of a cable before damage.

use serde::{Deserialize, Serialize};
use telegram::record::Level;

/// What is true of one file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// Path of the file below the folder of the cables.
    pub file: String,
    /// `YYPOSTn` (format.md §10.6).
    pub id: String,
    /// Canonical.
    pub post: String,
    /// Number within the post's year.
    pub serial: u32,
    /// `YYYY-MM-DDTHH:MMZ`.
    pub date: String,
    /// Layout: `1973`, `1979`, `1985`, `1995`, `2003`, `2005`, `2010`.
    pub era: String,
    /// Of the whole telegram.
    pub level: Level,
    /// `NOFORN`, `REL USA, GBR`.
    pub controls: Vec<String>,
    /// The others.
    pub captions: Vec<String>,
    /// Codes in order; a person as `(SURNAME, FORENAME)`.
    pub tags: Vec<String>,
    /// On one line.
    pub subject: String,
    /// Items of the REF field.
    pub references: Vec<Cited>,
    /// Ids of telegrams that the text names itself.
    pub mentions: Vec<String>,
    /// Surname.
    pub signer: String,
    /// Number of each paragraph and its mark as printed, empty where it has none.
    pub marks: Vec<(u16, String)>,
    /// 1 for the only or first release, 2 for the second.
    pub copy: u8,
    /// True where a withdrawal card stands for the text.
    pub withdrawn: bool,
    /// What this release strikes out.
    pub withheld: Vec<Withheld>,
    /// Kinds of damage done, by their number in format.md §14 and a word.
    pub damage: Vec<String>,
    /// What the story says in this cable.
    pub statements: Vec<Statement>,
}

/// An item of the REF field.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// `A`; none where the item carries no letter.
    pub label: Option<String>,
    /// None for what is no telegram.
    pub id: Option<String>,
    /// `telegram`, `airgram`, `email`.
    pub kind: String,
    /// True where the archive holds it.
    pub held: bool,
    /// As printed, without letter.
    pub raw: String,
}

/// Words that a release strikes out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withheld {
    /// Number of the paragraph.
    pub paragraph: u16,
    /// The words.
    pub words: String,
    /// True where nothing of the paragraph is left.
    pub whole: bool,
}

/// A statement of the story.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Number of the paragraph in which it stands.
    pub paragraph: u16,
    /// `position`, `commitment`, `decision`, `event`.
    pub kind: String,
    /// Who holds, promises, decides or acts.
    pub actor: String,
    /// What it is about.
    pub issue: String,
    /// Of a position `support`, `oppose`, `conditional`, `undecided`; of a commitment `open`, `met`, `slipped`; of a decision `pending`,
    /// `taken`; else empty.
    pub status: String,
    /// The day it happened, `YYYY-MM-DD`.
    pub day: String,
    /// The day on which it is due or expected, `YYYY-MM-DD`, or empty.
    pub due: String,
    /// The sentence.
    pub quote: String,
}
