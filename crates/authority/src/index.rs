//! Key → numbers of rows: a finite-state map over the keys, and the lists that it points into.

use fst::Map;

/// An index as `build/index.rs` writes it. The value of a key is the place of its first number times 65,536, plus how many
/// numbers it has; a number is two bytes, little-endian. Nothing is unpacked when the program starts.
pub(crate) struct Index {
    pub(crate) keys: &'static [u8],
    pub(crate) numbers: &'static [u8],
}

impl Index {
    /// The numbers listed under a key, in the order of the table.
    pub(crate) fn get(&self, key: &[u8]) -> impl Iterator<Item = u16> + use<> {
        // Opening the map reads 36 bytes of its ends, so it is opened anew each time.
        let place = Map::new(self.keys).ok().and_then(|map| map.get(key)).unwrap_or(0);
        let (first, count) = ((place >> 16) as usize * 2, (place & 0xffff) as usize * 2);
        self.numbers
            .get(first..first + count)
            .unwrap_or_default()
            .chunks_exact(2)
            .filter_map(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)))
    }
}

/// The index of that name among the files that the build script wrote.
macro_rules! index {
    ($name:literal) => {
        crate::index::Index {
            keys: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".fst")),
            numbers: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".rows")),
        }
    };
}
pub(crate) use index;
