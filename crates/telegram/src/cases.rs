//! Test cases as data: the tables in `cases/*.toml`, each case a header field in place of the same field of a plain telegram.
//!
//! A table names the slot that its cases fill. `expect` is JSON, and a *part* of what must come out: every key that it
//! names must be there with that value; lists must have the same length, element by element; `"*"` stands for anything
//! but `null`; a key that ends in `?contains` wants each listed element somewhere in the list.

use std::path::PathBuf;

use serde::Deserialize;
use serde_json::Value;

/// The telegram that cases are set into: 05LISBON417, sent 22 February 2005.
const SLOTS: &[(&str, &str)] = &[
    (
        "frame",
        "P 221530Z FEB 05\nFM AMEMBASSY LISBON\nTO SECSTATE WASHDC PRIORITY 1234\nINFO AMEMBASSY MADRID\n",
    ),
    ("class", "C O N F I D E N T I A L LISBON 000417\n"),
    ("captions", "\nSIPDIS\n"),
    ("eo", "\nE.O. 12958: DECL: 02/22/2015\n"),
    ("tags", "TAGS: PREL, PO\n"),
    ("subject", "SUBJECT: HARBOUR TALKS STALL\n"),
    ("ref", ""),
    ("classified_by", "\nClassified By: Ambassador Jane Doe for reasons 1.4 (b) and (d).\n"),
    (
        "body",
        "\n1. (C) The harbour talks stalled on Tuesday.\n\n2. (C) The Ministry will try again in the spring.\n",
    ),
    ("signature", "DOE\n"),
];

/// One table of cases.
#[derive(Deserialize)]
pub(crate) struct Table {
    /// Which slot of the telegram `field` fills.
    pub slot: String,
    /// The cases.
    pub case: Vec<Case>,
}

/// One case.
#[derive(Deserialize)]
pub(crate) struct Case {
    /// What it shows.
    pub name: String,
    /// What of format.md it covers: `reference-7`, `damage-43`, `mark-(C//NF)`.
    #[serde(default)]
    pub covers: Vec<String>,
    /// Text of the field, label included.
    pub field: String,
    /// Other slots that differ from the plain telegram.
    #[serde(default)]
    pub with: std::collections::BTreeMap<String, String>,
    /// Part of the record, as JSON.
    pub expect: String,
}

impl Case {
    /// The whole telegram of the case.
    pub(crate) fn telegram(&self, slot: &str) -> String {
        SLOTS
            .iter()
            .map(|(name, plain)| {
                let own = if *name == slot { Some(&self.field) } else { self.with.get(*name) };
                match own {
                    Some(text) if text.is_empty() || text.ends_with('\n') => text.clone(),
                    Some(text) => format!("{text}\n"),
                    None => plain.to_string(),
                }
            })
            .collect()
    }
}

/// The folder of the cases.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("cases")
}

/// Reads the table `cases/name`.
pub(crate) fn table(name: &str) -> Table {
    let text = std::fs::read_to_string(folder().join(name)).unwrap_or_else(|e| panic!("cases/{name}: {e}"));
    toml::from_str(&text).unwrap_or_else(|e| panic!("cases/{name}: {e}"))
}

/// Runs `read` over every case of a table and compares with what is expected. All failures are told at once.
#[track_caller]
pub(crate) fn check(name: &str, read: impl Fn(&Case) -> Value) {
    let table = table(name);
    let mut wrong = Vec::new();
    for case in &table.case {
        let expected: Value =
            serde_json::from_str(&case.expect).unwrap_or_else(|e| panic!("{name}, {:?}: {e}", case.name));
        let mut differences = Vec::new();
        compare(&expected, &read(case), "", &mut differences);
        if !differences.is_empty() {
            wrong.push(format!(
                "{name}, {:?}: {:?}\n    {}",
                case.name,
                case.field,
                differences.join("\n    ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases fail:\n{}", wrong.len(), table.case.len(), wrong.join("\n"));
}

/// Writes what differs between `expected` (a part) and `found` into `out`, each with its path.
pub(crate) fn compare(expected: &Value, found: &Value, path: &str, out: &mut Vec<String>) {
    match (expected, found) {
        (Value::String(any), found) if any == "*" => {
            if found.is_null() {
                out.push(format!("{path}: expected something, found null"));
            }
        }
        (Value::Object(expected), Value::Object(found)) => {
            for (key, value) in expected {
                if let Some(list) = key.strip_suffix("?contains") {
                    contains(value, found.get(list).unwrap_or(&Value::Null), &format!("{path}.{list}"), out);
                } else {
                    compare(value, found.get(key).unwrap_or(&Value::Null), &format!("{path}.{key}"), out);
                }
            }
        }
        (Value::Array(expected), Value::Array(found)) if expected.len() == found.len() => {
            for (i, (e, f)) in expected.iter().zip(found).enumerate() {
                compare(e, f, &format!("{path}[{i}]"), out);
            }
        }
        (Value::Number(e), Value::Number(f)) if e.as_f64() == f.as_f64() => {}
        _ if expected == found => {}
        _ => out.push(format!("{path}: expected {expected}, found {found}")),
    }
}

fn contains(expected: &Value, found: &Value, path: &str, out: &mut Vec<String>) {
    let (Some(wanted), Some(found)) = (expected.as_array(), found.as_array()) else {
        out.push(format!("{path}: expected a list with {expected}, found {found}"));
        return;
    };
    for one in wanted {
        let fits = found.iter().any(|candidate| {
            let mut differences = Vec::new();
            compare(one, candidate, "", &mut differences);
            differences.is_empty()
        });
        if !fits {
            out.push(format!("{path}: nothing like {one} in {}", Value::Array(found.clone())));
        }
    }
}
