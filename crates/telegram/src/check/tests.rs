//! Departures of invented telegrams: a good one, and what each change to it breaks.

use sources::Document;

use super::{check, rules};

const GOOD: &str = "\
P 231612Z MAY 05
FM AMEMBASSY PRAIA
TO SECSTATE WASHDC
C O N F I D E N T I A L PRAIA 000512

EXDIS
SIPDIS

E.O. 12958: DECL: 05/23/2015
TAGS: EFIS PREL CV PO
SUBJECT: MINDELO: THE FERRY COMES LATE

REF: LISBON 402

Classified By: Ambassador Ruth Ellery for reasons 1.4
(b) and (d).

1. (C) The ferry will come in August.  The Minister
of Transport said so on the radio.

2. (SBU) The Embassy asked for the new list and
got the one of last year.

ELLERY
";

#[track_caller]
fn broken(text: &str) -> Vec<&'static str> {
    let document = Document::plain("test", text.as_bytes().to_vec());
    let found = check(&document, &crate::parse(&document));
    for departure in &found {
        assert!(
            departure.span.is_none_or(|span| span.start <= span.end && span.end <= text.len()),
            "{departure:?}"
        );
        assert!(rules().iter().any(|rule| rule.id == departure.rule && rule.source == departure.source));
    }
    found.into_iter().map(|departure| departure.rule).collect()
}

/// `from` of the good telegram becomes `to`; these rules are broken.
#[track_caller]
fn case(from: &str, to: &str, rules: &[&str]) {
    assert!(GOOD.contains(from), "{from:?} does not stand in the telegram");
    assert_eq!(broken(&GOOD.replace(from, to)), rules, "{from:?} -> {to:?}");
}

#[test]
fn ok_a_good_telegram_departs_from_nothing() {
    assert_eq!(broken(GOOD), [""; 0]);
}

#[test]
fn err_header() {
    case("TAGS: EFIS PREL CV PO\n", "", &["FAH3-110-subject-tag"]);
    case("EFIS PREL CV PO", "CV PO", &["FAH3-110-subject-tag"]);
    case("SUBJECT: MINDELO: THE FERRY COMES LATE\n", "", &["FAH1-240-subject"]);
    case("\nELLERY\n", "", &["FAH1-240-signature"]);
}

#[test]
fn err_captions() {
    case("EXDIS\nSIPDIS", "EXDIS SIPDIS", &["FAH2-440-caption-line"]);
    case("EXDIS\nSIPDIS", "SIPDIS\nEXDIS", &["FAH2-440-caption-order"]);
    case("EXDIS\nSIPDIS", "LIMDIS\nNODIS", &["FAH2-440-caption-order"]);
    case("EXDIS\nSIPDIS", "SENSITIVE\nSIPDIS", &["SBU2000-sensitive-place"]);
}

#[test]
fn err_order_and_classifier() {
    case("E.O. 12958: DECL: 05/23/2015\n", "", &["EO-line"]);
    case("DECL: 05/23/2015", "N/A", &["EO-not-applicable"]);
    case("05/23/2015", "05/22/2005", &["EO-declassify-past"]);
    case("05/23/2015", "06/23/2030", &["EO-declassify-limit"]);
    case("DECL: 05/23/2015", "DECL: X1, X5", &["EO13292-exemption"]);
    case(
        "Classified By: Ambassador Ruth Ellery for reasons 1.4\n(b) and (d).\n\n",
        "",
        &["FAH1-240-classifier"],
    );
    case("Ambassador Ruth Ellery for", "Ruth Ellery for", &["FAH1-240-classifier-position"]);
    case(" for reasons 1.4\n(b) and (d).", ".", &["FAH1-240-classifier-reason"]);
    case("1.4\n(b) and (d)", "1.5\n(d) and (h)", &["EO12958-reason"]);
}

#[test]
fn err_order_before_the_amendment() {
    let early = GOOD.replace("MAY 05", "MAY 02");
    assert_eq!(broken(&early), ["EO-declassify-limit", "EO12958-reason", "EO12958-reason"]);
    let good = early.replace("1.4\n", "1.5\n").replace("05/23/2015", "05/23/2012");
    assert_eq!(broken(&good), [""; 0]);
    assert_eq!(broken(&good.replace("05/23/2012", "X1")), [""; 0]);
}

#[test]
fn err_layout() {
    case("The Minister\nof Transport said", "The Minister of Transport\nsaid", &["FAH1-240-line-length"]);
    case("LISBON 402\n\n", "LISBON 402\n", &["FAH1-240-text-start"]);
    case("LISBON 402\n\n", "LISBON 402\n\n\n", &["FAH1-240-text-start"]);
    case("1. (C) The", "   1. (C) The", &["FAH1-240-flush-left"]);
    let long: String = (3..60).map(|i| format!("{i}. (U) One boat came.\nTwo boats left.\n\n")).collect();
    case("\nELLERY", &format!("\n{long}ELLERY"), &[]);
    let longer: String = (3..80).map(|i| format!("{i}. (U) One boat came.\nTwo boats left.\n\n")).collect();
    case("\nELLERY", &format!("\n{longer}ELLERY"), &["FAH1-240-summary"]);
}

#[test]
fn err_paragraphs() {
    case("2. (SBU)", "3. (SBU)", &["FAH1-240-numbering"]);
    case("2. (SBU) The", "2. The", &["FAH1-240-mark-missing"]);
    case("2. (SBU) The", "2. (S) The", &["FAH1-130-mark-above-level"]);
    case("2. (SBU) The", "2. ROUTE: (SBU) The", &["FAH1-240-mark-place"]);
    case("2. (SBU) The", "(SBU) 2. The", &["FAH1-240-mark-place"]);
    case(
        "2. (SBU) The Embassy asked for the new list and\ngot the one of last year.\n\n",
        "",
        &["FAH1-240-single-number"],
    );
}

#[test]
fn ok_rules_are_those_of_the_time() {
    let old = "CONFIDENTIAL PRAIA 0512\n\nE.O. 11652: GDS\nTAGS: EFIS, PREL, CV\nSUBJECT: THE FERRY COMES LATE\n\nREF: LISBON 402\n\n1. THE FERRY WILL COME IN AUGUST.\n\n2. THE MINISTER SAID SO.\n\nELLERY\n";
    assert_eq!(broken(&format!("P 231612Z MAY 75\nFM AMEMBASSY PRAIA\nTO SECSTATE WASHDC\n{old}")), [""; 0]);
    assert_eq!(broken(old), [""; 0]);
}

#[test]
fn ok_sensitive_but_unclassified() {
    let text = GOOD
        .replace("C O N F I D E N T I A L", "UNCLAS")
        .replace("EXDIS\nSIPDIS", "SIPDIS\nSENSITIVE")
        .replace("DECL: 05/23/2015", "N/A");
    let text = text
        .replace("Classified By: Ambassador Ruth Ellery for reasons 1.4\n(b) and (d).\n\n", "")
        .replace("1. (C)", "1. (U)");
    assert_eq!(broken(&text), [""; 0]);
    assert_eq!(
        broken(&text.replace("UNCLAS ", "SENSITIVE BUT UNCLASSIFIED ").replace("SENSITIVE\n\n", "\n")),
        ["SBU2000-sensitive"]
    );
}
