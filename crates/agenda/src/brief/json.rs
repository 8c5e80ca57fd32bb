//! The brief as JSON: a list of [`Entry`](super::Entry), each statement whole.

use telegram::record::Telegram;

use super::{Options, entries};
use crate::Statement;

/// The brief as indented JSON: one object a telegram.
pub fn json(telegrams: &[(Telegram, Vec<Statement>)], options: &Options) -> String {
    // Strings, numbers and lists only: nothing in an entry can fail to be written.
    serde_json::to_string_pretty(&entries(telegrams, options)).unwrap_or_else(|_| "[]".to_string())
}
