//! What was repaired, what does not fit, what nobody could read.

use std::io::Write;

use telegram::record::{Repair, Telegram};

use super::page::{Page, Tone};

/// Notes of one kind that are listed; a hostile file can hold a hundred thousand.
const MOST: usize = 40;

pub(super) fn write<W: Write>(page: &mut Page<'_, W>, telegram: &Telegram) -> anyhow::Result<()> {
    repairs(page, "Repairs", &telegram.repairs)?;
    repairs(page, "Not applied", &telegram.suggestions)?;
    list(page, "Taken out", telegram.redactions.iter(), |page, label, redaction| {
        page.line(
            label,
            &format!("{}: {}", redaction.kind, redaction.text),
            Some(redaction.span),
            Tone::Plain,
        )
    })?;
    list(page, "Warnings", telegram.warnings.iter(), |page, label, warning| {
        page.toned(label, &format!("{}: {}", warning.kind, warning.message), warning.span, Tone::Warning)
    })?;
    list(page, "Unparsed", telegram.unparsed.iter(), |page, label, unparsed| {
        page.line(label, &unparsed.text, Some(unparsed.span), Tone::Warning)
    })
}

/// Repairs that have one reason stand together under it.
fn repairs<W: Write>(page: &mut Page<'_, W>, label: &str, repairs: &[Repair]) -> anyhow::Result<()> {
    if repairs.is_empty() {
        return Ok(());
    }
    page.gap()?;
    let mut groups: Vec<(&Repair, Vec<&Repair>)> = Vec::new();
    for repair in repairs.iter().take(MOST) {
        match groups
            .iter_mut()
            .find(|(first, _)| first.rule == repair.rule && first.evidence == repair.evidence)
        {
            Some((_, group)) => group.push(repair),
            None => groups.push((repair, vec![repair])),
        }
    }
    for (i, (first, group)) in groups.iter().enumerate() {
        let why = format!("{:<7} {}", first.rule, first.evidence.join("; "));
        page.hanging(if i == 0 { label } else { "" }, 8, &why, None, Tone::Repair)?;
        for repair in group {
            let change =
                format!("        {} \u{2192} {}", quoted(&repair.original), quoted(&repair.repaired));
            page.line("", &change, Some(repair.span), Tone::Plain)?;
        }
    }
    more(page, repairs.len())
}

fn list<'t, T: 't, W: Write>(
    page: &mut Page<'_, W>,
    label: &str,
    items: impl ExactSizeIterator<Item = &'t T>,
    mut each: impl FnMut(&mut Page<'_, W>, &str, &T) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let count = items.len();
    if count > 0 {
        page.gap()?;
    }
    for (i, item) in items.take(MOST).enumerate() {
        each(page, if i == 0 { label } else { "" }, item)?;
    }
    more(page, count)
}

fn more<W: Write>(page: &mut Page<'_, W>, count: usize) -> anyhow::Result<()> {
    if count > MOST {
        page.toned("", &format!("and {} more; --format json has all", count - MOST), None, Tone::Faint)?;
    }
    Ok(())
}

/// A short piece of text, its line ends shown.
fn quoted(text: &str) -> String {
    let mut letters = text.chars();
    let mut out: String = letters.by_ref().take(40).collect();
    if letters.next().is_some() {
        out.push('\u{2026}');
    }
    format!("{out:?}")
}
