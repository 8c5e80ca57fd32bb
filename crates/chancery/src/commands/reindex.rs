//! `chancery reindex`: everything read again from the bytes kept.

use archive::Envelope;
use clap::{Args, ValueEnum};

use crate::Outcome;
use crate::place::Folder;
use crate::progress::Progress;

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  chancery reindex\n  chancery reindex --envelope portions")]
pub(crate) struct Reindex {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// From now on, who may know that a telegram exists.
    #[arg(long, value_enum)]
    pub(crate) envelope: Option<Knowing>,
}

/// Who may know that a telegram exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Knowing {
    /// Whoever is cleared for the telegram's own level.
    Strict,
    /// Whoever may see one portion: they see that portion, id, post and date.
    Portions,
}

pub(crate) fn run(arguments: &Reindex) -> anyhow::Result<Outcome> {
    // An index that is damaged must not stand in the way.
    let archive = archive::Archive::open_as_is(&arguments.folder.archive)?;
    let mut writer = archive.writer_as_is()?;
    let mut progress = Progress::new(None);
    let mut count = 0;
    let mut tell = |done: u64| {
        count = done;
        progress.tell(done, || format!("{done} copies"));
    };
    match arguments.envelope {
        Some(Knowing::Strict) => writer.set_envelope(Envelope::Strict, &mut tell)?,
        Some(Knowing::Portions) => writer.set_envelope(Envelope::Portions, &mut tell)?,
        None => writer.reindex(&mut tell)?,
    }
    progress.clear();
    println!("{}: {count} copies indexed", arguments.folder.archive.display());
    Ok(Outcome::Found)
}
