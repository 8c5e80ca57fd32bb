//! What every sample must keep.

use std::collections::{BTreeMap, BTreeSet};

use super::{make, settings};
use crate::sample::{Maker, Settings, damage};

#[test]
fn ok_the_same_seed_makes_the_same_cables() {
    assert_eq!(make(&settings(60, 9)), make(&settings(60, 9)));
    assert_ne!(make(&settings(60, 9)), make(&settings(60, 10)));
}

#[test]
fn ok_numbers_rise_and_are_unique() {
    for cables in [0, 1, 7, 3000] {
        let made = make(&settings(cables, 2));
        let mut last: BTreeMap<(String, String), u32> = BTreeMap::new();
        let firsts: Vec<_> = made.iter().filter(|made| made.truth.copy == 1).collect();
        assert_eq!(firsts.len(), cables);
        for made in firsts {
            let year = made.truth.date.get(..4).unwrap_or_default().to_string();
            let before = last.insert((made.truth.post.clone(), year), made.truth.serial);
            assert!(before.is_none_or(|before| before < made.truth.serial), "{}", made.id);
        }
        assert!(made.windows(2).all(|pair| pair[0].truth.date <= pair[1].truth.date));
    }
}

#[test]
fn ok_what_is_held_was_made_before_and_what_is_not_never() {
    let made = make(&settings(3000, 3));
    let all: BTreeSet<&str> = made.iter().map(|made| made.id.as_str()).collect();
    let (mut held, mut missing) = (0, 0);
    for cited in made.iter().flat_map(|made| &made.truth.references) {
        let Some(id) = &cited.id else { continue };
        assert_eq!(cited.held, all.contains(id.as_str()), "{id}");
        if cited.held { held += 1 } else { missing += 1 }
    }
    assert!(held > 1500 && missing > 300 && missing < held, "{held} held, {missing} not");
}

#[test]
fn ok_copies_differ_in_what_they_strike() {
    let made = make(&Settings { damage: false, ..settings(3000, 3) });
    let copies: Vec<_> = made.windows(2).filter(|pair| pair[1].truth.copy == 2).collect();
    assert!((90..210).contains(&copies.len()), "{}", copies.len());
    let differ = copies.iter().filter(|pair| pair[0].truth.withheld != pair[1].truth.withheld);
    assert!(differ.count() * 10 > copies.len() * 9);
    for pair in &copies {
        assert_eq!(pair[0].id, pair[1].id);
        assert_ne!(pair[0].name, pair[1].name);
    }
}

#[test]
fn ok_the_story_is_told_in_order_and_in_its_own_words() {
    let settings = Settings { damage: false, ..settings(1500, 8) };
    let mut told = BTreeSet::new();
    for made in Maker::new(&settings) {
        let text = squeezed(&String::from_utf8_lossy(&made.bytes));
        for statement in &made.truth.statements {
            assert!(made.truth.date.get(..10).is_some_and(|date| date > statement.day.as_str()));
            if statement.paragraph > 0 && made.truth.copy == 1 && !text.contains(" of 0") {
                assert!(without_frames(&text, &statement.quote), "{}: {}", made.truth.file, statement.quote);
            }
            told.insert((statement.day.clone(), statement.actor.clone()));
        }
    }
    assert!(told.len() > 40, "{}", told.len());
    let without = Settings { story: false, ..settings };
    assert!(Maker::new(&without).all(|made| made.truth.statements.is_empty()));
}

#[test]
fn ok_without_labels_nothing_is_marked() {
    for made in Maker::new(&Settings { labels: false, ..settings(200, 8) }) {
        assert_eq!(made.truth.level, telegram::record::Level::U);
        assert!(made.truth.marks.iter().all(|(_, mark)| mark.is_empty()));
    }
}

#[test]
fn ok_sizes_and_shares_are_those_of_archives() {
    let made = make(&settings(3000, 1));
    let share =
        |is: &dyn Fn(&super::Made) -> bool| made.iter().filter(|made| is(made)).count() * 1000 / made.len();
    let mean = made.iter().map(|made| made.bytes.len()).sum::<usize>() / made.len();
    assert!((4500..6500).contains(&mean), "{mean}");
    assert!((150..250).contains(&share(&|made| !made.truth.damage.is_empty())));
    assert!((4..20).contains(&share(&|made| made.truth.withdrawn)));
    assert!((200..400).contains(&share(&|made| made.truth.date.as_str() < "1980")));
}

#[test]
fn ok_every_kind_of_damage_happens() {
    let done: BTreeSet<String> = Maker::new(&settings(6000, 12)).flat_map(|made| made.truth.damage).collect();
    let never: Vec<&str> =
        damage::kinds().map(|(kind, _)| *kind).filter(|kind| !done.contains(*kind)).collect();
    assert!(never.is_empty() && done.len() > 40, "{} kinds, never: {never:?}", done.len());
}

/// With single blanks for all white space.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The sentence stands in the text, whatever stands between two of its words.
fn without_frames(text: &str, sentence: &str) -> bool {
    text.contains(sentence) || sentence.split(' ').all(|word| text.contains(word))
}
