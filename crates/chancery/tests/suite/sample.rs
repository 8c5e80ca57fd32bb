//! `chancery sample`.

use crate::run;

#[test]
fn ok_a_sample_is_written_and_can_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path().join("new/try");
    let path = folder.to_str().unwrap();
    let sample = run(&["sample", path, "--cables", "40", "--seed", "3", "--no-damage", "--no-copies"]);
    // No progress where standard error is no terminal.
    assert_eq!((sample.code, sample.err.as_str()), (Some(0), ""));
    assert!(sample.out.starts_with("40 files, ") && sample.out.contains("0 damaged"), "{}", sample.out);

    let truths = std::fs::read_to_string(folder.join("truth.jsonl")).unwrap();
    let ids = |text: &str| -> Vec<String> {
        let id = |line| serde_json::from_str::<serde_json::Value>(line).unwrap()["id"].to_string();
        let mut ids: Vec<String> = text.lines().map(id).collect();
        ids.sort();
        ids
    };
    let records = run(&["parse", "--format", "jsonl", folder.join("cables").to_str().unwrap()]);
    assert_eq!(ids(&records.out), ids(&truths));

    let again = run(&["sample", path, "--cables", "1"]);
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("cables"), "{}", again.err);
}

#[test]
fn err_more_than_a_million_is_refused() {
    for cables in ["0", "1000001", "many"] {
        assert_eq!(run(&["sample", "nowhere", "--cables", cables]).code, Some(2), "{cables}");
    }
}
