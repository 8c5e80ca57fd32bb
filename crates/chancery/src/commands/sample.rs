//! `chancery sample`: a fictional archive to try things on.

use std::io::{Write, stdout};
use std::path::PathBuf;

use archive::sample::{Settings, Summary, write_with};
use clap::Args;

use crate::Outcome;
use crate::progress::Progress;

#[derive(Debug, Args)]
#[command(after_help = SAMPLE_HELP)]
pub(crate) struct Sample {
    /// Where to write; made if need be.
    folder: PathBuf,
    /// How many telegrams.
    #[arg(long, default_value_t = 1000, value_name = "N", value_parser = sample_size)]
    cables: usize,
    /// The same seed gives the same cables.
    #[arg(long, default_value_t = 1, value_name = "S")]
    seed: u64,
    /// All whole: no damage.
    #[arg(long)]
    no_damage: bool,
    /// One release of each telegram.
    #[arg(long)]
    no_copies: bool,
    /// All unclassified, without portion marks.
    #[arg(long)]
    no_labels: bool,
    /// Without the story that runs through the cables.
    #[arg(long)]
    no_story: bool,
}

/// From one to a million.
fn sample_size(text: &str) -> Result<usize, String> {
    let number: usize = text.parse().map_err(|_| "not a number".to_string())?;
    if (1..=1_000_000).contains(&number) { Ok(number) } else { Err("from 1 to 1000000".to_string()) }
}

const SAMPLE_HELP: &str = "\
The cables run from 1973 to 2010, cite one another, carry portion marks, come
twice with other words struck out, and one in five is damaged. A fisheries
dispute between two invented countries runs through them. Everything told is
fictional. FOLDER/cables holds one file for each; FOLDER/truth.jsonl says what
is true of each before damage.

Examples:
  chancery sample try
  chancery sample try --cables 50000 --seed 7
  chancery sample whole --cables 200 --no-damage --no-copies
  chancery parse --format jsonl try/cables > records.jsonl";

pub(crate) fn run(arguments: &Sample) -> anyhow::Result<Outcome> {
    let settings = Settings {
        cables: arguments.cables,
        seed: arguments.seed,
        labels: !arguments.no_labels,
        copies: !arguments.no_copies,
        damage: !arguments.no_damage,
        story: !arguments.no_story,
    };
    let mut progress = Progress::new(Some(settings.cables as u64));
    let summary = write_with(&arguments.folder, &settings, |summary| {
        progress.tell(summary.telegrams as u64, || format!("{} telegrams", summary.telegrams));
    });
    progress.clear();
    let Summary { telegrams, files, bytes, copies, cards, damaged, statements, cables, truth } = summary?;
    let mut out = stdout().lock();
    writeln!(out, "{files} files, {:.1} MB, in {}", bytes as f64 / 1e6, cables.display())?;
    writeln!(
        out,
        "{telegrams} telegrams; {copies} second releases, {cards} withdrawal cards, {damaged} damaged files"
    )?;
    writeln!(out, "What is true of them: {} ({statements} statements of the story)", truth.display())?;
    Ok(if files > 0 { Outcome::Found } else { Outcome::Nothing })
}
