//! Names with the kind of the post in front: `AMEMBASSY LISBON`, `USMISSIONGENEVA`.

use super::{How, Resolution, form, never_merge};

/// What may stand in front of a post's name, by its first letter, longest first where one begins with the other.
pub(super) static PREFIXES: [&[&str]; 26] = include!(concat!(env!("OUT_DIR"), "/prefixes.rs"));

/// A folded form as prefix and name; the longest prefix, if any.
pub(super) fn split(key: &[u8]) -> Option<(&'static str, &[u8])> {
    let letter = usize::from(key.first()?.checked_sub(b'A')?);
    PREFIXES
        .get(letter)?
        .iter()
        .find_map(|prefix| Some((*prefix, key.strip_prefix(prefix.as_bytes())?)))
        .filter(|(_, name)| name.len() > 1)
}

/// The post of a folded form with a prefix in front.
pub(super) fn resolve(key: &[u8]) -> Resolution {
    split(key).map_or(Resolution::None, |(prefix, name)| behind(prefix, form(name)))
}

/// What a name stands for behind a prefix: that of a mission never leads to the embassy or consulate of a city that has
/// missions too.
pub(super) fn behind(prefix: &str, name: Resolution) -> Resolution {
    match name {
        Resolution::One(post, how) => {
            let inferred = matches!(how, How::Misspelling | How::SixLetters | How::Nearest);
            let how = if inferred { how } else { How::Prefix };
            let elsewhere =
                if is_of_mission(prefix) { never_merge::missions_beside(post, how) } else { None };
            elsewhere.unwrap_or(Resolution::One(post, how))
        }
        other => other,
    }
}

fn is_of_mission(prefix: &str) -> bool {
    prefix.ends_with("MISSION") || prefix.ends_with("MISSIN")
}
