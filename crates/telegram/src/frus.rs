//! A telegram as a printed edition gives it: title, dateline, number, text, source note (format.md §16.4).
//!
//! ```text
//! title    = [ n "." ] "Telegram" [ number ] [ "From" mission ] "to" mission
//! dateline = place "," month day "," year "," ( HHMM "Z" | clock ) "."
//! opening  = number "." [ ( "Subj:" | "Subject:" ) subject "." ] [ ( "Ref:" | "Refs:" ) references ]
//! note     = "Source:" archive "." level ";" { precedence ";" | caption ";" } "." [ "Repeated to" posts "." ]
//! ```
//! The edition leaves out the network's lines and the header: all that they would say comes from these four.

use std::ops::Range;

use authority::{places, posts};

use crate::header::labels::Field;
use crate::record::{Addressee, Layer, Level, Precedence, Span};
use crate::sheet::{Role, Sheet};
use crate::{calendar, captions, level};

/// What the edition's own lines say.
#[derive(Debug, Default)]
pub(crate) struct Frus {
    pub(crate) from: Option<Addressee>,
    pub(crate) to: Vec<Addressee>,
    pub(crate) info: Vec<Addressee>,
    pub(crate) serial: Option<(u32, Span)>,
    /// RFC 3339, or the day alone where the hour is local.
    pub(crate) instant: Option<String>,
    pub(crate) dateline: Option<(String, Span)>,
    pub(crate) subject: Option<Range<usize>>,
    pub(crate) references: Option<Range<usize>>,
    pub(crate) level: Option<(Level, Span)>,
    pub(crate) precedence: Option<Precedence>,
    pub(crate) captions: Vec<(String, Span)>,
    pub(crate) signature: Option<(String, Range<usize>)>,
}

/// Reads the edition's lines and claims them, where the document begins with such a title.
pub(crate) fn read(sheet: &mut Sheet) -> Option<Frus> {
    let first = (0..sheet.len().min(10)).find(|i| sheet.is_unread(*i))?;
    let mut found = Frus::default();
    let mut i = found.title(sheet, first)?;
    i = found.dateline(sheet, i);
    found.opening(sheet, i);
    let note = found.note(sheet);
    found.signature(sheet, note);
    Some(found)
}

/// Blocks of lines end at a blank one.
fn block(sheet: &Sheet, from: usize) -> (Range<usize>, Range<usize>) {
    let start = (from..sheet.len()).find(|i| sheet.role(*i) != Role::Blank).unwrap_or(sheet.len());
    let end = (start..sheet.len()).find(|i| sheet.role(*i) == Role::Blank).unwrap_or(sheet.len());
    (
        start..end,
        sheet.range(start).start..sheet.range(end.saturating_sub(1)).end.max(sheet.range(start).start),
    )
}

fn claim(sheet: &mut Sheet, lines: Range<usize>, kind: &'static str) {
    lines.for_each(|i| sheet.set(i, Role::Frame(Layer::Web, kind)));
}

impl Frus {
    /// The title; gives the line after it.
    fn title(&mut self, sheet: &mut Sheet, first: usize) -> Option<usize> {
        let (lines, range) = block(sheet, first);
        let text = sheet.text().get(range.clone())?;
        let numbered = text.trim_start_matches(|c: char| c.is_ascii_digit());
        let title = numbered.trim_start_matches(['.', ' ']);
        let rest = title.strip_prefix("Telegram ")?;
        if text.len() > 300 {
            return None;
        }
        let at = range.start + text.len() - rest.len();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            self.serial =
                rest.get(..digits)?.parse().ok().map(|serial| (serial, sheet.span(at..at + digits)));
        }
        let missions = rest.get(digits..)?.trim_start();
        let at = range.end - missions.len();
        let (from, to) =
            missions.split_once(" to ").or_else(|| missions.strip_prefix("to ").map(|to| ("", to)))?;
        let from = from.trim_start_matches("From ").trim_start_matches("from ");
        if !from.is_empty() {
            self.from = Some(mission(from, sheet.span(at..at + missions.len() - to.len())));
        }
        self.to.push(mission(to, sheet.span(range.end - to.len()..range.end)));
        let next = lines.end;
        claim(sheet, lines, "title");
        Some(next)
    }

    fn dateline(&mut self, sheet: &mut Sheet, from: usize) -> usize {
        let (lines, range) = block(sheet, from);
        let text = sheet.text().get(range.clone()).unwrap_or_default();
        let Some((place, written)) = calendar::find(text, 1945) else { return from };
        let Some(day) = written.date.filter(|_| text.len() < 120) else { return from };
        let hour = text.get(place.end..).unwrap_or_default().trim_start_matches([',', ' ']);
        let zulu = hour.get(..4).zip(hour.get(4..5)).filter(|(_, zone)| *zone == "Z").map(|(hour, _)| hour);
        let time = zulu
            .and_then(|hour| Some((hour.get(..2)?.parse::<u8>().ok()?, hour.get(2..)?.parse::<u8>().ok()?)));
        let time = time.filter(|(hour, minute)| *hour < 24 && *minute < 60);
        self.instant =
            Some(time.map_or(day.to_string(), |(hour, minute)| format!("{day}T{hour:02}:{minute:02}:00Z")));
        self.dateline = Some((text.to_string(), sheet.span(range)));
        // The dateline names the city, where the title has only the country.
        let city = text.split(',').next().unwrap_or_default();
        let post = if city == "Washington" { Some("STATE".to_string()) } else { post(city) };
        match &mut self.from {
            Some(from) => from.post = from.post.take().or(post),
            None => {
                let span = self.dateline.as_ref().map(|(_, span)| *span).unwrap_or_default();
                self.from = Some(Addressee { name: city.to_string(), post, span, ..Addressee::default() });
            }
        }
        let next = lines.end;
        claim(sheet, lines, "dateline");
        next
    }

    /// The paragraph with the number. It is left to the text where more than subject and references stands in it.
    fn opening(&mut self, sheet: &mut Sheet, from: usize) {
        let (lines, range) = block(sheet, from);
        let text = sheet.text().get(range.clone()).unwrap_or_default();
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let Some(serial) =
            text.get(..digits).filter(|_| (3..=6).contains(&digits)).and_then(|number| number.parse().ok())
        else {
            return;
        };
        let Some(rest) = text.get(digits..).and_then(|rest| rest.strip_prefix('.')) else { return };
        self.serial = self.serial.or(Some((serial, sheet.span(range.start..range.start + digits))));
        let at = range.end - rest.len();
        let value = |words: &[&str]| {
            let (start, label) = words.iter().find_map(|word| rest.find(word).map(|at| (at, word.len())))?;
            Some((start, start + label))
        };
        let references = value(&["Refs:", "Ref:", "Reftels:", "Reftel:", "References:", "Reference:"]);
        let until = references.map_or(rest.len(), |(start, _)| start);
        if let Some((_, start)) = value(&["Subject:", "Subj:"]).filter(|(start, _)| *start < 4) {
            let text = rest.get(start..until).unwrap_or_default();
            let end = start + text.trim_end_matches(['.', ' ', '\n', '\r']).len();
            let start = start + text.len() - text.trim_start().len();
            self.subject = Some(at + start..at + end.max(start));
        }
        self.references = references.map(|(start, _)| at + start..range.end);
        if self.subject.is_some() || references.is_some() || rest.len() < 80 {
            lines.for_each(|i| sheet.set(i, Role::Field(Field::Subject)));
        }
    }

    /// The source note; gives the line where it begins.
    fn note(&mut self, sheet: &mut Sheet) -> usize {
        let opens = |content: &str| {
            let mark = content.trim_start_matches(|c: char| c == '/' || c.is_ascii_digit());
            mark.starts_with("Source: ")
        };
        let Some(first) = (0..sheet.len()).rev().take(60).find(|i| opens(sheet.content(*i))) else {
            return sheet.len();
        };
        let (lines, range) = block(sheet, first);
        let text = sheet.text().get(range.clone()).unwrap_or_default();
        let mut at = range.start;
        for sentence in text.split_inclusive(['.', ';']) {
            let word = sentence.trim_matches(['.', ';', ' ', '\n', '\r']);
            let span = sheet.span(at..at + sentence.len());
            at += sentence.len();
            let upper = word.to_ascii_uppercase();
            let spelled = level::read(&upper).filter(|(_, len)| *len == upper.len());
            if let Some((level, _)) = spelled.filter(|_| self.level.is_none()) {
                self.level = Some((level, span));
            } else if let Some(precedence) = precedence(&upper) {
                self.precedence = self.precedence.or(Some(precedence));
            } else if let Some(cities) = word.strip_prefix("Repeated to ") {
                let cities = cities.replace(" and ", ", ");
                let names = cities.split(',').map(str::trim).filter(|name| !name.is_empty());
                self.info.extend(names.map(|name| Addressee {
                    name: name.to_string(),
                    post: post(name),
                    span,
                    ..Addressee::default()
                }));
            } else if self.level.is_some() {
                let known = captions::read(&upper).unwrap_or_default();
                self.captions.extend(known.into_iter().map(|caption| (caption.text, span)));
            }
        }
        claim(sheet, lines, "source-note");
        first
    }

    /// A surname alone, the last words before the note.
    fn signature(&mut self, sheet: &mut Sheet, note: usize) {
        let Some(last) = (0..note).rev().find(|i| sheet.role(*i) != Role::Blank) else { return };
        let content = sheet.content(last);
        let alone = last > 0 && sheet.role(last - 1) == Role::Blank;
        let name = content.len() < 30
            && content.starts_with(char::is_uppercase)
            && content.chars().all(|c| c.is_alphabetic() || " -'\u{2019}.".contains(c))
            && !content.ends_with('.');
        if alone && name && sheet.is_unread(last) {
            self.signature = Some((content.to_string(), sheet.range(last)));
            sheet.set(last, Role::Signature);
        }
    }
}

fn precedence(upper: &str) -> Option<Precedence> {
    Some(match upper {
        "ROUTINE" => Precedence::Routine,
        "PRIORITY" => Precedence::Priority,
        "IMMEDIATE" => Precedence::Immediate,
        "NIACT IMMEDIATE" => Precedence::Niact,
        "FLASH" => Precedence::Flash,
        _ => return None,
    })
}

/// `the Embassy in Portugal`, `the Department of State`; the mark of a footnote is left out.
fn mission(printed: &str, span: Span) -> Addressee {
    let name = printed.trim_end_matches(|c: char| c == '/' || c.is_ascii_digit()).trim();
    let name = name.strip_prefix("the ").unwrap_or(name);
    let post = if name == "Department of State" {
        Some("STATE".to_string())
    } else {
        name.split_once(" in ").and_then(|(_, place)| post(place))
    };
    Addressee { name: name.to_string(), post, span, ..Addressee::default() }
}

/// The post of a city, or the only embassy of a country.
fn post(place: &str) -> Option<String> {
    if let posts::Resolution::One(post, _) = posts::resolve(place) {
        return Some(post.canonical.to_string());
    }
    let country = places::all().into_iter().find(|known| known.country == place)?;
    let mut embassies = posts::all().filter(|post| post.kind == "embassy" && post.geo_tag == country.geo_tag);
    let only = embassies.next()?;
    embassies.next().is_none().then(|| only.canonical.to_string())
}
