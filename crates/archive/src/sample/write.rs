//! The sample as files: `cables/YEAR/POST/ID.txt`, and `truth.jsonl` beside them.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{Maker, Settings};

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Telegrams.
    pub telegrams: usize,
    /// Files with a cable or a card.
    pub files: usize,
    /// Bytes of those files.
    pub bytes: u64,
    /// Files that are second releases.
    pub copies: usize,
    /// Files that are withdrawal cards.
    pub cards: usize,
    /// Files with damage.
    pub damaged: usize,
    /// Statements of the story.
    pub statements: usize,
    /// The folder that holds the cables and nothing else.
    pub cables: PathBuf,
    /// The file with one [`super::Truth`] a line.
    pub truth: PathBuf,
}

/// Writes the sample into `folder`, which is made if need be. Refuses to add to a sample that is there.
pub fn write(folder: &Path, settings: &Settings) -> io::Result<Summary> {
    write_with(folder, settings, |_| {})
}

/// As [`write`], and tells after each file what is written so far.
pub fn write_with(
    folder: &Path,
    settings: &Settings,
    mut progress: impl FnMut(&Summary),
) -> io::Result<Summary> {
    let mut out =
        Summary { cables: folder.join("cables"), truth: folder.join("truth.jsonl"), ..Summary::default() };
    fs::create_dir_all(folder)?;
    fs::create_dir(&out.cables).map_err(|error| named(&out.cables, error))?;
    let file = File::create_new(&out.truth).map_err(|error| named(&out.truth, error))?;
    let mut truths = BufWriter::with_capacity(1 << 16, file);
    let mut maker = Maker::new(settings);
    while let Some(made) = maker.next() {
        let path = out.cables.join(&made.truth.file);
        put(&path, &made.bytes).map_err(|error| named(&path, error))?;
        serde_json::to_writer(&mut truths, &made.truth)?;
        truths.write_all(b"\n")?;
        out.telegrams = maker.telegrams();
        out.files += 1;
        out.bytes += made.bytes.len() as u64;
        out.copies += usize::from(made.truth.copy > 1);
        out.cards += usize::from(made.truth.withdrawn);
        out.damaged += usize::from(!made.truth.damage.is_empty());
        out.statements += made.truth.statements.len();
        progress(&out);
    }
    truths.flush()?;
    Ok(out)
}

/// Writes a file; its folder is made when it is missing.
fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::write(path, bytes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(path, bytes)
        }
        other => other,
    }
}

fn named(path: &Path, error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}
