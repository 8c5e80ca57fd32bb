//! The items of one segment, made into references.

use std::ops::Range;

use crate::Passage;
use crate::record::{Notes, Reference, ReferenceKind};

use super::cable::{Cable, Reader, Sender, Serial, Trust, is_qualifier};
use super::labels::Segment;
use super::others::{self, Other};
use super::qualifiers::{self, Qualifiers};
use super::tokens::{Kind, Token};
use super::{Citing, canonical_id, year};

/// Reads items one after the other.
pub(crate) struct List<'l, 'r, 't, 'd> {
    field: &'l Passage<'d>,
    citing: &'l Citing<'l>,
    reader: Reader<'r, 't>,
    notes: &'l mut Notes,
    /// Post of the item before.
    previous: Option<String>,
    out: Vec<Reference>,
}

impl<'l, 'r, 't, 'd> List<'l, 'r, 't, 'd> {
    pub(crate) fn new(
        field: &'l Passage<'d>,
        citing: &'l Citing<'l>,
        reader: Reader<'r, 't>,
        notes: &'l mut Notes,
    ) -> List<'l, 'r, 't, 'd> {
        List { field, citing, reader, notes, previous: None, out: Vec::new() }
    }

    /// The references, in the order of the list.
    pub(crate) fn finish(self) -> Vec<Reference> {
        self.out
    }

    /// Reads all items of a segment.
    pub(crate) fn segment(&mut self, segment: &Segment) {
        let before = self.out.len();
        let mut at = segment.tokens.start;
        while at < segment.tokens.end {
            if self.token(at).is_some_and(is_separator) {
                at += 1;
            } else {
                at = self.item(at, segment).max(at + 1);
            }
        }
        // The letter stands before the first item; the others of the segment go by it too.
        if let (Some(first), Some(label)) = (self.out.get_mut(before), &segment.label) {
            first.span.start = self.field.span(segment.at..segment.at + label.len()).start;
        }
        if let Some(stray) = segment.stray.clone()
            && let Some(label) = &segment.label
        {
            let original = self.field.as_str().get(stray.clone()).unwrap_or("").to_string();
            let rule = if original.starts_with('1') { 43 } else { 45 };
            let span = self.field.span(stray);
            self.notes.repair(
                rule,
                span,
                &original,
                label,
                0.97,
                &["a letter of the reference list follows"],
            );
        }
    }

    fn token(&self, at: usize) -> Option<&Token<'t>> {
        self.reader.tokens.get(at)
    }

    /// Reads the item at token `at`; gives the token behind it.
    fn item(&mut self, at: usize, segment: &Segment) -> usize {
        let limit = segment.tokens.end;
        let labelled = segment.label.is_some();
        if let Some((key, next)) = others::series(self.reader.tokens, at) {
            return self.series(key, at, next, segment);
        }
        if let Some(cable) = self.reader.cable(at, limit, Trust::Near) {
            return self.telegrams(cable, segment);
        }
        let end = self.end(at + 1, limit, labelled);
        let said = qualifiers::read(self.field.as_str(), self.reader.tokens, at..end);
        if (said.notal || said.and_previous)
            && said.title.is_none()
            && said.date.is_none()
            && self.no_digits(at..end)
        {
            self.apply_to_earlier(&said);
            return end;
        }
        let previous = self.previous.clone();
        let other = others::read(
            self.reader.tokens,
            at..end,
            self.citing,
            previous.as_deref(),
            &mut self.reader.names,
        );
        if let Some(other) = other {
            self.other(other, at, end, segment);
            return end;
        }
        if let Some(cable) = self.reader.bare(at, limit) {
            return self.telegrams(cable, segment);
        }
        if let Some(cable) = self.reader.cable(at, limit, Trust::Any) {
            return self.telegrams(cable, segment);
        }
        if self.reader.tokens.get(at..end).is_some_and(|item| item.iter().any(|t| t.kind == Kind::Word)) {
            let unknown = Other {
                kind: ReferenceKind::Other,
                id: None,
                confidence: 0.3,
                flag: None,
                inferred: false,
                year_assumed: false,
            };
            self.other(unknown, at, end, segment);
        }
        end
    }

    fn no_digits(&self, range: Range<usize>) -> bool {
        self.reader
            .tokens
            .get(range)
            .is_some_and(|item| !item.iter().any(|t| t.text.bytes().any(|b| b.is_ascii_digit())))
    }

    /// Where the item that goes on at token `from` ends.
    fn end(&mut self, from: usize, limit: usize, labelled: bool) -> usize {
        let mut depth = 0_u32;
        for at in from..limit {
            let Some(token) = self.reader.tokens.get(at).copied() else { return at };
            match token.kind {
                Kind::Sign('(' | '[') => depth += 1,
                Kind::Sign(')' | ']') => depth = depth.saturating_sub(1),
                Kind::Line => depth = 0,
                _ => {}
            }
            if depth > 0 || !is_separator(&token) {
                continue;
            }
            let next = (at..limit).take(6).find(|i| !self.token(*i).is_none_or(is_separator));
            let Some(next) = next else { continue };
            if self.begins(next, limit) || (!labelled && self.parts(&token, next, limit)) {
                return at;
            }
        }
        limit
    }

    fn begins(&mut self, at: usize, limit: usize) -> bool {
        self.reader.begins(at, limit) || others::series(self.reader.tokens, at).is_some()
    }

    /// In a list without letters a semicolon divides, and a line end before something that is known.
    fn parts(&self, sign: &Token, next: usize, limit: usize) -> bool {
        match sign.kind {
            Kind::Sign(';') => !self.token(next).is_some_and(|t| is_qualifier(t.text)),
            Kind::Line => others::begins(self.reader.tokens.get(next..limit).unwrap_or(&[])),
            _ => false,
        }
    }

    fn telegrams(&mut self, cable: Cable, segment: &Segment) -> usize {
        let limit = segment.tokens.end;
        let end = if self.begins(cable.next, limit) {
            cable.next
        } else {
            self.end(cable.next, limit, segment.label.is_some())
        };
        let said = qualifiers::read(self.field.as_str(), self.reader.tokens, cable.next..end);
        if said.all {
            self.apply_to_earlier(&said);
        }
        let behind = self.last_byte(cable.next, end);
        for (i, serial) in cable.serials.iter().enumerate() {
            let start = if i == 0 { cable.at } else { serial.range.start };
            let last = i + 1 == cable.serials.len();
            let stop = if last { behind.max(serial.range.end).max(cable.name.end) } else { serial.range.end };
            self.telegram(&cable, serial, &said, start..stop, segment);
        }
        if let Some(date) = said.date.filter(|date| date.day_first) {
            let original = self.field.as_str().get(said.date_place.clone()).unwrap_or("").to_string();
            let span = self.field.span(said.date_place.clone());
            let repaired = date.text().unwrap_or_default();
            self.notes.repair(51, span, &original, &repaired, 0.95, &["no month has this number"]);
        }
        for mend in &cable.mends {
            let original = self.field.as_str().get(mend.range.clone()).unwrap_or("").to_string();
            let span = self.field.span(mend.range.clone());
            self.notes.repair(mend.rule, span, &original, &mend.repaired, 0.9, &[mend.evidence]);
        }
        end
    }

    fn telegram(
        &mut self,
        cable: &Cable,
        serial: &Serial,
        said: &Qualifiers,
        range: Range<usize>,
        segment: &Segment,
    ) {
        let mut out = self.reference(ReferenceKind::Telegram, range, segment);
        let mut sure = 1.0;
        let post = match &cable.sender {
            Sender::Known(named) => {
                if named.mended() || cable.mends.iter().any(|mend| mend.range == cable.name) {
                    out.post_inferred = true;
                    out.flags.push("post_mended".to_string());
                    sure = 0.9;
                }
                Some(named.post.to_string())
            }
            Sender::Unknown(name) => {
                out.flags.push("unknown_post".to_string());
                sure = 0.5;
                Some(name.clone())
            }
            Sender::Unnamed | Sender::Same => {
                out.post_inferred = true;
                out.flags.push("post_inferred".to_string());
                sure = 0.8;
                self.previous.clone().or_else(|| self.citing.post.map(str::to_string))
            }
            Sender::Circular => {
                out.flags.push("circular".to_string());
                Some("STATE".to_string())
            }
        };
        let written = serial.year.or(cable.year);
        if written.is_some_and(|year| year.mended) {
            out.flags.push("year_mended".to_string());
        }
        out.flags.extend(serial.flags.iter().map(|flag| flag.to_string()));
        out.notal = said.notal;
        out.and_previous = said.and_previous;
        out.title = said.title.clone();
        out.date = said.date.and_then(|date| date.text());
        if let Some(post) = post {
            let dated = said.date.and_then(|date| date.year);
            let decided = year::decide(&post, serial.value, written.map(|y| y.year), dated, self.citing);
            out.year_rule = decided.rule.map(str::to_string);
            out.year_assumed = decided.assumed;
            out.confidence = decided.confidence * sure;
            out.flags.extend(decided.flag.map(str::to_string));
            out.id = decided.year.map(|year| canonical_id(year, &post, serial.value));
            match decided.flag {
                Some("year_after_citing") => self.suggest_year(&post, serial, &out),
                Some("serial_beyond_year") => self.suggest_serial(&post, serial, &decided, &out),
                _ => {}
            }
            // Circular telegrams are a series of their own unless the number is a known one of the Department.
            let circular = cable.sender == Sender::Circular;
            if circular
                && !decided.year.is_some_and(|year| authority::serials::known(&post, year, serial.value))
            {
                out.id = None;
            }
            if !circular {
                self.previous = Some(post);
            }
        } else {
            out.year_assumed = written.is_none();
            out.confidence = 0.3;
        }
        self.out.push(out);
    }

    /// A year after that of the citing telegram is a slip: what the other rules give is offered.
    fn suggest_year(&mut self, post: &str, serial: &Serial, out: &Reference) {
        let decided = year::decide(post, serial.value, None, None, self.citing);
        if let Some(year) = decided.year {
            let id = canonical_id(year, post, serial.value);
            let evidence = ["the year written is after that of the citing telegram"];
            self.notes.suggest(50, out.span, &out.raw, &id, 0.5, &evidence);
        }
    }

    /// A number that the post never reached in the year: one digit less is offered.
    fn suggest_serial(&mut self, post: &str, serial: &Serial, decided: &year::Inferred, out: &Reference) {
        if let Some(year) = decided.year {
            let id = canonical_id(year, post, serial.value / 10);
            let evidence = ["the post did not reach this number in the year"];
            self.notes.suggest(50, out.span, &out.raw, &id, 0.4, &evidence);
        }
    }

    fn series(&mut self, key: String, at: usize, next: usize, segment: &Segment) -> usize {
        let end = self.end(next, segment.tokens.end, segment.label.is_some());
        let said = qualifiers::read(self.field.as_str(), self.reader.tokens, next..end);
        let range = self.token(at).map_or(0, |t| t.at)..self.last_byte(at, end);
        let mut out = self.reference(ReferenceKind::Telegram, range, segment);
        out.id = Some(key);
        out.confidence = 0.9;
        out.flags.push("series".to_string());
        (out.notal, out.and_previous) = (said.notal, said.and_previous);
        (out.title, out.date) = (said.title, said.date.and_then(|date| date.text()));
        self.out.push(out);
        end
    }

    fn other(&mut self, other: Other, at: usize, end: usize, segment: &Segment) {
        let range = self.token(at).map_or(0, |t| t.at)..self.last_byte(at, end);
        let mut out = self.reference(other.kind, range, segment);
        let tokens = self.reader.tokens;
        let date =
            (at..end).take(40).find_map(|i| super::dates::date(tokens, i).filter(|(_, next)| *next <= end));
        out.date = date.and_then(|(date, _)| date.text());
        out.id = other.id;
        out.notal = tokens.get(at..end).is_some_and(|item| item.iter().any(|t| t.is_word("NOTAL")));
        out.post_inferred = other.inferred;
        out.year_assumed = other.year_assumed;
        out.confidence = other.confidence;
        out.flags.extend(other.flag.map(str::to_string));
        if out.post_inferred {
            out.flags.push("post_inferred".to_string());
        }
        self.out.push(out);
    }

    /// A reference with its words and place.
    fn reference(&self, kind: ReferenceKind, range: Range<usize>, segment: &Segment) -> Reference {
        Reference {
            label: segment.label.clone(),
            raw: self.field.as_str().get(range.clone()).unwrap_or("").to_string(),
            kind,
            span: self.field.span(range),
            ..Reference::default()
        }
    }

    /// `(BOTH NOTAL)`, or NOTAL on a line of its own.
    fn apply_to_earlier(&mut self, said: &Qualifiers) {
        let from = if said.all { 0 } else { self.out.len().saturating_sub(1) };
        for reference in self.out.iter_mut().skip(from) {
            reference.notal |= said.notal;
            reference.and_previous |= said.and_previous;
        }
    }

    /// Byte behind the last token of the item that is no separator.
    fn last_byte(&self, from: usize, end: usize) -> usize {
        let item = self.reader.tokens.get(from..end).unwrap_or(&[]);
        let trails = |t: &&Token| !is_separator(t) && !t.is_any(".-\\(");
        item.iter().rev().find(trails).map_or(0, Token::end)
    }
}

fn is_separator(token: &Token) -> bool {
    token.kind == Kind::Line || token.is_any(";,&+/\\.") || token.is_word("AND")
}
