//! From a telegram to the statements it makes.
//!
//! ```text
//! Telegram ─▶ paragraphs ─▶ sentences with a cue ─▶ frames fill their slots ─▶ Statement
//!             locate        prose                   frame                      statement
//! ```
//!
//! What is looked for stands in `lexicon/*.toml`, as frames that a historian can read and edit; how it is looked for
//! stands here. Everything is a function of the telegram and the lexicon: no clock, no network, no chance.

mod attribution;
pub mod brief;
mod extract;
mod frame;
mod lexicon;
mod locate;
mod people;
mod prose;
mod statement;
mod writer;

pub use extract::extract;
pub use locate::locate;
/// The sentences of a paragraph's reading text, in order, without blanks around them.
pub fn sentences(text: &str) -> Vec<std::ops::Range<usize>> {
    prose::sentences(text, &lexicon::LEXICON.words).collect()
}

pub use statement::{
    AboutTime, Amount, AssertedOn, Attribution, Content, Count, Kind, Mode, Stance, Statement,
};
