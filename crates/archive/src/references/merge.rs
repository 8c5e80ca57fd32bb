//! Many citations, over several copies, to each thing cited once.

use std::collections::HashMap;

use super::{Mention, Reference};
use crate::prepare::Citation;

/// What has been cited so far.
#[derive(Debug, Default)]
pub(super) struct Merged {
    list: Vec<Reference>,
    /// By target, or by what is printed where there is none.
    places: HashMap<(bool, String), usize>,
    /// REF items of this copy, by label.
    letters: HashMap<String, usize>,
    /// REF items of this copy.
    items: Vec<usize>,
}

impl Merged {
    /// Labels mean something within one copy only.
    pub(super) fn next_copy(&mut self) {
        self.letters.clear();
        self.items.clear();
    }

    pub(super) fn add(&mut self, citation: &Citation) {
        let place = self.known(citation).unwrap_or_else(|| self.new_place(citation));
        if !citation.in_text {
            self.items.push(place);
            if let Some(letter) = &citation.letter {
                self.letters.entry(letter.clone()).or_insert(place);
            }
        }
        let Some(reference) = self.list.get_mut(place) else { return };
        // A year written in one place is written.
        reference.assumed &= citation.assumed || citation.in_text;
        reference.letter = reference.letter.take().or_else(|| citation.letter.clone());
        reference.mentions.push(Mention::of(citation));
    }

    /// An item of the REF field that the text cites by its label is the same thing, whatever it is.
    fn known(&self, citation: &Citation) -> Option<usize> {
        let named = match (&citation.letter, self.items.as_slice()) {
            _ if !citation.in_text || citation.target.is_some() => None,
            (Some(letter), _) => self.letters.get(letter).copied(),
            (None, [only]) => Some(*only),
            _ => None,
        };
        named.or_else(|| self.places.get(&key(citation)).copied())
    }

    fn new_place(&mut self, citation: &Citation) -> usize {
        let place = self.list.len();
        self.places.insert(key(citation), place);
        self.list.push(Reference {
            target: citation.target.clone(),
            kind: citation.kind.clone(),
            raw: citation.raw.clone(),
            assumed: citation.assumed,
            ..Reference::default()
        });
        place
    }

    /// REF items in order, then what only the text cites, as it comes.
    pub(super) fn finish(mut self) -> Vec<Reference> {
        for reference in &mut self.list {
            reference.mentions.sort();
            reference.mentions.dedup();
        }
        self.list.sort_by_key(|reference| reference.mentions.first().is_none_or(|first| first.in_text));
        self.list
    }
}

/// The target, or what is printed.
fn key(citation: &Citation) -> (bool, String) {
    match &citation.target {
        Some(target) => (true, target.clone()),
        None => (false, citation.raw.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase()),
    }
}
