//! One question about one thing: which units, with what weight.

use super::expand;
use super::near::near;
use super::phrase::phrase;
use super::postings::{self, Found, Part, SUBJECT, TEXT, of_word};
use super::rank::{Weighted, idf, weigh};
use super::searcher::{NOWHERE, Searcher};
use crate::index::key;
use crate::query::Leaf;

/// Answer of a leaf: units with weights (0 for fields), or slots that days were compared for.
pub(crate) enum Matched {
    Units(Vec<Weighted>),
    Slots(Vec<u32>),
}

/// What matches `leaf`.
pub(crate) fn matched(searcher: &Searcher, leaf: &Leaf) -> std::io::Result<Matched> {
    Ok(Matched::Units(match leaf {
        Leaf::Words(_) | Leaf::Prefix(..) | Leaf::Near { .. } => {
            vec![text(searcher, TEXT, leaf)?, text(searcher, SUBJECT, leaf)?]
        }
        Leaf::Subject(inner) => vec![text(searcher, SUBJECT, inner)?],
        Leaf::Expand(term) => {
            let mut all = Vec::new();
            for leaf in expand::alternatives(term) {
                if let Matched::Units(units) = matched(searcher, &leaf)? {
                    all.extend(units);
                }
            }
            all
        }
        Leaf::Term { field, value, prefix } => {
            let units = postings::keys(searcher, &key(*field, value), *prefix)?;
            let units = units.into_iter().filter(|unit| searcher.counts(*unit));
            vec![units.map(|unit| (unit, 0.0)).collect()]
        }
        Leaf::Date { from, to } => {
            let day = |day: &Option<jiff::civil::Date>| day.map(|day| crate::index::day_number(day) as i32);
            let (from, to) = (day(from).unwrap_or(i32::MIN), day(to).unwrap_or(i32::MAX));
            // A date that is only bounded matches wherever it may lie.
            let within =
                |days: &Option<(i32, i32)>| days.is_some_and(|(first, last)| first <= to && last >= from);
            let slots = (0u32..).zip(&searcher.days).filter(|(_, days)| within(days)).map(|(slot, _)| slot);
            return Ok(Matched::Slots(slots.collect()));
        }
    }))
}

/// Words, a beginning, or words close to each other, in text or subject.
fn text(searcher: &Searcher, part: Part, leaf: &Leaf) -> std::io::Result<Weighted> {
    let here = |found: Found| -> Found {
        let counts = |unit: u32| searcher.slot_of.get(unit as usize).is_some_and(|slot| *slot != NOWHERE);
        found.into_iter().filter(|(unit, _)| counts(*unit)).collect()
    };
    let (found, rarity) = match leaf {
        Leaf::Words(words) => match words.as_slice() {
            [word] => {
                let found = here(postings::word(searcher, part, word)?);
                let rarity = idf(searcher, found.len() as u64);
                (found, rarity)
            }
            words => (here(phrase(searcher, part, words, None)?), rarity_of(searcher, part, words)?),
        },
        Leaf::Prefix(before, start) if before.is_empty() => {
            let found = here(postings::prefix(searcher, part, start)?);
            let rarity = idf(searcher, found.len() as u64);
            (found, rarity)
        }
        Leaf::Prefix(before, start) => {
            let found = here(phrase(searcher, part, before, Some(start))?);
            let rarity = rarity_of(searcher, part, before)? + idf(searcher, found.len() as u64);
            (found, rarity)
        }
        Leaf::Near { parts, distance } => {
            let words: Vec<String> = parts.iter().flatten().cloned().collect();
            (here(near(searcher, part, parts, *distance)?), rarity_of(searcher, part, &words)?)
        }
        _ => return Ok(vec![]),
    };
    Ok(weigh(searcher, part, &found, rarity))
}

/// The rarities of the words, added up.
fn rarity_of(searcher: &Searcher, part: Part, words: &[String]) -> std::io::Result<f64> {
    let mut sum = 0.0;
    for word in words {
        let mut having = 0;
        for segment in &searcher.segments {
            if let Some((index, _)) = segment.text.get(part)
                && let Some(postings) = of_word(index, part, word, false)?
            {
                having += postings::having(searcher, segment, postings);
            }
        }
        sum += idf(searcher, having);
    }
    Ok(sum)
}
