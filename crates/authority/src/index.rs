//! Key → numbers of rows: a hash table, laid out by the build script and used as it lies.

use crate::hash::hash;

/// An index as `build/index.rs` writes it. A slot is four bytes, little-endian: 0, or one more than the place of an entry,
/// in the low 24 bits, and the top bits of the key's hash above them, so that nearly every strange key is told from its slot
/// alone. There are a power of two of them, half empty at least; a key whose slot is taken stands in the next free one.
/// An entry is the length of the key (one byte), how many numbers it has (two), the key, the numbers (two bytes each).
pub(crate) struct Index {
    pub(crate) slots: &'static [u8],
    pub(crate) entries: &'static [u8],
}

impl Index {
    /// The numbers listed under a key, in the order of the table.
    pub(crate) fn get(&self, key: &[u8]) -> impl Iterator<Item = u16> + Clone + use<> {
        self.find(key).unwrap_or_default().as_chunks::<2>().0.iter().map(|number| u16::from_le_bytes(*number))
    }

    fn find(&self, key: &[u8]) -> Option<&'static [u8]> {
        let (slots, _) = self.slots.as_chunks::<4>();
        let hash = hash(key);
        let mut at = hash as usize;
        loop {
            at &= slots.len().checked_sub(1)?;
            let slot = u32::from_le_bytes(*slots.get(at)?);
            if slot == 0 {
                return None;
            }
            if slot >> 24 == hash >> 24 {
                let [length, low, high, entry @ ..] = self.entries.get((slot & 0xff_ffff) as usize - 1..)?
                else {
                    return None;
                };
                let (length, count) = (usize::from(*length), usize::from(u16::from_le_bytes([*low, *high])));
                if entry.get(..length)? == key {
                    return entry.get(length..length + 2 * count);
                }
            }
            at += 1;
        }
    }
}

/// The index of that name among the files that the build script wrote.
macro_rules! index {
    ($name:literal) => {
        crate::index::Index {
            slots: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".slots")),
            entries: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".entries")),
        }
    };
}
pub(crate) use index;
