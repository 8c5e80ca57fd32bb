//! From an item to what it asks.

use std::ops::Range;

use super::error::{Notes, QueryError, shown};
use super::fields::Named;
use super::lex::Item;
use super::values::{self, Value};
use super::{Field, Leaf, Node, dates, parse};
use crate::words::tokens;

/// What became of an item: a node and its number of leaves, or nothing.
type Read = Result<Option<(Node, usize)>, QueryError>;

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<String> {
    tokens(text).map(|token| token.word).filter(|word| !word.is_empty()).collect()
}

/// Reads an item that stands within the brackets of the field `group`.
pub(super) fn read(
    item: &Item<'_>,
    range: Range<usize>,
    group: Option<Named>,
    notes: &mut Notes<'_>,
) -> Read {
    if let (Some(outer), Some(_)) = (group, item.field) {
        let hint = format!("write the field outside the brackets of {}:", outer.name());
        notes.wrong(
            range.clone(),
            "a field within another field's brackets",
            hint,
            "taken as the inner field",
        )?;
    }
    let field = item.field.or(group);
    if item.expand {
        return expand(item, range, field, notes);
    }
    if field.is_none() && item.text.is_empty() {
        return Ok(Some((Node::All, 1)));
    }
    if item.text.contains('*') {
        let hint = "write it right after the first letters of a word, as in fish*";
        notes.wrong(range.clone(), "a * that does not end a word", hint, "the * left out")?;
    }
    match field {
        None => Ok(text(item, range, notes)?.map(leaf)),
        Some(Named::Subject) => Ok(text(item, range, notes)?.map(|text| leaf(Leaf::Subject(Box::new(text))))),
        Some(Named::Date) => date(item, range, notes),
        Some(Named::Term(field)) => term(field, item, range, notes),
    }
}

fn leaf(leaf: Leaf) -> (Node, usize) {
    (Node::Leaf(leaf), 1)
}

fn text(item: &Item<'_>, range: Range<usize>, notes: &mut Notes<'_>) -> Result<Option<Leaf>, QueryError> {
    let mut words = words(item.text);
    if words.is_empty() {
        let hint = match item.text {
            "&" | "&&" => "write AND",
            "|" | "||" | "/" => "write OR",
            "!" | "-" | "~" => "write NOT, or the - right before a word",
            _ => "write letters or digits; signs are not searched for",
        };
        notes.wrong(range, format!("no word in {:?}", shown(item.text)), hint, "left out")?;
        return Ok(None);
    }
    if !item.star {
        return Ok(Some(Leaf::Words(words)));
    }
    let last = tokens(item.text).last();
    if last.is_none_or(|last| last.word.is_empty() || last.range.end != item.text.len()) {
        let hint = "write it right after the first letters of a word, as in fish*";
        notes.wrong(range, "a * that does not end a word", hint, "the * left out")?;
        return Ok(Some(Leaf::Words(words)));
    }
    let beginning = words.pop().unwrap_or_default();
    Ok(Some(Leaf::Prefix(words, beginning)))
}

fn expand(item: &Item<'_>, range: Range<usize>, field: Option<Named>, notes: &mut Notes<'_>) -> Read {
    if field.is_some() {
        let hint = "write it outside the field's brackets";
        notes.wrong(
            range.clone(),
            "~ stands before words of the text, not before values",
            hint,
            "the ~ left out",
        )?;
        return read(&Item { expand: false, ..item.clone() }, range, field, notes);
    }
    if item.star || item.text.contains('*') {
        let hint = "leave one of them out";
        notes.wrong(range.clone(), "~ and * do not go together", hint, "the ~ left out")?;
        return read(&Item { expand: false, ..item.clone() }, range, None, notes);
    }
    if words(item.text).is_empty() {
        let message = format!("no word in {:?}", shown(item.text));
        notes.wrong(range, message, "write ~NATO without a blank", "left out")?;
        return Ok(None);
    }
    let term = item.text.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Some(leaf(Leaf::Expand(term))))
}

fn date(item: &Item<'_>, range: Range<usize>, notes: &mut Notes<'_>) -> Read {
    let found = if item.star {
        Err(("a date with a *".to_string(), "write a year or a month, as in date:2003-04"))
    } else {
        dates::read(item.text)
    };
    match found {
        Ok((from, to)) => Ok(Some(leaf(Leaf::Date { from, to }))),
        Err((message, hint)) => {
            notes.wrong(range, message, hint, "taken as words")?;
            Ok(plain(item))
        }
    }
}

fn term(field: Field, item: &Item<'_>, range: Range<usize>, notes: &mut Notes<'_>) -> Read {
    let value = match values::read(field, item.text, item.star) {
        Ok(value) => value,
        Err(wrong) if wrong.near.is_some() && !notes.is_strict() => {
            let near = wrong.near.unwrap_or_default();
            notes.wrong(range, wrong.message, wrong.hint, &format!("read as {near}"))?;
            vec![Value { value: near, prefix: false }]
        }
        Err(wrong) => {
            notes.wrong(range, wrong.message, wrong.hint, "taken as words")?;
            return Ok(plain(item));
        }
    };
    let terms = value.into_iter().map(|value| Leaf::Term { field, value: value.value, prefix: value.prefix });
    Ok(parse::any_of(terms.collect()))
}

/// A value that a lenient reading could not use, as words of the text.
fn plain(item: &Item<'_>) -> Option<(Node, usize)> {
    let words = words(item.text);
    (!words.is_empty()).then(|| leaf(Leaf::Words(words)))
}
