//! What a telegram cites, and who cites it.
//!
//! A reference is held, held in several copies, not held, ambiguous, or no telegram at all. What is held but hidden from
//! the reader is not held.

mod cited_by;
mod merge;
mod status;

use serde::Serialize;

use crate::problem::Result;
use crate::store::CitationRow;
use crate::view::{Held, View};

pub use cited_by::CitedBy;
pub(crate) use status::{holding, possible_ids};

/// Whether what is cited is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// In one copy.
    Held,
    /// In several copies.
    Several,
    /// Or not for this reader.
    #[default]
    NotHeld,
    /// No year is written and telegrams of several years are held, or the post is spelled so that several are possible.
    Ambiguous,
    /// A letter, a memorandum, a conversation.
    NoTelegram,
}

impl Standing {
    /// The word for it, as output writes it.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Held => "held",
            Standing::Several => "several",
            Standing::NotHeld => "not-held",
            Standing::Ambiguous => "ambiguous",
            Standing::NoTelegram => "no-telegram",
        }
    }
}

/// One thing that a telegram cites, however often.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// Canonical id or another key; `None` where it is no telegram, or cannot be told.
    pub target: Option<String>,
    /// `telegram`, `airgram`, `email`, …
    pub kind: String,
    /// As first printed.
    pub raw: String,
    /// The item's label in the REF field.
    pub letter: Option<String>,
    /// True where no year is written.
    pub assumed: bool,
    /// Whether it is held.
    pub standing: Standing,
    /// How many copies of it are held.
    pub copies: usize,
    /// `withdrawn` or `unavailable`, where only a card or a record without text is held.
    pub holding: Option<String>,
    /// Ids that it may stand for; those of them that are held, where the year is open.
    pub candidates: Vec<String>,
    /// Where it is cited: in the REF field, then by paragraph.
    pub mentions: Vec<Mention>,
}

/// One place that cites.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Mention {
    /// False in the REF field.
    pub in_text: bool,
    /// Number of the paragraph.
    pub paragraph: Option<u32>,
    /// The sentence, in the text.
    pub sentence: Option<String>,
    /// As printed.
    pub raw: String,
    /// The label under which the REF field has it.
    pub letter: Option<String>,
}

impl Mention {
    pub(crate) fn of(citation: &crate::prepare::Citation) -> Mention {
        Mention {
            in_text: citation.in_text,
            paragraph: citation.paragraph,
            sentence: citation.sentence.clone(),
            raw: citation.raw.clone(),
            letter: citation.letter.clone(),
        }
    }
}

impl View<'_> {
    /// What the telegram cites, each thing once over all copies that the reader may see: the REF field's items in order,
    /// then what only the text cites.
    pub fn references(&self, held: &Held) -> Result<Vec<Reference>> {
        let mut merged = merge::Merged::default();
        for copy in &held.copies {
            merged.next_copy();
            for row in self.citations(copy.copy.id)? {
                merged.add(&row.citation);
            }
        }
        let mut references = merged.finish();
        for reference in &mut references {
            self.decide(held, reference)?;
        }
        Ok(references)
    }

    /// The citations of a copy that count, as the copy has them.
    fn citations(&self, copy: i64) -> Result<Vec<CitationRow>> {
        let sight = self.sight()?;
        let columns =
            CitationRow::COLUMNS.split(", ").map(|name| format!("c.{name}")).collect::<Vec<_>>().join(", ");
        let query = format!(
            "SELECT {columns} FROM citations c JOIN copies k ON k.id = c.copy WHERE c.copy = ?1 AND {}",
            sight.counts()
        );
        let mut rows: Vec<CitationRow> = self
            .archive
            .store
            .with(|db| db.prepare_cached(&query)?.query_map([copy], CitationRow::of)?.collect())?;
        // By label, never by number: numbers tell what came first.
        rows.sort_by_key(|row| (self.visible.iter().position(|(id, _)| *id == row.label), row.n));
        Ok(rows)
    }
}
