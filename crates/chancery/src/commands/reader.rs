//! `chancery reader`: who may read what.

use archive::{Label, Reader as Person, level_from_code};
use clap::{Args, Subcommand};

use crate::Outcome;
use crate::place::Folder;

#[derive(Debug, Args)]
#[command(
    after_help = "An archive without readers shows everything to everyone who can open its folder. Once it has readers, whoever\ngives no name sees what is unclassified.\n\nExamples:\n  chancery reader add ines --level S --control NOFORN --caption EXDIS\n  chancery reader list\n  chancery reader remove ines"
)]
pub(crate) struct Reader {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Add a reader, or change what they may read.
    Add {
        /// The reader's name.
        name: String,
        /// The highest level they may read: U, EFTO, LOU, SBU, C, S, TS.
        #[arg(long)]
        level: String,
        /// A control they are admitted to (`NOFORN`, or a country of release lists, `GBR`); once for each.
        #[arg(long = "control", value_name = "CONTROL")]
        controls: Vec<String>,
        /// A restricted caption they may read (`NODIS`); once for each.
        #[arg(long = "caption", value_name = "CAPTION")]
        captions: Vec<String>,
        #[command(flatten)]
        folder: Folder,
    },
    /// List the readers.
    List {
        #[command(flatten)]
        folder: Folder,
    },
    /// Take a reader away.
    Remove {
        /// The reader's name.
        name: String,
        #[command(flatten)]
        folder: Folder,
    },
}

pub(crate) fn run(arguments: &Reader) -> anyhow::Result<Outcome> {
    match &arguments.what {
        What::Add { name, level, controls, captions, folder } => {
            let level = level_from_code(level).filter(|level| *level != telegram::record::Level::Unknown);
            let Some(level) = level else { anyhow::bail!("--level is one of U, EFTO, LOU, SBU, C, S, TS") };
            let capitals = |list: &[String]| list.iter().map(|word| word.trim().to_uppercase()).collect();
            // The lists are put in order as those of labels are.
            let Label { level, controls, captions } =
                Label::new(level, capitals(controls), capitals(captions));
            let person = Person { name: name.clone(), level, controls, captions, everything: false };
            folder.open()?.put_reader(&person)?;
            Ok(Outcome::Found)
        }
        What::List { folder } => {
            let readers = folder.open()?.readers()?;
            for person in &readers {
                let label = Label::new(person.level, person.controls.clone(), person.captions.clone());
                println!("{}\t{}", person.name, label.key());
            }
            Ok(if readers.is_empty() { Outcome::Nothing } else { Outcome::Found })
        }
        What::Remove { name, folder } => {
            if folder.open()?.remove_reader(name)? {
                return Ok(Outcome::Found);
            }
            eprintln!("chancery: no reader is called {name}");
            Ok(Outcome::Nothing)
        }
    }
}
