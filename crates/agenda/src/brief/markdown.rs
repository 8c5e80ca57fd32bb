//! The brief as Markdown. Words of a telegram are text: nothing in them becomes markup.

use std::fmt::Write;

use telegram::record::Telegram;

use super::{Entry, Options, entries};
use crate::Statement;

/// The brief as Markdown, one section for each telegram.
pub fn markdown(telegrams: &[(Telegram, Vec<Statement>)], options: &Options) -> String {
    let mut out = String::new();
    for entry in entries(telegrams, options) {
        // Writing into a `String` cannot fail.
        let _ = write_entry(&mut out, &entry);
    }
    out
}

fn write_entry(out: &mut String, entry: &Entry) -> std::fmt::Result {
    if !out.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "## {}\n\n{}\n", escape(&entry.heading), escape(&entry.path))?;
    writeln!(out, "- **Completeness:** {}", escape(&entry.completeness.join("; ")))?;
    list(out, "Repairs", entry.repairs.iter().map(|repair| escape(repair)))?;
    list(
        out,
        "References",
        entry.references.iter().map(|line| {
            let label = line.label.as_ref().map_or(String::new(), |label| format!("{label} "));
            escape(&format!("{label}{} \u{2013} {}", line.what, line.held))
        }),
    )?;
    list(
        out,
        "People",
        entry
            .people
            .iter()
            .map(|person| escape(&format!("{}, {} \u{2013} {}", person.name, person.office, person.place))),
    )?;
    for section in &entry.sections {
        writeln!(out, "\n### {}\n", section.title)?;
        for item in &section.items {
            writeln!(out, "- **{}** {}  ", escape(&item.place), escape(&item.gist))?;
            writeln!(out, "  > {}", escape(&item.quote))?;
        }
    }
    if entry.left_out > 0 {
        writeln!(out, "\nNot shown, because less certain: {}.", entry.left_out)?;
    }
    Ok(())
}

fn list(out: &mut String, label: &str, items: impl Iterator<Item = String>) -> std::fmt::Result {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return Ok(());
    }
    writeln!(out, "- **{label}:**")?;
    items.try_for_each(|item| writeln!(out, "  - {item}"))
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '!' | '~' | '>' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
