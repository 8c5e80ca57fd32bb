//! `chancery ingest`.

use crate::chancery;

#[test]
fn ok_an_archive_within_the_folder_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let cable =
        "UNCLAS LISBON 000417\n\nE.O. 12958: N/A\nTAGS: EFIS, PO\nSUBJECT: NETS\n\n1. The nets are new.\n";
    std::fs::write(folder.path().join("cable.txt"), cable).expect("written");
    for expected in ["1 telegrams new (1 documents", "0 telegrams new, 1 held already (1 documents"] {
        let ended = chancery(&["ingest", "."]).current_dir(folder.path()).output().expect("runs");
        let out = String::from_utf8_lossy(&ended.stdout).into_owned();
        assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
        assert!(out.contains(expected), "{out}");
    }
}
