//! `parse --explain`: the telegram line by line, with layer, field and repairs.

use std::io::Write;

use sources::Document;
use telegram::record::Layer;

use crate::paint::Paint;

/// Widest part of a line that is shown.
const WIDTH: usize = 100;

pub(super) fn write(out: &mut impl Write, document: &Document, paint: &Paint) -> anyhow::Result<()> {
    let (telegram, lines) = telegram::explain(document);
    writeln!(
        out,
        "{}",
        paint.strong(&format!("{}  {}", telegram.id.as_deref().unwrap_or("(no id)"), document.path))
    )?;
    let mut repairs = telegram.repairs.iter().peekable();
    for line in &lines {
        let layer = match line.layer {
            Layer::Drafter => "drafter",
            Layer::Network => "network",
            Layer::Archive => "archive",
            Layer::Release => "release",
            Layer::Web => "web",
        };
        let place = format!("{:>7} {layer:<8} {:<16}", line.span.start, line.field);
        let text: String = line.text.chars().filter(|c| !c.is_control()).take(WIDTH).collect();
        let more = if line.text.chars().count() > WIDTH { "\u{2026}" } else { "" };
        let field = if line.field == "unparsed" { paint.warning(&place) } else { paint.label(&place) };
        let text = if line.layer == Layer::Drafter { text } else { paint.faint(&text) };
        writeln!(out, "{field} {text}{more}")?;
        while let Some(repair) = repairs.next_if(|repair| repair.span.start < line.span.end) {
            let what = format!(
                "{:>7} {} {:?} \u{2192} {:?}: {}",
                "",
                repair.rule,
                repair.original,
                repair.repaired,
                repair.evidence.join("; ")
            );
            writeln!(out, "{}", paint.repair(&what))?;
        }
    }
    writeln!(out)?;
    Ok(())
}
