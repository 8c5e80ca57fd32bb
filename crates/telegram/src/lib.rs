//! From bytes to a telegram.
//!
//! [`split`] cuts a document that holds several telegrams, [`parse`] reads one, [`explain`] tells what became of each of its
//! lines, [`recognise`] says whether it was a telegram at all. Reading is total: whatever the bytes, there is a record, its
//! layers tile the document, and what no rule could read stands in `unparsed` with its place. `check` holds a telegram
//! against the drafting rules, `draft` composes one. Nothing here reads files, the clock or the network.
//!
//! ```
//! let bytes = b"UNCLAS LISBON 000417\n\nE.O. 12958: N/A\nTAGS: EFIS, PO\nSUBJECT: NETS\n\n1. The nets are new.\n";
//! let document = sources::Document::plain("nets.txt", bytes.to_vec());
//! let telegram = telegram::parse(&document);
//! assert_eq!(telegram.subject.as_deref(), Some("NETS"));
//! assert_eq!(telegram.mrn.map(|mrn| (mrn.post, mrn.serial)), Some(("LISBON".to_string(), 417)));
//! ```

mod body;
pub mod calendar;
pub mod captions;
#[cfg(test)]
#[allow(dead_code, reason = "the runner in tests/ reads the rest")]
pub(crate) mod cases;
pub mod check;
pub mod class_line;
pub mod classified_by;
mod clean;
mod completeness;
pub mod date_bounds;
pub mod declassification;
pub mod distribution;
pub mod draft;
pub mod drafting;
pub mod due;
mod ending;
mod era;
mod frame;
mod frus;
pub mod furniture;
mod glance;
mod header;
mod identity;
pub mod in_text;
mod layers;
pub mod level;
mod lines;
pub mod mark;
mod parse;
pub mod pass_line;
mod passage;
mod preamble;
mod recognise;
pub mod record;
pub mod references;
mod residue;
mod sections;
mod sheet;
pub mod signature;
mod slips;
mod spelled;
mod split;
pub mod subject;
pub mod tags;
pub mod transmission;
mod values;
mod words;

pub use parse::{ExplainedLine, explain, parse};
pub use passage::Passage;
pub use recognise::recognise;
pub use split::split;
