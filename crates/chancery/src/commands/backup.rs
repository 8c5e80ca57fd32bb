//! `chancery backup` and `chancery restore`.

use std::path::PathBuf;

use clap::Args;

use crate::Outcome;
use crate::place::Folder;
use crate::progress::Progress;

#[derive(Debug, Args)]
#[command(
    after_help = "Others may read and write meanwhile: the backup is the archive as it stood at one moment. The copy is compared with its\nsums; of a damaged archive there is no backup. The index is left out, `restore` makes it anew.\n\nExamples:\n  chancery backup backups/monday\n  chancery backup backups/monday.tar.zst"
)]
pub(crate) struct Backup {
    /// A folder, or a file whose name ends in .tar.zst; it must not be there yet.
    pub(crate) target: PathBuf,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

#[derive(Debug, Args)]
#[command(
    after_help = "A damaged backup is refused, and the archive stays as it is.\n\nExamples:\n  chancery restore backups/monday --archive restored\n  chancery restore backups/monday.tar.zst --replace"
)]
pub(crate) struct Restore {
    /// The backup.
    pub(crate) source: PathBuf,
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// Put it in the place of the archive that is there.
    #[arg(long)]
    pub(crate) replace: bool,
}

pub(crate) fn run(arguments: &Backup) -> anyhow::Result<Outcome> {
    // The index is no part of a backup: it may be damaged, or behind.
    let archive = archive::Archive::open_as_is(&arguments.folder.archive)?;
    tell(&arguments.target, &archive.backup(&arguments.target)?, "in the backup");
    Ok(Outcome::Found)
}

pub(crate) fn restore(arguments: &Restore) -> anyhow::Result<Outcome> {
    let folder = &arguments.folder.archive;
    let mut progress = Progress::new(None);
    let manifest = archive::restore(&arguments.source, folder, arguments.replace, &mut |done| {
        progress.tell(done, || format!("{done} copies indexed"));
    })?;
    progress.clear();
    tell(folder, &manifest, "restored");
    Ok(Outcome::Found)
}

fn tell(path: &std::path::Path, manifest: &archive::Manifest, what: &str) {
    println!("{}: {} telegrams in {} copies {what}", path.display(), manifest.telegrams, manifest.copies);
    println!("digest {}", manifest.digest);
}
