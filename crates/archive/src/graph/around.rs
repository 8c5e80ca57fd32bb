//! What is near one telegram: so many steps along references, in either direction.

use std::collections::BTreeSet;
use std::io::Write;

use super::markup::Markup;
use super::{AROUND, DRAWN, GraphForm, Node, draw, layout, written};
use crate::problem::{Error, Result};
use crate::view::View;

impl View<'_> {
    /// Writes the references around a telegram, which need not be held.
    pub fn graph_around(&self, id: &str, depth: usize, form: GraphForm, out: &mut dyn Write) -> Result<()> {
        let most = if form == GraphForm::Svg { DRAWN } else { AROUND };
        let nodes = self.near(id, depth, most)?;
        if nodes.len() == 1 && self.holds(id)? == 0 {
            return Err(Error::NotFound(format!("{id}: not held")));
        }
        let inside: BTreeSet<&str> = nodes.iter().map(|node| node.id.as_str()).collect();
        let mut edges = Vec::new();
        for node in nodes.iter().filter(|node| node.held) {
            let targets = self.targets(&self.telegram(&node.id)?)?;
            let near = targets.into_iter().filter(|target| inside.contains(target.as_str()));
            edges.extend(near.map(|target| (node.id.clone(), target)));
        }
        let Some(mut markup) = Markup::begin(form, out).map_err(written)? else {
            let places = layout::in_rings(&nodes, &edges);
            return draw::draw(&nodes, &edges, &places, out).map_err(written);
        };
        let write = || -> std::io::Result<()> {
            for node in &nodes {
                markup.node(node)?;
            }
            markup.edges()?;
            for (from, to) in &edges {
                markup.edge(from, to)?;
            }
            markup.end()
        };
        write().map_err(written)
    }

    /// Nodes at most so many steps away, the nearest first, then by id.
    fn near(&self, id: &str, depth: usize, most: usize) -> Result<Vec<Node>> {
        let mut found: BTreeSet<String> = BTreeSet::from([id.to_string()]);
        let mut nodes = vec![self.node(id)?];
        let mut at = 0;
        while let Some(node) = nodes.get(at).cloned() {
            at += 1;
            if node.depth >= depth {
                continue;
            }
            let mut next = if node.held { self.targets(&self.telegram(&node.id)?)? } else { vec![] };
            next.extend(self.citing_ids(&node.id, most + 1)?);
            next.sort();
            for other in next {
                if found.contains(&other) {
                    continue;
                }
                if found.len() >= most {
                    return Err(Error::Refused(format!(
                        "more than {most} telegrams are within {depth} steps of {id}; take fewer steps{}",
                        if most == DRAWN {
                            ", or write .graphml or .gexf"
                        } else {
                            ", or write the whole graph"
                        }
                    )));
                }
                found.insert(other.clone());
                nodes.push(Node { depth: node.depth + 1, ..self.node(&other)? });
            }
        }
        nodes.sort_by(|a, b| (a.depth, &a.id).cmp(&(b.depth, &b.id)));
        Ok(nodes)
    }

    /// Ids of the telegrams that cite this one.
    fn citing_ids(&self, id: &str, limit: usize) -> Result<Vec<String>> {
        let query = format!(
            "SELECT DISTINCT t.name FROM citations c JOIN copies k ON k.id = c.copy JOIN telegrams t ON t.id = k.telegram \
             WHERE c.target = ?1 AND {} AND {} ORDER BY t.name LIMIT ?2",
            crate::store::CitationRow::OF_TELEGRAMS,
            self.sight()?.counts()
        );
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.archive
            .store
            .with(|db| db.prepare_cached(&query)?.query_map((id, limit), |row| row.get(0))?.collect())
    }
}
