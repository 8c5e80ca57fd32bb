//! How much a reader takes in before it stops and says so.

/// Bounds on what one outermost file may cost. The defaults let every container that is known be read, in less than
/// half a gigabyte of memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest record in bytes: a row, a line, a page, or a whole file that holds one record. Default 64 MiB.
    pub max_record: usize,
    /// Largest PDF in bytes; it has to be read whole. Default 32 MiB.
    pub max_pdf: usize,
    /// How many bytes may come out of one outermost file in all. Default 4 GiB.
    pub max_expanded: u64,
    /// How many times its packed size a file may expand to, once it has given more than [`Limits::ratio_from`].
    /// Cables pack about 5:1, and nothing honest more than 100:1. Default 200.
    pub max_ratio: u64,
    /// Expanded bytes below which the ratio is not looked at. Default 64 MiB.
    pub ratio_from: u64,
    /// How many archives (and messages that carry files) may lie within one another. Default 4.
    pub max_depth: usize,
    /// How deep folders may nest. Default 256. (Elements and objects may nest as they like: they cost no stack.)
    pub max_nesting: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            max_record: 64 << 20,
            max_pdf: 32 << 20,
            max_expanded: 4 << 30,
            max_ratio: 200,
            ratio_from: 64 << 20,
            max_depth: 4,
            max_nesting: 256,
        }
    }
}
