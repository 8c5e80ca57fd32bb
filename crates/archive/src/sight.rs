//! Which citations an answer to a reader may rest on, as conditions of SQL.
//!
//! ```text
//! counts(citation) = its copy is in the index
//!                  & the reader sees its label
//!                  & no other rendition of the copy that the reader sees shows more than this one does
//! ```
//! A rendition shows more where its label dominates the other's. Of renditions that do not dominate one another all count.

use crate::problem::Result;
use crate::view::View;

/// The reader's labels, as tables that a query can join.
#[derive(Clone, Debug)]
pub(crate) struct Sight {
    /// Of the tables: the same for the same labels, so that two views never share one by chance.
    name: String,
    watermark: i64,
}

impl View<'_> {
    /// Makes the tables, where they are not there yet.
    pub(crate) fn sight(&self) -> Result<Sight> {
        let mut hasher = blake3::Hasher::new();
        for (id, _) in &self.visible {
            hasher.update(&id.to_le_bytes());
        }
        let digits = hasher.finalize().to_hex();
        let name = digits.as_str().get(..24).unwrap_or_default().to_string();
        self.archive.store.with(|db| {
            let known = format!("SELECT 1 FROM sqlite_temp_schema WHERE name = 'covered_{name}'");
            if db.prepare(&known)?.exists([])? {
                return Ok(());
            }
            db.execute_batch(&format!(
                "CREATE TEMP TABLE seen_{name} (label INTEGER PRIMARY KEY);
                 CREATE TEMP TABLE covered_{name} (low INTEGER, high INTEGER, PRIMARY KEY (low, high)) WITHOUT ROWID;"
            ))?;
            let mut seen = db.prepare(&format!("INSERT INTO temp.seen_{name} VALUES (?1)"))?;
            let mut covered = db.prepare(&format!("INSERT INTO temp.covered_{name} VALUES (?1, ?2)"))?;
            for (low, label) in &self.visible {
                seen.execute([low])?;
                for (high, other) in &self.visible {
                    if low != high && label.join(other) == *other {
                        covered.execute([low, high])?;
                    }
                }
            }
            Ok(())
        })?;
        Ok(Sight { name, watermark: self.watermark })
    }
}

impl Sight {
    /// Condition on a citation `c` of the copy `k`.
    pub(crate) fn counts(&self) -> String {
        let Sight { name, watermark } = self;
        format!(
            "(k.seq <= {watermark} AND c.label IN temp.seen_{name} AND NOT EXISTS (SELECT 1 FROM temp.covered_{name} s \
             JOIN renditions o ON o.label = s.high WHERE s.low = c.label AND o.copy = k.id))"
        )
    }

    /// Condition that the reader holds the telegram of that id.
    pub(crate) fn holds(&self, id: &str) -> String {
        format!("EXISTS (SELECT 1 FROM telegrams h WHERE h.name = {id} AND {})", self.shown("h.id"))
    }

    /// Condition that the reader may see something of the telegram of that number.
    pub(crate) fn shown(&self, number: &str) -> String {
        let Sight { name, watermark } = self;
        format!(
            "EXISTS (SELECT 1 FROM copies hk JOIN renditions hr ON hr.copy = hk.id WHERE hk.telegram = {number} \
             AND hk.seq <= {watermark} AND hr.label IN temp.seen_{name})"
        )
    }
}
