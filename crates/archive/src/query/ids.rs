//! Numbers of telegrams as values: any spelling that a REF line may have.

use authority::posts::{How, Resolution, resolve};
use telegram::Passage;
use telegram::record::{Notes, Reference};
use telegram::references::{self, Citing, canonical_id, parse_id, repair_id};

use super::Field;
use super::error::shown;
use super::values::{Value, Wrong};

/// No number is written longer.
const LONGEST: usize = 120;

/// A year under which a reader of references dates what has none; the digits are taken off again.
const ANY_YEAR: u16 = 2010;

/// The ids that `written` stands for.
pub(super) fn read(field: Field, written: &str) -> Result<Vec<Value>, Wrong> {
    let value = |value| Value { value, prefix: false };
    let wrong = || {
        let hint = format!("write post and number, as in {}:\"03 LISBON 417\"", field.name());
        Wrong::new(format!("{:?} is no telegram number", shown(written)), hint)
    };
    if written.len() > LONGEST {
        return Err(wrong());
    }
    if let Some(key) = key(written) {
        return Ok(vec![value(key)]);
    }
    // An id has a year and a serial; with more numbers it is a list.
    let numbers = written.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty()).count();
    if let Some((year, post, serial)) = parse_id(written).filter(|_| numbers == 2) {
        return Ok(vec![value(canonical_id(year, &post, serial))]);
    }
    if let Some(id) = without_year(written) {
        return Ok(vec![value(id)]);
    }
    let found = cited(written);
    if !found.is_empty() {
        return Ok(found.into_iter().map(value).collect());
    }
    match repair_id(written) {
        Some((year, post, serial, _)) => Ok(vec![value(canonical_id(year, &post, serial))]),
        None => Err(wrong()),
    }
}

/// The first characters of an id, with its year or without.
pub(super) fn beginning(written: &str) -> Result<String, Wrong> {
    let bare: String =
        written.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let year = bare.bytes().take_while(u8::is_ascii_digit).count();
    let (year, rest) = bare.split_at_checked(year).unwrap_or_default();
    let year = if year.len() == 4 && matches!(year.get(..2), Some("19" | "20")) {
        year.get(2..)
    } else {
        Some(year)
    };
    let name = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, serial) = rest.split_at_checked(name).unwrap_or_default();
    let year = year.filter(|year| year.is_empty() || year.len() == 2 || (year.len() == 1 && name.is_empty()));
    let sound = serial.len() <= 6 && serial.bytes().all(|b| b.is_ascii_digit()) && !bare.is_empty();
    let Some(year) = year.filter(|_| sound) else {
        let message = format!("{:?} begins no telegram number", shown(written));
        return Err(Wrong::new(message, "write its first characters, as in id:03LISBON*"));
    };
    // A name is whole only where digits follow.
    let name = if serial.is_empty() { name } else { post(name).unwrap_or(name) };
    Ok(format!("{year}{name}{}", serial.trim_start_matches('0')))
}

/// A key that is no id and stays as it is: `SECTO:4077`, `DTG:RUEHLI:221530ZFEB05`.
fn key(written: &str) -> Option<String> {
    let (series, rest) = written.split_once(':')?;
    let sign = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-');
    let sound = !series.is_empty()
        && series.bytes().all(|b| b.is_ascii_alphabetic())
        && rest.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric())
        && rest.bytes().all(sign);
    let label = ["REF", "REFS", "REFTEL"].iter().any(|label| series.eq_ignore_ascii_case(label));
    (sound && !label).then(|| written.to_ascii_uppercase())
}

/// `OTTAWA 892`, `Ottawa892`: a post and a number, and nothing else.
fn without_year(written: &str) -> Option<String> {
    let written = written.trim();
    let digits = written.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (name, serial) = written.split_at_checked(written.len() - digits)?;
    let serial: u32 = serial.parse().ok().filter(|serial| (1..=999_999).contains(serial))?;
    let letters = |c: char| c.is_ascii_alphabetic() || matches!(c, ' ' | '-' | '\'' | '.');
    let name = name.trim();
    if !name.chars().all(letters) {
        return None;
    }
    let joined: String =
        name.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_uppercase()).collect();
    let known = post(name);
    // A name that no table has is one word of four letters or more.
    let unknown = || (joined.len() >= 4 && joined.len() == name.len()).then_some(joined.as_str());
    Some(format!("{}{serial}", known.or_else(unknown)?))
}

fn post(name: &str) -> Option<&'static str> {
    match resolve(name) {
        Resolution::One(post, how) if how != How::Nearest => Some(post.canonical),
        _ => None,
    }
}

/// The ids that the reader of REF lines finds.
fn cited(written: &str) -> Vec<String> {
    let passage = Passage::whole(&format!("REF: {written}"));
    let read = |year| {
        let citing = Citing { year, ..Citing::default() };
        references::read(&passage, &citing, &mut Notes::default())
    };
    let dated: Vec<Reference> = read(None);
    let undated = read(Some(ANY_YEAR));
    let mut ids: Vec<String> = Vec::new();
    for (dated, undated) in dated.into_iter().zip(undated) {
        let id = match (dated.id, undated.id) {
            (Some(id), _) => id,
            (None, Some(id)) if undated.year_assumed => {
                id.trim_start_matches(|c: char| c.is_ascii_digit()).to_string()
            }
            _ => return vec![],
        };
        // What would not read back as itself is no value.
        if parse_id(&id).is_none() && without_year(&id).is_none() && key(&id).is_none() {
            return vec![];
        }
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}
