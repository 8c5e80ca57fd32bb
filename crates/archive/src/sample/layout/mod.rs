//! How a draft was typed and sent in each era (format.md §2, §13).

mod card;
mod footer;
mod full;
mod head;
mod labels;
mod oadr;
mod pages;
mod sheet;

use super::draft::{Draft, Era, Paragraph};
use super::random::Random;

pub(crate) use card::card;

/// The telegram as text. `random` decides what the typist and the switches decide; the same numbers give the same sheet.
pub(crate) fn print(draft: &Draft, random: &mut Random) -> String {
    let mut out = String::with_capacity(bytes(draft) * 9 / 8 + 2500);
    match draft.era {
        Era::Pages | Era::BrokenPages => pages::print(draft, random, &mut out),
        Era::Oadr => oadr::print(draft, random, &mut out),
        Era::Footer => footer::print(draft, random, &mut out),
        Era::Early | Era::Full => full::print(draft, random, &mut out),
        Era::Labels => labels::print(draft, random, &mut out),
    }
    out
}

/// Bytes of text, as the sheet counts them.
fn bytes(draft: &Draft) -> usize {
    draft.paragraphs.iter().map(|paragraph| paragraph.text.len() + 1).sum()
}

/// A blank after a mark, where there is one.
fn gap(mark: &str) -> &'static str {
    if mark.is_empty() { "" } else { " " }
}

/// Writes the paragraphs, each behind an empty line where `spaced`.
fn body<F: FnMut(&mut String, sheet::Cut)>(
    sheet: &mut sheet::Sheet<F>,
    paragraphs: &[Paragraph],
    spaced: bool,
) {
    for Paragraph { number, mark, heading, text } in paragraphs {
        if !heading.is_empty() {
            let rule = "-".repeat(heading.len());
            for line in ["", heading, &rule] {
                sheet.line(line);
            }
        }
        if spaced {
            sheet.line("");
        }
        sheet.paragraph(format_args!("{number}. {mark}{}", gap(mark)), text);
    }
}
