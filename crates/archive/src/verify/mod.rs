//! Whether everything that is served is what was put there.
//!
//! ```text
//! archive.db, people.db   b-trees, schema, sum of every row, tally of every table
//! copies                  payloads against their BLAKE3, their rows and labels against each other
//! index                   checksums; units of each label against the renditions of the store
//! ```
//!
//! Nothing is changed, and nothing stops at the first damage.

mod copies;
mod rows;
mod units;

use std::path::Path;

use rusqlite::Connection;
use serde::Serialize;

use crate::archive::Archive;
use crate::problem::{Error, Result};
use crate::store::{self, ARCHIVE, PEOPLE};

/// How much damage is listed; the rest is counted.
const LISTED: usize = 1000;

/// Something that is not what was put there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Damage {
    /// The file, below the archive's folder.
    pub file: String,
    /// What in it.
    pub what: String,
    /// Ids of the telegrams concerned, where that can be told.
    pub telegrams: Vec<String>,
}

/// What was looked at, and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Verified {
    /// Copies read back.
    pub copies: u64,
    /// Rows compared with their sums.
    pub rows: u64,
    /// Bytes of payloads compared with their BLAKE3.
    pub bytes: u64,
    /// Units of the index compared with the store.
    pub units: u64,
    /// False where another program is writing: then only the checksums of the index were compared.
    pub settled: bool,
    /// Everything damaged, or the first thousand of it.
    pub damage: Vec<Damage>,
    /// What was damaged beyond that.
    pub more: u64,
}

impl Verified {
    /// Whether nothing is damaged.
    pub fn is_whole(&self) -> bool {
        self.damage.is_empty()
    }

    fn add(&mut self, file: &str, what: impl Into<String>, telegrams: Vec<String>) {
        if self.damage.len() >= LISTED {
            self.more += 1;
            return;
        }
        self.damage.push(Damage { file: file.to_string(), what: what.into(), telegrams });
    }

    /// Takes over what could not be read at all.
    fn outcome(&mut self, file: &str, done: rusqlite::Result<()>) {
        if let Err(error) = done {
            self.add(file, error.to_string(), vec![]);
        }
    }
}

/// Compares everything in the archive in `folder` with what was put there. `progress` hears how many copies are done.
///
/// `Err` only where nothing can be said: there is no archive, or it is of a later format.
pub fn verify(folder: &Path, progress: &mut dyn FnMut(u64)) -> Result<Verified> {
    let mut found = Verified::default();
    match Archive::open_as_is(folder) {
        Ok(archive) => {
            // Who holds the lock sees an index that stands still.
            let lock = archive.lock().ok();
            found.settled = lock.is_some();
            archive.compare(&mut found, progress)?;
        }
        Err(error @ (Error::Missing(_) | Error::Format { .. } | Error::File { .. })) => return Err(error),
        Err(Error::Damaged { file, what }) => found.add(&name(&file), what, vec![]),
        Err(Error::Store { file, source }) => found.add(&name(&file), source.to_string(), vec![]),
        Err(error) => found.add(ARCHIVE, error.to_string(), vec![]),
    }
    Ok(found)
}

fn name(file: &Path) -> String {
    file.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl Archive {
    fn compare(&self, found: &mut Verified, progress: &mut dyn FnMut(u64)) -> Result<()> {
        let db = &self.store.archive;
        // One snapshot, so that a writer does not change the store under our eyes.
        self.store.with(|db| db.execute_batch("BEGIN"))?;
        self.compare_store(found, progress);
        units::compare(self, found);
        let _ = db.execute_batch("ROLLBACK");
        Ok(())
    }

    /// Store and readers; not the index.
    pub(crate) fn compare_store(&self, found: &mut Verified, progress: &mut dyn FnMut(u64)) {
        let db = &self.store.archive;
        rows::compare(db, ARCHIVE, store::SCHEMA, found);
        rows::compare(self.store.people().1, PEOPLE, store::PEOPLE_SCHEMA, found);
        copies::compare(db, found, progress);
    }
}

/// Id of the telegram of a copy.
fn of_copy(db: &Connection, copy: i64) -> Vec<String> {
    let query = "SELECT t.name FROM copies c JOIN telegrams t ON t.id = c.telegram WHERE c.id = ?1";
    db.prepare_cached(query)
        .and_then(|mut statement| statement.query_row([copy], |row| row.get(0)))
        .map_or_else(|_| vec![], |name| vec![name])
}
