use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use authority::posts::{Resolution, resolve};

#[test]
fn cases_of_class_lines() {
    crate::cases::check("class_line.toml", |case| {
        let line = case.field.replace('\n', " ");
        let Some(read) = read(line.trim()) else { return Value::Null };
        let post = read.post.as_ref().map(|(printed, _)| match resolve(printed) {
            Resolution::One(post, _) => post.canonical.to_string(),
            _ => printed.replace(' ', ""),
        });
        json!({
            "classification": {"level": read.level, "controls": read.controls},
            "mrn": post.map(|post| json!({
                "post": post,
                "serial": read.serial.map(|(serial, _)| serial),
                "year": read.year.unwrap_or(2005),
            })),
            "captions": read.captions.iter().map(|(caption, _)| caption).collect::<Vec<_>>(),
            "sections": {"total": read.section.and_then(|(_, total)| total), "seen": read.section.map(|(n, _)| vec![n])},
        })
    });
}

#[test]
fn err_prose_is_no_class_line() {
    for line in [
        "",
        "Confidential sources say the harbour will open in 2005.",
        "Secret talks in Lisbon 2005 led nowhere",
        "SECRET TALKS IN LISBON 2005",
        "CONFIDENTIAL DISCUSSIONS WENT ON UNTIL MAY 5",
        "CONFIDENTIAL AND SENSITIVE MATTERS",
        "Secretary Doe 000417",
        "UNCLASSIFIED VERSION OF THE REPORT",
        "CONFIDENTIAL - ENTIRE TEXT",
        "Top secret plans",
        "LIMITED OFFICIAL USE OF THE PORT",
        "Contact: Lisbon 417",
        "SECTION 01 OF 02",
        "Unclassified summaries for Lisbon",
    ] {
        assert_eq!(read(line), None, "{line:?}");
    }
}

#[test]
fn ok_pieces_and_their_places() {
    let line = "S E C R E T SECTION 02 OF 03 05 TEL AVIV 000417 NOFORN TOSEC 040112";
    let found = read(line).unwrap();
    assert_eq!(&line[found.level_range.clone()], "S E C R E T");
    assert_eq!((found.section, found.year), (Some((2, Some(3))), Some(2005)));
    assert_eq!(
        found.post.as_ref().map(|(post, range)| (post.as_str(), &line[range.clone()])),
        Some(("TEL AVIV", "TEL AVIV"))
    );
    assert_eq!(
        found.serial.as_ref().map(|(serial, range)| (*serial, &line[range.clone()])),
        Some((417, "000417"))
    );
    assert_eq!(found.controls, ["NOFORN"]);
    assert_eq!(
        found.series.as_ref().map(|s| (s.name.as_str(), s.number, s.is_mrn)),
        Some(("TOSEC", 40112, false))
    );
    assert!(found.exact && !found.continues);
}

#[test]
fn ok_a_line_without_a_post_may_go_on() {
    for line in
        ["C O N F I D E N T I A L SECTION 01 OF 02", "CONFIDENTIAL", "SECRET//NOFORN", "UNCLAS SECTION 01 OF"]
    {
        assert!(read(line).unwrap().continues, "{line:?}");
    }
    let secto = read("CONFIDENTIAL SECTO 04077").unwrap();
    assert!(!secto.continues && secto.series.unwrap().is_mrn);
}

#[test]
fn ok_a_corrected_copy_tells_why() {
    let reason = |line| read(line).unwrap().corrected;
    assert_eq!(
        reason("C O N F I D E N T I A L LISBON 000417 CORRECTED COPY (ADDED TAGS)").as_deref(),
        Some("ADDED TAGS")
    );
    assert_eq!(
        reason("C O N F I D E N T I A L LISBON 000417 C O R R E C T E D  C O P Y (TEXT  ADDED").as_deref(),
        Some("TEXT ADDED")
    );
    assert_eq!(reason("UNCLAS LISBON 000417 CORRECTED COPY").as_deref(), Some(""));
    assert_eq!(reason("UNCLAS LISBON 000417"), None);
}

proptest! {
    #[test]
    fn any_text_is_survived(
        line in "(\\PC{0,60}|(CONFIDENTIAL|UNCLAS|S E C R E T) ?((SECTION|01|OF|LISBON|000417|REL TO|NOFORN|\\(|é|'05|//| ){1,2}){0,8})"
    ) {
        if let Some(found) = read(&line) {
            let ranges = found.captions.into_iter().map(|c| c.1).chain(found.post.map(|p| p.1)).chain(found.serial.map(|s| s.1));
            for range in ranges.chain([found.level_range]) {
                prop_assert!(line.get(range).is_some());
            }
        }
    }
}
