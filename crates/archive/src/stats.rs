//! What an archive holds: for its operator all of it, for a reader what they may see.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::archive::Archive;
use crate::problem::Result;
use crate::view::View;

/// What there is and how much room it takes: the operator's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stats {
    /// Telegrams.
    pub telegrams: u64,
    /// Copies of them.
    pub copies: u64,
    /// Copies that have been removed and stay away.
    pub removed: u64,
    /// Readers.
    pub readers: u64,
    /// Copies by the label of their telegram.
    pub labels: BTreeMap<String, u64>,
    /// Bytes of the documents as they were given, with what is kept beside them, unpacked.
    pub documents: u64,
    /// Bytes of the two databases.
    pub store: u64,
    /// Bytes of the index.
    pub index: u64,
    /// [`Archive::digest`].
    pub digest: String,
}

/// What one reader may see.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ViewStats {
    /// Telegrams.
    pub telegrams: u64,
    /// Copies of them.
    pub copies: u64,
    /// Telegrams by level of the fullest copy; `?` where the reader may not know it.
    pub levels: BTreeMap<String, u64>,
    /// Telegrams by kind.
    pub kinds: BTreeMap<String, u64>,
    /// Telegrams by how whole the fullest copy is.
    pub completeness: BTreeMap<String, u64>,
    /// Telegrams by the year in which they were sent; `?` where it is not known.
    pub years: BTreeMap<String, u64>,
}

impl Archive {
    /// What the archive holds, hidden or not.
    pub fn stats(&self) -> Result<Stats> {
        let labels: BTreeMap<i64, String> =
            self.store.labels()?.into_iter().map(|(number, label)| (number, label.key())).collect();
        let mut stats = Stats { readers: self.readers()?.len() as u64, ..Stats::default() };
        let count = |table: &str| -> Result<u64> {
            self.store
                .with(|db| {
                    db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, i64>(0))
                })
                .map(|n| n as u64)
        };
        stats.telegrams = count("telegrams")?;
        stats.removed = count("removed")?;
        self.store.with(|db| {
            let mut statement = db.prepare(&format!("SELECT {} FROM copies", crate::store::Copy::COLUMNS))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let copy = crate::store::Copy::of(row)?;
                stats.copies += 1;
                stats.documents += copy.place.length as u64;
                let label = labels.get(&copy.labels.telegram).cloned().unwrap_or_else(|| "?".to_string());
                *stats.labels.entry(label).or_default() += 1;
            }
            Ok(())
        })?;
        let files = std::fs::read_dir(&self.folder).into_iter().flatten().flatten();
        let databases = files.filter(|entry| entry.file_name().to_string_lossy().contains(".db"));
        stats.store = databases.filter_map(|entry| entry.metadata().ok()).map(|data| data.len()).sum();
        stats.index = size(&self.folder.join("index"));
        stats.digest = self.digest()?;
        Ok(stats)
    }
}

impl View<'_> {
    /// What the reader may see.
    pub fn stats(&self) -> Result<ViewStats> {
        let mut stats = ViewStats::default();
        self.each(&mut |held| {
            stats.telegrams += 1;
            stats.copies += held.copies.len() as u64;
            let Some(fullest) = held.copies.first() else { return Ok(true) };
            let card = &fullest.card;
            let year = |day: &Option<String>| day.as_deref().and_then(|day| day.get(..4)).map(str::to_string);
            let (first, last) = (year(&card.earliest), year(&card.latest));
            let unknown = || "?".to_string();
            let mut one = |counts: fn(&mut ViewStats) -> &mut BTreeMap<String, u64>, value: String| {
                *counts(&mut stats).entry(value).or_default() += 1;
            };
            one(|stats| &mut stats.levels, card.level.clone().unwrap_or_else(unknown));
            one(|stats| &mut stats.kinds, card.kind.clone());
            one(|stats| &mut stats.completeness, card.completeness.clone());
            one(
                |stats| &mut stats.years,
                first.filter(|first| last.as_ref() == Some(first)).unwrap_or_else(unknown),
            );
            Ok(true)
        })?;
        Ok(stats)
    }
}

/// Bytes of all files below a folder.
fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(data) if data.is_dir() => size(&entry.path()),
            Ok(data) => data.len(),
            Err(_) => 0,
        })
        .sum()
}
