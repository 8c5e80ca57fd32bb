use proptest::prelude::*;
use serde_json::{Value, json};

use super::{dtg, lines, network};
use crate::record::Notes;
use crate::{Passage, cases, distribution, drafting};

/// What the frame says, under the keys of the record.
fn read(field: &str) -> Value {
    let block = Passage::whole(field);
    let mut notes = Notes::default();
    let network = network::read(&block, &mut notes);
    let distribution = distribution::read(&block, &mut notes);
    json!({
        "date": {
            "sent": network.dtg.as_ref().and_then(|dtg| dtg.instant.clone()),
            "raw": network.dtg_raw,
            "span": network.dtg_span,
        },
        "precedence": network.precedence,
        "info_precedence": network.info_precedence,
        "from": network.from,
        "to": network.to,
        "info": network.info,
        "network": network.lines,
        "distribution": distribution,
        "drafting": drafting::read(&block),
        "repairs": notes.repairs,
        "suggestions": notes.suggestions,
        "warnings": notes.warnings,
        "unparsed": notes.unparsed.iter().map(|unparsed| &unparsed.text).collect::<Vec<_>>(),
    })
}

#[test]
fn ok_date_time_groups() {
    cases::check("dtg.toml", |case| read(&case.field));
}

#[test]
fn ok_addressees() {
    cases::check("addressees.toml", |case| read(&case.field));
}

#[test]
fn ok_distribution_and_drafting() {
    cases::check("distribution.toml", |case| read(&case.field));
}

#[test]
fn ok_security_line_and_filing_line() {
    let block =
        Passage::whole("DE RUEHLI #0417/02 0531535\nZNY SSSSS ZZH\nP 221530Z FEB 05\nFM AMEMBASSY LISBON\n");
    let network = network::read(&block, &mut Notes::default());
    assert_eq!(network.security_level, Some(crate::record::Level::S));
    let origin = network.origin.expect("FL3");
    assert_eq!((origin.route.as_str(), origin.serial4, origin.section), ("RUEHLI", Some(417), Some(2)));
}

#[test]
fn ok_groups_are_found_inside_text() {
    let find = |text: &'static str| dtg::find(text).map(|found| (&text[found.raw], found.instant));
    let instant = Some("2005-02-22T15:30:00Z".to_string());
    assert_eq!(find("message O 221530Z FEB 05 (NOTAL)"), Some(("221530Z FEB 05", instant.clone())));
    assert_eq!(find("12345 of 221530ZFEB05."), Some(("221530ZFEB05", instant)));
    assert_eq!(find("221530 votes, 12345 seats"), None);
}

#[test]
fn err_what_is_no_group() {
    for text in
        ["", "P", "The 221530Z FEB 05", "221530", "22 FEB 05", "P 5 MAY 05", "O.K.", "R 12", "É", "2215"]
    {
        assert_eq!(dtg::read(text), None, "{text:?}");
    }
}

#[test]
fn ok_english_words_are_no_routes() {
    for word in ["RUSSIA", "RULING", "RUMORS", "RHODES", "RHETORIC", "RHINE", "RHONE", "RURAL", "RUPTURE"] {
        assert!(!lines::is_surely_route(word), "{word}");
    }
    for word in ["RUEHC", "RUEHLI", "RUEKJCS", "RHEHNSC", "RHMFISS", "RUCPDOC", "RUFGNOA", "RUZEFAA"] {
        assert!(lines::is_surely_route(word), "{word}");
    }
}

/// Quadratic time would take minutes here.
#[test]
fn ok_lists_of_hostile_length_end() {
    let head = "P 221530Z FEB 05\nFM AMEMBASSY LISBON\nTO ";
    for piece in [
        "AMEMBASSY MADRID ",
        "AMEMBASSY ",
        "RUEHC/",
        "RUEHMD/AMEMBASSY PARIS 0012\n",
        "X//Y\n",
        "XMT AMEMBASSY ROME\n",
        "PAGE 02 LISBON 00417 221530Z ",
        "PAGE 02 ",
        "LISBON 00000417 002 OF 003 ",
        " OF 0",
        "INFO EUR-12 ",
        "EUR-12 ",
        "DRAFTED BY EUR:JDOE ",
        "221530Z ",
        "\n\n",
        "ZDK ",
        "----------",
    ] {
        let text = format!("{head}{}", piece.repeat(40_000));
        let _ = read(&text);
        let _ = read(&piece.repeat(40_000));
        let _ = (dtg::find(&text), crate::furniture::read(&text), crate::furniture::within(&text));
    }
}

proptest! {
    #[test]
    fn any_block_is_read_without_panic(text in "((FM|TO|INFO|XMT|ACTION|DRAFTED BY|DE|[ZOPR]) ?[A-Z0-9/ ,:-]{0,40}|\\PC{0,20}|[0-9]{6}[A-Z2] ?[A-Z]{3} ?[0-9]{0,4}|\n){0,9}") {
        let value = read(&text);
        for list in ["to", "info"] {
            for addressee in value[list].as_array().expect("a list") {
                let (start, end) = (addressee["span"][0].as_u64(), addressee["span"][1].as_u64());
                prop_assert!(start <= end && end <= Some(text.len() as u64));
            }
        }
        if let Some(found) = dtg::find(&text) {
            prop_assert!(text.get(found.raw).is_some());
        }
    }

    #[test]
    fn any_instant_is_read_back(day in 1_u8..29, hour in 0_u8..24, minute in 0_u8..60, month in 0_usize..12, year in 1966_u16..2066) {
        let name = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"][month];
        let found = dtg::read(&format!("R {day:02}{hour:02}{minute:02}Z {name} {:02}", year % 100)).expect("a group");
        let expected = format!("{year}-{:02}-{day:02}T{hour:02}:{minute:02}:00Z", month + 1);
        prop_assert_eq!(found.instant, Some(expected));
        prop_assert!(found.fixes.is_empty());
    }
}
