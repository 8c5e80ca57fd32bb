//! `chancery label`: an operator's label in place of the marks.

use archive::{Label as Set, level_from_code};
use clap::Args;

use crate::Outcome;
use crate::place::{Folder, id_and_paragraph};

#[derive(Debug, Args)]
#[command(
    after_help = "When the command ends, nobody finds the telegram under its old label.\n\nExamples:\n  chancery label 03LISBON417 S --control NOFORN\n  chancery label 03LISBON417#6 U\n  chancery label 03LISBON417 --as-marked"
)]
pub(crate) struct Label {
    /// The telegram; a paragraph of it stands behind `#`.
    pub(crate) id: String,
    /// The level: U, EFTO, LOU, SBU, C, S, TS, or `unknown`, which only those may see who may see everything.
    #[arg(required_unless_present = "as_marked")]
    pub(crate) level: Option<String>,
    /// A control; once for each.
    #[arg(long = "control", value_name = "CONTROL")]
    pub(crate) controls: Vec<String>,
    /// A restricting caption; once for each.
    #[arg(long = "caption", value_name = "CAPTION")]
    pub(crate) captions: Vec<String>,
    /// Give the marks their say again.
    #[arg(long, conflicts_with_all = ["level", "controls", "captions"])]
    pub(crate) as_marked: bool,
    /// One of several copies, by the first digits of its name.
    #[arg(long, value_name = "COPY")]
    pub(crate) copy: Option<String>,
    #[command(flatten)]
    pub(crate) folder: Folder,
}

pub(crate) fn run(arguments: &Label) -> anyhow::Result<Outcome> {
    let (id, paragraph) = id_and_paragraph(&arguments.id)?;
    let label = match &arguments.level {
        None => None,
        Some(level) => {
            let Some(level) = level_from_code(level) else {
                anyhow::bail!("{level}: a level is one of U, EFTO, LOU, SBU, C, S, TS, unknown")
            };
            let capitals = |list: &[String]| list.iter().map(|word| word.trim().to_uppercase()).collect();
            Some(Set::new(level, capitals(&arguments.controls), capitals(&arguments.captions)))
        }
    };
    let archive = arguments.folder.open()?;
    let mut writer = archive.writer()?;
    match writer.set_label(&id, paragraph, arguments.copy.as_deref(), label.as_ref()) {
        Ok(count) => {
            let set = label.map_or("as marked".to_string(), |label| label.key());
            println!("{}: {set} ({count} {})", arguments.id, if count == 1 { "copy" } else { "copies" });
            Ok(Outcome::Found)
        }
        Err(archive::Error::NotFound(message)) => {
            eprintln!("chancery: {message}");
            Ok(Outcome::Nothing)
        }
        Err(error) => Err(error.into()),
    }
}
