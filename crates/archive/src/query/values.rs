//! Values of fields, in the form of the tables.

use telegram::record::Level;
use telegram::{level, mark};

use super::error::shown;
use super::{Field, fields, ids, posts};
use crate::label::level_code;

/// A value of a term.
pub(super) struct Value {
    pub(super) value: String,
    /// The value only begins so.
    pub(super) prefix: bool,
}

/// A value that no table has.
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) hint: String,
    /// What was probably meant.
    pub(super) near: Option<String>,
}

impl Wrong {
    pub(super) fn new(message: String, hint: impl Into<String>) -> Wrong {
        Wrong { message, hint: hint.into(), near: None }
    }
}

/// The values that `written` stands for, one or more.
pub(super) fn read(field: Field, written: &str, prefix: bool) -> Result<Vec<Value>, Wrong> {
    let one = |value: String| Ok(vec![Value { value, prefix }]);
    if prefix && matches!(field, Field::Class | Field::Mark | Field::Kind) {
        let message = format!("{}: takes no *", field.name());
        return Err(Wrong::new(message, "write the whole value"));
    }
    if written.is_empty() && prefix {
        return one(String::new());
    }
    match field {
        Field::Post | Field::From | Field::To if prefix => one(posts::beginning(written)?),
        Field::Post | Field::From | Field::To => posts::read(field, written),
        Field::Id | Field::Ref if prefix => one(ids::beginning(written)?),
        Field::Id | Field::Ref => ids::read(field, written),
        Field::Class => one(class(written)?.to_string()),
        Field::Mark => one(portion_mark(written)?),
        Field::Kind => match fields::kind(written) {
            Some(kind) => one(kind.to_string()),
            None => {
                let message = format!("{:?} is no kind of holding", shown(written));
                Err(Wrong::new(message, format!("write one of {}", fields::kinds())))
            }
        },
        Field::Caption if !prefix => {
            let known = authority::captions::lookup(written);
            one(words(field, known.map_or(written, |caption| caption.caption))?)
        }
        Field::Place if !prefix => place(written),
        Field::Caption | Field::Tags | Field::Signed | Field::Place | Field::Person => {
            one(words(field, written)?)
        }
    }
}

/// A value without a table: it must hold a word.
pub(super) fn words(field: Field, written: &str) -> Result<String, Wrong> {
    let value = Field::fold(written);
    if value.is_empty() {
        let hint = format!("write it as in {}", fields::Named::Term(field).example());
        return Err(Wrong::new(format!("no word in {:?}", shown(written)), hint));
    }
    Ok(value)
}

/// The TAGS code of a country's name, since places are indexed by it; codes and other names as they are.
fn place(written: &str) -> Result<Vec<Value>, Wrong> {
    let kept = words(Field::Place, written)?;
    let mut codes: Vec<&str> = Vec::new();
    if authority::tags::lookup(&kept).is_empty() {
        let named = authority::places::lookup(written).into_iter().filter(|place| place.kind == "name");
        codes.extend(named.map(|place| place.geo_tag).filter(|code| !code.is_empty()));
        codes.sort_unstable();
        codes.dedup();
    }
    let values = if codes.is_empty() { vec![kept] } else { codes.into_iter().map(str::to_string).collect() };
    Ok(values.into_iter().map(|value| Value { value, prefix: false }).collect())
}

fn class(written: &str) -> Result<&'static str, Wrong> {
    let written = written.trim();
    if written.eq_ignore_ascii_case("unknown") {
        return Ok(level_code(Level::Unknown));
    }
    if written.eq_ignore_ascii_case("EFTO") {
        return Ok(level_code(Level::Efto));
    }
    if let Some((level, length)) = level::read(written)
        && length == written.len()
    {
        return Ok(level_code(level));
    }
    // The codes of portion marks, without controls: `S`, `FOUO`.
    let (message, hint) = match bracketed(written) {
        Some(mark) if mark.controls.is_empty() || mark.canonical == "FOUO" => {
            return Ok(level_code(mark.level));
        }
        Some(mark) => (
            format!("{:?} is more than a level", shown(written)),
            format!("write class:{} mark:{}", level_code(mark.level), mark.canonical),
        ),
        None => (
            format!("{:?} is no level", shown(written)),
            "write U, EFTO, LOU, SBU, C, S, TS or unknown".to_string(),
        ),
    };
    Err(Wrong::new(message, hint))
}

fn portion_mark(written: &str) -> Result<String, Wrong> {
    let written = written.trim();
    if written.eq_ignore_ascii_case("unknown") {
        return Ok(level_code(Level::Unknown).to_string());
    }
    match bracketed(written) {
        Some(mark) => Ok(mark.canonical),
        None => {
            let message = format!("{:?} is no portion mark", shown(written));
            Err(Wrong::new(message, "write it as printed, as in mark:S/NF or mark:\"C/REL USA, CAN\""))
        }
    }
}

/// A portion mark, with its brackets or without.
fn bracketed(written: &str) -> Option<mark::MarkRead> {
    // No mark is longer.
    if written.len() > 200 {
        return None;
    }
    let bare = written.trim_matches(['(', ')', '[', ']']).to_ascii_uppercase();
    let dressed = format!("({bare})");
    let (mark, length) = mark::read(&dressed)?;
    (length == dressed.len() && mark.level != Level::Unknown && !mark.entire_text).then_some(mark)
}
