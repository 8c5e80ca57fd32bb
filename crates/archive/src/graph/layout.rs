//! Where telegrams stand in a drawing. Places depend on ids and edges alone.

use std::collections::{BTreeMap, HashMap};
use std::f64::consts::TAU;

use super::Node;

/// Width and height of a box.
pub(super) const BOX: (f64, f64) = (150.0, 22.0);
/// Boxes in a column.
const ROWS: usize = 24;

/// The middle of each node, in the order of nodes; from 0 up.
pub(super) type Places = Vec<(f64, f64)>;

/// Columns from left to right, one or more a year, by id from the top.
pub(super) fn by_year(nodes: &[Node]) -> Places {
    let mut years: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        years.entry(node.year.unwrap_or(u16::MAX)).or_default().push(at);
    }
    let mut places = vec![(0.0, 0.0); nodes.len()];
    let mut column = 0.0;
    for list in years.values_mut() {
        // Numbers, not letters, tell what came first; shorter ids of a post have lower numbers.
        list.sort_by_key(|at| nodes.get(*at).map(|node| (&node.post, node.id.len(), &node.id)));
        for part in list.chunks(ROWS) {
            for (row, at) in part.iter().enumerate() {
                let y = row as f64 * BOX.1 * 1.6 + BOX.1;
                if let Some(place) = places.get_mut(*at) {
                    *place = (column * BOX.0 * 1.6 + BOX.0, y);
                }
            }
            column += 1.0;
        }
    }
    places
}

/// Rings around the first node, one a step; on each ring a node stands near those through which it was reached.
pub(super) fn in_rings(nodes: &[Node], edges: &[(String, String)]) -> Places {
    let index: HashMap<&str, usize> =
        nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect();
    let mut near: Vec<Vec<usize>> = vec![Vec::new(); nodes.len()];
    for (from, to) in edges {
        let (Some(from), Some(to)) = (index.get(from.as_str()), index.get(to.as_str())) else { continue };
        near[*from].push(*to);
        near[*to].push(*from);
    }
    let mut angles = vec![0.0f64; nodes.len()];
    let mut polar = vec![(0.0, 0.0); nodes.len()];
    let depths = nodes.iter().map(|node| node.depth).max().unwrap_or(0);
    let mut radius: f64 = 0.0;
    for depth in 1..=depths {
        let inner = |at: &&usize| nodes[**at].depth + 1 == depth;
        let mut ring: Vec<(f64, usize)> = Vec::new();
        for at in (0..nodes.len()).filter(|at| nodes[*at].depth == depth) {
            let parents: Vec<f64> = near[at].iter().filter(inner).map(|at| angles[*at]).collect();
            ring.push((parents.iter().sum::<f64>() / parents.len().max(1) as f64, at));
        }
        ring.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| nodes[a.1].id.cmp(&nodes[b.1].id)));
        // Boxes beside one another at the top and the bottom of the ring must not touch.
        radius = (radius + BOX.0 * 1.4).max(ring.len() as f64 * BOX.0 * 0.45 / TAU * 2.0);
        for (n, (_, at)) in ring.iter().enumerate() {
            angles[*at] = n as f64 / ring.len() as f64 * TAU;
            polar[*at] = (radius, angles[*at]);
        }
    }
    let middle = radius + BOX.0;
    polar.into_iter().map(|(r, angle)| (middle + r * angle.sin(), middle - r * angle.cos())).collect()
}
