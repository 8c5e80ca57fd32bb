//! When each cable is sent, by which post, under which number.
//!
//! Cables come in the order of time: cable i of n stands at the i-th n-th of the traffic of all years. A post's numbers rise
//! through its year about as fast as those of the real post, so most numbers are never seen and leave gaps.

use super::calendar::Moment;
use super::posts::Post;
use super::random::Random;

/// Years and their shares of the traffic.
#[derive(Debug)]
pub(crate) struct Schedule {
    /// Year, share of the traffic before it, share up to its end.
    years: Vec<(u16, f64, f64)>,
    cables: usize,
    /// Of each post: the current year, its last number, its numbers in that year.
    series: Vec<(u16, u32, u32)>,
}

/// Who sends, when, under which number; how many numbers before it were not used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Slot {
    pub(crate) post: usize,
    pub(crate) moment: Moment,
    pub(crate) serial: u32,
    pub(crate) unused: u32,
}

impl Schedule {
    pub(crate) fn new(cables: usize, posts: usize) -> Schedule {
        let rows = include_str!("../../data/sample/years.tsv").lines().skip(1);
        let rows: Vec<(u16, f64)> = rows
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(year, share)| Some((year.parse().ok()?, share.parse().ok()?)))
            .collect();
        let total: f64 = rows.iter().map(|(_, share)| share).sum();
        let mut sum = 0.0;
        let years = rows.into_iter().map(|(year, share)| {
            let before = sum;
            sum += share / total;
            (year, before, sum)
        });
        Schedule { years: years.collect(), cables, series: vec![(0, 0, 0); posts] }
    }

    /// When cable `n` is sent.
    pub(crate) fn moment(&self, n: usize, random: &mut Random) -> Moment {
        let at = (n as f64 + random.unit()) / self.cables.max(1) as f64;
        let place =
            self.years.partition_point(|(_, _, end)| *end <= at).min(self.years.len().saturating_sub(1));
        let (year, before, end) = self.years.get(place).copied().unwrap_or_default();
        Moment::in_year(year, ((at - before) / (end - before)).clamp(0.0, 0.999_999))
    }

    /// A post that exists in that year.
    pub(crate) fn post(posts: &[Post], year: u16, random: &mut Random) -> usize {
        let weight = |post: &Post| if post.active_from <= year { post.weight } else { 0 };
        let mut at = random.below(posts.iter().map(weight).sum());
        for (i, post) in posts.iter().enumerate() {
            if at < weight(post) {
                return i;
            }
            at -= weight(post);
        }
        0
    }

    /// The next number of the post.
    pub(crate) fn number(&mut self, posts: &[Post], post: usize, moment: Moment) -> Slot {
        let part = (f64::from(moment.day_of_year() - 1) + f64::from(moment.hour) / 24.0)
            / f64::from(super::calendar::days_of(moment.year));
        let held = self.held(posts, post, moment.year);
        let Some(series) = self.series.get_mut(post) else { return Slot::default() };
        if series.0 != moment.year {
            let sends = posts.get(post).map_or(1, |post| post.sends(moment.year));
            *series = (moment.year, 0, sends.max(held));
        }
        let last = series.1;
        series.1 = (1 + (part * f64::from(series.2)) as u32).max(last + 1);
        Slot { post, moment, serial: series.1, unused: series.1 - last - 1 }
    }

    /// About how many cables of the post the archive will hold of that year, and some more.
    fn held(&self, posts: &[Post], post: usize, year: u16) -> u32 {
        let all: usize = posts.iter().filter(|post| post.active_from <= year).map(|post| post.weight).sum();
        let own = posts.get(post).map_or(0, |post| post.weight);
        let share = self.years.iter().find(|row| row.0 == year).map_or(0.0, |row| row.2 - row.1);
        (1.3 * share * self.cables as f64 * own as f64 / all.max(1) as f64) as u32
    }
}
