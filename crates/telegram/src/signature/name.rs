//! What looks like the name of a signing officer.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use authority::officers::known_signature;

/// Longest name, in bytes (format.md §12.8).
const LONGEST: usize = 30;

/// Heading words and others that end a text in capitals but are no names.
static NOT_NAMES: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("not_names.txt").lines().collect());

/// Words that belong to the surname after them.
const PARTICLES: &[&str] = &[
    "VAN", "VON", "DE", "DER", "DEN", "DI", "DA", "DU", "LA", "LE", "EL", "AL", "ST", "ST.", "MC", "MAC",
    "DEL", "DOS",
];

/// Words after the surname.
const SUFFIXES: &[&str] = &["JR", "JR.", "SR", "SR.", "II", "III", "IV"];

/// The name on a line that holds nothing else; initials before it and a full stop or `##` after it are left out.
pub(super) fn whole_line(line: &str) -> Option<Range<usize>> {
    let start = line.len() - line.trim_start().len();
    let line_end = line.trim_end_matches(|c: char| c.is_whitespace() || "#*>".contains(c)).len();
    let printed = line.get(start..line_end)?;
    let bare = printed.trim_end_matches(['.', ' ']);
    // The full stop of `JR.` belongs to it.
    let bare = if bare.ends_with(" JR") && printed.get(bare.len()..)?.starts_with('.') {
        printed.get(..bare.len() + 1)?
    } else {
        bare
    };
    if bare.is_empty() || bare.len() > LONGEST {
        return None;
    }
    let range = start..start + bare.len();
    let words: Vec<&str> = bare.split_whitespace().collect();
    if words.iter().all(|word| is_capital_word(word)) {
        return names(&words).then(|| without_initials(line, range));
    }
    let titled = matches!(words.as_slice(), [name] if is_titled(name))
        || words.len() < 4
            && words.last().is_some_and(|name| is_titled(name))
            && words.iter().rev().skip(1).all(|word| is_particle(word));
    let heading = words.iter().any(|word| NOT_NAMES.contains(word.to_uppercase().as_str()));
    (titled && !heading).then_some(range)
}

/// The name after the last sentence of a line: `… in the spring. DOE`.
pub(super) fn after_sentence(line: &str) -> Option<Range<usize>> {
    let end = line.trim_end_matches(|c: char| c.is_whitespace() || "#*>".contains(c)).len();
    let printed = line.get(..end)?;
    let stop = printed.trim_end_matches('.').rfind(['.', '!', '?'])?;
    let rest = printed.get(stop + 1..)?;
    let start = stop + 1 + (rest.len() - rest.trim_start_matches(['"', '\'', '”', ')', ' ']).len());
    let bare = printed.get(start..)?.trim_end_matches('.');
    let range = without_initials(line, start..start + bare.len());
    let bare = line.get(range.clone())?;
    if start == stop + 1 || bare.is_empty() || bare.len() > LONGEST {
        return None;
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    // With a full stop it may be the last word of a text in capitals: only a known name will do. `U.S. NATO` is no end of a
    // sentence.
    let abbreviation = printed.get(..stop)?.rsplit(' ').next().is_some_and(|word| word.contains('.'));
    let plain = end == range.end && !abbreviation && bare.len() > 2;
    let surnames = words.iter().filter(|word| !is_particle(word) && !is_suffix(word)).count();
    let known = known_signature(bare);
    let capitals = words.iter().all(|word| is_capital_word(word));
    let fits = capitals && names(&words) && (known || plain && surnames == 1);
    fits.then_some(range)
}

/// Where two known names that were run together part: `DOEROE`. Only one way of parting them may fit.
pub(crate) fn fused(name: &str) -> Option<usize> {
    if !(6..=LONGEST).contains(&name.len())
        || !name.bytes().all(|b| b.is_ascii_uppercase())
        || known_signature(name)
    {
        return None;
    }
    let mut places = (3..=name.len() - 3).filter(|at| {
        let parts = (name.get(..*at), name.get(*at..));
        matches!(parts, (Some(first), Some(second)) if known_signature(first) && known_signature(second))
    });
    let place = places.next()?;
    places.next().is_none().then_some(place)
}

/// One to three words in capitals, none a heading word, at least one a surname.
fn names(words: &[&str]) -> bool {
    let surname = |word: &&str| word.len() > 1 && !is_suffix(word);
    let limit = if words.iter().any(|word| is_suffix(word) || is_particle(word)) { 4 } else { 3 };
    (1..=limit).contains(&words.len())
        && words.iter().any(surname)
        && !words.iter().any(|word| NOT_NAMES.contains(word.trim_end_matches([',', '.'])))
        && !words
            .iter()
            .any(|word| matches!(*word, "OF" | "THE" | "IN" | "ON" | "TO" | "FOR" | "BY" | "WITH" | "AT"))
}

/// Initials of the drafter stand before some names: `AB DOE`.
fn without_initials(line: &str, range: Range<usize>) -> Range<usize> {
    let Some(name) = line.get(range.clone()) else { return range };
    let Some((first, rest)) = name.split_once(' ') else { return range };
    let letters = first.trim_end_matches('.');
    let rest_is_name = rest.trim().len() > 2 && !rest.split_whitespace().all(is_suffix);
    if letters.len() < 3 && !is_particle(first) && rest_is_name {
        let skipped = name.len() - rest.trim_start().len();
        return range.start + skipped..range.end;
    }
    range
}

/// Capitals with apostrophes, hyphens, a comma before `JR`.
fn is_capital_word(word: &str) -> bool {
    let word = word.strip_suffix([',', '.']).unwrap_or(word);
    word.chars().all(|c| c.is_uppercase() || "'’-".contains(c)) && word.chars().any(char::is_uppercase)
        // `MCDOE` is also printed `McDOE`.
        || word.strip_prefix("Mc").is_some_and(|rest| !rest.is_empty() && rest.chars().all(char::is_uppercase))
}

/// `Doe`, `O'Doe`, `Doe-Roe`, `McDoe`.
fn is_titled(word: &str) -> bool {
    word.len() > 2
        && word.split(['-', '\'', '’']).all(|part| {
            let part = part.strip_prefix("Mc").unwrap_or(part);
            part.starts_with(char::is_uppercase) && part.chars().skip(1).all(char::is_lowercase)
        })
}

fn is_particle(word: &str) -> bool {
    PARTICLES.iter().any(|particle| particle.eq_ignore_ascii_case(word))
}

fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word)
}
