//! The whole parser over any bytes, over a soup of what cables are made of, and over damaged copies of the cases: no panic,
//! and the invariants of format.md §1.2 hold.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

mod invariants;

use std::sync::LazyLock;

use proptest::prelude::*;
use telegram::record::{Element, Telegram};

/// Every whole cable of `cases/`.
static CABLES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let mut out = Vec::new();
    for folder in ["damage", "eras", "header"] {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(folder);
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        out.extend(
            paths
                .iter()
                .filter(|path| path.extension().is_some_and(|e| e == "cable"))
                .map(|path| std::fs::read(path).unwrap()),
        );
    }
    assert!(out.len() > 100, "only {} cables", out.len());
    out
});

/// What a soup is cooked from: marks that rules look for, and characters that change their length in another case.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "\t",
    "\x0c",
    "1",
    "16. ",
    "1. (C) ",
    "\u{b6}2. ",
    "A. ",
    "B) ",
    "- ",
    "--",
    "(U)",
    "(C//NF)",
    "UNCLAS ",
    "C O N F I D E N T I A L ",
    "SECTION 01 OF 02 ",
    "LISBON 000417",
    "LISBON 00000417 002 OF 003",
    "PAGE 02 LISBON 00417 01 OF 02 221530Z",
    "O 221530Z FEB 05",
    "FM AMEMBASSY LISBON",
    "TO SECSTATE WASHDC PRIORITY 1234",
    "INFO ",
    "SIPDIS",
    "E.O. 12958: DECL: 02/30/2015",
    "E.O. 11652: GDS",
    "TAGS: PREL, PO",
    "SUBJECT: ",
    "REF: A. ",
    "05 STATE 12345",
    "(NOTAL)",
    "Classified By: ",
    "Reason: 1.4 (b)",
    "Summary: ",
    "End Summary.",
    "COMMENT",
    "BEGIN TEXT",
    "END TEXT",
    "ACTION EUR-12",
    "INFO OCT-01 ISO-00 /023 W",
    "DRAFTED BY EUR/WE:JDOE",
    "XXXXXXXXXXXX",
    "[text not declassified]",
    "&amp;",
    "&#8217;",
    "&",
    "8",
    "\\",
    "\\n",
    "[PREL](#)",
    "**x**",
    "<pre>",
    "</a>",
    "?s",
    "\u{ac}",
    "\u{e2}\u{20ac}\u{2122}",
    "\u{92}",
    "\u{a0}",
    "\u{200b}",
    "\u{ad}",
    "\u{feff}",
    "\0",
    "\u{130}",
    "\u{df}",
    "\u{17f}",
    "\u{212a}",
    "\u{fb01}",
    "\u{fffd}",
    "\u{10ffff}",
    "0",
    "99999999999999999999",
    "DOE",
    "NNNN",
    "#0417",
    "2000LISBON00417 - CONFIDENTIAL",
    "para 4",
    "reftel",
    "ref B",
    "JURIS-\nDICTION",
    "Declassified/Released US Department of State EO Systematic Review 20 MAR 2014",
];

fn soup() -> impl Strategy<Value = String> {
    proptest::collection::vec(0..PIECES.len(), 0..60)
        .prop_map(|picks| picks.into_iter().map(|pick| PIECES[pick]).collect())
}

/// One thing done to a cable: what, where (a share of its length), how much, and a piece to set in.
type Change = (u8, f64, usize, usize);

fn change(bytes: &mut Vec<u8>, (what, place, length, piece): Change) {
    let at = (place * bytes.len() as f64) as usize;
    let end = (at + length).min(bytes.len());
    match what {
        0 => drop(bytes.drain(at..end)),
        1 => {
            let copy = bytes[at..end].to_vec();
            bytes.splice(at..at, copy);
        }
        2 => bytes[at..end].reverse(),
        3 => drop(bytes.splice(at..at, PIECES[piece].bytes())),
        4 => bytes.truncate(at),
        5 => bytes[at..end].iter_mut().for_each(|byte| *byte ^= 0x80),
        _ => {
            // Two stretches change places.
            let middle = (at + length / 2).min(end);
            bytes[at..end].rotate_left(middle - at);
        }
    }
}

fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let changes = proptest::collection::vec((0..7u8, 0.0..1.0f64, 1..200usize, 0..PIECES.len()), 1..6);
    (0..CABLES.len(), changes).prop_map(|(cable, changes)| {
        let mut bytes = CABLES[cable].clone();
        changes.into_iter().for_each(|one| change(&mut bytes, one));
        bytes
    })
}

/// 2. A paragraph's reading text, read again as the text of a plain telegram, needs no repair of its characters.
fn reading_is_stable(telegram: &Telegram) -> Result<(), String> {
    const CHARACTERS: &[&str] = &["DMG-1", "DMG-3", "DMG-4", "DMG-6", "DMG-7", "DMG-8", "DMG-9", "DMG-10"];
    for element in &telegram.body {
        let Element::Paragraph(paragraph) = element else { continue };
        let head = "UNCLAS LISBON 000417\n\nE.O. 12958: N/A\nTAGS: PREL\nSUBJECT: QUAYS\n\n1. (U) ";
        let again = invariants::hold(format!("{head}{}\n", paragraph.text).as_bytes())?;
        let repair = again
            .iter()
            .flat_map(|telegram| &telegram.repairs)
            .find(|repair| CHARACTERS.contains(&repair.rule.as_str()));
        if let Some(repair) = repair {
            return Err(format!(
                "{} again: {:?} to {:?} in {:?}",
                repair.rule, repair.original, repair.repaired, paragraph.text
            ));
        }
    }
    Ok(())
}

#[test]
fn ok_the_cases_hold_and_their_reading_is_stable() {
    // A web page that is read as plain text keeps its tags where they are not in the text of the telegram.
    let wrong: Vec<String> = CABLES
        .iter()
        .filter(|bytes| !bytes.starts_with(b"<"))
        .flat_map(|bytes| match invariants::hold(bytes) {
            Ok(telegrams) => {
                telegrams.iter().filter_map(|telegram| reading_is_stable(telegram).err()).collect()
            }
            Err(wrong) => vec![wrong],
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_hold(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert_eq!(invariants::hold(&bytes).err(), None);
    }

    #[test]
    fn any_soup_holds(text in soup()) {
        prop_assert_eq!(invariants::hold(text.as_bytes()).err(), None);
    }

    #[test]
    fn damaged_cables_hold(bytes in damaged()) {
        prop_assert_eq!(invariants::hold(&bytes).err(), None);
    }
}

/// Level words as classification lines print them.
const LEVELS: &[&str] = &[
    "UNCLAS",
    "UNCLASSIFIED",
    "LIMITED OFFICIAL USE",
    "CONFIDENTIAL",
    "SECRET",
    "TOP SECRET",
    "U N C L A S",
    "C O N F I D E N T I A L",
    "S E C R E T",
    "UNCLAS SENSITIVE",
    "UNCLAS EFTO",
    "CONFIDENTIAL SECTION 01 OF 02",
    "S E C R E T SECTION 02 OF 03",
];

/// What follows the number: nothing, a caption, fields.
const REST: &[&str] =
    &["", " NOFORN", "\n\nSIPDIS", "\n\nE.O. 12958: N/A", " E.O. 11652: GDS", "\nTAGS: PREL", "  \n"];

#[track_caller]
fn class_line_is_read(post: &authority::posts::Post, level: &str, serial: &str, rest: &str) {
    let text = format!(
        "R 221530Z FEB 05\nFM {}\nTO SECSTATE WASHDC\n{level} {} {serial}{rest}\nTAGS: PREL\nSUBJECT: FISH\n\n1. THE FLEET IS OUT.\n",
        post.telegram_name, post.telegram_name
    );
    let read = telegram::parse(&sources::Document::plain("cable", text.clone().into_bytes()));
    let number: u32 = serial.parse().unwrap();
    let mrn = read.mrn.map(|mrn| (mrn.post, mrn.serial));
    // Some posts are printed under the name of another (`WASHDC`): the table decides.
    let authority::posts::Resolution::One(named, _) = authority::posts::resolve(post.telegram_name) else {
        panic!("{} is no name of one post", post.telegram_name)
    };
    assert_eq!(mrn, Some((named.canonical.to_string(), number)), "{text}");
    assert_ne!(read.classification.level, telegram::record::Level::Unknown, "{text}");
}

#[test]
fn ok_every_post_is_read_with_numbers_that_look_like_years_times_and_orders() {
    for (n, post) in authority::posts::all().enumerate() {
        for (i, serial) in
            ["7", "12", "0417", "530", "1204", "1329", "1973", "2005", "2359", "9999", "11652", "012958"]
                .iter()
                .enumerate()
        {
            let level = LEVELS[(n + i) % LEVELS.len()];
            class_line_is_read(&post, level, serial, REST[(n + 3 * i) % REST.len()]);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_post_and_number_are_read(
        post in any::<prop::sample::Index>(),
        level in any::<prop::sample::Index>(),
        serial in 1..10_000u32,
        width in 1..7usize,
        rest in any::<prop::sample::Index>(),
    ) {
        let posts: Vec<authority::posts::Post> = authority::posts::all().collect();
        let serial = format!("{serial:0width$}");
        class_line_is_read(&posts[post.index(posts.len())], LEVELS[level.index(LEVELS.len())], &serial, REST[rest.index(REST.len())]);
    }
}
