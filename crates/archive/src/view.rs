//! The archive through the eyes of one reader. Whatever leaves an archive leaves it here.
//!
//! A telegram that is held but hidden is the same as one that is not held: same answer, same words, no place in any count.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use rusqlite::OptionalExtension;
use sources::Document;
use telegram::record::Telegram;

use crate::archive::{Archive, WATERMARK};
use crate::card::Card;
use crate::cut::{Cut, Header};
use crate::label::{Label, Reader};
use crate::portions::{Envelope, Portions};
use crate::problem::{Error, Result};
use crate::store::{Copy, RenditionRow, telegram_row};
use crate::writer::hexadecimal;

/// An archive as one reader may see it.
pub struct View<'a> {
    pub(crate) archive: &'a Archive,
    pub(crate) reader: Reader,
    pub(crate) envelope: Envelope,
    /// Labels that the reader may see, by number, in the order of labels.
    pub(crate) visible: Vec<(i64, Label)>,
    /// All labels, by number: what an operator has set may be above the reader.
    labels: Vec<(i64, Label)>,
    /// What is newer is not in the index yet, and not shown.
    pub(crate) watermark: i64,
    pub(crate) searcher: OnceCell<crate::search::Searcher>,
}

/// A telegram with those of its copies that the reader may see, the fullest first.
#[derive(Clone, Debug)]
pub struct Held {
    pub(crate) number: i64,
    /// Canonical id.
    pub id: String,
    /// At least one.
    pub copies: Vec<HeldCopy>,
}

/// A copy that the reader may see, wholly or in part.
#[derive(Clone, Debug)]
pub struct HeldCopy {
    pub(crate) copy: Copy,
    /// Of what the reader may see of it.
    pub(crate) hash: Vec<u8>,
    /// Canonical id of its telegram.
    pub id: String,
    /// First digits of the hash of what the reader may see of it.
    pub name: String,
    /// Values for lists.
    pub card: Card,
    /// How many portions the reader may see.
    pub portions: usize,
    /// True where that is all of it. Readers are not told: it would tell them that there is more.
    pub(crate) whole: bool,
}

/// Digits of a hash that name a copy.
const NAME: usize = 16;

impl<'a> View<'a> {
    pub(crate) fn new(archive: &'a Archive, reader: &Reader) -> Result<View<'a>> {
        let labels = archive.store.labels()?;
        let mut visible: Vec<(i64, Label)> =
            labels.iter().filter(|(_, label)| reader.sees(label)).cloned().collect();
        visible.sort_by(|a, b| a.1.cmp(&b.1));
        Ok(View {
            archive,
            reader: reader.clone(),
            envelope: archive.envelope()?,
            visible,
            labels,
            watermark: archive.store.number(WATERMARK)?,
            searcher: OnceCell::new(),
        })
    }

    /// Who looks.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// The telegram of that id: `Err` with the same words whether it is hidden or not held.
    pub fn telegram(&self, id: &str) -> Result<Held> {
        let found: Option<(i64, String)> = self.archive.store.with(|db| {
            let query = format!("SELECT {} FROM telegrams WHERE name = ?1", telegram_row::COLUMNS);
            db.prepare_cached(&query)?.query_row([id], telegram_row::of).optional()
        })?;
        let held = match found {
            Some((number, _)) => self.held(number, id)?,
            None => None,
        };
        held.ok_or_else(|| Error::NotFound(format!("{id}: not held")))
    }

    /// Whether the archive holds the telegram, for this reader; how many copies.
    pub fn holds(&self, id: &str) -> Result<usize> {
        match self.telegram(id) {
            Ok(held) => Ok(held.copies.len()),
            Err(Error::NotFound(_)) => Ok(0),
            Err(error) => Err(error),
        }
    }

    /// Calls `each` with every telegram that the reader may see, by id, until it says stop.
    pub fn each(&self, each: &mut dyn FnMut(Held) -> Result<bool>) -> Result<()> {
        const CHUNK: usize = 512;
        let mut after = String::new();
        loop {
            let rows: Vec<(i64, String)> = self.archive.store.with(|db| {
                let query = format!(
                    "SELECT {} FROM telegrams WHERE name > ?1 ORDER BY name LIMIT ?2",
                    telegram_row::COLUMNS
                );
                db.prepare_cached(&query)?.query_map((&after, CHUNK as i64), telegram_row::of)?.collect()
            })?;
            let Some((_, last)) = rows.last() else { return Ok(()) };
            after = last.clone();
            for (number, id) in rows {
                if let Some(held) = self.held(number, &id)?
                    && !each(held)?
                {
                    return Ok(());
                }
            }
        }
    }

    /// Ids of the nearest telegrams of the same post and year, before and after, among those that the reader may see.
    pub fn neighbours(&self, held: &Held) -> Result<Vec<String>> {
        let card = held.copies.first().map(|copy| &copy.card);
        let Some((post, year, serial)) =
            card.and_then(|card| Some((card.post.clone()?, card.year?, card.serial?)))
        else {
            return Ok(vec![]);
        };
        let mut out = Vec::new();
        for (order, sign) in [("DESC", "<"), ("ASC", ">")] {
            let query = format!(
                "SELECT {} FROM telegrams WHERE post = ?1 AND year = ?2 AND serial {sign} ?3 ORDER BY serial {order}",
                telegram_row::COLUMNS
            );
            let rows: Vec<(i64, String)> = self.archive.store.with(|db| {
                let mut statement = db.prepare_cached(&query)?;
                statement.query_map((&post, year, serial), telegram_row::of)?.collect()
            })?;
            for (number, id) in rows {
                if self.held(number, &id)?.is_some() {
                    out.push(id);
                    break;
                }
            }
        }
        Ok(out)
    }

    /// A telegram by number; `None` where the reader may see nothing of it.
    pub(crate) fn held(&self, number: i64, id: &str) -> Result<Option<Held>> {
        let copies = self.archive.store.with(|db| Copy::of_telegram(db, number))?;
        let rows: Vec<RenditionRow> = self.archive.store.with(|db| {
            let query = format!("SELECT {} FROM renditions WHERE telegram = ?1", RenditionRow::COLUMNS);
            db.prepare_cached(&query)?.query_map([number], RenditionRow::of)?.collect()
        })?;
        let mut hashes = self.hashes(&rows);
        let cards = self.fullest(rows);
        let mut shown: Vec<HeldCopy> = Vec::new();
        for copy in copies.into_iter().filter(|copy| copy.seq <= self.watermark) {
            let Some((best, hash)) = cards.get(&copy.id).zip(hashes.remove(&copy.id)) else { continue };
            let whole = self.sees_all(&copy);
            shown.push(HeldCopy {
                name: hexadecimal(&hash).get(..NAME).unwrap_or_default().to_string(),
                card: best.card.clone(),
                portions: self.seen_of(&copy),
                whole,
                id: id.to_string(),
                hash,
                copy,
            });
        }
        shown.sort_by(|a, b| {
            let by_hash = b.portions.cmp(&a.portions).then_with(|| a.hash.cmp(&b.hash));
            by_hash.then_with(|| a.copy.path.cmp(&b.copy.path))
        });
        // Copies that differ only in what is hidden are one, or their number would tell of it.
        shown.dedup_by(|next, kept| next.hash == kept.hash && next.card == kept.card);
        Ok((!shown.is_empty()).then(|| Held { number, id: id.to_string(), copies: shown }))
    }

    /// What names each copy: the hash of its one rendition that shows all that the reader may see, or one over those
    /// that show it together.
    fn hashes(&self, rows: &[RenditionRow]) -> BTreeMap<i64, Vec<u8>> {
        let mut visible: BTreeMap<i64, Vec<(&Label, &[u8])>> = BTreeMap::new();
        for (id, label) in &self.visible {
            for row in rows.iter().filter(|row| row.label == *id) {
                visible.entry(row.copy).or_default().push((label, &row.hash));
            }
        }
        let name = |shown: Vec<(&Label, &[u8])>| {
            let top = shown.iter().find(|(top, _)| shown.iter().all(|(label, _)| label.join(top) == **top));
            top.map_or_else(
                || {
                    let mut hasher = blake3::Hasher::new();
                    shown.iter().for_each(|(_, hash)| {
                        hasher.update(hash);
                    });
                    hasher.finalize().as_bytes().to_vec()
                },
                |(_, hash)| hash.to_vec(),
            )
        };
        visible.into_iter().map(|(copy, shown)| (copy, name(shown))).collect()
    }

    /// Of `rows`, the fullest one of each copy that the reader may see.
    pub(crate) fn fullest(&self, rows: Vec<RenditionRow>) -> BTreeMap<i64, RenditionRow> {
        let mut best: BTreeMap<i64, RenditionRow> = BTreeMap::new();
        // One that shows the header tells more than one that shows other paragraphs instead.
        let rank = |row: &RenditionRow| {
            let place = self.visible.iter().position(|(id, _)| *id == row.label);
            (row.card.level.is_some(), row.portions, place)
        };
        for row in rows.into_iter().filter(|row| self.sees(row.label)) {
            match best.get(&row.copy) {
                Some(kept) if rank(kept) >= rank(&row) => {}
                _ => {
                    best.insert(row.copy, row);
                }
            }
        }
        best
    }

    /// Whether the reader may see the label of that number.
    pub(crate) fn sees(&self, label: i64) -> bool {
        self.visible.iter().any(|(id, _)| *id == label)
    }

    /// How many portions of a copy the reader may see, the header being one.
    fn seen_of(&self, copy: &Copy) -> usize {
        let labels = std::iter::once(&copy.labels.header).chain(&copy.labels.portions);
        labels.filter(|label| self.sees(**label)).count()
    }

    fn sees_all(&self, copy: &Copy) -> bool {
        let labels = &copy.labels;
        self.sees(labels.header) && labels.portions.iter().all(|label| self.sees(*label))
    }

    /// The document of a copy, without the bytes that the reader may not see.
    pub fn document(&self, held: &HeldCopy) -> Result<Document> {
        let payload = self.archive.store.with(|db| held.copy.read(db))?;
        let Some(payload) = payload else { return Err(self.damaged(&held.name)) };
        if held.whole {
            let mut document = payload.document;
            if !self.reader.everything {
                // Where it stood in a file of several tells how much stood before it.
                document.offset = 0;
                document.path = without_number(&document.path).to_string();
            }
            return Ok(document);
        }
        Ok(self.cut(held, &payload.document)?.1.document)
    }

    /// The portions of a copy's document, and what is left of it for the reader.
    fn cut(&self, held: &HeldCopy, document: &Document) -> Result<(Portions, Cut)> {
        let telegram = telegram::parse(document);
        let set = self.archive.overrides(held.copy.id, &self.labels)?;
        let portions = Portions::of(&telegram, &set, self.envelope);
        let header = if self.reader.sees(&portions.header) { Header::All } else { Header::None };
        let mut cut = portions.cut(document, header, |label| self.reader.sees(label));
        cut.document.path = without_number(&cut.document.path).to_string();
        Ok((portions, cut))
    }

    /// The record of a copy, read from what the reader may see of it. The envelope is as the card has it.
    pub fn record(&self, held: &HeldCopy) -> Result<(Document, Telegram)> {
        let document = self.document(held)?;
        let mut telegram = telegram::parse(&document);
        if !held.whole {
            self.envelope_of(held, &mut telegram);
        }
        Ok((document, telegram))
    }

    fn envelope_of(&self, held: &HeldCopy, telegram: &mut Telegram) {
        let card = &held.card;
        telegram.mrn = card.post.clone().zip(card.serial).map(|(post, serial)| telegram::record::Mrn {
            year: card.year,
            post,
            serial,
            span: telegram.mrn.as_ref().map(|mrn| mrn.span).unwrap_or_default(),
        });
        telegram.id = Some(held.id.clone());
    }

    /// Paragraph and reading text of each portion that the reader may see.
    pub fn portions(&self, held: &HeldCopy) -> Result<Vec<(Option<u32>, String)>> {
        if held.whole {
            let payload = self.archive.store.with(|db| held.copy.read(db))?;
            return Ok(payload.ok_or_else(|| self.damaged(&held.name))?.portions);
        }
        let payload = self.archive.store.with(|db| held.copy.read(db))?;
        let document = payload.ok_or_else(|| self.damaged(&held.name))?.document;
        let (portions, cut) = self.cut(held, &document)?;
        let mut seen = telegram::parse(&cut.document);
        self.envelope_of(held, &mut seen);
        let again = portions.again(&cut, &seen, |label| self.reader.sees(label));
        Ok(again.into_iter().map(|portion| (portion.paragraph, portion.text)).collect())
    }

    fn damaged(&self, copy: &str) -> Error {
        Error::Damaged { file: self.archive.store.file.clone(), what: format!("copy {copy}") }
    }
}

/// A path without the number of a telegram in a file of several.
fn without_number(path: &str) -> &str {
    match path.rsplit_once('#') {
        Some((file, number)) if number.bytes().all(|b| b.is_ascii_digit()) => file,
        _ => path,
    }
}
