//! A real telegram, read field by field. It is not part of the repository: lengths, hashes and short tokens stand here, no
//! sentence of it. Without the file the tests say so and pass.

use std::path::PathBuf;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{root, run};

/// The file's place: below `CHANCERY_SHARED`, or in a folder `shared` beside the workspace.
fn place() -> Option<PathBuf> {
    let shared = std::env::var_os("CHANCERY_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    let place = shared.join("seed/ottawa-1123.txt");
    if place.is_file() {
        return Some(place);
    }
    // Straight to the terminal: the test harness keeps what a passing test prints.
    use std::io::Write;
    let _ = writeln!(std::io::stderr().lock(), "SKIPPED: no {}", place.display());
    None
}

/// The record and the bytes, or nothing where the file is absent.
fn record() -> Option<(Value, Vec<u8>)> {
    let place = place()?;
    let bytes = std::fs::read(&place).expect("readable");
    let path = place.to_str().expect("UTF-8");
    let run = run(&["parse", "--format", "json", "--as-of", "2026-01-01", path]);
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    Some((serde_json::from_str(&run.out).expect("JSON"), bytes))
}

/// The values of `key` in each element of a list.
fn each(list: &Value, key: &str) -> Vec<Value> {
    list.as_array().expect("a list").iter().map(|item| item[key].clone()).collect()
}

fn of_type<'r>(record: &'r Value, kind: &str) -> Vec<&'r Value> {
    record["body"].as_array().expect("a list").iter().filter(|element| element["type"] == kind).collect()
}

fn paragraph(record: &Value, number: u64) -> &Value {
    let found = of_type(record, "paragraph").into_iter().find(|paragraph| paragraph["number"] == number);
    found.unwrap_or_else(|| panic!("no paragraph {number}"))
}

fn rules(record: &Value, rule: &str) -> usize {
    each(&record["repairs"], "rule").iter().filter(|found| *found == rule).count()
}

#[test]
fn ok_identity_and_level() {
    let Some((record, bytes)) = record() else { return };
    assert_eq!(record["id"], "03OTTAWA1123");
    assert_eq!(record["mrn"]["year"], 2003);
    assert_eq!(record["classification"]["level"], "C");
    assert_eq!(record["captions"], json!(["SIPDIS"]));
    assert_eq!(record["source"]["length"], bytes.len());
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    assert_eq!(record["source"]["sha256"], digest);
}

#[test]
fn ok_header() {
    let Some((record, _)) = record() else { return };
    assert_eq!(record["declassification"]["order"], "12958");
    assert_eq!(record["declassification"]["date"], "2013-04-15");
    assert_eq!(each(&record["tags"], "code"), ["PREL", "MARR", "CA", "IZ"]);
    assert_eq!(each(&record["tags"], "kind"), ["subject", "subject", "geo", "geo"]);
    let titles = ["External Political Relations", "Military and Defense Arrangements", "Canada", "Iraq"];
    assert_eq!(each(&record["tags"], "title"), titles);
    let (subject, raw) =
        (record["subject"].as_str().expect("one"), record["subject_raw"].as_str().expect("one"));
    assert_eq!((subject.len(), subject.contains('\n'), raw.lines().count()), (80, false, 2));
    assert_eq!(subject, raw.replace('\n', " "));
}

#[test]
fn ok_references_have_their_year() {
    let Some((record, _)) = record() else { return };
    assert_eq!(each(&record["references"], "label"), ["A", "B"]);
    assert_eq!(each(&record["references"], "id"), ["03OTTAWA892", "03OTTAWA1014"]);
    assert!(
        each(&record["references"], "year_rule").iter().all(Value::is_string),
        "{}",
        record["references"]
    );
    let cited = record["in_text_references"].as_array().expect("a list");
    for (text, index) in [("ref. A", 0), ("ref. B", 1)] {
        let found = cited.iter().find(|found| {
            found["text"].as_str().is_some_and(|printed| printed.trim_matches(['(', ')']) == text)
        });
        let found = found.unwrap_or_else(|| panic!("no {text} in {cited:?}"));
        assert_eq!(found["targets"][0]["reference"]["index"], index, "{found}");
    }
}

#[test]
fn ok_people() {
    let Some((record, _)) = record() else { return };
    let by = &record["classified_by"][0];
    assert_eq!(by["name"], "Stephen R. Kelly");
    assert_eq!(by["title"], "Deputy Chief of Mission");
    assert_eq!(by["reasons"], json!(["1.5(b)", "1.5(d)"]));
    assert_eq!(each(&by["reasons_explained"], "code"), ["1.5(b)", "1.5(d)"]);
    assert!(
        each(&by["reasons_explained"], "meaning")
            .iter()
            .all(|text| text.as_str().is_some_and(|text| text.len() > 10))
    );
    assert_eq!(record["signatures"][0]["officer"]["name"], "Argeo Paul Cellucci");
}

#[test]
fn ok_sections_and_completeness() {
    let Some((record, _)) = record() else { return };
    let sections = &record["sections"];
    assert_eq!(sections["total"], 2);
    assert_eq!(sections["seen"], json!([1]));
    assert_eq!(sections["missing"], json!([]));
    assert_eq!(each(&sections["inferred"], "section"), [2]);
    assert_eq!(each(&sections["inferred"], "paragraph"), [5]);
    let at = &sections["inferred"][0]["at"];
    let repairs = record["repairs"].as_array().expect("a list");
    assert!(
        repairs.iter().any(|repair| repair["rule"] == "DMG-20" && repair["span"] == *at),
        "no repair at {at}"
    );
    assert_eq!(record["completeness"]["status"], "partial-extract");
}

#[test]
fn ok_date_is_bounded_and_due() {
    let Some((record, _)) = record() else { return };
    let date = &record["date"];
    assert_eq!(date["sent"], Value::Null);
    assert_eq!(date["earliest"], "2003-04-15");
    assert_eq!(date["latest"], "2003-04-30");
    for bound in ["earliest", "latest"] {
        let basis = date["basis"].as_array().expect("a list");
        let given = basis.iter().any(|basis| {
            basis["bound"] == bound && basis["value"] == date[bound] && basis["rule"].is_string()
        });
        assert!(given, "nothing gives {bound}: {basis:?}");
    }
    let due = &record["due"];
    assert_eq!(
        (&due["date"], &due["rule"], &due["status"]),
        (&json!("2013-04-15"), &json!("stated-date"), &json!("overdue"))
    );
    assert_eq!(due["as_of"], "2026-01-01");
}

#[test]
fn ok_gaps_and_due_in_an_archive() {
    let Some(place) = place() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let kept = folder.path().join("kept");
    let (kept, place) = (kept.to_str().expect("UTF-8"), place.to_str().expect("UTF-8"));
    assert_eq!(run(&["ingest", "--archive", kept, place]).code, Some(0));
    let gaps = run(&["gaps", "--archive", kept, "--format", "json"]);
    let gaps: Value = serde_json::from_str(&gaps.out).expect("JSON");
    assert_eq!(each(&gaps, "id"), ["03OTTAWA1014", "03OTTAWA892"]);
    for (gap, paragraph, words) in [(0, 4, "ref. B"), (1, 3, "ref. A")] {
        let by = &gaps[gap]["cited_by"][0];
        assert_eq!(by["id"], "03OTTAWA1123");
        let mentions = by["mentions"].as_array().expect("a list");
        let sentence = mentions.iter().find(|mention| mention["paragraph"] == paragraph);
        let sentence = sentence.and_then(|mention| mention["sentence"].as_str());
        assert!(sentence.is_some_and(|sentence| sentence.contains(words)), "{mentions:?}");
    }
    let due = run(&["due", "--archive", kept, "--as-of", "2026-01-01"]);
    assert!(due.out.contains("03OTTAWA1123  C  2013-04-15  overdue  stated-date"), "{}", due.out);
}

#[test]
fn ok_paragraphs_and_headings() {
    let Some((record, _)) = record() else { return };
    let paragraphs = of_type(&record, "paragraph");
    let numbers: Vec<u64> = paragraphs.iter().filter_map(|paragraph| paragraph["number"].as_u64()).collect();
    assert_eq!(numbers, (1..=10).collect::<Vec<_>>());
    assert_eq!(paragraphs.len(), 10);
    let printed: Vec<&str> =
        paragraphs.iter().filter_map(|paragraph| paragraph["printed"].as_str()).collect();
    assert_eq!(printed, ["1", "2", "3", "4", "5", "16", "17", "18", "19", "110"]);
    assert!(paragraphs.iter().all(|paragraph| paragraph["mark"] == "C"));
    let headings: Vec<&str> =
        of_type(&record, "heading").iter().filter_map(|heading| heading["text"].as_str()).collect();
    assert_eq!(headings.len(), 5, "{headings:?}");
    assert_eq!(headings.iter().filter(|heading| **heading == "SUMMARY").count(), 1);
    assert_eq!(record["summary"]["paragraphs"], json!([1, 2]));
}

#[test]
fn ok_paragraph_5_runs_across_the_lost_header() {
    let Some((record, bytes)) = record() else { return };
    let paragraph = paragraph(&record, 5);
    let text = paragraph["text"].as_str().expect("text");
    assert!(text.contains("pledged US$70 million") && !text.contains('\\') && !text.contains('\n'));
    assert_eq!(text.matches(". ").count(), 5, "six sentences");
    let place = |index: usize| {
        paragraph["span"][index].as_u64().and_then(|byte| usize::try_from(byte).ok()).expect("a byte")
    };
    let printed = &bytes[place(0)..place(1)];
    assert!(
        printed.windows(2).any(|pair| pair == b"\n\n") && printed.contains(&b'\\'),
        "the bytes stay as they are"
    );
}

#[test]
fn ok_repairs() {
    let Some((record, _)) = record() else { return };
    for (rule, count) in [("DMG-43", 5), ("DMG-9", 4), ("DMG-8", 1), ("DMG-20", 1)] {
        assert_eq!(rules(&record, rule), count, "{rule}");
    }
    let evidence = each(&record["repairs"], "evidence");
    assert!(evidence.iter().all(|list| list.as_array().is_some_and(|list| !list.is_empty())));
}

#[test]
fn ok_layers_are_the_file() {
    let Some((record, bytes)) = record() else { return };
    let mut rebuilt = Vec::new();
    for span in each(&record["source"]["layers"], "span") {
        let place =
            |index: usize| span[index].as_u64().and_then(|byte| usize::try_from(byte).ok()).expect("a byte");
        assert_eq!(place(0), rebuilt.len(), "no gap, no overlap");
        rebuilt.extend_from_slice(&bytes[place(0)..place(1)]);
    }
    assert!(rebuilt == bytes);
}
