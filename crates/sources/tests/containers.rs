//! Every file under `data/` with what is to be found in it: `name` beside `name.expect.json`. A missing expectation is
//! written on the first run, to be looked at before it is kept.

#![expect(clippy::unwrap_used, reason = "a test that unwraps fails with a message")]

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use sources::{Document, Limits, Problem, documents_of};

#[test]
fn ok_files_hold_what_is_expected_of_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    assert!(files.len() > 10);
    let failed: Vec<String> = files.iter().filter_map(|file| check(&root, file)).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if !path.display().to_string().ends_with(".expect.json") {
            files.push(path);
        }
    }
}

/// `None` when the file holds what is expected, else the difference.
fn check(root: &Path, file: &Path) -> Option<String> {
    let name = file.strip_prefix(root).unwrap().display().to_string().replace('\\', "/");
    let bytes = fs::read(file).unwrap();
    let found = documents_of(&name, &bytes, &Limits::default());
    let found = Value::Array(found.iter().map(render).collect());
    let expectation = PathBuf::from(format!("{}.expect.json", file.display()));
    if !expectation.exists() {
        fs::write(&expectation, format!("{found:#}\n")).unwrap();
        return None;
    }
    let expected: Value = serde_json::from_str(&fs::read_to_string(&expectation).unwrap()).unwrap();
    (found != expected).then(|| format!("{name}: expected\n{expected:#}\nfound\n{found:#}"))
}

fn render(found: &Result<Document, Problem>) -> Value {
    match found {
        Ok(document) => json!({
            "path": document.path,
            "container": document.container.name(),
            "encoding": document.encoding,
            "offset": document.offset,
            "bytes": document.bytes.len(),
            "availability": format!("{:?}", document.availability),
            "facts": document.facts.iter().map(|fact| json!([
                fact.name.name(),
                fact.value,
                fact.span.clone().map(|span| raw(document, span)),
            ])).collect::<Vec<_>>(),
            "text": document.text.as_str().split('\n').collect::<Vec<_>>(),
            "lines": lines(document),
        }),
        Err(problem) => json!(problem.to_string()),
    }
}

/// The bytes behind a sample of the text's lines.
fn lines(document: &Document) -> Vec<Value> {
    let mut at = 0;
    let mut lines = Vec::new();
    for line in document.text.as_str().split('\n') {
        let range = at..at + line.len();
        at = range.end + 1;
        if !line.trim().is_empty() && lines.len() < 8 {
            let span = document.text.span(range);
            lines.push(json!([span.start, span.end, raw(document, span)]));
        }
    }
    lines
}

fn raw(document: &Document, span: std::ops::Range<usize>) -> String {
    String::from_utf8_lossy(&document.bytes[span]).into_owned()
}
