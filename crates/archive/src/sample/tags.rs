//! TAGS that drafters of a year used.

use super::posts::Post;
use super::random::Random;

/// Codes, the years in which they were used, their shares.
#[derive(Debug)]
pub(crate) struct Tags(Vec<(&'static str, u16, u16, usize)>);

impl Tags {
    pub(crate) fn new() -> Tags {
        let rows = include_str!("../../data/sample/tags.tsv").lines().skip(1);
        Tags(rows.filter_map(row).collect())
    }

    /// One to five subjects, and the country of the post or another.
    pub(crate) fn draw(&self, post: &Post, year: u16, random: &mut Random) -> Vec<String> {
        let usable: Vec<(&str, usize)> = self
            .0
            .iter()
            .filter(|(_, from, until, _)| (*from..=*until).contains(&year))
            .map(|(code, _, _, share)| (*code, *share))
            .collect();
        let mut out: Vec<String> = Vec::with_capacity(6);
        for _ in 0..random.weighted(&[(1, 10), (2, 30), (3, 30), (4, 20), (5, 10)]) {
            let code = random.weighted(&usable);
            if !out.iter().any(|known| known == code) {
                out.push(code.to_string());
            }
        }
        out.push(post.geo.to_string());
        out
    }
}

fn row(line: &'static str) -> Option<(&'static str, u16, u16, usize)> {
    let mut cells = line.split('\t');
    Some((
        cells.next()?,
        cells.next()?.parse().ok()?,
        cells.next()?.parse().ok()?,
        cells.next()?.parse().ok()?,
    ))
}
