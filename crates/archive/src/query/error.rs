//! What is wrong with a query, and where.

use std::ops::Range;

/// A mistake in a strict query.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("column {column}: {message}; {hint}")]
pub struct QueryError {
    /// Place of the mistake in the text: 1 is its first character.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

/// A stretch of a lenient query that was not taken as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignored {
    /// Its place, in bytes.
    pub range: Range<usize>,
    /// The stretch.
    pub text: String,
    /// What is wrong, and what became of it.
    pub why: String,
}

/// A lenient query tells no more than this of one stretch.
const LONGEST_QUOTE: usize = 80;

/// Where mistakes go: strict readings end with one, lenient ones collect them.
pub(super) struct Notes<'t> {
    text: &'t str,
    strict: bool,
    pub(super) ignored: Vec<Ignored>,
}

impl<'t> Notes<'t> {
    pub(super) fn strict(text: &'t str) -> Notes<'t> {
        Notes { text, strict: true, ignored: vec![] }
    }

    pub(super) fn lenient(text: &'t str) -> Notes<'t> {
        Notes { strict: false, ..Notes::strict(text) }
    }

    pub(super) fn is_strict(&self) -> bool {
        self.strict
    }

    /// Tells of a mistake at `range`: what it is, what to write instead, what a lenient reading makes of it.
    pub(super) fn wrong(
        &mut self,
        range: Range<usize>,
        message: impl Into<String>,
        hint: impl Into<String>,
        instead: &str,
    ) -> Result<(), QueryError> {
        let message = message.into();
        if self.strict {
            let before = self.text.get(..range.start).unwrap_or_default();
            return Err(QueryError { column: before.chars().count() + 1, message, hint: hint.into() });
        }
        let text = shown(self.text.get(range.clone()).unwrap_or_default());
        self.ignored.push(Ignored { range, text, why: format!("{message}: {instead}") });
        Ok(())
    }
}

/// The beginning of a text, for a message.
pub(super) fn shown(text: &str) -> String {
    if text.len() <= LONGEST_QUOTE {
        return text.to_string();
    }
    let mut out: String = text.chars().take(LONGEST_QUOTE / 2).collect();
    out.push('…');
    out
}
