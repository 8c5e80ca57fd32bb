//! Sums over rows: SQLite itself notices one damaged bit in a hundred (trust.md §2).

use rusqlite::types::{Value, ValueRef};

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
        i64::from_le_bytes(first)
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
