//! From pieces to a tree, with a stack of its own: no text can be too deep for it.

use std::ops::Range;

use super::error::{Notes, QueryError};
use super::fields::Named;
use super::lex::{self, Piece, What};
use super::{DEEPEST, LONGEST, Leaf, MOST_LEAVES, Node, Query, leaf, near};

pub(super) fn read(text: &str, mut notes: Notes<'_>) -> Result<Query, QueryError> {
    let kept = within_limit(text, &mut notes)?;
    let pieces = lex::pieces(kept, &mut notes)?;
    let mut parser = Parser { stack: vec![Frame::default()], leaves: 0, ignored_brackets: 0, notes };
    let mut at = 0;
    while let Some(piece) = pieces.get(at) {
        at = parser.piece(&pieces, piece, at)?;
    }
    while parser.stack.len() > 1 {
        let open = parser.frame().open.clone();
        parser.notes.wrong(open, "a bracket that nothing closes", "close it with )", "closed at the end")?;
        parser.close(text.len()..text.len())?;
    }
    let root = match parser.stack.pop() {
        Some(frame) => frame.finish(&mut parser.notes)?,
        None => None,
    };
    let mut ignored = parser.notes.ignored;
    ignored.sort_by_key(|ignored| ignored.range.start);
    Ok(Query { root: root.unwrap_or(Node::All), ignored })
}

fn within_limit<'t>(text: &'t str, notes: &mut Notes<'_>) -> Result<&'t str, QueryError> {
    if text.len() <= LONGEST {
        return Ok(text);
    }
    let end = (0..=LONGEST).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    let hint = "ask in several queries, or run a list of them with search --batch";
    notes.wrong(
        end..text.len(),
        format!("a query of more than {} kB", LONGEST / 1024),
        hint,
        "the rest left out",
    )?;
    Ok(text.get(..end).unwrap_or_default())
}

/// What stands between two brackets, as far as it is read.
#[derive(Default)]
struct Frame {
    field: Option<Named>,
    /// Place of the opening bracket.
    open: Range<usize>,
    /// NOT before the bracket.
    negated: bool,
    /// Alternatives that an OR has ended.
    any: Vec<Node>,
    /// The parts of the one that is being read.
    all: Vec<Node>,
    /// AND or OR that waits for what follows it.
    operator: Option<Range<usize>>,
    /// NOT that waits, and whether their number is odd.
    not: Option<(Range<usize>, bool)>,
}

impl Frame {
    fn operand(&mut self, node: Node) {
        self.operator = None;
        let negated = self.not.take().is_some_and(|(_, odd)| odd);
        join(&mut self.all, if negated { negate(node) } else { node }, true);
    }

    fn end_alternative(&mut self) {
        let mut all = std::mem::take(&mut self.all);
        let one = if all.len() > 1 { Some(Node::And(all)) } else { all.pop() };
        if let Some(one) = one {
            join(&mut self.any, one, false);
        }
    }

    fn finish(mut self, notes: &mut Notes<'_>) -> Result<Option<Node>, QueryError> {
        if let Some((not, _)) = &self.not {
            notes.wrong(
                not.clone(),
                "nothing after NOT",
                "write what is to be left out, or leave the NOT out",
                "left out",
            )?;
        }
        if let Some(operator) = &self.operator
            && self.not.is_none()
        {
            notes.wrong(
                operator.clone(),
                "an operator with nothing after it",
                "write something on both sides of it, or put it between quotes if it is a word",
                "left out",
            )?;
        }
        self.end_alternative();
        Ok(if self.any.len() > 1 { Some(Node::Or(self.any)) } else { self.any.pop() })
    }
}

/// Adds a part to an `And` or `Or`; the parts of one of the same kind are added each.
fn join(parts: &mut Vec<Node>, node: Node, and: bool) {
    match node {
        Node::And(inner) if and => parts.extend(inner),
        Node::Or(inner) if !and => parts.extend(inner),
        node => parts.push(node),
    }
}

fn negate(node: Node) -> Node {
    match node {
        Node::Not(inner) => *inner,
        node => Node::Not(Box::new(node)),
    }
}

struct Parser<'t> {
    /// Never empty; the first frame is the whole query.
    stack: Vec<Frame>,
    leaves: usize,
    /// Brackets too deep to be minded.
    ignored_brackets: usize,
    notes: Notes<'t>,
}

impl Parser<'_> {
    fn frame(&mut self) -> &mut Frame {
        if self.stack.is_empty() {
            self.stack.push(Frame::default());
        }
        let last = self.stack.len() - 1;
        &mut self.stack[last]
    }

    /// Takes the piece, and the chain that it begins. Gives the index of the next one.
    fn piece(&mut self, pieces: &[Piece<'_>], piece: &Piece<'_>, at: usize) -> Result<usize, QueryError> {
        let range = piece.range.clone();
        match &piece.what {
            What::Open(field) => self.open(range, *field)?,
            What::Close => self.close(range)?,
            What::And => self.operator(range, "AND")?,
            What::Or => self.operator(range, "OR")?,
            What::Not => {
                let not = self.frame().not.take();
                let (first, odd) = not.unwrap_or((range, false));
                self.frame().not = Some((first, !odd));
            }
            What::Near(_) => {
                let hint = "write words or quoted phrases on both sides, as in fish NEAR/5 \"joint patrol\"";
                self.notes.wrong(
                    range,
                    "NEAR stands between words or phrases only",
                    hint,
                    "NEAR left out",
                )?;
            }
            What::Item(item) => {
                let group = self.frame().field;
                if let Some((near, next)) = near::chain(pieces, at, group, &mut self.notes)? {
                    self.operand(range, Node::Leaf(near), 1)?;
                    return Ok(next);
                }
                if let Some((node, leaves)) = leaf::read(item, range.clone(), group, &mut self.notes)? {
                    self.operand(range, node, leaves)?;
                }
            }
        }
        Ok(at + 1)
    }

    fn operand(&mut self, range: Range<usize>, node: Node, leaves: usize) -> Result<(), QueryError> {
        if self.leaves + leaves > MOST_LEAVES {
            let message = format!("more than {MOST_LEAVES} words and fields");
            let hint = "ask in several queries, or run a list of them with search --batch";
            return self.notes.wrong(range, message, hint, "left out");
        }
        self.leaves += leaves;
        // A name of several posts is printed between brackets.
        if leaves > 1 && self.stack.len() > DEEPEST {
            return self.too_deep(range);
        }
        self.frame().operand(node);
        Ok(())
    }

    fn operator(&mut self, range: Range<usize>, name: &str) -> Result<(), QueryError> {
        let frame = self.frame();
        let message = match (&frame.not, &frame.operator) {
            (Some(_), _) => Some(format!("{name} right after NOT")),
            (None, Some(_)) => Some(format!("{name} right after another operator")),
            (None, None) if frame.all.is_empty() => Some(format!("{name} with nothing before it")),
            _ => None,
        };
        if let Some(message) = message {
            let hint = format!(
                "write something on both sides of it, or \"{}\" if it is a word",
                name.to_lowercase()
            );
            return self.notes.wrong(range, message, hint, "left out");
        }
        frame.operator = Some(range);
        if name == "OR" {
            frame.end_alternative();
        }
        Ok(())
    }

    fn too_deep(&mut self, range: Range<usize>) -> Result<(), QueryError> {
        let message = format!("more than {DEEPEST} brackets within brackets");
        self.notes.wrong(range, message, "leave out brackets that change nothing", "left out")
    }

    fn open(&mut self, range: Range<usize>, field: Option<Named>) -> Result<(), QueryError> {
        if self.ignored_brackets > 0 || self.stack.len() > DEEPEST {
            self.ignored_brackets += 1;
            return self.too_deep(range);
        }
        let outer = self.frame().field;
        if let (Some(outer), Some(_)) = (outer, field) {
            let hint = format!("write the field outside the brackets of {}:", outer.name());
            self.notes.wrong(
                range.clone(),
                "a field within another field's brackets",
                hint,
                "taken as the inner field",
            )?;
        }
        // The NOT before the bracket is that of the bracket.
        let negated = self.frame().not.take().is_some_and(|(_, odd)| odd);
        self.stack.push(Frame { field: field.or(outer), open: range, negated, ..Frame::default() });
        Ok(())
    }

    fn close(&mut self, range: Range<usize>) -> Result<(), QueryError> {
        if self.ignored_brackets > 0 {
            self.ignored_brackets -= 1;
            return Ok(());
        }
        if self.stack.len() < 2 {
            return self.notes.wrong(
                range,
                "a bracket that nothing opened",
                "leave it out, or write ( before",
                "left out",
            );
        }
        let Some(frame) = self.stack.pop() else { return Ok(()) };
        let (open, negated) = (frame.open.clone(), frame.negated);
        match frame.finish(&mut self.notes)? {
            Some(node) => self.frame().operand(if negated { negate(node) } else { node }),
            None => self.notes.wrong(
                open,
                "nothing between the brackets",
                "write words there, or leave the brackets out",
                "left out",
            )?,
        }
        Ok(())
    }
}

/// Leaves of a node that one item gave.
pub(super) fn any_of(mut leaves: Vec<Leaf>) -> Option<(Node, usize)> {
    let count = leaves.len();
    match count {
        0 | 1 => leaves.pop().map(|leaf| (Node::Leaf(leaf), 1)),
        _ => Some((Node::Or(leaves.into_iter().map(Node::Leaf).collect()), count)),
    }
}
