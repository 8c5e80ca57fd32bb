//! The store: `archive.db`, the truth, and `people.db`, who may read it. Rows here, meaning elsewhere.

mod blocks;
mod payload;
mod rows;
pub(crate) mod sum;
mod write;

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags, OptionalExtension};

use crate::label::{Label, Reader, level_code, level_from_code};
use crate::problem::{Error, Result};

pub(crate) use blocks::Blocks;
pub(crate) use payload::{Payload, pack};
pub(crate) use rows::{CitationRow, Copy, CopyLabels, Place, RenditionRow, telegram_row};
pub(crate) use sum::check;
pub(crate) use write::{Writing, put, remove};

/// Version of everything that is kept. Later versions read earlier ones.
pub(crate) const FORMAT: u32 = 1;
/// Name of the database of telegrams.
pub(crate) const ARCHIVE: &str = "archive.db";
/// Name of the database of readers.
pub(crate) const PEOPLE: &str = "people.db";

pub(crate) const SCHEMA: &str = include_str!("schema.sql");
pub(crate) const PEOPLE_SCHEMA: &str = include_str!("people.sql");

/// The two databases of an archive.
#[derive(Debug)]
pub(crate) struct Store {
    pub(crate) file: PathBuf,
    pub(crate) archive: Connection,
    people_file: PathBuf,
    people: Connection,
}

impl Store {
    /// Opens the store of `folder`; with `create`, makes it where there is none.
    ///
    /// Readers are made first and never again: an archive that has lost them must not be open to everyone.
    pub(crate) fn open(folder: &Path, create: bool) -> Result<Store> {
        let (file, people_file) = (folder.join(ARCHIVE), folder.join(PEOPLE));
        if !file.exists() && !create {
            return Err(Error::Missing(folder.to_path_buf()));
        }
        let archive = open(&file, create)?;
        if tables(&archive).map_err(Error::store(&file))? == 0 {
            if !create || folder.join("index").exists() {
                return Err(Error::Damaged { file, what: "the whole database".to_string() });
            }
            make(&open(&people_file, true)?, PEOPLE_SCHEMA, None).map_err(Error::store(&people_file))?;
            make(&archive, SCHEMA, Some(FORMAT)).map_err(Error::store(&file))?;
        }
        let lost = || Error::Damaged { file: people_file.clone(), what: "the list of readers".to_string() };
        if !people_file.exists() {
            return Err(lost());
        }
        let people = open(&people_file, false)?;
        if tables(&people).map_err(Error::store(&people_file))? == 0 {
            return Err(lost());
        }
        let store = Store { file, archive, people_file, people };
        let found = store.meta("format")?.and_then(|found| found.parse().ok()).unwrap_or(0);
        if found > FORMAT || found == 0 {
            return Err(Error::Format { folder: folder.to_path_buf(), found, known: FORMAT });
        }
        Ok(store)
    }

    /// Runs `work` on the database of telegrams.
    pub(crate) fn with<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.archive).map_err(Error::store(&self.file))
    }

    fn with_people<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        work(&self.people).map_err(Error::store(&self.people_file))
    }

    /// A setting.
    pub(crate) fn meta(&self, key: &str) -> Result<Option<String>> {
        self.with(|db| {
            let mut statement = db.prepare_cached("SELECT key, value, sum FROM meta WHERE key = ?1")?;
            statement.query_row([key], |row| sum::check(row, 3, "meta").and(row.get(1))).optional()
        })
    }

    /// Sets a setting.
    pub(crate) fn set_meta(&self, key: &str, value: &str) -> Result<()> {
        self.with(|db| write::put(db, "meta", vec![key.to_string().into(), value.to_string().into()]))
    }

    /// A number among the settings; 0 where it was never set.
    pub(crate) fn number(&self, key: &str) -> Result<i64> {
        Ok(self.meta(key)?.and_then(|value| value.parse().ok()).unwrap_or(0))
    }

    /// Grows with every commit.
    pub(crate) fn last_seq(&self) -> Result<i64> {
        self.with(|db| {
            db.prepare_cached("SELECT coalesce(max(seq), 0) FROM copies")?.query_row([], |row| row.get(0))
        })
    }

    /// All labels in use, by number.
    pub(crate) fn labels(&self) -> Result<Vec<(i64, Label)>> {
        let rows: Vec<(i64, String)> = self.with(|db| {
            let mut statement = db.prepare_cached("SELECT id, key, sum FROM labels ORDER BY id")?;
            let rows = statement.query_map([], |row| {
                sum::check(row, 3, "labels")?;
                Ok((row.get(0)?, row.get(1)?))
            })?;
            rows.collect()
        })?;
        let read = rows.into_iter().map(|(id, key)| match Label::from_key(&key) {
            Some(label) => Ok((id, label)),
            None => Err(Error::Damaged { file: self.file.clone(), what: format!("label {id}") }),
        });
        read.collect()
    }

    /// All readers, by name.
    pub(crate) fn readers(&self) -> Result<Vec<Reader>> {
        let rows: Vec<[String; 4]> = self.with_people(|db| {
            let mut statement =
                db.prepare_cached("SELECT name, level, controls, captions, sum FROM readers ORDER BY name")?;
            let rows = statement.query_map([], |row| {
                sum::check(row, 5, "readers")?;
                Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
            })?;
            rows.collect()
        })?;
        let list = |text: &str| text.split('+').filter(|word| !word.is_empty()).map(str::to_string).collect();
        let readers =
            rows.into_iter().map(|[name, level, controls, captions]| match level_from_code(&level) {
                Some(level) => Ok(Reader {
                    name,
                    level,
                    controls: list(&controls),
                    captions: list(&captions),
                    everything: false,
                }),
                None => Err(Error::Damaged {
                    file: self.people_file.clone(),
                    what: format!("the level of reader {name}"),
                }),
            });
        readers.collect()
    }

    /// Adds a reader, or changes one.
    pub(crate) fn put_reader(&self, reader: &Reader) -> Result<()> {
        let row = vec![
            reader.name.clone().into(),
            level_code(reader.level).to_string().into(),
            reader.controls.join("+").into(),
            reader.captions.join("+").into(),
        ];
        self.with_people(|db| write::put(db, "readers", row))
    }

    /// Takes a reader away; false where there was none.
    pub(crate) fn remove_reader(&self, name: &str) -> Result<bool> {
        self.with_people(|db| Ok(db.execute("DELETE FROM readers WHERE name = ?1", [name])? > 0))
    }

    /// The database of readers, for `verify` and `backup`.
    pub(crate) fn people(&self) -> (&Path, &Connection) {
        (&self.people_file, &self.people)
    }
}

fn tables(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))
}

/// Makes the tables of a new database, all or none.
fn make(db: &Connection, schema: &str, format: Option<u32>) -> rusqlite::Result<()> {
    let transaction = rusqlite::Transaction::new_unchecked(db, rusqlite::TransactionBehavior::Immediate)?;
    // Another program may have made them since they were looked for.
    if tables(db)? == 0 {
        db.execute_batch(schema)?;
        sum::keep_tally(db)?;
        if let Some(format) = format {
            put(db, "meta", vec!["format".to_string().into(), format.to_string().into()])?;
        }
    }
    transaction.commit()
}

/// Objects of a database as they are written in its schema.
pub(crate) fn objects(db: &Connection) -> rusqlite::Result<Vec<(String, String, Option<String>)>> {
    let query = "SELECT type || ' ' || name, tbl_name, sql FROM sqlite_schema ORDER BY 1";
    db.prepare(query)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
}

/// What [`objects`] of a database of that schema should be.
pub(crate) fn objects_of(schema: &str) -> rusqlite::Result<Vec<(String, String, Option<String>)>> {
    let db = Connection::open_in_memory()?;
    make(&db, schema, None)?;
    objects(&db)
}

fn open(file: &Path, create: bool) -> Result<Connection> {
    let work = || -> rusqlite::Result<Connection> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        flags.set(OpenFlags::SQLITE_OPEN_CREATE, create);
        let db = Connection::open_with_flags(file, flags)?;
        db.busy_timeout(std::time::Duration::from_secs(10))?;
        db.pragma_update(None, "journal_mode", "WAL")?;
        db.pragma_update(None, "synchronous", "FULL")?;
        // What is deleted is overwritten: a removed telegram leaves no bytes behind.
        db.pragma_update(None, "secure_delete", "ON")?;
        db.pragma_update(None, "cache_size", -8192)?;
        // A row that takes the place of another is tallied as both.
        db.pragma_update(None, "recursive_triggers", "ON")?;
        db.set_prepared_statement_cache_capacity(64);
        Ok(db)
    };
    work().map_err(Error::store(file))
}
