//! AND, OR, NOT: decided on telegrams, over all their units that the reader may see.

use super::bits::Bits;
use super::leaf::{Matched, matched};
use super::rank::{Weighted, rounded};
use super::searcher::{NOWHERE, Searcher};
use crate::query::{Leaf, Node};

/// The telegrams that match, and their scores in millionths.
pub(crate) struct Evaluated {
    pub(crate) slots: Bits,
    /// By slot; 0 where nothing weighs.
    pub(crate) scores: Vec<i64>,
}

/// The answer to a question.
pub(crate) fn evaluate(searcher: &Searcher, root: &Node) -> std::io::Result<Evaluated> {
    let mut weights = Vec::new();
    let slots = slots(searcher, root, true, &mut weights)?;
    Ok(Evaluated { scores: scores(searcher, &weights), slots })
}

/// The telegrams that match `node`. Leaves that speak for a telegram add their weights; those under NOT do not.
fn slots(
    searcher: &Searcher,
    node: &Node,
    counts: bool,
    weights: &mut Vec<Weighted>,
) -> std::io::Result<Bits> {
    let length = searcher.telegrams.len();
    match node {
        Node::All => Ok(Bits::all(length)),
        Node::And(parts) => {
            let mut all = Bits::all(length);
            for part in parts {
                all.and(&slots(searcher, part, counts, weights)?);
            }
            Ok(all)
        }
        Node::Or(parts) => {
            let mut any = Bits::none(length);
            for part in parts {
                any.or(&slots(searcher, part, counts, weights)?);
            }
            Ok(any)
        }
        Node::Not(part) => {
            let mut bits = slots(searcher, part, false, weights)?;
            bits.not();
            Ok(bits)
        }
        Node::Leaf(leaf) => leaf_slots(searcher, leaf, counts, weights),
    }
}

fn leaf_slots(
    searcher: &Searcher,
    leaf: &Leaf,
    counts: bool,
    weights: &mut Vec<Weighted>,
) -> std::io::Result<Bits> {
    let mut bits = Bits::none(searcher.telegrams.len());
    match matched(searcher, leaf)? {
        Matched::Slots(found) => found.into_iter().for_each(|slot| bits.insert(slot)),
        Matched::Units(lists) => {
            for list in lists {
                for (unit, _) in &list {
                    if let Some(slot) = searcher.slot_of.get(*unit as usize).filter(|slot| **slot != NOWHERE)
                    {
                        bits.insert(*slot);
                    }
                }
                if counts && list.iter().any(|(_, weight)| *weight > 0.0) {
                    weights.push(list);
                }
            }
        }
    }
    Ok(bits)
}

/// The weights of each copy are added up over its labels; a telegram has those of its best copy.
fn scores(searcher: &Searcher, weights: &[Weighted]) -> Vec<i64> {
    let mut scores = vec![0; searcher.telegrams.len()];
    if weights.is_empty() {
        return scores;
    }
    let mut of_unit = vec![0.0f64; searcher.slot_of.len()];
    for list in weights {
        for (unit, weight) in list {
            if let Some(sum) = of_unit.get_mut(*unit as usize) {
                *sum += weight;
            }
        }
    }
    for (slot, score) in (0u32..).zip(&mut scores) {
        // Units stand in the order of labels: the sums have one order.
        let mut copies: Vec<(u32, f64)> = Vec::new();
        match searcher.units_of(slot) {
            [unit] => *score = rounded(of_unit.get(*unit as usize).copied().unwrap_or(0.0)),
            units => {
                for unit in units {
                    let weight = of_unit.get(*unit as usize).copied().unwrap_or(0.0);
                    let copy = searcher.copy_of.get(*unit as usize).copied().unwrap_or(0);
                    match copies.iter_mut().find(|(known, _)| *known == copy) {
                        Some((_, sum)) => *sum += weight,
                        None => copies.push((copy, weight)),
                    }
                }
                *score = copies.iter().map(|(_, sum)| rounded(*sum)).max().unwrap_or(0);
            }
        }
    }
    scores
}
