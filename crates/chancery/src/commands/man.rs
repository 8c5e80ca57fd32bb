//! `chancery man`: the manual, made from the command line's own description.

use std::io::{Write, stdout};

use anyhow::Context;
use clap::CommandFactory;

use crate::Outcome;
use crate::arguments::{Arguments, Man};

pub(crate) fn run(arguments: &Man) -> anyhow::Result<Outcome> {
    let command = Arguments::command();
    let Some(folder) = &arguments.folder else {
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page)?;
        stdout().lock().write_all(&page)?;
        return Ok(Outcome::Found);
    };
    std::fs::create_dir_all(folder).with_context(|| format!("cannot make folder {}", folder.display()))?;
    clap_mangen::generate_to(command, folder)
        .with_context(|| format!("cannot write into {}", folder.display()))?;
    Ok(Outcome::Found)
}
