//! The containers in which telegrams are kept (format.md §13.7), one file each.

pub(crate) mod cable_html;
pub(crate) mod cablegate_csv;
mod cfpf_text;
pub(crate) mod cfpf_xml;
mod elements;
pub(crate) mod frus_tei;
mod json;
pub(crate) mod jsonl;
pub(crate) mod mail;
mod page;
pub(crate) mod pdf;
pub(crate) mod plain;

use std::ops::ControlFlow;

use crate::document::{Availability, Fact, FactName};
use crate::problem::{Problem, ProblemKind};
use crate::walk::Walk;
use crate::window::Window;

/// Takes a file that is one record. `None` when it is over the limit, which has then been told.
fn whole(walk: &mut Walk, path: &str, window: &mut Window) -> ControlFlow<(), Option<Vec<u8>>> {
    let cap = walk.limits.max_record;
    let (bytes, more) = window.take_rest(cap);
    if !more {
        return ControlFlow::Continue(Some(bytes));
    }
    walk.problem(problem(
        path,
        cap as u64,
        ProblemKind::TooLarge,
        format!("it is one text of more than {cap} bytes"),
        "split it, or raise the limit for records",
    ))?;
    ControlFlow::Continue(None)
}

fn problem(
    path: &str,
    place: u64,
    kind: ProblemKind,
    message: impl Into<String>,
    hint: &'static str,
) -> Problem {
    Problem { path: path.to_string(), place: Some(place), kind, message: message.into(), hint }
}

/// Whether a record of the 1973–79 files has its text (format.md §13.3): a withdrawal card has none, nor has a text
/// that the archive could not read.
fn availability(text: &str, facts: &[Fact]) -> Availability {
    let head = text.get(..text.floor_char_boundary(4 << 10)).unwrap_or(text).to_ascii_uppercase();
    let says = |words: &str| head.contains(words);
    let fact = |name: FactName, words: &str| {
        facts.iter().any(|fact| fact.name == name && fact.value.to_ascii_uppercase().contains(words))
    };
    let telegram = says("E.O. 1") || says("TAGS") || says("\nFM ") || says("PAGE 01");
    let empty = !text.chars().any(char::is_alphanumeric);
    let card = says("WITHDRAWAL CARD")
        || says("WITHDRAWN ITEM")
        || says("DOCUMENT WITHDRAWN")
        || says("WITHDRAWAL SHEET")
        || (empty && fact(FactName::Markings, "WITHDRAW"))
        || (empty && fact(FactName::Other("review_action".to_string()), "WITHDRAW"));
    let lost = says("TEXT FOR THIS MRN IS UNAVAILABLE")
        || says("ERROR READING TEXT INDEX")
        || says("TEXT UNRETRIEVABLE")
        || (empty && !facts.is_empty());
    match () {
        () if telegram => Availability::Text,
        () if card => Availability::Withdrawn,
        () if lost || fact(FactName::Locator, "UNRETRIEVABLE") => Availability::Unavailable,
        () => Availability::Text,
    }
}
