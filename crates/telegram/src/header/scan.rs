//! From the classification line down to the body: which line belongs to which field (format.md §15.3).
//!
//! The header is a bag of labelled fields, not a sequence. A label opens a field, glued or damaged ones included; lines
//! without a label go on with the open field as far as its kind allows; a blank line alone ends nothing. The header ends
//! at the first line that can only be text.

use std::ops::Range;

use super::labels::{self, Field, Label};
use crate::body::{is_caps, is_heading_word, is_rule};
use crate::captions::{self, Caption};
use crate::record::{Layer, Notes};
use crate::sheet::{Role, Sheet};
use crate::{class_line, drafting, pass_line};

/// A labelled field with the pieces of lines that it runs over, label included.
#[derive(Clone, Debug)]
pub(crate) struct HeaderField {
    pub(crate) field: Field,
    pub(crate) label: Label,
    pub(crate) pieces: Vec<Range<usize>>,
}

/// What the scan found.
#[derive(Debug, Default)]
pub(crate) struct Header {
    pub(crate) fields: Vec<HeaderField>,
    pub(crate) captions: Vec<(Caption, Range<usize>)>,
    pub(crate) pass_lines: Vec<Range<usize>>,
    /// Lines of a drafting block that slipped in between the fields.
    pub(crate) drafting: Vec<Range<usize>>,
    /// Lines that look like fields whose labels were lost.
    pub(crate) unlabelled: Vec<Range<usize>>,
    /// First line of the body, and where in it the body begins.
    pub(crate) body: usize,
    pub(crate) body_at: usize,
}

/// Scans the lines from `from` on. Lines already claimed as frame are passed over.
pub(crate) fn scan(sheet: &mut Sheet, from: usize, notes: &mut Notes) -> Header {
    let mut scan = Scan { header: Header::default(), blank: true, frame: false, seen_subject: false };
    if let Some(class) = from.checked_sub(1).filter(|i| sheet.role(*i) == Role::Classification) {
        scan.after_class_line(sheet, class, notes);
    }
    let mut i = from;
    while i < sheet.len() {
        match sheet.role(i) {
            Role::Blank => scan.blank = true,
            Role::Unread => {
                if class_line::read(sheet.content(i)).is_some_and(|class| class.serial.is_some()) {
                    sheet.set(i, Role::Classification);
                } else if !scan.line(sheet, i, notes) {
                    break;
                } else {
                    (scan.blank, scan.frame) = (false, false);
                }
            }
            _ => scan.frame = true,
        }
        i += 1;
    }
    let mut header = scan.header;
    header.body = i;
    if header.body_at <= sheet.range(i).start {
        header.body_at = sheet.range(i).start;
    }
    header
}

struct Scan {
    header: Header,
    /// The line before is blank.
    blank: bool,
    /// A page line stood between the open field and this line.
    frame: bool,
    seen_subject: bool,
}

impl Scan {
    fn open(&self) -> Option<&HeaderField> {
        self.header.fields.last()
    }

    /// What stands on the classification line behind its own parts: a pass line, fields.
    fn after_class_line(&mut self, sheet: &mut Sheet, i: usize, notes: &mut Notes) {
        let part = crate::identity::class_part(sheet, i);
        let (content, range) = (sheet.content(i), sheet.range(i));
        if part.end >= range.end {
            return;
        }
        if let Some(class) = class_line::read(content) {
            let ends = class
                .captions
                .iter()
                .map(|(_, range)| range.end)
                .chain(class.serial.iter().map(|(_, range)| range.end));
            let end = ends.filter(|end| *end <= part.len()).max().unwrap_or(0);
            let left = sheet.text().get(range.start + end..part.end).unwrap_or_default();
            let start = range.start + end + left.len() - left.trim_start().len();
            if pass_line::read(left.trim()).is_some() {
                self.header.pass_lines.push(start..start + left.trim().len());
            }
        }
        let rest = part.end..range.end;
        let text = sheet.text().get(rest.clone()).unwrap_or_default();
        self.fields(sheet, i, text, rest, labels::at_start(text), notes);
        sheet.set(i, Role::Classification);
    }

    /// Takes line `i` into the header; false when the body begins with it.
    fn line(&mut self, sheet: &mut Sheet, i: usize, notes: &mut Notes) -> bool {
        let (content, range) = (sheet.content(i), sheet.range(i));
        if self.drafting_line(content) {
            sheet.set(i, Role::Frame(Layer::Archive, "drafting"));
            self.header.drafting.push(range);
            return true;
        }
        let label = labels::at_start(content);
        if label.is_none() && self.text_begins(sheet, i) {
            return false;
        }
        self.fields(sheet, i, content, range, label, notes)
    }

    /// A line of a drafting block: one with its label, or an entry below such a line.
    fn drafting_line(&self, content: &str) -> bool {
        let entry = content
            .split_once(':')
            .is_some_and(|(office, name)| !office.contains(' ') && !name.starts_with(' '));
        let below = !self.blank
            && self.open().is_none_or(|open| open.field != Field::ClassifiedBy)
            && !self.header.drafting.is_empty();
        (below && entry || drafting::opens(content) && content.contains(':'))
            && is_caps(content)
            && labels::at_start(content).is_none()
    }

    /// Takes the fields of a line, or of what is left of one. `label` is the one with which it begins.
    fn fields(
        &mut self,
        sheet: &mut Sheet,
        i: usize,
        content: &str,
        range: Range<usize>,
        mut label: Option<Label>,
        notes: &mut Notes,
    ) -> bool {
        let current = label.as_ref().map(|label| label.field).or(self.open().map(|open| open.field));
        let cuts = labels::midline(content, current);
        let mut from = 0;
        for (n, to) in cuts.iter().copied().chain([content.len()]).enumerate() {
            let piece = content.get(from..to).unwrap_or_default();
            let place = range.start + from..range.start + from + piece.trim_end().len();
            let piece = piece.trim_end();
            if n > 0 {
                cut_repair(sheet, &place, content, from, notes);
            }
            // The label was read with all that follows it on the line: before a cut it may read otherwise.
            if !cuts.is_empty() {
                label = labels::at_start(piece);
            }
            if !self.piece(sheet, i, piece, label.take(), place, notes) {
                return false;
            }
            from = to;
        }
        true
    }

    /// Takes one piece of a line, and the label with which it begins.
    fn piece(
        &mut self,
        sheet: &mut Sheet,
        i: usize,
        piece: &str,
        label: Option<Label>,
        mut place: Range<usize>,
        notes: &mut Notes,
    ) -> bool {
        if piece.is_empty() {
            return true;
        }
        if let Some(mut label) = label {
            if let Some((skipped, second)) = labels::doubled(piece, &label) {
                let first = place.start..place.start + skipped;
                let printed = sheet.text().get(first.clone()).unwrap_or_default();
                notes.repair(24, sheet.span(first), printed, "", 0.97, &["the label stands twice"]);
                (label, place.start) = (second, place.start + skipped);
            }
            self.seen_subject |= label.field == Field::Subject;
            sheet.set(i, Role::Field(label.field));
            self.header.fields.push(HeaderField { field: label.field, label, pieces: vec![place] });
            return true;
        }
        if self.label_lost(piece) {
            sheet.set(i, Role::Unparsed);
            self.header.unlabelled.push(place);
            return true;
        }
        if let Some(found) = captions::read(piece) {
            sheet.set(i, Role::Caption);
            self.header.captions.extend(found.into_iter().map(|caption| {
                let range = place.start + caption.range.start..place.start + caption.range.end;
                (caption, range)
            }));
            return true;
        }
        let continues = self.open().is_some_and(|open| self.continues(sheet, i, open, piece));
        if let Some((caption, len)) = crate::captions::at(piece).filter(|_| !continues && !self.seen_subject)
        {
            let rest = piece.get(len..).unwrap_or_default();
            if pass_line::read(rest.trim_start()).is_some() {
                let range = place.start + caption.range.start..place.start + caption.range.end;
                self.header.captions.push((caption, range));
                sheet.set(i, Role::PassLine);
                self.header.pass_lines.push(place.end - rest.trim_start().len()..place.end);
                return true;
            }
        }
        if !continues && !self.seen_subject && pass_line::read(piece).is_some() {
            sheet.set(i, Role::PassLine);
            self.header.pass_lines.push(place);
            return true;
        }
        if continues {
            let field = self.open().map_or(Field::Subject, |open| open.field);
            sheet.set(i, Role::Field(field));
            if let Some(open) = self.header.fields.last_mut() {
                open.pieces.push(place);
            }
            return true;
        }
        if self.label_ahead(sheet, i + 1) {
            sheet.set(i, Role::Unparsed);
            return true;
        }
        false
    }

    /// Where neither TAGS nor SUBJECT have come: codes alone, the number of an order, and the lines right below them
    /// (format.md §14 #27).
    fn label_lost(&self, piece: &str) -> bool {
        if self.header.fields.iter().any(|field| matches!(field.field, Field::Tags | Field::Subject)) {
            return false;
        }
        let below = !self.blank && !self.header.unlabelled.is_empty();
        let order =
            piece.split_once(':').is_some_and(|(number, _)| authority::orders::window(number).is_some());
        below || order || piece.contains(',') && labels::known_tags(piece)
    }

    /// Whether line `i`, which has no label, can only be text of the body.
    fn text_begins(&self, sheet: &Sheet, i: usize) -> bool {
        let content = sheet.content(i);
        if is_rule(content) {
            return self.seen_subject || !self.label_ahead(sheet, i + 1);
        }
        let in_references = self.open().is_some_and(|open| open.field == Field::References);
        if let Some((number, marked)) = crate::body::marker_at(content) {
            let item = in_references && self.item_of_list(sheet, content, number, marked);
            return !item && (marked || number <= 2 || number == 11);
        }
        if let Some((mark, len)) =
            crate::mark::read(content).filter(|_| content.starts_with('(') && self.seen_subject)
        {
            let rest = content.get(len..).unwrap_or_default();
            // After a blank line `(C)` is a portion mark, unless the letters of the list have come to it or a post and a
            // number follow.
            let sentence =
                || self.blank && !cites(content) && !self.letter_before_stands(sheet, &mark.canonical);
            if (mark.entire_text || rest.starts_with(' ')) && (!reference_like(content) || sentence()) {
                return true;
            }
        }
        let words = content.split([':', '.']).next().unwrap_or_default();
        let heading = is_heading_word(words) && content.len() > 3
            || content.to_ascii_lowercase().starts_with("begin summary");
        heading && (self.seen_subject || !self.label_ahead(sheet, i + 1))
    }

    /// Whether a line without a label goes on with the open field.
    fn continues(&self, sheet: &Sheet, i: usize, open: &HeaderField, piece: &str) -> bool {
        let last = open.pieces.last().and_then(|range| sheet.text().get(range.clone())).unwrap_or_default();
        let hanging = last.ends_with([',', ';', '/', '&', '-'])
            || last.to_ascii_uppercase().ends_with(" AND")
            || labels::at_start(last).is_some_and(|label| label.end >= last.len());
        match open.field {
            Field::Tags => {
                (hanging || piece.contains(',') && !self.blank) && tag_like(piece, false)
                    || tag_like(piece, true)
            }
            // `AND` at the end of a subject is no promise of more across a blank line: a heading may follow.
            Field::Subject if self.blank => {
                last.ends_with([',', '-', '/'])
                    || labels::at_start(last).is_some_and(|label| label.end >= last.len())
                    || is_caps(piece)
                        && piece.len() < 75
                        && open.pieces.len() <= 3
                        && (self.label_next(sheet, i + 1) || self.frame && self.marker_next(sheet, i + 1))
            }
            Field::Subject => !prose_after_caps(last, piece) && open.pieces.len() < 8,
            Field::References if self.blank => {
                hanging || reference_like(piece) || unfinished_item(last) || number_lost(last, piece)
            }
            Field::References => !(prose(piece) && piece.len() > 50 && !reference_like(piece)),
            Field::ClassifiedBy if self.blank => {
                self.reason_missing(sheet, open) && (hanging || reason_like(piece))
            }
            Field::ClassifiedBy => open.pieces.len() < 12,
            Field::Order if self.blank => hanging,
            Field::Order => piece.len() < 70 && !prose(piece),
            Field::Info | Field::Action | Field::From | Field::PassLine | Field::Captions => {
                !self.blank || hanging
            }
            Field::Mrn | Field::DateTimeGroup => false,
        }
    }

    /// Whether a line that begins as a paragraph does is an item of the open reference list: `(C) 75 ROME 77` behind the item
    /// `(B)`, `2. ROME 77` in a list whose items are numbered.
    fn item_of_list(&self, sheet: &Sheet, content: &str, number: u32, marked: bool) -> bool {
        if !cites(content) {
            return false;
        }
        if marked {
            let letter = content.strip_prefix('(').and_then(|rest| rest.split_once(')'));
            return letter.is_some_and(|(letter, _)| self.letter_before_stands(sheet, letter.trim()));
        }
        let Some(open) = self.open() else { return false };
        let value = |n: usize, range: &Range<usize>| {
            let piece = sheet.text().get(range.clone()).unwrap_or_default();
            piece.get(if n == 0 { open.label.end.min(piece.len()) } else { 0 }..).unwrap_or_default()
        };
        let mut values = open.pieces.iter().enumerate().map(|(n, range)| value(n, range).trim());
        if number <= 1 {
            return values.all(str::is_empty);
        }
        values.any(|value| crate::body::marker_at(value).is_some_and(|(before, _)| before + 1 == number))
    }

    /// The open field has the letter before `letter` as a label, so that `letter` is the next item's.
    fn letter_before_stands(&self, sheet: &Sheet, letter: &str) -> bool {
        let [letter @ b'B'..=b'Z'] = letter.as_bytes() else { return false };
        let before = [b'(', letter - 1, b')'];
        self.open().is_some_and(|open| {
            let pieces = open.pieces.iter().rev().take(4).filter_map(|range| sheet.text().get(range.clone()));
            pieces.into_iter().any(|piece| memchr::memmem::find(piece.as_bytes(), &before).is_some())
        })
    }

    fn reason_missing(&self, sheet: &Sheet, open: &HeaderField) -> bool {
        !open.pieces.iter().any(|range| sheet.text().get(range.clone()).is_some_and(reason_like))
    }

    /// A label stands within the next lines, before any paragraph.
    fn label_ahead(&self, sheet: &Sheet, from: usize) -> bool {
        let mut looked = 0;
        for i in from..sheet.len() {
            if sheet.role(i) != Role::Unread {
                continue;
            }
            let content = sheet.content(i);
            if labels::at_start(content).is_some_and(|label| label.number.is_none()) {
                return true;
            }
            looked += 1;
            if looked > 6
                || content.len() > 120
                || crate::body::marker_at(content).is_some()
                || prose(content) && content.len() > 60
            {
                return false;
            }
        }
        false
    }

    /// The next line with words is a paragraph.
    fn marker_next(&self, sheet: &Sheet, from: usize) -> bool {
        (from..sheet.len().min(from + 12))
            .find(|i| sheet.is_unread(*i))
            .is_some_and(|i| crate::body::marker_at(sheet.content(i)).is_some())
    }

    /// The next line with words begins with a label.
    fn label_next(&self, sheet: &Sheet, from: usize) -> bool {
        (from..sheet.len().min(from + 12))
            .find(|i| sheet.is_unread(*i))
            .is_some_and(|i| labels::at_start(sheet.content(i)).is_some())
    }
}

/// Notes that a line was cut before a label.
fn cut_repair(sheet: &Sheet, place: &Range<usize>, content: &str, from: usize, notes: &mut Notes) {
    let glued = content.get(..from).is_some_and(|before| !before.ends_with(char::is_whitespace));
    let label = content
        .get(from..)
        .and_then(labels::at_start)
        .and_then(|label| content.get(from..)?.get(label.words))
        .unwrap_or_default();
    let evidence = if glued {
        "a field label glued to the word before it"
    } else {
        "a field label in the middle of a line"
    };
    notes.repair(
        25,
        sheet.span(place.start..place.start + label.len()),
        label,
        &format!("\n{label}"),
        0.95,
        &[evidence],
    );
}

/// Small letters in plenty: a sentence.
fn prose(piece: &str) -> bool {
    let lower = piece.bytes().filter(u8::is_ascii_lowercase).count();
    lower * 2 > piece.len()
}

fn prose_after_caps(last: &str, piece: &str) -> bool {
    let value = labels::at_start(last).and_then(|label| last.get(label.end..)).unwrap_or(last);
    is_caps(value) && !is_caps(piece) && piece.split_whitespace().count() >= 4
}

/// Only codes, and for a line that nothing announced only known ones.
fn tag_like(piece: &str, known: bool) -> bool {
    let tokens = piece.split([' ', ',', ';', '\t']).filter(|token| !token.is_empty());
    let mut any = false;
    let mut depth = 0i32;
    for token in tokens {
        any = true;
        let inside = depth > 0 || token.starts_with('(');
        depth += i32::try_from(token.matches('(').count()).unwrap_or(0)
            - i32::try_from(token.matches(')').count()).unwrap_or(0);
        let code = token.trim_matches(['[', ']', '(', ')', '#', '.', '\u{b6}']).trim_end_matches("](#");
        if code.bytes().any(|b| b.is_ascii_lowercase()) || known && !inside && !authority::tags::known(code) {
            return false;
        }
    }
    any && piece.len() < 120
}

/// A letter label, or a name in capitals and a number.
fn reference_like(piece: &str) -> bool {
    let bytes = piece.as_bytes();
    let piece_len = piece.len();
    let glyph = crate::body::glyph(piece);
    let letter = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_alphabetic);
    let closed = |at: usize| matches!(bytes.get(at), Some(b'.' | b')' | b':' | b']'));
    let labelled = letter(glyph) && closed(glyph + 1)
        || matches!(bytes.get(glyph), Some(b'(' | b'[')) && letter(glyph + 1) && closed(glyph + 2);
    let mut words =
        piece.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()));
    let numbered = words
        .clone()
        .skip(usize::from(words.clone().next().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()))))
        .take(6)
        .any(|word| !word.is_empty() && word.len() <= 8 && word.bytes().any(|b| b.is_ascii_digit()));
    let capital = words.next().is_some_and(|word| word.bytes().all(|b| !b.is_ascii_lowercase()));
    labelled || numbered && capital && piece_len < 90 && !prose(piece)
}

/// `1. LISBON 398`: after the number, a post and its number.
fn cites(content: &str) -> bool {
    let words: Vec<&str> = content
        .split_whitespace()
        .skip(1)
        .take(6)
        .map(|word| word.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
        .collect();
    let Some(number) =
        words.iter().position(|word| !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
    else {
        return false;
    };
    let year = usize::from(number == 0 && words.len() > 2);
    let number = if year == 1 {
        words.iter().skip(1).position(|word| word.bytes().all(|b| b.is_ascii_digit())).map_or(0, |at| at + 1)
    } else {
        number
    };
    let post = words.get(year..number).unwrap_or_default().join(" ");
    !post.is_empty() && authority::posts::resolve(&post) != authority::posts::Resolution::None
}

/// An item that still lacks its number.
fn unfinished_item(last: &str) -> bool {
    !last.bytes().any(|b| b.is_ascii_digit()) && last.len() < 40
}

/// The line before ends with a name, this one is a number.
fn number_lost(last: &str, piece: &str) -> bool {
    let named = last
        .rsplit(' ')
        .next()
        .is_some_and(|word| word.len() > 2 && word.bytes().all(|b| b.is_ascii_uppercase()));
    named && piece.len() <= 6 && piece.bytes().all(|b| b.is_ascii_digit())
}

fn reason_like(piece: &str) -> bool {
    let lower = piece.to_ascii_lowercase();
    lower.contains("reason")
        || lower.contains("1.4")
        || lower.contains("1.5")
        || lower.contains("1,4")
        || lower.contains("resons")
}
