use proptest::prelude::*;
use serde_json::json;

use super::*;

#[test]
fn cases_of_tags() {
    crate::cases::check("tags.toml", |case| {
        let mut notes = Notes::default();
        let tags = read(&Passage::whole(&case.field), &mut notes);
        json!({"tags": tags, "repairs": notes.repairs, "warnings": notes.warnings})
    });
}

#[test]
fn ok_places_point_at_what_is_printed() {
    let text = "TAGS: [PREL](#), PGOVPO\nOVIP (DOE, JANE) HARBOUR\nSAFETY, IZ";
    let tags = read(&Passage::whole(text), &mut Notes::default());
    let told: Vec<(&str, &str)> =
        tags.iter().map(|tag| (tag.code.as_str(), &text[tag.span.start..tag.span.end])).collect();
    assert_eq!(
        told,
        [
            ("PREL", "PREL"),
            ("PGOV", "PGOV"),
            ("PO", "PO"),
            ("OVIP", "OVIP"),
            ("DOE, JANE", "DOE, JANE"),
            ("HARBOUR SAFETY", "HARBOUR\nSAFETY"),
            ("IZ", "IZ"),
        ]
    );
}

#[test]
fn ok_what_is_not_of_the_field_is_kept() {
    let mut notes = Notes::default();
    let tags = read(&Passage::whole("TAGS: PREL, PO\nNonsense\n"), &mut notes);
    assert_eq!(tags.len(), 2);
    assert_eq!(notes.unparsed.first().map(|left| left.text.as_str()), Some("Nonsense"));
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "(\\PC{0,60}|(TAGS:|PREL|PO|OVIP|SMITH|\\(|\\)|,| |\n|é|\\[|\\]\\(#\\)|<a|>|&amp;|ß|SUBJECT){0,16})") {
        let mut notes = Notes::default();
        for tag in read(&Passage::whole(&text), &mut notes) {
            prop_assert!(text.get(tag.span.start..tag.span.end).is_some());
        }
    }
}
