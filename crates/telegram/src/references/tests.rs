use proptest::prelude::*;
use serde_json::{Value, json};

use crate::Passage;
use crate::cases::{self, Case};
use crate::record::{Notes, Reference};

use super::{Citing, read};

/// The telegram of the case: LISBON 417 of February 2005, or what `with.citing` says: post, serial, year, month.
pub(crate) fn citing(case: &Case) -> Citing<'_> {
    let plain = "LISBON 417 2005 2";
    let words: Vec<&str> = case.with.get("citing").map_or(plain, String::as_str).split(' ').collect();
    let word = |i: usize| words.get(i).copied().filter(|word| *word != "-");
    Citing {
        post: word(0),
        serial: word(1).and_then(|w| w.parse().ok()),
        year: word(2).and_then(|w| w.parse().ok()),
        month: word(3).and_then(|w| w.parse().ok()),
    }
}

fn value(case: &Case) -> Value {
    let (references, notes) = read_text(&case.field, &citing(case));
    json!({
        "references": references,
        "repairs": notes.repairs,
        "suggestions": notes.suggestions,
        "warnings": notes.warnings,
        "unparsed": notes.unparsed,
    })
}

fn read_text(text: &str, citing: &Citing) -> (Vec<Reference>, Notes) {
    let mut notes = Notes::default();
    let references = read(&Passage::whole(text), citing, &mut notes);
    (references, notes)
}

#[test]
fn ok_references() {
    cases::check("references.toml", value);
}

#[test]
fn ok_kinds() {
    cases::check("reference_kinds.toml", value);
}

#[test]
fn ok_spans_point_at_what_is_printed() {
    for table in ["references.toml", "reference_kinds.toml"] {
        for case in cases::table(table).case {
            let (references, _) = read_text(&case.field, &citing(&case));
            for reference in references {
                let printed = &case.field[reference.span.start..reference.span.end];
                assert!(printed.ends_with(&reference.raw), "{}: {printed:?} {:?}", case.name, reference.raw);
            }
        }
    }
}

const CITING: Citing = Citing { post: Some("LISBON"), serial: Some(417), year: Some(2005), month: Some(2) };

/// Time of a field of that many items, in milliseconds.
fn time(item: &str, items: usize) -> u128 {
    let field = format!("REF: {}", item.repeat(items));
    let start = std::time::Instant::now();
    let _ = read_text(&field, &CITING);
    start.elapsed().as_millis()
}

#[test]
fn ok_a_hundred_thousand_items_take_no_time() {
    for item in [
        "LISBON 398 ",
        "A. LISBON 398\n",
        "MADRID (",
        "LISBN 12, ",
        "A ",
        "1B. ",
        "((",
        "AND & ",
        "X-",
        "04 ",
        "\n",
    ] {
        let once = time(item, 100_000);
        assert!(once < 3_000, "{item:?}: {once} ms");
    }
}

proptest! {
    #[test]
    fn ok_any_text(text in "\\PC{0,120}|[A-D1-9 .()\\n,/&;:-]{0,80}") {
        checked(&text)?;
    }

    #[test]
    fn ok_any_damage(pick in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), put in "\\PC{0,3}") {
        let cases = cases::table("references.toml").case;
        let mut text = pick.get(&cases).field.clone();
        let places: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        let place = *at.get(&places);
        text.replace_range(place..place + text[place..].chars().next().map_or(0, char::len_utf8), &put);
        checked(&text)?;
    }
}

fn checked(text: &str) -> Result<(), TestCaseError> {
    let (references, notes) = read_text(text, &CITING);
    let spans = references.iter().map(|reference| reference.span);
    for span in spans.chain(notes.repairs.iter().map(|repair| repair.span)) {
        prop_assert!(span.start <= span.end && span.end <= text.len());
    }
    Ok(())
}
