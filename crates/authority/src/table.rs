//! A table compiled in: rows of cells, each cell a place in one text in which nothing stands twice.

/// A table as `build/table.rs` writes it. A cell is its offset in `text` (four bytes, little-endian) and its length (two).
pub(crate) struct Table {
    pub(crate) text: &'static str,
    pub(crate) cells: &'static [u8],
    pub(crate) columns: usize,
}

impl Table {
    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.cells.len() / 6 / self.columns
    }

    /// One cell; empty where the table has none.
    pub(crate) fn cell(&self, row: usize, column: usize) -> &'static str {
        let at = (row * self.columns + column) * 6;
        match self.cells.get(at..at + 6) {
            Some(&[a, b, c, d, e, f]) => {
                let start = u32::from_le_bytes([a, b, c, d]) as usize;
                let length = u16::from_le_bytes([e, f]) as usize;
                self.text.get(start..start + length).unwrap_or_default()
            }
            _ => "",
        }
    }
}

/// The table of that name among the files that the build script wrote.
macro_rules! table {
    ($name:literal, $columns:literal) => {
        crate::table::Table {
            text: include_str!(concat!(env!("OUT_DIR"), "/", $name, ".txt")),
            cells: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".cells")),
            columns: $columns,
        }
    };
}
pub(crate) use table;
