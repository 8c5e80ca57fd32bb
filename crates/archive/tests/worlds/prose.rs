//! Invented sentences. Few words, so that queries meet them often; some that only hidden portions use.

use super::dice::Dice;

pub(crate) const LOW: &[&str] = &[
    "harbour",
    "harbor",
    "nets",
    "minister",
    "patrol",
    "quota",
    "fish",
    "fisheries",
    "loan",
    "boats",
    "cutter",
    "Mindelo",
    "coast",
    "guard",
    "salmon",
    "cabinet",
    "vote",
    "embassy",
    "NATO",
    "GOC",
    "visit",
    "island",
    "d\u{e9}tente",
    "ship-rider",
    "U.S.",
    "Canada's",
    "summit",
    "treaty",
    "engine",
    "ferry",
];

/// Words that stand in hidden portions above all.
pub(crate) const HIGH: &[&str] =
    &["informant", "cipher", "defector", "uranium", "mole", "harbourmaster", "netsuke", "zephyr", "fishing"];

/// Words that stand nowhere.
pub(crate) const NOWHERE: &[&str] = &["xylophone", "quagga", "harboured"];

const SMALL: &[&str] = &["the", "of", "and", "a", "in", "to", "will", "has", "not", "for"];

pub(crate) fn words(dice: &mut Dice, high: bool, most: usize) -> String {
    let mut out = Vec::new();
    for _ in 0..dice.from(1, most) {
        let list = match dice.below(10) {
            0..=3 => SMALL,
            4..=5 if high => HIGH,
            _ => LOW,
        };
        out.push(*dice.pick(list));
    }
    out.join(" ")
}

/// A few sentences; now and then with what a reader of telegrams makes something of.
pub(crate) fn text(dice: &mut Dice, high: bool, ids: &[String]) -> String {
    let mut out = Vec::new();
    for _ in 0..dice.from(1, 3) {
        let sentence = words(dice, high, 14);
        let mut letters = sentence.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
        out.push(match dice.below(12) {
            0 if !ids.is_empty() => format!("{first}{} (see {}).", letters.as_str(), printed(dice.text(ids))),
            1 => format!("{first}{} (ref A).", letters.as_str()),
            2 => format!("On May {}, {} said so (para 1).", dice.from(1, 28), dice.pick(NAMES)),
            _ => format!("{first}{}.", letters.as_str()),
        });
    }
    out.join("  ")
}

pub(crate) const NAMES: &[&str] = &["ELLERY", "BARRANCOS", "ROCHETEAU", "VAN DER BERG"];

/// What may stand in a hidden paragraph and looks like something else. Each ends with a stop: where a portion ends is
/// read from the whole text, so one that does not may take the next line with it, which hides too much, never too little.
pub(crate) fn trap(dice: &mut Dice, ids: &[String]) -> String {
    let id = if ids.is_empty() { "DAKAR 77".to_string() } else { printed(dice.text(ids)) };
    let trap = match dice.below(9) {
        0 => format!("\"{},\" he said.", words(dice, true, 9)),
        1 => format!("SUBJECT: {}", words(dice, true, 5).to_uppercase()),
        2 => format!("REF: {id}"),
        3 => format!("   a. {}.\n\n   b. {}.", words(dice, true, 8), words(dice, true, 8)),
        4 => format!("   -- {}\n   -- {}.", words(dice, true, 6), words(dice, true, 6)),
        5 => format!("(Comment: {}.  End comment.)", words(dice, true, 9)),
        6 => format!(
            "Boat     Crew   Cost\n----     ----   ----\n{}   12     400\nMole     7      90",
            dice.pick(HIGH)
        ),
        7 => format!("BEGIN TEXT:\n\n{}.\n\nEND TEXT.", words(dice, true, 12)),
        _ => format!("{}, {}.", dice.pick(HIGH), words(dice, true, 12)),
    };
    format!("{trap}\n\nHe stopped there.")
}

/// An id as telegrams print it: `05PRAIA12` is `05 PRAIA 12`.
pub(crate) fn printed(id: &str) -> String {
    let (year, rest) = id.split_at(2);
    let at = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
    let (post, serial) = rest.split_at(at);
    format!("{year} {post} {serial}")
}
