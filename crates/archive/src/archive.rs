//! The folder: opened, brought up to date, and seen only through a reader's eyes.

use std::fs::File;
use std::path::{Path, PathBuf};

use crate::label::{Label, Reader};
use crate::portions::{Envelope, Override};
use crate::problem::{Error, Result};
use crate::store::{self, Store};
use crate::view::View;
use crate::writer::Writer;

/// Setting: the envelope.
pub(crate) const ENVELOPE: &str = "envelope";
/// Setting: the last change that is in the index.
pub(crate) const WATERMARK: &str = "watermark";
/// Setting: there while every row is written anew from the bytes kept; whoever finds it begins again.
pub(crate) const REINDEX: &str = "reindex";

/// How often the lock is tried for.
const LOCK_TRIES: usize = 4;

/// An archive. Nothing in it can be read but through [`Archive::view`].
#[derive(Debug)]
pub struct Archive {
    pub(crate) folder: PathBuf,
    pub(crate) store: Store,
    undone: Option<String>,
}

impl Archive {
    /// Opens the archive in `folder`. What an interrupted writer left undone in the index is done now, unless another
    /// program is writing or the disk is full: then what is not in the index is not shown yet.
    pub fn open(folder: &Path) -> Result<Archive> {
        Archive::open_as_is(folder)?.caught_up()
    }

    /// Opens the archive in `folder` and leaves its index alone, which may be damaged: to look at it or to make it anew.
    pub fn open_as_is(folder: &Path) -> Result<Archive> {
        Ok(Archive { folder: folder.to_path_buf(), store: Store::open(folder, false)?, undone: None })
    }

    /// Opens the archive in `folder`, or makes one.
    pub fn create(folder: &Path) -> Result<Archive> {
        std::fs::create_dir_all(folder).map_err(Error::file(folder))?;
        sync_folder(folder.parent().unwrap_or(folder))?;
        let archive =
            Archive { folder: folder.to_path_buf(), store: Store::open(folder, true)?, undone: None };
        sync_folder(folder)?;
        archive.caught_up()
    }

    fn caught_up(mut self) -> Result<Archive> {
        if self.is_behind()? {
            match self.writer().map(|_| ()) {
                Ok(()) | Err(Error::Locked(_)) => {}
                Err(error) if error.is_of_the_system() => self.undone = Some(error.to_string()),
                Err(error) => return Err(error),
            }
        }
        Ok(self)
    }

    /// Why the index could not be brought up to date when the archive was opened.
    pub fn undone(&self) -> Option<&str> {
        self.undone.as_deref()
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The archive as `reader` may see it.
    pub fn view(&self, reader: &Reader) -> Result<View<'_>> {
        View::new(self, reader)
    }

    /// The reader of that name. Without a name: everyone may see everything where the archive has no readers, and only
    /// what is unclassified where it has.
    pub fn reader(&self, name: Option<&str>) -> Result<Reader> {
        let readers = self.store.readers()?;
        let Some(name) = name else {
            return Ok(if readers.is_empty() { Reader::everything() } else { Reader::anonymous() });
        };
        readers.into_iter().find(|reader| reader.name == name).ok_or_else(|| {
            Error::NotFound(format!("no reader is called {name}; `chancery reader list` shows who is"))
        })
    }

    /// All readers, by name.
    pub fn readers(&self) -> Result<Vec<Reader>> {
        self.store.readers()
    }

    /// Adds a reader, or changes one.
    pub fn put_reader(&self, reader: &Reader) -> Result<()> {
        self.store.put_reader(reader)
    }

    /// Takes a reader away; false where there was none.
    pub fn remove_reader(&self, name: &str) -> Result<bool> {
        self.store.remove_reader(name)
    }

    /// Who may know that a telegram exists.
    pub fn envelope(&self) -> Result<Envelope> {
        Ok(match self.store.meta(ENVELOPE)?.as_deref() {
            Some("portions") => Envelope::Portions,
            _ => Envelope::Strict,
        })
    }

    /// The one writer. Fails where another program is writing. What an earlier one left undone in the index is done first.
    pub fn writer(&self) -> Result<Writer<'_>> {
        let mut writer = self.writer_as_is()?;
        if self.store.meta(REINDEX)?.is_some() {
            writer.make_anew(&mut |_| {})?;
        } else if self.is_behind()? {
            writer.catch_up(&mut |_| {})?;
        }
        Ok(writer)
    }

    /// The one writer, for whoever makes the index anew whatever state it is in.
    pub fn writer_as_is(&self) -> Result<Writer<'_>> {
        Writer::new(self, self.lock()?)
    }

    /// The lock of the one writer, held until the file is closed.
    pub(crate) fn lock(&self) -> Result<File> {
        let path = self.folder.join("archive.lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(Error::file(&path))?;
        let mut tries = 0..LOCK_TRIES;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                // A program that is being started by another thread holds every open file for a moment.
                Err(std::fs::TryLockError::WouldBlock) if tries.next().is_some() => {
                    std::thread::sleep(std::time::Duration::from_millis(5));
                }
                Err(std::fs::TryLockError::WouldBlock) => return Err(Error::Locked(self.folder.clone())),
                Err(std::fs::TryLockError::Error(error)) => return Err(Error::file(&path)(error)),
            }
        }
    }

    /// Whether the store has changes that the index lacks.
    pub(crate) fn is_behind(&self) -> Result<bool> {
        let purges: i64 =
            self.store.with(|db| db.query_row("SELECT count(*) FROM purges", [], |row| row.get(0)))?;
        Ok(purges > 0
            || self.store.meta(REINDEX)?.is_some()
            || self.store.number(WATERMARK)? < self.store.last_seq()?)
    }

    /// What operators have set for a copy.
    pub(crate) fn overrides(&self, copy: i64, labels: &[(i64, Label)]) -> Result<Override> {
        let rows: Vec<(i64, i64)> = self.store.with(|db| {
            let mut statement = db.prepare_cached(
                "SELECT copy, paragraph, label, sum FROM overrides WHERE copy = ?1 ORDER BY paragraph",
            )?;
            let rows = statement.query_map([copy], |row| {
                store::check(row, 4, "overrides")?;
                Ok((row.get(1)?, row.get(2)?))
            })?;
            rows.collect()
        })?;
        let mut set = Override::default();
        for (paragraph, id) in rows {
            let label = labels.iter().find(|(known, _)| *known == id).map(|(_, label)| label.clone());
            let Some(label) = label else {
                return Err(Error::Damaged { file: self.store.file.clone(), what: format!("label {id}") });
            };
            match u32::try_from(paragraph) {
                Ok(paragraph) => set.paragraphs.push((paragraph, label)),
                Err(_) => set.telegram = Some(label),
            }
        }
        Ok(set)
    }
}

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(folder: &Path) -> Result<()> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder).and_then(|opened| opened.sync_all()).map_err(Error::file(folder))
}
