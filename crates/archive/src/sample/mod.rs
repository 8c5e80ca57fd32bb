//! A fictional archive: cables that never were, in the forms of cables that were.
//!
//! Any number of them, the same for the same seed, made one after the other. They run from 1973 to 2010 in the order of time,
//! cite one another, tell a story, carry marks, come twice with different words struck out, and are damaged as real ones
//! are (format.md §14). With each comes the [`Truth`]. Names of posts and codes are real; all else is invented.
//!
//! ```
//! let settings = archive::sample::Settings { cables: 3, damage: false, ..Default::default() };
//! let made: Vec<_> = archive::sample::Maker::new(&settings).collect();
//! assert!(made.iter().all(|made| made.truth.id == made.id && !made.bytes.is_empty()));
//! ```

mod calendar;
mod cited;
mod damage;
mod draft;
mod handling;
mod layout;
mod maker;
mod marks;
mod people;
mod posts;
mod prose;
mod random;
mod release;
mod schedule;
mod shop;
mod story;
mod tags;
#[cfg(test)]
mod tests;
mod truth;
mod words;
mod write;

pub use maker::{Made, Maker};
pub use truth::{Cited, Statement, Truth, Withheld};
pub use write::{Summary, write, write_with};

pub(crate) use shop::Shop;

/// What is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Telegrams; a second release of one, or a withdrawal card for it, is not counted.
    pub cables: usize,
    /// The same seed gives the same cables.
    pub seed: u64,
    /// Levels, controls, captions and portion marks; without, all is unclassified and unmarked.
    pub labels: bool,
    /// Second releases, with other words struck out.
    pub copies: bool,
    /// Damage.
    pub damage: bool,
    /// The story.
    pub story: bool,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { cables: 1000, seed: 1, labels: true, copies: true, damage: true, story: true }
    }
}
