//! From a path or a stream to documents, one at a time.
//!
//! ```text
//! path ─▶ folder ─▶ file ─▶ sniff ─┬▶ archive ─▶ member ─▶ sniff …
//!                                  └▶ container ─▶ record ─▶ Document
//! ```
//!
//! The walk runs on a thread of its own and waits whenever nobody takes what it found, so that at any time only a
//! handful of records is in memory.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use crate::document::Document;
use crate::folder;
use crate::limits::Limits;
use crate::problem::{Problem, ProblemKind};
use crate::sniff;
use crate::walk::{Flow, Found, Packed, Walk};
use crate::window::Window;

/// How many bytes of documents are handed over at once: few hand-overs for small records, one by one for long ones.
const BATCH_BYTES: usize = 256 << 10;
/// How many documents are handed over at once.
const BATCH: usize = 64;
/// Deep enough for the parsers of others, which recurse.
const STACK: usize = 16 << 20;

/// Documents and problems of a path, in a stable order: names sorted, records as they stand.
///
/// A bad member is a [`Problem`]; the rest goes on.
#[derive(Debug)]
pub struct Reader {
    found: Receiver<Vec<Found>>,
    batch: std::vec::IntoIter<Found>,
}

/// Opens a file, a folder (with all below it) or an archive.
pub fn open(path: &Path, limits: &Limits) -> Reader {
    let path: PathBuf = path.to_path_buf();
    start(limits, path.display().to_string(), move |walk| folder::walk_path(walk, &path))
}

/// Reads a stream such as standard input, which `name` names in paths and problems. Its kind is found from its first
/// bytes, with the extension of `name` as a hint.
pub fn read(reader: impl Read + Send + 'static, name: &str, limits: &Limits) -> Reader {
    let name = name.to_string();
    start(limits, name.clone(), move |walk| {
        let packed = Packed { inner: reader, cost: walk.cost.clone() };
        sniff::stream(walk, &name, Window::new(packed))
    })
}

/// The documents of one file that is already in memory, whatever its kind, archives included. Pure.
pub fn documents_of(path: &str, bytes: &[u8], limits: &Limits) -> Vec<Result<Document, Problem>> {
    let mut found = Vec::new();
    let mut sink = |one: Found| {
        found.push(one);
        Flow::Continue(())
    };
    let mut walk = Walk::new(limits, &mut sink);
    let packed = Packed { inner: bytes, cost: walk.cost.clone() };
    let _ = sniff::stream(&mut walk, path, Window::new(packed));
    found
}

impl Iterator for Reader {
    type Item = Result<Document, Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(one) = self.batch.next() {
                return Some(one);
            }
            self.batch = self.found.recv().ok()?.into_iter();
        }
    }
}

fn start(limits: &Limits, path: String, work: impl FnOnce(&mut Walk) -> Flow + Send + 'static) -> Reader {
    // A rendezvous: the walk goes on only when the last batch has been taken.
    let (sender, found) = sync_channel(0);
    let limits = limits.clone();
    let body = move || {
        let mut batch = Batch { sender, held: Vec::new(), bytes: 0 };
        let mut sink = |one| batch.push(one);
        let flow = work(&mut Walk::new(&limits, &mut sink));
        if flow.is_continue() {
            let _ = batch.flush();
        }
    };
    let batch = match std::thread::Builder::new().name("sources".to_string()).stack_size(STACK).spawn(body) {
        Ok(_) => vec![],
        Err(error) => vec![Err(Problem {
            path,
            place: None,
            kind: ProblemKind::Unreadable,
            message: format!("the system gave no thread to read with ({error})"),
            hint: "close other programs and try again",
        })],
    };
    Reader { found, batch: batch.into_iter() }
}

/// Found things on their way to the reader.
struct Batch {
    sender: SyncSender<Vec<Found>>,
    held: Vec<Found>,
    bytes: usize,
}

impl Batch {
    fn push(&mut self, one: Found) -> Flow {
        self.bytes += one.as_ref().map_or(0, |document| document.bytes.len());
        self.held.push(one);
        if self.held.len() >= BATCH || self.bytes >= BATCH_BYTES { self.flush() } else { Flow::Continue(()) }
    }

    fn flush(&mut self) -> Flow {
        self.bytes = 0;
        match self.sender.send(std::mem::take(&mut self.held)) {
            Ok(()) => Flow::Continue(()),
            Err(_) => Flow::Break(()),
        }
    }
}
