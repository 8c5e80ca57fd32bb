//! Posts and every spelling of them (format.md §10.8).

mod nearest;
mod never_merge;
mod prefixes;

pub use nearest::nearest;

use crate::{
    fold,
    index::{Index, index},
    table::{Table, table},
};

static POSTS: &[Post] = include!(concat!(env!("OUT_DIR"), "/posts.rs"));
/// Latitude, longitude, station: what few ask for.
static TABLE: Table = table!("posts", 3);
static NAMES: Index = index!("post_names");
static FORMS: Index = index!("post_forms");
static ROUTES: Index = index!("post_routes");

/// A post.
#[derive(Clone, Copy, Debug, PartialEq)]
#[expect(missing_docs, reason = "columns of the table, described in the table's README")]
pub struct Post {
    pub canonical: &'static str,
    pub display: &'static str,
    pub telegram_name: &'static str,
    pub kind: &'static str,
    pub city: &'static str,
    pub geo_tag: &'static str,
    pub iso3: &'static str,
    pub mrn6: &'static str,
    pub routing_indicators: &'static str,
    pub serial_series: &'static str,
    pub active_from: Option<u16>,
    pub active_to: Option<u16>,
}

impl Post {
    /// False where the table knows that the post, or its name, was not in use in that year.
    pub fn may_be_active_in(&self, year: u16) -> bool {
        self.active_from.is_none_or(|from| from <= year) && self.active_to.is_none_or(|to| year <= to)
    }
}

/// How a written form led to a post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum How {
    Canonical,
    TelegramName,
    Prefix,
    Alias,
    Misspelling,
    SixLetters,
    Nearest,
}

/// What a written form stands for.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Resolution {
    One(Post, How),
    Several(Vec<Post>),
    None,
}

/// The post of that canonical name.
pub fn post(canonical: &str) -> Option<Post> {
    number(canonical).and_then(at)
}

/// All posts, in the order of their canonical names.
pub fn all() -> impl Iterator<Item = Post> {
    POSTS.iter().copied()
}

/// All canonical names, and the telegram names that differ from them, for callers that build automata.
pub fn names() -> impl Iterator<Item = &'static str> {
    all().flat_map(|post| {
        let spaced = Some(post.telegram_name).filter(|name| *name != post.canonical);
        std::iter::once(post.canonical).chain(spaced)
    })
}

/// Any spelling (case, blanks, hyphens, apostrophes, dots ignored; AMEMBASSY, AMCONSUL, USMISSION, EMBASSY, CONSULATE prefixes;
/// aliases; misspellings; six-letter 1973-79 forms; words run together) -> the post. Exact forms only; see [`nearest`].
pub fn resolve(written: &str) -> Resolution {
    let Some(key) = fold::letters(written) else { return Resolution::None };
    match form(key.as_bytes()) {
        Resolution::None => prefixes::resolve(key.as_bytes()),
        found => found,
    }
}

/// The post whose communications centre has this routing indicator (`RUEHOT`).
pub fn by_routing_indicator(ri: &str) -> Option<Post> {
    ROUTES.get(fold::letters(ri)?.as_bytes()).next().and_then(at)
}

/// True for two posts that are one station under two names or share a serial series. Takes canonical names.
pub fn same_series(a: &str, b: &str) -> bool {
    let series = |name: &str| {
        post(name).map(|post| if post.serial_series.is_empty() { post.canonical } else { post.serial_series })
    };
    series(a).is_some_and(|series_of_a| series(b) == Some(series_of_a))
}

/// True for two names of one post, the old and the new (`KIEV`, `KYIV`). Takes canonical names.
pub fn same_station(a: &str, b: &str) -> bool {
    let station = |name| {
        let row = number(name)?;
        Some(TABLE.cell(row.into(), 2)).filter(|station| !station.is_empty()).or(Some(at(row)?.canonical))
    };
    a == b || station(a).is_some_and(|station_of_a| station(b) == Some(station_of_a))
}

/// Latitude and longitude of the post in degrees, north and east positive (GeoNames, CC BY 4.0: credit where shown).
pub fn coordinates(canonical: &str) -> Option<(f64, f64)> {
    let row = usize::from(number(canonical)?);
    Some((TABLE.cell(row, 0).parse().ok()?, TABLE.cell(row, 1).parse().ok()?))
}

/// Row of a canonical name.
pub(crate) fn number(canonical: &str) -> Option<u16> {
    NAMES.get(canonical.as_bytes()).next()
}

/// The post of a row.
pub(crate) fn at(row: u16) -> Option<Post> {
    POSTS.get(usize::from(row)).copied()
}

/// The posts of a folded form that stands in the tables itself. A number of the index is how × 4096 + row.
fn form(key: &[u8]) -> Resolution {
    let mut found = FORMS.get(key);
    let Some(first) = found.next() else { return Resolution::None };
    let Some(post) = at(first & 0xfff) else { return Resolution::None };
    let mut posts: Vec<Post> = found.filter_map(|number| at(number & 0xfff)).collect();
    if posts.is_empty() {
        let how = match first >> 12 {
            0 => How::Canonical,
            1 => How::TelegramName,
            2 => How::Prefix,
            3 => How::Alias,
            4 => How::Misspelling,
            _ => How::SixLetters,
        };
        return Resolution::One(post, how);
    }
    posts.insert(0, post);
    Resolution::Several(posts)
}
