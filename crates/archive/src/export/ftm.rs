//! FollowTheMoney (schema of version 4): one entity a line.
//!
//! A telegram is a `Message`: it has a sender and addressees that are entities, where `Email` has addresses and headers that
//! no telegram has. Offices are `PublicBody`, signers `Person`, who signed is an `UnknownLink` with the role `signed`. An
//! entity's id is made from its schema and its name (and the post, where a signer has only a surname), so that exports of
//! several archives fit together.

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use super::names::one_line;
use super::when::When;
use super::{Exporter, Outcome, Stream};
use crate::card::Card;
use crate::view::{Held, View};

pub(super) struct FollowTheMoney<'a> {
    out: Stream<'a>,
    repository: Option<String>,
    /// Entities written so far, by the first half of their id: one is written once.
    seen: HashSet<u64>,
}

impl<'a> FollowTheMoney<'a> {
    pub(super) fn new(out: Stream<'a>, repository: Option<String>) -> FollowTheMoney<'a> {
        FollowTheMoney { out, repository, seen: HashSet::new() }
    }
}

impl Exporter for FollowTheMoney<'_> {
    fn one(&mut self, view: &View, held: &Held) -> Outcome {
        let Some(copy) = held.copies.first() else { return Ok(()) };
        let card = &copy.card;
        let portions = view.portions(copy)?;
        let text: Vec<String> = portions.into_iter().map(|(_, text)| clean(&text)).collect();
        let senders = self.named("PublicBody", card.from.get(..1).unwrap_or_default(), "")?;
        let recipients = self.named("PublicBody", &card.to, "")?;
        let signers = self.named("Person", &card.signed, card.post.as_deref().unwrap_or(&held.id))?;
        let id = identity(&["Message", &held.id]);
        let message =
            message(held, card, &text.join("\n\n"), (senders, recipients), self.repository.as_deref());
        self.entity(&id, "Message", message)?;
        for signer in signers {
            let link = properties(vec![
                ("subject", vec![signer.clone()]),
                ("object", vec![id.clone()]),
                ("role", vec!["signed".to_string()]),
            ]);
            self.entity(&identity(&["UnknownLink", "signed", &signer, &id]), "UnknownLink", link)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Outcome {
        Ok(self.out.flush()?)
    }
}

impl FollowTheMoney<'_> {
    /// Writes those that have not been written; gives the ids of all, each once. A name of one word is told apart by
    /// `scope`: the Smith of one post is not that of another.
    fn named(&mut self, schema: &str, names: &[String], scope: &str) -> Result<Vec<String>, super::Failure> {
        let mut ids: Vec<String> = Vec::new();
        let mut own = HashSet::new();
        for name in names.iter().map(|name| one_line(name)).filter(|name| !name.is_empty()) {
            let id = if name.contains(' ') || scope.is_empty() {
                identity(&[schema, &name])
            } else {
                identity(&[schema, &name, scope])
            };
            if !own.insert(id.clone()) {
                continue;
            }
            let half = id.get(..16).and_then(|half| u64::from_str_radix(half, 16).ok()).unwrap_or_default();
            if self.seen.insert(half) {
                self.entity(&id, schema, properties(vec![("name", vec![name])]))?;
            }
            ids.push(id);
        }
        Ok(ids)
    }

    fn entity(&mut self, id: &str, schema: &str, properties: Value) -> Outcome {
        let entity = json!({"id": id, "schema": schema, "properties": properties});
        serde_json::to_writer(&mut self.out, &entity)?;
        Ok(self.out.write_all(b"\n")?)
    }
}

fn message(
    held: &Held,
    card: &Card,
    text: &str,
    (sender, recipients): (Vec<String>, Vec<String>),
    repository: Option<&str>,
) -> Value {
    let when = When::of(card);
    let subject: Vec<String> = card.subject.iter().map(|subject| one_line(subject)).collect();
    let days = |day: Option<crate::query::Day>| day.map(|day| day.to_string()).into_iter().collect();
    let uncertain = when.day().is_none();
    properties(vec![
        ("title", subject.clone()),
        ("subject", subject),
        ("fileName", vec![format!("{}.txt", one_line(&held.id))]),
        ("messageId", vec![one_line(&held.id)]),
        ("sender", sender),
        ("recipients", recipients),
        ("date", days(when.day())),
        ("startDate", if uncertain { days(when.first) } else { vec![] }),
        ("endDate", if uncertain { days(when.last) } else { vec![] }),
        ("keywords", card.tags.iter().map(|tag| one_line(tag)).collect()),
        ("publisher", repository.map(one_line).into_iter().collect()),
        // Withdrawal cards have no text, and a message must have one.
        (
            "bodyText",
            vec![if text.is_empty() { format!("[{}]", card.completeness) } else { text.to_string() }],
        ),
    ])
}

/// Properties without those that have no value; no value stands twice.
fn properties(list: Vec<(&str, Vec<String>)>) -> Value {
    let mut map = Map::new();
    for (name, values) in list {
        let mut seen = HashSet::new();
        let values: Vec<Value> = values
            .into_iter()
            .filter(|value| !value.is_empty() && seen.insert(value.clone()))
            .map(Value::from)
            .collect();
        if !values.is_empty() {
            map.insert(name.to_string(), Value::Array(values));
        }
    }
    Value::Object(map)
}

/// Forty digits of a hash over the parts.
fn identity(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    hasher.finalize().to_hex().get(..40).unwrap_or_default().to_string()
}

/// Without the control characters that databases of text refuse.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\t' | '\n')).collect()
}
