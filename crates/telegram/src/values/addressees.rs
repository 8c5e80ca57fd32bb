//! Addressees that transmission or a copy garbled: a figure for a letter, two on one line, a month among them (format.md
//! §14 #32, #53).

use authority::posts::{self, Resolution};

use crate::parse::Parts;
use crate::passage::Passage;
use crate::record::{Addressee, Notes, Telegram};

/// Words with which the name of a mission begins.
const MISSIONS: &[&str] = &["AMEMBASSY", "AMCONSUL", "AMCONGEN", "USMISSION", "USINT", "USDEL", "SECSTATE"];
const MONTHS: &[&str] = &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/// Mends the names, and tells what may stand wrong in the lists.
pub(super) fn check(telegram: &mut Telegram, parts: &Parts, notes: &mut Notes) {
    let month_lost = parts.preamble.network.dtg.as_ref().is_some_and(|dtg| dtg.month.is_none());
    run_together(&telegram.to, parts, notes);
    run_together(&telegram.info, parts, notes);
    for addressee in telegram.from.iter_mut().chain(&mut telegram.to).chain(&mut telegram.info) {
        figures(addressee, notes);
        two_in_one(addressee, parts, notes);
        if month_lost {
            month(addressee, parts, notes);
        }
    }
}

/// Two of a list on one line with only a blank between them.
fn run_together(list: &[Addressee], parts: &Parts, notes: &mut Notes) {
    for (one, next) in list.iter().zip(list.iter().skip(1)) {
        let between = parts.document.bytes.get(one.span.end..next.span.start).unwrap_or_default();
        if !between.is_empty() && between.iter().all(|b| *b == b' ') {
            let span = crate::record::Span { start: one.span.end, end: next.span.start };
            notes.suggest(
                53,
                span,
                &String::from_utf8_lossy(between),
                "\n",
                0.8,
                &["two missions on one line"],
            );
        }
    }
}

/// `SANTIAG0`: a post with the letter, none with the figure.
fn figures(addressee: &mut Addressee, notes: &mut Notes) {
    if addressee.post.is_some() || !addressee.name.contains('0') {
        return;
    }
    let lettered = addressee.name.replace('0', "O");
    let name = MISSIONS.iter().find_map(|mission| lettered.strip_prefix(mission)).unwrap_or(&lettered);
    if let Resolution::One(post, _) = posts::resolve(name.trim()) {
        notes.repair(
            32,
            addressee.span,
            &addressee.name,
            &lettered,
            0.95,
            &["a figure inside a name that is a post with the letter"],
        );
        addressee.post = Some(post.canonical.to_string());
    }
}

/// What the document has at the addressee's place.
fn printed<'p>(addressee: &Addressee, parts: &'p Parts) -> std::borrow::Cow<'p, str> {
    String::from_utf8_lossy(
        parts.document.bytes.get(addressee.span.start..addressee.span.end).unwrap_or_default(),
    )
}

/// A second mission inside one name: the line end between them was lost.
fn two_in_one(addressee: &Addressee, parts: &Parts, notes: &mut Notes) {
    let printed = printed(addressee, parts);
    let second = printed.match_indices(' ').map(|(at, _)| at).find(|at| {
        printed
            .get(at + 1..)
            .and_then(|rest| rest.split_once(' '))
            .is_some_and(|(word, _)| MISSIONS.contains(&word))
    });
    if let Some(at) = second.filter(|at| *at > 0) {
        let apart = format!(
            "{}\n{}",
            printed.get(..at).unwrap_or_default(),
            printed.get(at + 1..).unwrap_or_default()
        );
        notes.suggest(53, addressee.span, &printed, &apart, 0.8, &["two missions in one name"]);
    }
}

/// The month of the date-time group, which has none, stands in the list.
fn month(addressee: &Addressee, parts: &Parts, notes: &mut Notes) {
    let printed = printed(addressee, parts);
    let Some(month) = printed.split_whitespace().find(|word| MONTHS.contains(word)) else { return };
    let left = printed.split_whitespace().filter(|word| *word != month).collect::<Vec<_>>().join(" ");
    notes.suggest(
        53,
        addressee.span,
        &printed,
        &left,
        0.7,
        &["a month among the addressees; the date-time group has none"],
    );
}

/// The addressees that a field lists from byte `from` on, one between each two of the `separators`.
pub(super) fn listed(field: &Passage, from: usize, separators: &[char]) -> Vec<Addressee> {
    let Some(value) = field.as_str().get(from..) else { return Vec::new() };
    let mut at = from;
    value
        .split(separators)
        .filter_map(|piece| {
            let start = at + piece.len() - piece.trim_start().len();
            at += piece.len() + 1;
            let name = piece.trim();
            let post = match authority::posts::resolve(name) {
                authority::posts::Resolution::One(post, _) => Some(post.canonical.to_string()),
                _ => None,
            };
            (!name.is_empty()).then(|| Addressee {
                name: name.to_string(),
                post,
                span: field.span(start..start + name.len()),
                ..Addressee::default()
            })
        })
        .collect()
}
