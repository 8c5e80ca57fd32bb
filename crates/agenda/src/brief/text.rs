//! The brief as plain text.
//!
//! ```text
//! heading
//!   Label        first line of what there is to say
//!                its second line
//!   Section
//!     ¶5 (C)       what is stated
//!                  “the words”
//! ```

use telegram::record::Telegram;

use super::wrap::wrap;
use super::{Emphasis, Entry, Options, entries};
use crate::Statement;

const LABEL: usize = 16;
const PLACE: usize = 14;

/// The brief as plain text, `options.width` columns wide.
pub fn text(telegrams: &[(Telegram, Vec<Statement>)], options: &Options) -> String {
    let mut page = Page { out: String::new(), options };
    for (i, entry) in entries(telegrams, options).iter().enumerate() {
        if i > 0 {
            page.out.push('\n');
        }
        page.entry(entry);
    }
    page.out
}

struct Page<'a> {
    out: String,
    options: &'a Options<'a>,
}

impl Page<'_> {
    fn entry(&mut self, entry: &Entry) {
        for line in wrap(&entry.heading, self.options.width) {
            self.line("", "", Emphasis::Heading, &line);
        }
        self.line("  ", "", Emphasis::Faint, &entry.path);
        self.out.push('\n');
        let emphasis = if entry.incomplete { Emphasis::Warning } else { Emphasis::Faint };
        self.labelled("Completeness", &[(emphasis, entry.completeness.join("; "))]);
        let repairs: Vec<_> = entry.repairs.iter().map(|repair| (Emphasis::Faint, repair.clone())).collect();
        self.labelled("Repairs", &repairs);
        let references: Vec<_> = entry
            .references
            .iter()
            .map(|line| {
                let label = line.label.as_ref().map_or(String::new(), |label| format!("{label}  "));
                let emphasis = if line.missing { Emphasis::Warning } else { Emphasis::Faint };
                (emphasis, format!("{label}{} \u{2013} {}", line.what, line.held))
            })
            .collect();
        self.labelled("References", &references);
        let people: Vec<_> = entry
            .people
            .iter()
            .map(|person| {
                (Emphasis::Faint, format!("{}, {} \u{2013} {}", person.name, person.office, person.place))
            })
            .collect();
        self.labelled("People", &people);
        for section in &entry.sections {
            self.out.push('\n');
            self.line("  ", "", Emphasis::Label, section.title);
            for item in &section.items {
                self.item(&item.place, &item.gist, &item.quote);
            }
        }
        if entry.left_out > 0 {
            let words = format!("{} less certain statements are not shown.", entry.left_out);
            let words = if entry.left_out == 1 {
                "One less certain statement is not shown.".to_string()
            } else {
                words
            };
            self.out.push('\n');
            self.line("  ", "", Emphasis::Faint, &words);
        }
    }

    /// A label and lines beside it; nothing where there are none.
    fn labelled(&mut self, label: &str, items: &[(Emphasis, String)]) {
        let width = self.options.width.saturating_sub(2 + LABEL).max(20);
        let mut label = label;
        for (emphasis, item) in items {
            for (i, line) in wrap(item, width.saturating_sub(2)).iter().enumerate() {
                let mark = (self.options.style)(Emphasis::Label, label);
                let gap = " ".repeat(LABEL - label.len().min(LABEL));
                let indent = if i > 0 { "  " } else { "" };
                self.line("  ", &format!("{mark}{gap}{indent}"), *emphasis, line);
                label = "";
            }
        }
    }

    fn item(&mut self, place: &str, gist: &str, quote: &str) {
        let width = self.options.width.saturating_sub(4 + PLACE).max(20);
        let length = place.chars().count();
        let mut margin = format!(
            "{}{}",
            (self.options.style)(Emphasis::Place, place),
            " ".repeat(PLACE.saturating_sub(length))
        );
        if length >= PLACE {
            self.line("    ", "", Emphasis::Place, place);
            margin = " ".repeat(PLACE);
        }
        for line in wrap(gist, width) {
            self.out.push_str(&format!("    {margin}{line}\n"));
            margin = " ".repeat(PLACE);
        }
        for line in wrap(&format!("\u{201c}{quote}\u{201d}"), width) {
            self.line("    ", &margin, Emphasis::Quote, &line);
        }
    }

    fn line(&mut self, indent: &str, before: &str, emphasis: Emphasis, text: &str) {
        let line = format!("{indent}{before}{}", (self.options.style)(emphasis, text));
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }
}
