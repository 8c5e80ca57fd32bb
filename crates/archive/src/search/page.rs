//! A page of an answer.

use serde::Serialize;

use super::cursor::Cursor;
use super::evaluate::{Evaluated, evaluate};
use super::facets::{Facets, facets};
use super::passages::{Passage, Wanted, passages};
use super::searcher::Searcher;
use crate::card::Card;
use crate::problem::{Error, Result};
use crate::query::Query;
use crate::store::telegram_row;
use crate::view::{Held, View};

/// How many values of a facet are told.
const FACET_VALUES: usize = 20;
/// How many passages of a telegram are shown.
const PASSAGES: usize = 2;
/// For how many telegrams of a page passages are made.
const WITH_PASSAGES: usize = 10;

/// In which order telegrams come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The best first, ties by id.
    #[default]
    Relevance,
    /// By first possible day, undated ones last, ties by id.
    Oldest,
    /// By first possible day, the latest first, undated ones last, ties by id.
    Newest,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The question.
    pub query: Query,
    /// In which order.
    pub order: Order,
    /// Telegrams of a page.
    pub limit: usize,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// Whether facets are counted.
    pub facets: bool,
    /// Whether passages are shown.
    pub passages: bool,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Telegrams that match, on all pages.
    pub total: usize,
    /// The page.
    pub hits: Vec<Hit>,
    /// Counts over all pages.
    pub facets: Facets,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<String>,
}

/// One telegram found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// Canonical id.
    pub id: String,
    /// Score in millionths.
    pub score: i64,
    /// Copies that the reader may see.
    pub copies: usize,
    /// Values of the fullest copy.
    pub card: Card,
    /// The best passages of the fullest copy.
    pub passages: Vec<Passage>,
}

impl View<'_> {
    /// Searches.
    pub fn search(&self, request: &Request) -> Result<Answer> {
        let searcher = self.searcher()?;
        let evaluated = evaluate(searcher, &request.query.root).map_err(self.unreadable())?;
        let total = evaluated.slots.count();
        let (page, more) = self.page(searcher, &evaluated, request)?;
        let wanted = Wanted::of(&request.query.root);
        let mut hits = Vec::with_capacity(page.len());
        for (n, (score, slot)) in page.iter().enumerate() {
            let Some(held) = self.in_slot(searcher, *slot)? else { continue };
            let shown = if request.passages && n < WITH_PASSAGES {
                let portions = held.copies.first().map(|copy| self.portions(copy)).transpose()?;
                passages(&portions.unwrap_or_default(), &wanted, PASSAGES)
            } else {
                vec![]
            };
            hits.push(hit(held, *score, shown));
        }
        let facets = if request.facets {
            facets(searcher, &evaluated.slots, FACET_VALUES).map_err(self.unreadable())?
        } else {
            Facets::new()
        };
        let last = page.last().filter(|_| more).zip(hits.last());
        let next = last.map(|((_, slot), hit)| {
            Cursor { key: key(searcher, &evaluated, request.order, *slot), id: hit.id.clone() }.to_string()
        });
        Ok(Answer { total, hits, facets, next })
    }

    /// All telegrams that match, in order, one after the other: what `--all` writes. `each` says whether to go on.
    pub fn search_all(&self, request: &Request, each: &mut dyn FnMut(Hit) -> Result<bool>) -> Result<usize> {
        let searcher = self.searcher()?;
        let evaluated = evaluate(searcher, &request.query.root).map_err(self.unreadable())?;
        let all = Request { limit: usize::MAX, ..request.clone() };
        let (page, _) = self.page(searcher, &evaluated, &all)?;
        let wanted = Wanted::of(&request.query.root);
        let total = page.len();
        for (score, slot) in page {
            let Some(held) = self.in_slot(searcher, slot)? else { continue };
            let shown = if request.passages {
                let portions = held.copies.first().map(|copy| self.portions(copy)).transpose()?;
                passages(&portions.unwrap_or_default(), &wanted, PASSAGES)
            } else {
                vec![]
            };
            if !each(hit(held, score, shown))? {
                break;
            }
        }
        Ok(total)
    }

    /// Calls `each` with every telegram that matches, by id, until it says stop.
    pub(crate) fn each_match(&self, query: &Query, each: &mut dyn FnMut(Held) -> Result<bool>) -> Result<()> {
        let searcher = self.searcher()?;
        let evaluated = evaluate(searcher, &query.root).map_err(self.unreadable())?;
        for slot in evaluated.slots.iter() {
            if let Some(held) = self.in_slot(searcher, slot)?
                && !each(held)?
            {
                break;
            }
        }
        Ok(())
    }

    pub(crate) fn searcher(&self) -> Result<&Searcher> {
        if let Some(searcher) = self.searcher.get() {
            return Ok(searcher);
        }
        let opened = Searcher::open(self)?;
        Ok(self.searcher.get_or_init(|| opened))
    }

    /// The telegrams of a page with their scores, and whether there are more.
    fn page(
        &self,
        searcher: &Searcher,
        evaluated: &Evaluated,
        request: &Request,
    ) -> Result<(Vec<(i64, u32)>, bool)> {
        let after = match &request.after {
            Some(cursor) => Some((cursor.key, self.slot_before(searcher, &cursor.id)?)),
            None => None,
        };
        let mut keyed: Vec<(i64, u32)> = evaluated
            .slots
            .iter()
            .map(|slot| (key(searcher, evaluated, request.order, slot), slot))
            .filter(|(key, slot)| match after {
                Some((last, until)) => {
                    sortable(request.order, *key) > sortable(request.order, last)
                        || *key == last && *slot >= until
                }
                None => true,
            })
            .collect();
        let by = |(key, slot): &(i64, u32)| (sortable(request.order, *key), *slot);
        let more = keyed.len() > request.limit;
        if more && request.limit > 0 {
            keyed.select_nth_unstable_by_key(request.limit - 1, by);
        }
        keyed.truncate(request.limit);
        keyed.sort_unstable_by_key(by);
        let score = |slot: u32| evaluated.scores.get(slot as usize).copied().unwrap_or(0);
        Ok((keyed.into_iter().map(|(_, slot)| (score(slot), slot)).collect(), more))
    }

    /// The first slot behind an id, whether or not the id is one that the reader may see.
    fn slot_before(&self, searcher: &Searcher, id: &str) -> Result<u32> {
        let (mut low, mut high) = (0, searcher.telegrams.len());
        while low < high {
            let middle = low.midpoint(high);
            let name = searcher.telegrams.get(middle).map(|number| self.name(*number)).transpose()?;
            if name.flatten().is_some_and(|name| name.as_str() <= id) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        Ok(low as u32)
    }

    fn name(&self, number: i64) -> Result<Option<String>> {
        use rusqlite::OptionalExtension;
        self.archive.store.with(|db| {
            let query = format!("SELECT {} FROM telegrams WHERE id = ?1", telegram_row::COLUMNS);
            db.prepare_cached(&query)?
                .query_row([number], |row| telegram_row::of(row).map(|(_, name)| name))
                .optional()
        })
    }

    fn in_slot(&self, searcher: &Searcher, slot: u32) -> Result<Option<Held>> {
        let Some(number) = searcher.telegrams.get(slot as usize).copied() else { return Ok(None) };
        match self.name(number)? {
            Some(name) => self.held(number, &name),
            None => Ok(None),
        }
    }

    pub(crate) fn unreadable(&self) -> impl FnOnce(std::io::Error) -> Error {
        let path = self.archive.folder.join("index");
        move |source| Error::File { path, source }
    }
}

fn hit(held: Held, score: i64, passages: Vec<Passage>) -> Hit {
    let copies = held.copies.len();
    let card = held.copies.into_iter().next().map(|copy| copy.card).unwrap_or_default();
    Hit { id: held.id, score, copies, card, passages }
}

/// The number that a telegram is ordered by.
fn key(searcher: &Searcher, evaluated: &Evaluated, order: Order, slot: u32) -> i64 {
    let day = || searcher.days.get(slot as usize).copied().flatten().map(|(first, _)| i64::from(first));
    match order {
        Order::Relevance => evaluated.scores.get(slot as usize).copied().unwrap_or(0),
        Order::Oldest => day().unwrap_or(i64::MAX),
        Order::Newest => day().unwrap_or(i64::MIN),
    }
}

/// Smaller comes first.
fn sortable(order: Order, key: i64) -> i64 {
    match order {
        Order::Relevance | Order::Newest => key.saturating_neg(),
        Order::Oldest => key,
    }
}
