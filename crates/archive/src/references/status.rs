//! Whether what is cited is held.
//!
//! ```text
//! kind other than telegram                        no telegram
//! the post's name stands for several posts        ambiguous: all of them
//! no year written                                 the citing year, the year before and the one assumed are tried
//! no year to be had                               every year is tried
//!   several of them held                          ambiguous: those
//! otherwise                                       held, several, not held
//! ```

use authority::posts::{Resolution, resolve};
use telegram::Passage;
use telegram::record::Notes;
use telegram::references::{Citing, canonical_id, parse_id};

use super::{Reference, Standing};
use crate::problem::Result;
use crate::view::{Held, View};

/// Years of telegrams.
const YEARS: std::ops::RangeInclusive<u16> = 1966..=2065;
/// A year to read an item with that has none; it is not kept.
const ANY_YEAR: u16 = 2010;

impl View<'_> {
    /// Sets standing, copies, holding and candidates.
    pub(super) fn decide(&self, citing: &Held, reference: &mut Reference) -> Result<()> {
        let Some(target) = reference.target.clone() else {
            if reference.kind == "telegram" {
                return self.without_year(reference);
            }
            reference.standing = Standing::NoTelegram;
            return Ok(());
        };
        if let Ok(held) = self.telegram(&target) {
            reference.copies = held.copies.len();
            reference.standing = if reference.copies > 1 { Standing::Several } else { Standing::Held };
            reference.holding = holding(&held);
        } else if reference.kind != "telegram" {
            reference.standing = Standing::NoTelegram;
            return Ok(());
        }
        let Some((year, post, serial)) = parse_id(&target) else { return Ok(()) };
        let possible = possible_ids(&target);
        if possible.len() > 1 && reference.copies == 0 {
            reference.standing = Standing::Ambiguous;
            reference.candidates = possible;
        } else if reference.assumed {
            let mut years = vec![year];
            if let Some((own, ..)) = parse_id(&citing.id) {
                years.extend([own - 1, own]);
            }
            years.sort_unstable();
            years.dedup();
            self.of_years(&post, serial, years, reference)?;
        }
        Ok(())
    }

    /// Post and number are printed; nothing tells the year.
    fn without_year(&self, reference: &mut Reference) -> Result<()> {
        let field = Passage::whole(&format!("REF: {}", reference.raw));
        let with = Citing { year: Some(ANY_YEAR), ..Citing::default() };
        let read = telegram::references::read(&field, &with, &mut Notes::default());
        let [item] = read.as_slice() else { return Ok(()) };
        let Some((year, post, serial)) = item.id.as_deref().and_then(parse_id) else { return Ok(()) };
        // A year that is written and later than the citing telegram was set aside by its reader: it is tried all the same.
        let years = if item.year_assumed { YEARS } else { year..=year };
        self.of_years(&post, serial, years, reference)?;
        // That one is held is no proof that it is meant.
        if !reference.candidates.is_empty() {
            reference.standing = Standing::Ambiguous;
        }
        Ok(())
    }

    /// Ambiguous where several of these years are held.
    fn of_years(
        &self,
        post: &str,
        serial: u32,
        years: impl IntoIterator<Item = u16>,
        reference: &mut Reference,
    ) -> Result<()> {
        for id in years.into_iter().map(|year| canonical_id(year, post, serial)) {
            if self.holds(&id)? > 0 {
                reference.candidates.push(id);
            }
        }
        match reference.candidates.as_slice() {
            [_, _, ..] => reference.standing = Standing::Ambiguous,
            [one] if Some(one) == reference.target.as_ref() => reference.candidates.clear(),
            _ => {}
        }
        Ok(())
    }
}

/// `withdrawn` or `unavailable`, where the reader has no copy with a text.
pub(crate) fn holding(held: &Held) -> Option<String> {
    let texts = held.copies.iter().any(|copy| copy.card.kind == "telegram");
    held.copies.first().filter(|_| !texts).map(|copy| copy.card.kind.clone())
}

/// The ids that an id stands for: more than one where its post's name does.
pub(crate) fn possible_ids(id: &str) -> Vec<String> {
    let Some((year, post, serial)) = parse_id(id) else { return vec![] };
    match resolve(&post) {
        Resolution::Several(posts) => {
            posts.iter().map(|post| canonical_id(year, post.canonical, serial)).collect()
        }
        _ => vec![id.to_string()],
    }
}
