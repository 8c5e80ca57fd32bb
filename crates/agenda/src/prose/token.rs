//! The words of a sentence, each with its class.

use std::ops::Range;

use crate::lexicon::{Class, Forms, Lexicon, Word};

/// A word or a sign.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// Place in the paragraph's text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) word: Word,
    /// Ends in `'s` or `s'`, which `end` includes.
    pub(crate) possessive: bool,
    /// Begins with a capital.
    pub(crate) capital: bool,
}

impl Token {
    pub(crate) fn class(&self) -> Class {
        self.word.class
    }

    pub(crate) fn is(&self, class: Class) -> bool {
        self.word.class == class
    }

    /// Whether it can be one of these forms of a verb.
    pub(crate) fn has(&self, forms: Forms) -> bool {
        self.word.forms & forms != 0
    }
}

/// A sentence: its words over the paragraph's text.
pub(crate) struct Sentence<'t> {
    /// The paragraph's text.
    pub(crate) text: &'t str,
    /// Place of the sentence in it.
    pub(crate) range: Range<usize>,
    /// The sentence in lower case (ASCII), so that words compare; same offsets from `range.start`.
    lower: String,
    pub(crate) tokens: Vec<Token>,
    /// All in capitals: letter case tells nothing.
    pub(crate) capitals: bool,
}

impl<'t> Sentence<'t> {
    /// Reads the words of `range` of `text`.
    pub(crate) fn new(text: &'t str, range: Range<usize>, capitals: bool, lexicon: &Lexicon) -> Sentence<'t> {
        let piece = text.get(range.clone()).unwrap_or("");
        let lower = piece.to_ascii_lowercase();
        let mut tokens = Vec::with_capacity(piece.len() / 5);
        let mut at = 0;
        while let Some(first) = piece.get(at..).and_then(|rest| rest.chars().next()) {
            let (length, class) = measure(piece.get(at..).unwrap_or(""), first);
            if let Some(class) = class {
                let bare = lower.get(at..at + length).unwrap_or("");
                let stem = strip_possessive(bare);
                let word = match class {
                    Class::Content => content(stem, lexicon),
                    class => Word { class, ..Word::default() },
                };
                tokens.push(Token {
                    start: range.start + at,
                    end: range.start + at + length,
                    word,
                    possessive: stem.len() < bare.len(),
                    capital: first.is_uppercase(),
                });
            }
            at += length;
        }
        Sentence { text, range, lower, tokens, capitals }
    }

    /// A token's word in lower case, possessive ending left out.
    pub(crate) fn lower(&self, index: usize) -> &str {
        let Some(token) = self.tokens.get(index) else { return "" };
        let word = self.lower.get(token.start - self.range.start..token.end - self.range.start).unwrap_or("");
        strip_possessive(word)
    }

    /// The whole sentence in lower case.
    pub(crate) fn lowered(&self) -> &str {
        &self.lower
    }

    /// The text of tokens `range`.
    pub(crate) fn words(&self, range: Range<usize>) -> &'t str {
        self.text.get(self.place(range)).unwrap_or("")
    }

    /// The place of tokens `range` in the paragraph's text.
    pub(crate) fn place(&self, range: Range<usize>) -> Range<usize> {
        let start = self.tokens.get(range.start).map_or(self.range.end, |token| token.start);
        let last = range.end.checked_sub(1);
        let end = last.and_then(|i| self.tokens.get(i)).map_or(start, |token| token.end);
        start..end.max(start)
    }

    /// How many bytes of `'s` the last token before `end` carries.
    pub(crate) fn possessive_ending(&self, end: usize) -> usize {
        let Some(last) = end.checked_sub(1) else { return 0 };
        let token = self.tokens.get(last).map_or(0, |token| token.end - token.start);
        token - self.lower(last).len()
    }

    /// The token that begins at `offset` of the paragraph's text.
    pub(crate) fn token_at(&self, offset: usize) -> Option<usize> {
        self.tokens.binary_search_by_key(&offset, |token| token.start).ok()
    }

    /// One past the last token that begins before `offset`.
    pub(crate) fn tokens_before(&self, offset: usize) -> usize {
        self.tokens.partition_point(|token| token.start < offset)
    }

    /// The class of a token; of what lies outside the sentence, a break.
    pub(crate) fn class(&self, index: usize) -> Class {
        self.tokens.get(index).map_or(Class::Break, Token::class)
    }

    /// Whether the token looks like a name: a capital where capitals tell something.
    pub(crate) fn named(&self, index: usize) -> bool {
        !self.capitals
            && self.tokens.get(index).is_some_and(|token| token.capital && token.is(Class::Content))
    }
}

fn content(stem: &str, lexicon: &Lexicon) -> Word {
    let word = lexicon.words.get(stem);
    let number = word.class == Class::Content
        && (stem.starts_with(|c: char| c.is_ascii_digit())
            || lexicon.quantities.numbers.words.contains_key(stem));
    if number { Word { class: Class::Number, ..word } } else { word }
}

fn strip_possessive(word: &str) -> &str {
    if let Some(stem) = word.strip_suffix("'s").or_else(|| word.strip_suffix("\u{2019}s")) {
        return stem;
    }
    match word.strip_suffix('\'').or_else(|| word.strip_suffix('\u{2019}')) {
        Some(stem) if stem.ends_with('s') => stem,
        _ => word,
    }
}

/// Length in bytes and class of what begins `rest`; blanks have no class. Words are all [`Class::Content`] here.
fn measure(rest: &str, first: char) -> (usize, Option<Class>) {
    let one = first.len_utf8();
    let next = |c: char| rest.get(one..).is_some_and(|tail| tail.starts_with(c));
    match first {
        ',' => (one, Some(Class::Comma)),
        ';' | ':' | '\u{2013}' | '\u{2014}' => (one, Some(Class::Break)),
        '-' if next('-') => (rest.len() - rest.trim_start_matches('-').len(), Some(Class::Break)),
        '-' if next(' ') => (one, Some(Class::Break)),
        '(' | '[' => (one, Some(Class::Open)),
        ')' | ']' => (one, Some(Class::Close)),
        '"' | '\u{201c}' | '\u{201d}' => (one, Some(Class::Quote)),
        c if c.is_alphanumeric() => (word_length(rest), Some(Class::Content)),
        c if c.is_whitespace() => (one, None),
        _ => (one, Some(Class::Sign)),
    }
}

/// A word goes on over letters, digits, and over `'`, `-`, `.`, `,`, `&`, `/` between two of them; a full stop after
/// a single letter belongs to it (`U.S.`).
fn word_length(rest: &str) -> usize {
    let mut end = 0;
    let mut characters = rest.char_indices().peekable();
    while let Some((i, c)) = characters.next() {
        let follows = characters.peek().map(|(_, next)| *next);
        let inside = follows.is_some_and(char::is_alphanumeric);
        let previous_digit =
            rest.get(..i).and_then(|head| head.chars().last()).is_some_and(|p| p.is_ascii_digit());
        let joins = match c {
            '\'' | '\u{2019}' | '-' | '&' | '/' => inside,
            ',' => previous_digit && follows.is_some_and(|next| next.is_ascii_digit()),
            '.' => inside || is_dotted(rest.get(..i).unwrap_or("")),
            '\u{2010}' | '\u{2011}' => inside,
            c => c.is_alphanumeric(),
        };
        let possessive =
            matches!(c, '\'' | '\u{2019}') && rest.get(..i).is_some_and(|head| head.ends_with(['s', 'S']));
        if !joins {
            return if possessive { i + c.len_utf8() } else { end };
        }
        end = i + c.len_utf8();
    }
    end
}

/// `U.S`, `J`: the next full stop belongs to the word.
fn is_dotted(head: &str) -> bool {
    head.split('.').all(|part| {
        let mut letters = part.chars();
        letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
    })
}

/// Whether a text is all in capitals, so that letter case tells nothing.
pub(crate) fn all_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0_usize, 0_usize);
    for byte in text.bytes().take(4000) {
        upper += usize::from(byte.is_ascii_uppercase());
        lower += usize::from(byte.is_ascii_lowercase());
    }
    upper > 20 && lower * 20 < upper
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::LEXICON;

    fn check(text: &str, expected: &[&str]) {
        let sentence = Sentence::new(text, 0..text.len(), false, &LEXICON);
        let found: Vec<&str> = (0..sentence.tokens.len()).map(|i| sentence.words(i..i + 1)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn ok_words() {
        check(
            "Korsen's U.S.-built boats, 1,500 in all.",
            &["Korsen's", "U.S.-built", "boats", ",", "1,500", "in", "all", "."],
        );
        check(
            "(ref A) -- US$2.5m; the pilots' fee",
            &["(", "ref", "A", ")", "--", "US", "$", "2.5m", ";", "the", "pilots'", "fee"],
        );
        check("ex-Minister J. Roe won't go.", &["ex-Minister", "J.", "Roe", "won't", "go", "."]);
    }
}
