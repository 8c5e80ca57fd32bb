//! Rows read back.

use rusqlite::{Connection, OptionalExtension, Row};

use crate::card::Card;
use crate::pack::{Packer, Unpacker};
use crate::prepare::Citation;

use super::{Payload, blocks, payload};

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
    pub(crate) const COLUMNS: &str = "id, hash, telegram, seq, block, start, length, payload, path, labels";

    pub(crate) fn get(db: &Connection, id: i64) -> rusqlite::Result<Option<Copy>> {
        let query = format!("SELECT {} FROM copies WHERE id = ?1", Copy::COLUMNS);
        db.prepare_cached(&query)?.query_row([id], Copy::of).optional()
    }

    /// Copies of a telegram.
    pub(crate) fn of_telegram(db: &Connection, telegram: i64) -> rusqlite::Result<Vec<Copy>> {
        let query = format!("SELECT {} FROM copies WHERE telegram = ?1", Copy::COLUMNS);
        db.prepare_cached(&query)?.query_map([telegram], Copy::of)?.collect()
    }

    /// A row of [`Copy::COLUMNS`].
    pub(crate) fn of(row: &Row) -> rusqlite::Result<Copy> {
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

/// A rendition's row.
#[derive(Clone, Debug)]
pub(crate) struct RenditionRow {
    pub(crate) copy: i64,
    pub(crate) telegram: i64,
    pub(crate) label: i64,
    pub(crate) portions: i64,
    pub(crate) hash: Vec<u8>,
    pub(crate) card: Card,
}

impl RenditionRow {
    pub(crate) const COLUMNS: &str = "copy, telegram, label, portions, hash, card";

    pub(crate) fn of(row: &Row) -> rusqlite::Result<RenditionRow> {
        let card = row.get_ref(5)?.as_bytes().unwrap_or_default();
        Ok(RenditionRow {
            copy: row.get(0)?,
            telegram: row.get(1)?,
            label: row.get(2)?,
            portions: row.get(3)?,
            hash: row.get(4)?,
            card: serde_json::from_slice(card).unwrap_or_default(),
        })
    }
}

/// A citation's row.
#[derive(Clone, Debug)]
pub(crate) struct CitationRow {
    pub(crate) copy: i64,
    pub(crate) label: i64,
    pub(crate) n: i64,
    pub(crate) citation: Citation,
}

impl CitationRow {
    pub(crate) const COLUMNS: &str =
        "copy, label, n, target, kind, raw, letter, in_text, paragraph, assumed, sentence";

    pub(crate) fn of(row: &Row) -> rusqlite::Result<CitationRow> {
        Ok(CitationRow {
            copy: row.get(0)?,
            label: row.get(1)?,
            n: row.get(2)?,
            citation: Citation {
                target: row.get(3)?,
                kind: row.get(4)?,
                raw: row.get(5)?,
                letter: row.get(6)?,
                in_text: row.get(7)?,
                paragraph: row.get(8)?,
                assumed: row.get(9)?,
                sentence: row.get(10)?,
            },
        })
    }
}
