//! `chancery compare`.

use crate::run;

/// An invented telegram, as one of its releases prints paragraph 1.
fn release(paragraph: &str) -> String {
    format!(
        "P 211405Z JUN 05\nFM AMEMBASSY LISBON\nTO SECSTATE WASHDC PRIORITY 1234\nUNCLAS LISBON 000417\n\n\
        E.O. 12958: N/A\nTAGS: EFIS, PO\nSUBJECT: NETS\n\n1. {paragraph}\n"
    )
}

/// An archive of the releases, in `folder`.
fn archive(folder: &std::path::Path, paragraphs: &[&str]) -> String {
    for (n, paragraph) in paragraphs.iter().enumerate() {
        std::fs::write(folder.join(format!("cable{n}.txt")), release(paragraph)).expect("written");
    }
    let archive = folder.join("archive").to_str().expect("UTF-8").to_string();
    let ingested = run(&["ingest", folder.to_str().expect("UTF-8"), "--archive", &archive]);
    assert_eq!(ingested.code, Some(0), "{}", ingested.err);
    archive
}

#[test]
fn ok_each_release_gives_what_the_other_withholds() {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = archive(
        folder.path(),
        &[
            "Minister XXXXXXXXXXXX bought new nets for nine thousand escudos.",
            "Minister Velhinho bought new nets for XXXXXXXXXXXXXXXXXXXXX.",
        ],
    );
    let compared = run(&["compare", "05 Lisbon 417", "--archive", &archive]);
    assert_eq!(compared.code, Some(0), "{}", compared.err);
    assert!(compared.out.contains("strikes out 1 that others show"), "{}", compared.out);
    assert!(compared.out.contains("strikes out 3 that others show"), "{}", compared.out);
    let union = run(&["compare", "05LISBON417", "--archive", &archive, "--union"]).out;
    assert!(union.contains("Velhinho") && union.contains("nine thousand escudos"), "{union}");
    assert!(!union.contains("XXXX"), "{union}");
}

#[test]
fn ok_one_copy_cannot_be_compared() {
    let folder = tempfile::tempdir().expect("a folder");
    let archive = archive(folder.path(), &["The nets are new."]);
    let compared = run(&["compare", "05LISBON417", "--archive", &archive]);
    assert_eq!(compared.code, Some(1));
    assert!(compared.err.contains("one copy"), "{}", compared.err);
    assert_eq!(run(&["compare", "03LISBON9", "--archive", &archive]).code, Some(1));
}
