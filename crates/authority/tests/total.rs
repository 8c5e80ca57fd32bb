//! Any text and any number is answered, without panic, by every look-up.

use authority::{acronyms, captions, officers, offices, orders, places, posts, serials, tags};
use proptest::prelude::*;

proptest! {
    #[test]
    fn any_text(text in "\\PC*", other in "[A-Z' -]{0,30}", year: u16, serial: u32, month: u8) {
        for text in [&text, &other] {
            prop_assert_eq!(posts::resolve(text), posts::resolve(&text.to_lowercase().to_uppercase()));
            posts::nearest(text);
            posts::by_routing_indicator(text);
            officers::find(text, "OTTAWA", Some(text), Some(text));
            officers::known_signature(text);
            tags::lookup(text);
            tags::variant(text);
            captions::lookup(text);
            orders::reason(text, text);
            orders::reason("12958", text);
            orders::label_window(text);
            acronyms::expand(text, &[text]);
            places::lookup(text);
            offices::lookup(text);
            serials::months(text, year, serial);
        }
        serials::months("STATE", 2000 + year % 11, serial);
        serials::expected("STATE", 2008, month);
    }

    #[test]
    fn months_are_in_order(year in 1985u16..2011, serial in 0u32..500_000) {
        for post in ["STATE", "LISBON", "BRUSSELS", "TAIPEI"] {
            if let Some(found) = serials::months(post, year, serial) {
                prop_assert!(1 <= found.earliest && found.earliest <= found.best && found.best <= found.latest && found.latest <= 12);
            }
        }
    }
}
