//! Search: a query's answer over the indexes that a reader may see, and over nothing else.
//!
//! ```text
//! Query ─▶ leaves ─▶ units that match, with weights ─▶ telegrams (AND, OR, NOT) ─▶ order ─▶ page, facets, passages
//!          leaf      postings of all visible labels     evaluate                   rank
//! ```
//!
//! A *unit* is one copy under one label: one document of one label's index. A *slot* is a telegram's place among those
//! that the reader may see, in the order of ids; ties go by it. N, document counts and lengths are those of the visible
//! units alone, so that nothing hidden moves a score.

mod alike;
mod bits;
mod cursor;
mod evaluate;
mod expand;
mod facets;
mod fullest;
mod leaf;
mod near;
mod page;
mod passages;
mod phrase;
mod postings;
mod rank;
mod searcher;

pub use cursor::Cursor;
pub use facets::{Facet, Facets};
pub use page::{Answer, Hit, Order, Request};
pub use passages::Passage;
pub(crate) use searcher::Searcher;
