//! A tar archive: V7, ustar, and the long names of GNU and of POSIX.
//!
//! ```text
//! archive = { header data } zero-block
//! header  = name 100, …, size 12 (octal or base 256) at 124, checksum 8 at 148, type 1 at 156, …, prefix 155 at 345
//! data    = size bytes, filled up to 512
//! ```

use std::io::Read;

use crate::problem::{Problem, ProblemKind};
use crate::walk::{Flow, Walk};
use crate::window::Window;

use super::{label, member};

const BLOCK: usize = 512;
/// A name or a POSIX header longer than this is not taken in.
const LONGEST_NAME: u64 = 1 << 20;

/// Whether `head` begins with a header.
pub(crate) fn is_tar(head: &[u8]) -> bool {
    head.get(..BLOCK).is_some_and(|block| block.first() != Some(&0) && checksum_holds(block))
}

/// Reads every member.
pub(crate) fn read(walk: &mut Walk, path: &str, window: &mut Window) -> Flow {
    let mut long_name: Option<String> = None;
    let mut long_size: Option<u64> = None;
    loop {
        let place = window.offset();
        let Some(header) = window.peek(BLOCK).get(..BLOCK) else {
            return match window.held().is_empty() {
                true => Flow::Continue(()),
                false => walk.problem(cut_off(path, place)),
            };
        };
        if header.iter().all(|b| *b == 0) {
            return Flow::Continue(());
        }
        if !checksum_holds(header) {
            find_header(window);
            walk.problem(Problem {
                path: path.to_string(),
                place: Some(place),
                kind: ProblemKind::Damaged,
                message: "a header of a member is broken".to_string(),
                hint: "the members after it were read",
            })?;
            continue;
        }
        let kind = header.get(156).copied().unwrap_or(0);
        let name = long_name.take().unwrap_or_else(|| header_name(header));
        let size = long_size.take().unwrap_or_else(|| number(header.get(124..136).unwrap_or_default()));
        window.consume(BLOCK);
        let mut data = Read::take(&mut *window, size);
        match kind {
            b'L' | b'x' if size > LONGEST_NAME => {}
            b'L' => long_name = Some(text(&bytes(&mut data))),
            b'x' => (long_name, long_size) = posix_header(&bytes(&mut data)),
            0 | b'0' | b'7' => {
                if let Some(label) = label(&name) {
                    member(walk, &format!("{path}!{label}"), &mut data)?;
                }
            }
            // Links, folders and devices hold nothing.
            _ => {}
        }
        let left = data.limit();
        let filling = (BLOCK as u64 - size % BLOCK as u64) % BLOCK as u64;
        if !window.skip(left) {
            return walk.problem(cut_off(path, place));
        }
        window.skip(filling);
    }
}

/// Moves to the next block that is a header, or to the end.
fn find_header(window: &mut Window) {
    window.consume(BLOCK);
    while let Some(block) = window.peek(BLOCK).get(..BLOCK) {
        if block.first() != Some(&0) && checksum_holds(block) {
            return;
        }
        window.consume(BLOCK);
    }
    let left = window.held().len();
    window.consume(left);
}

fn cut_off(path: &str, place: u64) -> Problem {
    Problem {
        path: path.to_string(),
        place: Some(place),
        kind: ProblemKind::Damaged,
        message: "the archive is cut off within a member".to_string(),
        hint: "what stands before the cut was read; get a whole copy of it",
    }
}

/// The sum of the header's bytes, its own field counted as blanks.
fn checksum_holds(header: &[u8]) -> bool {
    let sum: u64 = header
        .iter()
        .enumerate()
        .map(|(i, b)| if (148..156).contains(&i) { 32 } else { u64::from(*b) })
        .sum();
    let field = header.get(148..156).unwrap_or_default();
    field.iter().any(u8::is_ascii_digit) && number(field) == sum
}

fn number(field: &[u8]) -> u64 {
    match field.first() {
        Some(first) if first & 0x80 != 0 => field
            .iter()
            .skip(1)
            .fold(u64::from(first & 0x7f), |n, b| n.saturating_mul(256).saturating_add(u64::from(*b))),
        _ => field
            .iter()
            .skip_while(|b| **b == b' ')
            .take_while(|b| (b'0'..=b'7').contains(*b))
            .fold(0u64, |n, b| n.saturating_mul(8).saturating_add(u64::from(b - b'0'))),
    }
}

fn header_name(header: &[u8]) -> String {
    let name = text(header.get(..100).unwrap_or_default());
    let prefix = match header.get(257..262) {
        Some(b"ustar") if header.get(262) == Some(&0) => text(header.get(345..500).unwrap_or_default()),
        _ => String::new(),
    };
    if prefix.is_empty() { name } else { format!("{prefix}/{name}") }
}

/// `path` and `size` of a POSIX header: lines of `length key=value`.
fn posix_header(data: &[u8]) -> (Option<String>, Option<u64>) {
    let (mut name, mut size) = (None, None);
    for line in data.split(|b| *b == b'\n') {
        let line = line.splitn(2, |b| *b == b' ').nth(1).unwrap_or_default();
        if let Some(value) = line.strip_prefix(b"path=") {
            name = Some(text(value));
        } else if let Some(value) = line.strip_prefix(b"size=") {
            size = std::str::from_utf8(value).ok().and_then(|value| value.parse().ok());
        }
    }
    (name, size)
}

fn bytes(data: &mut impl Read) -> Vec<u8> {
    let mut out = Vec::new();
    // A failure is kept by the window and told at its end.
    let _ = data.read_to_end(&mut out);
    out
}

fn text(field: &[u8]) -> String {
    let end = field.iter().position(|b| *b == 0).unwrap_or(field.len());
    crate::document::decode(field.get(..end).unwrap_or_default()).0.as_str().to_string()
}
