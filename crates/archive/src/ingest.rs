//! Ingest: documents are read on all cores and kept by one writer.
//!
//! ```text
//! documents ─▶ batches ─▶ split, parse, prepare (threads) ─▶ in order ─▶ store ─▶ index ─▶ watermark
//! ```
//!
//! At any time only a few batches are in memory. What was ingested before is known by its hash and is not read again.

use std::collections::BTreeMap;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OpenFlags, OptionalExtension};
use sources::{Document, Problem};

use crate::index::{IndexWriter, Unit};
use crate::label::Label;
use crate::portions::{Envelope, Override};
use crate::prepare::{Prepared, document_hash, prepare};
use crate::problem::{Error, Result};
use crate::store;
use crate::writer::{INDEX_MEMORY, Writer};

/// Bytes of documents in a batch.
const BATCH: usize = 512 << 10;
/// Documents in a batch.
const BATCH_LENGTH: usize = 256;
/// The store commits after so many bytes, or so long, or so many copies as the writer says.
const STORE_BYTES: usize = 8 << 20;
const STORE_TIME: Duration = Duration::from_secs(5);
/// The index commits after so many bytes.
const INDEX_BYTES: usize = 256 << 20;

/// What happens on the way.
#[derive(Debug)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Event<'a> {
    /// A document is no cable.
    Other { path: &'a str, reason: &'a str },
    /// A file or member could not be read.
    Problem(&'a Problem),
    /// So much has been read.
    Progress { documents: u64, bytes: u64 },
    /// So many copies are kept for good: no crash can take them away.
    Committed { copies: u64 },
}

/// What came of an ingest.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Documents read.
    pub documents: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Telegrams that the archive did not hold.
    pub telegrams: u64,
    /// Further copies of telegrams that it held.
    pub copies: u64,
    /// Documents and telegrams that it held byte for byte.
    pub duplicates: u64,
    /// Copies that an operator has removed before; they stay away.
    pub removed: u64,
    /// Documents that are no cables.
    pub others: u64,
    /// Files and members that could not be read.
    pub problems: u64,
}

/// A document and what its telegrams came to.
struct Made {
    bytes: usize,
    /// `None` where it had been ingested before.
    hash: Option<[u8; 32]>,
    parts: Vec<std::result::Result<Part, (String, &'static str)>>,
}

struct Part {
    path: String,
    hash: [u8; 32],
    payload: Vec<u8>,
    prepared: Prepared,
}

type Found = std::result::Result<Document, Problem>;
type Batch<T> = (u64, Vec<T>);

impl Writer<'_> {
    /// Keeps `documents` with `threads` readers; `told` hears what happens.
    pub fn ingest(
        &mut self,
        documents: impl Iterator<Item = Found> + Send,
        threads: usize,
        told: &mut dyn FnMut(Event),
    ) -> Result<Report> {
        self.sound()?;
        let (feed, batches) = sync_channel::<Batch<Found>>(2);
        let batches = Arc::new(Mutex::new(batches));
        let (give, made) = sync_channel::<Batch<std::result::Result<Made, Problem>>>(2);
        let (envelope, file) = (self.envelope, self.archive.store.file.clone());
        std::thread::scope(|scope| {
            scope.spawn(move || in_batches(documents, &feed));
            for _ in 0..threads.max(1) {
                let (batches, give, file) = (batches.clone(), give.clone(), file.clone());
                let body = move || {
                    let known = Known::open(&file);
                    while let Some((n, batch)) = next(&batches) {
                        let made = batch
                            .into_iter()
                            .map(|found| found.map(|document| read(&document, &known, envelope)))
                            .collect();
                        if give.send((n, made)).is_err() {
                            break;
                        }
                    }
                };
                // Deep enough for what telegrams nest.
                if std::thread::Builder::new().stack_size(16 << 20).spawn_scoped(scope, body).is_err() {
                    return Err(Error::Refused("the system gave no thread to read with".to_string()));
                }
            }
            drop((batches, give));
            let kept = self.keep(&made, told);
            self.failed |= kept.is_err();
            kept
        })
    }

    /// Writes what the readers have made, in the order of the documents.
    fn keep(
        &mut self,
        made: &Receiver<Batch<std::result::Result<Made, Problem>>>,
        told: &mut dyn FnMut(Event),
    ) -> Result<Report> {
        let mut keeper = Keeper::default();
        let mut waiting = BTreeMap::new();
        let mut wanted = 0;
        while let Ok((n, batch)) = made.recv() {
            waiting.insert(n, batch);
            while let Some(batch) = waiting.remove(&wanted) {
                wanted += 1;
                for one in batch {
                    if let Err(error) = keeper.one(self, one, told) {
                        if keeper.open.is_some() {
                            let _ = self.archive.store.with(|db| db.execute_batch("ROLLBACK"));
                        }
                        return Err(error);
                    }
                }
                told(Event::Progress { documents: keeper.report.documents, bytes: keeper.report.bytes });
            }
        }
        keeper.commit(self, told)?;
        self.settle()?;
        // Merges under way end before the report: the folder stays as it is then.
        let fresh = IndexWriter::new(&self.archive.folder, INDEX_MEMORY);
        std::mem::replace(&mut self.index, fresh).close()?;
        Ok(keeper.report)
    }
}

/// Where the writing stands.
#[derive(Default)]
struct Keeper {
    report: Report,
    /// When the open transaction began.
    open: Option<Instant>,
    bytes: usize,
    copies: usize,
    /// What the open transaction holds and the index lacks: the index must never be ahead of the store.
    units: Vec<(Label, Unit)>,
    unindexed: usize,
}

impl Keeper {
    fn one(
        &mut self,
        writer: &mut Writer,
        one: std::result::Result<Made, Problem>,
        told: &mut dyn FnMut(Event),
    ) -> Result<()> {
        let made = match one {
            Ok(made) => made,
            Err(problem) => {
                told(Event::Problem(&problem));
                self.report.problems += 1;
                return Ok(());
            }
        };
        self.report.documents += 1;
        self.report.bytes += made.bytes as u64;
        let Some(hash) = made.hash else {
            self.report.duplicates += 1;
            return Ok(());
        };
        if self.open.is_none() {
            writer.archive.store.with(|db| db.execute_batch("BEGIN IMMEDIATE"))?;
            self.open = Some(Instant::now());
        }
        for part in made.parts {
            match part {
                Ok(part) => self.part(writer, &part)?,
                Err((path, reason)) => {
                    told(Event::Other { path: &path, reason });
                    self.report.others += 1;
                }
            }
        }
        writer.archive.store.with(|db| store::put(db, "seen", vec![hash.to_vec().into()]))?;
        self.bytes += made.bytes;
        let due = self.open.is_some_and(|since| since.elapsed() > STORE_TIME);
        if due || self.bytes >= STORE_BYTES || self.copies >= writer.commit_copies {
            self.commit(writer, told)?;
        }
        Ok(())
    }

    fn part(&mut self, writer: &mut Writer, part: &Part) -> Result<()> {
        let store = &writer.archive.store;
        let held = |table: &str| {
            store.with(|db| {
                db.prepare_cached(&format!("SELECT 1 FROM {table} WHERE hash = ?1"))?
                    .exists([part.hash.as_slice()])
            })
        };
        if held("copies")? {
            self.report.duplicates += 1;
            return Ok(());
        }
        if held("removed")? {
            self.report.removed += 1;
            return Ok(());
        }
        let writing = &mut writer.writing;
        let (copy, telegram, new) =
            store.with(|db| writing.copy(db, &part.path, &part.hash, &part.payload, &part.prepared))?;
        if new {
            self.report.telegrams += 1;
        } else {
            self.report.copies += 1;
        }
        self.copies += 1;
        let Part { prepared, .. } = part;
        let units = prepared
            .renditions
            .iter()
            .map(|rendition| (rendition.label.clone(), Unit::of(copy, telegram, prepared, rendition)));
        self.units.extend(units);
        Ok(())
    }

    fn commit(&mut self, writer: &mut Writer, told: &mut dyn FnMut(Event)) -> Result<()> {
        if self.open.take().is_none() {
            return Ok(());
        }
        let writing = &mut writer.writing;
        writer.archive.store.with(|db| {
            writing.finish(db)?;
            db.execute_batch("COMMIT")
        })?;
        told(Event::Committed { copies: self.report.telegrams + self.report.copies });
        // Label by label: few writers are open at once.
        self.units.sort_by(|a, b| a.0.cmp(&b.0));
        for (label, unit) in self.units.drain(..) {
            writer.index.add(&label, &unit)?;
        }
        self.unindexed += self.bytes;
        (self.bytes, self.copies) = (0, 0);
        if self.unindexed >= INDEX_BYTES {
            self.unindexed = 0;
            writer.settle()?;
        }
        Ok(())
    }
}

fn in_batches(documents: impl Iterator<Item = Found>, feed: &SyncSender<Batch<Found>>) {
    let mut batch = Vec::new();
    let (mut bytes, mut n) = (0, 0);
    for found in documents {
        bytes += found.as_ref().map_or(0, |document| document.bytes.len());
        batch.push(found);
        if bytes >= BATCH || batch.len() >= BATCH_LENGTH {
            if feed.send((n, std::mem::take(&mut batch))).is_err() {
                return;
            }
            (bytes, n) = (0, n + 1);
        }
    }
    let _ = feed.send((n, batch));
}

fn next<T>(batches: &Mutex<Receiver<T>>) -> Option<T> {
    batches.lock().ok()?.recv().ok()
}

/// What the archive holds already, as one reading thread sees it.
struct Known(Option<Connection>);

impl Known {
    fn open(file: &std::path::Path) -> Known {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Known(Connection::open_with_flags(file, flags).ok())
    }

    /// Whether a document was ingested to its end. Where that cannot be told it is read again, which does no harm.
    fn holds(&self, hash: &[u8; 32]) -> bool {
        let Some(db) = &self.0 else { return false };
        let found = db
            .prepare_cached("SELECT 1 FROM seen WHERE hash = ?1")
            .and_then(|mut statement| statement.query_row([hash.as_slice()], |_| Ok(())).optional());
        matches!(found, Ok(Some(())))
    }
}

fn read(document: &Document, known: &Known, envelope: Envelope) -> Made {
    let hash = document_hash(document);
    let bytes = document.bytes.len();
    if known.holds(&hash) {
        return Made { bytes, hash: None, parts: vec![] };
    }
    let parts = telegram::split(document).into_iter().map(|part| {
        let telegram = telegram::parse(&part);
        telegram::recognise(&telegram).map_err(|reason| (part.path.clone(), reason))?;
        let hash = document_hash(&part);
        let prepared = prepare(&part, &telegram, &Override::default(), envelope);
        let payload = store::pack(&part, &prepared.portions.body);
        Ok(Part { path: part.path, hash, payload, prepared })
    });
    let parts = parts.collect();
    Made { bytes, hash: Some(hash), parts }
}
