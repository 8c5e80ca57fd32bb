//! What the codes and names of diplomatic telegrams stand for: one module a table, or a group of tables that are one story.
//!
//! The tables lie in `data/` (their README tells origin, licence and credit line). The build script packs them into text, cells
//! and indexes that are used as they lie in the program: no look-up reads a file, unpacks anything or waits for a first one,
//! and most take less than a hundred nanoseconds. A row says where it comes from in `source`: many are recalled or inferred.

pub mod acronyms;
pub mod captions;
mod fold;
mod hash;
mod index;
pub mod officers;
pub mod offices;
pub mod orders;
pub mod places;
pub mod posts;
pub mod serials;
mod table;
pub mod tags;
