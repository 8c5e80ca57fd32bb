//! Written forms of posts, and what each stands for.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

use authority::posts::{
    Resolution, all, by_routing_indicator, coordinates, names, nearest, post, resolve, same_series,
    same_station,
};

/// `ONE how`, `A|B` or `-`.
fn show(resolution: Resolution) -> String {
    match resolution {
        Resolution::One(post, how) => format!("{} {how:?}", post.canonical),
        Resolution::Several(posts) => posts.iter().map(|post| post.canonical).collect::<Vec<_>>().join("|"),
        Resolution::None => "-".to_owned(),
    }
}

#[test]
fn every_written_form_leads_where_the_table_says() {
    let mut wrong = vec![];
    for line in include_str!("posts.tsv").lines().filter(|line| !line.starts_with('#')) {
        let (written, expected) = line.split_once('\t').unwrap();
        let found = show(nearest(written));
        if found != expected {
            wrong.push(format!("{written}: {found}, not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_name_of_the_table_is_never_corrected_into_another() {
    for post in all() {
        assert_eq!(nearest(post.canonical), resolve(post.canonical));
        let own = |form: &str| matches!(resolve(form), Resolution::One(found, _) if found == post || post.canonical == "WASHDC");
        assert!(own(post.canonical) && own(post.telegram_name), "{}", post.canonical);
    }
}

#[test]
fn names_are_for_automata() {
    let names: Vec<_> = names().collect();
    assert!(names.contains(&"PORTOFSPAIN") && names.contains(&"PORT OF SPAIN"));
    assert_eq!(names.iter().filter(|name| **name == "OTTAWA").count(), 1);
}

#[test]
fn routes_series_stations() {
    assert_eq!(by_routing_indicator("RUEHOT").map(|post| post.canonical), Some("OTTAWA"));
    assert!(
        same_series("TAIPEI", "AITTAIPEI")
            && same_series("BRUSSELS", "USEUBRUSSELS")
            && same_series("OTTAWA", "OTTAWA")
    );
    assert!(!same_series("OTTAWA", "LISBON") && !same_series("NOWHERE", "NOWHERE"));
    assert!(
        same_station("KIEV", "KYIV")
            && !same_station("BRUSSELS", "USEUBRUSSELS")
            && !same_station("OTTAWA", "LISBON")
    );
    assert!(!post("KYIV").unwrap().may_be_active_in(1975) && post("OTTAWA").unwrap().may_be_active_in(2003));
    assert!(coordinates("OTTAWA").is_some_and(|(north, east)| north > 45.0 && east < -75.0));
}
