//! How the text stands on the page (format.md §3.1, §12.7).

use super::{Cable, Departures};
use crate::parse::ExplainedLine;
use crate::record::{BlockKind, Element, Span};

/// Characters in a line.
pub(crate) const WIDTH: usize = 55;
/// Lines on three pages of about 50 (format.md §11.7).
pub(crate) const THREE_PAGES: usize = 150;

pub(super) fn check(cable: &Cable<'_>, found: &mut Departures) {
    long_lines(cable, found);
    text_start(cable, found);
    flush_left(&cable.telegram.body, cable, found);
    let lines = cable.lines.iter().filter(|line| is_text(line)).count();
    if cable.classified() && lines > THREE_PAGES && cable.telegram.summary.is_none() {
        found.add(
            "FAH1-240-summary",
            cable.place("body"),
            format!("the text has {lines} lines and no summary"),
        );
    }
}

fn is_text(line: &ExplainedLine) -> bool {
    matches!(line.field, "body" | "heading" | "rule")
}

/// One departure for the whole text: a copy wrapped at 69 columns has hundreds of long lines.
fn long_lines(cable: &Cable<'_>, found: &mut Departures) {
    let width = |line: &ExplainedLine| line.text.trim_end().chars().count();
    let long: Vec<&ExplainedLine> =
        cable.lines.iter().filter(|line| is_text(line) && width(line) > WIDTH).collect();
    if let Some(first) = long.first() {
        let longest = long.iter().map(|line| width(line)).max().unwrap_or_default();
        let what = match long.len() {
            1 => format!("a line has {longest} characters"),
            several => format!("{several} lines have more than {WIDTH} characters, the longest {longest}"),
        };
        found.add("FAH1-240-line-length", Some(first.span), what);
    }
}

/// A blank line between the header and what follows it.
fn text_start(cable: &Cable<'_>, found: &mut Departures) {
    let header = cable.lines.iter().rposition(|line| matches!(line.field, "subject" | "references"));
    let body = cable.lines.iter().position(|line| is_text(line) || line.field == "classified_by");
    let Some((header, body)) = header.zip(body).filter(|(header, body)| header < body) else { return };
    let between = cable.lines.get(header + 1..body).unwrap_or_default();
    // What the network put between them is not the drafter's.
    if between.iter().all(|line| line.text.trim().is_empty()) && between.len() != 1 {
        let what = if between.is_empty() {
            "no blank line between the header and the text".to_string()
        } else {
            format!("{} blank lines between the header and the text", between.len())
        };
        found.add("FAH1-240-text-start", cable.lines.get(body).map(|line| line.span), what);
    }
}

fn flush_left(elements: &[Element], cable: &Cable<'_>, found: &mut Departures) {
    for element in elements {
        match element {
            Element::Paragraph(paragraph) => {
                // List items may stand indented; paragraphs of the telegram may not.
                if indented(paragraph.span, cable) {
                    found.add_plain("FAH1-240-flush-left", Some(paragraph.span));
                }
                tables(&paragraph.children, cable, found);
            }
            Element::Block { children, .. } => {
                tables(std::slice::from_ref(element), cable, found);
                tables(children, cable, found);
            }
            Element::Heading { .. } => {}
        }
    }
}

fn tables(elements: &[Element], cable: &Cable<'_>, found: &mut Departures) {
    for element in elements {
        if let Element::Block { kind: BlockKind::Table, span, .. } = element {
            let rows =
                cable.lines.iter().filter(|line| line.span.start < span.end && span.start < line.span.end);
            if rows.filter(|line| !line.text.trim().is_empty()).all(|line| line.text.starts_with([' ', '\t']))
            {
                found.add_plain("FAH1-240-table-flush-left", Some(*span));
            }
        }
    }
}

fn indented(span: Span, cable: &Cable<'_>) -> bool {
    let at = cable.lines.partition_point(|line| line.span.end <= span.start);
    cable.lines.get(at).is_some_and(|line| line.text.starts_with([' ', '\t']) && !line.text.trim().is_empty())
}
