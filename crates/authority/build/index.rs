//! Writes what `src/index.rs` reads.

use std::collections::BTreeMap;

use crate::{Out, Result};

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
        let mut map = fst::MapBuilder::memory();
        let mut lists: Vec<u8> = vec![];
        for (key, numbers) in &self.0 {
            map.insert(key, ((lists.len() as u64 / 2) << 16) + numbers.len() as u64)?;
            lists.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
        }
        out.write(format!("{name}.fst"), &map.into_inner()?)?;
        out.write(format!("{name}.rows"), &lists)
    }
}
