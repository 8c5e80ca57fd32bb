//! `chancery draft`.

use crate::{run, run_with};

#[test]
fn ok_a_draft_becomes_a_cable_that_keeps_the_rules() {
    let cable = run(&["draft", "samples/draft.md"]);
    assert_eq!((cable.code, cable.err.as_str()), (Some(0), ""));
    assert!(cable.out.contains("\nC O N F I D E N T I A L PRAIA 000611\n"), "{}", cable.out);

    let departures = run_with(&["check", "-"], cable.out.clone());
    assert_eq!((departures.code, departures.out.as_str()), (Some(1), ""));

    let record = run_with(&["parse", "--format", "json", "-"], cable.out).out;
    let record: serde_json::Value = serde_json::from_str(&record).expect("JSON");
    assert_eq!(record["id"], "05PRAIA611");
    assert_eq!(record["completeness"]["status"], "full");
}

#[test]
fn err_what_the_rules_forbid_is_refused_with_its_line() {
    let run = run_with(&["draft", "-"], "---\npost: Praia\n---\n\nNo mark stands here.\n");
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.lines().count() > 1 && run.err.lines().all(|line| line.starts_with("-:")), "{}", run.err);
}

#[test]
fn err_missing_file_is_named() {
    let run = run(&["draft", "samples/nowhere.md"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("samples/nowhere.md"), "{}", run.err);
}
