//! What a word of a Classified-By paragraph is: part of a title, of a name, or neither. The words stand in titles.tsv.

use std::{collections::HashMap, sync::LazyLock};

use foldhash::fast::FixedState;

use crate::slips;

/// What a word is by itself; its neighbours may change that (see person.rs).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// `Ambassador`, `Counselor`.
    Role,
    /// `DCM`, `POL/C`, `EconOff`.
    Abbreviation,
    /// `Department`, `EUR`.
    Office,
    /// `Economic`, `Affairs`.
    Topic,
    /// `Col.`, `Dr.`
    Rank,
    /// `of`, `for`.
    Link,
    /// `van`, `de`.
    Particle,
    /// `Jr.`, `III`.
    Suffix,
    /// `Q.`, `W.S.`
    Initial,
    /// A capitalised word that is none of these.
    Name,
    /// Anything else.
    Other,
}

impl Class {
    /// True for words that make a title.
    pub(super) fn titles(self) -> bool {
        matches!(self, Class::Role | Class::Abbreviation | Class::Office)
    }

    /// True for words that can stand in a name.
    pub(super) fn names(self) -> bool {
        matches!(self, Class::Name | Class::Initial | Class::Particle | Class::Suffix)
    }
}

/// A word's class and how sure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    pub(super) class: Class,
    /// A surname too, or only near to a word of a title: in the place of a surname it is one.
    pub(super) doubtful: bool,
}

/// Reads `word`. `cased` tells whether the text around it has both capitals and small letters, `small` whether it has small ones only.
pub(super) fn read(word: &str, cased: bool, small: bool) -> Reading {
    let sure = |class| Reading { class, doubtful: false };
    let letters = fold(word);
    let withheld = letters.len() >= 4 && letters.bytes().all(|letter| letter == b'X');
    if letters.is_empty() || withheld || word.chars().any(|character| character.is_ascii_digit()) {
        return sure(Class::Other);
    }
    if let Some(class) = initials(word, &letters) {
        return sure(class);
    }
    if word.contains('/') {
        return sure(if joined(word, '/') || word.len() <= 12 { Class::Abbreviation } else { Class::Name });
    }
    let entry = WORDS.get(letters.as_str()).copied();
    if let Some(entry) = entry
        && let Some(class) = entry.class
    {
        // In cased text `As` and `Us` are words, `AS` and `US` offices; `pol` is no abbreviation that anyone writes.
        let written_small = cased && letters.len() <= 3 && word.chars().any(char::is_lowercase);
        let usual = word.ends_with('.') || KNOWN_SMALL.contains(&letters.as_str());
        if class != Class::Abbreviation || !written_small || usual {
            return Reading { class, doubtful: entry.surname };
        }
    }
    if entry.is_some_and(|entry| entry.particle) {
        return sure(Class::Particle);
    }
    if word.contains('-') && joined(word, '-') || composed(&letters) {
        return sure(Class::Abbreviation);
    }
    if let Some(class) = near(&letters) {
        return Reading { class, doubtful: true };
    }
    let begins = word.chars().find(|character| character.is_alphabetic());
    if small || begins.is_some_and(char::is_uppercase) {
        return sure(Class::Name);
    }
    // `d'Affaires` is known above; `al-Roe`, `d'Orly`, `ffoulkes-Doe` are names that begin small.
    let later = word.chars().skip(1).any(char::is_uppercase);
    sure(if later { Class::Name } else { Class::Other })
}

/// True when `word` stands in the list of title words, exactly.
pub(super) fn known(word: &str) -> bool {
    WORDS.get(fold(word).as_str()).is_some_and(|entry| entry.class.is_some())
}

/// True when the word is a particle of names, whatever else it is.
pub(super) fn particle(word: &str) -> bool {
    WORDS.get(fold(word).as_str()).is_some_and(|entry| entry.particle)
}

/// True for words that lead from the person to the reasons: `for`, `per`, `based on`.
pub(super) fn tail(word: &str) -> bool {
    !word.contains(['/', '.']) && WORDS.get(fold(word).as_str()).is_some_and(|entry| entry.tail)
}

/// True for words that are cut short and written with a full stop in capitals too: `AMB.`, `DEPT.`
pub(super) fn is_cut_short(word: &str) -> bool {
    WORDS.get(fold(word).as_str()).is_some_and(|entry| entry.cut_short)
}

/// Abbreviations of three letters that are written `Pol`, `Amb`, `Col`.
const KNOWN_SMALL: [&str; 8] = ["POL", "AMB", "MIL", "DIR", "DEP", "SEC", "REP", "OFF"];

#[derive(Clone, Copy, Default)]
struct Entry {
    class: Option<Class>,
    /// Recognised in misspelt form too.
    core: bool,
    surname: bool,
    particle: bool,
    tail: bool,
    cut_short: bool,
    piece_topic: bool,
    piece_role: bool,
}

static WORDS: LazyLock<HashMap<&'static str, Entry, FixedState>> = LazyLock::new(|| {
    let mut words: HashMap<&'static str, Entry, FixedState> = HashMap::default();
    let lines = include_str!("titles.tsv").lines().filter(|line| !line.starts_with('#'));
    for (class, list) in lines.filter_map(|line| line.split_once('\t')) {
        for word in list.split(' ') {
            let entry = words.entry(word).or_default();
            match class {
                "core" | "role" => entry.class = Some(Class::Role),
                "topic-core" | "topic" => entry.class = entry.class.or(Some(Class::Topic)),
                "rank" => entry.class = Some(Class::Rank),
                "abbreviation" => entry.class = entry.class.or(Some(Class::Abbreviation)),
                "office" => entry.class = entry.class.or(Some(Class::Office)),
                "link" => entry.class = Some(Class::Link),
                "suffix" => entry.class = Some(Class::Suffix),
                "either" => entry.surname = true,
                "particle" => entry.particle = true,
                "tail" => entry.tail = true,
                "cut-short" => entry.cut_short = true,
                "piece-topic" => entry.piece_topic = true,
                "piece-role" => entry.piece_role = true,
                _ => {}
            }
            entry.core |= class.ends_with("core");
        }
    }
    words
});

static CORE: LazyLock<Vec<(&'static str, Class)>> = LazyLock::new(|| {
    let mut core: Vec<_> = WORDS
        .iter()
        .filter(|(_, entry)| entry.core)
        .filter_map(|(word, entry)| Some((*word, entry.class?)))
        .collect();
    core.sort_unstable_by_key(|(word, _)| *word);
    core
});

/// Letters only, in capitals, accents dropped.
pub(super) fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    if word.is_ascii() {
        out.extend(word.bytes().filter(u8::is_ascii_alphabetic).map(|b| char::from(b.to_ascii_uppercase())));
        return out;
    }
    let letters = word.chars().filter_map(|character| {
        let plain = match character {
            'À'..='Å' | 'à'..='å' => 'A',
            'Ç' | 'ç' => 'C',
            'È'..='Ë' | 'è'..='ë' => 'E',
            'Ì'..='Ï' | 'ì'..='ï' => 'I',
            'Ñ' | 'ñ' => 'N',
            'Ò'..='Ö' | 'ò'..='ö' => 'O',
            'Ù'..='Ü' | 'ù'..='ü' => 'U',
            other => other.to_ascii_uppercase(),
        };
        plain.is_alphabetic().then_some(plain)
    });
    out.extend(letters);
    out
}

/// `Q`, `Q.`, `W.S.` are initials; `a.i.` and `U.S.` are not.
fn initials(word: &str, letters: &str) -> Option<Class> {
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1);
    match letters {
        "AI" if dotted => Some(Class::Role),
        "US" | "UN" | "EU" if dotted => Some(Class::Topic),
        "PO" | "CG" if dotted => Some(Class::Abbreviation),
        _ if dotted && letters.len() <= 4 => Some(Class::Initial),
        "A" if !word.contains('.') && word == "a" => Some(Class::Link),
        _ if letters.chars().count() == 1 => Some(Class::Initial),
        _ => None,
    }
}

/// True when the parts of `word` between `mark` are words of titles, or one is and the others are symbols: `EUR/WE`, `Pol-Econ`.
fn joined(word: &str, mark: char) -> bool {
    let mut parts = word.split(mark).map(fold).filter(|part| !part.is_empty());
    let is_title = |part: &String| {
        WORDS.get(part.as_str()).is_some_and(|entry| entry.class.is_some())
            || near(part).is_some()
            || composed(part)
    };
    if mark == '/' { parts.any(|part| is_title(&part)) } else { parts.all(|part| is_title(&part)) }
}

/// True for abbreviations put together from pieces: topics, then a role. POLOFF, ECONCOUNS, DEPPOLCHIEF.
fn composed(letters: &str) -> bool {
    fn role_at_end(rest: &str, pieces: usize) -> bool {
        if pieces > 0 && WORDS.get(rest).is_some_and(|entry| entry.piece_role) {
            return true;
        }
        pieces < 4
            && (1..=9).any(|length| {
                rest.get(..length)
                    .is_some_and(|piece| WORDS.get(piece).is_some_and(|entry| entry.piece_topic))
                    && rest.get(length..).is_some_and(|rest| role_at_end(rest, pieces + 1))
            })
    }
    // A single letter before a role is no pattern: "D" + "CHIEF" would make surnames into titles.
    (6..=20).contains(&letters.len()) && role_at_end(letters, 0)
}

/// The class of the core word that `letters` misspells.
fn near(letters: &str) -> Option<Class> {
    if !(5..=17).contains(&letters.len()) {
        return None;
    }
    let fits = |word: &str| {
        let limit = match word.len() {
            0..=8 => 1,
            _ => 2,
        };
        let first = word.as_bytes().first() == letters.as_bytes().first();
        // A short word is too near to surnames but for swapped letters: CHEIF, not CHIEU.
        let swapped = || word.len() > 5 || letters.len() == word.len() && sorted(letters) == sorted(word);
        slips::near(letters, word, limit)
            && swapped()
            && (first || word.len() >= 9 && slips::near(letters, word, 1))
    };
    CORE.iter().find(|(word, _)| fits(word)).map(|(_, class)| *class)
}

fn sorted(word: &str) -> Vec<u8> {
    let mut bytes = word.as_bytes().to_vec();
    bytes.sort_unstable();
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_misspelt_titles_are_titles() {
        for word in [
            "AMBASADOR",
            "Ambassdor",
            "Amabassador",
            "MBASSADOR",
            "COUNSELER",
            "Councilor",
            "Counsler",
            "MINSTER",
            "Cheif",
            "Deptuy",
            "Duputy",
            "DAffiares",
            "D'AFFIARES",
            "Chargé",
            "CHARGE'",
            "Offcer",
            "DIRECTER",
            "Attaché",
            "Reprsentative",
            "Prinicpal",
            "CONSULL",
        ] {
            assert_eq!(read(word, true, false).class, Class::Role, "{word}");
        }
        for word in ["Politcal", "ECONMIC", "Afairs", "Misson", "CONSLUAR"] {
            assert_eq!(read(word, true, false).class, Class::Topic, "{word}");
        }
    }

    #[test]
    fn ok_abbreviations() {
        for word in [
            "DCM",
            "A/DCM",
            "POL/C",
            "P/E",
            "EconOff",
            "PolCouns",
            "POLOFF",
            "POLMILOFF",
            "DepPolCouns",
            "PolEconCouns",
            "EUR/WE",
            "Pol/Econ",
            "Minister-Counselor",
            "Pol-Econ",
            "Amb.",
            "Pol",
            "A/S",
            "PDAS",
            "ECONCOUNS",
        ] {
            assert_eq!(read(word, true, false).class, Class::Abbreviation, "{word}");
        }
    }

    #[test]
    fn ok_names_are_no_titles() {
        for word in [
            "Doe",
            "ROE",
            "Kim-Scott",
            "O'Roe",
            "Segal",
            "Tabor",
            "Reagan",
            "Charles",
            "Martine",
            "Consuelo",
            "Marshal",
            "al-Roe",
            "Pollard",
            "Conrad",
        ] {
            assert_eq!(read(word, true, false).class, Class::Name, "{word}");
        }
        assert_eq!(read("Q.", true, false).class, Class::Initial);
        assert_eq!(read("W.S.", true, false).class, Class::Initial);
        assert_eq!(read("Jr.", true, false).class, Class::Suffix);
        assert_eq!(read("van", true, false).class, Class::Particle);
        assert_eq!(read("jane", false, true).class, Class::Name);
        assert_eq!(read("jane", true, false).class, Class::Other);
        assert_eq!(read("4X", true, false).class, Class::Other);
    }
}
