//! A zip archive, read by the headers in front of its members rather than by the list at its end.
//!
//! ```text
//! archive = { local data [ descriptor ] } list
//! local   = "PK\3\4" version 2, flags 2, method 2, time 4, crc 4, packed 4, size 4, name-length 2, extra-length 2,
//!           name, extra                                     (little-endian)
//! list    = "PK\1\2" …
//! ```
//!
//! So a stream can be read, an archive without its end too, and members that lie over one another (the bombs that
//! expand without nesting) are read once.

use std::io::{self, Read};
use std::ops::ControlFlow;

use flate2::CrcReader;
use flate2::bufread::DeflateDecoder;

use crate::problem::{Problem, ProblemKind};
use crate::walk::{Flow, Walk};
use crate::window::Window;

use super::{expanded, label, member};

const LOCAL: &[u8] = b"PK\x03\x04";
const LIST: &[u8] = b"PK\x01\x02";
const END: &[u8] = b"PK\x05\x06";
const LOCAL_LENGTH: usize = 30;
const STORED: u16 = 0;
const DEFLATED: u16 = 8;
const ZSTANDARD: u16 = 93;

/// Whether `head` begins with a member or is the list of an empty archive.
pub(crate) fn is_zip(head: &[u8]) -> bool {
    head.starts_with(LOCAL) || head.starts_with(END)
}

/// Reads every member.
pub(crate) fn read(walk: &mut Walk, path: &str, window: &mut Window) -> Flow {
    loop {
        let place = window.offset();
        match find_signature(window) {
            Some(true) => {}
            Some(false) => return Flow::Continue(()),
            None => return walk.problem(cut_off(path, place)),
        }
        let place = window.offset();
        let Some(entry) = Entry::take(window) else { return walk.problem(cut_off(path, place)) };
        let whole = match label(&entry.name) {
            Some(label) => entry.read(walk, &format!("{path}!{label}"), window)?,
            None => entry.packed.is_none_or(|packed| window.skip(packed)),
        };
        if !whole {
            return walk.problem(cut_off(path, place));
        }
        if walk.cost.exceeded() {
            return Flow::Continue(());
        }
    }
}

/// Moves to the next member (true) or to the list at the end (false).
fn find_signature(window: &mut Window) -> Option<bool> {
    loop {
        let held = window.peek(4);
        if held.starts_with(LOCAL) {
            return Some(true);
        }
        if held.starts_with(LIST) || held.starts_with(END) {
            return Some(false);
        }
        if held.len() < 4 {
            return None;
        }
        let ahead = memchr::memchr(b'P', held.get(1..).unwrap_or_default());
        let count = ahead.map_or(held.len(), |at| at + 1);
        window.consume(count);
    }
}

fn cut_off(path: &str, place: u64) -> Problem {
    Problem {
        path: path.to_string(),
        place: Some(place),
        kind: ProblemKind::Damaged,
        message: "the archive is cut off: the list of members at its end is missing".to_string(),
        hint: "the members before that place were read; get a whole copy of it",
    }
}

/// What stands in front of a member.
struct Entry {
    name: String,
    encrypted: bool,
    method: u16,
    /// Checksum and packed size; `None` where they stand behind the data only.
    crc: Option<u32>,
    packed: Option<u64>,
}

impl Entry {
    fn take(window: &mut Window) -> Option<Entry> {
        let head = window.peek(LOCAL_LENGTH);
        let (flags, method, crc) = (u16_at(head, 6)?, u16_at(head, 8)?, u32_at(head, 14)?);
        let (packed, size) = (u32_at(head, 18)?, u32_at(head, 22)?);
        let (name, extra) = (usize::from(u16_at(head, 26)?), usize::from(u16_at(head, 28)?));
        let head = window.peek(LOCAL_LENGTH + name + extra);
        let (name, extra) = head.get(LOCAL_LENGTH..LOCAL_LENGTH + name + extra)?.split_at(name);
        let later = flags & 8 != 0;
        let wide = packed == u32::MAX;
        let entry = Entry {
            name: crate::document::decode(name).0.as_str().to_string(),
            encrypted: flags & 1 != 0,
            method,
            crc: (!later).then_some(crc),
            packed: match (wide, later && packed == 0) {
                (_, true) => None,
                (true, _) => long_size(extra, size == u32::MAX),
                (false, _) => Some(u64::from(packed)),
            },
        };
        let length = LOCAL_LENGTH + name.len() + extra.len();
        window.consume(length);
        Some(entry)
    }

    /// Reads the member's content and moves behind it; false if the archive ends within.
    fn read(&self, walk: &mut Walk, path: &str, window: &mut Window) -> ControlFlow<(), bool> {
        let place = window.offset();
        let refusal = match (self.encrypted, self.method, self.packed) {
            (true, ..) => Some(("it is encrypted".to_string(), "unpack it with its password first")),
            (_, DEFLATED, _) | (_, STORED | ZSTANDARD, Some(_)) => None,
            (_, STORED | ZSTANDARD, None) => {
                Some(("its size is not told in front of it".to_string(), "unpack it first"))
            }
            (_, method, _) => Some((format!("it is packed with method {method}"), "unpack it first")),
        };
        if let Some((message, hint)) = refusal {
            let kind = ProblemKind::Unsupported;
            walk.problem(Problem { path: path.to_string(), place: Some(place), kind, message, hint })?;
            return ControlFlow::Continue(self.packed.is_none_or(|packed| window.skip(packed)));
        }
        let mut data = Read::take(&mut *window, self.packed.unwrap_or(u64::MAX));
        match self.method {
            DEFLATED => self.content(walk, path, DeflateDecoder::new(&mut data))?,
            ZSTANDARD => match zstd::stream::read::Decoder::with_buffer(&mut data) {
                Ok(decoder) => self.content(walk, path, decoder)?,
                Err(error) => walk.problem(crate::walk::stream_problem(path, Some(place), &error))?,
            },
            _ => self.content(walk, path, &mut data)?,
        }
        let left = self.packed.map_or(0, |_| data.limit());
        ControlFlow::Continue(window.skip(left))
    }

    /// Reads what comes out of the decompressor, to its end, and compares the checksum.
    fn content(&self, walk: &mut Walk, path: &str, unpacked: impl Read) -> Flow {
        let mut inner = CrcReader::new(expanded(walk, unpacked));
        member(walk, path, &mut inner)?;
        let drained = io::copy(&mut inner, &mut io::sink());
        if drained.is_err() || self.crc.is_none_or(|crc| crc == inner.crc().sum()) || walk.cost.exceeded() {
            return Flow::Continue(());
        }
        walk.problem(Problem {
            path: path.to_string(),
            place: None,
            kind: ProblemKind::Damaged,
            message: "its checksum does not hold: some of its bytes are wrong or missing".to_string(),
            hint: "it was read as it stands; get another copy of it",
        })
    }
}

/// The packed size in the extra field of long members: record 1, after the size if that is long too.
fn long_size(mut extra: &[u8], size_first: bool) -> Option<u64> {
    while let (Some(id), Some(length)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let data = extra.get(4..4 + usize::from(length))?;
        if id == 1 {
            let bytes = data.get(if size_first { 8..16 } else { 0..8 })?;
            return Some(bytes.iter().rev().fold(0, |n, b| n << 8 | u64::from(*b)));
        }
        extra = extra.get(4 + usize::from(length)..)?;
    }
    None
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
