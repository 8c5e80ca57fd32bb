//! Random questions: every kind of leaf, nested.

use archive::query::{Day, Field, Leaf, Node};

use super::dice::Dice;
use super::prose;

fn of(dice: &mut Dice, list: &[&'static str]) -> &'static str {
    *dice.pick(list)
}

/// A word as it is indexed.
fn folded(dice: &mut Dice) -> String {
    let list = match dice.below(8) {
        0 => prose::HIGH,
        1 => &["the", "of", "and", "a", "to", "withheld", "portion", "ref", "may"],
        2 => prose::NOWHERE,
        _ => prose::LOW,
    };
    let text = of(dice, list);
    archive::tokens(text).next().map(|token| token.word).unwrap_or_default()
}

fn beginning(dice: &mut Dice) -> String {
    let word = folded(dice);
    let length = dice.from(1, 4);
    word.chars().take(length).collect()
}

fn words(dice: &mut Dice, most: usize) -> Vec<String> {
    (0..dice.from(1, most)).map(|_| folded(dice)).collect()
}

/// One word or the beginning of one: what the scores are checked with.
pub(crate) fn word(dice: &mut Dice) -> Leaf {
    if dice.once_in(4) { Leaf::Prefix(vec![], beginning(dice)) } else { Leaf::Words(vec![folded(dice)]) }
}

fn text(dice: &mut Dice) -> Leaf {
    match dice.below(8) {
        0..=2 => Leaf::Words(words(dice, 1)),
        3 => Leaf::Words(words(dice, 3)),
        4 => Leaf::Prefix(vec![], beginning(dice)),
        5 => Leaf::Prefix(words(dice, 2), beginning(dice)),
        _ => Leaf::Near {
            parts: (0..dice.from(2, 3)).map(|_| words(dice, 2)).collect(),
            distance: dice.from(1, 12) as u32,
        },
    }
}

fn term(dice: &mut Dice, ids: &[String]) -> Leaf {
    let id = dice.text(ids).to_string();
    let (field, value) = match dice.below(15) {
        0 => (Field::Post, of(dice, &["PRAIA", "LISBON", "DAKAR", "OTTAWA", "LONDON"])),
        1 => (Field::From, of(dice, &["PRAIA", "LISBON", "DAKAR"])),
        2 => (Field::To, of(dice, &["STATE", "LISBON"])),
        3 => (Field::Tags, of(dice, &["PREL", "EFIS", "CV", "PTER", "MARR"])),
        4 => (Field::Class, of(dice, &["U", "C", "S", "TS", "unknown"])),
        5 => (Field::Mark, of(dice, &["U", "C", "S", "S/NF", "SBU", "C/REL USA, GBR"])),
        6 => (Field::Signed, of(dice, &["ELLERY", "BERG", "VAN DER BERG"])),
        7 => (Field::Kind, of(dice, &["telegram", "full", "truncated", "header-only"])),
        8 => (Field::Place, of(dice, &["CV", "CA", "PO"])),
        9 => (Field::Person, of(dice, &["BARRANCOS", "ROCHETEAU"])),
        10 => (Field::Caption, of(dice, &["SIPDIS", "NODIS", "EXDIS"])),
        11 | 12 => {
            let value = if dice.once_in(3) { id.get(2..).unwrap_or_default().to_string() } else { id };
            return Leaf::Term { field: Field::Id, value, prefix: false };
        }
        _ => return Leaf::Term { field: Field::Ref, value: id, prefix: false },
    };
    let prefix = dice.once_in(4) && !matches!(field, Field::Class | Field::Mark | Field::Kind);
    let length = if prefix { dice.from(0, 3).min(value.len()) } else { value.len() };
    Leaf::Term { field, value: value[..length].to_string(), prefix }
}

fn date(dice: &mut Dice) -> Leaf {
    let mut day =
        || Day::new(dice.from(2000, 2007) as i16, dice.from(1, 12) as i8, dice.from(1, 28) as i8).ok();
    let (one, other) = (day(), day());
    let (from, to) = (one.min(other), one.max(other));
    match dice.below(3) {
        0 => Leaf::Date { from, to: None },
        1 => Leaf::Date { from: None, to },
        _ => Leaf::Date { from, to },
    }
}

fn leaf(dice: &mut Dice, ids: &[String]) -> Leaf {
    match dice.below(12) {
        0..=4 => text(dice),
        5 => Leaf::Subject(Box::new(text(dice))),
        6 => Leaf::Expand(of(dice, &["NATO", "GOC", "Lisbon", "USG", "fish"]).to_string()),
        7 | 8 => date(dice),
        _ => term(dice, ids),
    }
}

pub(crate) fn node(dice: &mut Dice, ids: &[String], depth: usize) -> Node {
    if depth == 0 || dice.once_in(3) {
        return if dice.once_in(25) { Node::All } else { Node::Leaf(leaf(dice, ids)) };
    }
    let parts = |dice: &mut Dice| (0..dice.from(2, 3)).map(|_| node(dice, ids, depth - 1)).collect();
    match dice.below(5) {
        0 | 1 => Node::And(parts(dice)),
        2 | 3 => Node::Or(parts(dice)),
        _ => Node::Not(Box::new(node(dice, ids, depth - 1))),
    }
}
