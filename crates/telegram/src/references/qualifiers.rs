//! What stands behind a citation: NOTAL, AND PREVIOUS, a date, a title (format.md §10.4, forms 13 to 17).

use std::ops::Range;

use super::dates::{Date, date, wrapped_date};
use super::tokens::Token;

/// What an item says about the telegram it cites.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Qualifiers {
    /// Not to all addressees.
    pub(crate) notal: bool,
    /// Of this item and all before it: `(ALL NOTAL)`, `(BOTH NOTAL)`.
    pub(crate) all: bool,
    /// The telegrams before it too.
    pub(crate) and_previous: bool,
    /// Date of the telegram.
    pub(crate) date: Option<Date>,
    /// Its place.
    pub(crate) date_place: Range<usize>,
    /// Title or remark, on one line.
    pub(crate) title: Option<String>,
}

/// Reads the tokens `range` behind a citation.
pub(crate) fn read(text: &str, tokens: &[Token], range: Range<usize>) -> Qualifiers {
    let mut out = Qualifiers::default();
    let mut at = range.start;
    // First and last word that no rule has taken: the title lies between them.
    let mut title: Option<(usize, usize)> = None;
    while at < range.end {
        let Some(token) = tokens.get(at) else { break };
        let next = tokens.get(at + 1).filter(|_| at + 1 < range.end);
        let plain = title.is_none();
        if token.is_word("NOTAL") || token.is_word("NOTALS") {
            out.notal = true;
            at += 1;
        } else if (token.is_word("ALL") || token.is_word("BOTH"))
            && next.is_some_and(|t| t.is_word("NOTAL") || t.is_word("NOTALS"))
        {
            out.all = true;
            at += 1;
        } else if (token.is_word("AND") || token.is('&')) && next.is_some_and(is_previous) {
            out.and_previous = true;
            at += 2;
        } else if plain && let Some((found, behind)) = dated(tokens, at, range.end) {
            out.date = Some(found);
            let last = behind.checked_sub(1).and_then(|last| tokens.get(last));
            out.date_place = token.at..last.map_or(token.end(), Token::end);
            at = behind;
        } else {
            if token.kind == super::tokens::Kind::Word && !(plain && token.is_word("AND")) {
                title = Some((title.map_or(at, |(first, _)| first), at));
            }
            at += 1;
        }
    }
    out.title = title.and_then(|(first, last)| words(text, tokens, first, last));
    out
}

fn is_previous(token: &Token) -> bool {
    ["PREVIOUS", "PREV", "PREVIOUSES", "PRECEDING", "EARLIER"].iter().any(|word| token.is_word(word))
}

fn dated(tokens: &[Token], mut at: usize, to: usize) -> Option<(Date, usize)> {
    let announced = ["OF", "DTD", "DATED"].iter().any(|word| tokens.get(at).is_some_and(|t| t.is_word(word)));
    if announced {
        at += 1;
        at += usize::from(tokens.get(at).is_some_and(|t| t.is('.')));
    }
    let whole = date(tokens, at).filter(|(found, next)| *next <= to && (found.year.is_some() || !announced));
    // Behind `OF` the date may go on over a line end.
    whole
        .or_else(|| wrapped_date(tokens, at, to).filter(|_| announced))
        .or_else(|| date(tokens, at).filter(|(_, next)| *next <= to))
}

/// The text from one token to another, with the brackets and quotes that close behind it, on one line.
fn words(text: &str, tokens: &[Token], first: usize, last: usize) -> Option<String> {
    let (from, to) = (tokens.get(first)?.at, tokens.get(last)?.end());
    let piece = text.get(from..to)?;
    if !piece.chars().any(char::is_alphabetic) {
        return None;
    }
    // A portion mark or the letter of a list is no title.
    if piece.len() == 1 || ["SBU", "LOU", "FOUO"].contains(&piece) {
        return None;
    }
    let open = piece.matches('(').count();
    let closed = piece.matches(')').count();
    let mut title = piece.split_whitespace().collect::<Vec<_>>().join(" ");
    if open > closed {
        title.push(')');
    }
    Some(title)
}
