//! `chancery export`: what a script meets.

use crate::{CABLE, run};

#[test]
fn ok_streams_files_and_folders() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_string();
    std::fs::write(path("cable.txt"), CABLE).expect("written");
    let archive = path("archive");
    assert_eq!(run(&["ingest", "--archive", &archive, &path("cable.txt")]).code, Some(0));

    let csv = run(&["export", "csv", "--archive", &archive]);
    assert_eq!((csv.code, csv.out.lines().count(), csv.err.as_str()), (Some(0), 2, ""));
    let none = run(&["export", "jsonl", "tags:EFIS", "--archive", &archive]);
    assert_eq!((none.code, none.out.as_str()), (Some(1), ""));
    for (format, name) in [("sqlite", "telegrams.db"), ("bagit", "bag"), ("parquet", "telegrams.parquet")] {
        let made = run(&["export", format, "-o", &path(name), "--archive", &archive]);
        assert_eq!(made.code, Some(0), "{}", made.err);
        assert!(made.err.contains("1 telegram, 1 copy"), "{}", made.err);
        assert!(folder.path().join(name).exists());
    }
}

#[test]
fn err_told_with_what_to_do() {
    let sqlite = run(&["export", "sqlite"]);
    assert_eq!(sqlite.code, Some(2));
    assert!(sqlite.err.contains("name it with -o"), "{}", sqlite.err);
    let query = run(&["export", "csv", "colour:red"]);
    assert_eq!(query.code, Some(2));
    assert!(query.err.contains('^'), "{}", query.err);
}
