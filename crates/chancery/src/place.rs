//! Which archive, and through whose eyes: arguments that many commands share.

use std::path::PathBuf;

use archive::{Archive, Reader};
use clap::Args;

/// Where the archive is.
#[derive(Debug, Args)]
pub(crate) struct Folder {
    /// Folder of the archive.
    #[arg(long, default_value = "chancery-archive", value_name = "FOLDER")]
    pub(crate) archive: PathBuf,
}

impl Folder {
    pub(crate) fn open(&self) -> anyhow::Result<Archive> {
        let archive = Archive::open(&self.archive)?;
        if let Some(why) = archive.undone() {
            eprintln!("chancery: what was kept last is not shown yet: {why}");
        }
        Ok(archive)
    }
}

/// Where the archive is, and who reads.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Read as this reader; see `chancery reader`. Without it: everything where the archive has no readers, and only what
    /// is unclassified where it has.
    #[arg(long = "as", value_name = "READER")]
    pub(crate) reader: Option<String>,
}

impl Reading {
    /// The archive, and who reads it.
    pub(crate) fn open(&self) -> anyhow::Result<(Archive, Reader)> {
        let archive = self.folder.open()?;
        let reader = archive.reader(self.reader.as_deref())?;
        Ok((archive, reader))
    }
}

/// An id as people write it, with a paragraph behind `#`: `03OTTAWA1123#6`, `03 Ottawa 1123`.
pub(crate) fn id_and_paragraph(written: &str) -> anyhow::Result<(String, Option<u32>)> {
    let (id, paragraph) = match written.split_once('#') {
        Some((id, number)) => {
            let number = number.parse();
            (id, Some(number.map_err(|_| anyhow::anyhow!("{written}: a paragraph is a number, as in ID#6"))?))
        }
        None => (written, None),
    };
    // Read as a query reads it, so that any spelling is understood.
    let canonical = archive::query::Query::strict(&format!("id:\"{}\"", id.trim())).ok().and_then(|query| {
        match query.root {
            archive::query::Node::Leaf(archive::query::Leaf::Term { value, prefix: false, .. }) => {
                Some(value)
            }
            _ => None,
        }
    });
    Ok((canonical.unwrap_or_else(|| id.trim().to_string()), paragraph))
}
