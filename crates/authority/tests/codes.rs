//! TAGS, captions, orders: codes and what they stand for.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

use authority::{
    captions, orders,
    tags::{self, TagKind},
};

#[test]
fn geographic_codes_are_not_iso() {
    for (code, iso3) in [
        ("IS", "ISR"),
        ("RS", "RUS"),
        ("CH", "CHN"),
        ("SP", "ESP"),
        ("SZ", "CHE"),
        ("GB", "GAB"),
        ("GM", "DEU"),
    ] {
        assert_eq!(tags::lookup_as(code, TagKind::Geo).map(|tag| tag.iso3), Some(iso3), "{code}");
    }
}

#[test]
fn a_code_may_be_a_country_and_an_organization() {
    let kinds = |code| tags::lookup(code).iter().map(|tag| tag.kind).collect::<Vec<_>>();
    for code in ["AL", "BP", "UN"] {
        assert_eq!(kinds(code).len(), 2, "{code}");
        assert!(
            kinds(code).contains(&TagKind::Geo) && kinds(code).contains(&TagKind::Organization),
            "{code}"
        );
    }
    assert_eq!(kinds("prel"), [TagKind::Subject]);
    assert_eq!(kinds("KNNP"), [TagKind::Program]);
    assert_eq!(kinds("NATO"), [TagKind::Organization]);
    assert_eq!(kinds("HARBOUR"), []);
}

#[test]
fn variants_lead_to_the_code_meant() {
    let code = |written| tags::variant(written).map(|tag| tag.code);
    assert_eq!(code("AROC"), Some("AORC"));
    assert_eq!(code("JP"), Some("JA"));
    assert_eq!(code("PHUMM"), None);
}

#[test]
fn sipdis_widens_distribution() {
    let sipdis = captions::lookup("sipdis").unwrap();
    assert_eq!(sipdis.reach, captions::Reach::Widens);
    for narrow in ["NODIS", "EXDIS", "STADIS", "ROGER", "Dissent Channel", "NOFORN"] {
        assert_eq!(
            captions::lookup(narrow).map(|caption| caption.reach),
            Some(captions::Reach::Narrows),
            "{narrow}"
        );
    }
    for form in ["C O R R E C T E D  C O P Y", "O-I", "TOSEC", "INFORM CONSULS", "LOU"] {
        assert!(captions::lookup(form).is_some(), "{form}");
    }
    assert_eq!(captions::lookup("STADIS////////////").map(|caption| caption.caption), Some("STADIS"));
    assert_eq!(captions::lookup("Eyes  Only").map(|caption| caption.caption), Some("EYES ONLY"));
    assert_eq!(captions::lookup("HARBOUR CHANNEL"), None);
}

#[test]
fn reasons_and_schedules() {
    let row =
        |order, code| orders::reason(order, code).map(|reason| (reason.order, reason.section, reason.code));
    assert_eq!(row("12958", "1.5(b)"), Some(("12958", "1.5(b)", "(b)")));
    assert_eq!(row("12958", "1.5 (D)"), Some(("12958", "1.5(d)", "(d)")));
    assert_eq!(row("12958", "1.4(d)"), Some(("12958 as amended by 13292", "1.4(d)", "(d)")));
    assert_eq!(row("13292", "1.4(d)"), Some(("12958 as amended by 13292", "1.4(d)", "(d)")));
    assert_eq!(row("12958", "1.5(h)"), None);
    assert_eq!(row("12958", "1.4(h)"), Some(("12958 as amended by 13292", "1.4(h)", "(h)")));
    assert_eq!(row("13526", "1.4(h)"), Some(("13526", "1.4(h)", "(h)")));
    assert_eq!(row("13526", "1.5(b)"), None);
    for x in ["X1", "X4", "X8", "1.6X6"] {
        assert!(row("12958", x).is_some(), "{x}");
    }
    assert_eq!(row("12958", "25X3"), Some(("13526", "3.3(b)(3)", "25X3")));
    assert_eq!(row("13526", "50X1"), Some(("13526", "3.3(h)(1)", "50X1-HUM")));
    assert_eq!(row("12958", "50X1"), None);
    for (order, code) in [
        ("11652", "GDS"),
        ("11652", "XGDS-3"),
        ("11652", "XGDS"),
        ("11652", "NGDS"),
        ("E.O. 12356", "N/A"),
        ("12958", "N/A"),
        ("12356", "1.3(a)(5)"),
        ("12065", "XDS"),
        ("12065", "GDS"),
        ("12065", "RDS-1"),
        ("12356", "OADR"),
        ("10501", "GP-3"),
        ("10501", "GP3"),
    ] {
        assert!(row(order, code).is_some(), "{order} {code}");
    }
}

#[test]
fn windows_of_the_orders() {
    assert_eq!(orders::window("11652"), Some(("1972-06-01", Some("1978-11-30"))));
    assert_eq!(orders::window("12958"), Some(("1995-10-14", Some("2003-09-21"))));
    assert_eq!(orders::label_window("12958"), Some(("1995-10-14", Some("2010-06-26"))));
    assert_eq!(orders::window("13526"), Some(("2010-06-27", None)));
    assert_eq!(orders::window("99999"), None);
}
