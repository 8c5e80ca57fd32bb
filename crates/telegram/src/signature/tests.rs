use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::record::ClassifiedBy;

#[test]
fn cases_of_signatures() {
    crate::cases::check("signature.toml", |case| {
        let telegram = case.telegram("signature");
        let lines: Vec<&str> = telegram.lines().collect();
        let last = placed(&lines[lines.len().saturating_sub(12)..]);
        let by = ClassifiedBy {
            name: Some("Jane Doe".to_string()),
            title: Some("Ambassador".to_string()),
            ..ClassifiedBy::default()
        };
        let signatures: Vec<_> = read(&last)
            .into_iter()
            .map(|found| {
                let by = std::slice::from_ref(&by);
                let day = Some("2005-02-22");
                json!({"name": found.name, "officer": officer(&found.name, Some("LISBON"), day, day, by)})
            })
            .collect();
        json!({ "signatures": signatures })
    });
}

/// The lines as they stand in a text of their own.
fn placed<'t>(lines: &[&'t str]) -> Vec<(&'t str, Range<usize>)> {
    let mut at = 0;
    let place = |line: &&'t str| {
        let start = at;
        at += line.len() + 1;
        (*line, start..start + line.len())
    };
    lines.iter().map(place).collect()
}

#[test]
fn ok_places_and_text_before() {
    let text = "The talks went on.\nThey may end in the spring.  AB DOE##\n\nNNNN";
    let found = read(&placed(&text.split('\n').collect::<Vec<_>>()));
    let told: Vec<_> = found.iter().map(|s| (&text[s.range.clone()], s.rest_of_line_is_text)).collect();
    assert_eq!(told, [("DOE", true)]);
}

#[test]
fn err_ends_of_texts_are_no_signatures() {
    for text in [
        "",
        "NNNN",
        "THE TALKS WERE HELD BY THE\nMINISTER",
        "THE TALKS WERE HELD WITHOUT THE\nDELEGATION.",
        "The ferry calls at\nLisbon.",
        "The ferry calls at Lisbon.",
        "The talks went on. END SUMMARY",
        "They spoke.\n\nCOMMENT",
        "SUMMARY",
        "He met the U.S. NATO",
        "... and the talks went",
        "The talks went on.\n\nNEXT STEPS",
        "They met at the Ministry of Fish and Ferries",
    ] {
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(read(&placed(&lines)), [], "{text:?}");
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "(\\PC{0,60}|(DOE|Doe|\n| |\\.|#|NNNN|é|JR|AB|VAN|-|'|END){0,14})") {
        let lines: Vec<&str> = text.split('\n').collect();
        for found in read(&placed(&lines)) {
            prop_assert!(text.get(found.range).is_some());
        }
    }
}
