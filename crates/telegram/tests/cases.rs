//! Runs every case of `cases/` end to end: whole cables against the record expected of them, and each table's fields set
//! into a plain telegram. Prints totals, and holds the coverage that format.md asks for.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

#[path = "../src/cases.rs"]
#[expect(dead_code, reason = "the module tests of the crate use the rest")]
mod cases;

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;
use sources::{Document, Limits};

/// Tables that test a part which no telegram shows by itself.
const MODULE_ONLY: &[&str] = &["furniture.toml"];

#[derive(Default)]
struct Run {
    total: usize,
    wrong: Vec<String>,
    covered: BTreeMap<String, usize>,
}

impl Run {
    fn check(
        &mut self,
        name: &str,
        covers: &[String],
        bytes: &[u8],
        expect: Option<&Value>,
        telegrams: Option<&Value>,
    ) {
        self.total += 1;
        for one in covers {
            *self.covered.entry(one.clone()).or_default() += 1;
        }
        let parts: Vec<Document> = documents(name, bytes).iter().flat_map(telegram::split).collect();
        let records: Vec<Value> =
            parts.iter().map(|part| serde_json::to_value(telegram::parse(part)).unwrap()).collect();
        let mut differences = Vec::new();
        for (part, record) in parts.iter().zip(&records) {
            tiles(part, record, &mut differences);
        }
        if let Some(expect) = expect {
            cases::compare(expect, records.first().unwrap_or(&Value::Null), "", &mut differences);
        }
        if let Some(telegrams) = telegrams {
            cases::compare(telegrams, &Value::Array(records), "telegrams", &mut differences);
        }
        if !differences.is_empty() {
            self.wrong.push(format!("{name}\n    {}", differences.join("\n    ")));
        }
    }
}

/// What the container readers find in the case: a page, a table of rows, or the text itself.
fn documents(name: &str, bytes: &[u8]) -> Vec<Document> {
    let found: Vec<Document> =
        sources::documents_of(name, bytes, &Limits::default()).into_iter().flatten().collect();
    if found.is_empty() { vec![Document::plain(name, bytes.to_vec())] } else { found }
}

/// The layers laid end to end give back the document.
fn tiles(document: &Document, record: &Value, out: &mut Vec<String>) {
    let mut at = 0;
    for layer in record["source"]["layers"].as_array().into_iter().flatten() {
        let (start, end) = (layer["span"][0].as_u64().unwrap_or(0), layer["span"][1].as_u64().unwrap_or(0));
        if start != at || end <= start {
            out.push(format!("layers: {start}..{end} after {at}"));
        }
        at = end;
    }
    if at != document.bytes.len() as u64 {
        out.push(format!("layers end at {at} of {}", document.bytes.len()));
    }
}

fn whole_cables(run: &mut Run, folder: &Path) {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            whole_cables(run, &path);
        } else if path.extension().is_some_and(|extension| extension == "cable") {
            let expected: Value =
                serde_json::from_str(&std::fs::read_to_string(path.with_extension("json")).unwrap()).unwrap();
            let covers: Vec<String> = serde_json::from_value(expected["covers"].clone()).unwrap();
            let name = path.strip_prefix(cases::folder()).unwrap().display().to_string();
            run.check(
                &name,
                &covers,
                &std::fs::read(&path).unwrap(),
                expected.get("expect"),
                expected.get("telegrams"),
            );
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let name = path.file_name().unwrap().to_str().unwrap().to_string();
            if MODULE_ONLY.contains(&name.as_str()) {
                continue;
            }
            let table = cases::table(&name);
            for case in &table.case {
                let expected: Value = serde_json::from_str(&case.expect).unwrap();
                let title = format!("{name}, {:?}: {:?}", case.name, case.field);
                run.check(&title, &case.covers, case.telegram(&table.slot).as_bytes(), Some(&expected), None);
            }
        }
    }
}

#[test]
fn ok_every_case() {
    let mut run = Run::default();
    whole_cables(&mut run, &cases::folder());
    let kinds = run.covered.len();
    println!("{} cases, {} of them wrong, {kinds} things covered", run.total, run.wrong.len());
    if let Ok(path) = std::env::var("CASES_REPORT") {
        std::fs::write(path, run.wrong.join("\n")).unwrap();
    }
    assert!(
        run.wrong.is_empty(),
        "{} of {} cases are wrong:\n{}",
        run.wrong.len(),
        run.total,
        run.wrong.join("\n")
    );
    for damage in 1..=58 {
        let covered = run
            .covered
            .get(&format!("damage-{damage}"))
            .or(run.covered.get(&format!("damage-{damage:02}")))
            .copied()
            .unwrap_or(0);
        assert!(covered >= 2, "damage {damage} has {covered} cases");
    }
    for form in 1..=20 {
        let covered = run.covered.get(&format!("reference-{form}")).copied().unwrap_or(0);
        assert!(covered >= 2, "reference form {form} has {covered} cases");
    }
}
