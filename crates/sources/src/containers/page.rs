//! What a web page that shows a cable is made of: label and value pairs in tables, and blocks of text.

use std::ops::Range;

use crate::document::{Fact, FactName};
use crate::labels::{fact_name, known};
use crate::markup::{Pour, Space, Token, Tokens, attribute};
use crate::text::Text;

/// A table of navigation may have any number of cells; metadata has few.
const MOST_CELLS: usize = 4_000;
/// Values longer than this are text, not metadata.
const LONGEST_VALUE: usize = 20_000;

/// Elements that begin and end a line.
const LINES: [&str; 24] = [
    "p",
    "div",
    "tr",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "table",
    "pre",
    "blockquote",
    "section",
    "article",
    "dt",
    "dd",
    "hr",
    "header",
    "footer",
    "tbody",
    "body",
];
/// Elements that may hold a text.
const HOLDING: [&str; 6] = ["div", "td", "section", "article", "p", "span"];
/// Elements that hold nothing of a cable.
const AROUND: [&str; 9] =
    ["head", "nav", "header", "footer", "script", "style", "form", "noscript", "button"];

/// A page and its places.
pub(super) struct Page<'p> {
    pub(super) text: &'p Text,
}

/// An element: its whole place, and what stands within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub(super) place: Range<usize>,
    pub(super) inside: Range<usize>,
}

struct Cell {
    row: usize,
    heading: bool,
    inside: Range<usize>,
}

impl<'p> Page<'p> {
    fn all(&self) -> &'p str {
        self.text.as_str()
    }

    fn tokens(&self, range: Range<usize>) -> Tokens<'p> {
        Tokens::new(self.all(), range, true)
    }

    /// Elements that `wanted` accepts by name and attributes, outermost first, none within another of them.
    pub(super) fn elements(&self, wanted: impl Fn(&str, &str) -> bool) -> Vec<Element> {
        let mut found = Vec::new();
        // The one under way: name, start, start of the inside, how many of its name are open.
        let mut open: Option<(&str, usize, usize, usize)> = None;
        for (token, place) in self.tokens(0..self.all().len()) {
            match (&token, &mut open) {
                (Token::Open { name, empty: false, .. }, Some((outer, .., depth)))
                    if outer.eq_ignore_ascii_case(name) =>
                {
                    *depth += 1;
                }
                (Token::Open { name, attributes, empty: false }, None) if wanted(name, attributes) => {
                    open = Some((name, place.start, place.end, 1));
                }
                (Token::Close { name }, Some((outer, start, inside, depth)))
                    if outer.eq_ignore_ascii_case(name) =>
                {
                    *depth -= 1;
                    if *depth == 0 {
                        found.push(Element { place: *start..place.end, inside: *inside..place.start });
                        open = None;
                    }
                }
                _ => {}
            }
        }
        if let Some((_, start, inside, _)) = open {
            let end = self.all().len();
            found.push(Element { place: start..end, inside: inside..end });
        }
        found
    }

    /// Elements that `wanted` accepts, those within one another too, as far as they nest no deeper than `deepest`.
    pub(super) fn nested(&self, wanted: impl Fn(&str, &str) -> bool, deepest: usize) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        // Name, start of the inside, and whether it is wanted.
        let mut open: Vec<(&str, usize, bool)> = Vec::new();
        for (token, place) in self.tokens(0..self.all().len()) {
            match token {
                Token::Open { name, attributes, empty: false }
                    if is_one_of(name, &HOLDING) && open.len() < deepest =>
                {
                    open.push((name, place.end, wanted(name, attributes)));
                }
                Token::Close { name } if is_one_of(name, &HOLDING) => {
                    let Some(at) = open.iter().rposition(|(open, ..)| open.eq_ignore_ascii_case(name)) else {
                        continue;
                    };
                    found.extend(
                        open.drain(at..).filter(|one| one.2).map(|(_, inside, _)| inside..place.start),
                    );
                }
                _ => {}
            }
        }
        let end = self.all().len();
        found.extend(open.into_iter().filter(|one| one.2).map(|(_, inside, _)| inside..end));
        found
    }

    /// Label and value pairs of all tables and lists. Unknown labels count only under the headings of `trusted`.
    pub(super) fn facts(&self, trusted: Option<&Range<usize>>) -> Vec<Fact> {
        let cells = self.cells();
        let mut facts = Vec::new();
        let mut rows: Vec<&[Cell]> = cells.chunk_by(|a, b| a.row == b.row).collect();
        rows.reverse();
        while let Some(row) = rows.pop() {
            let named = |cell: &Cell| self.is_label(cell, trusted);
            let below = rows.last().filter(|below| below.len() == row.len() && !below.iter().all(named));
            if let Some(values) = below.filter(|_| row.len() > 1 && row.iter().all(named)) {
                row.iter().zip(values.iter()).for_each(|(label, value)| self.fact(label, value, &mut facts));
                rows.pop();
                continue;
            }
            let mut ahead = row.iter().peekable();
            while let Some(label) = ahead.next() {
                if named(label)
                    && let Some(value) = ahead.next_if(|value| !value.heading || !named(value))
                {
                    self.fact(label, value, &mut facts);
                }
            }
        }
        facts
    }

    fn cells(&self) -> Vec<Cell> {
        let mut cells: Vec<Cell> = Vec::new();
        let (mut row, mut open) = (0, false);
        for (token, place) in self.tokens(0..self.all().len()) {
            let name = match &token {
                Token::Open { name, .. } | Token::Close { name } => name,
                _ => continue,
            };
            let role = Role::of(&token);
            if matches!(role, Some(Role::Label | Role::Value))
                || (open
                    && ["td", "th", "tr", "table", "dd", "dt", "div"]
                        .iter()
                        .any(|end| end.eq_ignore_ascii_case(name)))
            {
                if open && let Some(last) = cells.last_mut() {
                    last.inside.end = place.start;
                }
                open = false;
            }
            match role {
                Some(Role::Row) => row += 1,
                Some(role) if cells.len() < MOST_CELLS => {
                    // A list has no rows: each of its labels begins one.
                    row += usize::from(name.eq_ignore_ascii_case("dt"));
                    cells.push(Cell { row, heading: role == Role::Label, inside: place.end..place.end });
                    open = true;
                }
                _ => {}
            }
        }
        cells
    }

    fn is_label(&self, cell: &Cell, trusted: Option<&Range<usize>>) -> bool {
        if cell.inside.len() > 400 {
            return false;
        }
        let text = self.value(&cell.inside);
        known(&text).is_some()
            || (cell.heading
                && !text.is_empty()
                && trusted.is_some_and(|trusted| trusted.contains(&cell.inside.start)))
    }

    fn fact(&self, label: &Cell, value: &Cell, facts: &mut Vec<Fact>) {
        if value.inside.len() > LONGEST_VALUE {
            return;
        }
        let name = fact_name(&self.value(&label.inside));
        let text = self.poured(&value.inside, Space::Fold);
        let range = trimmed(text.as_str());
        let value = text.as_str().get(range.clone()).unwrap_or_default();
        if !value.is_empty() {
            facts.push(Fact { name, value: value.to_string(), span: Some(text.span(range)) });
        }
    }

    /// The page's title, which names the cable.
    pub(super) fn title(&self) -> Option<Fact> {
        let title = self.elements(|name, _| name.eq_ignore_ascii_case("title")).into_iter().next()?;
        let text = self.poured(&title.inside, Space::Fold);
        let range = trimmed(text.as_str());
        let value = text.as_str().get(range.clone()).filter(|value| !value.is_empty())?.to_string();
        Some(Fact { name: FactName::Other("page_title".to_string()), value, span: Some(text.span(range)) })
    }

    fn value(&self, inside: &Range<usize>) -> String {
        self.poured(inside, Space::Fold).as_str().trim().to_string()
    }

    fn poured(&self, inside: &Range<usize>, space: Space) -> Text {
        let mut pour = Pour::new(self.text);
        self.pour(inside, space, &mut pour);
        pour.finish()
    }

    /// Pours the text of a stretch of the page: tags are dropped, those that end lines end them.
    pub(super) fn pour(&self, inside: &Range<usize>, space: Space, pour: &mut Pour) {
        let mut around: Option<&str> = None;
        for (token, place) in self.tokens(inside.clone()) {
            if let Some(name) = around {
                if matches!(&token, Token::Close { name: end } if end.eq_ignore_ascii_case(name)) {
                    around = None;
                }
                continue;
            }
            match token {
                Token::Text => pour.text(place, space),
                Token::Verbatim(range) => pour.verbatim(range, space),
                Token::Open { name, .. } if name.eq_ignore_ascii_case("br") => pour.line_break(place),
                Token::Open { name, empty, .. } if space == Space::Fold && is_one_of(name, &AROUND) => {
                    around = (!empty).then_some(name);
                }
                Token::Open { name, .. } | Token::Close { name }
                    if space == Space::Fold && is_one_of(name, &LINES) =>
                {
                    pour.end_line(place);
                }
                _ => {}
            }
        }
    }

    /// How a block keeps its lines: by tags, or as they are written.
    pub(super) fn space(&self, inside: &Range<usize>) -> Space {
        let tags = self.tokens(inside.clone()).filter(|(token, _)| match token {
            Token::Open { name, .. } => name.eq_ignore_ascii_case("br") || is_one_of(name, &LINES),
            _ => false,
        });
        let lines = self.all().get(inside.clone()).unwrap_or_default().matches('\n').count();
        if tags.count() * 3 < lines { Space::Keep } else { Space::Fold }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Row,
    Label,
    Value,
}

impl Role {
    /// What an opening tag begins in a table of metadata.
    fn of(token: &Token) -> Option<Role> {
        let Token::Open { name, attributes, empty: false } = token else { return None };
        match name {
            name if is_one_of(name, &["tr", "dl"]) => Some(Role::Row),
            name if is_one_of(name, &["th", "dt"]) => Some(Role::Label),
            name if is_one_of(name, &["td", "dd"]) => Some(Role::Value),
            name if is_one_of(name, &["div", "span"]) => {
                match attribute(attributes, "class")?.to_ascii_lowercase().as_str() {
                    "s_key" | "key" | "label" => Some(Role::Label),
                    "s_val" | "s_value" | "value" => Some(Role::Value),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

pub(super) fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|one| one.eq_ignore_ascii_case(name))
}

fn trimmed(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start.max(text.trim_end().len())
}
