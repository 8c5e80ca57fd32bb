//! Who cites a telegram, held or not.

use serde::Serialize;

use super::Mention;
use crate::prepare::Citation;
use crate::problem::Result;
use crate::view::View;

/// A telegram that cites another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CitedBy {
    /// Its id.
    pub id: String,
    /// Its subject.
    pub subject: Option<String>,
    /// First and last possible day of it.
    pub earliest: Option<String>,
    /// See `earliest`.
    pub latest: Option<String>,
    /// Where it cites: in the REF field, then by paragraph.
    pub mentions: Vec<Mention>,
}

impl View<'_> {
    /// Who cites the telegram of that id, by id; the telegram itself need not be held.
    pub fn cited_by(&self, id: &str) -> Result<Vec<CitedBy>> {
        let mut out = Vec::new();
        self.each_citing(id, usize::MAX, &mut |citing| out.push(citing))?;
        Ok(out)
    }

    /// The first `limit` of those who cite.
    pub(crate) fn each_citing(&self, id: &str, limit: usize, each: &mut dyn FnMut(CitedBy)) -> Result<()> {
        let sight = self.sight()?;
        let query = format!(
            "SELECT DISTINCT t.id, t.name FROM citations c JOIN copies k ON k.id = c.copy \
             JOIN telegrams t ON t.id = k.telegram WHERE c.target = ?1 AND {} ORDER BY t.name LIMIT ?2",
            sight.counts()
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let citing: Vec<(i64, String)> = self.archive.store.with(|db| {
            let mut statement = db.prepare_cached(&query)?;
            statement.query_map((id, limit), |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })?;
        let query = format!(
            "SELECT c.in_text, c.paragraph, c.sentence, c.raw, c.letter FROM citations c JOIN copies k ON k.id = c.copy \
             WHERE k.telegram = ?1 AND c.target = ?2 AND {}",
            sight.counts()
        );
        for (number, name) in citing {
            let mut mentions: Vec<Mention> = self.archive.store.with(|db| {
                let mut statement = db.prepare_cached(&query)?;
                let rows = statement.query_map((number, id), |row| {
                    Ok(Mention::of(&Citation {
                        in_text: row.get(0)?,
                        paragraph: row.get(1)?,
                        sentence: row.get(2)?,
                        raw: row.get(3)?,
                        letter: row.get(4)?,
                        ..Citation::default()
                    }))
                })?;
                rows.collect()
            })?;
            mentions.sort();
            mentions.dedup();
            let card = self
                .held(number, &name)?
                .and_then(|held| held.copies.into_iter().next())
                .map(|copy| copy.card);
            let card = card.unwrap_or_default();
            each(CitedBy {
                id: name,
                subject: card.subject,
                earliest: card.earliest,
                latest: card.latest,
                mentions,
            });
        }
        Ok(())
    }
}
