//! A subject in title case: `OTTAWA'S VIEW OF G-8 TALKS` → `Ottawa's View of G-8 Talks`.
//!
//! Words that stay in capitals: acronyms of the authority's table and of `acronyms.txt`, their plurals (`NGOs`), words with
//! digits or dots (`F-16`, `U.S.`), words without a vowel, Roman numbers. `printed.txt` has words that the table knows as
//! acronyms but that are words, and names printed in a way of their own. `small_words.txt` stay small in the middle.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use foldhash::fast::FixedState;

type Set = HashSet<&'static str, FixedState>;

static SMALL: LazyLock<Set> = LazyLock::new(|| include_str!("small_words.txt").lines().collect());
static ACRONYMS: LazyLock<Set> = LazyLock::new(|| include_str!("acronyms.txt").lines().collect());
/// Words by their form in capitals.
static PRINTED: LazyLock<HashMap<String, &str, FixedState>> =
    LazyLock::new(|| include_str!("printed.txt").lines().map(|word| (word.to_uppercase(), word)).collect());

/// Longer words of the table are names, and are printed like names.
const LONGEST_ACRONYM: usize = 10;

/// `subject` in title case. A subject in mixed case stays as it is printed.
pub fn title_case(subject: &str) -> String {
    let count = |ascii: fn(&u8) -> bool, any: fn(char) -> bool| {
        if subject.is_ascii() {
            subject.bytes().filter(ascii).count()
        } else {
            subject.chars().filter(|c| any(*c)).count()
        }
    };
    let small = count(u8::is_ascii_lowercase, char::is_lowercase);
    let capital = count(u8::is_ascii_uppercase, char::is_uppercase);
    if small * 4 > capital {
        return subject.to_string();
    }
    let mut out = String::with_capacity(subject.len());
    let count = subject.split(' ').filter(|word| !word.is_empty()).count();
    let (mut at, mut opens) = (0, true);
    for word in subject.split(' ') {
        if !out.is_empty() || at > 0 {
            out.push(' ');
        }
        if word.is_empty() {
            at += usize::from(out.is_empty());
            continue;
        }
        at += 1;
        compound(word, opens || at == count, &mut out);
        // After a colon, a dash or a full sentence the next word opens a title of its own.
        opens = word.ends_with([':', '?', '!', ';']) || word.chars().all(|c| "-–—".contains(c));
    }
    out
}

/// A word with what stands around it, and the words of a compound.
fn compound(word: &str, edge: bool, out: &mut String) {
    // `G-8` and `A/S` are one acronym, brackets and quotes left aside.
    let bare = word.trim_matches(is_around);
    if let Some(fixed) = bare.contains(is_joint).then(|| fixed(bare)).flatten() {
        let start = word.len() - word.trim_start_matches(is_around).len();
        out.push_str(word.get(..start).unwrap_or_default());
        out.push_str(&fixed);
        out.push_str(word.get(start + bare.len()..).unwrap_or_default());
        return;
    }
    let last = word.rfind(|c: char| c.is_alphanumeric()).unwrap_or(0);
    let (mut from, mut parts) = (0, 0);
    for (i, c) in word.char_indices().chain([(word.len(), '-')]) {
        if !is_joint(c) {
            continue;
        }
        let part = word.get(from..i).unwrap_or_default();
        if !part.is_empty() {
            // `STATE-OF-THE-ART`: small in the middle; `(THE` and `"THE` open something.
            let opens = from > 0
                && word.get(..from).is_some_and(|before| before.ends_with(['(', '[', '"', '“', '‘']));
            let inner = parts > 0 && i < last;
            let whole = parts == 0 && i > last && !edge;
            simple(part, (inner || whole) && !opens, out);
            parts += 1;
        }
        if i < word.len() {
            out.push(c);
        }
        from = i + c.len_utf8();
    }
}

/// One word without joints: letters, digits, apostrophes, dots.
fn simple(word: &str, may_be_small: bool, out: &mut String) {
    if word.chars().any(|c| if c.is_ascii() { c.is_ascii_lowercase() } else { c.is_lowercase() }) {
        out.push_str(word);
    } else if may_be_small && SMALL.contains(word) {
        out.push_str(&word.to_lowercase());
    } else if let Some(fixed) = fixed(word) {
        out.push_str(&fixed);
    } else if let Some((stem, ending)) =
        word.rsplit_once(['\'', '’']).filter(|(stem, _)| !stem.contains(['\'', '’']))
    {
        let apostrophe = word.get(stem.len()..word.len() - ending.len()).unwrap_or("'");
        apostrophes(stem, apostrophe, ending, out);
    } else {
        titled(word, out);
    }
}

/// `CANADA'S`, `DON'T`, `O'DOE`, `D'IVOIRE`, `GOC'S`.
fn apostrophes(stem: &str, apostrophe: &str, ending: &str, out: &mut String) {
    let elided = matches!(stem, "D" | "L") && ending.chars().count() > 2;
    let name = matches!(stem, "O") && ending.chars().count() > 1;
    if elided {
        out.push_str(&stem.to_lowercase());
    } else {
        simple(stem, false, out);
    }
    out.push_str(apostrophe);
    if elided || name || ending.chars().count() > 3 {
        titled(ending, out);
    } else {
        out.push_str(&ending.to_lowercase());
    }
}

/// First letter large, the others small; `MCDOE` is `McDoe`.
fn titled(word: &str, out: &mut String) {
    let (prefix, rest) = match word.strip_prefix("MC") {
        Some(rest) if rest.chars().count() > 2 => ("Mc", rest),
        _ => ("", word),
    };
    out.push_str(prefix);
    let mut letters = rest.chars();
    out.extend(letters.next());
    if rest.is_ascii() {
        out.extend(letters.map(|c| c.to_ascii_lowercase()));
    } else {
        out.extend(letters.flat_map(char::to_lowercase));
    }
}

/// The form of a word that title case does not touch.
fn fixed(word: &str) -> Option<String> {
    if let Some(printed) = PRINTED.get(word) {
        return Some(printed.to_string());
    }
    if SMALL.contains(word) || !word.chars().any(char::is_alphanumeric) {
        return None;
    }
    if is_acronym(word) {
        return Some(word.to_string());
    }
    let plural = word
        .strip_suffix('S')
        .filter(|stem| stem.len() > 2 && is_acronym(stem) && !PRINTED.contains_key(*stem));
    if let Some(stem) = plural {
        return Some(format!("{stem}s"));
    }
    numbered(word)
}

fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let dotted = word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1) && letters > 1;
    let no_vowel = letters > 1
        && letters == word.len()
        && word.bytes().all(|b| b.is_ascii_uppercase() && !b"AEIOUY".contains(&b));
    let roman =
        matches!(word, "II" | "III" | "IV" | "VI" | "VII" | "VIII" | "IX" | "XI" | "XII" | "XIII" | "XIV");
    dotted
        || no_vowel
        || roman
        || ACRONYMS.contains(word)
        || ((2..=LONGEST_ACRONYM).contains(&word.len())
            && letters > 1
            && word.is_ascii()
            && authority::acronyms::known(word))
}

/// Words with digits: `4TH` and `1990S` are small, `G8` and `UH60` stay.
fn numbered(word: &str) -> Option<String> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let ending = word.get(digits..)?;
    if digits > 0 && matches!(ending, "ST" | "ND" | "RD" | "TH" | "S") {
        return Some(format!("{}{}", word.get(..digits)?, ending.to_lowercase()));
    }
    let plain = word.chars().all(|c| c.is_alphanumeric() || c == '+');
    (plain && word.chars().any(|c| c.is_ascii_digit())).then(|| word.to_string())
}

/// Brackets, quotes and stops around a word. A dot is part of `U.S.`, so it is not taken off.
fn is_around(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '"' | '“' | '”' | '‘' | ',' | ';' | ':' | '!' | '?')
}

/// What parts the words of a compound.
fn is_joint(c: char) -> bool {
    is_around(c) || matches!(c, '-' | '–' | '—' | '/' | '&' | '_')
}

#[cfg(test)]
mod tests {
    use super::title_case;

    #[track_caller]
    fn check(subject: &str, titled: &str) {
        assert_eq!(title_case(subject), titled);
    }

    #[test]
    fn ok_acronyms_stay() {
        check("NATO AND THE EU ON UN REFORM", "NATO and the EU on UN Reform");
        check("U.S.-CANADA TALKS ON WMD", "U.S.-Canada Talks on WMD");
        check("G-8 MINISTERS AND NGOS MEET THE GOC", "G-8 Ministers and NGOs Meet the GOC");
        check("PRT COMMANDERS, MPS AND F-16 PILOTS", "PRT Commanders, MPs and F-16 Pilots");
        check("PARLIAMENT, PART II: THE 4TH SESSION", "Parliament, Part II: The 4th Session");
        check("CARE FOR REFUGEES STARTS", "Care for Refugees Starts");
    }

    #[test]
    fn ok_small_words_stay_small_in_the_middle() {
        check("THE HARBOUR OF THE SOUTH IS TO OPEN", "The Harbour of the South Is to Open");
        check("A VISIT TO LISBON: THE SECOND DAY", "A Visit to Lisbon: The Second Day");
        check("WHAT THE VISIT IS FOR", "What the Visit Is For");
        check("TALKS STALL - A VIEW FROM THE NORTH", "Talks Stall - A View From the North");
    }

    #[test]
    fn ok_apostrophes_compounds_brackets() {
        check("CANADA'S PLAN AND MINISTERS' REPLY", "Canada's Plan and Ministers' Reply");
        check("COTE D'IVOIRE: O'DOE DOESN'T STAY", "Cote d'Ivoire: O'Doe Doesn't Stay");
        check("THE GOC'S VIEW", "The GOC's View");
        check("WHO'S WITH US IN LA PAZ", "Who's With US in La Paz");
        check("STATE-OF-THE-ART PIER AND FOLLOW-UP", "State-of-the-Art Pier and Follow-Up");
        check("\"THE PIER\" (PART 2 OF 2)", "\"The Pier\" (Part 2 of 2)");
        check("POL-MIL TALKS: SMITH/MCDOE MEETING", "Pol-Mil Talks: Smith/McDoe Meeting");
    }

    #[test]
    fn ok_mixed_case_stays() {
        check("Harbour Talks With the GoC Stall", "Harbour Talks With the GoC Stall");
        check("VISIT OF PRESIDENT da SILVA", "Visit of President da Silva");
        check("", "");
    }
}
