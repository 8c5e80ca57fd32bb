//! What is cited and not held, and what can be known of it.

mod estimate;
mod holdings;
mod known;
mod request;
mod serials;

use serde::Serialize;

use crate::problem::Result;
use crate::references::{CitedBy, possible_ids};
use crate::store::CitationRow;
use crate::view::View;

pub use estimate::{Estimate, traffic};
pub use holdings::Holding;
pub use known::Known;
pub use request::Form;
pub use serials::{Month, SerialYear};

/// How many of those who cite are shown with their sentences; all are counted.
const SHOWN: usize = 50;
/// How many gaps are taken from the list at once.
const PAGE: i64 = 256;

/// A telegram that is cited and not held.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Gap {
    /// Canonical id, or another key.
    pub id: String,
    /// How many telegrams cite it.
    pub telegrams: u64,
    /// What is known of it.
    pub known: Known,
    /// Those who cite it, by id; at most fifty.
    pub cited_by: Vec<CitedBy>,
}

impl View<'_> {
    /// Calls `each` with every telegram that is cited and not held, the most cited first, then by id, until it says stop.
    ///
    /// The list is made by SQLite, on disk where it is long.
    pub fn gaps(&self, each: &mut dyn FnMut(Gap) -> Result<bool>) -> Result<()> {
        let sight = self.sight()?;
        let (counts, holds) = (sight.counts(), sight.holds("c.target"));
        let of_telegrams = CitationRow::OF_TELEGRAMS;
        self.archive.store.with(|db| {
            db.execute_batch(&format!(
                "DROP TABLE IF EXISTS temp.gaps;
                 CREATE TEMP TABLE gaps (n INTEGER PRIMARY KEY, target TEXT, telegrams INTEGER);
                 INSERT INTO temp.gaps (target, telegrams) SELECT c.target, count(DISTINCT k.telegram) AS cited \
                 FROM citations c JOIN copies k ON k.id = c.copy \
                 WHERE {of_telegrams} AND {counts} \
                 GROUP BY c.target HAVING NOT {holds} ORDER BY cited DESC, c.target;"
            ))
        })?;
        let mut at = 0;
        loop {
            let rows: Vec<(i64, String, i64)> = self.archive.store.with(|db| {
                let mut statement = db
                    .prepare("SELECT n, target, telegrams FROM temp.gaps WHERE n > ?1 ORDER BY n LIMIT ?2")?;
                statement.query_map((at, PAGE), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect()
            })?;
            let Some((last, ..)) = rows.last() else { return Ok(()) };
            at = *last;
            for (_, id, telegrams) in rows {
                if !self.held_otherwise(&id)? && !each(self.gap(id, telegrams.unsigned_abs())?)? {
                    return Ok(());
                }
            }
        }
    }

    /// What can be told of one telegram that is not held.
    fn gap(&self, id: String, telegrams: u64) -> Result<Gap> {
        let mut cited_by = Vec::new();
        self.each_citing(&id, SHOWN, &mut |citing| cited_by.push(citing))?;
        Ok(Gap { known: Known::of(&id, &cited_by), id, telegrams, cited_by })
    }

    /// The name of the post stands for several, and the telegram of one of them is held.
    fn held_otherwise(&self, id: &str) -> Result<bool> {
        for possible in possible_ids(id).iter().filter(|possible| *possible != id) {
            if self.holds(possible)? > 0 {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
