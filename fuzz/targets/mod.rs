//! What each fuzz target does with its input. A target panics where something does not hold; the same functions replay
//! saved inputs in an ordinary test (`crates/chancery/tests/replay.rs`).

#![allow(dead_code, reason = "each target uses its own function; the replay uses all")]

#[path = "../../crates/telegram/tests/invariants/mod.rs"]
mod invariants;

use archive::query::Query;
use sources::{Limits, documents_of};
use telegram::Passage;
use telegram::record::{Notes, Span};

/// A target and its name, which is that of its folder in `regressions/`.
pub(crate) type Target = (&'static str, fn(&[u8]));

pub(crate) const TARGETS: &[Target] = &[
    ("cable", cable),
    ("header", header),
    ("references", references),
    ("dtg", dtg),
    ("tags", tags),
    ("classified_by", classified_by),
    ("draft", draft),
    ("containers", containers),
    ("query", query),
];

#[track_caller]
fn hold(bytes: &[u8]) -> Vec<telegram::record::Telegram> {
    match invariants::hold(bytes) {
        Ok(telegrams) => telegrams,
        Err(wrong) => panic!("{wrong}"),
    }
}

/// A whole document. Reading it twice gives the same record.
pub(crate) fn cable(bytes: &[u8]) {
    let (first, second) = (hold(bytes), hold(bytes));
    assert!(first == second, "two readings differ");
}

/// Header fields, set into a plain telegram.
pub(crate) fn header(bytes: &[u8]) {
    let before = b"P 221530Z FEB 05\nFM AMEMBASSY LISBON\nTO SECSTATE WASHDC PRIORITY 1234\nC O N F I D E N T I A L LISBON 000417\n\nSIPDIS\n\n";
    hold(&[before, bytes, b"\n\n1. (C) The talks stalled on Tuesday.\n\nDOE\n"].concat());
}

/// A REF field, and the same text as a paragraph that cites.
pub(crate) fn references(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let passage = Passage::whole(&text);
    let citing = telegram::references::Citing {
        post: Some("LISBON"),
        serial: Some(417),
        year: Some(2005),
        month: Some(2),
    };
    let found = telegram::references::read(&passage, &citing, &mut Notes::default());
    found.iter().for_each(|reference| inside(reference.span, &text));
    let mut cited = Vec::new();
    telegram::in_text::in_text(&passage, Some(1), &found, &citing, &mut cited);
    cited.iter().for_each(|reference| inside(reference.span, &text));
}

/// A date-time group at the start of a text, and the first in it.
pub(crate) fn dtg(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for found in [telegram::transmission::dtg::read(&text), telegram::transmission::dtg::find(&text)]
        .into_iter()
        .flatten()
    {
        assert!(text.get(..found.end).is_some(), "ends at {}", found.end);
        let real = (1..=31).contains(&found.day) && found.hour < 24 && found.minute < 60;
        assert!(real || found.instant.is_none(), "{found:?}");
    }
}

/// A TAGS field.
pub(crate) fn tags(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let found = telegram::tags::read(&Passage::whole(&text), &mut Notes::default());
    found.iter().for_each(|tag| inside(tag.span, &text));
}

/// A classifier paragraph.
pub(crate) fn classified_by(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    for order in [None, Some("12958"), Some("13526")] {
        let found = telegram::classified_by::read(&Passage::whole(&text), order, &mut Notes::default());
        found.iter().for_each(|one| inside(one.span, &text));
    }
}

/// A draft. What is composed is read back as one cable.
pub(crate) fn draft(bytes: &[u8]) {
    let Ok(cable) = telegram::draft::compose(&String::from_utf8_lossy(bytes)) else { return };
    assert_eq!(hold(cable.as_bytes()).len(), 1, "{cable}");
}

/// Names that tell containers apart; the first byte of an input picks one.
const NAMES: &[&str] = &[
    "a.txt", "a.csv", "a.json", "a.jsonl", "a.xml", "a.html", "a.md", "a.eml", "a.mbox", "a.pdf", "a.zip",
    "a.tar", "a.tgz", "a.gz", "a.zst", "a",
];

/// A file of any kind. Each document found in it holds, and its text leads back to its bytes.
pub(crate) fn containers(bytes: &[u8]) {
    let Some((first, bytes)) = bytes.split_first() else { return };
    let name = NAMES[usize::from(*first) % NAMES.len()];
    for document in documents_of(name, bytes, &Limits::default()).into_iter().flatten() {
        let whole = document.text.span(0..document.text.as_str().len());
        assert!(
            whole.start <= whole.end && whole.end <= document.bytes.len(),
            "{whole:?} of {}",
            document.bytes.len()
        );
        if let Err(wrong) = invariants::hold_document(&document) {
            panic!("{wrong}");
        }
    }
}

/// A query. Its printed form reads back as the same; a strict reading and a lenient one agree.
pub(crate) fn query(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let query = Query::lenient(&text);
    query
        .ignored
        .iter()
        .for_each(|ignored| assert!(text.get(ignored.range.clone()).is_some(), "{ignored:?}"));
    match Query::strict(&text) {
        Ok(strict) => assert_eq!(strict, query),
        Err(error) => assert!((1..=text.chars().count()).contains(&error.column), "{error}"),
    }
    let printed = query.to_string();
    // A printed query may be longer than what was typed, and a query has limits.
    if bytes.len() <= 4096 {
        assert_eq!(Query::strict(&printed).map(|again| again.root), Ok(query.root), "{printed}");
    }
}

#[track_caller]
fn inside(span: Span, text: &str) {
    assert!(text.get(span.start..span.end).is_some(), "{span:?} of {}", text.len());
}
