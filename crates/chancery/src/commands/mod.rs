//! One file per command.

pub(crate) mod brief;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod draft;
pub(crate) mod man;
pub(crate) mod parse;
