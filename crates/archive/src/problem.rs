//! What can go wrong with an archive: which file, what, and what to do.

use std::path::{Path, PathBuf};

use crate::store::sum::Broken;

/// An error of the archive.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no archive in the folder.
    #[error("{}: no archive here; make one with `chancery ingest PATH --archive {}`", .0.display(), .0.display())]
    Missing(PathBuf),
    /// The archive was written by a later version.
    #[error("{}: written in format {found}, this version reads up to {known}; use the version that wrote it", .folder.display())]
    Format {
        /// The archive's folder.
        folder: PathBuf,
        /// The format it is in.
        found: u32,
        /// The last one this version knows.
        known: u32,
    },
    /// Someone else is writing.
    #[error("{}: another program is writing to this archive; wait until it has ended", .0.display())]
    Locked(PathBuf),
    /// The store could not be read or written.
    #[error("{}: {source}", .file.display())]
    Store {
        /// The database's file.
        file: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// The index could not be read or written.
    #[error("{}: {source}; `chancery reindex` makes the index anew", .folder.display())]
    Index {
        /// The index's folder.
        folder: PathBuf,
        /// What the index says.
        source: Box<tantivy::TantivyError>,
    },
    /// A file or folder could not be read or written.
    #[error("{}: {source}", .path.display())]
    File {
        /// Which.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Something kept is not what was put there.
    #[error("{}: {what} is damaged; `chancery verify` tells how much, `chancery restore` brings a backup back", .file.display())]
    Damaged {
        /// The damaged file.
        file: PathBuf,
        /// What in it.
        what: String,
    },
    /// What was asked for does not exist, or not for this reader.
    #[error("{0}")]
    NotFound(String),
    /// What was asked for cannot be done.
    #[error("{0}")]
    Refused(String),
}

/// Outcome of work on an archive.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// Whether the disk or the system failed, not what is kept.
    pub(crate) fn is_of_the_system(&self) -> bool {
        use rusqlite::ffi::ErrorCode::{CannotOpen, DiskFull, ReadOnly, SystemIoFailure};
        match self {
            Error::File { .. } => true,
            Error::Store { source, .. } => {
                matches!(source.sqlite_error_code(), Some(DiskFull | SystemIoFailure | CannotOpen | ReadOnly))
            }
            Error::Index { source, .. } => {
                use tantivy::TantivyError::{ErrorInThread, IoError, OpenWriteError};
                matches!(**source, IoError(_) | OpenWriteError(_) | ErrorInThread(_))
            }
            _ => false,
        }
    }

    pub(crate) fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Error {
        let path = path.to_path_buf();
        move |source| Error::File { path, source }
    }

    pub(crate) fn store(file: &Path) -> impl FnOnce(rusqlite::Error) -> Error {
        let file = file.to_path_buf();
        move |source| {
            use rusqlite::ffi::ErrorCode::{DatabaseCorrupt, NotADatabase};
            let broken = match &source {
                rusqlite::Error::FromSqlConversionFailure(_, _, why) if why.is::<Broken>() => {
                    Some(why.to_string())
                }
                other if matches!(other.sqlite_error_code(), Some(DatabaseCorrupt | NotADatabase)) => {
                    Some("the database".to_string())
                }
                _ => None,
            };
            match broken {
                Some(what) => Error::Damaged { file, what },
                None => Error::Store { file, source },
            }
        }
    }

    pub(crate) fn index(folder: &Path) -> impl FnOnce(tantivy::TantivyError) -> Error {
        let folder = folder.to_path_buf();
        move |source| Error::Index { folder, source: Box::new(source) }
    }
}
