//! Truth against the parser, and what every sample must keep.

use std::collections::{BTreeMap, BTreeSet};

use sources::Document;

use super::{Made, Maker, Settings, Truth};

/// How many cables agree with the parser in each field, and the first that do not.
#[derive(Debug, Default)]
struct Agreement {
    cables: usize,
    right: BTreeMap<&'static str, usize>,
    wrong: Vec<String>,
}

impl Agreement {
    fn add(&mut self, made: &Made) {
        let truth = &made.truth;
        let document = Document::plain(&made.name, made.bytes.clone());
        let parts = telegram::split(&document);
        let read = telegram::parse(parts.first().unwrap_or(&document));
        let ids: Vec<String> = read.references.iter().filter_map(|one| one.id.clone()).collect();
        let cited: Vec<String> = truth.references.iter().filter_map(|one| one.id.clone()).collect();
        let tags: Vec<String> = read.tags.iter().map(|tag| tag.code.clone()).collect();
        self.cables += 1;
        self.check("parts", &made.name, &1, &parts.len());
        self.check("id", &made.name, &Some(truth.id.clone()), &read.id);
        self.check("level", &made.name, &truth.level, &read.classification.level);
        self.check("tags", &made.name, &truth.tags, &tags);
        self.check("references", &made.name, &cited, &ids);
    }

    fn check<T: PartialEq + std::fmt::Debug>(&mut self, field: &'static str, name: &str, truth: &T, read: &T) {
        if truth == read {
            *self.right.entry(field).or_default() += 1;
        } else {
            self.wrong.push(format!("{name} {field}: {truth:?} read as {read:?}"));
        }
    }

    /// Shares by field, in hundredths of a per cent.
    fn shares(&self) -> BTreeMap<&'static str, usize> {
        self.right.iter().map(|(field, right)| (*field, right * 10_000 / self.cables.max(1))).collect()
    }
}

fn settings(cables: usize, seed: u64) -> Settings {
    Settings { cables, seed, ..Settings::default() }
}

#[test]
fn ok_undamaged_cables_are_read_as_they_are() {
    let settings = Settings { damage: false, copies: false, ..settings(2000, 4) };
    let mut all = Agreement::default();
    for made in Maker::new(&settings).filter(|made| !made.truth.withdrawn) {
        all.add(&made);
    }
    println!("{:?}\n{}", all.shares(), all.wrong.join("\n"));
    assert!(all.shares().values().all(|share| *share > 9900));
}
