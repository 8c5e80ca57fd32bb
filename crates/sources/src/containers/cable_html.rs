//! Web pages that show a cable (format.md §13.7).
//!
//! The pages of 2010–11 have a table of class `cable` and one or two preformatted blocks, of network header and body.
//! Those of the later public library have label and value pairs and one text, with keys and navigation around it. What
//! other sites made of them lies between the two; so the metadata is taken from pairs with known labels, and the text
//! from preformatted blocks, else from the smallest element that has most of the marks of a cable.

use std::ops::Range;

use crate::document::{Availability, Container, Document, decode};
use crate::markup::{Pour, Space, attribute};
use crate::problem::{Problem, ProblemKind};
use crate::sniff::{cable_marks, mark_places};
use crate::text::Text;
use crate::walk::{Flow, Walk};
use crate::window::Window;

use super::page::{Page, is_one_of};
use super::{availability, problem, whole};

/// Class or id of elements that may hold the text.
const HOLDERS: [&str; 8] = ["text", "body", "content", "cable", "document", "main", "tagged", "message"];
/// Fewer marks than this, and a page without preformatted text is another page.
const FEWEST_MARKS: usize = 2;
/// Elements that nest deeper are not looked at one by one.
const DEEPEST: usize = 64;
/// Metadata of the later library has at least so many pairs.
const FEWEST_PAIRS: usize = 3;

/// Whether `head` says that it is HTML.
pub(crate) fn is_html(head: &[u8]) -> bool {
    let head = beginning(head);
    head.contains("<!doctype html") || head.contains("<html")
}

/// Whether `head` begins a web page, a part of one, or XML of an unknown kind.
pub(crate) fn is_page(head: &[u8]) -> bool {
    let start = beginning(head);
    let tags =
        ["<!doctype", "<?xml", "<html", "<head", "<body", "<table", "<pre", "<div", "<code", "<p>", "<!--"];
    is_html(head) || tags.iter().any(|tag| start.trim_start().starts_with(tag))
}

fn beginning(head: &[u8]) -> String {
    String::from_utf8_lossy(head.get(..head.len().min(2048)).unwrap_or_default()).to_ascii_lowercase()
}

/// Reads the page.
pub(crate) fn read(walk: &mut Walk, path: &str, window: &mut Window) -> Flow {
    let Some(bytes) = whole(walk, path, window)? else { return Flow::Continue(()) };
    match document(path, bytes) {
        Ok(document) => walk.document(document),
        Err(problem) => walk.problem(problem),
    }
}

/// The cable on a page.
pub(super) fn document(path: &str, bytes: Vec<u8>) -> Result<Document, Problem> {
    let (decoded, encoding) = decode(&bytes);
    let page = Page { text: &decoded };
    let table = page
        .elements(|name, attributes| {
            name.eq_ignore_ascii_case("table")
                && attribute(attributes, "class").is_some_and(|class| has_word(class, &["cable"]))
        })
        .into_iter()
        .next();
    let mut facts = page.facts(table.as_ref().map(|table| &table.place));
    let pairs = facts.len();
    let Some((text, preformatted)) = text(&page, table.is_some() || pairs >= FEWEST_PAIRS) else {
        let availability = availability("", &facts);
        if pairs < FEWEST_PAIRS || availability == Availability::Text {
            let hint = "save the page of a cable itself, as source";
            return Err(problem(path, 0, ProblemKind::NotADocument, "there is no cable on this page", hint));
        }
        return Ok(page_document(
            path,
            bytes,
            Text::default(),
            encoding,
            Container::PlusdHtml,
            facts,
            availability,
        ));
    };
    facts.extend(page.title());
    let container = if table.is_some() || (preformatted && pairs < FEWEST_PAIRS) {
        Container::CableHtml
    } else {
        Container::PlusdHtml
    };
    let availability = availability(text.as_str(), &facts);
    Ok(page_document(path, bytes, text, encoding, container, facts, availability))
}

fn page_document(
    path: &str,
    bytes: Vec<u8>,
    text: Text,
    encoding: &'static str,
    container: Container,
    facts: Vec<crate::document::Fact>,
    availability: Availability,
) -> Document {
    Document { path: path.to_string(), container, offset: 0, bytes, text, encoding, facts, availability }
}

/// The text of the cable, and whether it stood in preformatted blocks. `sure`: the metadata says that there is one.
fn text(page: &Page, sure: bool) -> Option<(Text, bool)> {
    for name in ["pre", "code", "textarea"] {
        let blocks = page.elements(|found, _| found.eq_ignore_ascii_case(name));
        let places: Vec<Range<usize>> =
            blocks.into_iter().map(|block| block.inside).filter(|inside| !is_key(page, inside)).collect();
        let text = joined(page, &places);
        let marks = cable_marks(text.as_str());
        if marks >= FEWEST_MARKS || (sure && text.as_str().trim().len() > 1) {
            return Some((text, true));
        }
    }
    if cable_marks(page.text.as_str()) < FEWEST_MARKS {
        return None;
    }
    let holder = holders(page).or_else(|| body(page))?;
    let mut pour = Pour::new(page.text);
    page.pour(&holder, page.space(&holder), &mut pour);
    let text = pour.finish();
    (cable_marks(text.as_str()) >= FEWEST_MARKS).then_some((text, false))
}

/// The text of any piece of HTML, without its tags.
pub(super) fn reading_text(html: &str) -> Text {
    let decoded = Text::literal(html.to_string());
    let page = Page { text: &decoded };
    text(&page, false).map(|(text, _)| text).unwrap_or_else(|| {
        let mut pour = Pour::new(&decoded);
        page.pour(&(0..html.len()), Space::Fold, &mut pour);
        pour.finish()
    })
}

/// Preformatted blocks, one under the other.
fn joined(page: &Page, blocks: &[Range<usize>]) -> Text {
    let mut pour = Pour::new(page.text);
    for inside in blocks {
        if !pour.is_empty() {
            pour.line_break(inside.start..inside.start);
        }
        page.pour(inside, Space::Keep, &mut pour);
    }
    pour.finish()
}

/// Saved pages of the later library begin with a long signed key.
fn is_key(page: &Page, inside: &Range<usize>) -> bool {
    page.text.as_str().get(inside.clone()).is_some_and(|text| text.contains("-----BEGIN PGP"))
}

/// The smallest element named like a holder of text that has the most marks of a cable.
fn holders(page: &Page) -> Option<Range<usize>> {
    let marks = mark_places(page.text.as_str());
    let count = |inside: &Range<usize>| {
        let within = |places: &&Vec<usize>| {
            places.get(places.partition_point(|at| *at < inside.start)).is_some_and(|at| *at < inside.end)
        };
        marks.iter().filter(within).count()
    };
    let named = |_: &str, attributes: &str| {
        ["class", "id"]
            .iter()
            .any(|key| attribute(attributes, key).is_some_and(|value| has_word(value, &HOLDERS)))
    };
    page.nested(named, DEEPEST)
        .into_iter()
        .map(|inside| (count(&inside), inside))
        .filter(|(marks, _)| *marks >= FEWEST_MARKS)
        .max_by_key(|(marks, inside)| (*marks, usize::MAX - inside.len()))
        .map(|(_, inside)| inside)
}

fn body(page: &Page) -> Option<Range<usize>> {
    let all = 0..page.text.as_str().len();
    let body = page.elements(|name, _| name.eq_ignore_ascii_case("body")).into_iter().next();
    Some(body.map_or(all, |body| body.inside))
}

/// Whether one of the words of a class or id is one of `words`: `cable-text` has the words `cable` and `text`.
fn has_word(value: &str, words: &[&str]) -> bool {
    value.split(|c: char| !c.is_alphanumeric()).any(|part| is_one_of(part, words))
}
