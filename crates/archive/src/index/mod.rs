//! The index: one Tantivy index for each exact label, so that a search touches only what its reader may see.
//!
//! The index holds no text and no names, only words, terms and numbers; it can be made anew from the store. Invariant: no
//! committed segment has deleted documents in it, so that every count is the count of what is there.

mod fields;
mod words;
mod writer;

use std::path::{Path, PathBuf};

use tantivy::Index;

use crate::archive::sync_folder;
use crate::label::Label;
use crate::problem::{Error, Result};

pub(crate) use fields::{Fields, Unit, day_number, day_of, key, schema};
pub(crate) use writer::IndexWriter;

/// Folder of the index of `label`, within the archive's folder.
pub(crate) fn folder(archive: &Path, label: &Label) -> PathBuf {
    let name = blake3::hash(label.key().as_bytes()).to_hex();
    archive.join("index").join(name.get(..24).unwrap_or_default())
}

/// Opens the index of a label; `None` where nothing was ever indexed under it.
pub(crate) fn open(archive: &Path, label: &Label) -> Result<Option<Index>> {
    let folder = folder(archive, label);
    if !folder.join("meta.json").exists() {
        return Ok(None);
    }
    let index = Index::open_in_dir(&folder).map_err(Error::index(&folder))?;
    words::register(&index);
    Ok(Some(index))
}

/// Opens the index of a label, or makes it.
pub(crate) fn create(archive: &Path, label: &Label) -> Result<Index> {
    if let Some(index) = open(archive, label)? {
        return Ok(index);
    }
    let folder = folder(archive, label);
    std::fs::create_dir_all(&folder).map_err(Error::file(&folder))?;
    // The folder must not be lost when the watermark says what is in it.
    sync_folder(&archive.join("index"))?;
    sync_folder(archive)?;
    let index = Index::create_in_dir(&folder, fields::schema()).map_err(Error::index(&folder))?;
    words::register(&index);
    Ok(index)
}
