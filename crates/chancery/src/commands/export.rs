//! `chancery export`: telegrams of an archive in the formats of other programs.

use std::io::{BufWriter, IsTerminal, stdout};
use std::path::PathBuf;
use std::sync::LazyLock;

use archive::export::{Export as Wanted, Exported, Format, Shape, Target};
use archive::query::Query;
use clap::builder::PossibleValue;
use clap::{Args, ValueEnum};

use crate::Outcome;
use crate::place::Reading;

#[derive(Debug, Args)]
#[command(
    after_help = "Only what the reader may see is written, by id. The same telegrams give the same bytes, in whatever order they were\ningested. A file or folder appears when it is finished.\n\nExamples:\n  chancery export jsonl > telegrams.jsonl\n  chancery export csv tags:EFIS date:2005 -o nets.csv\n  chancery export tei 'post:Praia' -o praia.xml --repository 'National Archives'\n  chancery export csl-json ref:03LISBON417 > cited.json\n  chancery export sqlite -o telegrams.db && datasette telegrams.db\n  chancery export bagit -o bag --date 2026-01-31 --as ellery"
)]
pub(crate) struct Export {
    /// The format.
    #[arg(value_enum)]
    pub(crate) format: Kind,
    /// Which telegrams, as `chancery search` asks for them; without it, all.
    pub(crate) query: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The file or folder to make [default: standard output].
    #[arg(short, long, value_name = "FILE|FOLDER")]
    pub(crate) output: Option<PathBuf>,
    /// Who holds the originals, for formats that name an archive.
    #[arg(long, value_name = "NAME")]
    pub(crate) repository: Option<String>,
    /// The day that a bag says it was made on; without it, it says none.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) date: Option<jiff::civil::Date>,
}

/// A format, as the command line names it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Kind(Format);

impl ValueEnum for Kind {
    fn value_variants<'a>() -> &'a [Kind] {
        static ALL: LazyLock<Vec<Kind>> = LazyLock::new(|| Format::ALL.map(Kind).to_vec());
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.name()).help(self.0.about()))
    }
}

pub(crate) fn run(arguments: &Export) -> anyhow::Result<Outcome> {
    let format = arguments.format.0;
    let written = arguments.query.join(" ");
    let query =
        (!written.trim().is_empty()).then(|| Query::strict(&written)).transpose().map_err(|error| {
            let mark = " ".repeat(error.column.saturating_sub(1));
            anyhow::anyhow!("{error}\n  {written}\n  {mark}^")
        })?;
    let target = match &arguments.output {
        Some(path) => Target::Path(path.clone()),
        None if format.shape() == Shape::Bytes && stdout().is_terminal() => {
            anyhow::bail!("{} is not for a terminal: name a file with -o", format.name())
        }
        None if matches!(format.shape(), Shape::File | Shape::Folder) => {
            let what = if format.shape() == Shape::File { "a file" } else { "a folder" };
            anyhow::bail!("{} makes {what}: name it with -o", format.name())
        }
        None => Target::Stream(Box::new(BufWriter::with_capacity(1 << 16, stdout()))),
    };
    let (archive, reader) = arguments.reading.open()?;
    let view = archive.view(&reader)?;
    let wanted = Wanted { format, query, repository: arguments.repository.clone(), date: arguments.date };
    let done = view.export(&wanted, target)?;
    if let Some(path) = &arguments.output {
        eprintln!("{}: {}", path.display(), told(done));
    }
    Ok(if done.telegrams > 0 { Outcome::Found } else { Outcome::Nothing })
}

fn told(done: Exported) -> String {
    let telegrams = if done.telegrams == 1 { "telegram" } else { "telegrams" };
    let copies = if done.copies == 1 { "copy" } else { "copies" };
    format!("{} {telegrams}, {} {copies}", done.telegrams, done.copies)
}
