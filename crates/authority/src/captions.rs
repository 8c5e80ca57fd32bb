//! Captions, control markings, channels, message series (format.md §6).

use crate::{
    fold,
    index::{Index, index},
    table::{Table, table},
};

static TABLE: Table = table!("captions", 7);
static INDEX: Index = index!("captions");

/// A caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "columns of the table, described in the table's README")]
pub struct Caption {
    pub caption: &'static str,
    pub class: &'static str,
    pub meaning: &'static str,
    pub effect: &'static str,
    pub era: &'static str,
    pub source: &'static str,
    pub reach: Reach,
}

/// What a caption does to the circle of readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// More may read it: `SIPDIS` puts a message on a network of other agencies, which is the opposite of a restriction.
    Widens,
    /// Fewer may read it.
    Narrows,
    /// Neither.
    Unchanged,
}

/// The row of a caption as printed; letter case, blanks and padding (`STADIS////////`) are ignored.
pub fn lookup(printed: &str) -> Option<Caption> {
    INDEX.get(fold::letters(printed)?.as_bytes()).next().map(|row| caption(row.into()))
}

/// All rows.
pub fn all() -> Vec<Caption> {
    (0..TABLE.len()).map(caption).collect()
}

fn caption(row: usize) -> Caption {
    let cell = |column| TABLE.cell(row, column);
    Caption {
        caption: cell(0),
        class: cell(1),
        meaning: cell(2),
        effect: cell(3),
        era: cell(4),
        source: cell(5),
        reach: match cell(6) {
            "widens" => Reach::Widens,
            "narrows" => Reach::Narrows,
            _ => Reach::Unchanged,
        },
    }
}
