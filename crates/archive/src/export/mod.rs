//! Export: what a reader may see, in the formats of other programs, one file per format.
//!
//! ```text
//! View ─▶ telegrams by id, all or those of a query ─▶ an exporter ─▶ a stream, or a file or folder that appears whole
//! ```
//!
//! What is written is a function of what the reader may see and of nothing else: neither the order in which telegrams came
//! into the archive, nor paths on its machine, nor the clock. One telegram is in memory at a time.

mod bagit;
mod bibtex;
mod csl;
mod csv;
mod entry;
mod format;
mod ftm;
mod jsonl;
mod names;
mod parquet;

mod ris;
mod sqlite;
mod target;
mod tei;
#[cfg(test)]
mod tests;
mod when;

use std::io::Write;
use std::path::Path;

use crate::problem::{Error, Result};
use crate::query::{Day, Query};
use crate::view::{Held, HeldCopy, View};

pub use format::{Format, Shape};
pub use target::Target;

/// What is to be exported, and how.
#[derive(Clone, Debug)]
pub struct Export {
    /// The format.
    pub format: Format,
    /// Which telegrams; without it, all.
    pub query: Option<Query>,
    /// Who holds the originals, for the formats that name an archive.
    pub repository: Option<String>,
    /// The day that a bag says it was made on. No format tells the day of itself.
    pub date: Option<Day>,
}

/// What was exported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// How many telegrams.
    pub telegrams: usize,
    /// How many copies of them. Formats with one entry a telegram show the fullest one.
    pub copies: usize,
}

/// Writes telegrams in one format. `one` is called by id.
trait Exporter {
    fn begin(&mut self) -> Outcome {
        Ok(())
    }

    fn one(&mut self, view: &View, held: &Held) -> Outcome;

    fn finish(&mut self) -> Outcome;
}

type Outcome = std::result::Result<(), Failure>;
/// Where the formats go that can be written in one go.
type Stream<'a> = Box<dyn Write + Send + 'a>;

/// Of copies: the fullest first, then by hash of the card's rendition, then by hash of all that is shown.
type Order = (usize, Vec<u8>, [u8; 32]);

/// What went wrong: in the archive, or in the output.
#[derive(Debug)]
enum Failure {
    Ours(Error),
    Output(std::io::Error),
    Database(rusqlite::Error),
}

impl View<'_> {
    /// Writes telegrams to `target`, by id. A file or folder appears there when it is finished, and not before.
    pub fn export(&self, export: &Export, target: Target) -> Result<Exported> {
        let name = target.name();
        let mut place = target.open(export.format.shape())?;
        let mut done = Exported::default();
        let written = {
            let mut exporter = exporter(export, &mut place)?;
            self.export_to(export.query.as_ref(), exporter.as_mut(), &mut done)
        };
        written.map_err(|failure| failure.at(&name))?;
        place.finish()?;
        Ok(done)
    }

    fn export_to(&self, query: Option<&Query>, exporter: &mut dyn Exporter, done: &mut Exported) -> Outcome {
        exporter.begin()?;
        let mut failed = None;
        let mut each = |held: Held| {
            let held = self.distinct(held)?;
            done.telegrams += 1;
            done.copies += held.copies.len();
            failed = exporter.one(self, &held).err();
            Ok(failed.is_none())
        };
        match query {
            None => self.each(&mut each)?,
            Some(query) => self.each_match(query, &mut each)?,
        }
        match failed {
            Some(failure) => Err(failure),
            None => exporter.finish(),
        }
    }

    /// Copies that differ only in what the reader may not see are one, and each has a name of its own.
    fn distinct(&self, mut held: Held) -> Result<Held> {
        let twice = held.copies.windows(2).any(|pair| matches!(pair, [a, b] if a.hash == b.hash));
        if !twice {
            return Ok(held);
        }
        let mut keyed: Vec<(Order, HeldCopy)> = Vec::new();
        for copy in held.copies {
            let shown = *blake3::hash(&self.document(&copy)?.bytes).as_bytes();
            keyed.push(((usize::MAX - copy.portions, copy.hash.clone(), shown), copy));
        }
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        keyed.dedup_by(|a, b| a.0 == b.0);
        held.copies = keyed.into_iter().map(|(_, copy)| copy).collect();
        let mut nth = 1;
        for n in 1..held.copies.len() {
            let same = matches!(held.copies.get(n - 1..=n), Some([a, b]) if a.hash == b.hash);
            nth = if same { nth + 1 } else { 1 };
            if let Some(copy) = held.copies.get_mut(n).filter(|_| same) {
                copy.name = format!("{}-{nth}", copy.name);
            }
        }
        Ok(held)
    }
}

fn exporter<'a>(export: &Export, place: &'a mut target::Place<'_>) -> Result<Box<dyn Exporter + 'a>> {
    let repository = export.repository.clone();
    Ok(match export.format {
        Format::Jsonl => Box::new(jsonl::Jsonl(place.stream()?)),
        Format::Csv => Box::new(csv::Csv(place.stream()?)),
        Format::Tei => Box::new(tei::Tei::new(place.stream()?, repository)),
        Format::Bibtex => Box::new(bibtex::Bibtex(place.stream()?, repository)),
        Format::Ris => Box::new(ris::Ris(place.stream()?, repository)),
        Format::CslJson => Box::new(csl::Csl::new(place.stream()?, repository)),
        Format::FollowTheMoney => Box::new(ftm::FollowTheMoney::new(place.stream()?, repository)),
        Format::Parquet => Box::new(parquet::Parquet::new(place.stream()?)),
        Format::Sqlite => Box::new(sqlite::Sqlite::new(place.path()?)?),
        Format::Bagit => Box::new(bagit::Bag::new(place.path()?, repository, export.date)),
    })
}

impl Failure {
    fn at(self, target: &Path) -> Error {
        match self {
            Failure::Ours(error) => error,
            Failure::Output(source) => Error::file(target)(source),
            Failure::Database(source) => Error::store(target)(source),
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Ours(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::Output(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        Failure::Output(error.into())
    }
}

impl From<rusqlite::Error> for Failure {
    fn from(error: rusqlite::Error) -> Failure {
        Failure::Database(error)
    }
}
