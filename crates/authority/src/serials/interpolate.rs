//! A serial's month from its neighbours.
//!
//! A month is taken as its middle, and a number between two known ones lies along the straight line between them. The year
//! begins at number 0, and past the last known number its rate goes on.

use super::{
    Months,
    store::{Around, Point, Year},
};

/// The months of a serial by its neighbours alone.
pub(super) fn months(year: Year, serial: u32, around: Around) -> Months {
    let (below, above) = in_order(around);
    let middle = |point: Point| (f64::from(point.serial), f64::from(point.month) - 0.5);
    let ((from, from_at), (to, to_at)) = match (below, above) {
        (Some(below), Some(above)) => (middle(below), middle(above)),
        (None, Some(above)) => ((0.0, 0.0), middle(above)),
        (Some(below), None) => ((0.0, 0.0), (f64::from(below.serial), reached(year, below))),
        (None, None) => ((0.0, 0.0), (1.0, 12.0)),
    };
    let at = from_at + (to_at - from_at) * (f64::from(serial) - from) / (to - from).max(1.0);
    let (low, high) = (below.map_or(1, |below| below.month), above.map_or(12, |above| above.month));
    let (earliest, latest) = (low.min(high), low.max(high));
    let best = (at.floor() as u8).saturating_add(1).clamp(earliest, latest);
    Months { earliest, latest, best, exact: false, known: year.known() }
}

/// The neighbours to go by. A few numbers of each year are far out of order; where the next number beyond a neighbour shows
/// that the neighbour is one of them, that next number takes its place.
fn in_order(around: Around) -> (Option<Point>, Option<Point>) {
    let (Around { below: [below, below_that], above: [above, above_that], .. }, month) =
        (around, |point: Point| point.month);
    let (Some(low), Some(high)) = (below.map(month), above.map(month)) else { return (below, above) };
    let above_is_late = above_that.is_some_and(|that| (low..high).contains(&that.month));
    let below_is_early = below_that.is_some_and(|that| (low + 1..=high).contains(&that.month));
    if low > high {
        let below_is_late = below_that.is_some_and(|that| that.month <= high);
        let above_is_early = above_that.is_some_and(|that| that.month >= low);
        match (below_is_late, above_is_early) {
            (true, false) => (below_that, above),
            (false, true) => (below, above_that),
            _ => (below, above),
        }
    } else {
        (if below_is_early { below_that } else { below }, if above_is_late { above_that } else { above })
    }
}

/// How far the year had gone at its last known number, in months: the more numbers of the last month are known, the nearer
/// the last of them is to its end.
fn reached(year: Year, last: Point) -> f64 {
    let of_month: usize = year
        .blocks()
        .map(|block| {
            let latest = (0..block.count).rev().take(32).filter_map(|place| block.point(place));
            latest.take_while(|point| point.month == last.month).count()
        })
        .sum();
    f64::from(last.month) - 1.0 / (of_month as f64 + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each known number is placed by its neighbours alone and compared with its month.
    #[test]
    fn leave_one_out() {
        let (mut all, mut exact, mut near, mut shown, mut shown_right) = (0u32, 0u32, 0u32, 0u32, 0u32);
        for year in Year::all().filter(|year| year.known() > 1) {
            for block in year.blocks() {
                for point in (0..block.count).filter_map(|place| block.point(place)) {
                    let found = months(year, point.serial, year.around(point.serial));
                    all += 1;
                    exact += u32::from(found.best == point.month);
                    near += u32::from(found.best.abs_diff(point.month) <= 1);
                    if found.earliest != found.latest {
                        shown += 1;
                        shown_right += u32::from((found.earliest..=found.latest).contains(&point.month));
                    }
                }
            }
        }
        let share = |part: u32, of: u32| f64::from(part) / f64::from(of);
        println!(
            "{all} serials: {:.2} % exact, {:.2} % within a month",
            100.0 * share(exact, all),
            100.0 * share(near, all)
        );
        println!(
            "of {shown} with neighbours in different months {:.2} % lie between",
            100.0 * share(shown_right, shown)
        );
        assert!(share(exact, all) >= 0.97 && share(near, all) >= 0.995);
    }
}
