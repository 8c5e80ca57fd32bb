//! The pieces of a query: brackets, operators, items.

use std::ops::Range;

use super::error::{Notes, QueryError, shown};
use super::fields::{self, Named};

/// A piece and its place.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece<'t> {
    pub(super) range: Range<usize>,
    pub(super) what: What<'t>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What<'t> {
    /// `(` or `field:(`.
    Open(Option<Named>),
    Close,
    And,
    Or,
    Not,
    /// The most words between.
    Near(u32),
    Item(Item<'t>),
}

/// A word, a quoted text, or a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Item<'t> {
    pub(super) field: Option<Named>,
    /// A `~` stands before it.
    pub(super) expand: bool,
    /// Without quotes and star.
    pub(super) text: &'t str,
    /// A `*` ends it.
    pub(super) star: bool,
}

const QUOTES: [char; 4] = ['"', '\u{201c}', '\u{201d}', '\u{201e}'];

/// Cuts the whole text.
pub(super) fn pieces<'t>(text: &'t str, notes: &mut Notes<'_>) -> Result<Vec<Piece<'t>>, QueryError> {
    let mut lexer = Lexer { text, at: 0, pieces: Vec::new() };
    while lexer.skip_blanks() {
        lexer.next(notes)?;
    }
    Ok(lexer.pieces)
}

struct Lexer<'t> {
    text: &'t str,
    at: usize,
    pieces: Vec<Piece<'t>>,
}

impl<'t> Lexer<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn skip_blanks(&mut self) -> bool {
        self.at = self.text.len() - self.rest().trim_start().len();
        self.at < self.text.len()
    }

    fn push(&mut self, start: usize, what: What<'t>) {
        self.pieces.push(Piece { range: start..self.at, what });
    }

    fn next(&mut self, notes: &mut Notes<'_>) -> Result<(), QueryError> {
        let start = self.at;
        match self.rest().chars().next() {
            Some('(') => {
                self.at += 1;
                self.push(start, What::Open(None));
            }
            Some(')') => {
                self.at += 1;
                self.push(start, What::Close);
            }
            Some(sign @ ('-' | '+')) if follows(self.rest().get(1..)) => {
                self.at += 1;
                if sign == '-' {
                    self.push(start, What::Not);
                }
            }
            Some('~') => {
                self.at += 1;
                self.item(start, None, true, notes)?;
            }
            _ => match self.operator() {
                Some(what) => self.push(start, what),
                None => self.item_or_near(start, notes)?,
            },
        }
        Ok(())
    }

    /// The next characters up to a blank, a bracket or a quote.
    fn chunk(&self) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || c == '(' || c == ')' || QUOTES.contains(&c));
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    }

    fn operator(&mut self) -> Option<What<'t>> {
        let chunk = self.chunk();
        let what = match chunk {
            "AND" => What::And,
            "OR" => What::Or,
            "NOT" => What::Not,
            "NEAR" => What::Near(super::near::USUAL),
            _ => return None,
        };
        self.at += chunk.len();
        Some(what)
    }

    fn item_or_near(&mut self, start: usize, notes: &mut Notes<'_>) -> Result<(), QueryError> {
        let chunk = self.chunk();
        if let Some(number) = chunk.strip_prefix("NEAR/") {
            self.at += chunk.len();
            let distance = match number.parse() {
                Ok(distance) if super::near::ALLOWED.contains(&distance) => distance,
                _ => {
                    let range = start..self.at;
                    let message = format!("{:?} is no distance", shown(number));
                    notes.wrong(range, message, "write NEAR/1 to NEAR/99", "read as NEAR/10")?;
                    super::near::USUAL
                }
            };
            self.push(start, What::Near(distance));
            return Ok(());
        }
        let letters = chunk.bytes().take_while(u8::is_ascii_alphabetic).count();
        let name =
            chunk.get(..letters).filter(|name| !name.is_empty() && chunk[name.len()..].starts_with(':'));
        let Some(name) = name else { return self.item(start, None, false, notes) };
        let Some(field) = fields::named(name) else {
            let hint = match fields::nearest(name) {
                Some(near) => format!("write {near}:"),
                None => {
                    "put it between quotes if it is a text, or see search --help for the fields".to_string()
                }
            };
            let range = start..start + name.len() + 1;
            notes.wrong(range, format!("unknown field {:?}", shown(name)), hint, "taken as words")?;
            return self.item(start, None, false, notes);
        };
        self.at += name.len() + 1;
        if self.rest().starts_with('(') {
            self.at += 1;
            self.push(start, What::Open(Some(field)));
            return Ok(());
        }
        self.item(start, Some(field), false, notes)
    }

    /// The text of an item that began at `start`, quoted or not. Where there is none, the item is told and left out.
    fn item(
        &mut self,
        start: usize,
        field: Option<Named>,
        expand: bool,
        notes: &mut Notes<'_>,
    ) -> Result<(), QueryError> {
        let open = self.rest().chars().next().filter(|c| QUOTES.contains(c)).map(char::len_utf8);
        let (text, star) = match open {
            None => {
                let chunk = self.chunk();
                self.at += chunk.len();
                (chunk, false)
            }
            Some(open) => {
                let inside = self.rest().get(open..).unwrap_or_default();
                let Some((end, close)) = inside.char_indices().find(|(_, c)| QUOTES.contains(c)) else {
                    // The last quote of the text: it is looked for once.
                    let range = self.at..self.at + open;
                    self.at += open;
                    notes.wrong(range, "a quote that nothing closes", "close it with \"", "left out")?;
                    return if field.is_none() && !expand {
                        Ok(())
                    } else {
                        self.nothing(start, field, expand, notes)
                    };
                };
                self.at += open + end + close.len_utf8();
                let star = self.rest().starts_with('*');
                self.at += usize::from(star);
                (inside.get(..end).unwrap_or_default(), star)
            }
        };
        let (text, star) = match text.trim().strip_suffix('*') {
            Some(text) => (text, true),
            None => (text.trim(), star),
        };
        if text.is_empty() && !star {
            return self.nothing(start, field, expand, notes);
        }
        self.push(start, What::Item(Item { field, expand, text, star }));
        Ok(())
    }

    fn nothing(
        &mut self,
        start: usize,
        field: Option<Named>,
        expand: bool,
        notes: &mut Notes<'_>,
    ) -> Result<(), QueryError> {
        let range = start..self.at;
        match field {
            Some(field) => {
                let message = format!("no value after {}:", field.name());
                notes.wrong(
                    range,
                    message,
                    format!("write it without a blank, as in {}", field.example()),
                    "left out",
                )
            }
            None if expand => {
                notes.wrong(range, "nothing after ~", "write ~NATO without a blank", "left out")
            }
            None => notes.wrong(
                range,
                "nothing between the quotes",
                "write words there, or leave the quotes out",
                "left out",
            ),
        }
    }
}

/// True where a sign has something to stand before.
fn follows(rest: Option<&str>) -> bool {
    rest.and_then(|rest| rest.chars().next())
        .is_some_and(|c| !c.is_whitespace() && !matches!(c, ')' | '-' | '+'))
}
