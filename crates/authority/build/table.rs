//! Reads the tables of `data/` and writes what `src/table.rs` reads.

use std::collections::HashMap;

use crate::{Out, Result};

/// A tab-separated file: one header row, no quoting.
pub(crate) struct Tsv {
    name: String,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// One row, whose cells are asked for by the names of their columns.
pub(crate) struct Row<'a> {
    header: &'a [String],
    cells: &'a [String],
}

impl Row<'_> {
    /// The cell of a column; empty where the table has no such column.
    pub(crate) fn get(&self, column: &str) -> &str {
        self.header.iter().position(|name| name == column).map_or("", |at| &self.cells[at])
    }
}

impl Tsv {
    pub(crate) fn read(name: &str) -> Result<Tsv> {
        Self::parse(name, &std::fs::read_to_string(format!("data/{name}.tsv"))?)
    }

    pub(crate) fn parse(name: &str, text: &str) -> Result<Tsv> {
        let split = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
        let mut lines = text.lines();
        let header = split(lines.next().ok_or("a table without a header")?);
        let rows: Vec<_> = lines.map(split).collect();
        if let Some(at) = rows.iter().position(|row| row.len() != header.len()) {
            return Err(format!("data/{name}: line {} has not {} cells", at + 2, header.len()).into());
        }
        Ok(Tsv { name: name.to_owned(), header, rows })
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|cells| Row { header: &self.header, cells })
    }

    /// Writes the named columns as `FILE.txt` (every different cell once) and `FILE.cells` (offset and length of each cell).
    pub(crate) fn pack(&self, out: &Out, file: &str, columns: &[&str]) -> Result<()> {
        if let Some(missing) = columns.iter().find(|column| !self.header.iter().any(|name| name == *column)) {
            return Err(format!("data/{} has no column {missing}", self.name).into());
        }
        let (mut text, mut cells, mut places) = (String::new(), Vec::<u8>::new(), HashMap::new());
        for row in self.rows() {
            for cell in columns.iter().map(|column| row.get(column)) {
                let start = *places.entry(cell.to_owned()).or_insert_with(|| {
                    text.push_str(cell);
                    text.len() - cell.len()
                });
                cells.extend(u32::try_from(start)?.to_le_bytes());
                cells.extend(u16::try_from(cell.len())?.to_le_bytes());
            }
        }
        out.write(format!("{file}.txt"), text.as_bytes())?;
        out.write(format!("{file}.cells"), &cells)
    }
}
