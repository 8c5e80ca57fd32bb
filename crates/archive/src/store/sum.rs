//! Sums over rows: SQLite itself notices one damaged bit in a hundred (trust.md §2).
//!
//! Every row ends with the sum over its other columns, and every table has its rows counted and their sums added up in
//! `tally`, by triggers and so in the same transaction: a row that is changed is found by the one, a row that is lost by
//! the other.

use rusqlite::types::{Type, Value, ValueRef};
use rusqlite::{Connection, Row};

/// Sums are of so many bits: two of them are added without overflow.
const MASK: i64 = (1 << 62) - 1;

/// A row is not what was written.
#[derive(Debug, thiserror::Error)]
#[error("a row of {table}")]
pub(crate) struct Broken {
    table: &'static str,
}

/// Sum over the columns of a row, in order.
#[derive(Debug, Default)]
pub(crate) struct Sum(blake3::Hasher);

impl Sum {
    pub(crate) fn add(&mut self, value: ValueRef) {
        let (tag, bytes): (u8, &[u8]) = match value {
            ValueRef::Null => (0, &[]),
            ValueRef::Integer(n) => {
                self.0.update(&[1]).update(&n.to_le_bytes());
                return;
            }
            ValueRef::Real(x) => {
                self.0.update(&[2]).update(&x.to_le_bytes());
                return;
            }
            ValueRef::Text(text) => (3, text),
            ValueRef::Blob(bytes) => (4, bytes),
        };
        self.0.update(&[tag]).update(&(bytes.len() as u64).to_le_bytes()).update(bytes);
    }

    pub(crate) fn finish(self) -> i64 {
        let mut first = [0; 8];
        first.copy_from_slice(&self.0.finalize().as_bytes()[..8]);
        i64::from_le_bytes(first) & MASK
    }
}

/// The sum of a row to be written.
pub(crate) fn of(values: &[Value]) -> i64 {
    let mut sum = Sum::default();
    for value in values {
        sum.add(value.into());
    }
    sum.finish()
}

/// Whether a row whose last of `columns` columns is its sum is what was written.
pub(crate) fn holds(row: &Row, columns: usize) -> rusqlite::Result<bool> {
    let last = columns.saturating_sub(1);
    let mut sum = Sum::default();
    for n in 0..last {
        sum.add(row.get_ref(n)?);
    }
    Ok(row.get_ref(last)? == ValueRef::Integer(sum.finish()))
}

/// Refuses a row of `table` that is not what was written.
pub(crate) fn check(row: &Row, columns: usize, table: &'static str) -> rusqlite::Result<()> {
    if holds(row, columns)? {
        return Ok(());
    }
    Err(rusqlite::Error::FromSqlConversionFailure(columns, Type::Null, Box::new(Broken { table })))
}

/// Names of the tables whose rows have sums.
pub(crate) fn tables(db: &Connection) -> rusqlite::Result<Vec<String>> {
    let query = "SELECT m.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c
        WHERE m.type = 'table' AND c.name = 'sum' ORDER BY m.name";
    db.prepare(query)?.query_map([], |row| row.get(0))?.collect()
}

/// Begins to keep the tally of every table.
pub(crate) fn keep_tally(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(
        "CREATE TABLE tally (name TEXT PRIMARY KEY, count INTEGER NOT NULL, total INTEGER NOT NULL) WITHOUT ROWID;",
    )?;
    for table in tables(db)? {
        let change = |event: &str, set: &str| {
            format!(
                "CREATE TRIGGER {table}_{event} AFTER {event} ON {table} BEGIN
                UPDATE tally SET {set} WHERE name = '{table}'; END;"
            )
        };
        db.execute_batch(&change(
            "insert",
            &format!("count = count + 1, total = (total + new.sum) & {MASK}"),
        ))?;
        db.execute_batch(&change(
            "delete",
            &format!("count = count - 1, total = (total - old.sum) & {MASK}"),
        ))?;
        db.execute_batch(&change("update", &format!("total = (total - old.sum + new.sum) & {MASK}")))?;
        db.execute("INSERT INTO tally VALUES (?1, 0, 0)", [&table])?;
    }
    Ok(())
}

/// Rows of a table and their sums, added up while they are read.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) count: i64,
    pub(crate) total: i64,
}

impl Tally {
    pub(crate) fn add(&mut self, sum: i64) {
        self.count += 1;
        self.total = self.total.wrapping_add(sum) & MASK;
    }

    /// What was kept of a table.
    pub(crate) fn kept(db: &Connection, table: &str) -> rusqlite::Result<Tally> {
        db.query_row("SELECT count, total FROM tally WHERE name = ?1", [table], |row| {
            Ok(Tally { count: row.get(0)?, total: row.get(1)? })
        })
    }
}
