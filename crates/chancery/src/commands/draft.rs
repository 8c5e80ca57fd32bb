//! `chancery draft`: a small file becomes a cable, or is refused.

use std::io::{Write, stdin, stdout};

use anyhow::Context;
use telegram::draft::compose;

use crate::Outcome;
use crate::arguments::Draft;

pub(crate) fn run(arguments: &Draft) -> anyhow::Result<Outcome> {
    let path = arguments.file.as_str();
    let source = if path == "-" { std::io::read_to_string(stdin()) } else { std::fs::read_to_string(path) };
    match compose(&source.with_context(|| path.to_string())?) {
        Ok(cable) => {
            stdout().lock().write_all(cable.as_bytes())?;
            Ok(Outcome::Found)
        }
        Err(refusals) => {
            for refusal in refusals {
                eprintln!("{path}:{}: {}: {}", refusal.line, refusal.rule, refusal.message);
            }
            Ok(Outcome::Failed)
        }
    }
}
