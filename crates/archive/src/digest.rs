//! One number for all that an archive holds, whatever the order in which it came: BLAKE3 over telegrams by id, copies by
//! hash, labels by key. Numbers of rows, paths and times are no part of it.

use std::collections::HashMap;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::archive::{Archive, ENVELOPE};
use crate::problem::{Error, Result};
use crate::store::{CitationRow, Copy, RenditionRow, telegram_row};

/// How many telegrams are read at once.
const CHUNK: usize = 512;

impl Archive {
    /// The digest, in hexadecimal. Two archives have the same one where they hold the same, labelled in the same way.
    pub fn digest(&self) -> Result<String> {
        let mut digest = Digest::default();
        digest.text(self.store.meta(ENVELOPE)?.as_deref().unwrap_or("strict"));
        let labels: HashMap<i64, String> =
            self.store.labels()?.into_iter().map(|(number, label)| (number, label.key())).collect();
        let key = |number: i64| {
            labels.get(&number).map(String::as_str).ok_or_else(|| Error::Damaged {
                file: self.store.file.clone(),
                what: format!("label {number}"),
            })
        };
        let mut after = String::new();
        loop {
            let query = format!(
                "SELECT {} FROM telegrams WHERE name > ?1 ORDER BY name LIMIT {CHUNK}",
                telegram_row::COLUMNS
            );
            let rows: Vec<(i64, String)> = self
                .store
                .with(|db| db.prepare_cached(&query)?.query_map([&after], telegram_row::of)?.collect())?;
            let Some((_, last)) = rows.last() else { break };
            after = last.clone();
            for (number, name) in rows {
                digest.text(&name);
                let mut copies = self.store.with(|db| Copy::of_telegram(db, number))?;
                copies.sort_by(|a, b| a.hash.cmp(&b.hash));
                for copy in copies {
                    digest.copy(&copy, &self.store.with(|db| Rows::of(db, copy.id))?, &key)?;
                }
            }
        }
        self.store.with(|db| {
            let mut statement = db.prepare("SELECT hash FROM removed ORDER BY hash")?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                digest.value(row.get_ref(0)?);
            }
            Ok(())
        })?;
        Ok(digest.0.finalize().to_hex().to_string())
    }
}

/// What hangs on a copy.
struct Rows {
    renditions: Vec<RenditionRow>,
    citations: Vec<CitationRow>,
    overrides: Vec<(i64, i64)>,
}

impl Rows {
    fn of(db: &Connection, copy: i64) -> rusqlite::Result<Rows> {
        let query = |table: &str, columns: &str| format!("SELECT {columns} FROM {table} WHERE copy = ?1");
        Ok(Rows {
            renditions: db
                .prepare_cached(&query("renditions", RenditionRow::COLUMNS))?
                .query_map([copy], RenditionRow::of)?
                .collect::<rusqlite::Result<_>>()?,
            citations: db
                .prepare_cached(&query("citations", CitationRow::COLUMNS))?
                .query_map([copy], CitationRow::of)?
                .collect::<rusqlite::Result<_>>()?,
            overrides: db
                .prepare_cached("SELECT paragraph, label FROM overrides WHERE copy = ?1 ORDER BY paragraph")?
                .query_map([copy], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?,
        })
    }
}

#[derive(Default)]
struct Digest(blake3::Hasher);

impl Digest {
    fn text(&mut self, text: &str) {
        self.value(ValueRef::Text(text.as_bytes()));
    }

    fn number(&mut self, n: i64) {
        self.value(ValueRef::Integer(n));
    }

    fn value(&mut self, value: ValueRef) {
        let (tag, bytes): (u8, &[u8]) = match value {
            ValueRef::Integer(n) => {
                self.0.update(&[1]).update(&n.to_le_bytes());
                return;
            }
            ValueRef::Text(bytes) => (3, bytes),
            ValueRef::Blob(bytes) => (4, bytes),
            ValueRef::Null | ValueRef::Real(_) => (0, &[]),
        };
        self.0.update(&[tag]).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }

    fn copy<'l>(&mut self, copy: &Copy, rows: &Rows, key: &impl Fn(i64) -> Result<&'l str>) -> Result<()> {
        self.value(ValueRef::Blob(&copy.hash));
        self.value(ValueRef::Blob(&copy.place.payload));
        for label in [copy.labels.telegram, copy.labels.header].iter().chain(&copy.labels.portions) {
            self.text(key(*label)?);
        }
        let mut renditions = Vec::new();
        for row in &rows.renditions {
            renditions.push((key(row.label)?, row));
        }
        renditions.sort_by_key(|(key, _)| *key);
        for (key, row) in renditions {
            self.text(key);
            self.number(row.portions);
            self.value(ValueRef::Blob(&row.hash));
            self.text(&serde_json::to_string(&row.card).unwrap_or_default());
        }
        let mut citations = Vec::new();
        for row in &rows.citations {
            citations.push((key(row.label)?, row.n, row));
        }
        citations.sort_by_key(|(key, n, _)| (*key, *n));
        for (key, n, row) in citations {
            self.text(key);
            self.number(n);
            self.text(&serde_json::to_string(&row.citation).unwrap_or_default());
        }
        for (paragraph, label) in &rows.overrides {
            self.number(*paragraph);
            self.text(key(*label)?);
        }
        Ok(())
    }
}
