//! Addressees (format.md §11.4, §11.5).
//!
//! ```text
//! addressee  = [ ri "/" ] plad { precword | mcn }
//! plad       = words, with units between double slashes: `CDR USCENTCOM MACDILL AFB FL//CCJ2//`
//! mcn        = DIGIT{4,5}, or fewer after a precedence word or the name of a post
//! collective = "ALL …" | "… COLLECTIVE" | "… POSTS"
//! ```
//! Several addressees on one line are told apart where a routing indicator or a word that only begins an address
//! (`AMEMBASSY`, `SECSTATE`, …) stands inside it.

use std::ops::Range;

use authority::posts::{self, Resolution};

use super::lines::{is_routing_indicator, is_surely_route};
use super::precedence;
use crate::Passage;
use crate::record::{Addressee, Notes, Precedence};

/// Words that begin an address and never stand inside one.
const OPENINGS: &[&str] = &[
    "AMEMBASSY",
    "AMEMB",
    "AMCONSUL",
    "AMCONGEN",
    "USMISSION",
    "USINT",
    "USLO",
    "USOFFICE",
    "SECSTATE",
    "SECDEF",
    "USDEL",
];

/// Reads the addressee that stands in `range` of `passage`; `None` where there is no name.
pub(super) fn read(passage: &Passage, range: Range<usize>, notes: &mut Notes) -> Option<Addressee> {
    let text = passage.as_str();
    let mut words: Vec<Range<usize>> = words(text, range).collect();
    let route = take_route(text, &mut words);
    let tail = take_tail(text, &mut words);
    let (first, last) = (words.first()?.start, words.last()?.end);
    let name = join(text, &words);
    if !name.bytes().any(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let mut found = Addressee {
        precedence: tail.precedence,
        mcn: tail.mcn,
        span: passage.span(route.as_ref().map_or(first, |range| range.start)..tail.end.max(last)),
        route: route.and_then(|range| text.get(range)).map(str::to_string),
        ..Addressee::default()
    };
    if !is_collective(&name) {
        found.post = post(&name, found.route.as_deref());
        if found.post.is_none() {
            suggest_split(passage, &words, notes);
        }
    }
    found.name = name;
    Some(found)
}

/// What a line holds that has no name in it: a precedence, a number, or nothing.
pub(super) fn rider(text: &str, range: Range<usize>) -> Option<(Option<Precedence>, Option<u32>)> {
    // Nearly every line begins with a name.
    let first = words(text, range.clone()).next().and_then(|word| text.get(word))?;
    if number(first).is_none() && precedence::word(first).is_none() {
        return None;
    }
    let mut words: Vec<Range<usize>> = words(text, range).collect();
    let tail = take_tail(text, &mut words);
    (words.is_empty() && (tail.precedence.is_some() || tail.mcn.is_some()))
        .then_some((tail.precedence, tail.mcn))
}

/// The stretches of `range` that hold one addressee each.
pub(super) fn split(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut from = range.start;
    // A name of one opening word is not a whole address, nor is a route without its name.
    let mut named = false;
    let mut units = false;
    for word in words(text, range.clone()) {
        let here = text.get(word.clone()).unwrap_or_default();
        if named && !units && opens(here) {
            out.push(from..word.start);
            from = word.start;
            named = false;
        }
        named |= !is_bare(here);
        units ^= in_units(here);
    }
    out.push(from..range.end);
    out
}

/// True while a unit between double slashes is open.
pub(super) fn in_units(text: &str) -> bool {
    text.contains('/') && text.matches("//").count() % 2 == 1
}

/// An address that stands for many.
pub(super) fn is_collective(name: &str) -> bool {
    let last = name.split_ascii_whitespace().next_back().unwrap_or_default();
    let all = name.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("ALL "))
        && name.split_ascii_whitespace().count() > 1;
    all || ["COLLECTIVE", "COLLECTIVES", "POSTS", "ALDAC", "STATES"]
        .iter()
        .any(|known| last.eq_ignore_ascii_case(known))
}

/// The canonical name of the post, by the name, else by the routing indicator where the name is a post's.
pub(super) fn post(name: &str, route: Option<&str>) -> Option<String> {
    let units = if name.contains('/') { name.find("//") } else { None };
    let plain = units.and_then(|at| name.get(..at)).unwrap_or(name).trim();
    match posts::resolve(plain) {
        Resolution::One(post, _) => return Some(post.canonical.to_string()),
        Resolution::Several(several) => {
            let by_route = route.and_then(posts::by_routing_indicator)?;
            return several
                .iter()
                .find(|post| post.canonical == by_route.canonical)
                .map(|post| post.canonical.to_string());
        }
        Resolution::None => {}
    }
    let opening = plain.split_ascii_whitespace().next().is_some_and(|word| OPENINGS.contains(&word));
    // The search for the nearest name takes long: only where its answer can count.
    let by_route = route.filter(|_| opening).and_then(posts::by_routing_indicator)?;
    let Resolution::One(near, _) = posts::nearest(plain) else { return None };
    (by_route.canonical == near.canonical).then(|| near.canonical.to_string())
}

fn opens(word: &str) -> bool {
    let (head, slash) = word.split_once('/').map_or((word, false), |(head, _)| (head, true));
    OPENINGS.contains(&word) || (slash && is_routing_indicator(head))
}

/// A route, an opening word, or both: nothing that names anybody.
fn is_bare(word: &str) -> bool {
    let name =
        word.split_once('/').filter(|(head, _)| is_routing_indicator(head)).map_or(word, |(_, name)| name);
    matches!(name, "" | "/")
        || ["AMEMBASSY", "AMEMB", "AMCONSUL", "AMCONGEN", "USMISSION"].contains(&name)
        || is_surely_route(name)
}

/// Words between blanks, without commas and semicolons at their ends.
fn words(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes().get(..range.end).unwrap_or_default();
    // A blank's length: that of a line that was copied from a page has two bytes.
    let blank = |at: usize| match bytes.get(at) {
        Some(b' ' | b'\t' | b'\r' | b'\n') => 1,
        Some(0xc2) if bytes.get(at + 1) == Some(&0xa0) => 2,
        _ => 0,
    };
    let mark = |at: usize| matches!(bytes.get(at), Some(b',' | b';'));
    let mut at = range.start;
    std::iter::from_fn(move || {
        while at < bytes.len() {
            let mut start = at;
            while at < bytes.len() && blank(at) == 0 {
                at += 1;
            }
            let mut end = at;
            at += blank(at);
            while start < end && mark(start) {
                start += 1;
            }
            while start < end && mark(end - 1) {
                end -= 1;
            }
            if start < end {
                return Some(start..end);
            }
        }
        None
    })
}

fn join(text: &str, words: &[Range<usize>]) -> String {
    let length = words.iter().map(|word| word.len() + 1).sum();
    let mut out = String::with_capacity(length);
    for word in words.iter().filter_map(|word| text.get(word.clone())) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// `RUEHC/` before the name, blanks around the slash or the slash itself lost.
fn take_route(text: &str, words: &mut Vec<Range<usize>>) -> Option<Range<usize>> {
    let first = words.first()?.clone();
    let word = text.get(first.clone())?;
    let head = word.split('/').next().unwrap_or(word);
    if !is_routing_indicator(head) {
        return None;
    }
    let route = first.start..first.start + head.len();
    if let Some(name) = word.get(head.len() + 1..) {
        match words.first_mut() {
            Some(first) if !name.is_empty() => first.start += head.len() + 1,
            _ => drop(words.remove(0)),
        }
        return Some(route);
    }
    let slash =
        words.get(1).and_then(|next| text.get(next.clone())).is_some_and(|next| next.starts_with('/'));
    if slash && let Some(next) = words.get_mut(1) {
        next.start += 1;
    } else if !is_surely_route(head) {
        return None;
    }
    words.remove(0);
    words.retain(|word| !word.is_empty());
    Some(route)
}

#[derive(Default)]
struct Tail {
    precedence: Option<Precedence>,
    mcn: Option<u32>,
    end: usize,
}

/// Precedence and message continuity number at the end, in either order.
fn take_tail(text: &str, words: &mut Vec<Range<usize>>) -> Tail {
    let mut tail = Tail::default();
    let mut short = None;
    while let Some(word) = words.last().cloned() {
        let here = text.get(word.clone()).unwrap_or_default();
        if let Some(precedence) = precedence::word(here) {
            // `NIACT IMMEDIATE` is one precedence.
            let night = precedence == Precedence::Niact && tail.precedence == Some(Precedence::Immediate);
            if tail.precedence.is_some() && !night {
                break;
            }
            tail.precedence = Some(precedence);
        } else if tail.mcn.is_none()
            && short.is_none()
            && let Some(number) = number(here)
        {
            if here.len() >= 4 {
                tail.mcn = Some(number);
            } else {
                short = Some((number, word.clone()));
            }
        } else {
            break;
        }
        tail.end = tail.end.max(word.end);
        words.pop();
    }
    if let Some((number, word)) = short {
        let known = tail.precedence.is_some() || words.is_empty() || post(&join(text, words), None).is_some();
        if known {
            tail.mcn = Some(number);
        } else {
            // `CRUDESGRU 12`: the number is part of the name.
            tail.end = if tail.precedence.is_some() { tail.end } else { 0 };
            words.push(word);
        }
    }
    tail
}

fn number(word: &str) -> Option<u32> {
    let digits = word.strip_prefix('#').unwrap_or(word);
    ((1..=5).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())?
}

/// `AMEMBASSY LA PAZ LIMA`: two names that are both posts, but not one together (format.md §14 #53). Only offered.
fn suggest_split(passage: &Passage, words: &[Range<usize>], notes: &mut Notes) {
    let text = passage.as_str();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return };
    for at in 1..words.len().min(8) {
        let (Some(left), Some(right)) = (words.get(..at), words.get(at..)) else { return };
        let (left, right) = (join(text, left), join(text, right));
        if post(&left, None).is_some() && post(&right, None).is_some() {
            let range = first.start..last.end;
            let original = text.get(range.clone()).unwrap_or_default();
            let evidence = ["both parts name posts", "the whole names none"];
            notes.suggest(53, passage.span(range), original, &format!("{left}\n{right}"), 0.7, &evidence);
            return;
        }
    }
}
