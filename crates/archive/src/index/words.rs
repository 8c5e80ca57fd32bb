//! The words of [`crate::words`] as Tantivy wants them, with a gap between portions.

use tantivy::Index;
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::prepare::PORTION_BREAK;
use crate::words::{fold, next_word, possessive};

/// Name under which the index knows it.
pub(crate) const NAME: &str = "cable";
/// Positions between the last word of a portion and the first of the next: more than any NEAR bridges.
pub(crate) const GAP: usize = 100;
/// Longest word that is indexed, in bytes.
const LONGEST: usize = 200;

pub(crate) fn register(index: &Index) {
    index.tokenizers().register(NAME, Words::default());
}

#[derive(Clone, Default)]
struct Words {
    token: Token,
}

struct Stream<'a> {
    text: &'a str,
    at: usize,
    token: &'a mut Token,
}

impl Tokenizer for Words {
    type TokenStream<'a> = Stream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Stream<'a> {
        self.token.reset();
        Stream { text, at: 0, token: &mut self.token }
    }
}

impl TokenStream for Stream<'_> {
    fn advance(&mut self) -> bool {
        loop {
            let Some(range) = next_word(self.text, self.at) else { return false };
            let between = self.text.get(self.at..range.start).unwrap_or_default();
            let breaks = between.matches(PORTION_BREAK).count();
            self.at = range.end + possessive(self.text.get(range.end..).unwrap_or_default());
            self.token.position = self.token.position.wrapping_add(1 + breaks * GAP);
            if range.len() > LONGEST {
                continue;
            }
            self.token.text.clear();
            fold(self.text.get(range.clone()).unwrap_or_default(), &mut self.token.text);
            self.token.offset_from = range.start;
            self.token.offset_to = range.end;
            return true;
        }
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
