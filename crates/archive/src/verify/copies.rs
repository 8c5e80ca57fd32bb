//! Copies: their payloads, and the rows that must agree with each other.

use rusqlite::Connection;

use super::{Verified, of_copy};
use crate::label::Label;
use crate::prepare::document_hash;
use crate::store::{ARCHIVE, Copy};

/// Rows that do not fit together, by what is wrong with them: number and copy.
const CROSS: [(&str, &str); 9] = [
    (
        "a copy whose renditions are not as many as were kept",
        "SELECT id FROM copies c WHERE renditions <> (SELECT count(*) FROM renditions r WHERE r.copy = c.id)",
    ),
    (
        "a copy whose citations are not as many as were kept",
        "SELECT id FROM copies c WHERE citations <> (SELECT count(*) FROM citations x WHERE x.copy = c.id)",
    ),
    ("a copy without its telegram", "SELECT id FROM copies WHERE telegram NOT IN (SELECT id FROM telegrams)"),
    (
        "a rendition without its copy, or of another telegram",
        "SELECT r.copy FROM renditions r LEFT JOIN copies c ON c.id = r.copy WHERE c.telegram IS NOT r.telegram",
    ),
    (
        "a citation without its copy",
        "SELECT x.copy FROM citations x WHERE x.copy NOT IN (SELECT id FROM copies)",
    ),
    (
        "a rendition without its label",
        "SELECT copy FROM renditions WHERE label NOT IN (SELECT id FROM labels)",
    ),
    (
        "a citation without its rendition",
        "SELECT x.copy FROM citations x WHERE NOT EXISTS
           (SELECT 1 FROM renditions r WHERE r.copy = x.copy AND r.label = x.label)",
    ),
    (
        "a set label without its copy or label",
        "SELECT copy FROM overrides WHERE copy NOT IN (SELECT id FROM copies)
           OR label NOT IN (SELECT id FROM labels)",
    ),
    ("a copy that was kept and removed", "SELECT id FROM copies WHERE hash IN (SELECT hash FROM removed)"),
];

pub(super) fn compare(db: &Connection, found: &mut Verified, progress: &mut dyn FnMut(u64)) {
    for (what, query) in CROSS {
        let done = cross(db, what, query, found);
        found.outcome(ARCHIVE, done);
    }
    let done = empty(db, found).and_then(|()| labels(db, found));
    found.outcome(ARCHIVE, done);
    let done = payloads(db, found, progress);
    found.outcome(ARCHIVE, done);
}

fn cross(db: &Connection, what: &str, query: &str, found: &mut Verified) -> rusqlite::Result<()> {
    let mut statement = db.prepare(query)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let copy: i64 = row.get(0)?;
        found.add(ARCHIVE, format!("{what} (copy {copy})"), of_copy(db, copy));
    }
    Ok(())
}

/// Telegrams that have no copy.
fn empty(db: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    let query =
        "SELECT name FROM telegrams t WHERE NOT EXISTS (SELECT 1 FROM copies c WHERE c.telegram = t.id)";
    let mut statement = db.prepare(query)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        found.add(ARCHIVE, "a telegram without copies", vec![row.get(0)?]);
    }
    Ok(())
}

fn labels(db: &Connection, found: &mut Verified) -> rusqlite::Result<()> {
    let mut statement = db.prepare("SELECT id, key FROM labels")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let key: String = row.get(1)?;
        if Label::from_key(&key).is_none_or(|label| label.key() != key) {
            found.add(ARCHIVE, format!("label {}", row.get::<_, i64>(0)?), vec![]);
        }
    }
    Ok(())
}

fn payloads(db: &Connection, found: &mut Verified, progress: &mut dyn FnMut(u64)) -> rusqlite::Result<()> {
    let known: Vec<i64> =
        db.prepare("SELECT id FROM labels")?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    let mut statement = db.prepare(&format!("SELECT {} FROM copies", Copy::COLUMNS))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // A row with a wrong sum has been told of.
        let Ok(copy) = Copy::of(row) else { continue };
        found.copies += 1;
        progress(found.copies);
        let what = match copy.read(db) {
            Ok(Some(payload)) if document_hash(&payload.document).as_slice() == copy.hash => None,
            Ok(Some(_)) => Some("is not what its name says"),
            Ok(None) | Err(_) => Some("cannot be read back"),
        };
        found.bytes += copy.place.length as u64;
        let labels = &copy.labels;
        let mut all = [labels.telegram, labels.header].into_iter().chain(labels.portions.iter().copied());
        let lost = !all.all(|label| known.contains(&label));
        let what = what.or(lost.then_some("has a label that is not there"));
        if let Some(what) = what {
            let block = copy.place.block;
            found.add(ARCHIVE, format!("copy {} {what} (block {block})", copy.id), of_copy(db, copy.id));
        }
    }
    Ok(())
}
