//! `check` and `draft`, as they are run.

#![expect(clippy::unwrap_used, reason = "a test that cannot write its files has failed")]

use std::path::PathBuf;

use assert_cmd::Command;

fn chancery() -> Command {
    Command::cargo_bin("chancery").unwrap()
}

fn sample() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples/draft.md")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn ok_the_sample_becomes_a_cable_without_departures() {
    let out = chancery().arg("draft").arg(sample()).assert().code(0).get_output().clone();
    let cable = text(&out.stdout);
    assert!(cable.contains("C O N F I D E N T I A L PRAIA 000611\n"), "{cable}");
    assert!(cable.contains("\n1. (C) Prime Minister"), "{cable}");
    assert!(cable.lines().all(|line| line.len() <= 55), "{cable}");
    let checked = chancery().args(["check", "-"]).write_stdin(cable).assert().code(1).get_output().clone();
    assert_eq!(text(&checked.stdout), "");
}

#[test]
fn err_a_draft_is_refused_with_every_line_and_rule() {
    let source = std::fs::read_to_string(sample()).unwrap();
    let bad = source
        .replace("2015-06-21", "2031-06-21")
        .replace("EFIS PREL MARR CV PO", "CV PO")
        .replace("(C) Barrancos", "(S) Barrancos");
    let out = chancery().args(["draft", "-"]).write_stdin(bad).assert().code(2).get_output().clone();
    assert_eq!(text(&out.stdout), "");
    let told: Vec<String> = text(&out.stderr)
        .lines()
        .map(|line| line.split(": ").take(2).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        told,
        ["-:16 EO-declassify-limit", "-:17 FAH3-110-subject-tag", "-:48 FAH1-130-mark-above-level"]
    );
}

#[test]
fn err_no_such_draft() {
    let out = chancery().args(["draft", "no-such-draft.md"]).assert().code(2).get_output().clone();
    assert!(text(&out.stderr).contains("no-such-draft.md"));
}

#[test]
fn ok_departures_are_told_in_every_format() {
    let cable = text(&chancery().arg("draft").arg(sample()).assert().code(0).get_output().stdout);
    let bad = cable.replace("2. (SBU)", "4. (SBU)").replace("SIPDIS\n", "SIPDIS\nEXDIS\n");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("cable.txt");
    std::fs::write(&path, bad).unwrap();
    let run = |format: &str| {
        text(&chancery().args(["check", "--format", format]).arg(&path).assert().code(0).get_output().stdout)
    };
    let lines = run("text");
    assert!(lines.starts_with(&format!("{}:9: FAH2-440-caption-order: ", path.display())), "{lines}");
    assert!(lines.contains(": FAH1-240-numbering: "), "{lines}");
    let list: Vec<serde_json::Value> = serde_json::from_str(&run("json")).unwrap();
    let rows: Vec<serde_json::Value> =
        run("jsonl").lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(list, rows);
    assert_eq!(list.len(), lines.lines().count());
    assert_eq!(rows[0]["rule"], "FAH2-440-caption-order");
    assert_eq!(rows[0]["source"], "5 FAH-2 H-440");
    assert_eq!(rows[0]["id"], "05PRAIA611");
}

#[test]
fn err_what_cannot_be_read() {
    chancery().args(["check", "no-such-file.txt"]).assert().code(2);
}
