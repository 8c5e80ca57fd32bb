//! The words, numbers and signs of a REF field.
//!
//! ```text
//! word   = letter or digit { letter | digit | apostrophe between letters }
//! sign   = any other character that is not a blank
//! ```
//! A word may mix letters and digits: `05LISBON417`, `O4`, `398B`. What such a word means depends on where it stands, so
//! it is [`split`] or read as a [`number`] only where its place is known.

/// A word, a sign, or a line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'t> {
    /// As written; `"\n"` for a line end.
    pub(crate) text: &'t str,
    /// Byte offset of its first character.
    pub(crate) at: usize,
    /// Which of the three.
    pub(crate) kind: Kind,
    /// True when no blank stands before it.
    pub(crate) glued: bool,
}

/// Kinds of tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters and digits.
    Word,
    /// Any other character.
    Sign(char),
    /// End of a line.
    Line,
}

impl Token<'_> {
    /// Byte offset behind its last character.
    pub(crate) fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// True for the sign `c`.
    pub(crate) fn is(&self, c: char) -> bool {
        self.kind == Kind::Sign(c)
    }

    /// True for any of these signs.
    pub(crate) fn is_any(&self, signs: &str) -> bool {
        matches!(self.kind, Kind::Sign(c) if signs.contains(c))
    }

    /// True for the word, letter case ignored.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// True for a word of letters only.
    pub(crate) fn is_letters(&self) -> bool {
        self.kind == Kind::Word && !self.text.bytes().any(|b| b.is_ascii_digit())
    }

    /// True for a word of digits only.
    pub(crate) fn is_digits(&self) -> bool {
        self.kind == Kind::Word && self.text.bytes().all(|b| b.is_ascii_digit())
    }

    /// The letter of a word of one letter, in upper case.
    pub(crate) fn letter(&self) -> Option<char> {
        match self.text.as_bytes() {
            [b] if b.is_ascii_alphabetic() => Some(char::from(b.to_ascii_uppercase())),
            _ => None,
        }
    }
}

/// Cuts a field into tokens. A label letter that is glued to the number before it (`398B.`) becomes a word of its own.
pub(crate) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut out = Vec::with_capacity(text.len() / 4);
    let mut at = 0;
    let mut glued = true;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if c == '\n' {
            out.push(Token { text: "\n", at, kind: Kind::Line, glued: false });
            glued = false;
            at += 1;
        } else if c.is_whitespace() {
            glued = false;
            at += c.len_utf8();
        } else if c.is_alphanumeric() {
            let end = word_end(text, at);
            push_word(text, at..end, glued, &mut out);
            glued = true;
            at = end;
        } else {
            let end = at + c.len_utf8();
            out.push(Token { text: text.get(at..end).unwrap_or(""), at, kind: Kind::Sign(c), glued });
            glued = true;
            at = end;
        }
    }
    out
}

fn word_end(text: &str, from: usize) -> usize {
    let mut end = from;
    let mut chars = text.get(from..).unwrap_or("").chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let apostrophe = matches!(c, '\'' | '’')
            && before.is_alphabetic()
            && chars.peek().is_some_and(|next| next.is_alphabetic());
        if !c.is_alphanumeric() && !apostrophe {
            break;
        }
        before = c;
        end += c.len_utf8();
    }
    end
}

fn push_word<'t>(text: &'t str, range: std::ops::Range<usize>, glued: bool, out: &mut Vec<Token<'t>>) {
    let word = text.get(range.clone()).unwrap_or("");
    let mut push = |a: usize, b: usize, glued| {
        let text = text.get(a..b).unwrap_or("");
        out.push(Token { text, at: a, kind: Kind::Word, glued });
    };
    let label = word.len().checked_sub(1).filter(|cut| {
        let bytes = word.as_bytes();
        cut.checked_sub(1).and_then(|before| bytes.get(before)).is_some_and(u8::is_ascii_digit)
            && bytes.get(*cut).is_some_and(|letter| letter.is_ascii_alphabetic() && *letter != b'Z')
            && text.get(range.end..).is_some_and(|rest| rest.starts_with(['.', ')', ':']))
    });
    match label {
        Some(cut) => {
            push(range.start, range.start + cut, glued);
            push(range.start + cut, range.end, true);
        }
        None => push(range.start, range.end, glued),
    }
}

/// A number as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// Its value.
    pub(crate) value: u32,
    /// How many digits are written, leading zeros included.
    pub(crate) digits: usize,
    /// True when letters had to be read as digits (`O4`).
    pub(crate) mended: bool,
}

/// Reads a word as a number of up to nine digits. `O`, `I` and `l` count as digits when digits stand in the word too
/// (format.md §14 #32).
pub(crate) fn number(word: &str) -> Option<Number> {
    if word.is_empty() || word.len() > 9 {
        return None;
    }
    let mut value = 0_u32;
    let (mut real, mut mended) = (0, 0);
    for b in word.bytes() {
        let digit = match b {
            b'0'..=b'9' => {
                real += 1;
                b - b'0'
            }
            b'O' | b'o' => {
                mended += 1;
                0
            }
            b'I' | b'l' => {
                mended += 1;
                1
            }
            _ => return None,
        };
        value = value * 10 + u32::from(digit);
    }
    (real > 0 && mended <= real.max(1)).then_some(Number { value, digits: word.len(), mended: mended > 0 })
}

/// Cuts a word into runs of digits and runs of other characters: `05LISBON417` gives `05`, `LISBON`, `417`.
pub(crate) fn split(word: &str) -> impl Iterator<Item = &str> {
    let mut rest = word;
    std::iter::from_fn(move || {
        let digits = rest.bytes().next()?.is_ascii_digit();
        let end = rest.bytes().position(|b| b.is_ascii_digit() != digits).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(end)?;
        rest = after;
        Some(run)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_words_signs_and_glued_labels() {
        let found: Vec<&str> = tokens("A.LISBON 398B.MADRID\n'04 DEPT'S").iter().map(|t| t.text).collect();
        assert_eq!(found, ["A", ".", "LISBON", "398", "B", ".", "MADRID", "\n", "'", "04", "DEPT'S"]);
    }

    #[test]
    fn ok_letters_among_digits() {
        assert_eq!(number("O4").map(|n| (n.value, n.mended)), Some((4, true)));
        assert_eq!(number("O"), None);
        assert_eq!(number("4B"), None);
        assert_eq!(split("05LISBON417").collect::<Vec<_>>(), ["05", "LISBON", "417"]);
    }
}
