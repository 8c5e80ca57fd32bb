//! Who cites whom, as a graph: telegrams held, telegrams cited and not held, and an edge from each that cites.
//!
//! GraphML and GEXF are written as they are read, whatever their size; a drawing holds what can be read on a page.

mod around;
mod draw;
mod layout;
mod markup;

use std::io::Write;

use crate::problem::{Error, Result};
use crate::store::CitationRow;
use crate::view::{Held, View};

use markup::Markup;

/// How many telegrams a drawing shows.
const DRAWN: usize = 300;
/// How many telegrams around one are kept in memory.
const AROUND: usize = 100_000;

/// How a graph is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GraphForm {
    /// GraphML.
    GraphMl,
    /// GEXF 1.3.
    Gexf,
    /// A drawing.
    Svg,
}

impl GraphForm {
    /// The form that the ending of a file's name means.
    pub fn of_extension(extension: &str) -> Option<GraphForm> {
        match extension.to_ascii_lowercase().as_str() {
            "graphml" => Some(GraphForm::GraphMl),
            "gexf" => Some(GraphForm::Gexf),
            "svg" => Some(GraphForm::Svg),
            _ => None,
        }
    }
}

/// A telegram of the graph.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Node {
    id: String,
    held: bool,
    post: String,
    year: Option<u16>,
    date: String,
    subject: String,
    /// Steps from the middle.
    depth: usize,
}

impl Node {
    fn of(held: &Held) -> Node {
        let card = held.copies.first().map(|copy| copy.card.clone()).unwrap_or_default();
        Node {
            held: true,
            date: card.sent.as_deref().and_then(|sent| sent.get(..10)).unwrap_or_default().to_string(),
            subject: card.subject.unwrap_or_default(),
            ..Node::missing(&held.id)
        }
    }

    /// What the id itself tells.
    fn missing(id: &str) -> Node {
        let parsed = telegram::references::parse_id(id);
        let (year, post) = parsed.map_or((None, String::new()), |(year, post, _)| (Some(year), post));
        Node { id: id.to_string(), post, year, ..Node::default() }
    }
}

impl View<'_> {
    /// Writes the references of all telegrams.
    pub fn graph(&self, form: GraphForm, out: &mut dyn Write) -> Result<()> {
        let Some(mut markup) = Markup::begin(form, out).map_err(written)? else {
            return self.draw_all(out);
        };
        self.each(&mut |held| {
            markup.node(&Node::of(&held)).map_err(written)?;
            Ok(true)
        })?;
        self.each_missing(&mut |id| markup.node(&Node::missing(id)).map_err(written))?;
        markup.edges().map_err(written)?;
        self.each(&mut |held| {
            for target in self.targets(&held)? {
                markup.edge(&held.id, &target).map_err(written)?;
            }
            Ok(true)
        })?;
        markup.end().map_err(written)
    }

    /// The telegrams that this one cites, by id.
    fn targets(&self, held: &Held) -> Result<Vec<String>> {
        let sight = self.sight()?;
        let query = format!(
            "SELECT DISTINCT c.target FROM copies k JOIN citations c ON c.copy = k.id WHERE k.telegram = ?1 AND {} AND {} \
             ORDER BY c.target",
            CitationRow::OF_TELEGRAMS,
            sight.counts()
        );
        self.archive
            .store
            .with(|db| db.prepare_cached(&query)?.query_map([held.number], |row| row.get(0))?.collect())
    }

    /// What is cited and not held, by id.
    fn each_missing(&self, each: &mut dyn FnMut(&str) -> Result<()>) -> Result<()> {
        let sight = self.sight()?;
        let query = format!(
            "SELECT DISTINCT c.target FROM citations c JOIN copies k ON k.id = c.copy \
             WHERE c.target > ?1 AND {} AND {} AND NOT {} ORDER BY c.target LIMIT 512",
            CitationRow::OF_TELEGRAMS,
            sight.counts(),
            sight.holds("c.target")
        );
        let mut after = String::new();
        loop {
            let rows: Vec<String> = self
                .archive
                .store
                .with(|db| db.prepare_cached(&query)?.query_map([&after], |row| row.get(0))?.collect())?;
            let Some(last) = rows.last() else { return Ok(()) };
            after = last.clone();
            for id in &rows {
                each(id)?;
            }
        }
    }

    /// The telegrams that cite or are cited, as a drawing from year to year.
    fn draw_all(&self, out: &mut dyn Write) -> Result<()> {
        let mut edges: Vec<(String, String)> = Vec::new();
        let mut ids = std::collections::BTreeSet::new();
        let mut many = false;
        self.each(&mut |held| {
            for target in self.targets(&held)? {
                ids.insert(held.id.clone());
                ids.insert(target.clone());
                edges.push((held.id.clone(), target));
            }
            many = ids.len() > DRAWN;
            Ok(!many)
        })?;
        if many {
            return Err(Error::Refused(format!(
                "more than {DRAWN} telegrams cite or are cited: too many to be read in a drawing; \
                 draw what is around one of them, or write .graphml or .gexf"
            )));
        }
        let mut nodes = Vec::with_capacity(ids.len());
        for id in &ids {
            nodes.push(self.node(id)?);
        }
        let places = layout::by_year(&nodes);
        draw::draw(&nodes, &edges, &places, out).map_err(written)
    }

    fn node(&self, id: &str) -> Result<Node> {
        match self.telegram(id) {
            Ok(held) => Ok(Node::of(&held)),
            Err(Error::NotFound(_)) => Ok(Node::missing(id)),
            Err(error) => Err(error),
        }
    }
}

/// What befell the output, as an error of the archive.
fn written(source: std::io::Error) -> Error {
    Error::File { path: "graph".into(), source }
}
