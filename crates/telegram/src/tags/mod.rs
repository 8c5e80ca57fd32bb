//! The TAGS field: subjects, countries, organisations, programs, persons, free terms (format.md §8.4).
//!
//! ```text
//! tags   = [ label ] { item separator }                separator = blank | "," | ";" | line end
//! item   = code | fused codes | term | person
//! person = visit code ( "(" surname "," forename ")" | surname forename )      (OVIP, OREP, PINR, …)
//! ```
//!
//! The way: residue is overwritten, the field is cut where the next one begins, tokens are made, the longest known
//! term at each place wins, and what no table knows is a free term or, behind a visit code, a person.

mod code;
mod fused;
mod person;
mod token;

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::{FixedState, RandomState};

use crate::record::{Notes, Tag, TagKind};
use crate::{Passage, residue};
use code::Reading;
use token::{Token, TokenKind};

/// Longest run of words that is looked up as one term.
const TERM_WORDS: usize = 5;

/// Terms of several words, or that look like nothing else.
static TERMS: LazyLock<HashSet<&str, FixedState>> =
    LazyLock::new(|| include_str!("terms.txt").lines().collect());

/// Captions that strayed into the field (format.md §6.1).
const STRAYS: &[&str] = &["SIPDIS", "NOFORN", "NODIS", "EXDIS", "LIMDIS", "STADIS", "SENSITIVE"];

/// Two-letter codes that are ordinary words inside a free term.
const WORDS_TOO: &[&str] =
    &["IS", "IN", "TO", "NO", "SO", "AM", "ME", "AS", "BE", "BY", "DO", "GO", "MY", "UP", "US"];

/// The tags of a field, in order, each once. What is misspelt, run together or wrapped in residue is read, with a repair.
pub fn read(field: &Passage, notes: &mut Notes) -> Vec<Tag> {
    let text = residue::overwrite(field, notes);
    let start = token::label(&text);
    let end = token::next_field(&text, start);
    let mut tokens = token::split(&text, start..end);
    let known_to = tokens.iter().rposition(|token| token.kind == TokenKind::Word && is_code(&text, token));
    let kept = token::last_line(&tokens, known_to);
    if kept < tokens.len() {
        let from = tokens.get(kept).map_or(end, |token| token.range.start);
        leave(field, &text, from..end, notes);
        tokens.truncate(kept);
    }
    leave(field, &text, end..text.len(), notes);
    let commas = tokens.iter().any(|token| token.kind == TokenKind::Break);
    let mut reader = Reader {
        field,
        notes,
        tokens: &tokens,
        commas,
        at: 0,
        out: Vec::new(),
        seen: HashSet::default(),
        visit: false,
    };
    while reader.at < tokens.len() {
        reader.step();
    }
    reader.out
}

/// A code of the table. `in` and `to` in lower case are words, though India and Tonga are meant by `IN` and `TN`.
fn is_code(text: &str, token: &Token) -> bool {
    let small =
        text.get(token.range.clone()).is_some_and(|word| word.contains(|c: char| c.is_ascii_lowercase()));
    token.reading.as_ref().is_some_and(Reading::is_known) && !(small && token.text.len() < 4)
}

/// Keeps what is not of this field.
fn leave(field: &Passage, text: &str, range: Range<usize>, notes: &mut Notes) {
    let Some(rest) = text.get(range.clone()) else { return };
    let trimmed = rest.trim();
    if trimmed.is_empty() {
        return;
    }
    let start = range.start + (rest.len() - rest.trim_start().len());
    let range = start..start + trimmed.len();
    let printed = field.as_str().get(range.clone()).unwrap_or(trimmed).to_string();
    notes.unparsed.push(crate::record::Unparsed { text: printed, span: field.span(range) });
}

/// Where the reading of a field stands.
struct Reader<'r, 'd> {
    field: &'r Passage<'d>,
    notes: &'r mut Notes,
    tokens: &'r [Token],
    /// Commas stand between items, so that the words between two of them belong together.
    commas: bool,
    at: usize,
    out: Vec<Tag>,
    seen: HashSet<(String, TagKind), RandomState>,
    /// The item before was a visit or the like: a name may follow.
    visit: bool,
}

impl Reader<'_, '_> {
    /// Reads the item at the present token.
    fn step(&mut self) {
        let Some(token) = self.tokens.get(self.at) else { return };
        match token.kind {
            // `OVIP, FISH QUOTAS`: the comma ends the item, so no name is meant.
            TokenKind::Break => {
                self.visit = false;
                self.at += 1;
            }
            TokenKind::LineEnd => self.at += 1,
            TokenKind::Group => {
                self.at += 1;
                self.group(token);
            }
            TokenKind::Word => {
                // No known term begins with the code of a subject.
                let subject = self.is_subject(self.at);
                let _ = !subject && (self.term() || self.stray()) || self.known() || self.free();
            }
        }
    }

    /// Names in brackets.
    fn group(&mut self, token: &Token) {
        let names = person::names(&token.text, token.range.clone());
        let single_code = names.len() == 1 && !token.text.contains(',') && code::is_known(token.text.trim());
        if single_code {
            let Some((_, range)) = names.into_iter().next() else { return };
            if let Some(Reading::Code(code)) = code::read(token.text.trim()) {
                self.push(code.code, code.kind, code.title, range);
            }
            return;
        }
        // One word in brackets is a name behind a visit code, and elsewhere a remark.
        let remark = !self.visit && !token.text.trim().contains([',', ' ']);
        let kind = if remark { TagKind::Unknown } else { TagKind::Person };
        for (name, range) in names {
            self.push(name, kind, None, range);
        }
        self.visit = false;
    }

    /// The longest known term of two words or more that begins here.
    fn term(&mut self) -> bool {
        let words = self.words(self.at, TERM_WORDS, true);
        if words.iter().skip(1).all(|i| self.is_subject(*i)) {
            return false;
        }
        for n in (2..=words.len()).rev() {
            let Some(words) = words.get(..n) else { continue };
            let joined = words.iter().map(|i| self.text(*i)).collect::<Vec<_>>().join(" ");
            let row = code::table(&joined);
            if row.is_none() && !TERMS.contains(joined.as_str()) {
                continue;
            }
            let range = self.range(words);
            let (code, kind, title) = row.unwrap_or((joined, TagKind::Unknown, None));
            self.push(code, kind, title, range);
            self.at = words.last().map_or(self.at, |last| *last) + 1;
            self.visit = false;
            return true;
        }
        false
    }

    /// A caption inside the field is dropped from it.
    fn stray(&mut self) -> bool {
        let Some(token) = self.tokens.get(self.at).filter(|token| STRAYS.contains(&token.text.as_str()))
        else {
            return false;
        };
        let span = self.field.span(token.range.clone());
        self.notes.warn(
            "caption_in_tags",
            format!("caption \"{}\" stands among the tags", token.text),
            Some(span),
        );
        self.at += 1;
        true
    }

    /// A code, as printed or mended, or several run together.
    fn known(&mut self) -> bool {
        let Some(token) = self.tokens.get(self.at) else { return false };
        let next_is_free = self.words(self.at, 2, false).get(1).is_some_and(|next| self.is_free(*next));
        let span = self.field.span(token.range.clone());
        let printed = self.field.as_str().get(token.range.clone()).unwrap_or_default();
        match token.reading.as_ref() {
            // `NATO ENLARGEMENT` between commas is one term.
            Some(Reading::Code(code))
                if code.kind == TagKind::Organization && self.commas && next_is_free =>
            {
                return false;
            }
            Some(Reading::Code(code)) => self.push_code(code, token.range.clone()),
            Some(Reading::Mended { code, rule, evidence }) => {
                self.notes.repair(*rule, span, printed, &code.code, 0.9, &[evidence]);
                self.push_code(code, token.range.clone());
            }
            Some(Reading::Fused(codes)) => {
                let parts: Vec<&str> = codes.iter().map(|(code, _)| code.code.as_str()).collect();
                let evidence = "the whole string divides into codes of the table";
                self.notes.repair(35, span, printed, &parts.join(" "), 0.95, &[evidence]);
                for (code, place) in codes {
                    self.push_code(code, token.place(place.clone()));
                }
            }
            // A shape that no table knows is a code, unless it stands in the middle of a term.
            Some(Reading::Shape(code)) if !next_is_free => self.push_code(code, token.range.clone()),
            _ => return false,
        }
        self.at += 1;
        self.visit = self.out.last().is_some_and(|tag| person::follows(&tag.code));
        true
    }

    /// Words that no table knows: a person behind a visit code, else a free term.
    fn free(&mut self) -> bool {
        let words = self.free_words();
        if let Some(name) = self.person(&words) {
            self.visit = false;
            return name;
        }
        let joined = words.iter().map(|i| self.text(*i)).collect::<Vec<_>>().join(" ");
        let range = self.range(&words);
        if let Some(name) = person::known(&joined) {
            self.push(name, TagKind::Person, None, range);
        } else if joined.chars().any(char::is_alphanumeric) {
            let title = person::task_force(&joined);
            self.push(joined, TagKind::Unknown, title, range);
        }
        self.at = words.last().map_or(self.at, |last| *last) + 1;
        self.visit = false;
        true
    }

    /// The run of unknown words that begins here, codes that are ordinary words included. At least one word.
    fn free_words(&self) -> Vec<usize> {
        let mut run = vec![self.at];
        while let [_, next, after @ ..] =
            self.words(run.last().map_or(self.at, |last| *last), 3, self.commas).as_slice()
        {
            let inner = WORDS_TOO.contains(&self.text(*next)) && after.iter().any(|n| self.is_free(*n));
            if !inner && !self.is_free(*next) {
                break;
            }
            run.push(*next);
        }
        run
    }

    /// A name behind a visit code: `SMITH JANE`, `SMITH, JANE`. At most three words are one name.
    fn person(&mut self, words: &[usize]) -> Option<bool> {
        if !self.visit {
            return None;
        }
        let mut words: Vec<usize> = words.iter().copied().take(3).collect();
        let last = *words.last()?;
        // `SMITH, JANE`: the comma is inside the name, unless a known item follows it.
        let forename = last + 2;
        let comma = self.tokens.get(last + 1).is_some_and(|token| token.kind == TokenKind::Break);
        if words.len() == 1 && comma && self.is_free(forename) {
            words.push(forename);
        }
        let parts: Vec<&str> = words.iter().map(|i| self.text(*i)).collect();
        let name = person::from_words(&parts)?;
        let range = self.range(&words);
        self.push(name, TagKind::Person, None, range);
        self.at = words.last()? + 1;
        Some(true)
    }

    /// Indices of the words from `start` on that no comma parts; a line end may stand between them where `across`.
    fn words(&self, start: usize, limit: usize, across: bool) -> Vec<usize> {
        let mut out = Vec::new();
        for (i, token) in self.tokens.iter().enumerate().skip(start) {
            match token.kind {
                TokenKind::Word => out.push(i),
                TokenKind::LineEnd if across => {}
                _ => break,
            }
            if out.len() == limit {
                break;
            }
        }
        out
    }

    /// True for the code of a subject or program, as it is in the table.
    fn is_subject(&self, index: usize) -> bool {
        let reading = self.tokens.get(index).and_then(|token| token.reading.as_ref());
        matches!(reading, Some(Reading::Code(code)) if matches!(code.kind, TagKind::Subject | TagKind::Program))
    }

    fn is_free(&self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.kind == TokenKind::Word && token.reading.is_none())
    }

    fn text(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.text.as_str())
    }

    fn range(&self, words: &[usize]) -> Range<usize> {
        let place =
            |index: Option<&usize>| index.and_then(|i| self.tokens.get(*i)).map(|token| token.range.clone());
        place(words.first()).map_or(0, |range| range.start)..place(words.last()).map_or(0, |range| range.end)
    }

    fn push_code(&mut self, code: &code::Code, range: Range<usize>) {
        self.push(code.code.clone(), code.kind, code.title.clone(), range);
    }

    /// Adds a tag, unless it is there already.
    fn push(&mut self, code: String, kind: TagKind, title: Option<String>, range: Range<usize>) {
        if !self.seen.insert((code.clone(), kind)) {
            return;
        }
        let raw = self.field.as_str().get(range.clone()).unwrap_or_default().to_string();
        self.out.push(Tag { raw, code, kind, title, span: self.field.span(range) });
    }
}

/// Two pieces that are no tags, one blank apart, and one together (format.md §14 #36).
pub(crate) fn rejoin(tags: &mut Vec<Tag>, notes: &mut Notes) {
    let mut at = 0;
    while let (Some(one), Some(next)) = (tags.get(at), tags.get(at + 1)) {
        let apart = one.kind == TagKind::Unknown
            && next.kind == TagKind::Unknown
            && one.span.end + 1 == next.span.start
            && one.code.len() + next.code.len() == 4;
        let whole = if apart { [one.code.as_str(), next.code.as_str()].concat() } else { String::new() };
        if let (true, [_]) = (apart, authority::tags::lookup(&whole).as_slice()) {
            let span = crate::record::Span { start: one.span.start, end: next.span.end };
            let printed = format!("{} {}", one.raw, next.raw);
            notes.repair(36, span, &printed, &whole, 0.95, &["a blank inside a tag: neither part is one"]);
            let mut joined = read(&Passage::whole(&whole), &mut Notes::default());
            if let Some(tag) = joined.first_mut() {
                (tag.span, tag.raw) = (span, printed);
            }
            tags.splice(at..at + 2, joined);
        }
        at += 1;
    }
}

#[cfg(test)]
mod tests;
