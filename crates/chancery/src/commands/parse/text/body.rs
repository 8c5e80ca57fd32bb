//! The text of the telegram: one line for each paragraph, heading and block.

use std::io::Write;

use telegram::record::{BlockKind, Element, InTextReference, Paragraph, Target, Telegram};

use super::page::{Page, Tone};

/// Where children stop to be set in further.
const DEEPEST: usize = 4;

pub(super) fn write<W: Write>(page: &mut Page<'_, W>, telegram: &Telegram) -> anyhow::Result<()> {
    if let Some(summary) = &telegram.summary {
        let paragraphs: Vec<String> = summary.paragraphs.iter().map(u32::to_string).collect();
        let mut found = format!("found by {}", summary.found_by);
        if !paragraphs.is_empty() {
            found = format!("paragraphs {}, {found}", paragraphs.join(", "));
        }
        page.gap()?;
        page.toned("Summary", &found, Some(summary.span), Tone::Faint)?;
        page.field("", &beginning(&summary.text, 320), None)?;
    }
    if !telegram.body.is_empty() {
        page.gap()?;
        elements(page, "Text", &telegram.body, 0)?;
    }
    if !telegram.in_text_references.is_empty() {
        page.gap()?;
    }
    for (i, reference) in telegram.in_text_references.iter().enumerate() {
        page.field(if i == 0 { "Cited in text" } else { "" }, &cited(reference), Some(reference.span))?;
    }
    Ok(())
}

fn elements<W: Write>(
    page: &mut Page<'_, W>,
    label: &str,
    list: &[Element],
    depth: usize,
) -> anyhow::Result<()> {
    let indent = "   ".repeat(depth.min(DEEPEST));
    for (i, element) in list.iter().enumerate() {
        let label = if i == 0 { label } else { "" };
        match element {
            Element::Paragraph(paragraph) => {
                page.line(
                    label,
                    &format!("{indent}{}", first_words(paragraph)),
                    Some(paragraph.span),
                    Tone::Plain,
                )?;
                elements(page, "", &paragraph.children, depth + 1)?;
            }
            Element::Heading { text, mark, span } => {
                let mark = mark.as_ref().map(|mark| format!("({mark}) ")).unwrap_or_default();
                page.line(label, &format!("{indent}{mark}{text}"), Some(*span), Tone::Strong)?;
            }
            Element::Block { kind, opening, text, span, children } => {
                let opening = opening.as_deref().unwrap_or(text);
                page.line(label, &format!("{indent}[{}] {opening}", block(*kind)), Some(*span), Tone::Faint)?;
                elements(page, "", children, depth + 1)?;
            }
        }
    }
    Ok(())
}

/// Number, the printed one where it differs, mark, heading, and as much of the text as fits.
fn first_words(paragraph: &Paragraph) -> String {
    let mut out = match (paragraph.number, paragraph.printed.as_deref()) {
        (Some(number), Some(printed)) if printed != number.to_string() => {
            format!("{number:>3}. [printed {printed}]")
        }
        (Some(number), _) => format!("{number:>3}."),
        (None, Some(printed)) => format!("{printed:>3} "),
        (None, None) => "   ".to_string(),
    };
    if let Some(mark) = &paragraph.mark {
        out.push_str(&format!(" ({mark})"));
    }
    if let Some(heading) = &paragraph.heading {
        out.push_str(&format!(" {heading}:"));
    }
    out.push(' ');
    out.extend(paragraph.text.chars().take(100));
    out
}

fn block(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Comment => "comment",
        BlockKind::Note => "note",
        BlockKind::Quoted => "quoted",
        BlockKind::Table => "table",
        BlockKind::List => "list",
        BlockKind::Fyi => "fyi",
        BlockKind::Unclassified => "unclassified",
        BlockKind::Points => "points",
        BlockKind::Action => "action",
    }
}

fn cited(reference: &InTextReference) -> String {
    let mut targets: Vec<String> = reference.targets.iter().map(target).collect();
    if targets.is_empty() {
        targets.push("nothing in this telegram tells what".to_string());
    }
    let mut out = format!("{} \u{2192} {}", reference.text, targets.join(", "));
    if !reference.pinpoint.is_empty() {
        let paragraphs: Vec<String> = reference.pinpoint.iter().map(u32::to_string).collect();
        out.push_str(&format!(", its paragraph {}", paragraphs.join(", ")));
    }
    if let Some(paragraph) = reference.paragraph {
        out.push_str(&format!(" (in paragraph {paragraph})"));
    }
    out
}

fn target(target: &Target) -> String {
    match target {
        Target::Reference { index, label, id } => {
            let name = label
                .as_ref()
                .map_or_else(|| format!("reference {}", index + 1), |label| format!("reference {label}"));
            id.as_ref().map_or(name.clone(), |id| format!("{name}, {id}"))
        }
        Target::Paragraph(number) => format!("paragraph {number}"),
        Target::Telegram(id) => id.clone(),
    }
}

/// `text` up to about `most` characters.
fn beginning(text: &str, most: usize) -> String {
    let mut letters = text.chars();
    let mut out: String = letters.by_ref().take(most).collect();
    if letters.next().is_some() {
        let whole_words = out.rfind(' ').unwrap_or(out.len());
        out.truncate(whole_words);
        out.push_str(" \u{2026}");
    }
    out
}
