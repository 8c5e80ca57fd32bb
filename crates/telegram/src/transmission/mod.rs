//! Transmission: who sent a telegram, to whom, when, how urgently (format.md §11).

mod address;
mod checks;
pub mod dtg;
mod group;
pub mod lines;
pub(crate) mod month;
pub mod network;
mod precedence;
#[cfg(test)]
mod tests;
