//! Backups: the two databases as they stood at one moment, with a manifest. The index is made anew from them.
//!
//! ```text
//! FOLDER/ or FILE.tar.zst    manifest.json  archive.db  people.db
//! ```
//!
//! A backup appears under its name when it is whole and has been compared with its own sums, and an archive under its name
//! when it has been restored: what is half done has `.part` or `.restoring` at the end of its name.

use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::archive::{Archive, sync_folder};
use crate::problem::{Error, Result};
use crate::store::{ARCHIVE, FORMAT, PEOPLE};
use crate::verify::Verified;

const MANIFEST: &str = "manifest.json";
/// The manifest is small; a longer one is none.
const MANIFEST_MOST: u64 = 1 << 16;

/// What a backup says of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// Format of the archive.
    pub format: u32,
    /// Telegrams in it.
    pub telegrams: i64,
    /// Copies of them.
    pub copies: i64,
    /// [`Archive::digest`].
    pub digest: String,
    /// The files.
    pub files: Vec<Kept>,
}

/// A file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// Of its bytes.
    pub blake3: String,
}

impl Archive {
    /// Writes a backup to `target`, a folder or a file whose name ends in `.tar.zst`, while others read and write.
    pub fn backup(&self, target: &Path) -> Result<Manifest> {
        if target.exists() {
            return Err(Error::Refused(format!(
                "{}: is there already; a backup takes no other's place",
                target.display()
            )));
        }
        let part = beside(target, "part");
        discard(&part)?;
        fs::create_dir_all(&part).map_err(Error::file(&part))?;
        let done = self.write_backup(&part, target);
        if done.is_err() {
            let _ = fs::remove_dir_all(&part);
        }
        done
    }

    fn write_backup(&self, part: &Path, target: &Path) -> Result<Manifest> {
        let (people_file, people) = self.store.people();
        for (db, from, name) in
            [(&self.store.archive, self.store.file.as_path(), ARCHIVE), (people, people_file, PEOPLE)]
        {
            let to = part.join(name);
            // One transaction that reads: writers go on, and none of theirs is seen by halves.
            db.execute("VACUUM INTO ?1", [to.to_string_lossy()]).map_err(Error::store(from))?;
        }
        let manifest = {
            let copy = Archive::open_as_is(part)?;
            let mut found = Verified::default();
            copy.compare_store(&mut found, &mut |_| {});
            if let Some(damage) = found.damage.first() {
                return Err(Error::Damaged {
                    file: self.folder.join(&damage.file),
                    what: damage.what.clone(),
                });
            }
            copy.manifest()?
        };
        let manifest = Manifest { files: kept(part)?, ..manifest };
        let file = part.join(MANIFEST);
        let text = serde_json::to_vec_pretty(&manifest).map_err(|error| Error::file(&file)(error.into()))?;
        fs::write(&file, text).map_err(Error::file(&file))?;
        for name in [MANIFEST, ARCHIVE, PEOPLE] {
            let file = part.join(name);
            File::open(&file).and_then(|opened| opened.sync_all()).map_err(Error::file(&file))?;
        }
        sync_folder(part)?;
        if is_packed(target) {
            let packed = beside(target, "packing");
            pack(part, &packed).map_err(Error::file(&packed))?;
            fs::rename(&packed, target).map_err(Error::file(target))?;
            discard(part)?;
        } else {
            fs::rename(part, target).map_err(Error::file(target))?;
        }
        sync_folder(target.parent().unwrap_or(target))?;
        Ok(manifest)
    }

    fn manifest(&self) -> Result<Manifest> {
        let count = |table: &str| {
            self.store.with(|db| db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)))
        };
        Ok(Manifest {
            format: FORMAT,
            telegrams: count("telegrams")?,
            copies: count("copies")?,
            digest: self.digest()?,
            files: vec![],
        })
    }
}

/// Brings the backup at `source` back as an archive in `folder`, and makes its index. An archive that is there is left
/// alone unless `replace` is set. `progress` hears how many copies are indexed.
pub fn restore(
    source: &Path,
    folder: &Path,
    replace: bool,
    progress: &mut dyn FnMut(u64),
) -> Result<Manifest> {
    let taken = fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if taken && !replace {
        return Err(Error::Refused(format!(
            "{}: is there already; --replace puts the backup in its place",
            folder.display()
        )));
    }
    // Nobody writes to what is about to go.
    let lock = match taken.then(|| Archive::open_as_is(folder)) {
        Some(Ok(archive)) => Some(archive.lock()?),
        _ => None,
    };
    let part = beside(folder, "restoring");
    discard(&part)?;
    fs::create_dir_all(&part).map_err(Error::file(&part))?;
    let done = fetch(source, &part).and_then(|()| revive(source, &part, progress));
    let manifest = match done {
        Ok(manifest) => manifest,
        Err(error) => {
            let _ = fs::remove_dir_all(&part);
            return Err(error);
        }
    };
    let old = beside(folder, "replaced");
    if folder.exists() {
        discard(&old)?;
        fs::rename(folder, &old).map_err(Error::file(folder))?;
    }
    fs::rename(&part, folder).map_err(Error::file(folder))?;
    sync_folder(folder.parent().unwrap_or(folder))?;
    drop(lock);
    discard(&old)?;
    Ok(manifest)
}

/// Compares what was fetched with its manifest, and makes the index.
fn revive(source: &Path, part: &Path, progress: &mut dyn FnMut(u64)) -> Result<Manifest> {
    let refuse = |what: &str| Error::Refused(format!("{}: {what}; nothing was restored", source.display()));
    let text = fs::read(part.join(MANIFEST)).map_err(|_| refuse("no backup: it has no manifest.json"))?;
    let manifest: Manifest =
        serde_json::from_slice(&text).map_err(|_| refuse("the backup's manifest.json is damaged"))?;
    if manifest.format > FORMAT {
        return Err(Error::Format { folder: source.to_path_buf(), found: manifest.format, known: FORMAT });
    }
    for found in kept(part)? {
        if !manifest.files.contains(&found) {
            return Err(refuse(&format!("the backup's {} is not what was backed up", found.name)));
        }
    }
    let archive = Archive::open_as_is(part)?;
    if (Manifest { files: manifest.files.clone(), ..archive.manifest()? }) != manifest {
        return Err(refuse("the backup is not what its manifest.json says"));
    }
    archive.writer_as_is()?.reindex(progress)?;
    Ok(manifest)
}

/// Copies or unpacks a backup; what does not belong to one is left out.
fn fetch(source: &Path, part: &Path) -> Result<()> {
    let names = [MANIFEST, ARCHIVE, PEOPLE];
    if source.is_dir() {
        for name in names {
            let from = source.join(name);
            if from.exists() {
                fs::copy(&from, part.join(name)).map_err(Error::file(&from))?;
            }
        }
        return Ok(());
    }
    let file = File::open(source).map_err(Error::file(source))?;
    let unpacked = || -> std::io::Result<()> {
        let mut packed = tar::Archive::new(zstd::Decoder::new(BufReader::new(file))?);
        for entry in packed.entries()? {
            let mut entry = entry?;
            let path = entry.path()?.into_owned();
            let Some(name) = names.iter().find(|name| path == Path::new(name)) else { continue };
            if *name == MANIFEST && entry.size() > MANIFEST_MOST {
                continue;
            }
            let mut to = File::create(part.join(name))?;
            std::io::copy(&mut entry, &mut to)?;
        }
        Ok(())
    };
    unpacked().map_err(|error| {
        Error::Refused(format!("{}: no whole backup: {error}; nothing was restored", source.display()))
    })
}

fn kept(folder: &Path) -> Result<Vec<Kept>> {
    let mut files = Vec::new();
    for name in [ARCHIVE, PEOPLE] {
        let path = folder.join(name);
        let mut hasher = blake3::Hasher::new();
        let mut read = || -> std::io::Result<u64> { std::io::copy(&mut File::open(&path)?, &mut hasher) };
        let bytes = match read() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => 0,
            Err(error) => return Err(Error::file(&path)(error)),
        };
        files.push(Kept { name: name.to_string(), bytes, blake3: hasher.finalize().to_hex().to_string() });
    }
    Ok(files)
}

fn pack(folder: &Path, packed: &Path) -> std::io::Result<()> {
    let writer = zstd::Encoder::new(BufWriter::new(File::create(packed)?), 3)?;
    let mut builder = tar::Builder::new(writer);
    for name in [MANIFEST, ARCHIVE, PEOPLE] {
        builder.append_path_with_name(folder.join(name), name)?;
    }
    let mut file = builder.into_inner()?.finish()?;
    file.flush()?;
    file.get_ref().sync_all()
}

fn is_packed(target: &Path) -> bool {
    target.to_string_lossy().ends_with(".tar.zst")
}

/// The path with an ending added to its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_os_string();
    // `archive/` is `archive`.
    while name.len() > 1 && name.to_string_lossy().ends_with('/') {
        name = name.to_string_lossy().trim_end_matches('/').into();
    }
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn discard(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(Error::file(folder)(error)),
        _ => Ok(()),
    }
}
