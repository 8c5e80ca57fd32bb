//! The few tokens from one place on, words cut into letters and digits and single misread characters put right.
//!
//! `05LISBON417` is a year, a name and a number; `LISB0N` and `SANTIAG0` are names (format.md §14 #32); `O4` is a number.

use std::borrow::Cow;

use super::tokens::{Kind, Token, number, split};

/// A run of letters or of digits, a sign, or a line end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Atom<'t> {
    /// As read, misread characters put right.
    pub(crate) text: Cow<'t, str>,
    /// Byte offset of its first character.
    pub(crate) at: usize,
    /// Byte offset behind its last one.
    pub(crate) end: usize,
    /// What it is.
    pub(crate) what: What,
    /// Index of the token it was cut from.
    pub(crate) token: usize,
    /// True when the next atom was cut from the same token.
    pub(crate) joined: bool,
    /// True when characters were put right.
    pub(crate) mended: bool,
}

/// Kinds of atoms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Letters.
    Name,
    /// Digits.
    Digits,
    /// Any other character.
    Sign(char),
    /// End of a line.
    Line,
}

impl Atom<'_> {
    /// True for the sign.
    pub(crate) fn is(&self, c: char) -> bool {
        self.what == What::Sign(c)
    }

    /// True for the word, letter case ignored.
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.what == What::Name && self.text.eq_ignore_ascii_case(word)
    }
}

/// More than any reference has before its number.
const REACH: usize = 20;

/// The atoms of the tokens from `from` on, up to `to`, at most [`REACH`].
pub(crate) fn atoms<'t>(tokens: &[Token<'t>], from: usize, to: usize) -> Vec<Atom<'t>> {
    let mut out = Vec::with_capacity(REACH);
    for (i, token) in tokens.iter().enumerate().take(to).skip(from) {
        if out.len() >= REACH {
            break;
        }
        let whole = |what, text: Cow<'t, str>, mended| Atom {
            text,
            at: token.at,
            end: token.end(),
            what,
            token: i,
            joined: false,
            mended,
        };
        match token.kind {
            Kind::Line => out.push(whole(What::Line, Cow::Borrowed(token.text), false)),
            Kind::Sign(c) => out.push(whole(What::Sign(c), Cow::Borrowed(token.text), false)),
            Kind::Word if token.is_letters() => {
                out.push(whole(What::Name, Cow::Borrowed(token.text), false));
            }
            Kind::Word => {
                let number_follows = tokens.get(i + 1).is_some_and(|next| number(next.text).is_some());
                if let Some(written) = number(token.text) {
                    let text = if written.mended { mend_digits(token.text) } else { token.text.into() };
                    out.push(whole(What::Digits, text, written.mended));
                } else if let Some(name) = mend_name(token.text, number_follows) {
                    out.push(whole(What::Name, Cow::Owned(name), true));
                } else {
                    cut(token, i, &mut out);
                }
            }
        }
    }
    out
}

fn cut<'t>(token: &Token<'t>, index: usize, out: &mut Vec<Atom<'t>>) {
    let mut at = token.at;
    for run in split(token.text).take(REACH) {
        let digits = run.bytes().next().is_some_and(|b| b.is_ascii_digit());
        let end = at + run.len();
        out.push(Atom {
            text: Cow::Borrowed(run),
            at,
            end,
            what: if digits { What::Digits } else { What::Name },
            token: index,
            joined: end < token.end(),
            mended: false,
        });
        at = end;
    }
}

fn mend_digits(word: &str) -> Cow<'static, str> {
    let digit = |c| match c {
        'O' | 'o' => '0',
        'I' | 'l' => '1',
        other => other,
    };
    Cow::Owned(word.chars().map(digit).collect())
}

/// A name with one digit that stands for a letter: inside it, at its beginning, or at its end with the number yet to come.
fn mend_name(word: &str, number_follows: bool) -> Option<String> {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let place = word.bytes().position(|b| b.is_ascii_digit())?;
    if digits != 1 || word.len() < 4 || !word.is_ascii() || (place + 1 == word.len() && !number_follows) {
        return None;
    }
    let letter = match word.as_bytes().get(place)? {
        b'0' => 'O',
        b'1' => 'I',
        b'5' => 'S',
        b'8' => 'B',
        _ => return None,
    };
    let (before, after) = word.split_at_checked(place)?;
    Some(format!("{before}{letter}{}", after.get(1..)?))
}
