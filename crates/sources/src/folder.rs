//! Files and folders on disk: sorted by name, each folder once, only regular files opened.
//!
//! Names that begin with a full stop are left alone below the path that was asked for (version control, editors'
//! leavings). A link is followed; a folder that was already read, by whatever name, is not read again.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::problem::{Problem, ProblemKind};
use crate::sniff;
use crate::walk::{Flow, Packed, Walk, stream_problem};
use crate::window::Window;

/// Reads whatever stands at `path`. Pipes and devices are read only when asked for by name.
pub(crate) fn walk_path(walk: &mut Walk, path: &Path) -> Flow {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => walk_folder(walk, path),
        Ok(_) => read_file(walk, path),
        Err(error) => walk.problem(stream_problem(&path.display().to_string(), None, &error)),
    }
}

fn walk_folder(walk: &mut Walk, root: &Path) -> Flow {
    let mut seen: HashSet<PathBuf> = HashSet::new();
    // A stack of what is still to be read, the next one last: deep trees cost memory, not stack.
    let mut ahead = vec![(root.to_path_buf(), 0usize)];
    while let Some((path, depth)) = ahead.pop() {
        let name = path.display().to_string();
        let found = match fs::metadata(&path) {
            Ok(found) => found,
            Err(error) => {
                walk.problem(stream_problem(&name, None, &error))?;
                continue;
            }
        };
        if found.is_file() {
            read_file(walk, &path)?;
        } else if !found.is_dir() {
            walk.problem(Problem {
                path: name,
                place: None,
                kind: ProblemKind::NotADocument,
                message: "it is a pipe, a socket or a device".to_string(),
                hint: "name it by itself if you mean to read it",
            })?;
        } else if depth > walk.limits.max_nesting {
            walk.problem(Problem {
                path: name,
                place: None,
                kind: ProblemKind::TooLarge,
                message: format!("the folder lies more than {} folders deep", walk.limits.max_nesting),
                hint: "open it by itself",
            })?;
        } else {
            match entries(&path, &mut seen) {
                Ok(entries) => ahead.extend(entries.into_iter().rev().map(|entry| (entry, depth + 1))),
                Err(error) => walk.problem(stream_problem(&name, None, &error))?,
            }
        }
    }
    Flow::Continue(())
}

/// What a folder holds, sorted; nothing if it was already read.
fn entries(folder: &Path, seen: &mut HashSet<PathBuf>) -> io::Result<Vec<PathBuf>> {
    if !seen.insert(fs::canonicalize(folder)?) {
        return Ok(vec![]);
    }
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            entries.push(entry.path());
        }
    }
    entries.sort();
    Ok(entries)
}

fn read_file(walk: &mut Walk, path: &Path) -> Flow {
    let name = path.display().to_string();
    walk.cost.restart();
    match File::open(path) {
        Ok(file) => {
            let packed = Packed { inner: file, cost: walk.cost.clone() };
            sniff::stream(walk, &name, Window::new(packed))
        }
        Err(error) => walk.problem(stream_problem(&name, None, &error)),
    }
}
