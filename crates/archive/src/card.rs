//! What lists and filters need of a telegram: a few values of its record, as one label shows them.

use serde::{Deserialize, Serialize};
use telegram::record::{Addressee, Due, Status, TagKind, Telegram};

use crate::label::level_code;

/// The catalogue card of a telegram.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Card {
    /// `telegram`, `withdrawn` (a withdrawal card), `unavailable` (the container says that its text could not be read).
    pub kind: String,
    /// Post that sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub post: Option<String>,
    /// Year of the serial.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Number within the post's year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serial: Option<u32>,
    /// RFC 3339, where it was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent: Option<String>,
    /// First possible day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<String>,
    /// Last possible day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// Level of the telegram; `None` where the reader may not know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// Controls on the telegram.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<String>,
    /// Captions of all kinds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<String>,
    /// On one line, repaired.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// Codes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Geographic and organisation TAGS.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<String>,
    /// Who signed: the officer's name where one is known, else as printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub signed: Vec<String>,
    /// Others named in the header: classifiers, drafters, person TAGS.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<String>,
    /// The originator, where one is named, and the post that sent it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<String>,
    /// Action and information addressees.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub to: Vec<String>,
    /// When the telegram falls due, and why.
    pub due: Due,
    /// How whole the copy is.
    pub completeness: String,
}

impl Card {
    /// All of it, from a record that the reader may see.
    pub fn of(telegram: &Telegram) -> Card {
        let tags = |kinds: &[TagKind]| {
            telegram.tags.iter().filter(|tag| kinds.contains(&tag.kind)).map(|tag| tag.code.clone()).collect()
        };
        let mut persons: Vec<String> = tags(&[TagKind::Person]);
        persons.extend(telegram.classified_by.iter().filter_map(|one| one.name.clone()));
        if let Some(drafting) = &telegram.drafting {
            let named = drafting.drafted_by.iter().chain(&drafting.approved_by);
            persons.extend(named.filter_map(|entry| entry.name.clone()));
        }
        let name = |one: &Addressee| one.post.clone().unwrap_or_else(|| one.name.clone());
        let mut from: Vec<String> = telegram.from.iter().map(name).collect();
        from.extend(telegram.mrn.iter().map(|mrn| mrn.post.clone()));
        from.dedup();
        let addressed = telegram.to.iter().chain(&telegram.info);
        let signed = telegram.signatures.iter();
        Card {
            sent: telegram.date.sent.clone(),
            earliest: telegram.date.earliest.clone(),
            latest: telegram.date.latest.clone(),
            level: Some(level_code(telegram.classification.level).to_string()),
            controls: telegram.classification.controls.clone(),
            captions: telegram.captions.clone(),
            subject: telegram.subject.clone(),
            tags: telegram.tags.iter().map(|tag| tag.code.clone()).collect(),
            places: tags(&[TagKind::Geo, TagKind::Organization]),
            signed: signed
                .map(|one| {
                    one.officer.as_ref().map_or_else(|| one.name.clone(), |officer| officer.name.clone())
                })
                .collect(),
            persons,
            from,
            to: addressed.map(name).collect(),
            due: telegram.due.clone(),
            ..Card::envelope(telegram)
        }
    }

    /// What the envelope tells: that the telegram exists, its post, and its date as far as the envelope gives it.
    pub fn envelope(telegram: &Telegram) -> Card {
        let mrn = telegram.mrn.as_ref();
        let year = mrn.and_then(|mrn| mrn.year);
        let sent = telegram.date.sent.clone();
        let day = sent.as_deref().and_then(|sent| sent.get(..10)).map(str::to_string);
        Card {
            kind: kind(telegram).to_string(),
            post: mrn.map(|mrn| mrn.post.clone()),
            year,
            serial: mrn.map(|mrn| mrn.serial),
            earliest: day.clone().or_else(|| year.map(|year| format!("{year:04}-01-01"))),
            latest: day.or_else(|| year.map(|year| format!("{year:04}-12-31"))),
            sent,
            completeness: completeness(telegram.completeness.status).to_string(),
            ..Card::default()
        }
    }
}

fn kind(telegram: &Telegram) -> &'static str {
    match telegram.completeness.status {
        Status::Withdrawn => "withdrawn",
        Status::TextUnavailable => "unavailable",
        _ => "telegram",
    }
}

fn completeness(status: Status) -> &'static str {
    match status {
        Status::Full => "full",
        Status::HeaderOnly => "header-only",
        Status::PartialExtract => "partial-extract",
        Status::Truncated => "truncated",
        Status::TextUnavailable => "text-unavailable",
        Status::Withdrawn => "withdrawn",
    }
}
