//! `chancery brief`.

use serde_json::Value;

use crate::{CABLE, run, run_with};

#[test]
fn ok_samples_on_a_page() {
    let run = run(&["brief", "samples/05-lisbon-2003-extract.md", "samples/06-praia-2005.txt"]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    for part in [
        "03LISBON2118",
        "Decisions pending",
        "Commitments",
        "Recommendations and requests",
        "EUR 35 million",
        "\u{b6}5 [15] (C)",
        "has yet to decide whether to publish the catch figures",
        // One sample answers the other.
        "here: samples/05-lisbon-2003-extract.md",
    ] {
        assert!(run.out.contains(part), "no {part:?} in\n{}", run.out);
    }
    assert!(!run.out.contains('\u{1b}'), "colour without a terminal");
    assert!(run.out.lines().all(|line| line.chars().count() <= 100), "{}", run.out);
}

/// What was denied, refused or made to hang on something else was not promised.
#[test]
fn ok_a_refusal_is_no_commitment() {
    let cable = CABLE.replace(
        "Nothing else happened.",
        "The Minister pledged EUR 3 million for buoys. The Treasury refused to promise EUR 4 million for lamps.",
    );
    let run = run_with(&["brief", "-"], cable);
    let commitments = run.out.split("Commitments").nth(1).expect("there is one");
    assert!(commitments.contains("buoys") && !commitments.contains("lamps"), "{}", run.out);
}

#[test]
fn ok_json_and_markdown() {
    let run = run_with(&["brief", "--format", "json", "-"], CABLE);
    let list: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(list.as_array().map(Vec::len), Some(1));
    let markdown = run_with(&["brief", "--format", "markdown", "-"], CABLE);
    assert!(markdown.out.starts_with('#'), "{}", markdown.out);
}

#[test]
fn err_nothing_to_tell() {
    let run = run_with(&["brief", "-"], "Dear diary,\n\ntoday nothing happened.\n");
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert!(run.err.contains("not a cable"), "{}", run.err);
}
