//! GraphML and GEXF 1.3: nodes, then edges, as they come.

use std::io::{Result, Write};

use super::{GraphForm, Node};

const GRAPHML: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="held" for="node" attr.name="held" attr.type="boolean"/>
<key id="post" for="node" attr.name="post" attr.type="string"/>
<key id="year" for="node" attr.name="year" attr.type="int"/>
<key id="date" for="node" attr.name="date" attr.type="string"/>
<key id="subject" for="node" attr.name="subject" attr.type="string"/>
<graph edgedefault="directed">
"#;
const GEXF: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" version="1.3">
<graph defaultedgetype="directed" mode="static">
<attributes class="node">
<attribute id="held" title="held" type="boolean"/>
<attribute id="post" title="post" type="string"/>
<attribute id="year" title="year" type="integer"/>
<attribute id="date" title="date" type="string"/>
<attribute id="subject" title="subject" type="string"/>
</attributes>
<nodes>
"#;

/// A file being written.
pub(super) struct Markup<'o> {
    out: &'o mut dyn Write,
    gexf: bool,
    edges: u64,
}

impl<'o> Markup<'o> {
    /// `None` for a drawing, which needs all of it first.
    pub(super) fn begin<'i: 'o>(
        form: GraphForm,
        out: &'o mut (dyn Write + 'i),
    ) -> Result<Option<Markup<'o>>> {
        let head = match form {
            GraphForm::GraphMl => GRAPHML,
            GraphForm::Gexf => GEXF,
            GraphForm::Svg => return Ok(None),
        };
        out.write_all(head.as_bytes())?;
        Ok(Some(Markup { out, gexf: form == GraphForm::Gexf, edges: 0 }))
    }

    pub(super) fn node(&mut self, node: &Node) -> Result<()> {
        let id = escaped(&node.id);
        let year = node.year.map(|year| year.to_string()).unwrap_or_default();
        let held = node.held.to_string();
        let (post, subject) = (escaped(&node.post), escaped(&node.subject));
        let values =
            [("held", &held), ("post", &post), ("year", &year), ("date", &node.date), ("subject", &subject)];
        let values = values.iter().filter(|(_, value)| !value.is_empty());
        if self.gexf {
            write!(self.out, "<node id=\"{id}\" label=\"{id}\"><attvalues>")?;
            for (name, value) in values {
                write!(self.out, "<attvalue for=\"{name}\" value=\"{value}\"/>")?;
            }
            writeln!(self.out, "</attvalues></node>")
        } else {
            write!(self.out, "<node id=\"{id}\">")?;
            for (name, value) in values {
                write!(self.out, "<data key=\"{name}\">{value}</data>")?;
            }
            writeln!(self.out, "</node>")
        }
    }

    /// From here on edges come.
    pub(super) fn edges(&mut self) -> Result<()> {
        if self.gexf { writeln!(self.out, "</nodes>\n<edges>") } else { Ok(()) }
    }

    pub(super) fn edge(&mut self, from: &str, to: &str) -> Result<()> {
        let n = self.edges;
        self.edges += 1;
        writeln!(self.out, "<edge id=\"{n}\" source=\"{}\" target=\"{}\"/>", escaped(from), escaped(to))
    }

    pub(super) fn end(self) -> Result<()> {
        let end = if self.gexf { "</edges>\n</graph>\n</gexf>" } else { "</graph>\n</graphml>" };
        writeln!(self.out, "{end}")?;
        self.out.flush()
    }
}

/// As text or attribute of XML; what XML cannot hold is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' => out.push(character),
            c if c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}
