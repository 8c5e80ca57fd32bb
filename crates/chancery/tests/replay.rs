//! Every saved input of the fuzz targets, read again: what once broke stays mended, without a fuzzer.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

#[path = "../../../fuzz/targets/mod.rs"]
mod targets;

use std::path::Path;

#[test]
fn ok_saved_inputs_hold() {
    let saved = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/regressions");
    for (name, run) in targets::TARGETS {
        let mut inputs: Vec<_> = std::fs::read_dir(saved.join(name))
            .into_iter()
            .flatten()
            .flatten()
            .map(|entry| entry.path())
            .collect();
        inputs.sort();
        assert!(!inputs.is_empty(), "no saved input of {name}");
        for input in inputs {
            println!("{}", input.display());
            run(&std::fs::read(input).unwrap());
        }
    }
}
