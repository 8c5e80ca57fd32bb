//! One walk over a path: what it has cost so far, and where its documents and problems go.

use std::cell::Cell;
use std::io::{self, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

use crate::document::Document;
use crate::limits::Limits;
use crate::problem::{Problem, ProblemKind};
use crate::window::Window;

/// `Break` when nobody wants more documents.
pub(crate) type Flow = ControlFlow<()>;

/// What a walk gives: documents, and problems between them.
pub(crate) type Found = Result<Document, Problem>;

/// The state of a walk. Containers and archives push what they find into it.
pub(crate) struct Walk<'s> {
    pub(crate) limits: &'s Limits,
    /// Shared with the meters of the streams under way.
    pub(crate) cost: Rc<Cost>,
    /// How many archives lie around the present stream.
    pub(crate) depth: usize,
    sink: &'s mut dyn FnMut(Found) -> Flow,
}

impl<'s> Walk<'s> {
    pub(crate) fn new(limits: &'s Limits, sink: &'s mut dyn FnMut(Found) -> Flow) -> Walk<'s> {
        Walk { limits, cost: Rc::new(Cost::new(limits)), depth: 0, sink }
    }

    pub(crate) fn document(&mut self, document: Document) -> Flow {
        (self.sink)(Ok(document))
    }

    pub(crate) fn problem(&mut self, problem: Problem) -> Flow {
        (self.sink)(Err(problem))
    }

    /// Pushes what a container of one or few records gave.
    pub(crate) fn all(&mut self, found: impl IntoIterator<Item = Found>) -> Flow {
        found.into_iter().try_for_each(|one| (self.sink)(one))
    }

    /// Tells why a stream ended early, if it did.
    pub(crate) fn failure(&mut self, path: &str, window: &mut Window) -> Flow {
        let Some(error) = window.take_failure() else { return Flow::Continue(()) };
        let place = window.offset() + window.held().len() as u64;
        self.problem(stream_problem(path, Some(place), &error))
    }
}

/// The problem behind a failed read: a limit, a broken archive, or the system.
pub(crate) fn stream_problem(path: &str, place: Option<u64>, error: &io::Error) -> Problem {
    let (kind, hint) = if error.get_ref().is_some_and(|inner| inner.is::<Exceeded>()) {
        (ProblemKind::TooLarge, "if you trust it, unpack it first or raise the limit")
    } else {
        match error.kind() {
            io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                (ProblemKind::Damaged, "what stands before that place was read; get a whole copy of it")
            }
            io::ErrorKind::Other => (ProblemKind::Damaged, "what stands before that place was read"),
            _ => (ProblemKind::Unreadable, "see that it exists and that you may read it"),
        }
    };
    Problem { path: path.to_string(), place, kind, message: lower_first(&error.to_string()), hint }
}

fn lower_first(message: &str) -> String {
    let mut letters = message.chars();
    match letters.next() {
        Some(first) => first.to_lowercase().chain(letters).collect(),
        None => "the stream failed".to_string(),
    }
}

/// What one outermost file has cost.
#[derive(Debug)]
pub(crate) struct Cost {
    packed: Cell<u64>,
    expanded: Cell<u64>,
    max_expanded: u64,
    max_ratio: u64,
    ratio_from: u64,
}

impl Cost {
    fn new(limits: &Limits) -> Cost {
        Cost {
            packed: Cell::new(0),
            expanded: Cell::new(0),
            max_expanded: limits.max_expanded,
            max_ratio: limits.max_ratio,
            ratio_from: limits.ratio_from,
        }
    }

    /// A new outermost file begins.
    pub(crate) fn restart(&self) {
        self.packed.set(0);
        self.expanded.set(0);
    }

    /// True once a bound has been passed: nothing more will come out of this file.
    pub(crate) fn exceeded(&self) -> bool {
        let expanded = self.expanded.get();
        expanded > self.max_expanded
            || (expanded > self.ratio_from && expanded / self.max_ratio.max(1) > self.packed.get())
    }
}

/// Counts the bytes of the outermost file.
pub(crate) struct Packed<R> {
    pub(crate) inner: R,
    pub(crate) cost: Rc<Cost>,
}

impl<R: Read> Read for Packed<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.cost.packed.set(self.cost.packed.get() + count as u64);
        Ok(count)
    }
}

/// Counts what a decompressor gives, and ends it when it gives too much.
pub(crate) struct Expanded<R> {
    pub(crate) inner: R,
    pub(crate) cost: Rc<Cost>,
}

impl<R: Read> Read for Expanded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.cost.exceeded() {
            return Err(io::Error::other(Exceeded {
                expanded: self.cost.expanded.get(),
                packed: self.cost.packed.get(),
            }));
        }
        let count = self.inner.read(out)?;
        self.cost.expanded.set(self.cost.expanded.get() + count as u64);
        Ok(count)
    }
}

#[derive(Debug, thiserror::Error)]
#[error("{packed} bytes have expanded to more than {expanded}, which no honest file does")]
struct Exceeded {
    expanded: u64,
    packed: u64,
}
