//! The known serials as they lie in the program; the shapes are told in `build/serials.rs`.

use std::cmp::Ordering;

use crate::posts;

/// What `build/serials.rs` wrote; the shapes are told there.
static SERIALS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/serials.bin"));
static BLOCKS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/serial_blocks.bin"));
static YEARS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/serial_years.bin"));

/// A known serial and its month.
#[derive(Clone, Copy)]
pub(super) struct Point {
    pub(super) serial: u32,
    pub(super) month: u8,
}

/// What is known about a serial: the two nearest known numbers below and above, nearest first, and the month of the number
/// itself.
#[derive(Clone, Copy, Default)]
pub(super) struct Around {
    pub(super) below: [Option<Point>; 2],
    pub(super) here: Option<u8>,
    pub(super) above: [Option<Point>; 2],
}

/// A series in one year.
#[derive(Clone, Copy)]
pub(super) struct Year {
    record: &'static [u8],
}

/// The known serials of one post in one year.
#[derive(Clone, Copy)]
pub(super) struct Block {
    pub(super) post: u16,
    first: usize,
    pub(super) count: usize,
}

impl Year {
    const SIZE: usize = 60;

    /// The series of a post in a year.
    pub(super) fn find(post: &str, year: u16) -> Option<Year> {
        let number = posts::number(post)?;
        let series = posts::at(number).and_then(|post| posts::number(post.serial_series)).unwrap_or(number);
        let record = |place: usize| YEARS.get(place * Self::SIZE..(place + 1) * Self::SIZE);
        let place = search(YEARS.len() / Self::SIZE, |place| {
            let key = record(place).and_then(|record| Some((u16_at(record, 0)?, u16_at(record, 2)?)));
            key.map_or(Ordering::Greater, |key| key.cmp(&(series, year)))
        });
        record(place.ok()?).map(|record| Year { record })
    }

    /// All series in all years.
    #[cfg(test)]
    pub(super) fn all() -> impl Iterator<Item = Year> {
        YEARS.chunks_exact(Self::SIZE).map(|record| Year { record })
    }

    /// The serial reached at the end of a month (1 to 12).
    pub(super) fn end_of(self, month: u8) -> Option<u32> {
        u32_at(self.record, 12 + 4 * usize::from(month.checked_sub(1).filter(|month| *month < 12)?))
    }

    /// The estimate of all messages sent.
    pub(super) fn estimate(self) -> Option<u32> {
        u32_at(self.record, 8).filter(|estimate| *estimate > 0)
    }

    /// The known serials, post by post.
    pub(super) fn blocks(self) -> impl Iterator<Item = Block> {
        let half = |at| u16_at(self.record, at).map_or(0, usize::from);
        let first = half(4);
        (first..first + half(6)).filter_map(|place| {
            let record = BLOCKS.get(place * 8..(place + 1) * 8)?;
            Some(Block {
                post: u16_at(record, 0)?,
                first: u32_at(record, 4)? as usize,
                count: u16_at(record, 2)?.into(),
            })
        })
    }

    pub(super) fn known(self) -> u32 {
        self.blocks().map(|block| block.count as u32).sum()
    }

    pub(super) fn last(self) -> Option<Point> {
        self.blocks()
            .filter_map(|block| block.point(block.count.checked_sub(1)?))
            .max_by_key(|point| point.serial)
    }

    pub(super) fn around(self, serial: u32) -> Around {
        let nearest = |[a, b]: [Option<Point>; 2], [c, d]: [Option<Point>; 2]| {
            let mut all = [a, b, c, d];
            all.sort_by_key(|point| point.map_or(u32::MAX, |point| point.serial.abs_diff(serial)));
            [all[0], all[1]]
        };
        self.blocks().map(|block| block.around(serial)).fold(Around::default(), |a, b| Around {
            below: nearest(a.below, b.below),
            here: a.here.or(b.here),
            above: nearest(a.above, b.above),
        })
    }
}

impl Block {
    pub(super) fn point(self, place: usize) -> Option<Point> {
        let at = (self.first + place) * 3;
        match SERIALS.get(at..at + 3)? {
            &[a, b, c] if place < self.count => {
                Some(Point { serial: u32::from_le_bytes([a, b, c, 0]) >> 4, month: a & 15 })
            }
            _ => None,
        }
    }

    pub(super) fn around(self, serial: u32) -> Around {
        let serial_at = |place| self.point(place).map_or(u32::MAX, |point| point.serial);
        let found = search(self.count, |place| serial_at(place).cmp(&serial));
        let place = found.unwrap_or_else(|place| place);
        Around {
            below: [1, 2].map(|back| place.checked_sub(back).and_then(|below| self.point(below))),
            here: found.ok().and_then(|here| self.point(here)).map(|point| point.month),
            above: [0, 1].map(|on| self.point(place + usize::from(found.is_ok()) + on)),
        }
    }
}

/// Binary search among `count` places, like that of slices.
fn search(count: usize, compare: impl Fn(usize) -> Ordering) -> Result<usize, usize> {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low.midpoint(high);
        match compare(middle) {
            Ordering::Less => low = middle + 1,
            Ordering::Greater => high = middle,
            Ordering::Equal => return Ok(middle),
        }
    }
    Err(low)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
