//! `refs`, `gaps`, `due`: what an archive cites, lacks, and when it falls due.

use std::path::Path;

use tempfile::TempDir;

use crate::{CABLE, Run, run};

const SECOND: &str = "R 011200Z MAY 09
FM AMEMBASSY LISBON
TO SECSTATE WASHDC

C O N F I D E N T I A L LISBON 000300

E.O. 12958: DECL: 05/01/2019
TAGS: PREL, PO
SUBJECT: THE MINISTER IN LISBON
REF: A. 09 PRAIA 77
     B. 09 DAKAR 12
     C. SMITH-ELLERY EMAIL OF MARCH 3

1. (C) The minister came (ref A). Dakar had warned of delays at the harbor (ref B).

2. (U) He left again.

ELLERY
";

/// An archive of two telegrams, and a folder to write to.
fn archive() -> (TempDir, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let place = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_string();
    std::fs::write(place("1.txt"), CABLE).expect("written");
    std::fs::write(place("2.txt"), SECOND).expect("written");
    let kept = place("kept");
    let done = run(&["ingest", "--archive", &kept, &place("1.txt"), &place("2.txt")]);
    assert_eq!(done.code, Some(0), "{}", done.err);
    (folder, kept)
}

#[track_caller]
fn asked(kept: &str, arguments: &[&str]) -> Run {
    let mut all = arguments.to_vec();
    all.extend(["--archive", kept]);
    run(&all)
}

#[test]
fn ok_references_both_ways() {
    let (_folder, kept) = archive();
    let told = asked(&kept, &["refs", "09 Lisbon 300"]);
    assert_eq!(told.code, Some(0), "{}", told.err);
    assert!(told.out.contains("A. 09PRAIA77  held\n     ¶1 The minister came (ref A)."), "{}", told.out);
    assert!(told.out.contains("B. 09DAKAR12  not held\n"), "{}", told.out);
    assert!(told.out.contains("no telegram (email)"), "{}", told.out);
    let json = asked(&kept, &["refs", "09PRAIA77", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(value["cited_by"][0]["id"], "09LISBON300");
    assert_eq!(value["cites"][0]["standing"], "not-held");
    let missing = asked(&kept, &["refs", "09DAKAR12", "--format", "csv"]);
    assert!(missing.out.contains("09DAKAR12,cited-by,09LISBON300"), "{}", missing.out);
    assert_eq!(asked(&kept, &["refs", "09DAKAR13"]).code, Some(1));
    assert!(asked(&kept, &["show", "09PRAIA77"]).out.contains("Cited by\n  09LISBON300"));
}

#[test]
fn ok_graphs() {
    let (folder, kept) = archive();
    let written = |name: &str, more: &[&str]| {
        let file = folder.path().join(name);
        let mut all = vec!["refs", "--graph", file.to_str().expect("UTF-8")];
        all.extend(more);
        let done = asked(&kept, &all);
        assert_eq!(done.code, Some(0), "{}", done.err);
        std::fs::read_to_string(Path::new(&file)).expect("written")
    };
    let graphml = written("a.graphml", &[]);
    assert_eq!((graphml.matches("<node ").count(), graphml.matches("<edge ").count()), (4, 3), "{graphml}");
    assert!(written("a.gexf", &[]).contains("<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">"));
    let around = written("a.svg", &["--around", "09DAKAR12", "--depth", "1"]);
    assert_eq!(around.matches("<rect ").count(), 2, "{around}");
    assert_eq!(written("b.svg", &[]).matches("<rect ").count(), 4);
    assert_eq!(asked(&kept, &["refs", "--graph", "a.txt"]).code, Some(2));
}

#[test]
fn ok_gaps_and_letters() {
    let (_folder, kept) = archive();
    let told = asked(&kept, &["gaps"]);
    assert!(told.out.contains("09DAKAR12  not held, cited by 1 telegram\n"), "{}", told.out);
    assert!(told.out.contains("delays, harbor, warned"), "{}", told.out);
    assert!(told.out.contains("¶1 Dakar had warned of delays at the harbor (ref B)."), "{}", told.out);
    let letter = asked(&kept, &["gaps", "--request", "09DAKAR12", "--form", "mdr"]);
    assert!(letter.out.contains("Telegram number 12 of 2009 from Dakar"), "{}", letter.out);
    assert!(letter.out.contains("Cited in 09LISBON300 (paragraph 1)."), "{}", letter.out);
    let held = asked(&kept, &["gaps", "--request", "09PRAIA77"]);
    assert_eq!((held.code, held.out.as_str()), (Some(2), ""));
    let numbers = asked(&kept, &["gaps", "--serials", "--post", "Praia", "--format", "csv"]);
    assert!(numbers.out.contains("PRAIA,2009,1,1,71,77,6,71-76,"), "{}", numbers.out);
}

#[test]
fn ok_due() {
    let (_folder, kept) = archive();
    let told = asked(&kept, &["due", "--as-of", "2014-04-01"]);
    assert!(told.out.contains("09PRAIA77  C  2014-03-02  overdue  stated-date\n"), "{}", told.out);
    assert!(told.out.contains("09LISBON300  C  2019-05-01  pending  stated-date\n"), "{}", told.out);
    assert!(told.out.contains("    U  ¶2  no date  not-classified  unclassified\n"), "{}", told.out);
    let calendar = asked(&kept, &["due", "--as-of", "2014-04-01", "--format", "ics", "--overdue"]);
    assert_eq!(calendar.out.matches("BEGIN:VEVENT\r\n").count(), 1, "{}", calendar.out);
    assert!(calendar.out.contains("DTSTART;VALUE=DATE:20140302\r\n"), "{}", calendar.out);
    let rows = asked(&kept, &["due", "09PRAIA77", "--format", "csv", "--telegrams"]);
    assert_eq!(rows.out.lines().count(), 2, "{}", rows.out);
    assert_eq!(asked(&kept, &["due", "--undetermined"]).code, Some(1));
}
