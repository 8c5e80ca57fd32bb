//! Acronyms and names of countries.

use authority::{acronyms, offices, places};

#[test]
fn the_government_of_a_named_country_only() {
    let expansions = |acronym, countries: &[&str]| {
        acronyms::expand(acronym, countries).iter().map(|e| e.expansion).collect::<Vec<_>>()
    };
    assert_eq!(expansions("GOC", &["CA"]), ["Government of Canada"]);
    assert_eq!(expansions("GOC", &["CI", "PREL"]), ["Government of Chile"]);
    assert_eq!(expansions("GOC", &["ca", "CU"]), ["Government of Canada", "Government of Cuba"]);
    assert_eq!(expansions("GOC", &[]), [""; 0]);
    assert_eq!(expansions("NDP", &["CA"]).first(), Some(&"New Democratic Party"));
    assert!(acronyms::known("GOC") && acronyms::known("goc") && !acronyms::known("HBRMSTR"));
}

#[test]
fn names_of_countries() {
    for name in ["Canadian", "canadians", "OTTAWA"] {
        let countries: Vec<_> = places::lookup(name).iter().map(|place| place.iso3).collect();
        assert_eq!(countries, ["CAN"], "{name}");
    }
    assert_eq!(places::lookup("GOC").len(), 12);
    assert!(places::lookup("GOC").iter().all(|place| place.shared_by == 12));
    assert!(places::all().len() > 2000);
}

#[test]
fn offices_by_symbol() {
    assert_eq!(
        offices::lookup("acda").map(|office| office.name),
        Some("Arms Control and Disarmament Agency")
    );
    assert!(offices::known("EUR") && !offices::known("HARBOUR"));
}
