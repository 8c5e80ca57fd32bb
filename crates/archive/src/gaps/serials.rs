//! The numbers of a post's year: which are held, which are missing, and how many there were.

use authority::serials;
use rusqlite::Connection;
use serde::Serialize;
use telegram::references::parse_id;

use super::estimate::{Estimate, share, traffic};
use crate::problem::Result;
use crate::store::CitationRow;
use crate::view::View;

/// The numbers of one post in one year.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SerialYear {
    /// Canonical name of the post.
    pub post: String,
    /// The year.
    pub year: u16,
    /// How many telegrams are held.
    pub held: u64,
    /// How many are cited and not held.
    pub cited: u64,
    /// Lowest number that is held or cited.
    pub lowest: u32,
    /// Highest number that is held or cited.
    pub highest: u32,
    /// How many numbers between them are not held.
    pub missing: u64,
    /// Those numbers, as first and last of each run.
    pub ranges: Vec<(u32, u32)>,
    /// How many telegrams there were, from the numbers held and cited.
    pub traffic: Estimate,
    /// Which share of them is held.
    pub share: Estimate,
    /// How many there were by the serial calendar, where it knows the post's year.
    pub calendar: Option<u32>,
    /// The year by months, where the serial calendar knows it.
    pub months: Vec<Month>,
}

/// A month of a post's year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Month {
    /// 1 to 12.
    pub month: u8,
    /// Held telegrams whose number falls into it.
    pub held: u64,
    /// How many numbers it took, by the calendar.
    pub numbers: u32,
}

impl View<'_> {
    /// Calls `each` with every year of every post of which a number is held or cited, by post and year.
    pub fn serials(
        &self,
        post: Option<&str>,
        year: Option<u16>,
        each: &mut dyn FnMut(SerialYear) -> Result<bool>,
    ) -> Result<()> {
        let sight = self.sight()?;
        let held = format!("SELECT t.name FROM telegrams t WHERE {}", sight.shown("t.id"));
        let cited = format!(
            "SELECT DISTINCT c.target FROM citations c JOIN copies k ON k.id = c.copy \
             WHERE {} AND {}",
            CitationRow::OF_TELEGRAMS,
            sight.counts()
        );
        let wanted = |of: &str, in_year: u16| {
            post.is_none_or(|post| post == of) && year.is_none_or(|year| year == in_year)
        };
        self.archive.store.with(|db| {
            db.execute_batch(
                "DROP TABLE IF EXISTS temp.numbers;
                 CREATE TEMP TABLE numbers (post TEXT, year INTEGER, serial INTEGER, held INTEGER, \
                 PRIMARY KEY (post, year, serial)) WITHOUT ROWID;",
            )?;
            numbers(db, &held, 1, &wanted)?;
            numbers(db, &cited, 0, &wanted)
        })?;
        let mut after = (String::new(), 0u16);
        loop {
            let next = self.archive.store.with(|db| {
                let mut statement = db.prepare(
                    "SELECT post, year, serial, held FROM temp.numbers WHERE (post, year) > (?1, ?2) \
                     ORDER BY post, year, serial",
                )?;
                let mut rows = statement.query((&after.0, after.1))?;
                let mut run: Option<Run> = None;
                while let Some(row) = rows.next()? {
                    let key: (String, u16) = (row.get(0)?, row.get(1)?);
                    let run = run.get_or_insert_with(|| Run::new(key.0.clone(), key.1));
                    if (&run.year.post, run.year.year) != (&key.0, key.1) {
                        break;
                    }
                    run.add(row.get(2)?, row.get(3)?);
                }
                Ok(run)
            })?;
            let Some(run) = next else { return Ok(()) };
            after = (run.year.post.clone(), run.year.year);
            if !each(run.finish())? {
                return Ok(());
            }
        }
    }
}

/// Keeps the numbers of the ids that `query` gives.
fn numbers(
    db: &Connection,
    query: &str,
    held: i64,
    wanted: &dyn Fn(&str, u16) -> bool,
) -> rusqlite::Result<()> {
    let mut put = db.prepare("INSERT OR IGNORE INTO temp.numbers VALUES (?1, ?2, ?3, ?4)")?;
    let mut statement = db.prepare(query)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id = row.get_ref(0)?.as_str().unwrap_or_default();
        if let Some((year, post, serial)) = parse_id(id).filter(|(year, post, _)| wanted(post, *year)) {
            put.execute((post, year, serial, held))?;
        }
    }
    Ok(())
}

/// A year as its numbers come, from the lowest.
struct Run {
    year: SerialYear,
    months: [u64; 12],
    /// The lowest number that may be missing.
    next: u32,
}

impl Run {
    fn new(post: String, year: u16) -> Run {
        Run { year: SerialYear { post, year, ..SerialYear::default() }, months: [0; 12], next: 0 }
    }

    fn add(&mut self, serial: u32, held: bool) {
        let year = &mut self.year;
        if year.highest == 0 {
            (year.lowest, self.next) = (serial, serial);
        }
        year.highest = serial;
        if !held {
            year.cited += 1;
            return;
        }
        year.held += 1;
        self.close(serial);
        self.next = serial + 1;
        let month = serials::months(&self.year.post, self.year.year, serial).map_or(0, |months| months.best);
        if let Some(count) = usize::from(month).checked_sub(1).and_then(|month| self.months.get_mut(month)) {
            *count += 1;
        }
    }

    /// What lies before `end` is missing.
    fn close(&mut self, end: u32) {
        if self.next < end {
            self.year.ranges.push((self.next, end - 1));
            self.year.missing += u64::from(end - self.next);
        }
    }

    fn finish(mut self) -> SerialYear {
        self.close(self.year.highest + 1);
        let mut year = self.year;
        year.traffic = traffic(year.held + year.cited, year.highest).unwrap_or_default();
        year.share = share(year.held, year.traffic);
        year.calendar = serials::estimated_total(&year.post, year.year);
        let ends: Option<Vec<u32>> =
            (1..=12).map(|month| serials::expected(&year.post, year.year, month)).collect();
        let mut before = 0;
        for (month, (end, held)) in (1..).zip(ends.unwrap_or_default().into_iter().zip(self.months)) {
            year.months.push(Month { month, held, numbers: end.saturating_sub(before) });
            before = before.max(end);
        }
        year
    }
}
