//! `chancery check`.

use serde_json::Value;

use crate::{CABLE, run_with};

#[test]
fn ok_a_departure_is_named_with_line_and_rule() {
    let long = CABLE.replace("Nothing else", &"Nothing else ".repeat(8));
    let run = run_with(&["check", "-"], long.clone());
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let line = run.out.lines().find(|line| line.contains("line-length")).expect("a long line is found");
    assert!(line.starts_with("-:"), "{line}");

    let lines = run_with(&["check", "--format", "jsonl", "-"], long.clone()).out;
    let findings: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(findings.len(), run.out.lines().count());
    assert!(findings.iter().all(|finding| finding["rule"].is_string() && finding["line"].is_u64()));

    let list = run_with(&["check", "--format", "json", "-"], long).out;
    assert_eq!(serde_json::from_str::<Value>(&list).expect("JSON"), Value::from(findings));
}
