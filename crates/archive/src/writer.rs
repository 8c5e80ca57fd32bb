//! The one writer: keeps what it is given, labels it anew, takes it away, and brings the index after the store.
//!
//! Order: the store's transaction, then the index, then the watermark. Whatever is interrupted is done again from the
//! watermark, by number: first taken out of the index, then put in.

use std::fs::File;

use sources::Document;

use crate::archive::{Archive, ENVELOPE, REINDEX, WATERMARK};
use crate::index::{IndexWriter, Unit};
use crate::label::{Label, Reader};
use crate::portions::Envelope;
use crate::prepare::{Prepared, prepare};
use crate::problem::{Error, Result};
use crate::store::{self, Copy, Writing};

/// The store commits after so many copies, where nothing else is said.
const STORE_COPIES: usize = 2000;
/// How many copies are prepared at once when they are read again.
const CHUNK: usize = 512;
/// What the writers of the index may hold together, in bytes.
pub(crate) const INDEX_MEMORY: usize = 160_000_000;

/// Holds the lock while it lives.
pub struct Writer<'a> {
    pub(crate) archive: &'a Archive,
    pub(crate) index: IndexWriter,
    pub(crate) writing: Writing,
    pub(crate) labels: Vec<(i64, Label)>,
    pub(crate) envelope: Envelope,
    /// The store commits after so many copies.
    pub(crate) commit_copies: usize,
    /// Something failed: what is in memory may be ahead of what is kept.
    pub(crate) failed: bool,
    _lock: File,
}

impl<'a> Writer<'a> {
    pub(crate) fn new(archive: &'a Archive, lock: File) -> Result<Writer<'a>> {
        Ok(Writer {
            archive,
            index: IndexWriter::new(&archive.folder, INDEX_MEMORY),
            writing: archive.store.with(Writing::new)?,
            labels: archive.store.labels()?,
            envelope: archive.envelope()?,
            commit_copies: STORE_COPIES,
            failed: false,
            _lock: lock,
        })
    }

    /// Lets the store commit after so many copies; each commit is a sync of the disk.
    pub fn commit_every(&mut self, copies: usize) {
        self.commit_copies = copies.max(1);
    }

    /// Runs `work` in a transaction.
    pub(crate) fn transaction<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.sound()?;
        self.archive.store.with(|db| db.execute_batch("BEGIN IMMEDIATE"))?;
        let done = work(self).and_then(|value| {
            let Writer { archive, writing, .. } = self;
            archive.store.with(|db| {
                writing.finish(db)?;
                db.execute_batch("COMMIT")
            })?;
            Ok(value)
        });
        if done.is_err() {
            self.failed = true;
            let _ = self.archive.store.with(|db| db.execute_batch("ROLLBACK"));
        }
        done
    }

    /// After a failure only a new writer, which begins from what is kept, can go on.
    pub(crate) fn sound(&self) -> Result<()> {
        if self.failed {
            return Err(Error::Refused("writing has failed before; open the archive again".to_string()));
        }
        Ok(())
    }

    /// Brings into the index what the store has and the index lacks. `progress` is told how many copies are done.
    pub fn catch_up(&mut self, progress: &mut dyn FnMut(u64)) -> Result<()> {
        self.labels = self.archive.store.labels()?;
        let purges: Vec<(i64, i64)> = self.archive.store.with(|db| {
            let mut statement = db.prepare("SELECT copy, label FROM purges")?;
            statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })?;
        for (copy, label) in &purges {
            let label = self.label(*label)?;
            self.index.delete(&label, *copy)?;
        }
        // What must not be seen any more goes first.
        self.index.commit()?;
        let mut at = self.archive.store.number(WATERMARK)?;
        let mut done = 0;
        loop {
            let query =
                format!("SELECT {} FROM copies WHERE seq > ?1 ORDER BY seq LIMIT {CHUNK}", Copy::COLUMNS);
            let copies: Vec<Copy> = self
                .archive
                .store
                .with(|db| db.prepare_cached(&query)?.query_map([at], Copy::of)?.collect())?;
            let Some(last) = copies.last() else { break };
            at = last.seq;
            for (copy, prepared) in self.prepared(&copies)? {
                self.put_units(copy.id, copy.telegram, &prepared)?;
            }
            done += copies.len() as u64;
            progress(done);
        }
        self.settle()?;
        if !purges.is_empty() {
            // What the log of the database still holds of it goes too.
            self.archive.store.with(|db| db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())))?;
        }
        Ok(())
    }

    /// Commits the index and moves the watermark.
    pub(crate) fn settle(&mut self) -> Result<()> {
        self.sound()?;
        self.index.commit()?;
        let last = self.archive.store.last_seq()?;
        self.archive.store.with(|db| {
            db.execute_batch("BEGIN IMMEDIATE")?;
            let done = db.execute("DELETE FROM purges", []).and_then(|_| {
                db.execute("DELETE FROM meta WHERE key = ?1", [REINDEX])?;
                store::put(db, "meta", vec![WATERMARK.to_string().into(), last.to_string().into()])?;
                db.execute_batch("COMMIT")
            });
            if done.is_err() {
                let _ = db.execute_batch("ROLLBACK");
            }
            done
        })
    }

    /// Puts the units of a copy into the indexes of its labels, in place of what may be there of it.
    fn put_units(&mut self, copy: i64, telegram: i64, prepared: &Prepared) -> Result<()> {
        for rendition in &prepared.renditions {
            self.index.delete(&rendition.label, copy)?;
            self.index.add(&rendition.label, &Unit::of(copy, telegram, prepared, rendition))?;
        }
        Ok(())
    }

    /// Reads copies again from the bytes kept, on all cores.
    fn prepared<'c>(&self, copies: &'c [Copy]) -> Result<Vec<(&'c Copy, Prepared)>> {
        let mut jobs = Vec::with_capacity(copies.len());
        for copy in copies {
            jobs.push((copy, self.document(copy)?, self.archive.overrides(copy.id, &self.labels)?));
        }
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        let envelope = self.envelope;
        let size = jobs.len().div_ceil(threads).max(1);
        let made = std::thread::scope(|scope| {
            let work: Vec<_> = jobs
                .chunks(size)
                .map(|jobs| {
                    scope.spawn(move || -> Vec<Prepared> {
                        jobs.iter()
                            .map(|(_, document, set)| {
                                prepare(document, &telegram::parse(document), set, envelope)
                            })
                            .collect()
                    })
                })
                .collect();
            work.into_iter().map(|thread| thread.join()).collect::<Vec<_>>()
        });
        let mut all = Vec::with_capacity(jobs.len());
        for part in made {
            all.extend(part.map_err(|_| Error::Refused("a telegram could not be read again".to_string()))?);
        }
        Ok(copies.iter().zip(all).collect())
    }

    fn document(&self, copy: &Copy) -> Result<Document> {
        let payload = self.archive.store.with(|db| copy.read(db))?;
        let damaged =
            || Error::Damaged { file: self.archive.store.file.clone(), what: format!("copy {}", copy.id) };
        Ok(payload.ok_or_else(damaged)?.document)
    }

    pub(crate) fn label(&self, id: i64) -> Result<Label> {
        let found = self.labels.iter().find(|(known, _)| *known == id).map(|(_, label)| label.clone());
        found.ok_or_else(|| Error::Damaged {
            file: self.archive.store.file.clone(),
            what: format!("label {id}"),
        })
    }

    /// Sets the label of a telegram, or of one of its paragraphs, in all its copies or in the one whose hash begins with
    /// `copy`. When this returns, nobody finds it under its old label. `None` gives the marks their say again.
    ///
    /// Gives the number of copies that were changed.
    pub fn set_label(
        &mut self,
        name: &str,
        paragraph: Option<u32>,
        copy: Option<&str>,
        label: Option<&Label>,
    ) -> Result<usize> {
        let copies = self.copies(name, copy)?;
        self.transaction(|writer| {
            for copy in &copies {
                writer.mark_purged(copy.id)?;
                writer.put_override(copy.id, paragraph, label)?;
            }
            writer.labels = writer.archive.store.labels()?;
            let prepared = writer.prepared(&copies)?;
            for (copy, prepared) in &prepared {
                let Writer { archive, writing, .. } = &mut *writer;
                archive.store.with(|db| writing.renew(db, copy, prepared))?;
            }
            Ok(())
        })?;
        self.catch_up(&mut |_| {})?;
        Ok(copies.len())
    }

    /// Removes a telegram, or one copy of it. Its bytes are overwritten, and it stays away when it is found again.
    ///
    /// Gives the number of copies that were removed.
    pub fn remove(&mut self, name: &str, copy: Option<&str>) -> Result<usize> {
        let copies = self.copies(name, copy)?;
        self.transaction(|writer| {
            for copy in &copies {
                writer.mark_purged(copy.id)?;
                writer.archive.store.with(|db| store::remove(db, copy))?;
            }
            Ok(())
        })?;
        self.catch_up(&mut |_| {})?;
        Ok(copies.len())
    }

    /// Sets who may know that a telegram exists, and makes the index anew.
    pub fn set_envelope(&mut self, envelope: Envelope, progress: &mut dyn FnMut(u64)) -> Result<()> {
        self.begin_anew(Some(envelope))?;
        self.envelope = envelope;
        self.make_anew(progress)
    }

    /// Reads every copy again from the bytes kept and makes the index anew.
    pub fn reindex(&mut self, progress: &mut dyn FnMut(u64)) -> Result<()> {
        self.begin_anew(None)?;
        self.make_anew(progress)
    }

    /// From here on nothing is shown until everything has been read again, by this writer or the next.
    fn begin_anew(&mut self, envelope: Option<Envelope>) -> Result<()> {
        let set =
            [(ENVELOPE, envelope.map(Envelope::name)), (WATERMARK, Some("0")), (REINDEX, Some("begun"))];
        self.transaction(|writer| {
            let mut set = set.iter().filter_map(|(key, value)| Some((*key, (*value)?)));
            set.try_for_each(|(key, value)| writer.archive.store.set_meta(key, value))
        })
    }

    pub(crate) fn make_anew(&mut self, progress: &mut dyn FnMut(u64)) -> Result<()> {
        // Open writers belong to what is thrown away.
        self.index = IndexWriter::new(&self.archive.folder, INDEX_MEMORY);
        // Out of the way in one step: half an index cannot be opened.
        let folder = self.archive.folder.join("index");
        let gone = self.archive.folder.join("index.gone");
        if gone.exists() {
            std::fs::remove_dir_all(&gone).map_err(Error::file(&gone))?;
        }
        if folder.exists() {
            std::fs::rename(&folder, &gone).map_err(Error::file(&folder))?;
            std::fs::remove_dir_all(&gone).map_err(Error::file(&gone))?;
        }
        self.labels = self.archive.store.labels()?;
        let mut at = 0;
        let until = self.archive.store.last_seq()?;
        while let Some(next) = self.renew_chunk(at, until)? {
            at = next;
        }
        self.catch_up(progress)
    }

    /// Writes the rows of the next copies anew; gives the last change that was read.
    fn renew_chunk(&mut self, at: i64, until: i64) -> Result<Option<i64>> {
        let query = format!(
            "SELECT {} FROM copies WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT {CHUNK}",
            Copy::COLUMNS
        );
        let copies: Vec<Copy> = self
            .archive
            .store
            .with(|db| db.prepare_cached(&query)?.query_map([at, until], Copy::of)?.collect())?;
        let Some(last) = copies.last().map(|copy| copy.seq) else { return Ok(None) };
        let prepared = self.prepared(&copies)?;
        self.transaction(|writer| {
            for (copy, prepared) in &prepared {
                let Writer { archive, writing, .. } = &mut *writer;
                archive.store.with(|db| writing.renew(db, copy, prepared))?;
            }
            Ok(())
        })?;
        Ok(Some(last))
    }

    /// The copies of a telegram for its operator.
    fn copies(&self, name: &str, copy: Option<&str>) -> Result<Vec<Copy>> {
        let query = format!(
            "SELECT {} FROM copies WHERE telegram = (SELECT id FROM telegrams WHERE name = ?1)",
            Copy::COLUMNS
        );
        let mut copies: Vec<Copy> = self
            .archive
            .store
            .with(|db| db.prepare_cached(&query)?.query_map([name], Copy::of)?.collect())?;
        if let Some(start) = copy {
            // By the hash of its bytes, or by the name under which whoever sees everything sees it.
            let start = start.to_ascii_lowercase();
            let shown = self.archive.view(&Reader::everything())?.telegram(name)?;
            let named = |copy: &Copy| {
                shown.copies.iter().any(|one| one.copy.id == copy.id && one.name.starts_with(&start))
            };
            copies.retain(|copy| hexadecimal(&copy.hash).starts_with(&start) || named(copy));
        }
        if copies.is_empty() {
            return Err(Error::NotFound(format!("{name}: not in this archive")));
        }
        Ok(copies)
    }

    fn mark_purged(&mut self, copy: i64) -> Result<()> {
        self.archive.store.with(|db| {
            let mut statement = db.prepare_cached("SELECT label FROM renditions WHERE copy = ?1")?;
            let labels: Vec<i64> =
                statement.query_map([copy], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            labels.into_iter().try_for_each(|label| store::put(db, "purges", vec![copy.into(), label.into()]))
        })
    }

    fn put_override(&mut self, copy: i64, paragraph: Option<u32>, label: Option<&Label>) -> Result<()> {
        let paragraph = paragraph.map_or(-1, i64::from);
        let Writer { archive, writing, .. } = self;
        archive.store.with(|db| match label {
            Some(label) => {
                let label = writing.label(db, label)?;
                store::put(db, "overrides", vec![copy.into(), paragraph.into(), label.into()])
            }
            None => db
                .execute("DELETE FROM overrides WHERE copy = ?1 AND paragraph = ?2", [copy, paragraph])
                .map(|_| ()),
        })
    }
}

/// Bytes in hexadecimal.
pub(crate) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
