//! What kind of thing a stream is: by its first bytes, and where they leave a doubt by its name.

use crate::document::Container;
use crate::problem::{Problem, ProblemKind};
use crate::walk::{Flow, Walk};
use crate::window::Window;
use crate::{archives, containers};

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";
/// How many bytes are looked at.
const HEAD: usize = 16 << 10;

/// Reads a stream of unknown kind into the walk.
pub(crate) fn stream(walk: &mut Walk, path: &str, mut window: Window) -> Flow {
    let head = window.peek(HEAD);
    let marked = head.strip_prefix(MARK);
    let kind = kind(marked.unwrap_or(head), path);
    if marked.is_some() && matches!(kind, Kind::CablegateCsv | Kind::Json) {
        // Rows and lines begin behind the byte order mark.
        window.consume(MARK.len());
    }
    let window = &mut window;
    match kind {
        Kind::Empty => {
            walk.failure(path, window)?;
            return walk.problem(refusal(path, ProblemKind::NotADocument, "it is empty", "leave it out"));
        }
        Kind::Unread(kind, what, hint) => {
            return walk.problem(refusal(path, kind, what, hint));
        }
        Kind::Gzip => archives::gzip::read(walk, path, window)?,
        Kind::Zstandard => archives::zstd::read(walk, path, window)?,
        Kind::Zip => archives::zip::read(walk, path, window)?,
        Kind::Tar => archives::tar::read(walk, path, window)?,
        Kind::CablegateCsv => containers::cablegate_csv::read(walk, path, window)?,
        Kind::Json => containers::jsonl::read(walk, path, window)?,
        Kind::Page => containers::cable_html::read(walk, path, window)?,
        Kind::CfpfXml => containers::cfpf_xml::read(walk, path, window)?,
        Kind::FrusTei => containers::frus_tei::read(walk, path, window)?,
        Kind::Mbox => containers::mail::read_mbox(walk, path, window)?,
        Kind::Message => containers::mail::read(walk, path, window)?,
        Kind::Pdf => containers::pdf::read(walk, path, window)?,
        Kind::Plain => containers::plain::read(walk, path, window, Container::PlainText)?,
        Kind::Markdown => containers::plain::read(walk, path, window, Container::Markdown)?,
    }
    walk.failure(path, window)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Empty,
    Unread(ProblemKind, &'static str, &'static str),
    Gzip,
    Zstandard,
    Zip,
    Tar,
    CablegateCsv,
    Json,
    Page,
    CfpfXml,
    FrusTei,
    Mbox,
    Message,
    Pdf,
    Plain,
    Markdown,
}

fn kind(head: &[u8], path: &str) -> Kind {
    if head.is_empty() {
        return Kind::Empty;
    }
    if let Some((_, kind, what, hint)) = MAGIC.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Kind::Unread(*kind, what, hint);
    }
    match head {
        [0x1f, 0x8b, 8, ..] => return Kind::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => return Kind::Zstandard,
        _ if archives::zip::is_zip(head) => return Kind::Zip,
        _ if archives::tar::is_tar(head) => return Kind::Tar,
        _ if memchr::memmem::find(head.get(..head.len().min(1024)).unwrap_or(head), b"%PDF-").is_some() => {
            return Kind::Pdf;
        }
        _ => {}
    }
    if is_binary(head) {
        return Kind::Unread(
            ProblemKind::NotADocument,
            "it is no text",
            "if it holds cables, export them as text first",
        );
    }
    if containers::cablegate_csv::is_row(head) {
        return Kind::CablegateCsv;
    }
    if containers::jsonl::is_json(head) {
        return Kind::Json;
    }
    if head.trim_ascii_start().starts_with(b"<") {
        if containers::frus_tei::is_volume(head) {
            return Kind::FrusTei;
        }
        if !containers::cable_html::is_html(head) && containers::cfpf_xml::record_name(head).is_some() {
            return Kind::CfpfXml;
        }
        if containers::cable_html::is_page(head) {
            return Kind::Page;
        }
    }
    if containers::mail::is_mbox(head) {
        return Kind::Mbox;
    }
    if containers::mail::is_message(head) {
        return Kind::Message;
    }
    match extension(path).as_str() {
        "md" | "markdown" => Kind::Markdown,
        _ => Kind::Plain,
    }
}

/// The extension of the innermost name of a path, in lower case.
fn extension(path: &str) -> String {
    let name = path.rsplit(['/', '\\', '!']).next().unwrap_or_default().to_ascii_lowercase();
    let name = [".gz", ".zst", ".zstd"].iter().find_map(|packed| name.strip_suffix(packed)).unwrap_or(&name);
    name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_string())
}

const UNPACK: &str = "unpack it first";
const LEAVE: &str = "leave it out";

/// First bytes of what is not read, what it is, and what to do.
const MAGIC: [(&[u8], ProblemKind, &str, &str); 14] = [
    (
        b"\x89PNG",
        ProblemKind::NotADocument,
        "it is an image",
        "read its text with a character recogniser first",
    ),
    (
        b"\xff\xd8\xff",
        ProblemKind::NotADocument,
        "it is an image",
        "read its text with a character recogniser first",
    ),
    (b"GIF8", ProblemKind::NotADocument, "it is an image", "read its text with a character recogniser first"),
    (
        b"II*\0",
        ProblemKind::NotADocument,
        "it is an image",
        "read its text with a character recogniser first",
    ),
    (
        b"MM\0*",
        ProblemKind::NotADocument,
        "it is an image",
        "read its text with a character recogniser first",
    ),
    (b"\x7fELF", ProblemKind::NotADocument, "it is a program", LEAVE),
    (b"MZ\x90\0", ProblemKind::NotADocument, "it is a program", LEAVE),
    (b"SQLite format 3\0", ProblemKind::NotADocument, "it is a database", "export its rows as JSON lines"),
    (b"\xd0\xcf\x11\xe0", ProblemKind::Unsupported, "it is an old office document", "save it as text"),
    (b"7z\xbc\xaf\x27\x1c", ProblemKind::Unsupported, "it is packed with 7-Zip", UNPACK),
    (b"Rar!", ProblemKind::Unsupported, "it is packed with RAR", UNPACK),
    (b"BZh", ProblemKind::Unsupported, "it is packed with bzip2", UNPACK),
    (b"\xfd7zXZ\0", ProblemKind::Unsupported, "it is packed with xz", UNPACK),
    (b"{\\rtf", ProblemKind::Unsupported, "it is a rich text file", "save it as plain text"),
];

/// Bytes that no text has in number: zeros that are no half of UTF-16, and control characters.
fn is_binary(head: &[u8]) -> bool {
    if encoding_rs::Encoding::for_bom(head).is_some() {
        return false;
    }
    let zeros = head.iter().filter(|b| **b == 0).count();
    let controls = head.iter().filter(|b| matches!(b, 1..=6 | 0x0e..=0x19 | 0x1c..=0x1f | 0x7f)).count();
    let wide = (0..2).any(|parity| {
        let half = head.iter().skip(parity).step_by(2);
        half.clone().filter(|b| **b == 0).count() * 10 > (head.len() / 2) * 7
    }) && zeros * 10 < head.len() * 6;
    !wide && (zeros * 100 > head.len() || controls * 20 > head.len())
}

/// Whether there is anything to read at all.
pub(crate) fn has_letters(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// How many of the marks of a cable's frame stand in a text. Only a sign that a page or a part is worth reading; whether
/// a text is a telegram is decided by its grammar.
pub(crate) fn cable_marks(text: &str) -> usize {
    MARKS.iter().filter(|mark| memchr::memmem::find(text.as_bytes(), mark.as_bytes()).is_some()).count()
}

/// Where each of these marks stands in a text.
pub(crate) fn mark_places(text: &str) -> Vec<Vec<usize>> {
    MARKS.iter().map(|mark| memchr::memmem::find_iter(text.as_bytes(), mark.as_bytes()).collect()).collect()
}

const MARKS: [&str; 18] = [
    "E.O.",
    "TAGS",
    "SUBJECT:",
    "SUBJ:",
    "REF:",
    "FM ",
    "TO ",
    "INFO ",
    "UNCLAS",
    "CONFIDENTIAL",
    "C O N F I D",
    "S E C R E T",
    "SECRET",
    "LIMITED OFFICIAL USE",
    "PAGE 01",
    "VZCZC",
    "SIPDIS",
    "ZNR ",
];

fn refusal(path: &str, kind: ProblemKind, message: &str, hint: &'static str) -> Problem {
    Problem { path: path.to_string(), place: None, kind, message: message.to_string(), hint }
}
