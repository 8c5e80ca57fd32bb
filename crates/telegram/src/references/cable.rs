//! A telegram as cited: year, post, serial, in every order and dress (format.md §10.4).
//!
//! ```text
//! cable  = [ year ] [ post filler ] serial tail | serial post
//! year   = [ "'" | "(" ] digit{2} | digit{4} [ ")" ] [ "-" ]
//! filler = { "," | ":" | "#" | "-" | "NO" [ "." ] | "CABLE" | "(" letter ")" | "(" year ")" }
//! tail   = further numbers, numbers.rs
//! ```

use std::ops::Range;

use super::atoms::{Atom, What, atoms};
use super::dates::{date, full_year};
use super::names::{name_run, serial_place, span_of};
use super::posts::{Named, PostNames};
use super::tokens::{Token, number};

/// A year as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Year {
    /// Full year.
    pub(crate) year: u16,
    /// True when a character had to be mended or dropped.
    pub(crate) mended: bool,
}

/// Whose telegram it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Sender {
    /// A post of the table.
    Known(Named),
    /// A name that is not in the table, upper case, without blanks.
    Unknown(String),
    /// No name: the post of the item before, or the citing post.
    Unnamed,
    /// `IBID`.
    Same,
    /// `CIRCULAR`: the Department's circular telegrams, a series of their own.
    Circular,
}

/// One number of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Serial {
    /// Its value.
    pub(crate) value: u32,
    /// Year written with this number.
    pub(crate) year: Option<Year>,
    /// Place in the text.
    pub(crate) range: Range<usize>,
    /// `range_or_year` and the like.
    pub(crate) flags: Vec<&'static str>,
}

/// A character or two that were read as something else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mend {
    /// Number in format.md §14.
    pub(crate) rule: u8,
    /// Place of what is written.
    pub(crate) range: Range<usize>,
    /// What it is read as.
    pub(crate) repaired: String,
    /// Why.
    pub(crate) evidence: &'static str,
}

/// A citation of one telegram, or of several of one post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Cable {
    /// Whose.
    pub(crate) sender: Sender,
    /// Year written before.
    pub(crate) year: Option<Year>,
    /// The numbers, at least one.
    pub(crate) serials: Vec<Serial>,
    /// Place of the post's name.
    pub(crate) name: Range<usize>,
    /// Mended places.
    pub(crate) mends: Vec<Mend>,
    /// Byte offset of its first character.
    pub(crate) at: usize,
    /// Index of the token behind it.
    pub(crate) next: usize,
}

/// How far a name may be from the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// Only names of the table.
    Exact,
    /// Also misspelt ones, and a name after other words.
    Near,
    /// Any name at all.
    Any,
}

/// What citations are read from and with.
#[derive(Debug)]
pub(crate) struct Reader<'r, 't> {
    /// The tokens of the field.
    pub(crate) tokens: &'r [Token<'t>],
    /// Post names.
    pub(crate) names: PostNames,
    /// Last year that a citation can be of.
    pub(crate) until: u16,
}

struct Head {
    sender: Sender,
    year: Option<Year>,
    serial: Serial,
    name: Range<usize>,
    mends: Vec<Mend>,
    at: usize,
    next: usize,
}

impl Reader<'_, '_> {
    /// The citation that begins at token `from`, reading no further than token `to`.
    pub(crate) fn cable(&mut self, from: usize, to: usize, trust: Trust) -> Option<Cable> {
        let head = self.head(from, to, trust)?;
        let Head { sender, year, serial, name, mends, at, next } = head;
        let mut cable = Cable { sender, year, serials: vec![serial], name, mends, at, next };
        self.tail(&mut cable, to);
        Some(cable)
    }

    /// True where a citation of a known post begins.
    pub(crate) fn begins(&mut self, from: usize, to: usize) -> bool {
        self.head(from, to, Trust::Exact).is_some()
    }

    /// A number that stands for a telegram of a post named before, or of the citing post.
    pub(crate) fn bare(&mut self, from: usize, to: usize) -> Option<Cable> {
        let token = self.tokens.get(from).filter(|_| from < to)?;
        let value = serial_value(token.text)?;
        if date(self.tokens, from).is_some() || !self.ends_number(from + 1, to) {
            return None;
        }
        let follows = self.tokens.get(from + 1).filter(|_| from + 1 < to);
        if follows.is_some_and(|next| next.is_letters() && !is_qualifier(next.text)) {
            return None;
        }
        let range = token.at..token.end();
        let serial = Serial { value, year: None, range, flags: vec![] };
        let name = token.at..token.at;
        let mut cable = Cable {
            sender: Sender::Unnamed,
            year: None,
            serials: vec![serial],
            name,
            mends: vec![],
            at: token.at,
            next: from + 1,
        };
        self.tail(&mut cable, to);
        Some(cable)
    }

    fn head(&mut self, from: usize, to: usize, trust: Trust) -> Option<Head> {
        let first = self.tokens.get(from)?;
        if !matches!(first.kind, super::tokens::Kind::Word) && !first.is_any("'’(#") {
            return None;
        }
        let atoms = atoms(self.tokens, from, to);
        let mut mends = Vec::new();
        let (mut year, leading, mut at) = self.leading_year(&atoms, &mut mends);
        let wrapped = year.is_some_and(|year| !year.mended && year.year <= self.until)
            && atoms.get(at).is_some_and(|atom| atom.what == What::Line)
            && !self.begins_line(from);
        // `73` / `ANKARA 10313`: the line ends behind the year.
        at += usize::from(wrapped);
        let (words, after) = name_run(&atoms, at);
        let number = serial_place(&atoms, after);
        let name = span_of(&atoms, &words)?;
        let Some(place) = number else {
            return self.reversed(&atoms, leading, &words, after, trust);
        };
        let sender = self.sender(&atoms, &words, trust, &mut mends)?;
        if year.is_none() {
            year = self.inner_year(&atoms, after, place);
        }
        // A number that was no year before a name: the citation begins behind it only if it is glued to nothing.
        if leading.is_some() && year.is_none() && trust != Trust::Any {
            return None;
        }
        let digits = atoms.get(place)?;
        let value = serial_value(&digits.text)?;
        let next = digits.token + 1;
        let tail_letter =
            digits.joined && atoms.get(place + 1).is_some_and(|rest| !is_suffix_letter(&rest.text));
        if tail_letter || self.is_date(digits.token) || !self.ends_number(next, to) {
            return None;
        }
        if matches!(sender, Sender::Unknown(_)) && (1900..2100).contains(&value) && year.is_none() {
            return None;
        }
        if digits.mended {
            mends.push(Mend {
                rule: 32,
                range: digits.at..digits.end,
                repaired: digits.text.to_string(),
                evidence: "letters in a serial number",
            });
        }
        at = atoms.first()?.at;
        let serial = Serial { value, year: None, range: digits.at..digits.end, flags: vec![] };
        Some(Head { sender, year, serial, name, mends, at, next })
    }

    /// `398 LISBON`.
    fn reversed(
        &mut self,
        atoms: &[Atom],
        leading: Option<usize>,
        words: &[usize],
        after: usize,
        trust: Trust,
    ) -> Option<Head> {
        let number = atoms.get(leading?)?;
        let value = serial_value(&number.text).filter(|_| trust != Trust::Exact)?;
        let mut mends = Vec::new();
        let sender = self.sender(atoms, words, Trust::Exact, &mut mends)?;
        let last = atoms.get(*words.last()?)?;
        if atoms.get(after).is_some_and(|next| next.what == What::Name && !is_qualifier(&next.text)) {
            return None;
        }
        let serial = Serial { value, year: None, range: number.at..number.end, flags: vec!["reversed"] };
        let name = span_of(atoms, words)?;
        Some(Head { sender, year: None, serial, name, mends, at: atoms.first()?.at, next: last.token + 1 })
    }

    /// The year before the name, the place of the number that may be one, and where the name begins.
    fn leading_year(&self, atoms: &[Atom], mends: &mut Vec<Mend>) -> (Option<Year>, Option<usize>, usize) {
        let open = atoms.first().is_some_and(|a| a.is('(') || a.is('\'') || a.is('’'));
        let mut at = usize::from(open);
        at += usize::from(open && atoms.get(at).is_some_and(|a| a.is('\'')));
        let Some(number) = atoms.get(at).filter(|a| a.what == What::Digits) else { return (None, None, 0) };
        let place = at;
        at += 1;
        while atoms.get(at).is_some_and(|a| matches!(a.what, What::Sign(')' | '-' | '.' | '/' | ',')))
            && at < place + 3
        {
            at += 1;
        }
        let year = self.year(&number.text);
        if let Some(year) = year.filter(|year| year.mended || number.mended) {
            mends.push(Mend {
                rule: if number.mended { 32 } else { 50 },
                range: number.at..number.end,
                repaired: format!("{:02}", year.year % 100),
                evidence: "a year stands here",
            });
        }
        (year.map(|year| Year { mended: year.mended || number.mended, ..year }), Some(place), at)
    }

    /// A line end stands before the token.
    fn begins_line(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.tokens.get(before));
        before.is_some_and(|token| token.kind == super::tokens::Kind::Line)
    }

    /// Two digits, four, or three of which one is too many.
    fn year(&self, digits: &str) -> Option<Year> {
        let value = digits.parse().ok()?;
        if let Some(year) = full_year(value, digits.len()) {
            return (year >= 1966).then_some(Year { year, mended: false });
        }
        if digits.len() != 3 {
            return None;
        }
        let without = |left_out: usize| -> Option<u16> {
            let kept = digits.char_indices().filter(|(i, _)| *i != left_out).map(|(_, c)| c);
            full_year(kept.collect::<String>().parse().ok()?, 2)
        };
        let nearest = (0..3).filter_map(without).filter(|year| *year <= self.until).max()?;
        let near = digits.starts_with('0') || self.until - nearest <= 2;
        near.then_some(Year { year: nearest, mended: true })
    }

    /// A year in brackets between name and number: `LISBON (04) 3002`.
    fn inner_year(&self, atoms: &[Atom], from: usize, to: usize) -> Option<Year> {
        let open = (from..to).find(|i| atoms.get(*i).is_some_and(|a| a.is('(')))?;
        let digits = atoms.get(open + 1..to)?.iter().find(|a| a.what == What::Digits)?;
        self.year(&digits.text)
    }

    fn sender(
        &mut self,
        atoms: &[Atom],
        words: &[usize],
        trust: Trust,
        mends: &mut Vec<Mend>,
    ) -> Option<Sender> {
        let words: Vec<&Atom> = words.iter().filter_map(|i| atoms.get(*i)).collect();
        let join = |words: &[&Atom]| {
            words.iter().map(|word| word.text.as_ref()).collect::<Vec<_>>().join(" ").to_ascii_uppercase()
        };
        if words.last()?.is_word("CIRCULAR") {
            return Some(Sender::Circular);
        }
        if words.len() == 1
            && ["IBID", "IB", "DITTO", "SAME"].iter().any(|same| words.iter().any(|w| w.is_word(same)))
        {
            return Some(Sender::Same);
        }
        let whole = join(&words);
        let mut found = self.names.exact(&whole);
        let mut used = words.as_slice();
        if found.is_none() && trust != Trust::Exact {
            let part = (1..words.len().min(5)).filter_map(|skip| words.get(skip..)).find_map(|part| {
                // A short word at the end (`DAR`, `SD`) says nothing once the words before it are left out.
                let written = join(part);
                let named = if written.len() > 3 { self.names.exact(&written) } else { None };
                named.map(|named| (named, part))
            });
            if let Some((named, part)) = part {
                (found, used) = (Some(named), part);
            } else {
                found = self.names.nearest(&whole);
            }
        }
        let range = used.first()?.at..used.last()?.end;
        if let Some(named) = found {
            let ocr = used.iter().any(|word| word.mended);
            if ocr || named.mended() {
                mends.push(Mend {
                    rule: if ocr { 32 } else { 50 },
                    range,
                    repaired: named.post.to_string(),
                    evidence: if ocr { "a digit in a post's name" } else { "nearest post name" },
                });
            }
            return Some(Sender::Known(named));
        }
        let letters: usize = whole.chars().filter(char::is_ascii_alphabetic).count();
        let plausible = trust == Trust::Any && words.len() <= 3 && (4..=25).contains(&letters);
        plausible.then(|| Sender::Unknown(whole.chars().filter(char::is_ascii_alphabetic).collect()))
    }

    pub(super) fn is_date(&self, at: usize) -> bool {
        date(self.tokens, at).is_some_and(|(date, _)| date.year.is_none_or(|year| year <= self.until))
    }

    /// True unless the number before `next` goes on as something else: `12,000`, `4.5`, `10:30`, `3%`.
    pub(super) fn ends_number(&self, next: usize, to: usize) -> bool {
        let Some(sign) = self.tokens.get(next).filter(|t| next < to && t.glued) else { return true };
        let after = self.tokens.get(next + 1).filter(|t| next + 1 < to && t.glued);
        let digits = |length: usize| after.is_some_and(|t| t.is_digits() && t.text.len() >= length);
        !(sign.is('%') || (sign.is_any(".:") && digits(1)) || (sign.is(',') && digits(4)))
    }
}

/// A number of up to six digits, leading zeros aside.
pub(super) fn serial_value(text: &str) -> Option<u32> {
    number(text).map(|number| number.value).filter(|value| (1..=999_999).contains(value))
}

/// Words that may follow a number and belong to its citation.
pub(crate) fn is_qualifier(word: &str) -> bool {
    ["NOTAL", "NOTALS", "AND", "DTD", "DATED", "OF", "ALL", "BOTH", "PREVIOUS", "THROUGH", "THRU", "TO"]
        .iter()
        .any(|qualifier| word.eq_ignore_ascii_case(qualifier))
}

fn is_suffix_letter(word: &str) -> bool {
    word.len() == 1 && !word.eq_ignore_ascii_case("Z")
}
