//! BibTeX: one `@techreport` a telegram. `date` is that of biblatex, `year`, `month` and `day` are for older styles.
//!
//! BibTeX counts braces even behind a backslash, so a brace in a text is written as a command.

use super::entry::{Entry, GENRE};
use super::names::safe;
use super::{Exporter, Outcome, Stream};
use crate::view::{Held, View};

pub(super) struct Bibtex<'a>(pub(super) Stream<'a>, pub(super) Option<String>);

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

impl Exporter for Bibtex<'_> {
    fn one(&mut self, _: &View, held: &Held) -> Outcome {
        let Some(entry) = Entry::of(held) else { return Ok(()) };
        let mut fields: Vec<(&str, String)> = Vec::new();
        let mut field = |name: &'static str, text: Option<String>| {
            fields.extend(text.filter(|text| !text.is_empty()).map(|text| (name, format!("{{{text}}}"))));
        };
        // Double braces: an office is one name, a title keeps its capitals.
        field("author", entry.author.as_deref().map(|name| format!("{{{}}}", escaped(name))));
        field("title", Some(format!("{{{}}}", escaped(&entry.title))));
        field("type", Some(GENRE.to_string()));
        field("number", Some(escaped(entry.number.as_deref().unwrap_or(&entry.id))));
        field("institution", entry.author.as_deref().map(escaped));
        field("date", entry.when.edtf());
        field("year", entry.when.year().map(|year| year.to_string()));
        field("day", entry.when.day().map(|day| day.day().to_string()));
        field("keywords", Some(escaped(&entry.tags.join(", "))));
        let to = Some(entry.to.join("; ")).filter(|to| !to.is_empty()).map(|to| format!("To: {to}"));
        let notes: Vec<String> = to.into_iter().chain(entry.notes).collect();
        field("note", Some(escaped(&notes.join(". "))));
        field("library", self.1.as_deref().map(escaped));
        if let Some(day) = entry.when.day() {
            let month = MONTHS.get(day.month().unsigned_abs() as usize - 1).copied().unwrap_or_default();
            fields.push(("month", month.to_string()));
        }
        writeln!(self.0, "@techreport{{{},", safe(&entry.id))?;
        for (name, value) in fields {
            writeln!(self.0, "  {name} = {value},")?;
        }
        writeln!(self.0, "}}\n")?;
        Ok(())
    }

    fn finish(&mut self) -> Outcome {
        Ok(self.0.flush()?)
    }
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in super::names::one_line(text).chars() {
        match c {
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '\\' => out.push_str("\\textbackslash{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '#' | '$' | '%' | '&' | '_' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_braces_balance_and_commands_are_words() {
        assert_eq!(
            escaped("a}{\\b\n50%_&"),
            "a\\textbraceright{}\\textbraceleft{}\\textbackslash{}b 50\\%\\_\\&"
        );
    }
}
