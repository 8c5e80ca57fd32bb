//! The drawing: boxes with ids, arrows from those that cite, titles that a pointer shows. Colours follow the reader's
//! light or dark setting.

use std::collections::HashMap;
use std::io::{Result, Write};

use super::Node;
use super::layout::{BOX, Places};
use super::markup::escaped;

const STYLE: &str = r#"<style>
svg { color-scheme: light dark; background: #fff; --ink: #1b1b1b; --held: #dbe9f6; --line: #7a7a7a; --none: #fff; }
@media (prefers-color-scheme: dark) { svg { background: #16181b; --ink: #ececec; --held: #24435f; --line: #9a9a9a; --none: #16181b; } }
text { font: 12px sans-serif; fill: var(--ink); text-anchor: middle; dominant-baseline: central; }
rect { stroke: var(--ink); fill: var(--held); }
.missing rect { fill: var(--none); stroke-dasharray: 4 3; }
path { fill: none; stroke: var(--line); marker-end: url(#arrow); }
marker path { fill: var(--line); stroke: none; marker-end: none; }
</style>
<defs><marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>
"#;

pub(super) fn draw(
    nodes: &[Node],
    edges: &[(String, String)],
    places: &Places,
    out: &mut dyn Write,
) -> Result<()> {
    let far = |pick: fn(&(f64, f64)) -> f64| places.iter().map(pick).fold(0.0, f64::max);
    let (width, height) = (far(|place| place.0) + BOX.0, far(|place| place.1) + BOX.1 * 2.0);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\">"
    )?;
    writeln!(out, "<title>References of {} telegrams; a broken line: not held</title>", nodes.len())?;
    out.write_all(STYLE.as_bytes())?;
    let index: HashMap<&str, (f64, f64)> =
        nodes.iter().zip(places).map(|(node, place)| (node.id.as_str(), *place)).collect();
    for (from, to) in edges {
        if let (Some(from), Some(to)) = (index.get(from.as_str()), index.get(to.as_str())) {
            arrow(*from, *to, out)?;
        }
    }
    for (node, (x, y)) in nodes.iter().zip(places) {
        let class = if node.held { "held" } else { "missing" };
        let told = if node.held { &node.subject } else { "not held" };
        writeln!(
            out,
            "<g class=\"{class}\"><title>{}&#10;{}&#10;{}</title><rect x=\"{:.1}\" y=\"{:.1}\" width=\"{}\" height=\"{}\" rx=\"4\"/><text x=\"{x:.1}\" y=\"{y:.1}\">{}</text></g>",
            escaped(&node.id),
            escaped(&node.date),
            escaped(told),
            x - BOX.0 / 2.0,
            y - BOX.1 / 2.0,
            BOX.0,
            BOX.1,
            escaped(&short(&node.id))
        )?;
    }
    writeln!(out, "</svg>")?;
    out.flush()
}

/// An arrow from box to box, bent a little, so that there and back are two lines.
fn arrow(from: (f64, f64), to: (f64, f64), out: &mut dyn Write) -> Result<()> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if dx == 0.0 && dy == 0.0 {
        return Ok(());
    }
    // The part of the way that lies inside a box.
    let inside = (BOX.0 / 2.0 / dx.abs().max(1e-9)).min(BOX.1 / 2.0 / dy.abs().max(1e-9)).min(0.5);
    let at = |part: f64| (from.0 + dx * part, from.1 + dy * part);
    let (start, end) = (at(inside), at(1.0 - inside));
    let bend = (from.0 + dx / 2.0 - dy * 0.08, from.1 + dy / 2.0 + dx * 0.08);
    writeln!(
        out,
        "<path d=\"M{:.1} {:.1}Q{:.1} {:.1} {:.1} {:.1}\"/>",
        start.0, start.1, bend.0, bend.1, end.0, end.1
    )
}

/// What fits into a box.
fn short(id: &str) -> String {
    if id.chars().count() <= 20 { id.to_string() } else { id.chars().take(19).chain(['…']).collect() }
}
