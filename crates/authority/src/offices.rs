//! Office symbols of the ACTION and INFO lines of 1973-79 (format.md §13.3).

use crate::{
    fold,
    index::{Index, index},
    table::{Table, table},
};

static TABLE: Table = table!("offices", 3);
static INDEX: Index = index!("offices");

/// An office. `name` is empty where only the symbol is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "columns of the table, described in the table's README")]
pub struct Office {
    pub symbol: &'static str,
    pub name: &'static str,
    pub source: &'static str,
}

/// The office of a symbol (`EUR`, `S/CT`; letter case ignored).
pub fn lookup(symbol: &str) -> Option<Office> {
    let row = row(symbol)?;
    Some(Office { symbol: TABLE.cell(row, 0), name: TABLE.cell(row, 1), source: TABLE.cell(row, 2) })
}

/// True for any symbol of the table.
pub fn known(symbol: &str) -> bool {
    row(symbol).is_some()
}

fn row(symbol: &str) -> Option<usize> {
    INDEX.get(fold::line(symbol)?.as_bytes()).next().map(usize::from)
}
