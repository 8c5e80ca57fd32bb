//! The serial calendar: which month a post's number falls in (format.md §10.7, findings.md §1).
//!
//! Numbers restart each 1 January, so a number lies in time where its neighbours lie. Posts that draw from one series ([`crate::posts::same_series`]) are one calendar.

mod interpolate;
mod store;

use store::Year;

use crate::posts;

/// The months in which a serial was probably sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Months {
    /// First and last month (1 to 12) that the neighbours allow.
    pub earliest: u8,
    /// See `earliest`.
    pub latest: u8,
    /// By interpolation.
    pub best: u8,
    /// True when this very serial is in the table.
    pub exact: bool,
    /// How many serials of the series and year are known.
    pub known: u32,
}

/// Months of serial `serial` of `post` in `year`; `None` where the post-year is not in the table.
pub fn months(post: &str, year: u16, serial: u32) -> Option<Months> {
    let year = Year::find(post, year)?;
    let around = year.around(serial);
    Some(match around.here {
        Some(month) => {
            Months { earliest: month, latest: month, best: month, exact: true, known: year.known() }
        }
        None => interpolate::months(year, serial, around),
    })
}

/// The highest known serial of the post-year.
pub fn top(post: &str, year: u16) -> Option<u32> {
    Year::find(post, year)?.last().map(|point| point.serial)
}

/// The serial expected to have been reached at the end of `month` of that year.
pub fn expected(post: &str, year: u16, month: u8) -> Option<u32> {
    Year::find(post, year)?.end_of(month)
}

/// Estimated messages sent by the post in the year.
pub fn estimated_total(post: &str, year: u16) -> Option<u32> {
    Year::find(post, year)?.estimate()
}

/// True when the identifier is in the table: under this very name of the post, not that of another in its series.
pub fn known(post: &str, year: u16, serial: u32) -> bool {
    let Some(post_number) = posts::number(post) else { return false };
    Year::find(post, year)
        .into_iter()
        .flat_map(|year| year.blocks())
        .any(|block| block.post == post_number && block.around(serial).here.is_some())
}

/// All known serials of the post-year with their months, by number.
pub fn all(post: &str, year: u16) -> impl Iterator<Item = (u32, u8)> {
    let number = posts::number(post);
    Year::find(post, year)
        .into_iter()
        .flat_map(|year| year.blocks())
        .filter(move |block| Some(block.post) == number)
        .flat_map(|block| (0..block.count).filter_map(move |place| block.point(place)))
        .map(|point| (point.serial, point.month))
}
