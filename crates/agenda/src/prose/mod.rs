//! Prose: sentences, words, noun groups, verb groups, clauses, amounts, times.
//!
//! No tagger and no model: words with a grammatical task are known, verbs are known by their forms, the rest is content.
//! Letter case helps where there is any; a text all in capitals is read by the words alone.

mod amounts;
mod clause;
mod nouns;
mod sentence;
mod times;
mod token;
mod verbs;

pub(crate) use amounts::{amount_within, count_within};
pub(crate) use clause::{clause_end, clause_start};
pub(crate) use nouns::{NounGroup, noun_group_after, noun_group_before};
pub(crate) use sentence::sentences;
pub(crate) use times::time_within;
pub(crate) use token::{Sentence, all_capitals};
pub(crate) use verbs::verb_group;
