//! SQLite: a database that Datasette opens, tables in sqlite.sql. Row numbers are those of the export, by id.

use std::path::Path;

use rusqlite::{Connection, Statement, params};
use telegram::record::{Element, ReferenceKind, TagKind, Target, Telegram};

use super::{Exporter, Failure, Outcome};
use crate::portions::{Envelope, Override, Portions};
use crate::problem::{Error, Result};
use crate::view::{Held, HeldCopy, View};

/// Telegrams of a transaction.
const TOGETHER: usize = 1000;

pub(super) struct Sqlite {
    db: Connection,
    telegrams: usize,
    copies: i64,
}

impl Sqlite {
    pub(super) fn new(file: &Path) -> Result<Sqlite> {
        let db = Connection::open(file).map_err(Error::store(file))?;
        Ok(Sqlite { db, telegrams: 0, copies: 0 })
    }

    fn row(&self, into: &str, values: impl rusqlite::Params) -> rusqlite::Result<usize> {
        let mut statement: rusqlite::CachedStatement = self.db.prepare_cached(into)?;
        let statement: &mut Statement = &mut statement;
        statement.execute(values)
    }
}

impl Exporter for Sqlite {
    fn begin(&mut self) -> Outcome {
        // The file gets its name when it is whole: nothing has to be taken back in it.
        self.db.execute_batch(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;",
        )?;
        self.db.execute_batch(include_str!("sqlite.sql"))?;
        Ok(self.db.execute_batch("BEGIN")?)
    }

    fn one(&mut self, view: &View, held: &Held) -> Outcome {
        self.telegrams += 1;
        if self.telegrams.is_multiple_of(TOGETHER) {
            self.db.execute_batch("COMMIT; BEGIN")?;
        }
        self.telegram(held)?;
        for (rank, copy) in held.copies.iter().enumerate() {
            let (_, record) = view.record(copy)?;
            self.copies += 1;
            self.copy(copy, rank, &record)?;
            if rank == 0 {
                self.heading(&held.id, &record)?;
                self.references(&held.id, &record)?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Outcome {
        self.db.execute_batch("COMMIT")?;
        self.db.execute_batch(include_str!("sqlite-indices.sql"))?;
        let merged = "INSERT INTO paragraphs_fts (paragraphs_fts) VALUES ('optimize')";
        self.db.execute_batch(merged)?;
        Ok(self.db.execute_batch("ANALYZE")?)
    }
}

impl Sqlite {
    fn telegram(&self, held: &Held) -> std::result::Result<(), Failure> {
        let Some(copy) = held.copies.first() else { return Ok(()) };
        let card = &copy.card;
        self.row(
            "INSERT INTO telegrams VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)",
            params![
                held.id,
                card.kind,
                card.completeness,
                card.post,
                card.year,
                card.serial,
                card.sent,
                card.earliest,
                card.latest,
                card.level,
                card.controls.join("; "),
                card.captions.join("; "),
                card.subject,
                card.from.join("; "),
                card.to.join("; "),
                card.due.date,
                card.due.status,
                held.copies.len() as i64,
            ],
        )?;
        Ok(())
    }

    fn copy(&self, copy: &HeldCopy, rank: usize, record: &Telegram) -> std::result::Result<(), Failure> {
        self.row(
            "INSERT INTO copies VALUES (?1,?2,?3,?4,?5,?6,?7)",
            params![
                self.copies,
                copy.id,
                copy.name,
                rank as i64 + 1,
                record.source.container,
                copy.card.completeness,
                record.source.sha256,
            ],
        )?;
        // Labels have been seen to: what the reader may not see is not in the record.
        let portions = Portions::of(record, &Override::default(), Envelope::Portions).body;
        for (n, (portion, element)) in portions.iter().zip(&record.body).enumerate() {
            self.row(
                "INSERT INTO paragraphs (telegram, copy, n, number, type, marks, text) VALUES (?1,?2,?3,?4,?5,?6,?7)",
                params![
                    copy.id,
                    self.copies,
                    n as i64 + 1,
                    portion.paragraph,
                    kind(element),
                    portion.marks.join(" "),
                    portion.text,
                ],
            )?;
            self.row(
                "INSERT INTO paragraphs_fts (rowid, text) VALUES (?1, ?2)",
                params![self.db.last_insert_rowid(), portion.text],
            )?;
        }
        Ok(())
    }

    fn heading(&self, id: &str, record: &Telegram) -> std::result::Result<(), Failure> {
        for tag in &record.tags {
            self.row(
                "INSERT OR IGNORE INTO tags VALUES (?1,?2,?3,?4)",
                params![id, tag.code, tag_kind(tag.kind), tag.title],
            )?;
        }
        for one in &record.signatures {
            let officer = one.officer.as_ref();
            self.row(
                "INSERT OR IGNORE INTO signers VALUES (?1,?2,?3,?4)",
                params![id, one.name, officer.map(|o| &o.name), officer.map(|o| &o.role)],
            )?;
        }
        Ok(())
    }

    fn references(&self, id: &str, record: &Telegram) -> std::result::Result<(), Failure> {
        let into = "INSERT INTO \"references\" (telegram, target, kind, label, raw, in_text, paragraph) \
                    VALUES (?1,?2,?3,?4,?5,?6,?7)";
        let none: Option<u32> = None;
        for item in &record.references {
            let kind = reference_kind(item.kind);
            self.row(into, params![id, item.id, kind, item.label, item.raw, false, none])?;
        }
        for item in &record.in_text_references {
            for target in &item.targets {
                let (target, label) = match target {
                    Target::Reference { id, label, .. } => (id.as_ref(), label.as_ref()),
                    Target::Telegram(id) => (Some(id), None),
                    Target::Paragraph(_) => continue,
                };
                self.row(into, params![id, target, "telegram", label, item.text, true, item.paragraph])?;
            }
        }
        Ok(())
    }
}

fn kind(element: &Element) -> &'static str {
    match element {
        Element::Paragraph(_) => "paragraph",
        Element::Heading { .. } => "heading",
        Element::Block { .. } => "block",
    }
}

fn tag_kind(kind: TagKind) -> &'static str {
    match kind {
        TagKind::Subject => "subject",
        TagKind::Geo => "geo",
        TagKind::Organization => "organization",
        TagKind::Program => "program",
        TagKind::Person => "person",
        TagKind::Unknown => "unknown",
    }
}

fn reference_kind(kind: ReferenceKind) -> String {
    format!("{kind:?}").to_lowercase()
}
