//! Seven kinds of queries, to the archive and to the bare index.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use archive::View;
use archive::query::Query;
use archive::search::{Order, Request};

use crate::bare::{Bare, Question};
use crate::cables::Made;

/// Queries of a kind.
const EACH: usize = 100;
/// Cables whose words are taken.
const LOOKED_AT: usize = 1500;

/// Asks the archive: ten telegrams with passages, and facets. Gives how many were found.
pub(crate) fn ours(view: &View, query: &str) -> Result<usize, Box<dyn std::error::Error>> {
    let query = Query::strict(query).map_err(|error| error.to_string())?;
    let request =
        Request { query, order: Order::Relevance, limit: 10, after: None, facets: true, passages: true };
    Ok(view.search(&request)?.total)
}

/// Puts all kinds to both, and prints the figures.
pub(crate) fn compare(view: &View, bare: &Bare, made: &Made) -> Result<(), Box<dyn std::error::Error>> {
    println!("queries     µs with passages and facets    archive p50    p99       bare p50    p99     ratio p50   p99");
    let (mut all_ours, mut all_bare) = (Vec::new(), Vec::new());
    for (kind, list) in kinds(made)? {
        let (mut times, mut others) = (Vec::new(), Vec::new());
        for (query, question) in &list {
            let start = Instant::now();
            ours(view, query)?;
            times.push(start.elapsed());
            let start = Instant::now();
            bare.ask(question)?;
            others.push(start.elapsed());
        }
        line(kind, &mut times, &mut others);
        all_ours.extend(times);
        all_bare.extend(others);
    }
    line("all", &mut all_ours, &mut all_bare);
    Ok(())
}

fn line(kind: &str, ours: &mut [Duration], bare: &mut [Duration]) {
    ours.sort();
    bare.sort();
    let at = |times: &[Duration], percent: usize| {
        let place = (times.len() * percent / 100).min(times.len().saturating_sub(1));
        times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1e6)
    };
    let (a50, a99, b50, b99) = (at(ours, 50), at(ours, 99), at(bare, 50), at(bare, 99));
    println!(
        "  {kind:<36} {a50:>13.0} {a99:>9.0} {b50:>11.0} {b99:>9.0} {:>9.2} {:>7.2}",
        a50 / b50.max(0.1),
        a99 / b99.max(0.1)
    );
}

type Kind = (&'static str, Vec<(String, Question)>);

/// The kinds of perf.md, with words as the cables have them.
fn kinds(made: &Made) -> std::io::Result<Vec<Kind>> {
    let mut having: HashMap<String, u32> = HashMap::new();
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut cables = 0;
    made.each::<std::io::Error>(|text, _| {
        cables += 1;
        if cables > LOOKED_AT {
            return Ok(());
        }
        let words: Vec<String> = archive::tokens(&text).map(|token| token.word).filter(|word| is_word(word)).collect();
        if let Some([a, b]) = words.get(words.len() / 2..words.len() / 2 + 2) {
            pairs.push((a.clone(), b.clone()));
        }
        let mut once = words;
        once.sort();
        once.dedup();
        once.into_iter().for_each(|word| *having.entry(word).or_default() += 1);
        Ok(())
    })?;
    let mut words: Vec<(String, u32)> = having.into_iter().collect();
    words.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let nth = |list: &[(String, u32)], n: usize| list.get(n % list.len().max(1)).map_or(String::new(), |(word, _)| word.clone());
    let common: Vec<_> = words.iter().take(60).cloned().collect();
    let middle: Vec<_> = words.iter().skip(60).take(1500).cloned().collect();
    let rare: Vec<_> = words.iter().rev().take(2000).cloned().collect();
    let range = 0..EACH;
    let two = |n: usize| vec![nth(&middle, n * 7), nth(&middle, n * 13 + 5)];
    Ok(vec![
        ("one rare word", range.clone().map(|n| (nth(&rare, n * 11), Question::Word(nth(&rare, n * 11)))).collect()),
        ("one common word", range.clone().map(|n| (nth(&common, n), Question::Word(nth(&common, n)))).collect()),
        ("two words AND", range.clone().map(|n| (two(n).join(" AND "), Question::All(two(n)))).collect()),
        ("two words OR", range.clone().map(|n| (two(n).join(" OR "), Question::Any(two(n)))).collect()),
        (
            "phrase",
            range
                .clone()
                .filter_map(|n| pairs.get(n % pairs.len().max(1)))
                .map(|(a, b)| (format!("\"{a} {b}\""), Question::Phrase(vec![a.clone(), b.clone()])))
                .collect(),
        ),
        (
            "word, year and post",
            range
                .clone()
                .filter_map(|n| Some((n, made.truths.get(n * 17 % made.truths.len().max(1))?)))
                .map(|(n, truth)| {
                    let (word, year) = (nth(&middle, n * 3), truth.date.get(..4).unwrap_or("2003").to_string());
                    let query = format!("{word} date:{year} post:\"{}\"", truth.post);
                    (query, Question::Filtered(word, year, truth.post.clone()))
                })
                .collect(),
        ),
        (
            "beginning of a word",
            range
                .map(|n| nth(&middle, n * 5).chars().take(4).collect::<String>())
                .map(|start| (format!("{start}*"), Question::Beginning(start)))
                .collect(),
        ),
    ])
}

/// Plain words only: what both sides cut alike, and no operator of the query language.
fn is_word(word: &str) -> bool {
    word.len() > 2 && word.bytes().all(|b| b.is_ascii_lowercase())
}
