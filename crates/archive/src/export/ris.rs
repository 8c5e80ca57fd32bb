//! RIS: one report a telegram; a tag, two blanks, a dash, a blank and a value on each line, lines end with CR LF.
//!
//! `SN` is the report's number and `M3` its kind, as reference managers read a `RPRT`. A value never holds a line end, so
//! no text can open an entry of its own.

use super::entry::{Entry, GENRE};
use super::names::one_line;
use super::{Exporter, Outcome, Stream};
use crate::view::{Held, View};

pub(super) struct Ris<'a>(pub(super) Stream<'a>, pub(super) Option<String>);

impl Exporter for Ris<'_> {
    fn one(&mut self, _: &View, held: &Held) -> Outcome {
        let Some(entry) = Entry::of(held) else { return Ok(()) };
        self.line("TY", "RPRT")?;
        self.line("ID", &entry.id)?;
        self.line("TI", &entry.title)?;
        if let Some(author) = &entry.author {
            // A comma would part a family name from a given one.
            self.line("AU", &author.replace(',', " "))?;
            self.line("PB", author)?;
        }
        if let Some(year) = entry.when.year() {
            self.line("PY", &format!("{year:04}"))?;
        }
        if let Some(day) = entry.when.day() {
            self.line("DA", &format!("{:04}/{:02}/{:02}/", day.year(), day.month(), day.day()))?;
        }
        self.line("M3", GENRE)?;
        self.line("SN", entry.number.as_deref().unwrap_or(&entry.id))?;
        for tag in &entry.tags {
            self.line("KW", tag)?;
        }
        if !entry.to.is_empty() {
            self.line("N1", &format!("To: {}", entry.to.join("; ")))?;
        }
        for note in &entry.notes {
            self.line("N1", note)?;
        }
        if let Some(repository) = self.1.clone() {
            self.line("DB", &repository)?;
        }
        self.line("AN", &entry.id)?;
        self.line("ER", "")?;
        Ok(self.0.write_all(b"\r\n")?)
    }

    fn finish(&mut self) -> Outcome {
        Ok(self.0.flush()?)
    }
}

impl Ris<'_> {
    fn line(&mut self, tag: &str, value: &str) -> Outcome {
        Ok(write!(self.0, "{tag}  - {}\r\n", one_line(value))?)
    }
}
