//! Writing: copies and their rows, inside one transaction of the caller.

use std::collections::HashMap;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, params_from_iter};

use super::{Blocks, Copy, CopyLabels, Place, blocks, sum};
use crate::label::Label;
use crate::prepare::{Prepared, Rendition};

/// Writes a row with its sum, in place of one with the same key.
pub(crate) fn put(db: &Connection, table: &str, mut values: Vec<Value>) -> rusqlite::Result<()> {
    values.push(Value::Integer(sum::of(&values)));
    let places = vec!["?"; values.len()].join(",");
    db.prepare_cached(&format!("INSERT OR REPLACE INTO {table} VALUES ({places})"))?
        .execute(params_from_iter(values))?;
    Ok(())
}

/// Counters and look-ups of whoever writes.
pub(crate) struct Writing {
    blocks: Blocks,
    labels: HashMap<String, i64>,
    next: HashMap<&'static str, i64>,
    /// Number of the last change.
    pub(crate) seq: i64,
}

impl Writing {
    pub(crate) fn new(db: &Connection) -> rusqlite::Result<Writing> {
        let mut next = HashMap::new();
        for table in ["labels", "telegrams", "copies", "renditions", "citations"] {
            let last: i64 =
                db.query_row(&format!("SELECT coalesce(max(id), 0) FROM {table}"), [], |row| row.get(0))?;
            next.insert(table, last + 1);
        }
        let mut statement = db.prepare("SELECT key, id FROM labels")?;
        let labels = statement
            .query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let kept: i64 = db
            .query_row("SELECT value FROM meta WHERE key = 'seq'", [], |row| row.get::<_, String>(0))
            .optional()?
            .and_then(|value| value.parse().ok())
            .unwrap_or(0);
        let seq: i64 = db.query_row("SELECT coalesce(max(seq), 0) FROM copies", [], |row| row.get(0))?;
        Ok(Writing { blocks: Blocks::new(db)?, labels, next, seq: seq.max(kept) })
    }

    fn number(&mut self, table: &'static str) -> i64 {
        let next = self.next.entry(table).or_insert(1);
        *next += 1;
        *next - 1
    }

    /// Number of a label, new or known.
    pub(crate) fn label(&mut self, db: &Connection, label: &Label) -> rusqlite::Result<i64> {
        let key = label.key();
        if let Some(id) = self.labels.get(&key) {
            return Ok(*id);
        }
        let id = self.number("labels");
        put(db, "labels", vec![id.into(), key.clone().into()])?;
        self.labels.insert(key, id);
        Ok(id)
    }

    /// Keeps a copy of a telegram; gives its number, that of its telegram, and whether that is new. `payload` is its document, packed.
    pub(crate) fn copy(
        &mut self,
        db: &Connection,
        path: &str,
        hash: &[u8],
        payload: &[u8],
        prepared: &Prepared,
    ) -> rusqlite::Result<(i64, i64, bool)> {
        let (telegram, new) = self.telegram_of(db, prepared)?;
        let (block, start) = self.blocks.push(db, payload)?;
        let id = self.number("copies");
        self.seq += 1;
        let copy = Copy {
            id,
            hash: hash.to_vec(),
            telegram,
            seq: self.seq,
            place: Place {
                block,
                start,
                length: payload.len(),
                payload: blake3::hash(payload).as_bytes().to_vec(),
            },
            path: path.to_string(),
            labels: CopyLabels::default(),
        };
        self.rows(db, copy, prepared)?;
        Ok((id, telegram, new))
    }

    /// Number of the telegram that a copy belongs to, and whether it is new.
    fn telegram_of(&mut self, db: &Connection, prepared: &Prepared) -> rusqlite::Result<(i64, bool)> {
        let known: Option<i64> = db
            .prepare_cached("SELECT id FROM telegrams WHERE name = ?1")?
            .query_row([&prepared.id], |row| row.get(0))
            .optional()?;
        known.map_or_else(|| Ok((self.telegram(db, prepared)?, true)), |id| Ok((id, false)))
    }

    fn telegram(&mut self, db: &Connection, prepared: &Prepared) -> rusqlite::Result<i64> {
        let id = self.number("telegrams");
        let card = prepared.renditions.first().map(|one| &one.card);
        let optional = |n: Option<i64>| n.map_or(Value::Null, Value::Integer);
        let row: Vec<Value> = vec![
            id.into(),
            prepared.id.clone().into(),
            card.and_then(|card| card.post.clone()).map_or(Value::Null, Value::Text),
            optional(card.and_then(|card| card.year.map(i64::from))),
            optional(card.and_then(|card| card.serial.map(i64::from))),
        ];
        put(db, "telegrams", row)?;
        Ok(id)
    }

    /// Writes the rows of a copy anew, as changed just now.
    pub(crate) fn renew(
        &mut self,
        db: &Connection,
        copy: &Copy,
        prepared: &Prepared,
    ) -> rusqlite::Result<()> {
        drop_rows(db, copy.id)?;
        self.seq += 1;
        // Under new labels a telegram may have another name: what the old one rests on may be hidden now.
        let telegram = self.telegram_of(db, prepared)?.0;
        self.rows(db, Copy { seq: self.seq, telegram, ..copy.clone() }, prepared)?;
        if telegram != copy.telegram { drop_telegram(db, copy.telegram) } else { Ok(()) }
    }

    fn rows(&mut self, db: &Connection, copy: Copy, prepared: &Prepared) -> rusqlite::Result<()> {
        let mut labels = CopyLabels {
            telegram: self.label(db, &prepared.portions.telegram)?,
            header: self.label(db, &prepared.portions.header)?,
            portions: Vec::with_capacity(prepared.portions.body.len()),
        };
        for portion in &prepared.portions.body {
            labels.portions.push(self.label(db, &portion.label)?);
        }
        let mut citations = 0;
        for rendition in &prepared.renditions {
            citations += self.rendition(db, &copy, rendition)?;
        }
        let row: Vec<Value> = vec![
            copy.id.into(),
            copy.hash.into(),
            copy.telegram.into(),
            copy.seq.into(),
            copy.place.block.into(),
            (copy.place.start as i64).into(),
            (copy.place.length as i64).into(),
            copy.place.payload.into(),
            copy.path.into(),
            labels.pack().into(),
            (prepared.renditions.len() as i64).into(),
            citations.into(),
        ];
        put(db, "copies", row)
    }

    fn rendition(&mut self, db: &Connection, copy: &Copy, rendition: &Rendition) -> rusqlite::Result<i64> {
        let label = self.label(db, &rendition.label)?;
        let card = serde_json::to_string(&rendition.card).unwrap_or_default();
        let row: Vec<Value> = vec![
            self.number("renditions").into(),
            copy.id.into(),
            copy.telegram.into(),
            label.into(),
            (rendition.portions as i64).into(),
            rendition.hash.to_vec().into(),
            card.into(),
        ];
        put(db, "renditions", row)?;
        for (n, citation) in rendition.citations.iter().enumerate() {
            let text = |text: &Option<String>| text.clone().map_or(Value::Null, Value::Text);
            let row: Vec<Value> = vec![
                self.number("citations").into(),
                copy.id.into(),
                label.into(),
                (n as i64).into(),
                text(&citation.target),
                citation.kind.clone().into(),
                citation.raw.clone().into(),
                text(&citation.letter),
                i64::from(citation.in_text).into(),
                citation.paragraph.map_or(Value::Null, |n| Value::Integer(n.into())),
                i64::from(citation.assumed).into(),
                text(&citation.sentence),
            ];
            put(db, "citations", row)?;
        }
        Ok(rendition.citations.len() as i64)
    }

    /// Writes what is not in a block yet, and the number of the last change. To be called before each commit.
    pub(crate) fn finish(&mut self, db: &Connection) -> rusqlite::Result<()> {
        self.blocks.flush(db)?;
        put(db, "meta", vec!["seq".to_string().into(), self.seq.to_string().into()])
    }
}

fn drop_rows(db: &Connection, copy: i64) -> rusqlite::Result<()> {
    db.prepare_cached("DELETE FROM renditions WHERE copy = ?1")?.execute([copy])?;
    db.prepare_cached("DELETE FROM citations WHERE copy = ?1")?.execute([copy])?;
    Ok(())
}

/// Takes a telegram away that has no copies any more.
fn drop_telegram(db: &Connection, telegram: i64) -> rusqlite::Result<()> {
    db.prepare_cached(
        "DELETE FROM telegrams WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM copies WHERE telegram = ?1)",
    )?
    .execute([telegram])?;
    Ok(())
}

/// Takes a copy away, and its telegram with the last one. Its bytes are overwritten.
pub(crate) fn remove(db: &Connection, copy: &Copy) -> rusqlite::Result<()> {
    drop_rows(db, copy.id)?;
    db.execute("DELETE FROM overrides WHERE copy = ?1", [copy.id])?;
    db.execute("DELETE FROM copies WHERE id = ?1", [copy.id])?;
    drop_telegram(db, copy.telegram)?;
    blocks::erase(db, copy.place.block, copy.place.start, copy.place.length)?;
    put(db, "removed", vec![copy.hash.clone().into()])
}
