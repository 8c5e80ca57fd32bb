//! Where a page ended: the sort key of its last telegram, and nothing else.

use std::fmt;
use std::str::FromStr;

/// Printed as `key.id`; whatever is behind it in the order is the rest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// Score in millionths, or days since 1970-01-01.
    pub(crate) key: i64,
    /// Canonical id.
    pub(crate) id: String,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.key, self.id)
    }
}

impl FromStr for Cursor {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Cursor, &'static str> {
        let (key, id) = text.split_once('.').ok_or("a cursor is a number, a point and an id")?;
        let key = key.parse().map_err(|_| "a cursor begins with a number")?;
        Ok(Cursor { key, id: id.to_string() })
    }
}
