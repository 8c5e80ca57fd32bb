//! The first look-up after the start of the program: this file is a process of its own.

use std::time::{Duration, Instant};

use authority::{officers, posts, serials};

#[test]
fn the_first_lookup_is_as_quick_as_any() {
    let start = Instant::now();
    let found = posts::resolve("AMEMBASSY OTTAWA");
    let signer = officers::find("CELLUCCI", "OTTAWA", Some("2003-04-01"), Some("2003-04-30"));
    let months = serials::months("OTTAWA", 2003, 1123);
    let took = start.elapsed();
    assert!(matches!(found, posts::Resolution::One(..)) && signer.len() == 1 && months.is_some());
    println!("three first look-ups took {took:?}");
    // Pages of the tables are read from disk now; on a busy machine that alone may take a while.
    let allowed = if cfg!(debug_assertions) { Duration::from_millis(50) } else { Duration::from_millis(1) };
    assert!(took < allowed, "{took:?}");
}
