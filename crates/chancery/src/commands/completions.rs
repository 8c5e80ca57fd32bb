//! `chancery completions`: what a shell needs to complete our command line.

use std::io::{Write, stdout};

use clap::CommandFactory;

use crate::Outcome;
use crate::arguments::{Arguments, Completions};

pub(crate) fn run(arguments: &Completions) -> anyhow::Result<Outcome> {
    // Into memory first: the generator panics where its reader has gone.
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "chancery", &mut script);
    stdout().lock().write_all(&script)?;
    Ok(Outcome::Found)
}
