//! The serial calendar from outside: known numbers, gaps, the ends of the year, shared series.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

use authority::serials::{all, estimated_total, expected, known, months, top};

#[test]
fn a_known_number_has_its_month() {
    let found = months("OTTAWA", 2003, 1123).unwrap();
    assert_eq!((found.earliest, found.best, found.latest, found.exact), (4, 4, 4, true));
    assert!(known("OTTAWA", 2003, 1123));
}

#[test]
fn a_missing_number_lies_between_its_neighbours() {
    let missing = (1..4000).find(|serial| !known("OTTAWA", 2008, *serial)).unwrap();
    let found = months("OTTAWA", 2008, missing).unwrap();
    assert!(!found.exact && found.earliest <= found.best && found.best <= found.latest);
}

#[test]
fn the_year_goes_on_past_the_last_number() {
    let last = top("OTTAWA", 2003).unwrap();
    let found = months("OTTAWA", 2003, last * 10).unwrap();
    assert_eq!((found.best, found.latest, found.exact), (12, 12, false));
    assert_eq!(months("OTTAWA", 2003, 0).unwrap().best, 1);
    assert_eq!(months("OTTAWA", 1901, 1), None);
    assert_eq!(months("NOWHERE", 2003, 1), None);
    assert!(months("OTTAWA", 2003, u32::MAX).is_some());
}

#[test]
fn the_expected_serial_grows_with_the_months() {
    for post in ["OTTAWA", "STATE", "LISBON"] {
        for year in 2000..=2010 {
            let ends: Vec<_> = (1..=12).filter_map(|month| expected(post, year, month)).collect();
            assert!(ends.is_sorted(), "{post} {year} {ends:?}");
        }
    }
    assert_eq!(expected("OTTAWA", 2003, 13), None);
    assert_eq!(estimated_total("OTTAWA", 2005), Some(3772));
    assert_eq!(estimated_total("OTTAWA", 2010), None);
}

#[test]
fn posts_of_one_series_share_its_calendar() {
    assert_eq!(top("BRUSSELS", 2007), top("USEUBRUSSELS", 2007));
    assert_eq!(months("KIEV", 2006, 100).map(|m| m.best), months("KYIV", 2006, 100).map(|m| m.best));
    let (serial, month) = all("USEUBRUSSELS", 2007).next().unwrap();
    assert!(known("USEUBRUSSELS", 2007, serial));
    assert_eq!(months("BRUSSELS", 2007, serial).map(|m| m.best), Some(month));
}
