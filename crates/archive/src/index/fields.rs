//! What the index holds of a copy under one label.

use jiff::civil::Date;
use tantivy::TantivyDocument;
use tantivy::schema::{
    self, FAST, INDEXED, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions,
};

use super::words;
use crate::prepare::{Prepared, Rendition};
use crate::query::{self, Field};

/// The fields, by their place in the schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    /// Number of the copy: what a document is deleted by.
    pub(crate) copy: schema::Field,
    /// Number of the telegram.
    pub(crate) telegram: schema::Field,
    /// First and last possible day, in days since 1970-01-01.
    pub(crate) earliest: schema::Field,
    pub(crate) latest: schema::Field,
    /// Values that are counted: `tags:PREL`, `post:OTTAWA`, …
    pub(crate) facets: schema::Field,
    /// Values that are only looked up: `ref:03OTTAWA892`, `to:…`, `person:…`, …
    pub(crate) keys: schema::Field,
    /// Words of the portions.
    pub(crate) text: schema::Field,
    /// Words of the subject.
    pub(crate) subject: schema::Field,
    /// A number for the looks of the copy under this label: equal where nothing tells two copies apart.
    pub(crate) face: schema::Field,
}

impl Fields {
    /// The fields of [`schema`].
    pub(crate) const ALL: Fields = Fields {
        copy: schema::Field::from_field_id(0),
        telegram: schema::Field::from_field_id(1),
        earliest: schema::Field::from_field_id(2),
        latest: schema::Field::from_field_id(3),
        facets: schema::Field::from_field_id(4),
        keys: schema::Field::from_field_id(5),
        text: schema::Field::from_field_id(6),
        subject: schema::Field::from_field_id(7),
        face: schema::Field::from_field_id(8),
    };
}

pub(crate) fn schema() -> Schema {
    let mut builder = Schema::builder();
    builder.add_u64_field("copy", INDEXED | FAST);
    builder.add_u64_field("telegram", FAST);
    builder.add_i64_field("earliest", FAST);
    builder.add_i64_field("latest", FAST);
    builder.add_text_field("facets", FAST);
    builder.add_text_field("keys", STRING);
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(words::NAME)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    builder.add_text_field("text", TextOptions::default().set_indexing_options(indexing.clone()));
    builder.add_text_field("subject", TextOptions::default().set_indexing_options(indexing));
    builder.add_u64_field("face", FAST);
    builder.build()
}

/// Days since 1970-01-01.
pub(crate) fn day_number(day: Date) -> i64 {
    jiff::civil::date(1970, 1, 1).until(day).map_or(0, |span| i64::from(span.get_days()))
}

/// The day of such a number.
pub(crate) fn day_of(number: i64) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add(jiff::Span::new().try_days(number).ok()?).ok()
}

/// What is put into the index of one label: a copy's rendition.
#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub(crate) copy: i64,
    pub(crate) telegram: i64,
    pub(crate) earliest: Option<i64>,
    pub(crate) latest: Option<i64>,
    pub(crate) facets: Vec<String>,
    pub(crate) keys: Vec<String>,
    pub(crate) text: String,
    pub(crate) subject: String,
    pub(crate) face: u64,
}

impl Unit {
    /// The unit of a rendition.
    pub(crate) fn of(copy: i64, telegram: i64, prepared: &Prepared, rendition: &Rendition) -> Unit {
        let card = &rendition.card;
        let day = |text: &Option<String>| {
            text.as_deref().and_then(|text| text.parse::<Date>().ok()).map(day_number)
        };
        let (earliest, latest) = (day(&card.earliest), day(&card.latest));
        let mut facets = vec![format!("kind:{}", card.kind)];
        let mut keys = Keys::default();
        keys.add(Field::Kind, &card.kind);
        keys.id(Field::Id, &prepared.id);
        facets.extend(card.post.iter().map(|post| format!("post:{post}")));
        card.post.iter().for_each(|post| keys.add(Field::Post, post));
        // Search looks at the fullest rendition that the reader may see: each has all of its values.
        if rendition.header {
            // Paragraphs alone do not tell how whole a telegram is.
            keys.add(Field::Kind, &card.completeness);
            facets.extend(card.level.iter().map(|level| format!("class:{level}")));
            facets.extend(card.tags.iter().map(|tag| format!("tags:{tag}")));
            facets.extend(card.captions.iter().map(|caption| format!("caption:{caption}")));
            facets.extend(card.signed.iter().map(|name| format!("signed:{name}")));
            card.level.iter().for_each(|level| keys.add(Field::Class, level));
            card.tags.iter().for_each(|tag| keys.folded(Field::Tags, tag));
            card.captions.iter().for_each(|caption| keys.folded(Field::Caption, caption));
            card.to.iter().for_each(|name| keys.address(Field::To, name));
            card.from.iter().for_each(|name| keys.address(Field::From, name));
            card.places.iter().for_each(|code| keys.folded(Field::Place, code));
            card.signed.iter().for_each(|name| keys.name(Field::Signed, name));
            card.persons.iter().chain(&card.signed).for_each(|name| keys.name(Field::Person, name));
        }
        rendition.marks.iter().for_each(|mark| keys.add(Field::Mark, mark));
        let cited = rendition.citations.iter().filter_map(|cited| cited.target.as_deref());
        cited.for_each(|id| keys.id(Field::Ref, id));
        let mut keys = keys.0;
        for list in [&mut facets, &mut keys] {
            list.sort();
            list.dedup();
        }
        Unit {
            copy,
            telegram,
            earliest,
            latest,
            facets,
            keys,
            text: rendition.text.clone(),
            subject: rendition.subject.clone(),
            face: rendition.face(),
        }
    }

    pub(crate) fn document(&self) -> TantivyDocument {
        let fields = Fields::ALL;
        let mut document = TantivyDocument::new();
        document.add_u64(fields.copy, self.copy as u64);
        document.add_u64(fields.telegram, self.telegram as u64);
        if let (Some(earliest), Some(latest)) = (self.earliest, self.latest) {
            document.add_i64(fields.earliest, earliest);
            document.add_i64(fields.latest, latest);
        }
        for value in &self.facets {
            document.add_text(fields.facets, value);
        }
        for value in &self.keys {
            document.add_text(fields.keys, value);
        }
        document.add_text(fields.text, &self.text);
        document.add_text(fields.subject, &self.subject);
        document.add_u64(fields.face, self.face);
        document
    }
}

/// Values to be looked up, `field:value`, in the forms of [`crate::query`].
#[derive(Default)]
struct Keys(Vec<String>);

impl Keys {
    fn add(&mut self, field: query::Field, value: &str) {
        self.0.push(key(field, value));
    }

    fn folded(&mut self, field: query::Field, value: &str) {
        self.add(field, &query::Field::fold(value));
    }

    /// An id is found without its year, too.
    fn id(&mut self, field: query::Field, id: &str) {
        self.add(field, id);
        let year = id.get(..2).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
        if let Some(rest) = id.get(2..).filter(|_| year) {
            self.add(field, rest);
        }
    }

    /// A post by its canonical name, anyone else by the words of the address.
    fn address(&mut self, field: query::Field, name: &str) {
        let known = authority::posts::post(name).is_some();
        self.add(field, &if known { name.to_string() } else { query::Field::fold(name) });
    }

    /// A name is found by all of it and by its last word.
    fn name(&mut self, field: query::Field, name: &str) {
        let whole = query::Field::fold(name);
        let last = whole.rsplit(' ').next().unwrap_or_default();
        if last.len() > 1 && last.len() < whole.len() {
            self.add(field, last);
        }
        self.add(field, &whole);
    }
}

/// The term under which a value of a field is indexed.
pub(crate) fn key(field: query::Field, value: &str) -> String {
    format!("{}:{value}", field.name())
}
