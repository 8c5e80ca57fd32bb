//! From bytes to a telegram.

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
