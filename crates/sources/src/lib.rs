//! From a path to documents.
//!
//! A [`Document`] is one record as it is kept: the bytes of a file, of a row of a table, of a page, and the reading
//! [`Text`] with the way back to those bytes. This crate knows containers and encodings, and nothing of a cable's grammar.

#[cfg(feature = "containers")]
mod archives;
#[cfg(feature = "containers")]
mod containers;
mod document;
#[cfg(feature = "containers")]
mod folder;
#[cfg(feature = "containers")]
mod labels;
#[cfg(feature = "containers")]
mod limits;
#[cfg(feature = "containers")]
mod markup;
#[cfg(feature = "containers")]
mod problem;
#[cfg(feature = "containers")]
mod reader;
#[cfg(feature = "containers")]
mod sniff;
mod text;
#[cfg(feature = "containers")]
mod walk;
#[cfg(feature = "containers")]
mod window;

pub use document::{Availability, Container, Document, Fact, FactName, decode};
#[cfg(feature = "containers")]
pub use limits::Limits;
#[cfg(feature = "containers")]
pub use problem::{Problem, ProblemKind};
#[cfg(feature = "containers")]
pub use reader::{Reader, documents_of, open, read};
pub use text::{Piece, Text, TextBuilder};
