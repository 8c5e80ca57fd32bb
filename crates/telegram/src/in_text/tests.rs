use proptest::prelude::*;
use serde_json::{Value, json};

use crate::Passage;
use crate::cases::{self, Case};
use crate::record::{InTextReference, Notes};
use crate::references::{self, Citing};

use super::in_text;

const CITING: Citing = Citing { post: Some("LISBON"), serial: Some(417), year: Some(2005), month: Some(2) };

fn read(text: &str, list: &str) -> Vec<InTextReference> {
    let references = references::read(&Passage::whole(list), &CITING, &mut Notes::default());
    let mut out = Vec::new();
    in_text(&Passage::whole(text), Some(3), &references, &CITING, &mut out);
    out
}

fn value(case: &Case) -> Value {
    let list = case.with.get("ref").map_or("", String::as_str);
    json!({ "in_text_references": read(&case.field, list) })
}

#[test]
fn ok_in_text() {
    cases::check("in_text.toml", value);
}

#[test]
fn ok_spans_hold_the_words() {
    for case in cases::table("in_text.toml").case {
        for found in read(&case.field, case.with.get("ref").map_or("", String::as_str)) {
            assert_eq!(&case.field[found.span.start..found.span.end], found.text, "{}", case.name);
            assert_eq!(found.paragraph, Some(3));
        }
    }
}

#[test]
fn ok_a_long_text_takes_no_time() {
    for piece in [
        "ref A, ",
        "para 4-",
        "Lisbon 398 ",
        "paras 1, 2, ",
        "refs (",
        "Embtel 12 and ",
        "A B C D E 9 ",
        "05 ",
    ] {
        let text = piece.repeat(100_000);
        let start = std::time::Instant::now();
        let _ = read(&text, "REF: LISBON 398");
        let took = start.elapsed().as_millis();
        assert!(took < 3_000, "{piece:?}: {took} ms");
    }
}

proptest! {
    #[test]
    fn ok_any_text(text in "\\PC{0,120}|((ref|para|paras|A|B|4|-|,| |\\(|\\)|Lisbon|05|398|and|Embtel|IIR|TD-|SECTO|\u{e9}){1}){0,24}") {
        for found in read(&text, "REFS: A. LISBON 398 B. 05 MADRID 77") {
            prop_assert!(found.span.start <= found.span.end && found.span.end <= text.len());
            prop_assert_eq!(text.get(found.span.start..found.span.end), Some(found.text.as_str()));
        }
    }
}
