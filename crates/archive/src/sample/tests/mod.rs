//! What every sample must keep, and how much of its truth the parser reads.

mod agreement;
mod making;
mod writing;

use super::{Made, Maker, Settings};

fn settings(cables: usize, seed: u64) -> Settings {
    Settings { cables, seed, ..Settings::default() }
}

fn make(settings: &Settings) -> Vec<Made> {
    Maker::new(settings).collect()
}
