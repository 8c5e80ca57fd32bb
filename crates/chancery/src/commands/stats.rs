//! `chancery stats`: what an archive holds.

use std::collections::BTreeMap;

use clap::Args;

use crate::Outcome;
use crate::arguments::Format;
use crate::place::Reading;

#[derive(Debug, Args)]
#[command(
    after_help = "Without --as it is the operator's: everything, hidden or not. The digest is the same for all archives that hold the\nsame, in whatever order it came.\n\nExamples:\n  chancery stats\n  chancery stats --as ines --format json"
)]
pub(crate) struct Stats {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

pub(crate) fn run(arguments: &Stats) -> anyhow::Result<Outcome> {
    let (archive, reader) = arguments.reading.open()?;
    if arguments.reading.reader.is_some() {
        let stats = archive.view(&reader)?.stats()?;
        if written(&stats, arguments.format)? {
            println!("{} telegrams in {} copies", stats.telegrams, stats.copies);
            list("levels", &stats.levels);
            list("kinds", &stats.kinds);
            list("completeness", &stats.completeness);
            list("years", &stats.years);
        }
        return Ok(if stats.telegrams > 0 { Outcome::Found } else { Outcome::Nothing });
    }
    let stats = archive.stats()?;
    if written(&stats, arguments.format)? {
        println!("{} telegrams in {} copies, {} removed", stats.telegrams, stats.copies, stats.removed);
        list("labels", &stats.labels);
        println!("readers: {}", stats.readers);
        let mega = |bytes: u64| bytes as f64 / 1e6;
        println!(
            "documents {:.1} MB, store {:.1} MB, index {:.1} MB: {:.2} of the documents",
            mega(stats.documents),
            mega(stats.store),
            mega(stats.index),
            (stats.store + stats.index) as f64 / (stats.documents.max(1)) as f64
        );
        println!("digest {}", stats.digest);
    }
    Ok(if stats.telegrams > 0 { Outcome::Found } else { Outcome::Nothing })
}

/// Writes it for a program; true where it is to be written for people.
fn written(stats: &impl serde::Serialize, format: Format) -> anyhow::Result<bool> {
    match format {
        Format::Text => return Ok(true),
        Format::Json => println!("{}", serde_json::to_string_pretty(stats)?),
        Format::Jsonl => println!("{}", serde_json::to_string(stats)?),
    }
    Ok(false)
}

fn list(name: &str, counts: &BTreeMap<String, u64>) {
    let told: Vec<String> = counts.iter().map(|(value, count)| format!("{value} {count}")).collect();
    println!("{name}: {}", told.join(", "));
}
