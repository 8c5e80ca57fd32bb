//! The year of a citation that gives none (format.md §10.7).
//!
//! Numbers restart each January in each post, so a number tells where in the year it falls. The first rule that decides
//! is named with the result.

use super::Citing;

/// A year and what decided it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Inferred {
    /// `None` where the citing year is unknown, or where what was found cannot be.
    pub(crate) year: Option<u16>,
    /// Name of the rule.
    pub(crate) rule: Option<&'static str>,
    /// True where no year is written.
    pub(crate) assumed: bool,
    /// Of the rule.
    pub(crate) confidence: f32,
    /// `forward_ref`, `self`, `year_after_citing`, `year_refused`, `serial_beyond_year`, `year_unknown`.
    pub(crate) flag: Option<&'static str>,
}

impl Inferred {
    fn by(rule: &'static str, year: u16, confidence: f32) -> Inferred {
        Inferred { year: Some(year), rule: Some(rule), assumed: true, confidence, flag: None }
    }
}

/// Numbers a post sends in a year where nothing is known about it.
const TYPICAL: u32 = 800;

/// The Department sends hundreds of thousands.
const TYPICAL_OF_STATE: u32 = 200_000;

/// Decides the year of number `serial` of `post`, given the year written with it and the year of a date in the item.
pub(crate) fn decide(
    post: &str,
    serial: u32,
    written: Option<u16>,
    dated: Option<u16>,
    citing: &Citing,
) -> Inferred {
    let last = citing.year.unwrap_or(u16::MAX);
    for (year, rule, confidence) in [(written, "written", 0.99), (dated, "date-written", 0.97)] {
        if let Some(year) = year {
            let mut out = Inferred::by(rule, year, confidence);
            out.assumed = rule != "written";
            if year > last || year < 1966 {
                (out.year, out.flag, out.confidence) = (None, Some("year_after_citing"), 0.3);
            } else if reached(post, year).is_some_and(|top| u64::from(serial) > 2 * u64::from(top)) {
                (out.flag, out.confidence) = (Some("serial_beyond_year"), 0.5);
            }
            return out;
        }
    }
    let Some(year) = citing.year else {
        return Inferred {
            year: None,
            rule: None,
            assumed: true,
            confidence: 0.3,
            flag: Some("year_unknown"),
        };
    };
    refuse(post, serial, year, infer(post, serial, year, citing))
}

fn infer(post: &str, serial: u32, year: u16, citing: &Citing) -> Inferred {
    if let Some((own_post, own)) = citing.post.zip(citing.serial)
        && (own_post == post || authority::posts::same_series(own_post, post))
    {
        return same_post(post, serial, own, year);
    }
    if let Some(found) = id_index(post, serial, year, citing) {
        return found;
    }
    let month = citing.month.unwrap_or(12);
    if let Some(expected) = authority::serials::expected(post, year, month) {
        let same = u64::from(serial) <= u64::from(expected) * 3 / 2 + 20;
        return Inferred::by("serial-clock", if same { year } else { year.saturating_sub(1) }, 0.85);
    }
    let early = citing.month.is_some_and(|month| month <= 2);
    if early && serial > typical(post, year) / 3 {
        return Inferred::by("january-rule", year.saturating_sub(1), 0.6);
    }
    Inferred::by("same-year-default", year, 0.6)
}

fn same_post(post: &str, serial: u32, own: u32, year: u16) -> Inferred {
    let day = authority::serials::estimated_total(post, year).unwrap_or(TYPICAL) / 365;
    if serial < own {
        Inferred::by("same-post-lower-serial", year, 0.95)
    } else if serial == own {
        Inferred { flag: Some("self"), ..Inferred::by("self", year, 0.95) }
    } else if serial > own.saturating_add(day.max(5)) {
        Inferred::by("same-post-higher-serial", year.saturating_sub(1), 0.95)
    } else {
        Inferred { flag: Some("forward_ref"), ..Inferred::by("same-post-forward", year, 0.95) }
    }
}

/// The table of known identifiers. It holds a part of what was sent, so that an identifier is missing says little: the
/// year before is taken only where the serial clock does not speak for the same year.
fn id_index(post: &str, serial: u32, year: u16, citing: &Citing) -> Option<Inferred> {
    let month = citing.month.unwrap_or(12);
    if authority::serials::known(post, year, serial)
        && authority::serials::months(post, year, serial).is_none_or(|months| months.earliest <= month)
    {
        return Some(Inferred::by("id-index", year, 0.95));
    }
    let clock = authority::serials::expected(post, year, month);
    let beyond = clock.is_some_and(|clock| u64::from(serial) > u64::from(clock) * 3 / 2 + 20);
    let before = authority::serials::known(post, year.saturating_sub(1), serial);
    (before && beyond).then(|| Inferred::by("id-index", year.saturating_sub(1), 0.95))
}

/// What the post sends in a year: the estimate of the nearest year that has one.
fn typical(post: &str, year: u16) -> u32 {
    (0..=4)
        .flat_map(|distance| [year.saturating_sub(distance), year.saturating_add(distance)])
        .find_map(|near| authority::serials::estimated_total(post, near))
        .unwrap_or(if post == "STATE" { TYPICAL_OF_STATE } else { TYPICAL })
}

/// A year before that never reached the number cannot be meant.
fn refuse(post: &str, serial: u32, year: u16, found: Inferred) -> Inferred {
    let before = found.year.filter(|found| *found < year);
    match before.and_then(|before| reached(post, before)) {
        Some(limit) if serial > limit => {
            Inferred { year: None, flag: Some("year_refused"), confidence: 0.3, ..found }
        }
        _ => found,
    }
}

/// The last number of the post in the year, as far as it is known.
fn reached(post: &str, year: u16) -> Option<u32> {
    let top = authority::serials::top(post, year)?;
    // Without an estimate too few numbers are known to call the highest of them the top.
    Some(authority::serials::estimated_total(post, year)?.max(top))
}
