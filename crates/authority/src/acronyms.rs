//! Acronyms and their expansions.

use crate::{
    fold,
    index::{Index, index},
    table::{Table, table},
};

static TABLE: Table = table!("acronyms", 5);
static INDEX: Index = index!("acronyms");

/// One expansion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "columns of the table, described in the table's README")]
pub struct Expansion {
    pub acronym: &'static str,
    pub expansion: &'static str,
    pub domain: &'static str,
    pub source: &'static str,
}

/// All expansions of an acronym that may be meant where the geographic TAGS `countries` are named; those of a named country first;
/// government short forms (`GOC`) only for named countries.
pub fn expand(acronym: &str, countries: &[&str]) -> Vec<Expansion> {
    let mut found: Vec<(Bond, Expansion)> = rows(acronym)
        .map(|row| (Bond::of(row, countries), expansion(row)))
        .filter(|(bond, expansion)| *bond != Bond::Elsewhere || !expansion.domain.starts_with("government"))
        .collect();
    found.sort_by_key(|(bond, _)| *bond);
    found.into_iter().map(|(_, expansion)| expansion).collect()
}

/// All expansions of an acronym, whatever the country.
pub fn expansions(acronym: &str) -> Vec<Expansion> {
    rows(acronym).map(expansion).collect()
}

/// All acronyms of an expansion, letter case ignored.
pub fn acronyms_of(words: &str) -> Vec<Expansion> {
    (0..TABLE.len()).map(expansion).filter(|one| one.expansion.eq_ignore_ascii_case(words.trim())).collect()
}

/// True for any acronym of the table.
pub fn known(acronym: &str) -> bool {
    rows(acronym).next().is_some()
}

/// How an expansion is bound to the countries named.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Bond {
    Named,
    NoCountry,
    Elsewhere,
}

impl Bond {
    fn of(row: usize, countries: &[&str]) -> Bond {
        let own = TABLE.cell(row, 3);
        if own.is_empty() {
            Bond::NoCountry
        } else if own.split(';').any(|tag| countries.iter().any(|named| named.eq_ignore_ascii_case(tag))) {
            Bond::Named
        } else {
            Bond::Elsewhere
        }
    }
}

fn rows(acronym: &str) -> impl Iterator<Item = usize> {
    fold::line(acronym).into_iter().flat_map(|key| INDEX.get(key.as_bytes())).map(usize::from)
}

fn expansion(row: usize) -> Expansion {
    let cell = |column| TABLE.cell(row, column);
    Expansion { acronym: cell(0), expansion: cell(1), domain: cell(2), source: cell(4) }
}
