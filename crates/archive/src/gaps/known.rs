//! What a number and those who cite it tell of a telegram that is not held.

use std::collections::{BTreeMap, BTreeSet};

use authority::{posts, serials};
use serde::Serialize;
use telegram::references::parse_id;

use crate::references::CitedBy;
use crate::words::tokens;

/// How many words are given.
const WORDS: usize = 8;

/// What is known of a telegram that is not held.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Known {
    /// Canonical name of the post.
    pub post: Option<String>,
    /// Its name as people write it.
    pub post_name: Option<String>,
    /// Year of the serial.
    pub year: Option<u16>,
    /// Number within the year.
    pub serial: Option<u32>,
    /// First possible day.
    pub earliest: Option<String>,
    /// Last possible day.
    pub latest: Option<String>,
    /// What gives the days: `serial-calendar` (the post's numbers of that year whose month is known) or `year`.
    pub basis: Option<String>,
    /// Words that stand where it is cited, those in the most telegrams first.
    pub words: Vec<String>,
}

impl Known {
    pub(super) fn of(id: &str, cited_by: &[CitedBy]) -> Known {
        let Some((year, post, serial)) = parse_id(id) else {
            return Known { words: words(cited_by, ""), ..Known::default() };
        };
        let months = serials::months(&post, year, serial);
        let (first, last) = months.map_or((1, 12), |months| (months.earliest, months.latest));
        let end =
            jiff::civil::Date::new(year as i16, last as i8, 1).map_or(31, |first| first.days_in_month());
        Known {
            post_name: posts::post(&post).map(|post| post.display.to_string()),
            year: Some(year),
            serial: Some(serial),
            earliest: Some(format!("{year:04}-{first:02}-01")),
            latest: Some(format!("{year:04}-{last:02}-{end:02}")),
            basis: Some(if months.is_some() { "serial-calendar" } else { "year" }.to_string()),
            words: words(cited_by, &post),
            post: Some(post),
        }
    }
}

/// Words of the sentences and printed items that cite, without numbers, the post's name and words that every text has.
fn words(cited_by: &[CitedBy], post: &str) -> Vec<String> {
    let common: BTreeSet<&str> = include_str!("common_words.txt").split_whitespace().collect();
    let post = post.to_lowercase();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for citing in cited_by {
        let texts = citing.mentions.iter().map(|mention| mention.sentence.as_deref().unwrap_or(&mention.raw));
        let found: BTreeSet<String> = texts
            .flat_map(|text| tokens(text).map(|token| token.word).collect::<Vec<_>>())
            .filter(|word| word.len() > 3 && word.chars().all(char::is_alphabetic))
            .filter(|word| !common.contains(word.as_str()) && !post.contains(word.as_str()))
            .collect();
        for word in found {
            *counts.entry(word).or_default() += 1;
        }
    }
    let mut list: Vec<(String, usize)> = counts.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| b.0.len().cmp(&a.0.len())).then_with(|| a.0.cmp(&b.0)));
    list.into_iter().take(WORDS).map(|(word, _)| word).collect()
}
