//! Signatures, and who signed by them.

use authority::officers::{find, known_signature};

fn ids(surname: &str, post: &str, from: Option<&str>, to: Option<&str>) -> Vec<&'static str> {
    find(surname, post, from, to).iter().map(|officer| officer.id).collect()
}

#[test]
fn one_row_for_one_person() {
    let found = find("CELLUCCI", "OTTAWA", Some("2003-04-01"), Some("2003-04-30"));
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].id, found[0].from, found[0].until),
        ("cellucci-argeo-paul", "2001-04-09", "2005-03-18")
    );
}

#[test]
fn a_signature_is_read_as_it_prints() {
    for printed in [
        "Cellucci",
        "CELLUCCI JR",
        "CELLUCCI, JR.",
        "CELLUCCI III",
        "CELLUCCI CELLUCCI",
        "CELLUCCICELLUCCI",
        " CELLUCCI ",
    ] {
        assert_eq!(
            ids(printed, "OTTAWA", Some("2003-04"), Some("2003-04")),
            ["cellucci-argeo-paul"],
            "{printed}"
        );
    }
    assert!(known_signature("O'NEILL") && known_signature("O NEILL") && known_signature("oneill"));
    assert!(known_signature("DEPREE") && known_signature("De Pree"));
    assert!(!known_signature("HARBOURMASTER") && !known_signature("") && !known_signature("JR"));
}

#[test]
fn names_stay_for_a_year() {
    assert_eq!(ids("CELLUCCI", "OTTAWA", Some("2005-06-01"), Some("2005-06-30")), ["cellucci-argeo-paul"]);
    assert_eq!(ids("CELLUCCI", "OTTAWA", Some("2006-06-01"), Some("2006-06-30")), [""; 0]);
    assert_eq!(ids("CELLUCCI", "LISBON", Some("2003-04-01"), Some("2003-04-30")), [""; 0]);
}

#[test]
fn any_time_is_any_service() {
    assert_eq!(ids("CELLUCCI", "OTTAWA", None, None), ["cellucci-argeo-paul"]);
    assert_eq!(ids("RICE", "STATE", Some("2007-01-01"), Some("2007-01-31")).len(), 1);
}

#[test]
fn the_old_and_the_new_name_of_a_post_are_one() {
    let herbst = |post| ids("HERBST", post, Some("2005-05-01"), Some("2005-05-31"));
    assert_eq!(herbst("KIEV").len(), 1);
    assert_eq!(herbst("KIEV"), herbst("KYIV"));
}

#[test]
fn a_broken_date_is_no_date() {
    assert_eq!(ids("CELLUCCI", "OTTAWA", Some("soon"), Some("")), ["cellucci-argeo-paul"]);
}
