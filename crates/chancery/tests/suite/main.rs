//! The program as its users meet it: one file per command, and the documents that describe it.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

mod brief;
mod check;
mod compare;
mod docs;
mod draft;
mod export;
mod ingest;
mod links;
mod man;
mod parse;
mod sample;
mod seed;

use std::path::{Path, PathBuf};
use std::process::Output;

/// The folder that holds the workspace.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .nth(2)
        .expect("crates/chancery lies two deep")
        .to_path_buf()
}

/// The program, to be run in the root of the workspace.
fn chancery(arguments: &[&str]) -> assert_cmd::Command {
    let mut command = assert_cmd::cargo::cargo_bin_cmd!("chancery");
    command.current_dir(root()).args(arguments);
    command
}

/// What the program wrote, and how it ended.
struct Run {
    out: String,
    err: String,
    code: Option<i32>,
}

#[track_caller]
fn run(arguments: &[&str]) -> Run {
    finished(chancery(arguments).output().expect("the program starts"))
}

#[track_caller]
fn run_with(arguments: &[&str], input: impl Into<Vec<u8>>) -> Run {
    finished(chancery(arguments).write_stdin(input).output().expect("the program starts"))
}

fn finished(output: Output) -> Run {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("output is UTF-8");
    Run { out: text(output.stdout), err: text(output.stderr), code: output.status.code() }
}

/// An invented telegram.
const CABLE: &str = "C O N F I D E N T I A L PRAIA 000077

SIPDIS

E.O. 12958: DECL: 03/02/2014
TAGS: PREL, CV
SUBJECT: THE MINISTER IS
BACK IN PRAIA
REF: PRAIA 71

Classified By: Ambassador Ruth Ellery, Reasons 1.4 (b) and (d).

1. (C) The minister returned on Monday (reftel).

2. (U) Nothing else happened.

ELLERY
";
