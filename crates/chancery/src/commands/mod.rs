//! One file per command.

pub(crate) mod backup;
pub(crate) mod brief;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod draft;
pub(crate) mod due;
pub(crate) mod export;
pub(crate) mod gaps;
pub(crate) mod ingest;
pub(crate) mod label;
pub(crate) mod man;
pub(crate) mod parse;
pub(crate) mod reader;
pub(crate) mod refs;
pub(crate) mod reindex;
pub(crate) mod remove;
pub(crate) mod sample;
pub(crate) mod search;
pub(crate) mod show;
pub(crate) mod stats;
pub(crate) mod verify;
