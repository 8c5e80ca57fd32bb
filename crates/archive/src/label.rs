//! Labels and who dominates them (design.md §4).
//!
//! A label is a level, controls, and captions that restrict. Labels are partially ordered: a reader sees a label whose
//! level is not above theirs, whose every control they are admitted to, and whose every caption they may read.

use authority::captions::Reach;
use serde::{Deserialize, Serialize};
use telegram::record::Level;

/// What one must be cleared for to read something. Lists are sorted and hold nothing twice.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Label {
    /// `Unknown` is system-high: only a person who may see everything may see it.
    pub level: Level,
    /// `NOFORN`, `REL USA, GBR`, `FGI`, …
    pub controls: Vec<String>,
    /// `NODIS`, `EXDIS`, …; captions that widen the circle of readers are not here.
    pub captions: Vec<String>,
}

impl Label {
    /// A label; lists are put in order.
    pub fn new(level: Level, mut controls: Vec<String>, mut captions: Vec<String>) -> Label {
        controls.sort();
        controls.dedup();
        captions.sort();
        captions.dedup();
        Label { level, controls, captions }
    }

    /// The least label that dominates both.
    pub fn join(&self, other: &Label) -> Label {
        let both = |a: &[String], b: &[String]| a.iter().chain(b).cloned().collect();
        Label::new(
            self.level.max(other.level),
            both(&self.controls, &other.controls),
            both(&self.captions, &other.captions),
        )
    }

    /// Its one spelling: `C`, `S//NOFORN`, `S//NOFORN//NODIS+EXDIS`.
    pub fn key(&self) -> String {
        let mut key = level_code(self.level).to_string();
        if !self.controls.is_empty() || !self.captions.is_empty() {
            key.push_str("//");
            key.push_str(&self.controls.join("+"));
        }
        if !self.captions.is_empty() {
            key.push_str("//");
            key.push_str(&self.captions.join("+"));
        }
        key
    }

    /// Reads what [`Label::key`] writes.
    pub fn from_key(key: &str) -> Option<Label> {
        let mut parts = key.split("//");
        let level = level_from_code(parts.next()?)?;
        let mut list = || -> Vec<String> {
            let part = parts.next().unwrap_or_default();
            part.split('+').filter(|word| !word.is_empty()).map(str::to_string).collect()
        };
        let (controls, captions) = (list(), list());
        parts.next().is_none().then(|| Label::new(level, controls, captions))
    }
}

/// Code of a level as records print it.
pub fn level_code(level: Level) -> &'static str {
    match level {
        Level::U => "U",
        Level::Efto => "EFTO",
        Level::Lou => "LOU",
        Level::Sbu => "SBU",
        Level::C => "C",
        Level::S => "S",
        Level::Ts => "TS",
        Level::Unknown => "unknown",
    }
}

/// The level of a code, in any letter case.
pub fn level_from_code(code: &str) -> Option<Level> {
    use Level::{C, Efto, Lou, S, Sbu, Ts, U, Unknown};
    [U, Efto, Lou, Sbu, C, S, Ts, Unknown]
        .into_iter()
        .find(|level| level_code(*level).eq_ignore_ascii_case(code))
}

/// Whether a caption restricts. One that no table knows does: labels fail closed. Words that only name the level
/// (`SENSITIVE` behind `UNCLAS`, `LIMITED OFFICIAL USE`) do not: the level says it already.
pub(crate) fn restricts(caption: &str) -> bool {
    !names_level(caption)
        && authority::captions::lookup(caption).is_none_or(|found| found.reach == Reach::Narrows)
}

fn names_level(caption: &str) -> bool {
    let whole = |words: &str| telegram::level::read(words).is_some_and(|(_, length)| length == words.len());
    whole(caption) || whole(&format!("UNCLAS {caption}"))
}

/// Someone who reads, and what they are cleared for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// Name under which the archive knows them.
    pub name: String,
    /// The highest level they may read.
    pub level: Level,
    /// Controls they are admitted to. A country (`GBR`) admits to every `REL` list that names it.
    pub controls: Vec<String>,
    /// Restricted captions they may read.
    pub captions: Vec<String>,
    /// The single user of an archive without readers, and its operator: every label whatever its words.
    pub everything: bool,
}

impl Reader {
    /// The single user of an archive that has no readers.
    pub fn everything() -> Reader {
        Reader {
            name: "operator".to_string(),
            level: Level::Unknown,
            controls: vec![],
            captions: vec![],
            everything: true,
        }
    }

    /// Whoever does not say who they are, in an archive that has readers: what is unclassified.
    pub fn anonymous() -> Reader {
        Reader {
            name: "anonymous".to_string(),
            level: Level::U,
            controls: vec![],
            captions: vec![],
            everything: false,
        }
    }

    /// Whether the label is dominated by what the reader is cleared for.
    pub fn sees(&self, label: &Label) -> bool {
        self.everything
            || label.level != Level::Unknown
                && label.level <= self.level
                && label.controls.iter().all(|control| self.admitted(control))
                && label.captions.iter().all(|caption| self.captions.contains(caption))
    }

    /// `NOFORN` admits to release lists: they are wider than `NOFORN`.
    fn admitted(&self, control: &str) -> bool {
        let has = |wanted: &str| self.controls.iter().any(|own| own == wanted);
        has(control)
            || control.strip_prefix("REL ").is_some_and(|countries| {
                has("NOFORN")
                    || countries.split([',', ' ']).any(|country| !country.is_empty() && has(country))
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(key: &str) -> Label {
        Label::from_key(key).unwrap()
    }

    fn reader(key: &str) -> Reader {
        let Label { level, controls, captions } = label(key);
        Reader { name: "r".to_string(), level, controls, captions, everything: false }
    }

    #[test]
    fn ok_keys_are_one_to_one() {
        for key in
            ["U", "unknown", "S//NOFORN", "S////NODIS", "TS//FGI+NOFORN//EXDIS+NODIS", "C//REL USA, GBR"]
        {
            assert_eq!(label(key).key(), key);
        }
        assert_eq!(label("S//NOFORN+FGI").key(), "S//FGI+NOFORN");
        assert!(Label::from_key("Q").is_none() && Label::from_key("S//A//B//C").is_none());
    }

    #[test]
    fn ok_dominance() {
        let check = |who: &str, what: &str, expected: bool| {
            assert_eq!(reader(who).sees(&label(what)), expected, "{who} {what}")
        };
        check("C", "U", true);
        check("C", "S", false);
        check("C", "C//NOFORN", false);
        check("S//NOFORN", "C//NOFORN", true);
        check("S//NOFORN", "C//REL USA, GBR", true);
        check("S//GBR", "C//REL USA, GBR", true);
        check("S//FRA", "C//REL USA, GBR", false);
        check("TS//NOFORN", "S////NODIS", false);
        check("S////NODIS", "S////NODIS", true);
        check("unknown", "unknown", false);
        assert!(Reader::everything().sees(&label("unknown//X//Y")));
    }

    #[test]
    fn ok_captions_that_restrict() {
        for caption in ["NODIS", "EXDIS", "STADIS", "NO SUCH CAPTION"] {
            assert!(restricts(caption), "{caption}");
        }
        for caption in ["SIPDIS", "SENSITIVE", "FOUO", "EFTO", "LIMITED OFFICIAL USE"] {
            assert!(!restricts(caption), "{caption}");
        }
    }

    #[test]
    fn ok_join_dominates_both() {
        let join = label("C//NOFORN").join(&label("S////EXDIS"));
        assert_eq!(join.key(), "S//NOFORN//EXDIS");
    }
}
