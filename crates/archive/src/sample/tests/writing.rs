//! Files and folders.

use std::io::ErrorKind;

use super::settings;
use crate::sample::{Truth, write};

#[test]
fn ok_one_file_for_each_and_the_truth_beside() {
    let folder = tempfile::tempdir().expect("a folder");
    let summary = write(folder.path(), &settings(120, 3)).expect("written");
    assert_eq!(summary.telegrams, 120);
    assert_eq!(summary.files, 120 + summary.copies);
    let truths = std::fs::read_to_string(&summary.truth).expect("truth");
    assert_eq!(truths.lines().count(), summary.files);
    let mut bytes = 0;
    for line in truths.lines() {
        let truth: Truth = serde_json::from_str(line).expect("a truth a line");
        let file = summary.cables.join(&truth.file);
        bytes += std::fs::metadata(&file).expect("the file is there").len();
        assert!(truth.file.starts_with(truth.date.get(..4).expect("a year")), "{}", truth.file);
    }
    assert_eq!(bytes, summary.bytes);
}

#[test]
fn err_a_second_sample_is_not_mixed_into_the_first() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), &settings(2, 3)).expect("written");
    let error = write(folder.path(), &settings(2, 4)).expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::AlreadyExists);
    assert!(error.to_string().contains("cables"), "{error}");
}
