//! Layers: who added which stretch of the document (format.md §0.3). They tile it, whatever the input.

use sources::Container;

use crate::lines::Line;
use crate::record::{Layer, LayerSpan, Span};
use crate::sheet::{Role, Sheet};

/// The layers of the whole document, in order, without gap or overlap.
pub(crate) fn tile(sheet: &Sheet) -> Vec<LayerSpan> {
    let mut tiles = Tiles { out: Vec::new(), at: 0, outside: outside(sheet.document.container) };
    let in_order = sheet.lines.iter().copied().zip(sheet.roles.iter().copied());
    if sheet.lines.is_sorted_by_key(|line| line.from) {
        tiles.add_lines(sheet, in_order);
    } else {
        tiles.add_lines(sheet, sheet.in_document_order().into_iter());
    }
    tiles.finish(sheet.document.bytes.len());
    tiles.out
}

/// Bytes of a container that are no text of the telegram: columns and keys are the archive's, tags the publisher's.
fn outside(container: Container) -> Layer {
    match container {
        Container::CableHtml
        | Container::PlusdHtml
        | Container::FrusTei
        | Container::Markdown
        | Container::Mail
        | Container::Pdf
        | Container::PlainText => Layer::Web,
        Container::CablegateCsv
        | Container::CfpfText
        | Container::CfpfXml
        | Container::HistoryLabJson
        | Container::Jsonl => Layer::Archive,
    }
}

struct Tiles {
    out: Vec<LayerSpan>,
    at: usize,
    outside: Layer,
}

impl Tiles {
    /// Adds the lines, which come in the order of the document.
    fn add_lines(&mut self, sheet: &Sheet, lines: impl Iterator<Item = (Line, Role)> + Clone) {
        // Blank lines go with what stands above them; at the beginning, with the first line that has words.
        let mut layer = lines
            .clone()
            .find(|(_, role)| *role != Role::Blank)
            .map_or(Layer::Drafter, |(_, role)| role.layer());
        for (line, role) in lines {
            if role != Role::Blank {
                layer = role.layer();
            }
            let span = sheet.document.text.span(line.from..line.next);
            self.add(layer, span.start, span.end);
        }
    }

    fn add(&mut self, layer: Layer, start: usize, end: usize) {
        if start > self.at {
            self.push(self.outside, start);
        }
        self.push(layer, end);
    }

    /// Goes on to `end` in `layer`.
    fn push(&mut self, layer: Layer, end: usize) {
        if end <= self.at {
            return;
        }
        match self.out.last_mut() {
            Some(last) if last.layer == layer => last.span.end = end,
            _ => self.out.push(LayerSpan { layer, span: Span { start: self.at, end } }),
        }
        self.at = end;
    }

    fn finish(&mut self, length: usize) {
        // A byte order mark or the tail of a page.
        if self.at < length {
            self.push(self.outside, length);
        }
    }
}
