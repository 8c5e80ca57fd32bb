//! The opened indexes of one reader, and the telegrams that their units belong to.

use std::cell::OnceCell;
use std::collections::HashSet;
use std::sync::Arc;

use tantivy::columnar::{Column, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::{InvertedIndexReader, SegmentReader};

use super::alike;
use super::facets::Values;
use super::fullest::fullest;
use crate::index::{self, Fields};
use crate::problem::{Error, Result};
use crate::view::View;

/// A unit that belongs to no telegram of this view: it is about to be purged, or looks like that of another copy.
pub(crate) const NOWHERE: u32 = u32::MAX;

/// Everything that answers are made from.
pub(crate) struct Searcher {
    pub(crate) segments: Vec<Segment>,
    /// Slot of each unit, or [`NOWHERE`].
    pub(crate) slot_of: Vec<u32>,
    /// Number of the copy of each unit.
    pub(crate) copy_of: Vec<u32>,
    /// Number of the telegram in each slot.
    pub(crate) telegrams: Vec<i64>,
    /// The units of slot `n` are `units[first[n]..first[n + 1]]`, in the order of labels.
    pub(crate) first: Vec<u32>,
    pub(crate) units: Vec<u32>,
    /// Whether a unit's values count: see fullest.rs.
    pub(crate) fullest: Vec<bool>,
    /// First and last possible day of each slot, where known.
    pub(crate) days: Vec<Option<(i32, i32)>>,
    /// Units that count.
    pub(crate) count: u64,
    /// Words of all units that count, as the index measures lengths: in the text, in the subject.
    pub(crate) words: [u64; 2],
    pub(crate) values: OnceCell<Values>,
}

/// One segment of one label's index. Unit `first + n` is its document `n`.
pub(crate) struct Segment {
    pub(crate) first: u32,
    pub(crate) length: u32,
    /// Postings and lengths of text and subject.
    pub(crate) text: [(Arc<InvertedIndexReader>, FieldNormReader); 2],
    pub(crate) keys: Arc<InvertedIndexReader>,
    pub(crate) facets: Option<StrColumn>,
    /// True where some of its units are [`NOWHERE`].
    pub(crate) thinned: bool,
    /// Place of its label among the visible ones.
    label: usize,
    reader: SegmentReader,
}

impl Searcher {
    /// Opens what the view may see.
    pub(crate) fn open(view: &View) -> Result<Searcher> {
        let mut segments = Vec::new();
        let mut units = 0;
        for (n, (_, label)) in view.visible.iter().enumerate() {
            let Some(index) = index::open(&view.archive.folder, label)? else { continue };
            let folder = index::folder(&view.archive.folder, label);
            let opened = || -> tantivy::Result<Vec<Segment>> {
                let reader =
                    index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
                // Which segments there are is an accident of history: nothing that is told depends on their order.
                reader
                    .searcher()
                    .segment_readers()
                    .iter()
                    .map(|segment| Segment::open(segment.clone()))
                    .collect()
            };
            for mut segment in opened().map_err(Error::index(&folder))? {
                (segment.first, segment.label) = (units, n);
                units += segment.length;
                segments.push(segment);
            }
        }
        Searcher::build(view, segments).map_err(|error| match error {
            Failure::Ours(error) => error,
            Failure::Theirs(error) => Error::index(&view.archive.folder.join("index"))(error),
        })
    }

    fn build(view: &View, segments: Vec<Segment>) -> std::result::Result<Searcher, Failure> {
        let length = segments.last().map_or(0, |last| (last.first + last.length) as usize);
        let newer = unsettled(view)?;
        let mut copy_of = vec![0u32; length];
        let mut telegram_of = vec![-1i64; length];
        let mut days = vec![None; length];
        for segment in &segments {
            let fast = segment.reader.fast_fields();
            let (copies, telegrams) = (fast.u64("copy")?, fast.u64("telegram")?);
            let (earliest, latest) = (fast.i64("earliest")?, fast.i64("latest")?);
            for n in 0..segment.length {
                let unit = (segment.first + n) as usize;
                let copy = copies.first(n).unwrap_or_default();
                if segment.reader.is_deleted(n) || newer.contains(&copy) {
                    continue;
                }
                let (Some(copy_of), Some(telegram_of)) = (copy_of.get_mut(unit), telegram_of.get_mut(unit))
                else {
                    continue;
                };
                *copy_of = copy as u32;
                *telegram_of = telegrams.first(n).map_or(-1, |n| n as i64);
                if let Some(days) = days.get_mut(unit) {
                    *days = day(&earliest, n).zip(day(&latest, n));
                }
            }
        }
        alike::leave_out(&segments, &copy_of, &mut telegram_of)?;
        let telegrams = in_order_of_ids(view, &telegram_of)?;
        let mut searcher = Searcher::joined(segments, copy_of, &telegram_of, telegrams);
        searcher.fullest = fullest(&searcher, &view.visible);
        searcher.date(&days);
        Ok(searcher)
    }

    fn joined(
        mut segments: Vec<Segment>,
        copy_of: Vec<u32>,
        telegram_of: &[i64],
        telegrams: Vec<i64>,
    ) -> Searcher {
        let highest = telegrams.iter().copied().max().unwrap_or(0) as usize;
        let mut slot_by_number = vec![NOWHERE; highest + 1];
        for (slot, number) in telegrams.iter().enumerate() {
            slot_by_number[*number as usize] = slot as u32;
        }
        let slot_of: Vec<u32> = telegram_of
            .iter()
            .map(|number| {
                usize::try_from(*number).ok().and_then(|n| slot_by_number.get(n)).copied().unwrap_or(NOWHERE)
            })
            .collect();
        let mut first = vec![0u32; telegrams.len() + 1];
        for slot in slot_of.iter().filter(|slot| **slot != NOWHERE) {
            first[*slot as usize + 1] += 1;
        }
        for n in 1..first.len() {
            first[n] += first[n - 1];
        }
        let mut next = first.clone();
        let mut units = vec![0u32; first.last().copied().unwrap_or(0) as usize];
        for (unit, slot) in slot_of.iter().enumerate().filter(|(_, slot)| **slot != NOWHERE) {
            let slot = *slot as usize;
            units[next[slot] as usize] = unit as u32;
            next[slot] += 1;
        }
        for segment in &mut segments {
            let own = slot_of.get(segment.first as usize..(segment.first + segment.length) as usize);
            segment.thinned = own.is_some_and(|own| own.contains(&NOWHERE));
        }
        let mut words = [0, 0];
        for segment in &segments {
            for (sum, (_, norms)) in words.iter_mut().zip(&segment.text) {
                let counted = (0..segment.length).filter(|n| {
                    slot_of.get((segment.first + n) as usize).is_some_and(|slot| *slot != NOWHERE)
                });
                *sum += counted.map(|n| u64::from(norms.fieldnorm(n))).sum::<u64>();
            }
        }
        let count = units.len() as u64;
        Searcher {
            segments,
            slot_of,
            copy_of,
            telegrams,
            first,
            units,
            fullest: Vec::new(),
            days: Vec::new(),
            count,
            words,
            values: OnceCell::new(),
        }
    }

    /// Dates the telegrams by what is known of their units.
    fn date(&mut self, of_units: &[Option<(i32, i32)>]) {
        let of_slot = |slot: u32| {
            let units = self.units_of(slot).iter().filter(|unit| self.counts(**unit));
            narrowest(units.filter_map(|unit| of_units.get(*unit as usize).copied().flatten()))
        };
        self.days = (0..self.telegrams.len() as u32).map(of_slot).collect();
    }

    /// The segment of a unit.
    pub(super) fn segment_of(&self, unit: u32) -> Option<&Segment> {
        let after = self.segments.partition_point(|segment| segment.first <= unit);
        self.segments.get(after.checked_sub(1)?)
    }

    /// Whether the values of a unit count.
    pub(crate) fn counts(&self, unit: u32) -> bool {
        self.fullest.get(unit as usize).copied().unwrap_or(false)
    }

    /// The units of a slot.
    pub(crate) fn units_of(&self, slot: u32) -> &[u32] {
        let bound = |n: usize| self.first.get(n).map_or(0, |at| *at as usize);
        self.units.get(bound(slot as usize)..bound(slot as usize + 1)).unwrap_or_default()
    }
}

impl Segment {
    /// The unit's number for all that it shows.
    pub(super) fn faces(&self) -> tantivy::Result<Column<u64>> {
        self.reader.fast_fields().u64("face")
    }

    /// Place of its label among the visible ones.
    pub(super) fn label(&self) -> usize {
        self.label
    }

    fn open(reader: SegmentReader) -> tantivy::Result<Segment> {
        let fields = Fields::ALL;
        Ok(Segment {
            first: 0,
            length: reader.max_doc(),
            text: [
                (reader.inverted_index(fields.text)?, reader.get_fieldnorms_reader(fields.text)?),
                (reader.inverted_index(fields.subject)?, reader.get_fieldnorms_reader(fields.subject)?),
            ],
            keys: reader.inverted_index(fields.keys)?,
            facets: reader.fast_fields().str("facets")?,
            thinned: false,
            label: 0,
            reader,
        })
    }
}

/// What went wrong: in the store, or in the index.
enum Failure {
    Ours(Error),
    Theirs(tantivy::TantivyError),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Failure {
        Failure::Ours(error)
    }
}

impl From<tantivy::TantivyError> for Failure {
    fn from(error: tantivy::TantivyError) -> Failure {
        Failure::Theirs(error)
    }
}

fn day(column: &Column<i64>, n: u32) -> Option<i32> {
    column.first(n).map(|day| day.clamp(i32::MIN.into(), i32::MAX.into()) as i32)
}

/// What several units know of one date, together. Where they contradict, the earliest is believed: which unit stands
/// first is an accident.
fn narrowest(days: impl Iterator<Item = (i32, i32)>) -> Option<(i32, i32)> {
    let mut days: Vec<(i32, i32)> = days.collect();
    days.sort_unstable();
    days.into_iter().reduce(|all, next| {
        let both = (all.0.max(next.0), all.1.min(next.1));
        if both.0 <= both.1 { both } else { all }
    })
}

/// Copies that the index has in an old state.
fn unsettled(view: &View) -> Result<HashSet<u64>> {
    view.archive.store.with(|db| {
        let mut statement =
            db.prepare("SELECT id FROM copies WHERE seq > ?1 UNION SELECT copy FROM purges")?;
        statement.query_map([view.watermark], |row| Ok(row.get::<_, i64>(0)? as u64))?.collect()
    })
}

/// The distinct telegrams of `telegram_of`, by id.
fn in_order_of_ids(view: &View, telegram_of: &[i64]) -> Result<Vec<i64>> {
    let present: HashSet<i64> = telegram_of.iter().copied().filter(|number| *number >= 0).collect();
    view.archive.store.with(|db| {
        let mut statement = db.prepare("SELECT id FROM telegrams ORDER BY name")?;
        let rows = statement.query_map([], |row| row.get::<_, i64>(0))?;
        let mut kept = Vec::with_capacity(present.len());
        for number in rows {
            kept.extend(Some(number?).filter(|number| present.contains(number)));
        }
        Ok(kept)
    })
}
