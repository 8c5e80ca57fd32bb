//! A database by itself: its b-trees, its schema, its rows and how many of them there are.

use rusqlite::{Connection, Row};

use super::{Verified, of_copy};
use crate::store::sum::{self, Tally};
use crate::store::{objects, objects_of};

pub(super) fn compare(db: &Connection, file: &str, schema: &str, found: &mut Verified) {
    let done = trees(db, file, found);
    found.outcome(file, done);
    match (objects(db), objects_of(schema)) {
        (Ok(are), Ok(should)) if are == should => {}
        (Err(error), _) | (_, Err(error)) => found.add(file, error.to_string(), vec![]),
        _ => found.add(file, "its tables are not those that were made", vec![]),
    }
    let Ok(tables) = objects_of(schema).and_then(|_| sum::tables(db)) else { return };
    for table in tables {
        let done = rows(db, file, &table, found);
        found.outcome(file, done);
    }
}

fn trees(db: &Connection, file: &str, found: &mut Verified) -> rusqlite::Result<()> {
    let mut statement = db.prepare("PRAGMA integrity_check(100)")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let text: String = row.get(0)?;
        for line in text.lines().filter(|line| *line != "ok") {
            found.add(file, line, vec![]);
        }
    }
    Ok(())
}

fn rows(db: &Connection, file: &str, table: &str, found: &mut Verified) -> rusqlite::Result<()> {
    let mut statement = db.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut tally = Tally::default();
    while let Some(row) = rows.next()? {
        found.rows += 1;
        if sum::holds(row, columns)? {
            tally.add(row.get(columns - 1)?);
        } else {
            // It counts as one row: whether another is lost is told apart from it.
            tally.count += 1;
            found.add(file, format!("a row of {table} ({})", key(row)), telegram(db, table, row));
        }
    }
    let kept = Tally::kept(db, table)?;
    if tally.count != kept.count {
        found.add(file, format!("{table}: {} rows where {} were kept", tally.count, kept.count), vec![]);
    } else if tally != kept {
        found.add(file, format!("{table}: its rows are not those that were kept"), vec![]);
    }
    Ok(())
}

/// What a row is called where its telegram cannot be told.
fn key(row: &Row) -> String {
    use rusqlite::types::ValueRef::{Blob, Integer, Text};
    match row.get_ref(0) {
        Ok(Integer(n)) => n.to_string(),
        Ok(Text(text)) => String::from_utf8_lossy(text).into_owned(),
        Ok(Blob(bytes)) => crate::writer::hexadecimal(bytes.get(..8).unwrap_or(bytes)),
        _ => "?".to_string(),
    }
}

fn telegram(db: &Connection, table: &str, row: &Row) -> Vec<String> {
    let number = |column: usize| row.get::<_, i64>(column).unwrap_or(-1);
    match table {
        "telegrams" => row.get::<_, String>(1).map_or_else(|_| vec![], |name| vec![name]),
        "copies" | "overrides" | "purges" => of_copy(db, number(0)),
        "renditions" | "citations" => of_copy(db, number(1)),
        // The payloads in it are compared by themselves.
        _ => vec![],
    }
}
