//! Payloads in compressed blocks: what is small is packed with its neighbours, what is long runs over several.

use rusqlite::{Connection, OptionalExtension};

use super::write::put;

/// How many bytes a block holds before it is compressed: one telegram is read back in some 30 µs (perf.md).
const BLOCK: usize = 16 << 10;
/// Level of compression: speed and size as perf.md measured them.
const LEVEL: i32 = 3;

/// Fills blocks from left to right.
pub(crate) struct Blocks {
    next: i64,
    open: Vec<u8>,
    compressor: zstd::bulk::Compressor<'static>,
}

impl Blocks {
    /// Goes on behind the last block.
    pub(crate) fn new(db: &Connection) -> rusqlite::Result<Blocks> {
        let last: i64 = db.query_row("SELECT coalesce(max(id), 0) FROM blocks", [], |row| row.get(0))?;
        let compressor = zstd::bulk::Compressor::new(LEVEL).map_err(other)?;
        Ok(Blocks { next: last + 1, open: Vec::with_capacity(2 * BLOCK), compressor })
    }

    /// Adds a payload; gives its block and its place in it.
    pub(crate) fn push(&mut self, db: &Connection, mut payload: &[u8]) -> rusqlite::Result<(i64, usize)> {
        if self.open.len() >= BLOCK || !self.open.is_empty() && self.open.len() + payload.len() > 2 * BLOCK {
            self.flush(db)?;
        }
        let place = (self.next, self.open.len());
        loop {
            let room = (2 * BLOCK).saturating_sub(self.open.len());
            let (now, later) = payload.split_at(room.min(payload.len()));
            self.open.extend_from_slice(now);
            payload = later;
            if payload.is_empty() {
                return Ok(place);
            }
            self.flush(db)?;
        }
    }

    /// Writes what is open.
    pub(crate) fn flush(&mut self, db: &Connection) -> rusqlite::Result<()> {
        if self.open.is_empty() {
            return Ok(());
        }
        let data = self.compressor.compress(&self.open).map_err(other)?;
        put(db, "blocks", vec![self.next.into(), data.into()])?;
        self.next += 1;
        self.open.clear();
        Ok(())
    }
}

/// The bytes of one block; `None` where there is none or it is damaged.
fn block(db: &Connection, id: i64) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut statement = db.prepare_cached("SELECT data FROM blocks WHERE id = ?1")?;
    let data = statement.query_row([id], |row| {
        let packed = row.get_ref(0)?.as_blob().unwrap_or_default();
        Ok(zstd::bulk::decompress(packed, 2 * BLOCK).ok())
    });
    Ok(data.optional()?.flatten())
}

/// Reads a payload back; `None` where a block is missing or damaged.
pub(crate) fn read(
    db: &Connection,
    first: i64,
    start: usize,
    length: usize,
) -> rusqlite::Result<Option<Vec<u8>>> {
    let mut out = Vec::with_capacity(length.min(1 << 26));
    let mut from = start;
    let mut id = first;
    while out.len() < length {
        let Some(bytes) = block(db, id)? else { return Ok(None) };
        let Some(rest) = bytes.get(from..).filter(|rest| !rest.is_empty()) else { return Ok(None) };
        out.extend_from_slice(rest.get(..rest.len().min(length - out.len())).unwrap_or_default());
        id += 1;
        from = 0;
    }
    Ok(Some(out))
}

/// Overwrites a payload with zeros, so that nothing of it is left in its blocks.
pub(crate) fn erase(db: &Connection, first: i64, start: usize, length: usize) -> rusqlite::Result<()> {
    let (mut id, mut from, mut left) = (first, start, length);
    while left > 0 {
        let Some(mut bytes) = block(db, id)? else { return Ok(()) };
        let until = (from + left).min(bytes.len());
        if until <= from {
            return Ok(());
        }
        bytes[from..until].fill(0);
        let data = zstd::bulk::compress(&bytes, LEVEL).map_err(other)?;
        put(db, "blocks", vec![id.into(), data.into()])?;
        left -= until - from;
        id += 1;
        from = 0;
    }
    Ok(())
}

fn other(error: std::io::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(error))
}
