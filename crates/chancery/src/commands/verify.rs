//! `chancery verify`: whether an archive is what was put there.

use clap::Args;

use crate::Outcome;
use crate::arguments::Format;
use crate::place::Folder;
use crate::progress::Progress;

#[derive(Debug, Args)]
#[command(
    after_help = "Every byte that a command can show is compared with its sum, and the index with the store. Nothing is changed.\n\nExit codes: 0 whole, 1 damaged, 2 it could not be looked at.\n\nExamples:\n  chancery verify\n  chancery verify --archive ~/cables.chancery --format json"
)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// How to write what was found; `jsonl` has one damage a line.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// How many telegrams of one damage are named to people.
const NAMED: usize = 8;

pub(crate) fn run(arguments: &Verify) -> anyhow::Result<Outcome> {
    let folder = &arguments.folder.archive;
    let mut progress = Progress::new(None);
    let found = archive::verify(folder, &mut |done| progress.tell(done, || format!("{done} copies")))?;
    progress.clear();
    match arguments.format {
        Format::Json => println!("{}", serde_json::to_string_pretty(&found)?),
        Format::Jsonl => {
            for damage in &found.damage {
                println!("{}", serde_json::to_string(damage)?);
            }
        }
        Format::Text => {
            for damage in &found.damage {
                println!("{}: {}", damage.file, damage.what);
                if !damage.telegrams.is_empty() {
                    let named = damage.telegrams.iter().take(NAMED).map(String::as_str);
                    let more = damage.telegrams.len().saturating_sub(NAMED);
                    let more = (more > 0).then(|| format!("and {more} more"));
                    let named: Vec<&str> = named.chain(more.as_deref()).collect();
                    println!("    {}", named.join("  "));
                }
            }
            if found.more > 0 {
                println!("and {} more", found.more);
            }
            if !found.settled {
                println!("another program is writing: the index was compared by its checksums alone");
            }
            println!(
                "{}: {} ({} copies, {:.1} MB, {} rows, {} units)",
                folder.display(),
                if found.is_whole() { "whole" } else { "damaged" },
                found.copies,
                found.bytes as f64 / 1e6,
                found.rows,
                found.units
            );
        }
    }
    Ok(if found.is_whole() { Outcome::Found } else { Outcome::Nothing })
}
