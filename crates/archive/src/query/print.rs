//! A query in its canonical form, which reads back as itself.

use std::fmt::{self, Display, Formatter};

use super::{Leaf, Node, Query, dates};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.root.fmt(f)
    }
}

impl Display for Node {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Node::All => f.write_str("*"),
            Node::And(parts) => between(f, parts, " AND ", |part| matches!(part, Node::Or(_))),
            Node::Or(parts) => between(f, parts, " OR ", |_| false),
            Node::Not(inner) => {
                f.write_str("NOT ")?;
                part(f, inner, matches!(**inner, Node::And(_) | Node::Or(_)))
            }
            Node::Leaf(leaf) => leaf.fmt(f),
        }
    }
}

fn between(f: &mut Formatter<'_>, parts: &[Node], operator: &str, bracket: fn(&Node) -> bool) -> fmt::Result {
    for (i, one) in parts.iter().enumerate() {
        if i > 0 {
            f.write_str(operator)?;
        }
        part(f, one, bracket(one))?;
    }
    Ok(())
}

fn part(f: &mut Formatter<'_>, node: &Node, bracket: bool) -> fmt::Result {
    if bracket { write!(f, "({node})") } else { node.fmt(f) }
}

impl Display for Leaf {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Leaf::Words(words) => quoted(f, &words.join(" "), ""),
            Leaf::Prefix(before, beginning) if before.is_empty() => quoted(f, beginning, "*"),
            Leaf::Prefix(before, beginning) => quoted(f, &format!("{} {beginning}", before.join(" ")), "*"),
            Leaf::Near { parts, distance } => {
                for (i, words) in parts.iter().enumerate() {
                    if i > 0 {
                        write!(f, " NEAR/{distance} ")?;
                    }
                    quoted(f, &words.join(" "), "")?;
                }
                Ok(())
            }
            Leaf::Subject(text) if matches!(**text, Leaf::Near { .. }) => write!(f, "subject:({text})"),
            Leaf::Subject(text) => write!(f, "subject:{text}"),
            Leaf::Expand(term) => {
                f.write_str("~")?;
                quoted(f, term, "")
            }
            Leaf::Term { field, value, prefix } => {
                write!(f, "{}:", field.name())?;
                quoted(f, value, if *prefix { "*" } else { "" })
            }
            Leaf::Date { from, to } => write!(f, "date:{}", dates::print(*from, *to)),
        }
    }
}

/// A text between quotes, where it would not hold together without them.
fn quoted(f: &mut Formatter<'_>, text: &str, star: &str) -> fmt::Result {
    if text.contains(|c: char| c.is_whitespace() || "()".contains(c)) {
        write!(f, "\"{text}{star}\"")
    } else {
        write!(f, "{text}{star}")
    }
}
