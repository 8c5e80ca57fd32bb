//! Identifiers: `YYPOSTn`, the forms that archives give them, and the malformed ones (format.md §10.6, §14 #47).
//!
//! ```text
//! id      = digit{2} post serial [ suffix ]                 05LISBON417, 05LISBON00417, 05LISBON417_a
//!         | digit{4} post6 [ blank ] serial [ suffix ]      1973ABIDJA00073, 1974STATE173977
//! suffix  = "_" ( "a" | "b" | "c" | "d" | "e" )
//! ```

use std::sync::LazyLock;

use authority::posts::{How, Resolution};

use super::dates::full_year;
use super::tokens::split;

static MARKERS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    include_str!("markers.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// The identifier: `05LISBON417`. Upper case, letters and digits only, two digits of the year, no leading zeros.
pub fn canonical_id(year: u16, post: &str, serial: u32) -> String {
    let mut out = String::with_capacity(post.len() + 8);
    push(&mut out, u32::from(year % 100), 2);
    out.extend(post.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()));
    push(&mut out, serial, 1);
    out
}

/// Adds a number of `places` figures at least.
fn push(out: &mut String, number: u32, places: u32) {
    if number >= 10 || places > 1 {
        push(out, number / 10, places.saturating_sub(1));
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// Reads a well-formed identifier: full year, post, serial. A post of the table is given by its canonical name; the
/// six letters that stand for several posts, and names that no table has, stay as written. `None` for anything else,
/// also for an identifier that [`repair_id`] can read.
pub fn parse_id(written: &str) -> Option<(u16, String, u32)> {
    let (year, name, serial) = parts(written)?;
    match exact(&name) {
        Some(post) => Some((year, post.to_string(), serial)),
        None if repair_id(written).is_some() => None,
        None => Some((year, name, serial)),
    }
}

/// Reads a malformed identifier by stripping captions, section markers and suffixes, then by the nearest post. Gives
/// full year, canonical post, serial, and what was done. `None` for a well-formed one, and where nothing helps.
pub fn repair_id(written: &str) -> Option<(u16, String, u32, Vec<String>)> {
    let upper = bare(written);
    let well_formed = parts(&upper).and_then(|(_, name, _)| exact(&name)).is_some();
    if upper.len() > 80 || well_formed {
        return None;
    }
    let (year, rest, mut evidence) = year_of(&upper)?;
    let runs: Vec<&str> = split(rest).collect();
    type Find = fn(&str) -> Option<(&'static str, &'static str)>;
    let ways: [Find; 5] = [
        |name| exact(name).map(|post| (post, "")),
        |name| exact(strip(name)?).map(|post| (post, "caption or marker stripped")),
        |name| prefixed(name).map(|post| (post, "kind of post stripped")),
        |name| close(strip(name).unwrap_or(name)).map(|post| (post, "nearest post name")),
        |name| ending(name).map(|post| (post, "letters before the post stripped")),
    ];
    for way in ways {
        // The post is the last word before the number; what follows it is a suffix.
        for (i, name) in runs.iter().enumerate().rev() {
            if name.bytes().any(|b| b.is_ascii_digit()) || *name == "OF" || is_series(name) {
                continue;
            }
            let Some(serial) = runs.get(i + 1).and_then(|digits| digits.parse().ok()) else { continue };
            let Some((post, reason)) = way(name).filter(|_| (1..=999_999).contains(&serial)) else {
                continue;
            };
            if i > 0 {
                evidence.push("section marker stripped".to_string());
            }
            if !reason.is_empty() {
                evidence.push(reason.to_string());
            }
            if i + 2 < runs.len() {
                evidence.push("suffix stripped".to_string());
            }
            return Some((year, post.to_string(), serial, evidence));
        }
    }
    None
}

/// Upper case, without the web suffix, blanks and signs.
fn bare(written: &str) -> String {
    let written = written.trim();
    let cut = written.len().checked_sub(2).filter(|cut| {
        let suffix = written.as_bytes().get(*cut..).unwrap_or(&[]);
        matches!(suffix, [b'_', b'a'..=b'e' | b'A'..=b'E'])
    });
    let body = cut.and_then(|cut| written.get(..cut)).unwrap_or(written);
    body.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// Year, letters and serial of an identifier that has the form.
fn parts(written: &str) -> Option<(u16, String, u32)> {
    let body = bare(written);
    let mut runs = split(&body);
    let (year, name, serial) = (runs.next()?, runs.next()?, runs.next()?);
    let year = full_year(year.parse().ok()?, year.len()).filter(|year| *year >= 1966)?;
    let serial = serial.parse().ok().filter(|serial| (1..=999_999).contains(serial))?;
    (runs.next().is_none() && name.len() >= 2).then(|| (year, name.to_string(), serial))
}

/// The year at the beginning, and what follows: four digits, two, two doubled (`7575LIBREVILLE…`), or two and the
/// number of a section (`092OF5…`).
fn year_of(body: &str) -> Option<(u16, &str, Vec<String>)> {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let four = body.get(..4).filter(|_| digits == 4);
    if let Some(year) = four.and_then(|four| full_year(four.parse().ok()?, 4)).filter(|year| *year >= 1966) {
        return Some((year, body.get(4..)?, vec![]));
    }
    let year = full_year(body.get(..2).filter(|_| digits >= 2)?.parse().ok()?, 2)?;
    if four.is_some_and(|four| four.get(..2) == four.get(2..)) {
        return Some((year, body.get(4..)?, vec!["doubled year".to_string()]));
    }
    Some((year, body.get(2..)?, vec![]))
}

fn exact(name: &str) -> Option<&'static str> {
    match authority::posts::resolve(name) {
        // What is in front of the post, and a misspelling that the table knows, are still to be told.
        Resolution::One(_, How::Nearest | How::Misspelling | How::Prefix) => None,
        Resolution::One(post, _) => Some(post.canonical),
        _ => None,
    }
}

fn prefixed(name: &str) -> Option<&'static str> {
    match authority::posts::resolve(name) {
        Resolution::One(post, How::Prefix) => Some(post.canonical),
        _ => None,
    }
}

fn close(name: &str) -> Option<&'static str> {
    if !(4..=25).contains(&name.len()) {
        return None;
    }
    match authority::posts::nearest(name) {
        Resolution::One(post, _) => Some(post.canonical),
        _ => None,
    }
}

fn is_series(name: &str) -> bool {
    ["SECTO", "TOSEC", "TOHAK", "PARTO", "DEPTO", "ZFR", "ZDK", "ZDS"].contains(&name)
}

/// The name without the markers before and behind it; `None` where there are none.
fn strip(name: &str) -> Option<&str> {
    let mut rest = name;
    loop {
        let cut = MARKERS.iter().find_map(|marker| {
            let left = rest.strip_prefix(marker).or_else(|| rest.strip_suffix(marker))?;
            (left.len() >= 3).then_some(left)
        });
        match cut {
            Some(shorter) => rest = shorter,
            None => break,
        }
    }
    (rest.len() < name.len()).then_some(rest)
}

/// The longest ending that is a post: `FTOLISBON`, `NOFRNLISBON`.
fn ending(name: &str) -> Option<&'static str> {
    (1..name.len().min(60)).filter_map(|from| name.get(from..)).filter(|end| end.len() >= 4).find_map(exact)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_identifiers_of_all_archives() {
        for (written, expected) in [
            ("05LISBON417", Some((2005, "LISBON", 417))),
            ("05LISBON00417_a", Some((2005, "LISBON", 417))),
            ("05lisbon417", Some((2005, "LISBON", 417))),
            ("1973ABIDJA00073", Some((1973, "ABIDJAN", 73))),
            ("1974STATE173977_b", Some((1974, "STATE", 173_977))),
            ("1974STATE 173977", Some((1974, "STATE", 173_977))),
            ("2009RIODEJANEIRO12", Some((2009, "RIODEJANEIRO", 12))),
            ("04QUXMANOR12", Some((2004, "QUXMANOR", 12))),
            ("LISBON417", None),
            ("05LISBON", None),
            ("05NOFORNLISBON417", None),
            ("", None),
        ] {
            let expected = expected.map(|(year, post, serial)| (year, post.to_string(), serial));
            assert_eq!(parse_id(written), expected, "{written}");
        }
        assert_eq!(canonical_id(2005, "Lisbon", 417), "05LISBON417");
    }

    #[test]
    fn ok_malformed_identifiers() {
        for (written, expected) in [
            ("09SECTION01OF02LISBON417", "09LISBON417"),
            ("09SCTION02OF02LISBON417", "09LISBON417"),
            ("06EFTOLISBON417", "06LISBON417"),
            ("06NOFORNAMEMBASSYMADRID77", "06MADRID77"),
            ("092OF5LISBON417", "09LISBON417"),
            ("7575LISBON1895", "75LISBON1895"),
            ("08SANTOOMINGO12", "08SANTODOMINGO12"),
            ("08PORTOFPAIN12", "08PORTOFSPAIN12"),
            ("08LISBON417TOSEC40112", "08LISBON417"),
            ("08LISBON417SUSPECTEDDUPLICATE", "08LISBON417"),
            ("08ZFRLISBON417", "08LISBON417"),
            ("08NOFRNLISBON417", "08LISBON417"),
        ] {
            let found = repair_id(written).map(|(year, post, serial, _)| canonical_id(year, &post, serial));
            assert_eq!(found.as_deref(), Some(expected), "{written}");
            assert_eq!(parse_id(written), None, "{written}");
        }
        for written in ["05LISBON417", "09SECTION01OF02", "", "x", "0", "05"] {
            assert_eq!(repair_id(written), None, "{written}");
        }
    }
}
