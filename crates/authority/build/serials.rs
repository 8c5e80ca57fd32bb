//! The serial calendar: what `src/serials.rs` looks up.
//!
//! - `serials`: three bytes a known serial, serial × 16 + month, sorted within a block;
//! - `serial_blocks`: post (two bytes), how many serials (two), place of the first (four); the blocks of a series and year
//!   stand together;
//! - `serial_years`: series (a post number, two bytes), year (two), place of the first block (two), how many (two), estimate
//!   of all messages (four, 0 for none), and for each month the serial reached at its end (12 × four), sorted.

use std::{collections::BTreeMap, io::Read};

use crate::{Out, Result, posts::Posts, table::Tsv};

/// Serial and month.
type Point = (u32, u8);

pub(crate) fn build(out: &Out, posts: &Posts) -> Result<()> {
    let series = series(posts)?;
    let estimates = estimates(posts)?;
    // (series, year) → post → points.
    let mut years: BTreeMap<(u16, u16), BTreeMap<u16, Vec<Point>>> = BTreeMap::new();
    let mut text = String::new();
    flate2::read::GzDecoder::new(std::fs::File::open("data/serials.tsv.gz")?).read_to_string(&mut text)?;
    for line in text.lines().skip(1) {
        let (post, year, serial, month) = point(line).ok_or_else(|| format!("data/serials: {line}"))?;
        let post = *posts.get(post).ok_or_else(|| format!("data/serials: no post {post}"))?;
        let series = series.get(&post).copied().unwrap_or(post);
        years.entry((series, year)).or_default().entry(post).or_default().push((serial, month));
    }
    let (mut serials, mut blocks, mut records) = (Vec::<u8>::new(), Vec::<u8>::new(), Vec::<u8>::new());
    for ((series, year), posts) in &mut years {
        let place = u16::try_from(blocks.len() / 8)?;
        let mut all: Vec<Point> = vec![];
        for (post, points) in posts.iter_mut() {
            points.sort_unstable();
            all.extend(points.iter());
            blocks.extend(post.to_le_bytes());
            blocks.extend(u16::try_from(points.len())?.to_le_bytes());
            blocks.extend(u32::try_from(serials.len() / 3)?.to_le_bytes());
            serials.extend(points.iter().flat_map(|(serial, month)| {
                (serial << 4 | u32::from(*month)).to_le_bytes().into_iter().take(3)
            }));
        }
        for half in [*series, *year, place, u16::try_from(posts.len())?] {
            records.extend(half.to_le_bytes());
        }
        records.extend(estimates.get(&(*series, *year)).copied().unwrap_or(0).to_le_bytes());
        all.sort_unstable();
        records.extend(month_ends(&all).into_iter().flat_map(u32::to_le_bytes));
    }
    out.write("serials.bin".into(), &serials)?;
    out.write("serial_blocks.bin".into(), &blocks)?;
    out.write("serial_years.bin".into(), &records)
}

fn point(line: &str) -> Option<(&str, u16, u32, u8)> {
    let mut cells = line.split('\t');
    let post = cells.next()?;
    let (year, serial, month): (_, u32, _) =
        (cells.next()?.parse().ok()?, cells.next()?.parse().ok()?, cells.next()?.parse().ok()?);
    (serial < 1 << 20 && (1..=12).contains(&month)).then_some((post, year, serial, month))
}

/// Posts that draw their numbers from the series of another.
fn series(posts: &Posts) -> Result<BTreeMap<u16, u16>> {
    let table = Tsv::read("posts")?;
    let pairs = table
        .rows()
        .filter_map(|row| Some((*posts.get(row.get("canonical"))?, *posts.get(row.get("serial_series"))?)));
    Ok(pairs.collect())
}

fn estimates(posts: &Posts) -> Result<BTreeMap<(u16, u16), u32>> {
    let table = Tsv::read("post_years")?;
    let estimates = table.rows().filter_map(|row| {
        let series = *posts.get(row.get("series"))?;
        Some(((series, row.get("year").parse().ok()?), row.get("estimated_total").parse().ok()?))
    });
    Ok(estimates.collect())
}

/// The serial that a series had reached at the end of each month: between the last number of that month and the first of a
/// later one, along a straight line from midmonth to midmonth. The year begins at 0; past the last known number the year's
/// rate goes on.
fn month_ends(points: &[Point]) -> [u32; 12] {
    let mut ends = [0; 12];
    let (Some(&(first, first_month)), Some(&(last, last_month))) = (points.first(), points.last()) else {
        return ends;
    };
    // How far into its month the last number lies, by how many of that month are known.
    let of_last_month = points.iter().rev().take_while(|point| point.1 == last_month).count() as f64;
    let last_at = f64::from(last_month) - 1.0 + of_last_month / (of_last_month + 1.0);
    let mut reached = 0;
    for (month, end) in (1u8..).zip(&mut ends) {
        let split = best_split(points, month);
        let at = f64::from(month);
        let estimate = match (split.checked_sub(1).and_then(|before| points.get(before)), points.get(split)) {
            (Some(&(low, low_month)), Some(&(high, high_month))) => {
                let (from, to) = (f64::from(low_month) - 0.5, f64::from(high_month) - 0.5);
                let part = if to > from { ((at - from) / (to - from)).clamp(0.0, 1.0) } else { 0.5 };
                f64::from(low) + part * f64::from(high - low)
            }
            (None, _) => (f64::from(first) * at / (f64::from(first_month) - 0.5)).min(f64::from(first)),
            (_, None) => (f64::from(last) * at / last_at).max(f64::from(last)),
        };
        reached = reached.max(estimate as u32);
        *end = reached;
    }
    ends
}

/// Where to cut so that the fewest numbers of `month` or before stand after the cut, and later ones before it: a few numbers
/// of each year are out of order.
fn best_split(points: &[Point], month: u8) -> usize {
    let mut wrong = points.iter().filter(|point| point.1 <= month).count() as i64;
    let (mut fewest, mut split) = (wrong, 0);
    for (place, point) in (1..).zip(points) {
        wrong += if point.1 <= month { -1 } else { 1 };
        if wrong < fewest {
            (fewest, split) = (wrong, place);
        }
    }
    split
}
