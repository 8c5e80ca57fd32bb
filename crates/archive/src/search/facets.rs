//! Facets: how many of the telegrams found have each value. A telegram counts once, however many copies it has.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::bits::Bits;
use super::searcher::{NOWHERE, Searcher};
use crate::index::day_of;

/// Values of each facet (`tags`, `post`, `month`, `class`, `caption`, `signed`, `kind`), the most frequent first.
pub type Facets = BTreeMap<String, Vec<Facet>>;

/// One value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facet {
    /// The value as it is shown.
    pub value: String,
    /// How many of the telegrams found have it.
    pub count: u64,
}

/// All values that the visible units have, numbered in the order of their text.
pub(crate) struct Values {
    texts: Vec<String>,
    /// For each segment: number of the value in `texts`, by the segment's own number.
    maps: Vec<Vec<u32>>,
}

impl Values {
    fn read(searcher: &Searcher) -> std::io::Result<Values> {
        let mut lists: Vec<Vec<String>> = Vec::with_capacity(searcher.segments.len());
        for segment in &searcher.segments {
            let mut list = Vec::new();
            if let Some(column) = &segment.facets {
                let mut terms = column.dictionary().stream()?;
                while terms.advance() {
                    list.push(String::from_utf8_lossy(terms.key()).into_owned());
                }
            }
            lists.push(list);
        }
        let mut texts: Vec<String> = lists.iter().flatten().cloned().collect();
        texts.sort_unstable();
        texts.dedup();
        let numbers: HashMap<&str, u32> = texts.iter().map(String::as_str).zip(0u32..).collect();
        let number = |text: &String| numbers.get(text.as_str()).copied().unwrap_or(0);
        let maps = lists.iter().map(|list| list.iter().map(number).collect()).collect();
        Ok(Values { maps, texts })
    }
}

/// Counts the facets of the telegrams in `slots`; at most `most` values of each.
pub(crate) fn facets(searcher: &Searcher, slots: &Bits, most: usize) -> std::io::Result<Facets> {
    let values = match searcher.values.get() {
        Some(values) => values,
        None => {
            let read = Values::read(searcher)?;
            searcher.values.get_or_init(|| read)
        }
    };
    let mut counts = vec![0u64; values.texts.len()];
    let few = slots.count() * 8 < searcher.telegrams.len();
    if few {
        slots.iter().for_each(|slot| of_slot(searcher, values, slot, &mut counts));
    } else {
        of_all(searcher, values, slots, &mut counts);
    }
    let mut out: Facets = BTreeMap::new();
    for (text, count) in values.texts.iter().zip(counts).filter(|(_, count)| *count > 0) {
        if let Some((name, value)) = text.split_once(':') {
            out.entry(name.to_string()).or_default().push(Facet { value: value.to_string(), count });
        }
    }
    let months = months(searcher, slots);
    if !months.is_empty() {
        out.insert("month".to_string(), months);
    }
    for list in out.values_mut() {
        list.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        list.truncate(most);
    }
    Ok(out)
}

/// The month of each telegram, where both bounds of its date lie in it; else the year, where both lie in that.
fn months(searcher: &Searcher, slots: &Bits) -> Vec<Facet> {
    let mut spans: HashMap<(i32, i32), u64> = HashMap::new();
    for slot in slots.iter() {
        if let Some(days) = searcher.days.get(slot as usize).copied().flatten() {
            *spans.entry(days).or_default() += 1;
        }
    }
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for ((first, last), count) in spans {
        let Some((first, last)) = day_of(first.into()).zip(day_of(last.into())) else { continue };
        if first.year() == last.year() {
            let month =
                if first.month() == last.month() { format!("-{:02}", first.month()) } else { String::new() };
            *counts.entry(format!("{:04}{month}", first.year())).or_default() += count;
        }
    }
    counts.into_iter().map(|(value, count)| Facet { value, count }).collect()
}

/// Counts segment by segment; telegrams of several units are left for their own pass.
fn of_all(searcher: &Searcher, values: &Values, slots: &Bits, counts: &mut [u64]) {
    let mut several: Vec<u32> = Vec::new();
    for (segment, map) in searcher.segments.iter().zip(&values.maps) {
        let Some(column) = &segment.facets else { continue };
        let mut own = vec![0u64; map.len()];
        for n in 0..segment.length {
            let slot = searcher.slot_of.get((segment.first + n) as usize).copied().unwrap_or(NOWHERE);
            if slot == NOWHERE || !slots.contains(slot) {
                continue;
            }
            if searcher.units_of(slot).len() > 1 {
                several.push(slot);
                continue;
            }
            for ord in column.term_ords(n) {
                if let Some(count) = own.get_mut(ord as usize) {
                    *count += 1;
                }
            }
        }
        for (number, count) in map.iter().zip(own) {
            if let Some(sum) = counts.get_mut(*number as usize) {
                *sum += count;
            }
        }
    }
    several.sort_unstable();
    several.dedup();
    several.into_iter().for_each(|slot| of_slot(searcher, values, slot, counts));
}

fn of_slot(searcher: &Searcher, values: &Values, slot: u32, counts: &mut [u64]) {
    let mut own: Vec<u32> = Vec::new();
    for unit in searcher.units_of(slot).iter().filter(|unit| searcher.counts(**unit)) {
        let at = searcher.segments.partition_point(|segment| segment.first <= *unit);
        let Some((segment, map)) =
            at.checked_sub(1).and_then(|at| searcher.segments.get(at).zip(values.maps.get(at)))
        else {
            continue;
        };
        if let Some(column) = &segment.facets {
            let ords = column.term_ords(unit - segment.first);
            own.extend(ords.filter_map(|ord| map.get(ord as usize)));
        }
    }
    own.sort_unstable();
    own.dedup();
    for number in own {
        if let Some(count) = counts.get_mut(number as usize) {
            *count += 1;
        }
    }
}
