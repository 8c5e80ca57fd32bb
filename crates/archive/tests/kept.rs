//! Archives over time: one that an earlier version wrote, and the same cables in any order.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

use std::path::{Path, PathBuf};

use archive::query::Query;
use archive::search::{Answer, Order, Request};
use archive::{Archive, Reader, restore, verify};
use sources::Document;

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn ask(archive: &Archive, query: &str) -> Answer {
    let view = archive.view(&Reader::everything()).unwrap();
    let query = Query::strict(query).unwrap();
    let request =
        Request { query, order: Order::Relevance, limit: 100, after: None, facets: true, passages: true };
    view.search(&request).unwrap()
}

/// Each folder `format-N` was written by the version that introduced format N (CONTRIBUTING.md).
#[test]
fn ok_archives_of_every_format_open_and_answer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut formats = 0;
    for entry in std::fs::read_dir(folder).unwrap().flatten() {
        if !entry.file_name().to_string_lossy().starts_with("format-") {
            continue;
        }
        formats += 1;
        let work = tempfile::tempdir().unwrap();
        copy(&entry.path(), work.path());
        let archive = Archive::open(work.path()).unwrap();
        let found = verify(work.path(), &mut |_| {}).unwrap();
        assert!(found.is_whole() && found.settled, "{:?}: {found:?}", entry.path());
        let expected = std::fs::read_to_string(work.path().join("expected.txt")).unwrap();
        let mut told = format!("digest {}\n", archive.digest().unwrap());
        for query in ["kind:telegram", "minister", "\"cutter visit\"", "tags:PREL post:PRAIA"] {
            let ids: Vec<String> = ask(&archive, query).hits.into_iter().map(|hit| hit.id).collect();
            told.push_str(&format!("{query}: {}\n", ids.join(" ")));
        }
        if std::env::var_os("CHANCERY_BLESS").is_some() {
            std::fs::write(entry.path().join("expected.txt"), &told).unwrap();
        } else {
            assert_eq!(told, expected);
        }
    }
    assert!(formats > 0);
}

#[test]
fn ok_any_order_and_any_number_of_threads_give_the_same_archive() {
    let documents: Vec<Document> = samples()
        .iter()
        .flat_map(|path| sources::open(path, &sources::Limits::default()))
        .flatten()
        .collect();
    let mut first: Option<(String, Vec<String>)> = None;
    let mut state = 7u64;
    for round in 0..5 {
        let mut shuffled = documents.clone();
        for n in (1..shuffled.len()).rev().take_while(|_| round > 0) {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            shuffled.swap(n, (state >> 33) as usize % (n + 1));
        }
        let folder = tempfile::tempdir().unwrap();
        let archive = Archive::create(folder.path()).unwrap();
        let mut writer = archive.writer().unwrap();
        // In two parts, the first of them twice.
        let half = shuffled.len() / 2;
        for part in [&shuffled[..half], &shuffled[..half], &shuffled[half..]] {
            writer.ingest(part.iter().cloned().map(Ok), 1 + round % 4, &mut |_| {}).unwrap();
        }
        drop(writer);
        assert!(verify(folder.path(), &mut |_| {}).unwrap().is_whole());
        let answers = ["kind:telegram", "minister OR visit", "tags:PREL"]
            .map(|query| serde_json::to_string(&ask(&archive, query)).unwrap());
        let got = (archive.digest().unwrap(), answers.to_vec());
        match &first {
            Some(first) => assert_eq!(*first, got, "round {round}"),
            None => first = Some(got),
        }
    }
}

#[test]
fn ok_a_backup_comes_back_and_a_damaged_one_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    let archive = Archive::create(&place("archive")).unwrap();
    let documents = samples().into_iter().flat_map(|path| sources::open(&path, &sources::Limits::default()));
    let documents: Vec<_> = documents.collect();
    archive.writer().unwrap().ingest(documents.into_iter(), 2, &mut |_| {}).unwrap();
    let answer = ask(&archive, "kind:telegram");
    for (name, file) in [("kept", "kept/archive.db"), ("kept.tar.zst", "kept.tar.zst")] {
        // While the one writer is at work.
        let writer = archive.writer().unwrap();
        let manifest = archive.backup(&place(name)).unwrap();
        drop(writer);
        assert!(archive.backup(&place(name)).unwrap_err().to_string().contains("is there already"));
        let back = place(&format!("back-{name}"));
        assert_eq!(restore(&place(name), &back, false, &mut |_| {}).unwrap(), manifest);
        assert!(
            restore(&place(name), &back, false, &mut |_| {}).unwrap_err().to_string().contains("--replace")
        );
        restore(&place(name), &back, true, &mut |_| {}).unwrap();
        let restored = Archive::open(&back).unwrap();
        assert_eq!(ask(&restored, "kind:telegram"), answer);
        assert_eq!(restored.digest().unwrap(), archive.digest().unwrap());
        assert!(verify(&back, &mut |_| {}).unwrap().is_whole());
        let mut bytes = std::fs::read(place(file)).unwrap();
        let middle = bytes.len() / 2;
        bytes[middle] ^= 4;
        std::fs::write(place(file), bytes).unwrap();
        let refused = restore(&place(name), &place("never"), false, &mut |_| {}).unwrap_err().to_string();
        assert!(refused.contains("nothing was restored"), "{refused}");
        assert!(!place("never").exists() && !place("never.restoring").exists());
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).unwrap();
        }
    }
}
