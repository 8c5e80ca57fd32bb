//! What must be so after any interruption.

use std::path::Path;
use std::time::{Duration, Instant};

use archive::query::Query;
use archive::search::{Order, Request};
use archive::{Archive, Reader, verify};
use telegram::record::Level;

use crate::operation::{Ended, Operation, World};

/// A small archive opens in this time whatever has happened to it, on a busy machine.
const OPENING: Duration = Duration::from_secs(10);

pub(crate) fn check(world: &World, operation: Operation, folder: &Path, ended: &Ended) -> Result<(), String> {
    let place = folder.join("archive");
    if !place.join("archive.db").exists() {
        let early = matches!(operation, Operation::First | Operation::Restore);
        if !early || ended.acknowledged > 0 || ended.code == Some(0) {
            return Err("the archive is gone".to_string());
        }
        return again(world, operation, folder);
    }
    let began = Instant::now();
    let opened = match Archive::open(&place) {
        // Killed before there was anything: whoever ingests next makes it.
        Err(_) if operation == Operation::First && ended.acknowledged == 0 => {
            return again(world, operation, folder);
        }
        other => other.map_err(|error| format!("it does not open: {error}"))?,
    };
    if began.elapsed() > OPENING {
        return Err(format!("opening took {:?}", began.elapsed()));
    }
    agrees(&place)?;
    let digest = opened.digest().map_err(|error| error.to_string())?;
    let stats = opened.stats().map_err(|error| error.to_string())?;
    let (before, after) = (&world.before, &world.after[&operation]);
    match operation {
        Operation::First | Operation::More => {
            let base = if operation == Operation::More { 24 } else { 0 };
            if stats.copies < base + ended.acknowledged {
                return Err(format!(
                    "{} copies after {} acknowledged",
                    stats.copies,
                    base + ended.acknowledged
                ));
            }
        }
        Operation::Restore | Operation::Backup if digest != *before => {
            return Err("the archive has changed".to_string());
        }
        Operation::Restore | Operation::Backup => {}
        _ if digest != *before && digest != *after => return Err("neither before nor after".to_string()),
        _ => {}
    }
    if ended.code == Some(0) && digest != *after {
        return Err("it said that it was done".to_string());
    }
    lower_reader(&opened)?;
    drop(opened);
    again(world, operation, folder)
}

/// Everything is whole, and what is found is what is held.
fn agrees(place: &Path) -> Result<(), String> {
    let found = verify(place, &mut |_| {}).map_err(|error| error.to_string())?;
    if let Some(damage) = found.damage.first() {
        return Err(format!("damaged: {}: {}", damage.file, damage.what));
    }
    Ok(())
}

/// Someone cleared for C: search and view agree on what they may see.
fn lower_reader(archive: &Archive) -> Result<(), String> {
    let reader = Reader {
        name: "low".to_string(),
        level: Level::C,
        controls: vec![],
        captions: vec![],
        everything: false,
    };
    for reader in [reader, Reader::everything()] {
        let view = archive.view(&reader).map_err(|error| error.to_string())?;
        let mut held = 0;
        view.each(&mut |_| {
            held += 1;
            Ok(true)
        })
        .map_err(|error| error.to_string())?;
        let request = Request {
            query: Query::strict("kind:telegram").map_err(|error| error.to_string())?,
            order: Order::Oldest,
            limit: 100,
            after: None,
            facets: true,
            passages: true,
        };
        let total = view.search(&request).map_err(|error| error.to_string())?.total;
        if total != held {
            return Err(format!("{}: {total} found, {held} held", reader.name));
        }
    }
    Ok(())
}

/// The same command once more comes to the same as one that was never interrupted.
fn again(world: &World, operation: Operation, folder: &Path) -> Result<(), String> {
    let ended = world.again(operation, folder, None);
    let done = match ended.code {
        Some(0) => true,
        // It was done before, or what it makes is there.
        Some(1) => operation == Operation::Remove,
        _ => {
            matches!(operation, Operation::Backup | Operation::Restore)
                && ended.err.contains("is there already")
        }
    };
    if !done {
        return Err(format!("once more: {}", ended.err));
    }
    let place = folder.join("archive");
    let digest =
        Archive::open(&place).and_then(|archive| archive.digest()).map_err(|error| error.to_string())?;
    if digest != world.after[&operation] {
        return Err("once more, it comes to something else".to_string());
    }
    if operation == Operation::Backup {
        let back = folder.join("back");
        archive::restore(&folder.join("backup"), &back, false, &mut |_| {})
            .map_err(|error| error.to_string())?;
        let digest =
            Archive::open(&back).and_then(|archive| archive.digest()).map_err(|error| error.to_string())?;
        if digest != world.before {
            return Err("the backup comes back as something else".to_string());
        }
    }
    agrees(&place)
}
