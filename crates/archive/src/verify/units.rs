//! The index: its checksums, and exactly one unit for each rendition of the store.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

use rusqlite::Connection;
use tantivy::index::IndexSettings;
use tantivy::{Index, ReloadPolicy};

use super::{Verified, of_copy};
use crate::archive::{Archive, WATERMARK};
use crate::index::{self, schema};
use crate::label::Label;
use crate::store::ARCHIVE;

/// Copy and telegram of a unit.
type Unit = (u64, u64);

/// What the store says should be there.
struct Expected {
    units: HashMap<i64, Vec<Unit>>,
    /// Copies whose change has not reached the index yet.
    unsettled: HashSet<u64>,
    anything_unsettled: bool,
}

pub(super) fn compare(archive: &Archive, found: &mut Verified) {
    let expected = match archive.store.number(WATERMARK).map(|mark| expected(&archive.store.archive, mark)) {
        Ok(Ok(expected)) => expected,
        Ok(Err(error)) => return found.add(ARCHIVE, error.to_string(), vec![]),
        // Told of with the rows.
        Err(_) => return,
    };
    let Ok(labels) = archive.store.labels() else { return };
    let mut known = BTreeSet::new();
    for (number, label) in &labels {
        known.insert(index::folder(&archive.folder, label));
        let units = expected.units.get(number).map(Vec::as_slice).unwrap_or_default();
        one(archive, label, units, &expected, found);
    }
    for entry in std::fs::read_dir(archive.folder.join("index")).into_iter().flatten().flatten() {
        if !known.contains(&entry.path()) && found.settled {
            let name = entry.file_name().to_string_lossy().into_owned();
            found.add(&format!("index/{name}"), "it is the index of no label", vec![]);
        }
    }
}

fn expected(db: &Connection, watermark: i64) -> rusqlite::Result<Expected> {
    let mut unsettled = HashSet::new();
    let mut statement = db.prepare("SELECT id FROM copies WHERE seq > ?1 UNION SELECT copy FROM purges")?;
    for copy in statement.query_map([watermark], |row| row.get::<_, i64>(0))? {
        unsettled.insert(copy? as u64);
    }
    let mut units: HashMap<i64, Vec<Unit>> = HashMap::new();
    let mut statement = db.prepare("SELECT copy, telegram, label FROM renditions")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let (copy, telegram) = (row.get::<_, i64>(0)? as u64, row.get::<_, i64>(1)? as u64);
        if !unsettled.contains(&copy) {
            units.entry(row.get(2)?).or_default().push((copy, telegram));
        }
    }
    units.values_mut().for_each(|units| units.sort_unstable());
    let anything_unsettled = !unsettled.is_empty();
    Ok(Expected { units, unsettled, anything_unsettled })
}

fn one(archive: &Archive, label: &Label, units: &[Unit], expected: &Expected, found: &mut Verified) {
    let folder = index::folder(&archive.folder, label);
    let name = format!("index/{}", folder.file_name().unwrap_or_default().to_string_lossy());
    let db = &archive.store.archive;
    let opened = match index::open(&archive.folder, label) {
        Ok(Some(opened)) => opened,
        Ok(None) => {
            if !units.is_empty() {
                found.add(&name, format!("the index of {} is missing", label.key()), names(db, units));
            }
            return;
        }
        Err(error) => return found.add(&name, error.to_string(), names(db, units)),
    };
    match damaged(&opened, &folder) {
        Ok(files) if files.is_empty() => {}
        Ok(files) => {
            for file in files {
                found.add(&format!("{name}/{file}"), "its checksum is wrong", names(db, units));
            }
            // Damaged files are not to be opened.
            return;
        }
        Err(error) => return found.add(&name, error.to_string(), names(db, units)),
    }
    if opened.schema() != schema() || *opened.settings() != IndexSettings::default() {
        found.add(&format!("{name}/meta.json"), "the index is not made as it was", names(db, units));
    }
    if !found.settled {
        return;
    }
    let (are, deleted) = match units_of(&opened) {
        Ok(are) => are,
        Err(error) => return found.add(&name, error.to_string(), names(db, units)),
    };
    let mut are: Vec<Unit> = are.into_iter().filter(|(copy, _)| !expected.unsettled.contains(copy)).collect();
    are.sort_unstable();
    found.units += are.len() as u64;
    if deleted && !expected.anything_unsettled {
        found.add(&name, "what was deleted is still counted", vec![]);
    }
    if are != units {
        let differ: Vec<Unit> = are
            .iter()
            .filter(|unit| units.binary_search(unit).is_err())
            .chain(units.iter().filter(|unit| are.binary_search(unit).is_err()))
            .copied()
            .collect();
        let what = format!("{} units where the store has {} of {}", are.len(), units.len(), label.key());
        found.add(&name, what, names(db, &differ));
    }
}

/// Names of the files that are not what was written.
fn damaged(index: &Index, folder: &Path) -> tantivy::Result<Vec<String>> {
    let name = |path: &Path| path.to_string_lossy().into_owned();
    let mut files: BTreeSet<String> = index.validate_checksum()?.iter().map(|path| name(path)).collect();
    // The check passes over files that the list of managed ones lacks.
    let managed = index.directory().list_managed_files();
    let segments: Vec<String> =
        index.searchable_segment_metas()?.iter().map(|segment| segment.id().uuid_string()).collect();
    for entry in std::fs::read_dir(folder)?.flatten() {
        let file = std::path::PathBuf::from(entry.file_name());
        let stem = file.file_stem().unwrap_or_default().to_string_lossy();
        if segments.iter().any(|segment| *segment == stem) && !managed.contains(&file) {
            files.insert(name(&file));
        }
    }
    Ok(files.into_iter().collect())
}

/// All units of an index, and whether it has deleted ones.
fn units_of(index: &Index) -> tantivy::Result<(Vec<Unit>, bool)> {
    let reader: tantivy::IndexReader =
        index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    let mut units = Vec::new();
    let mut deleted = false;
    for segment in reader.searcher().segment_readers() {
        let fast = segment.fast_fields();
        let (copies, telegrams) = (fast.u64("copy")?, fast.u64("telegram")?);
        deleted |= segment.num_deleted_docs() > 0;
        for n in 0..segment.max_doc() {
            if !segment.is_deleted(n) {
                units.push((copies.first(n).unwrap_or(u64::MAX), telegrams.first(n).unwrap_or(u64::MAX)));
            }
        }
    }
    Ok((units, deleted))
}

/// Telegrams of units, each once; the first hundred.
fn names(db: &Connection, units: &[Unit]) -> Vec<String> {
    let all: BTreeSet<String> =
        units.iter().take(100).flat_map(|(copy, _)| of_copy(db, *copy as i64)).collect();
    all.into_iter().collect()
}
