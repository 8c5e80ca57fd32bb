//! Sample cables in one file, and what is true of them.

use std::fs::File;
use std::io::{BufReader, BufWriter, Read};
use std::path::{Path, PathBuf};

use archive::sample::{Maker, Settings, Truth};

/// What was written.
pub(crate) struct Made {
    pub(crate) tar: PathBuf,
    pub(crate) bytes: u64,
    pub(crate) truths: Vec<Truth>,
}

/// Writes `count` telegrams and their further copies.
pub(crate) fn write(tar: &Path, count: usize) -> std::io::Result<Made> {
    let mut out = tar::Builder::new(BufWriter::new(File::create(tar)?));
    let mut made = Made { tar: tar.to_path_buf(), bytes: 0, truths: Vec::with_capacity(count) };
    for cable in Maker::new(&Settings { cables: count, ..Settings::default() }) {
        let mut header = tar::Header::new_gnu();
        header.set_size(cable.bytes.len() as u64);
        header.set_mode(0o644);
        out.append_data(&mut header, &cable.name, cable.bytes.as_slice())?;
        made.bytes += cable.bytes.len() as u64;
        // Truths are kept for the bare index; what it does not need is let go.
        let Truth { id, post, date, tags, subject, level, signer, .. } = cable.truth;
        made.truths.push(Truth { id, post, date, tags, subject, level, signer, ..Truth::default() });
    }
    out.into_inner()?;
    Ok(made)
}

impl Made {
    /// Calls `each` with the text of every file and what is true of it.
    pub(crate) fn each<E: From<std::io::Error>>(
        &self,
        mut each: impl FnMut(String, &Truth) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut tar = tar::Archive::new(BufReader::new(File::open(&self.tar)?));
        for (entry, truth) in tar.entries()?.zip(&self.truths) {
            let mut bytes = Vec::new();
            entry?.read_to_end(&mut bytes)?;
            each(String::from_utf8_lossy(&bytes).into_owned(), truth)?;
        }
        Ok(())
    }
}
