//! `chancery remove`: a telegram out of an archive for good.

use clap::Args;

use crate::Outcome;
use crate::place::{Folder, id_and_paragraph};

#[derive(Debug, Args)]
#[command(
    after_help = "The bytes are overwritten, and the telegram stays away when it is ingested again.\n\nExamples:\n  chancery remove 03LISBON417\n  chancery remove 03LISBON417 --copy 9f2c"
)]
pub(crate) struct Remove {
    /// The telegram.
    pub(crate) id: String,
    /// One of several copies, by the first digits of its name.
    #[arg(long, value_name = "COPY")]
    pub(crate) copy: Option<String>,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

pub(crate) fn run(arguments: &Remove) -> anyhow::Result<Outcome> {
    let (id, paragraph) = id_and_paragraph(&arguments.id)?;
    if paragraph.is_some() {
        anyhow::bail!("{}: a paragraph cannot be removed; `chancery label` can hide it", arguments.id);
    }
    let archive = arguments.folder.open()?;
    let mut writer = archive.writer()?;
    match writer.remove(&id, arguments.copy.as_deref()) {
        Ok(count) => {
            println!("{id}: {count} {} removed", if count == 1 { "copy" } else { "copies" });
            Ok(Outcome::Found)
        }
        Err(archive::Error::NotFound(message)) => {
            eprintln!("chancery: {message}");
            Ok(Outcome::Nothing)
        }
        Err(error) => Err(error.into()),
    }
}
