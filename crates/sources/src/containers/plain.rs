//! Plain text and Markdown: the whole file is one document, unless it has attribute lists of the 1973–79 files. Markdown stays as it is written; its links and escapes
//! are damage that a parser of telegrams knows (format.md §14.1, rows 8 and 9).

use crate::document::{Container, Document};
use crate::problem::ProblemKind;
use crate::sniff;
use crate::walk::{Flow, Walk};
use crate::window::Window;

use super::{availability, cfpf_text, problem, whole};

/// Reads the rest of the stream as one text.
pub(crate) fn read(walk: &mut Walk, path: &str, window: &mut Window, container: Container) -> Flow {
    let Some(bytes) = whole(walk, path, window)? else { return Flow::Continue(()) };
    let mut document = Document::plain(path, bytes);
    if !sniff::has_letters(document.text.as_str()) {
        return walk.problem(problem(
            path,
            0,
            ProblemKind::NotADocument,
            "there is not one word in it",
            "leave it out",
        ));
    }
    let records = cfpf_text::records(path, &document.bytes, &document.text, document.encoding);
    if !records.is_empty() {
        return walk.all(records.into_iter().map(Ok));
    }
    document.availability = availability(document.text.as_str(), &[]);
    document.container = container;
    walk.document(document)
}
