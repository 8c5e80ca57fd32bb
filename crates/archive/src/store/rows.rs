//! Rows read back.

use rusqlite::{Connection, Row};

use crate::card::Card;
use crate::pack::{Packer, Unpacker};
use crate::prepare::Citation;

use super::{Payload, blocks, check, payload};

/// A copy's row.
#[derive(Clone, Debug)]
pub(crate) struct Copy {
    pub(crate) id: i64,
    pub(crate) hash: Vec<u8>,
    pub(crate) telegram: i64,
    pub(crate) seq: i64,
    pub(crate) place: Place,
    pub(crate) path: String,
    pub(crate) labels: CopyLabels,
}

/// Where a payload is kept, and its BLAKE3.
#[derive(Clone, Debug, Default)]
pub(crate) struct Place {
    pub(crate) block: i64,
    pub(crate) start: usize,
    pub(crate) length: usize,
    pub(crate) payload: Vec<u8>,
}

/// Numbers of the labels of a copy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct CopyLabels {
    pub(crate) telegram: i64,
    pub(crate) header: i64,
    pub(crate) portions: Vec<i64>,
}

impl CopyLabels {
    pub(crate) fn pack(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        for id in [self.telegram, self.header].iter().chain(&self.portions) {
            packer.number(*id as u64);
        }
        packer.0
    }

    fn unpack(bytes: &[u8]) -> CopyLabels {
        let mut from = Unpacker(bytes);
        let mut next = || from.number().map(|n| n as i64);
        let (telegram, header) = (next().unwrap_or(-1), next().unwrap_or(-1));
        CopyLabels { telegram, header, portions: std::iter::from_fn(next).collect() }
    }
}

impl Copy {
    pub(crate) const COLUMNS: &str =
        "id, hash, telegram, seq, block, start, length, payload, path, labels, renditions, citations, sum";

    /// Copies of a telegram.
    pub(crate) fn of_telegram(db: &Connection, telegram: i64) -> rusqlite::Result<Vec<Copy>> {
        let query = format!("SELECT {} FROM copies WHERE telegram = ?1", Copy::COLUMNS);
        db.prepare_cached(&query)?.query_map([telegram], Copy::of)?.collect()
    }

    /// A row of [`Copy::COLUMNS`].
    pub(crate) fn of(row: &Row) -> rusqlite::Result<Copy> {
        check(row, 13, "copies")?;
        Ok(Copy {
            id: row.get(0)?,
            hash: row.get(1)?,
            telegram: row.get(2)?,
            seq: row.get(3)?,
            place: Place {
                block: row.get(4)?,
                start: row.get::<_, i64>(5)? as usize,
                length: row.get::<_, i64>(6)? as usize,
                payload: row.get(7)?,
            },
            path: row.get(8)?,
            labels: CopyLabels::unpack(row.get_ref(9)?.as_blob().unwrap_or_default()),
        })
    }

    /// The document itself; `None` where its bytes are not those that were kept.
    pub(crate) fn read(&self, db: &Connection) -> rusqlite::Result<Option<Payload>> {
        let Place { block, start, length, payload } = &self.place;
        let Some(bytes) = blocks::read(db, *block, *start, *length)? else { return Ok(None) };
        let whole = blake3::hash(&bytes).as_bytes().as_slice() == payload;
        Ok(if whole { payload::unpack(&bytes, &self.path) } else { None })
    }
}

/// A telegram's row: its number and its name.
pub(crate) mod telegram_row {
    use super::{Row, check};

    pub(crate) const COLUMNS: &str = "id, name, post, year, serial, sum";

    /// A row of [`COLUMNS`].
    pub(crate) fn of(row: &Row) -> rusqlite::Result<(i64, String)> {
        check(row, 6, "telegrams")?;
        Ok((row.get(0)?, row.get(1)?))
    }
}

/// A rendition's row.
#[derive(Clone, Debug)]
pub(crate) struct RenditionRow {
    pub(crate) copy: i64,
    pub(crate) label: i64,
    pub(crate) portions: i64,
    pub(crate) hash: Vec<u8>,
    pub(crate) card: Card,
}

impl RenditionRow {
    pub(crate) const COLUMNS: &str = "id, copy, telegram, label, portions, hash, card, sum";

    pub(crate) fn of(row: &Row) -> rusqlite::Result<RenditionRow> {
        check(row, 8, "renditions")?;
        let card = row.get_ref(6)?.as_bytes().unwrap_or_default();
        Ok(RenditionRow {
            copy: row.get(1)?,
            label: row.get(3)?,
            portions: row.get(4)?,
            hash: row.get(5)?,
            card: serde_json::from_slice(card).unwrap_or_default(),
        })
    }
}

/// A citation's row.
#[derive(Clone, Debug)]
pub(crate) struct CitationRow {
    pub(crate) label: i64,
    pub(crate) n: i64,
    pub(crate) citation: Citation,
}

impl CitationRow {
    /// Condition on a citation `c` that it is of a telegram: an airgram's key has a blank.
    pub(crate) const OF_TELEGRAMS: &str =
        "c.target IS NOT NULL AND c.kind = 'telegram' AND instr(c.target, ' ') = 0";

    pub(crate) const COLUMNS: &str =
        "id, copy, label, n, target, kind, raw, letter, in_text, paragraph, assumed, sentence, sum";

    pub(crate) fn of(row: &Row) -> rusqlite::Result<CitationRow> {
        check(row, 13, "citations")?;
        Ok(CitationRow {
            label: row.get(2)?,
            n: row.get(3)?,
            citation: Citation {
                target: row.get(4)?,
                kind: row.get(5)?,
                raw: row.get(6)?,
                letter: row.get(7)?,
                in_text: row.get(8)?,
                paragraph: row.get(9)?,
                assumed: row.get(10)?,
                sentence: row.get(11)?,
            },
        })
    }
}
