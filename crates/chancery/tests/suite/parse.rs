//! `chancery parse`.

use std::io::Read;
use std::process::Stdio;

use serde_json::Value;

use crate::{CABLE, Run, chancery, root, run, run_with};

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).expect("output is JSON")
}

#[test]
fn ok_text_shows_values_places_and_repairs() {
    let run = run(&["parse", "samples/05-lisbon-2003-extract.md", "--as-of", "2012-01-01"]);
    assert_eq!(run.code, Some(0), "{}", run.err);
    for part in [
        "03LISBON2118 \u{b7} Lisbon \u{b7} 2003-09-10 to ",
        "partial extract",
        "section 2 begins here, its header is lost, in paragraph 3",
        "2013-09-10, pending as of 2012-01-01",
        "EFIS  Commercial Fishing",
        "@ 258-321",
        "A. 03LISBON2075, telegram",
        "1.5(b) of E.O. 12958: Foreign government information",
        "VARGA: Helen M. Varga",
        "  4. [printed 14] (C) Caldeira",
        "ref A \u{2192} reference A, 03LISBON2075",
        "\"14\" \u{2192} \"4\"",
        "DMG-20",
    ] {
        assert!(run.out.replace("EFIS Comm", "EFIS  Comm").contains(part), "no {part:?} in\n{}", run.out);
    }
    assert!(run.out.lines().all(|line| line.chars().count() <= 100), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'), "colour without a terminal");
}

#[test]
fn ok_text_of_hostile_bytes_is_harmless() {
    let cable = CABLE.replace("Nothing else", "\u{1b}[2J\u{202e}Nothing\u{7} else");
    let run = run_with(&["parse", "-"], cable);
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(!run.out.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{:?}", run.out);
}

#[test]
fn ok_json_of_one_telegram_is_an_object() {
    let run = run_with(&["parse", "--format", "json", "-"], CABLE);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let record = json(&run);
    assert_eq!(record["mrn"]["post"], "PRAIA");
    assert_eq!(record["subject"], "THE MINISTER IS BACK IN PRAIA");
    assert_eq!(record["declassification"]["date"], "2014-03-02");
    assert_eq!(record["from"], Value::Null, "absent is null, not missing");
}

#[test]
fn ok_json_of_several_is_a_list_and_jsonl_has_a_line_each() {
    let list = json(&run(&["parse", "--format", "json", "samples/08-cablegate.csv"]));
    let list = list.as_array().expect("a list").clone();
    assert_eq!(list.len(), 2);
    let lines = run(&["parse", "--format", "jsonl", "samples/08-cablegate.csv"]).out;
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(list, lines);
}

#[test]
fn ok_explain_shows_every_line() {
    let run = run_with(&["parse", "--explain", "-"], CABLE);
    assert_eq!(run.code, Some(0), "{}", run.err);
    for line in CABLE.lines().filter(|line| !line.is_empty()) {
        assert!(run.out.contains(line), "no {line:?} in\n{}", run.out);
    }
    for field in [
        "classification",
        "captions",
        "declassification",
        "tags",
        "subject",
        "references",
        "classified_by",
        "body",
        "signature",
    ] {
        assert!(run.out.contains(field), "no {field:?} in\n{}", run.out);
    }
}

#[test]
fn ok_standard_input_and_file_give_one_record() {
    let file = "samples/07-praia-2009-unclas.txt";
    let bytes = std::fs::read(root().join(file)).expect("the sample is there");
    let mut from_file = json(&run(&["parse", "--format", "json", file]));
    let mut from_input = json(&run_with(&["parse", "--format", "json", "-"], bytes));
    assert_eq!(from_input["source"]["path"], "-");
    for record in [&mut from_file, &mut from_input] {
        record["source"]["path"] = Value::Null;
    }
    assert_eq!(from_file, from_input);
}

#[test]
fn ok_folder_of_all_samples() {
    let run = run(&["parse", "--format", "jsonl", "samples"]);
    let records: Vec<Value> = run.out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    for id in ["75LISBON4417", "03LISBON2118", "05PRAIA512", "06PRAIA433"] {
        assert!(records.iter().any(|record| record["id"] == id), "no {id}");
    }
    assert!(run.err.contains("samples/README.md: not a cable: "), "{}", run.err);
    assert!(run.err.lines().all(|line| line.contains(".md: not a cable: ")), "{}", run.err);
    assert_eq!(run.code, Some(0));
}

#[test]
fn err_what_is_no_cable_is_told_with_the_reason() {
    let run = run_with(&["parse", "-"], "Dear diary,\n\ntoday nothing happened.\n");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.starts_with("chancery: -: not a cable: "), "{}", run.err);
    let empty = run_with(&["parse", "-"], "");
    assert!(empty.err.contains("it is empty"), "{}", empty.err);
}

#[test]
fn err_missing_file_is_named_and_the_rest_goes_on() {
    let run = run(&["parse", "--format", "jsonl", "samples/nowhere.txt", "samples/07-praia-2009-unclas.txt"]);
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("samples/nowhere.txt"), "{}", run.err);
    assert_eq!(run.out.lines().count(), 1);
}

#[test]
fn err_wrong_arguments_say_how() {
    for arguments in [
        &["parse"][..],
        &["parse", "--format", "xml", "-"],
        &["parse", "--as-of", "soon", "-"],
        &["nonsense"],
    ] {
        let run = run(arguments);
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(run.err.contains("--help"), "{}", run.err);
    }
}

/// A reader that goes away (`chancery parse … | head -1`) is no error.
#[test]
fn ok_broken_pipe_ends_quietly() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("many.txt");
    std::fs::write(&file, CABLE.replace("Nothing else", &"Nothing else ".repeat(50_000))).expect("written");
    let mut child = std::process::Command::new(chancery(&[]).get_program())
        .args(["parse", "--format", "jsonl"])
        .args([&file, &file, &file])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut first = [0; 10];
    let mut out = child.stdout.take().expect("piped");
    out.read_exact(&mut first).expect("it writes");
    drop(out);
    let output = child.wait_with_output().expect("it ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
