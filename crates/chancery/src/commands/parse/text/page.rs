//! Lines of a record for people: a label on the left, the value, and its place in the source, faint, at the right edge.

use std::io::Write;

use telegram::record::Span;

use crate::paint::Paint;

const WIDTH: usize = 100;
const LABEL: usize = 15;
/// What stays free at the right for a place (`@ 123456-123460`).
const PLACE: usize = 16;

/// How a value is shown.
#[derive(Clone, Copy)]
pub(super) enum Tone {
    Plain,
    Strong,
    Faint,
    Repair,
    Warning,
}

/// What a record is written to.
pub(super) struct Page<'a, W> {
    out: &'a mut W,
    paint: Paint,
}

impl<'a, W: Write> Page<'a, W> {
    pub(super) fn new(out: &'a mut W, paint: Paint) -> Page<'a, W> {
        Page { out, paint }
    }

    /// The first line of a record.
    pub(super) fn title(&mut self, text: &str) -> anyhow::Result<()> {
        let lines = wrap(text, WIDTH);
        for line in lines {
            writeln!(self.out, "{}", self.paint.strong(&line))?;
        }
        Ok(())
    }

    /// An empty line.
    pub(super) fn gap(&mut self) -> anyhow::Result<()> {
        Ok(writeln!(self.out)?)
    }

    /// A value under its label; an empty label continues the one above.
    pub(super) fn field(&mut self, label: &str, value: &str, place: Option<Span>) -> anyhow::Result<()> {
        self.toned(label, value, place, Tone::Plain)
    }

    pub(super) fn toned(
        &mut self,
        label: &str,
        value: &str,
        place: Option<Span>,
        tone: Tone,
    ) -> anyhow::Result<()> {
        self.hanging(label, 0, value, place, tone)
    }

    /// The same; lines after the first are set in by `hang` more.
    pub(super) fn hanging(
        &mut self,
        label: &str,
        hang: usize,
        value: &str,
        place: Option<Span>,
        tone: Tone,
    ) -> anyhow::Result<()> {
        let mut lines = wrap(value, room(place).saturating_sub(hang)).into_iter();
        self.put(label, &lines.next().unwrap_or_default(), place, tone)?;
        for line in lines {
            writeln!(self.out, "{}{}", " ".repeat(LABEL + hang), self.tone(&line, tone))?;
        }
        Ok(())
    }

    /// One line, cut where it does not fit.
    pub(super) fn line(
        &mut self,
        label: &str,
        value: &str,
        place: Option<Span>,
        tone: Tone,
    ) -> anyhow::Result<()> {
        self.put(label, &cut(value, room(place)), place, tone)
    }

    /// A line whose value fits.
    fn put(&mut self, label: &str, value: &str, place: Option<Span>, tone: Tone) -> anyhow::Result<()> {
        write!(self.out, "{}{}", self.paint.label(&format!("{label:<LABEL$}")), self.tone(value, tone))?;
        if let Some(span) = place {
            let free = " ".repeat(room(place).saturating_sub(width(value)));
            write!(self.out, "{free}{}", self.paint.faint(&printed(span)))?;
        }
        Ok(writeln!(self.out)?)
    }

    fn tone(&self, text: &str, tone: Tone) -> String {
        match tone {
            Tone::Plain => text.to_string(),
            Tone::Strong => self.paint.strong(text),
            Tone::Faint => self.paint.faint(text),
            Tone::Repair => self.paint.repair(text),
            Tone::Warning => self.paint.warning(text),
        }
    }
}

/// A place as printed, at the right edge; wider than its column in a large document.
fn printed(place: Span) -> String {
    format!("{:>PLACE$}", format!(" @ {}-{}", place.start, place.end))
}

/// Room for a value beside its place.
fn room(place: Option<Span>) -> usize {
    (WIDTH - LABEL).saturating_sub(place.map_or(0, |place| width(&printed(place))))
}

/// `text` with nothing in it that could steer a terminal: controls become blanks, marks of writing direction go.
fn harmless(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars()
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| if c.is_control() { ' ' } else { c })
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// At most `room` characters of `text`, an ellipsis for the rest. Leading blanks stay: they show depth.
fn cut(text: &str, room: usize) -> String {
    let mut letters = harmless(text);
    let mut out: String = letters.by_ref().take(room).collect();
    if letters.next().is_some() {
        out.pop();
        out.truncate(out.trim_end().len());
        out.push('\u{2026}');
    }
    out
}

/// Lines of at most `room` characters, broken at blanks; a longer word is broken where it must be.
fn wrap(text: &str, room: usize) -> Vec<String> {
    let clean: String = harmless(text).collect();
    let room = room.max(1);
    let (mut lines, mut line, mut length) = (Vec::new(), String::new(), 0);
    for word in clean.split_whitespace() {
        let letters = width(word);
        if length > 0 && length + 1 + letters > room {
            lines.push(std::mem::take(&mut line));
            length = 0;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        for letter in word.chars() {
            if length == room {
                lines.push(std::mem::take(&mut line));
                length = 0;
            }
            line.push(letter);
            length += 1;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &str, place: Option<Span>) -> String {
        let mut out = Vec::new();
        Page::new(&mut out, Paint::plain()).field("Subject", value, place).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn ok_lines_keep_to_their_width() {
        let text = written(&"harbor loan ".repeat(40), Some(Span { start: 1_234_567, end: 1_234_999 }));
        assert!(text.lines().count() > 5);
        assert!(text.lines().all(|line| width(line) <= WIDTH), "{text}");
        assert_eq!(text.lines().next().map(width), Some(WIDTH), "{text}");
        assert_eq!(wrap("extraordinary", 5), ["extra", "ordin", "ary"]);
    }

    #[test]
    fn ok_nothing_steers_the_terminal() {
        let text = written("a\u{1b}[31mb\u{202e}c\rd", None);
        assert!(text.ends_with("a [31mbc d\n"), "{text:?}");
        assert_eq!(cut("one\ntwo three", 8), "one two\u{2026}");
    }
}
