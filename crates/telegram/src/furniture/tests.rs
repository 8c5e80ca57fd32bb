use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::cases;

fn as_json(line: &str, found: &Furniture<'_>) -> Value {
    let mut value = serde_json::to_value(found).expect("plain data");
    if let Some(map) = value.as_object_mut() {
        map.insert("layer".into(), json!(found.layer()));
        map.insert("needs_company".into(), json!(found.needs_company(line)));
    }
    value
}

#[test]
fn ok_lines_are_what_they_are() {
    cases::check("furniture.toml", |case| {
        read(&case.field).map_or(Value::Null, |found| as_json(&case.field, &found))
    });
}

#[test]
fn ok_page_lines_split_in_two() {
    let tail = |line| page_tail(line, 2).map(|found| as_json(line, &found));
    let found = tail("STATE 000417").expect("a tail");
    assert_eq!((&found["page"], &found["post"], &found["serial"]), (&json!(2), &json!("STATE"), &json!(417)));
    let found = tail(" LISBON 00417 01 OF 02 221530Z ").expect("a tail");
    assert_eq!(found["section"], json!({ "number": 1, "total": 2 }));
    for line in ["THE MINISTER SAID", "1. (C) 00417", "", "SUBJECT: 00417 TONS", "LISBON 00417 WAS SENT"] {
        assert_eq!(tail(line), None, "{line:?}");
    }
}

#[test]
fn ok_page_lines_inside_other_text() {
    let inside = |line: &'static str| within(line).map(|(range, _)| &line[range]);
    assert_eq!(
        inside("the Minister PAGE 02 LISBON 00417 221530Z said"),
        Some("PAGE 02 LISBON 00417 221530Z")
    );
    assert_eq!(inside("PREL PAGE 02 STATE 000417 PO"), Some("PAGE 02 STATE 000417"));
    assert_eq!(inside("the Minister LISBON 00000417  002 OF 003 said"), Some("LISBON 00000417  002 OF 003"));
    assert_eq!(
        inside("of PORT OF SP 00000417  001.2 OF 004 late"),
        Some("PORT OF SP 00000417  001.2 OF 004")
    );
    for line in ["see PAGE 02 of it", "HOMEPAGE 02 LISBON 00417", "12 OF 030 ships", "NO 123 OF 045", ""] {
        assert_eq!(inside(line), None, "{line:?}");
    }
}

#[test]
fn ok_attribute_lists_need_five() {
    let read = |line: &'static str| {
        attributes::attribute(line).map(|attribute| (attribute.name, &line[attribute.value]))
    };
    assert_eq!(read("Document Number: 1975LISBON00417"), Some(("document_number", "1975LISBON00417")));
    assert_eq!(read("  film number : D750001-0001  "), Some(("film", "D750001-0001")));
    assert_eq!(read("Current_Classification: UNCLASSIFIED"), Some(("classification", "UNCLASSIFIED")));
    assert_eq!(read("Errors:"), Some(("errors", "")));
    assert_eq!(read("The Minister said: no"), None);
    assert_eq!(read("Document Number"), None);
    let lines = [
        "DOE",
        "",
        "Capture Date: 01 JAN 1994",
        "Concepts: HARBOURS, TALKS",
        "and a value that runs on",
        "Draft Date: 22 FEB 1975",
        "Film Number: D750001-0001",
        "",
        "Locator: TEXT ON-LINE",
        "n/a",
    ];
    assert_eq!(attributes::list(&lines), Some(2..9));
    assert_eq!(attributes::list(&lines[..7]), None);
    assert_eq!(attributes::list(&["Subject: Talks", "Reference: 05 LISBON 1", "1. Text"]), None);
}

proptest! {
    #[test]
    fn any_line_is_read_without_panic(line in "(PAGE |VZCZC|DE R|ZNY |--------------------|[A-Z]{0,8} ?|.{0,8})[ -~]{0,30}( OF [0-9]{1,3})?\\PC{0,9}") {
        if let Some(found) = read(&line) {
            let _ = (found.layer(), found.kind(), found.needs_company(&line));
        }
        let _ = page_tail(&line, 1);
        if let Some((range, _)) = within(&line) {
            prop_assert!(line.get(range).is_some());
        }
        if let Some(attribute) = attributes::attribute(&line) {
            prop_assert!(line.get(attribute.value).is_some());
        }
    }

    #[test]
    fn any_page_line_is_read(page in 1_u16..99, post in "[A-Z]{3,6}", serial in 1_u32..99_999, section in 1_u16..9) {
        let line = format!("PAGE {page:02} {post} {serial:05} {section:02} OF 09 221530Z");
        let expected = Furniture::Page70 {
            page,
            post: &post,
            serial,
            section: Some(Section { number: section, total: Some(9) }),
            day_time: Some(DayTime { day: 22, hour: 15, minute: 30 }),
            series: None,
        };
        prop_assert_eq!(read(&line), Some(expected));
    }
}
