//! Telegrams kept, found, cited and missed.
//!
//! One folder holds what was given (`archive.db`), who may read it (`people.db`) and an index that can be made anew.
//! A `View` is the archive through the eyes of one reader, and the only way to anything in it.

mod archive;
mod backup;
mod card;
pub mod compare;
mod cut;
mod digest;
mod due;
pub mod export;
mod gaps;
mod graph;
mod index;
mod ingest;
mod label;
mod pack;
mod portions;
mod prepare;
mod problem;
pub mod query;
mod references;
pub mod sample;
mod script;
pub mod search;
mod sight;
mod stats;
mod store;
mod verify;
mod view;
mod words;
mod writer;

pub use archive::Archive;
pub use backup::{Kept, Manifest, restore};
pub use card::Card;
pub use due::{Calendar, Falling};
pub use gaps::{Estimate, Form, Gap, Holding, Known, Month, SerialYear, traffic};
pub use graph::GraphForm;
pub use ingest::{Event, Report};
pub use label::{Label, Reader, level_code, level_from_code};
pub use portions::{Envelope, Override, Portion, Portions};
pub use prepare::{Citation, Prepared, Rendition, prepare};
pub use problem::{Error, Result};
pub use references::{CitedBy, Mention, Reference, Standing};
pub use stats::{Stats, ViewStats};
pub use verify::{Damage, Verified, verify};
pub use view::{Held, HeldCopy, View};
pub use words::{Token, tokens};
pub use writer::Writer;
