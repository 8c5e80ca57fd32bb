//! Officers: who signed from which post, when.

use crate::{
    fold,
    index::{Index, index},
    posts,
    table::{Table, table},
};

static TABLE: Table = table!("officers", 10);
static SIGNATURES: Index = index!("officers");

/// One service of one officer. Dates are `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, empty where not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "columns of the table, described in the table's README")]
pub struct Officer {
    pub id: &'static str,
    pub signature: &'static str,
    pub family_name: &'static str,
    pub given_names: &'static str,
    pub suffix: &'static str,
    pub role: &'static str,
    pub posts: &'static str,
    pub from: &'static str,
    pub until: &'static str,
    pub source: &'static str,
}

/// Services of officers whose signature is `surname` at `post`, overlapping the days `from..=to` (RFC 3339 dates; `None` open).
/// One row per person, the service that fits best (findings.md §2: overlap first, failing that within a year).
///
/// `post` is a canonical name; the old and new names of a post count as one. The surname is read as it prints: `JR`, a doubled
/// line, hyphens, apostrophes and blanks do not matter.
pub fn find(surname: &str, post: &str, from: Option<&str>, to: Option<&str>) -> Vec<Officer> {
    let asked = Days::asked(from, to);
    let mut found: Vec<(Days, Officer)> = rows(surname)
        .filter(|officer| officer.posts.split(';').any(|name| posts::same_station(name, post)))
        .filter_map(|officer| Some((Days::of(&officer)?, officer)))
        .collect();
    let overlapping = found.iter().any(|(days, _)| days.overlap(asked) > 0);
    let least = if overlapping { 0 } else { -YEAR };
    found.retain(|(days, _)| days.overlap(asked) > least);
    // The longest overlap first; of two sources the one with days.
    found.sort_by_key(|(days, officer)| (-days.overlap(asked), is_frus(officer), -days.first));
    let mut people: Vec<Officer> = vec![];
    for (_, officer) in found {
        if !people.iter().any(|person| same_person(person, &officer)) {
            people.push(officer);
        }
    }
    people
}

/// True when some officer of the table signs by that name.
pub fn known_signature(surname: &str) -> bool {
    rows(surname).next().is_some()
}

/// The services under a printed signature: as it stands, else the one name of a doubled line.
fn rows(surname: &str) -> impl Iterator<Item = Officer> {
    let key = fold::letters(without_suffix(surname));
    let whole = key.as_ref().map_or(&[][..], |key| key.as_bytes());
    let mut rows = SIGNATURES.get(whole).peekable();
    if rows.peek().is_none() {
        let (half, other) = whole.split_at(whole.len() / 2);
        rows = SIGNATURES.get(if half == other { half } else { &[] }).peekable();
    }
    rows.map(|row| officer(row.into()))
}

/// The name without `JR`, `III` and the like at its end.
fn without_suffix(surname: &str) -> &str {
    let name = surname.trim_end();
    match name.rsplit_once([' ', ',', '\u{a0}']) {
        Some((before, last)) if is_suffix(last) => without_suffix(before.trim_end_matches([' ', ','])),
        _ => name,
    }
}

fn is_suffix(word: &str) -> bool {
    ["JR", "SR", "II", "III", "IV"]
        .iter()
        .any(|suffix| word.trim_end_matches('.').eq_ignore_ascii_case(suffix))
}

/// One person under two sources has one family name and begins with one given name.
fn same_person(a: &Officer, b: &Officer) -> bool {
    let first = |officer: &Officer| officer.given_names.split(' ').next().unwrap_or_default().to_owned();
    a.id == b.id || (is_frus(a) != is_frus(b) && a.family_name == b.family_name && first(a) == first(b))
}

/// True for a row parsed from the lists of persons in *Foreign Relations of the United States*.
fn is_frus(officer: &Officer) -> bool {
    officer.id.starts_with("people-")
}

fn officer(row: usize) -> Officer {
    let cell = |column| TABLE.cell(row, column);
    Officer {
        id: cell(0),
        signature: cell(1),
        family_name: cell(2),
        given_names: cell(3),
        suffix: cell(4),
        role: cell(5),
        posts: cell(6),
        from: cell(7),
        until: cell(8),
        source: cell(9),
    }
}

/// Days counted in months of 31 and years of 372, which is near enough to tell which service is nearer.
const YEAR: i64 = 372;

/// A stretch of time, both ends included.
#[derive(Clone, Copy)]
struct Days {
    first: i64,
    last: i64,
}

impl Days {
    fn asked(from: Option<&str>, to: Option<&str>) -> Days {
        Days {
            first: from.and_then(|date| day(date, 1)).unwrap_or(0),
            last: to.and_then(|date| day(date, 31)).unwrap_or(9999 * YEAR),
        }
    }

    /// The days of a service. A service without an end goes on; but a line of a list of persons gives one date of a service
    /// that had two, and is taken to reach three years from it.
    fn of(officer: &Officer) -> Option<Days> {
        let (first, last) = (day(officer.from, 1), day(officer.until, 31));
        let open = if is_frus(officer) { 3 * YEAR } else { 9999 * YEAR };
        match (first, last) {
            (Some(first), Some(last)) => Some(Days { first, last }),
            (Some(first), None) => Some(Days { first, last: first + open }),
            (None, Some(last)) => Some(Days { first: last - 3 * YEAR, last }),
            (None, None) => None,
        }
    }

    /// How many days two stretches share; where they share none, how many lie between, negative.
    fn overlap(self, other: Days) -> i64 {
        self.last.min(other.last) - self.first.max(other.first) + 1
    }
}

/// The day of a date that may lack its day or month: then its first day, or (`missing` 31) its last.
fn day(date: &str, missing: i64) -> Option<i64> {
    let mut parts = date.get(..date.len().min(10))?.split('-').map(|part| part.parse::<i64>().ok());
    let year = parts.next()??;
    let month = parts.next().flatten().unwrap_or(if missing > 1 { 12 } else { 1 });
    let day = parts.next().flatten().unwrap_or(missing);
    (0..10_000).contains(&year).then(|| year * YEAR + month.clamp(1, 12) * 31 + day.clamp(1, 31))
}
