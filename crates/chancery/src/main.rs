//! Chancery, a reading room for diplomatic telegrams.
//!
//! `main` runs a command and turns its outcome into an exit code: 0 found, 1 nothing found, 2 an error. An error in one
//! file is told and the others go on.

mod arguments;
mod commands;
mod input;
mod paint;
mod place;
mod progress;
mod table;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command};

/// What a command has to say when it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Found,
    Nothing,
    /// Something could not be read; what, has been told on the way.
    Failed,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(Outcome::Found) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        // Whoever reads our output has seen enough.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Where not even this can be written the exit code has to do.
            let _ = writeln!(std::io::stderr(), "chancery: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments) -> anyhow::Result<Outcome> {
    match arguments.command {
        Command::Brief(arguments) => commands::brief::run(&arguments),
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Draft(arguments) => commands::draft::run(&arguments),
        Command::Parse(arguments) => commands::parse::run(&arguments),
        Command::Ingest(arguments) => commands::ingest::run(&arguments),
        Command::Search(arguments) => commands::search::run(&arguments),
        Command::Export(arguments) => commands::export::run(&arguments),
        Command::Show(arguments) => commands::show::run(&arguments),
        Command::Compare(arguments) => commands::compare::run(&arguments),
        Command::Refs(arguments) => commands::refs::run(&arguments),
        Command::Gaps(arguments) => commands::gaps::run(&arguments),
        Command::Due(arguments) => commands::due::run(&arguments),
        Command::Reader(arguments) => commands::reader::run(&arguments),
        Command::Label(arguments) => commands::label::run(&arguments),
        Command::Remove(arguments) => commands::remove::run(&arguments),
        Command::Reindex(arguments) => commands::reindex::run(&arguments),
        Command::Sample(arguments) => commands::sample::run(&arguments),
        Command::Stats(arguments) => commands::stats::run(&arguments),
        Command::Backup(arguments) => commands::backup::run(&arguments),
        Command::Restore(arguments) => commands::backup::restore(&arguments),
        Command::Verify(arguments) => commands::verify::run(&arguments),
        Command::Completions(arguments) => commands::completions::run(&arguments),
        Command::Man(arguments) => commands::man::run(&arguments),
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let written = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        // The writer of JSON wraps what befell its output.
        let serialized =
            || cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind);
        written.or_else(serialized) == Some(std::io::ErrorKind::BrokenPipe)
    })
}
