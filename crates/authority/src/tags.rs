//! TAGS: Traffic Analysis by Geography and Subject (format.md §8). Geographic codes are FIPS-like, never ISO: `IS` is Israel,
//! `RS` Russia, `CH` China.

use crate::{
    fold,
    index::{Index, index},
    table::{Table, table},
};

static TABLE: Table = table!("tags", 6);
static CODES: Index = index!("tags");
static VARIANTS: Index = index!("tag_variants");

/// A TAGS code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "columns of the table, described in the table's README")]
pub struct Tag {
    pub code: &'static str,
    pub kind: TagKind,
    pub title: &'static str,
    pub iso3: &'static str,
    pub status: &'static str,
    pub source: &'static str,
}

/// Kinds of codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum TagKind {
    Subject,
    Geo,
    Organization,
    Program,
    Person,
}

/// All rows spelt `code` (a code may be both a country and an organisation), most used first.
pub fn lookup(code: &str) -> Vec<Tag> {
    spelt(code).collect()
}

/// The same, one after the other.
pub fn spelt(code: &str) -> impl Iterator<Item = Tag> + Clone + use<> {
    rows(&CODES, code)
}

/// True for any code of the table.
pub fn known(code: &str) -> bool {
    rows(&CODES, code).next().is_some()
}

/// The row of that kind.
pub fn lookup_as(code: &str, kind: TagKind) -> Option<Tag> {
    rows(&CODES, code).find(|tag| tag.kind == kind)
}

/// The code that a misspelled or variant form stands for (`variants` column), if exactly one.
pub fn variant(written: &str) -> Option<Tag> {
    let mut found = rows(&VARIANTS, written);
    found.next().filter(|_| found.next().is_none())
}

fn rows(index: &'static Index, written: &str) -> impl Iterator<Item = Tag> + Clone + use<> {
    let key = fold::line(written);
    index.get(key.as_ref().map_or(&[], |key| key.as_bytes())).map(|row| tag(row.into()))
}

fn tag(row: usize) -> Tag {
    let cell = |column| TABLE.cell(row, column);
    let kind = match cell(1) {
        "subject" => TagKind::Subject,
        "geo" => TagKind::Geo,
        "program" => TagKind::Program,
        "person-class" => TagKind::Person,
        _ => TagKind::Organization,
    };
    Tag { code: cell(0), kind, title: cell(2), iso3: cell(3), status: cell(4), source: cell(5) }
}
