//! What a look-up costs; printed with `cargo test --release -p authority --test speed -- --nocapture`.

use std::{hint::black_box, time::Instant};

use authority::{acronyms, captions, officers, orders, posts, serials, tags};

const TIMES: u32 = 20_000;

fn cost<T>(name: &str, look_up: impl Fn() -> T) {
    let start = Instant::now();
    (0..TIMES).for_each(|_| drop(black_box(look_up())));
    let each = start.elapsed() / TIMES;
    println!("{name:<44} {each:?}");
    assert!(cfg!(debug_assertions) || each.as_micros() < 100, "{name} took {each:?}");
}

#[test]
fn no_lookup_takes_long() {
    cost("posts::resolve(OTTAWA)", || posts::resolve("OTTAWA"));
    cost("posts::resolve(AMEMBASSY BUENOS AIRES)", || {
        drop(black_box(posts::resolve("AMEMBASSY BUENOS AIRES")))
    });
    cost("posts::resolve(HARBOUR MASTER)", || posts::resolve("HARBOUR MASTER"));
    cost("posts::nearest(TEGUCIGAPLA)", || posts::nearest("TEGUCIGAPLA"));
    cost("posts::nearest(HARBOUR MASTER)", || posts::nearest("HARBOUR MASTER"));
    cost("officers::find(CELLUCCI, OTTAWA, month)", || {
        officers::find("CELLUCCI", "OTTAWA", Some("2003-04-01"), Some("2003-04-30"))
    });
    cost("officers::find(SMITH, STATE, any time)", || {
        drop(black_box(officers::find("SMITH", "STATE", None, None)))
    });
    cost("serials::months(OTTAWA, 2003, 1123)", || serials::months("OTTAWA", 2003, 1123));
    cost("serials::months(STATE, 2008, 60001)", || serials::months("STATE", 2008, 60_001));
    cost("serials::expected(STATE, 2008, 6)", || serials::expected("STATE", 2008, 6));
    cost("tags::lookup(PREL)", || tags::lookup("PREL"));
    cost("captions::lookup(SIPDIS)", || captions::lookup("SIPDIS"));
    cost("orders::reason(12958, 1.4(d))", || orders::reason("12958", "1.4(d)"));
    cost("acronyms::expand(GOC, [CA])", || acronyms::expand("GOC", &["CA"]));
}

/// A word of any length is answered at once.
#[test]
fn a_long_word_is_no_name() {
    let long = "OTTAWA ".repeat(8_000_000);
    let start = Instant::now();
    assert_eq!(posts::nearest(&long), posts::Resolution::None);
    assert!(officers::find(&long, &long, Some(&long), Some(&long)).is_empty());
    assert!(start.elapsed().as_millis() < 200);
}
