//! Writing to the indexes of all labels, few of them open at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tantivy::indexer::{LogMergePolicy, NoMergePolicy};
use tantivy::{Index, Term};

use super::{Fields, Unit, create, folder};
use crate::label::Label;
use crate::problem::{Error, Result};

/// Writers open at once.
const MOST_OPEN: usize = 6;
/// How often a lock is tried for that should be free.
const LOCK_TRIES: usize = 100;
/// The least that Tantivy takes for a writer, in bytes.
const LEAST: usize = 16_000_000;

/// All indexes of an archive, for its one writer.
pub(crate) struct IndexWriter {
    archive: PathBuf,
    /// For all writers together, in bytes.
    memory: usize,
    open: BTreeMap<Label, Open>,
    clock: u64,
}

struct Open {
    index: Index,
    writer: tantivy::IndexWriter,
    used: u64,
    /// Documents were deleted since the last commit.
    deleted: bool,
}

impl IndexWriter {
    /// `memory` bounds what all open writers hold, in bytes.
    pub(crate) fn new(archive: &Path, memory: usize) -> IndexWriter {
        IndexWriter { archive: archive.to_path_buf(), memory, open: BTreeMap::new(), clock: 0 }
    }

    /// Adds a unit to the index of its label.
    pub(crate) fn add(&mut self, label: &Label, unit: &Unit) -> Result<()> {
        let folder = folder(&self.archive, label);
        let open = self.of(label)?;
        open.writer.add_document(unit.document()).map_err(Error::index(&folder))?;
        Ok(())
    }

    /// Takes a copy out of the index of a label, if it is there.
    pub(crate) fn delete(&mut self, label: &Label, copy: i64) -> Result<()> {
        if !folder(&self.archive, label).join("meta.json").exists() {
            return Ok(());
        }
        let open = self.of(label)?;
        open.writer.delete_term(Term::from_field_u64(Fields::ALL.copy, copy as u64));
        open.deleted = true;
        Ok(())
    }

    /// Makes everything durable. What was deleted is merged away first of all that others can see.
    pub(crate) fn commit(&mut self) -> Result<()> {
        let labels: Vec<Label> = self.open.keys().cloned().collect();
        for label in labels {
            self.settle(&label)?;
        }
        Ok(())
    }

    /// Commits and closes; waits for merges.
    pub(crate) fn close(mut self) -> Result<()> {
        let labels: Vec<Label> = self.open.keys().cloned().collect();
        labels.iter().try_for_each(|label| self.shut(label))
    }

    fn of(&mut self, label: &Label) -> Result<&mut Open> {
        self.clock += 1;
        if !self.open.contains_key(label) {
            if self.open.len() >= MOST_OPEN
                && let Some(oldest) =
                    self.open.iter().min_by_key(|(_, open)| open.used).map(|(label, _)| label.clone())
            {
                self.shut(&oldest)?;
            }
            let folder = folder(&self.archive, label);
            let index = create(&self.archive, label)?;
            let memory = (self.memory / MOST_OPEN).max(LEAST);
            let writer = writer(&index, memory).map_err(Error::index(&folder))?;
            let mut policy = LogMergePolicy::default();
            policy.set_min_num_segments(8);
            writer.set_merge_policy(Box::new(policy));
            self.open.insert(label.clone(), Open { index, writer, used: 0, deleted: false });
        }
        let clock = self.clock;
        match self.open.get_mut(label) {
            Some(open) => {
                open.used = clock;
                Ok(open)
            }
            None => Err(Error::Refused("the index of a label could not be opened".to_string())),
        }
    }

    fn shut(&mut self, label: &Label) -> Result<()> {
        self.settle(label)?;
        if let Some(open) = self.open.remove(label) {
            open.writer.wait_merging_threads().map_err(Error::index(&folder(&self.archive, label)))?;
        }
        Ok(())
    }

    /// Commits one label. Where something was deleted, the segments it was in are written anew without it, and the
    /// writer is closed: a merge under way must not bring back what is to go.
    fn settle(&mut self, label: &Label) -> Result<()> {
        let folder = folder(&self.archive, label);
        let Some(mut open) = self.open.remove(label) else { return Ok(()) };
        open.writer.commit().map_err(Error::index(&folder))?;
        if open.deleted {
            return purge(open).map_err(Error::index(&folder));
        }
        self.open.insert(label.clone(), open);
        Ok(())
    }
}

/// The writer of an index. The archive's lock keeps others away, but a program that is being started by another thread
/// holds every open file for a moment.
fn writer(index: &Index, memory: usize) -> tantivy::Result<tantivy::IndexWriter> {
    let mut tries = 0..LOCK_TRIES;
    loop {
        match index.writer_with_num_threads(1, memory) {
            Err(tantivy::TantivyError::LockFailure(..)) if tries.next().is_some() => {
                std::thread::sleep(std::time::Duration::from_millis(10));
            }
            Ok(writer) => {
                // A commit that was cut short leaves files that no segment knows; the next one would not write over them.
                writer.garbage_collect_files().wait()?;
                return Ok(writer);
            }
            Err(error) => return Err(error),
        }
    }
}

fn purge(open: Open) -> tantivy::Result<()> {
    open.writer.wait_merging_threads()?;
    let mut writer = writer(&open.index, LEAST)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    for meta in open.index.searchable_segment_metas()?.iter().filter(|meta| meta.has_deletes()) {
        writer.merge(&[meta.id()]).wait()?;
    }
    writer.commit()?;
    writer.garbage_collect_files().wait()?;
    writer.wait_merging_threads()
}
