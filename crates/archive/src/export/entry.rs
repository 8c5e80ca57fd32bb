//! What a bibliography tells of a telegram, whatever its format: one entry, from the card of the fullest copy.

use super::names::one_line;
use super::when::When;
use crate::view::Held;

/// What kind of report it is.
pub(super) const GENRE: &str = "Diplomatic cable";

/// An entry. Texts are on one line.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    /// Canonical id.
    pub(super) id: String,
    /// The subject in title case; the number where there is none.
    pub(super) title: String,
    /// Who sent it: an office, not a person.
    pub(super) author: Option<String>,
    /// `OTTAWA 1123`.
    pub(super) number: Option<String>,
    pub(super) when: When,
    pub(super) to: Vec<String>,
    pub(super) tags: Vec<String>,
    /// What no other field has: level, signers, that the date is not certain, that the text is not whole.
    pub(super) notes: Vec<String>,
}

impl Entry {
    /// `None` where there is no copy, which does not happen.
    pub(super) fn of(held: &Held) -> Option<Entry> {
        let card = &held.copies.first()?.card;
        let list = |values: &[String]| -> Vec<String> {
            values.iter().map(|value| one_line(value)).filter(|value| !value.is_empty()).collect()
        };
        let number = card.post.as_ref().zip(card.serial).map(|(post, n)| one_line(&format!("{post} {n}")));
        let id = one_line(&held.id);
        let subject = card.subject.as_deref().map(|text| one_line(&telegram::subject::title_case(text)));
        let title = subject.filter(|text| !text.is_empty()).or_else(|| number.clone());
        let when = When::of(card);
        let mut notes = Vec::new();
        if let Some(level) = &card.level {
            let marked: Vec<String> =
                std::iter::once(level).chain(&card.controls).map(|s| one_line(s)).collect();
            notes.push(format!("Classification: {}", marked.join("//")));
        }
        if !card.signed.is_empty() {
            notes.push(format!("Signed: {}", list(&card.signed).join("; ")));
        }
        if when.day().is_none()
            && let Some(date) = when.edtf()
        {
            notes.push(format!("Date: {date}"));
        }
        if card.completeness != "full" {
            notes.push(format!("Text: {}", one_line(&card.completeness)));
        }
        Some(Entry {
            title: title.unwrap_or_else(|| id.clone()),
            author: list(&card.from).into_iter().next(),
            number,
            when,
            to: list(&card.to),
            tags: list(&card.tags),
            notes,
            id,
        })
    }
}
