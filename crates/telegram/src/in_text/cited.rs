//! `ref A`, `refs A and (C)`, `refs A-C`, `reftel`, `ref cable`: items of the REF field, by letter.

use crate::record::{Reference, Target};

use super::cursor::{Cursor, between};

/// A reference to the REF field as read.
pub(super) struct Cited {
    /// `ref` or `reftel`.
    pub(super) kind: &'static str,
    /// Letters or numbers, upper case.
    pub(super) labels: Vec<String>,
    /// `reftels`, `refs`: more than one is meant.
    pub(super) plural: bool,
}

/// Moves over a reference to the REF field.
pub(super) fn named(cursor: &mut Cursor, references: &[Reference]) -> Option<Cited> {
    let start = cursor.at;
    let found = read(cursor, references);
    if found.is_none() {
        cursor.at = start;
    }
    found
}

fn read(cursor: &mut Cursor, references: &[Reference]) -> Option<Cited> {
    let word = cursor.word();
    let is = |known: &[&str]| known.iter().any(|k| word.eq_ignore_ascii_case(k));
    let reftel = is(&["reftel", "reftels", "reftelegram", "reftelegrams"]);
    if !reftel && !is(&["ref", "refs"]) {
        return None;
    }
    let mut plural = word.ends_with(['s', 'S']);
    let mut cited = Cited { kind: if reftel { "reftel" } else { "ref" }, labels: vec![], plural };
    let mut end = cursor.at;
    if !reftel {
        if cursor.rest().get(..3).is_some_and(|s| s.eq_ignore_ascii_case("(s)")) {
            cursor.at += 3;
            (plural, end) = (true, cursor.at);
        }
        cursor.sign(b".");
        cursor.blanks();
        let telegram = cursor.at;
        let word = cursor.word();
        if ["telegram", "telegrams", "cable", "cables", "message", "messages", "tel", "tels"]
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
        {
            (cited.kind, end) = ("reftel", cursor.at);
            plural |= word.ends_with(['s', 'S']);
        } else {
            cursor.at = telegram;
        }
    }
    cited.plural = plural;
    cursor.blanks();
    cited.labels = labels(cursor, references);
    if cited.labels.is_empty() {
        cursor.at = end;
        // `ref: LISBON 398` is a label, `ref Lisbon 398` a mention of the telegram itself.
        let mut ahead = *cursor;
        ahead.blanks();
        let mention =
            ahead.peek().is_some_and(|b| b.is_ascii_uppercase() || b.is_ascii_digit()) && !word.is_empty();
        if cited.kind == "ref"
            && (references.is_empty() || mention || matches!(cursor.peek(), Some(b':' | b'-' | b'/')))
        {
            return None;
        }
    }
    Some(cited)
}

fn labels(cursor: &mut Cursor, references: &[Reference]) -> Vec<String> {
    let known = |label: &str| references.iter().any(|r| r.label.as_deref() == Some(label));
    let unlettered = references.iter().all(|r| r.label.is_none());
    let mut out: Vec<String> = Vec::new();
    let start = cursor.at;
    let mut at = start;
    while out.len() < 60 {
        let range = if out.is_empty() { Some(false) } else { between(cursor) };
        let Some((range, (label, upper))) = range.zip(one(cursor)) else { break };
        let fits = known(&label) || (upper && (out.is_empty() || unlettered));
        if !fits {
            break;
        }
        at = cursor.at;
        match out.last().and_then(|last| last.bytes().next()).zip(label.bytes().next()) {
            Some((first, last)) if range && last > first && label.len() == 1 => {
                out.extend((first + 1..=last).map(|b| char::from(b).to_string()));
            }
            _ => out.push(label),
        }
    }
    // `(A-C)` and `(A and C)` close behind the last one.
    cursor.at = at;
    let printed = cursor.since(start);
    if printed.matches('(').count() > printed.matches(')').count() {
        cursor.sign(b")");
    }
    out
}

/// `A`, `(A)`, `"A"`, `12`: the label and whether it is printed as one would print it.
fn one(cursor: &mut Cursor) -> Option<(String, bool)> {
    let bracket = cursor.sign(b"([\"'");
    let mut label = cursor.word();
    let letter = !label.is_empty();
    if !letter {
        label = cursor.digits();
    }
    let single = if letter { label.len() == 1 } else { (1..=2).contains(&label.len()) };
    if !single || cursor.peek().is_some_and(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let upper = letter && (bracket || label.bytes().all(|b| b.is_ascii_uppercase()));
    if bracket {
        cursor.sign(b")]\"'");
    }
    Some((label.to_ascii_uppercase(), upper))
}

/// What the letters stand for.
pub(super) fn targets(cited: &Cited, references: &[Reference]) -> Vec<Target> {
    let target = |(index, r): (usize, &Reference)| Target::Reference {
        index,
        label: r.label.clone(),
        id: r.id.clone(),
    };
    let all = references.iter().enumerate();
    if cited.labels.is_empty() {
        let clear = references.len() == 1 || cited.plural;
        return if clear { all.map(target).collect() } else { vec![] };
    }
    if let [only] = references
        && only.label.is_none()
        && cited.labels.iter().any(|label| label == "A")
    {
        return all.map(target).collect();
    }
    let of = |label: &String| {
        let label = label.clone();
        references
            .iter()
            .enumerate()
            .filter(move |(_, r)| r.label.as_deref() == Some(label.as_str()))
            .map(target)
    };
    cited.labels.iter().flat_map(of).collect()
}
