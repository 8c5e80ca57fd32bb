//! Withdrawal cards and records without a text: something is held, and it is not the telegram.

use serde::Serialize;

use crate::problem::Result;
use crate::references::holding;
use crate::view::View;

/// A telegram of which no copy has a text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// Its id.
    pub id: String,
    /// `withdrawn` or `unavailable`.
    pub kind: String,
    /// What the card or record tells.
    pub subject: Option<String>,
    /// First possible day.
    pub earliest: Option<String>,
    /// Last possible day.
    pub latest: Option<String>,
    /// How many telegrams cite it.
    pub telegrams: u64,
}

impl View<'_> {
    /// Calls `each` with every telegram of which only a withdrawal card or a record without text is held, by id.
    pub fn holdings(&self, each: &mut dyn FnMut(Holding) -> Result<bool>) -> Result<()> {
        let sight = self.sight()?;
        let query = format!(
            "SELECT t.id, t.name FROM telegrams t WHERE t.name > ?1 AND {} AND EXISTS (SELECT 1 FROM renditions r \
             WHERE r.telegram = t.id AND json_extract(r.card, '$.kind') <> 'telegram') ORDER BY t.name LIMIT 256",
            sight.shown("t.id")
        );
        let count = format!(
            "SELECT count(DISTINCT k.telegram) FROM citations c JOIN copies k ON k.id = c.copy WHERE c.target = ?1 AND {}",
            sight.counts()
        );
        let mut after = String::new();
        loop {
            let rows: Vec<(i64, String)> = self.archive.store.with(|db| {
                let mut statement = db.prepare_cached(&query)?;
                statement.query_map([&after], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })?;
            let Some((_, last)) = rows.last() else { return Ok(()) };
            after = last.clone();
            for (number, id) in rows {
                let Some(held) = self.held(number, &id)? else { continue };
                let Some(kind) = holding(&held) else { continue };
                let telegrams: i64 = self
                    .archive
                    .store
                    .with(|db| db.prepare_cached(&count)?.query_row([&id], |row| row.get(0)))?;
                let card = held.copies.into_iter().next().map(|copy| copy.card).unwrap_or_default();
                let (subject, earliest, latest) = (card.subject, card.earliest, card.latest);
                if !each(Holding {
                    id,
                    kind,
                    subject,
                    earliest,
                    latest,
                    telegrams: telegrams.unsigned_abs(),
                })? {
                    return Ok(());
                }
            }
        }
    }
}
