//! Telegrams kept, found, cited and missed.
//!
//! One folder holds what was given (`archive.db`), who may read it (`people.db`) and an index that can be made anew.
//! A `View` is the archive through the eyes of one reader, and the only way to anything in it.

pub mod query;
mod words;

pub use words::{Token, tokens};
