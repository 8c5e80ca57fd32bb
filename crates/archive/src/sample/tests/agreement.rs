//! Truth against the parser. The floors are measured: a parser that reads better raises them.

use std::collections::BTreeMap;

use sources::{Document, Limits};
use telegram::record::ReferenceKind;

use super::{Made, Maker, Settings, make, settings};
use crate::sample::damage;

/// How many cables agree with the parser in each field, and those that do not.
#[derive(Debug, Default)]
struct Agreement {
    cables: usize,
    right: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

impl Agreement {
    fn of<'a>(made: impl IntoIterator<Item = &'a Made>) -> Agreement {
        let mut out = Agreement::default();
        made.into_iter().for_each(|made| out.add(made));
        out
    }

    fn add(&mut self, made: &Made) {
        let truth = &made.truth;
        let parts = parts(made);
        let read = parts.first().map(telegram::parse).unwrap_or_default();
        let telegrams = read.references.iter().filter(|one| one.kind == ReferenceKind::Telegram);
        let ids: Vec<String> = telegrams.filter_map(|one| one.id.clone()).collect();
        let cited: Vec<String> = truth.references.iter().filter_map(|one| one.id.clone()).collect();
        let tags: Vec<String> = read.tags.iter().map(|tag| tag.code.clone()).collect();
        self.cables += 1;
        self.check("parts", made, &1, &parts.len());
        self.check("id", made, &Some(truth.id.clone()), &read.id);
        self.check("level", made, &truth.level, &read.classification.level);
        self.check("tags", made, &truth.tags, &tags);
        self.check("references", made, &cited, &ids);
    }

    fn check<T: PartialEq + std::fmt::Debug>(
        &mut self,
        field: &'static str,
        made: &Made,
        truth: &T,
        read: &T,
    ) {
        if truth == read {
            *self.right.entry(field).or_default() += 1;
        } else {
            let damage = made.truth.damage.join(", ");
            self.wrong.push(format!("{field}: {} {truth:?} read as {read:?} ({damage})", made.truth.file));
        }
    }

    /// Fails where a field agrees in fewer of a thousand cables than its floor.
    fn at_least(&self, floors: &[(&str, usize)]) {
        let share = |field| self.right.get(field).map_or(0, |right| right * 1000 / self.cables.max(1));
        let shares: Vec<(&str, usize)> = floors.iter().map(|(field, _)| (*field, share(field))).collect();
        println!("{} cables: {shares:?}\n{}", self.cables, self.wrong.join("\n"));
        for ((field, floor), (_, share)) in floors.iter().zip(&shares) {
            assert!(share >= floor, "{field}: {share} of a thousand");
        }
    }
}

/// The telegrams of the file.
fn parts(made: &Made) -> Vec<Document> {
    let documents = sources::documents_of(&made.name, &made.bytes, &Limits::default()).into_iter().flatten();
    documents.flat_map(|document| telegram::split(&document)).collect()
}

#[test]
fn ok_undamaged_cables_are_read_as_they_are() {
    let settings = Settings { damage: false, copies: false, ..settings(2000, 4) };
    let made: Vec<Made> = Maker::new(&settings).filter(|made| !made.truth.withdrawn).collect();
    Agreement::of(&made).at_least(&[
        ("parts", 999),
        ("id", 999),
        ("level", 995),
        ("tags", 999),
        ("references", 900),
    ]);
}

#[test]
fn ok_cards_are_read_as_cards() {
    let cards: Vec<Made> = make(&settings(3000, 5)).into_iter().filter(|made| made.truth.withdrawn).collect();
    assert!(cards.len() > 15, "{}", cards.len());
    Agreement::of(&cards).at_least(&[("id", 999), ("level", 999)]);
    for card in cards {
        let read = parts(&card).first().map(telegram::parse).unwrap_or_default();
        assert_eq!(read.completeness.status, telegram::record::Status::Withdrawn, "{}", card.name);
    }
}

#[test]
fn ok_most_damaged_cables_are_read_too() {
    let made = make(&settings(4000, 6));
    let damaged: Vec<&Made> = made.iter().filter(|made| !made.truth.damage.is_empty()).collect();
    for (kind, _) in damage::kinds() {
        let of_kind =
            damaged.iter().copied().filter(|made| made.truth.damage.iter().any(|done| done == kind));
        let agreement = Agreement::of(of_kind);
        println!("{kind}: {} cables, right {:?}", agreement.cables, agreement.right);
    }
    Agreement::of(damaged).at_least(&[("id", 870), ("level", 960), ("tags", 920), ("references", 920)]);
}
