//! Captions (format.md §6.1).

use super::{Cable, Departures};
use crate::captions;
use crate::record::{Level, Span};

/// SBU took the place of LIMITED OFFICIAL USE.
const SBU_BEGINS: &str = "1995-10-01";

pub(super) fn check(cable: &Cable<'_>, found: &mut Departures) {
    for line in cable.lines.iter().filter(|line| line.field == "captions") {
        if let Some(several) = captions::read(line.text.trim()).filter(|several| several.len() > 1) {
            found.add(
                "FAH2-440-caption-line",
                Some(line.span),
                format!("{} captions on one line", several.len()),
            );
        }
    }
    let captions = &cable.telegram.captions;
    let place = |i: usize| cable.telegram.spans.get("captions").and_then(|spans| spans.get(i)).copied();
    order(captions, place, found);
    if let Some(at) =
        captions.iter().position(|caption| caption == "SENSITIVE").filter(|at| at + 1 < captions.len())
    {
        found.add("SBU2000-sensitive-place", place(at), "SENSITIVE stands before other captions");
    }
    let marked = captions.iter().any(|caption| caption == "SENSITIVE");
    if cable.telegram.classification.level == Level::Sbu && !marked && cable.since(SBU_BEGINS) {
        found.add_plain("SBU2000-sensitive", cable.telegram.classification.span);
    }
}

fn order(captions: &[String], place: impl Fn(usize) -> Option<Span>, found: &mut Departures) {
    let known = captions.iter().enumerate().filter_map(|(i, caption)| Some((i, caption, rank(caption)?)));
    for ((_, before, high), (i, caption, low)) in known.clone().zip(known.skip(1)) {
        // What is out of place with SENSITIVE has a rule of its own.
        if high > low && before != "SENSITIVE" {
            found.add(
                "FAH2-440-caption-order",
                place(i),
                format!("{caption} is more restrictive than {before}, which stands before it"),
            );
        }
    }
}

/// Place in the list of captions, most restrictive first; `None` for those that the rule does not compare.
pub(crate) fn rank(caption: &str) -> Option<usize> {
    include_str!("caption_order.txt").lines().position(|known| known == caption)
}
