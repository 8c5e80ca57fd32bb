//! Writes what `src/index.rs` reads.

use std::collections::BTreeMap;

use crate::{Out, Result, hash::hash};

/// Keys and the numbers listed under each.
#[derive(Default)]
pub(crate) struct Index(BTreeMap<Vec<u8>, Vec<u16>>);

impl Index {
    pub(crate) fn add(&mut self, key: Vec<u8>, number: u16) {
        let numbers = self.0.entry(key).or_default();
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }

    pub(crate) fn write(&self, out: &Out, name: &str) -> Result<()> {
        let mut slots = vec![0_u32; (self.0.len() * 2).next_power_of_two()];
        let mut entries: Vec<u8> = vec![];
        for (key, numbers) in &self.0 {
            let hash = hash(key);
            let place = u32::try_from(entries.len() + 1)?;
            if place >> 24 != 0 {
                return Err(format!("data/{name}: more keys than an index holds").into());
            }
            let mut at = hash as usize % slots.len();
            while slots[at] != 0 {
                at = (at + 1) % slots.len();
            }
            slots[at] = place | hash >> 24 << 24;
            entries.push(u8::try_from(key.len())?);
            entries.extend(u16::try_from(numbers.len())?.to_le_bytes());
            entries.extend(key);
            entries.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        }
        let slots: Vec<u8> = slots.into_iter().flat_map(u32::to_le_bytes).collect();
        out.write(format!("{name}.slots"), &slots)?;
        out.write(format!("{name}.entries"), &entries)
    }
}
