//! The command line.

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::commands;

/// A reading room for diplomatic telegrams.
///
/// Reads cables as they are: partial, damaged, in many containers. Files, folders, zip, tar, gz and zst archives are read
/// alike; `-` is standard input.
#[derive(Debug, Parser)]
#[command(
    version,
    arg_required_else_help = true,
    after_help = "Exit codes: 0 found, 1 nothing found, 2 something could not be read."
)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Tell what telegrams say, each statement with its paragraph.
    Brief(Brief),
    /// Show every field of each telegram, with its repairs.
    Parse(Parse),
    /// Show where telegrams depart from the drafting rules of their time.
    Check(Check),
    /// Compose a cable from a small Markdown file.
    Draft(Draft),
    /// Keep telegrams in an archive: a folder that can be searched.
    Ingest(commands::ingest::Ingest),
    /// Find telegrams in an archive, to the paragraph.
    Search(commands::search::Search),
    /// Show a telegram of an archive.
    Show(commands::show::Show),
    /// Compare the releases of a telegram: what each withholds.
    Compare(commands::compare::Compare),
    /// Show what a telegram cites and who cites it, or draw the whole archive's references.
    Refs(commands::refs::Refs),
    /// Show what is cited and not held, which numbers are missing, and write a request for them.
    Gaps(commands::gaps::Gaps),
    /// Write telegrams of an archive in the formats of other programs.
    Export(commands::export::Export),
    /// Tell when telegrams and their portions fall due for declassification, and by which rule.
    Due(commands::due::DueArguments),
    /// Say who may read what: add, list, remove readers.
    Reader(commands::reader::Reader),
    /// Set the label of a telegram or a paragraph in place of its marks.
    Label(commands::label::Label),
    /// Take a telegram out of an archive for good.
    Remove(commands::remove::Remove),
    /// Make the index of an archive anew, or change who may know that a telegram exists.
    Reindex(commands::reindex::Reindex),
    /// Write a fictional archive's cables, to try things on.
    Sample(commands::sample::Sample),
    /// Tell what an archive holds.
    Stats(commands::stats::Stats),
    /// Write a backup of an archive.
    Backup(commands::backup::Backup),
    /// Bring a backup back as an archive.
    Restore(commands::backup::Restore),
    /// Tell whether an archive is what was put there.
    Verify(commands::verify::Verify),
    /// Print a completion script for a shell.
    Completions(Completions),
    /// Print the manual, or write one page for each command into a folder.
    Man(Man),
}

/// How output is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON object; a list of them when there are several telegrams.
    Json,
    /// One JSON object a line.
    Jsonl,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  chancery parse cable.txt\n  chancery parse --format jsonl cables.zip > records.jsonl\n  chancery parse --explain cable.txt\n  chancery parse - < cable.txt"
)]
pub(crate) struct Parse {
    /// Files, folders or archives; `-` for standard input.
    #[arg(required = true)]
    pub(crate) paths: Vec<String>,
    /// How to write the records.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Show the telegram line by line: layer, field, repairs.
    #[arg(long, conflicts_with = "format")]
    pub(crate) explain: bool,
    /// The day against which due dates are reckoned [default: today].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<jiff::civil::Date>,
}

/// How a brief is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum BriefFormat {
    /// For people.
    #[default]
    Text,
    /// For a document or a page.
    Markdown,
    /// One JSON object for each telegram, in a list.
    Json,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  chancery brief samples/\n  chancery brief --format markdown cables.zip > brief.md\n  chancery brief --sure 0.5 cable.txt"
)]
pub(crate) struct Brief {
    /// Files, folders or archives; `-` for standard input.
    #[arg(required = true)]
    pub(crate) paths: Vec<String>,
    /// How to write the brief.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: BriefFormat,
    /// Show statements of at least this confidence; the rest are counted.
    #[arg(long, default_value_t = 0.7, value_name = "0-1")]
    pub(crate) sure: f32,
    /// The day against which due dates are reckoned [default: today].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<jiff::civil::Date>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 departures were found, 1 none, 2 something could not be read.\n\nExamples:\n  chancery check cable.txt\n  chancery check --format jsonl cables.zip\n  chancery draft draft.md | chancery check -"
)]
pub(crate) struct Check {
    /// Files, folders or archives; `-` for standard input.
    #[arg(required = true)]
    pub(crate) paths: Vec<String>,
    /// How to write the departures.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

#[derive(Debug, Args)]
#[command(after_help = DRAFT_HELP)]
pub(crate) struct Draft {
    /// The file; `-` for standard input.
    pub(crate) file: String,
}

const DRAFT_HELP: &str = "\
What the drafting rules forbid is refused, with line and rule, on standard error.
Exit codes: 0 the cable was printed, 2 it was refused.

A draft:
  ---
  post: Praia
  serial: 611
  date: 211405Z JUN 05
  precedence: PRIORITY
  to: SECSTATE WASHDC
  info:
    - AMEMBASSY LISBON
  classification: CONFIDENTIAL
  captions: SIPDIS
  declassify on: 2015-06-21
  tags: EFIS PREL CV PO
  subject: Cutter visit agreed
  references:
    - 04 LISBON 3002
  classified by: Ruth Ellery
  title: Ambassador
  reasons: b, d
  signature: Ellery
  ---

  # The visit

  (C) The Prime Minister agrees to a visit.

  (U) The National Assembly was told.

Also: info precedence, from, order. A first block that begins with `Summary:` is
the summary; lines that begin with `- ` are a list.

Examples:
  chancery draft draft.md > cable.txt
  chancery draft - < draft.md | chancery check -";

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  chancery completions bash > ~/.local/share/bash-completion/completions/chancery\n  chancery completions fish > ~/.config/fish/completions/chancery.fish"
)]
pub(crate) struct Completions {
    /// The shell.
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  chancery man | man -l -\n  chancery man ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// Where to write the pages; without it, the page of the program goes to standard output.
    pub(crate) folder: Option<std::path::PathBuf>,
}
