//! Level words: every spelling on a classification line (format.md §5.1, §5.2).
//!
//! ```text
//! level     = unclas [ "EFTO" | "SENSITIVE" | "FOUO" | "FOR OFFICIAL USE ONLY" ]
//!           | "LIMITED OFFICIAL USE" | "SENSITIVE BUT UNCLASSIFIED" | "CONFIDENTIAL" | "SECRET" | "TOP SECRET" | …
//! ```
//!
//! Each word may be letter-spaced and in any case.

use crate::record::Level;
use crate::spelled::{self, Spelled};

/// Longest first among those with one beginning.
const WORDS: &[(&str, Level)] = &[
    ("UNCLASSIFIED", Level::U),
    ("UNCLASS", Level::U),
    ("UNCLAS", Level::U),
    ("CONFIDENTIAL", Level::C),
    ("SECRET", Level::S),
    ("SENSITIVE BUT UNCLASSIFIED", Level::Sbu),
    ("SENSITIVE BUT UNCLAS", Level::Sbu),
    ("SBU", Level::Sbu),
    ("TOP SECRET", Level::Ts),
    ("LIMITED OFFICIAL USE", Level::Lou),
    ("LIMITED OFF USE", Level::Lou),
    ("LIMITED OFFICIAL", Level::Lou),
    ("LOU", Level::Lou),
];

/// What an unclassified text may add to its level word.
const RIDERS: &[(&str, Level)] = &[
    ("EFTO", Level::Efto),
    ("SENSITIVE", Level::Sbu),
    ("FOR OFFICIAL USE ONLY", Level::Sbu),
    ("FOUO", Level::Sbu),
];

/// The level at the start of `words` and how many bytes its words take.
///
/// ```text
/// "C O N F I D E N T I A L LISBON 000417" → C, 23     "UNCLAS SENSITIVE LISBON 000417" → SBU, 16
/// ```
pub fn read(words: &str) -> Option<(Level, usize)> {
    let found = parts(words)?;
    Some((found.level, found.rider.map_or(found.word.len, |rider| rider.end)))
}

/// A level word and its rider.
pub(crate) struct Parts {
    /// The level that both give.
    pub level: Level,
    /// How the level word is printed.
    pub word: Spelled,
    /// Place of the rider.
    pub rider: Option<std::ops::Range<usize>>,
}

/// Like [`read`], with its parts.
pub(crate) fn parts(words: &str) -> Option<Parts> {
    let initial = words.bytes().next()?.to_ascii_uppercase();
    let (level, word) = WORDS
        .iter()
        .filter(|(word, _)| word.bytes().next() == Some(initial))
        .find_map(|(word, level)| Some((*level, ends_here(words, spelled::prefix(words, word)?, word)?)))?;
    if level == Level::U {
        let rest = words.get(word.len..).unwrap_or_default();
        let gap = rest.len() - rest.trim_start_matches([' ', '\t', '/', '-', ',']).len();
        let rest = rest.get(gap..).unwrap_or_default();
        if gap > 0
            && let Some((rider, level)) =
                RIDERS.iter().find_map(|(rider, level)| Some((spelled::phrase(rest, rider)?, *level)))
        {
            let start = word.len + gap;
            return Some(Parts { level, word, rider: Some(start..start + rider.len) });
        }
    }
    Some(Parts { level, word, rider: None })
}

/// A level word ends where no letter follows, or where the next field is glued to it.
fn ends_here(words: &str, found: Spelled, word: &str) -> Option<Spelled> {
    let rest = words.get(found.len..)?;
    match rest.bytes().next() {
        // In `U N C L A S  S E N S I T I V E` the second S begins another word.
        _ if word == "UNCLASS" && found.spaced => None,
        Some(next) if next.is_ascii_alphanumeric() => spelled::prefix(rest, "SECTION").map(|_| found),
        _ => Some(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, level: Level, rest: &str) {
        let (found, len) = read(words).unwrap_or_else(|| panic!("no level in {words:?}"));
        assert_eq!((found, &words[len..]), (level, rest));
    }

    #[test]
    fn ok_every_spelling_of_the_table() {
        check("UNCLAS LISBON", Level::U, " LISBON");
        check("UNCLASSIFIED", Level::U, "");
        check("U N C L A S LISBON", Level::U, " LISBON");
        check("U N C L A S S I F I E D", Level::U, "");
        check("UNCLAS EFTO LISBON", Level::Efto, " LISBON");
        check("UNCLAS E F T O LISBON", Level::Efto, " LISBON");
        check("LIMITED OFFICIAL USE PRAIA 12", Level::Lou, " PRAIA 12");
        check("LIMITED OFF USE PRAIA 12", Level::Lou, " PRAIA 12");
        check("L I M I T E D  O F F I C I A L  U S E PRAIA", Level::Lou, " PRAIA");
        check("LOU PRAIA", Level::Lou, " PRAIA");
        check("UNCLAS SENSITIVE", Level::Sbu, "");
        check("U N C L A S S E N S I T I V E PRAIA", Level::Sbu, " PRAIA");
        check("SENSITIVE BUT UNCLASSIFIED", Level::Sbu, "");
        check("UNCLASSIFIED//FOR OFFICIAL USE ONLY", Level::Sbu, "");
        check("SBU PRAIA", Level::Sbu, " PRAIA");
        check("C O N F I D E N T I A L SECTION", Level::C, " SECTION");
        check("CONFIDENTIAL//NOFORN", Level::C, "//NOFORN");
        check("Confidential section", Level::C, " section");
        check("S E C R E T NOFORN", Level::S, " NOFORN");
        check("SECRETSECTION 01 OF 02", Level::S, "SECTION 01 OF 02");
        check("T O P  S E C R E T", Level::Ts, "");
        check("TOP SECRET LISBON", Level::Ts, " LISBON");
        check("C 0 N F I D E N T I A L", Level::C, "");
    }

    #[test]
    fn err_other_words_are_no_levels() {
        for words in
            ["", "SECRETARY DOE", "A B C D E F", "UNCLE", "Sensitive", "CONFIDENTIALITY", "LOUD", "C"]
        {
            assert_eq!(read(words), None, "{words:?}");
        }
    }
}
