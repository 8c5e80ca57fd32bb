//! The list of rules.

use std::sync::LazyLock;

/// A drafting rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Stable id.
    pub id: &'static str,
    /// Section of the handbook, or order, that has it.
    pub source: &'static str,
    /// What it says, in a few words.
    pub text: &'static str,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    include_str!("rules.tsv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            Some(Rule { id: cells.next()?, source: cells.next()?, text: cells.next()? })
        })
        .collect()
});

/// Every rule that [`super::check`] looks at.
pub fn rules() -> &'static [Rule] {
    &RULES
}

pub(super) fn named(id: &str) -> Option<Rule> {
    let found = RULES.iter().find(|rule| rule.id == id).copied();
    debug_assert!(found.is_some(), "no rule {id}");
    found
}
