//! Names, adjectives, demonyms, governments, ministries, titles of countries.

use crate::{
    fold,
    index::{Index, index},
    table::{Table, table},
};

static TABLE: Table = table!("places", 6);
static INDEX: Index = index!("places");

/// One name of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "columns of the table, described in the table's README")]
pub struct Place {
    pub iso3: &'static str,
    pub geo_tag: &'static str,
    pub country: &'static str,
    pub kind: &'static str,
    pub value: &'static str,
    /// How many countries share the value; 1 for one alone.
    pub shared_by: u16,
}

/// All rows whose value is `name` (letter case ignored).
pub fn lookup(name: &str) -> Vec<Place> {
    fold::line(name)
        .into_iter()
        .flat_map(|key| INDEX.get(key.as_bytes()))
        .map(|row| place(row.into()))
        .collect()
}

/// All rows, in table order.
pub fn all() -> Vec<Place> {
    (0..TABLE.len()).map(place).collect()
}

fn place(row: usize) -> Place {
    let cell = |column| TABLE.cell(row, column);
    Place {
        iso3: cell(0),
        geo_tag: cell(1),
        country: cell(2),
        kind: cell(3),
        value: cell(4),
        shared_by: cell(5).parse().unwrap_or(1),
    }
}
