//! Paths, folders and streams as they stand on a disk.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

use std::fs;
use std::io::Cursor;
use std::path::Path;

use sources::{Limits, Reader, documents_of, open, read};

/// One line per thing found: `path: text` or the problem.
fn told(root: &Path, reader: Reader) -> Vec<String> {
    let root = root.display().to_string();
    reader
        .map(|found| match found {
            Ok(document) => format!("{}: {}", document.path, document.text.as_str().trim_end()),
            Err(problem) => problem.to_string(),
        })
        .map(|line| line.replace(&root, "ROOT"))
        .collect()
}

#[test]
fn ok_a_folder_is_read_sorted_with_all_below_it() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("b/deep")).unwrap();
    fs::create_dir_all(root.path().join(".git")).unwrap();
    fs::write(root.path().join("c.txt"), "UNCLAS PRAIA 000003").unwrap();
    fs::write(root.path().join("b/deep/two.md"), "UNCLAS PRAIA 000002").unwrap();
    fs::write(root.path().join("a.txt"), "UNCLAS PRAIA 000001").unwrap();
    fs::write(root.path().join("empty.txt"), "").unwrap();
    fs::write(root.path().join(".git/config"), "core").unwrap();
    assert_eq!(
        told(root.path(), open(root.path(), &Limits::default())),
        [
            "ROOT/a.txt: UNCLAS PRAIA 000001",
            "ROOT/b/deep/two.md: UNCLAS PRAIA 000002",
            "ROOT/c.txt: UNCLAS PRAIA 000003",
            "ROOT/empty.txt: not a document: it is empty; leave it out",
        ]
    );
}

#[cfg(unix)]
#[test]
fn ok_a_loop_of_links_ends() {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir(root.path().join("a")).unwrap();
    fs::write(root.path().join("a/one.txt"), "UNCLAS").unwrap();
    std::os::unix::fs::symlink(root.path(), root.path().join("a/up")).unwrap();
    std::os::unix::fs::symlink("nowhere", root.path().join("broken")).unwrap();
    let told = told(root.path(), open(root.path(), &Limits::default()));
    assert_eq!(told.len(), 2, "{told:?}");
    assert_eq!(told.first().unwrap(), "ROOT/a/one.txt: UNCLAS");
    assert!(told.last().unwrap().starts_with("ROOT/broken: unreadable: no such file"), "{told:?}");
}

#[test]
fn err_a_missing_path_is_told() {
    let told = told(Path::new("/"), open(Path::new("no/such/folder"), &Limits::default()));
    assert_eq!(told.len(), 1);
    assert!(told.first().unwrap().starts_with("no"), "{told:?}");
}

#[test]
fn ok_one_line_of_fifty_megabytes_is_read() {
    let line = "UNCLAS ".repeat((50 << 20) / 7);
    let length = line.len();
    let mut reader = read(Cursor::new(line.into_bytes()), "standard input", &Limits::default());
    let document = reader.next().unwrap().unwrap();
    assert_eq!(document.text.as_str().len(), length);
    assert!(document.text.is_literal());
    assert!(reader.next().is_none());
}

#[test]
fn err_more_than_the_limit_is_told() {
    let limits = Limits { max_record: 10, ..Limits::default() };
    let found = documents_of("long.txt", b"UNCLAS PRAIA 000001", &limits);
    assert_eq!(
        found.first().unwrap().as_ref().unwrap_err().to_string(),
        "long.txt: at byte 10: too large: it is one text of more than 10 bytes; \
         split it, or raise the limit for records"
    );
}

#[test]
fn ok_a_reader_that_is_dropped_ends_its_walk() {
    let root = tempfile::tempdir().unwrap();
    for n in 0..300 {
        fs::write(root.path().join(format!("{n:03}.txt")), "UNCLAS").unwrap();
    }
    assert!(open(root.path(), &Limits::default()).next().is_some_and(|one| one.is_ok()));
}
