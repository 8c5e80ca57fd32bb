//! CSL-JSON: one list, an item of type `report` a telegram: the type with a number, a genre and an archive that both Zotero
//! and citation processors take.

use serde_json::{Map, Value, json};

use super::entry::{Entry, GENRE};
use super::when::When;
use super::{Exporter, Outcome, Stream};
use crate::query::Day;
use crate::view::{Held, View};

pub(super) struct Csl<'a> {
    out: Stream<'a>,
    repository: Option<String>,
    first: bool,
}

impl<'a> Csl<'a> {
    pub(super) fn new(out: Stream<'a>, repository: Option<String>) -> Csl<'a> {
        Csl { out, repository, first: true }
    }
}

impl Exporter for Csl<'_> {
    fn begin(&mut self) -> Outcome {
        Ok(self.out.write_all(b"[")?)
    }

    fn one(&mut self, _: &View, held: &Held) -> Outcome {
        let Some(entry) = Entry::of(held) else { return Ok(()) };
        self.out.write_all(if self.first { b"\n" } else { b",\n" })?;
        self.first = false;
        Ok(serde_json::to_writer(&mut self.out, &item(entry, self.repository.as_deref()))?)
    }

    fn finish(&mut self) -> Outcome {
        self.out.write_all(if self.first { b"]\n" } else { b"\n]\n" })?;
        Ok(self.out.flush()?)
    }
}

fn item(entry: Entry, repository: Option<&str>) -> Value {
    let literal = |name: String| json!({"literal": name});
    let mut item = Map::new();
    let mut set = |name: &str, value: Option<Value>| {
        item.extend(value.map(|value| (name.to_string(), value)));
    };
    set("id", Some(entry.id.clone().into()));
    set("type", Some("report".into()));
    set("genre", Some(GENRE.into()));
    set("title", Some(entry.title.into()));
    set("author", entry.author.clone().map(|name| Value::Array(vec![literal(name)])));
    let to: Vec<Value> = entry.to.into_iter().map(literal).collect();
    set("recipient", (!to.is_empty()).then_some(Value::Array(to)));
    set("number", Some(entry.number.unwrap_or_else(|| entry.id.clone()).into()));
    set("publisher", entry.author.map(Value::from));
    set("issued", issued(entry.when));
    set("archive", repository.map(Value::from));
    set("archive_location", Some(entry.id.into()));
    set("keyword", (!entry.tags.is_empty()).then(|| entry.tags.join(", ").into()));
    set("note", (!entry.notes.is_empty()).then(|| entry.notes.join(". ").into()));
    Value::Object(item)
}

/// A day, a year, or a range; one bound alone is said to be uncertain.
fn issued(when: When) -> Option<Value> {
    let parts = |day: Day| json!([day.year(), day.month(), day.day()]);
    Some(match (when.first, when.last) {
        (None, None) => return None,
        (Some(first), Some(last)) if first == last => json!({"date-parts": [parts(first)]}),
        (Some(first), Some(last)) if when.is_year(first, last) => json!({"date-parts": [[first.year()]]}),
        (Some(first), Some(last)) => json!({"date-parts": [parts(first), parts(last)]}),
        (Some(day), None) | (None, Some(day)) => json!({"date-parts": [parts(day)], "circa": true}),
    })
}
