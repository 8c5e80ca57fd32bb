//! Printing a cable (format.md §16.1): network lines, header, text wrapped at 55 columns, sections.

use super::body::{Block, BlockKind};
use super::fields::{Classifier, Header};
use super::marking::Value;
use crate::check::WIDTH;
use crate::record::{Level, Precedence};

/// Lines of text after which another section begins, two pages of the network.
const SECTION: usize = 100;

pub(super) fn print(header: &Header<'_>, blocks: &[Block]) -> String {
    let sections = sections(blocks);
    let mut out = network(header);
    for (i, section) in sections.iter().enumerate() {
        out.push_str(&class_line(header, i + 1, sections.len()));
        out.push_str(&above_text(header, i == 0));
        for piece in section {
            out.push('\n');
            out.push_str(piece);
        }
        out.push('\n');
    }
    out.push_str(&header.signature);
    out.push('\n');
    out
}

fn network(header: &Header<'_>) -> String {
    let mut out = letter(header.precedence).to_string();
    if let Some(info) = header.info_precedence {
        out.push_str(&format!(" {}", letter(info)));
    }
    out.push_str(&format!(" {}\nFM {}\n", header.group, header.from));
    for (label, names) in [("TO", &header.to), ("INFO", &header.info)] {
        if !names.is_empty() {
            out.push_str(&format!("{label} {}\n", names.join("\n")));
        }
    }
    out
}

fn letter(precedence: Precedence) -> &'static str {
    match precedence {
        Precedence::Routine => "R",
        Precedence::Priority => "P",
        Precedence::Immediate | Precedence::Niact => "O",
        Precedence::Flash => "Z",
        Precedence::Emergency => "Y",
    }
}

fn class_line(header: &Header<'_>, section: usize, of: usize) -> String {
    let level = match header.level {
        Level::C => "C O N F I D E N T I A L",
        Level::S => "S E C R E T",
        Level::Ts => "T O P  S E C R E T",
        Level::Efto => "UNCLAS EFTO",
        Level::U | Level::Lou | Level::Sbu | Level::Unknown => "UNCLAS",
    };
    let section = if of > 1 { format!(" SECTION {section:02} OF {of:02}") } else { String::new() };
    let name = if header.post.canonical == "STATE" { "STATE" } else { header.post.telegram_name };
    format!("{level}{section} {name} {:06}\n", header.serial)
}

/// Captions to classifier; later sections repeat no references and no classifier.
fn above_text(header: &Header<'_>, first: bool) -> String {
    let mut out = String::new();
    if !header.captions.is_empty() {
        out.push_str(&format!("\n{}\n", header.captions.join("\n")));
    }
    let value = match &header.declassify {
        Value::NotApplicable => "N/A".to_string(),
        Value::On(date) => format!("DECL: {:02}/{:02}/{:04}", date.month(), date.day(), date.year()),
        Value::Words(words) => format!("DECL: {words}"),
    };
    out.push_str(&format!("\nE.O. {}: {value}\n", header.order));
    out.push_str(&wrap("TAGS: ", &header.tags.join(" "), ""));
    out.push_str(&wrap("SUBJECT: ", &header.subject, ""));
    if !first {
        return out;
    }
    references(&header.references, &mut out);
    if let Some(classifier) = &header.classifier {
        out.push('\n');
        out.push_str(&wrap("", &sentence(classifier), ""));
    }
    out
}

fn references(references: &[String], out: &mut String) {
    if let [only] = references {
        out.push_str(&format!("\n{}", wrap("REF: ", only, "     ")));
        return;
    }
    for (i, item) in references.iter().enumerate() {
        let label = if i == 0 { "\nREF: " } else { "     " };
        out.push_str(&wrap(&format!("{label}{}. ", letters(i)), item, "        "));
    }
}

/// `A` to `Z`, then `AA`, `AB`.
fn letters(i: usize) -> String {
    let letter = |i: usize| char::from(b'A' + u8::try_from(i % 26).unwrap_or_default());
    if i < 26 { letter(i).to_string() } else { format!("{}{}", letter(i / 26 - 1), letter(i)) }
}

fn sentence(classifier: &Classifier) -> String {
    let section = classifier.reasons.first().and_then(|reason| reason.get(..3)).unwrap_or_default();
    let items: Vec<&str> = classifier.reasons.iter().filter_map(|reason| reason.get(3..)).collect();
    let list = match items.as_slice() {
        [] => String::new(),
        [only] => only.to_string(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    };
    let word = if items.len() > 1 { "reasons" } else { "reason" };
    format!("Classified By: {}, {}, for {word} {section} {list}.", classifier.name, classifier.title)
}

/// The text in sections, each a list of pieces. A heading stays with what follows it, a list with its paragraph.
fn sections(blocks: &[Block]) -> Vec<Vec<String>> {
    let several = blocks.iter().filter(|block| block.kind == BlockKind::Paragraph).count() > 1;
    let mut sections: Vec<Vec<String>> = vec![Vec::new()];
    let (mut lines, mut number) = (0, 0);
    let mut after_heading = false;
    for block in blocks {
        let piece = match block.kind {
            BlockKind::Heading => format!("{}\n{}\n", block.text, "-".repeat(block.text.len())),
            BlockKind::Item => wrap("-- ", &block.text, ""),
            BlockKind::Summary => wrap(&mark(block), &format!("SUMMARY: {} END SUMMARY.", block.text), ""),
            BlockKind::Paragraph => {
                number += 1;
                let number = if several { format!("{number}. ") } else { String::new() };
                wrap(&format!("{number}{}", mark(block)), &block.text, "")
            }
        };
        let more = piece.lines().count() + 1;
        if lines + more > SECTION && lines > 0 && block.kind != BlockKind::Item && !after_heading {
            sections.push(Vec::new());
            lines = 0;
        }
        lines += more;
        after_heading = block.kind == BlockKind::Heading;
        if let Some(section) = sections.last_mut() {
            section.push(piece);
        }
    }
    sections
}

fn mark(block: &Block) -> String {
    block.mark.as_ref().map_or(String::new(), |mark| format!("({mark}) "))
}

/// Words in lines of at most 55 columns: the first after `label`, the others after `indent`. A word that looks like the
/// number of a paragraph begins no line.
fn wrap(label: &str, words: &str, indent: &str) -> String {
    let mut out = label.to_string();
    let mut column = label.trim_start_matches('\n').len();
    let mut words = words.split(' ').peekable();
    let mut bare = true;
    while let Some(word) = words.next() {
        let bound = words.peek().filter(|next| looks_like_number(next)).map_or(0, |next| next.len() + 1);
        if !bare && column + 1 + word.len() + bound > WIDTH {
            out.push('\n');
            out.push_str(indent);
            column = indent.len();
            bare = true;
        }
        if !bare {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += word.len();
        bare = false;
    }
    out.push('\n');
    out
}

fn looks_like_number(word: &str) -> bool {
    let digits = word.trim_end_matches(['.', ')']);
    digits.len() < 4 && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}
