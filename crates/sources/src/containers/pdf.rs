//! The text layer of a PDF.
//!
//! Nothing in a PDF maps byte for byte to its text; so the document's bytes are the text that was taken out, and a fact
//! `extracted_from` says so. Lines are made by place: text that is set lower begins a new one, text that is set much
//! lower a new paragraph, and a new page a form feed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use lopdf::content::Content;
use lopdf::{Document as Pdf, Encoding, LoadOptions, Object, ObjectId};

use crate::document::{Container, Document, Fact, FactName};
use crate::problem::ProblemKind;
use crate::sniff::has_letters;
use crate::walk::{Flow, Walk};
use crate::window::Window;

use super::problem;

/// Largest stream of a page, unpacked.
const MAX_STREAM: usize = 32 << 20;
/// Most pages that are read; the longest telegrams have under a hundred.
const MAX_PAGES: usize = 20_000;
/// A shift to the left by more than this, in thousandths of the letter size, is a blank.
const BLANK: f32 = -180.0;
/// A step down by more than so many of the usual ones is an empty line.
const EMPTY_LINE: f32 = 1.6;

/// Reads the text layer.
pub(crate) fn read(walk: &mut Walk, path: &str, window: &mut Window) -> Flow {
    let cap = walk.limits.max_pdf;
    let (bytes, more) = window.take_rest(cap);
    if more {
        let message = format!("the PDF is longer than {cap} bytes");
        return walk.problem(problem(
            path,
            cap as u64,
            ProblemKind::TooLarge,
            message,
            "split it, or raise the limit",
        ));
    }
    let limit = walk.limits.max_record;
    // The parser is another's; a panic in it must cost this file and no other.
    let (kind, message, hint) = match catch_unwind(AssertUnwindSafe(|| text(&bytes, limit))) {
        Ok(Ok(text)) if has_letters(&text) => return walk.document(document(path, text)),
        Ok(Ok(_)) => (
            ProblemKind::NotADocument,
            "the PDF has no text layer: its pages are images".to_string(),
            "read it with a character recogniser first",
        ),
        Ok(Err(error)) => (error.kind, error.message, "save it anew, or as text"),
        Err(_) => (ProblemKind::Damaged, "the PDF could not be read".to_string(), "save it anew, or as text"),
    };
    walk.problem(problem(path, 0, kind, message, hint))
}

fn document(path: &str, text: String) -> Document {
    let mut document = Document::plain(path, text.into_bytes());
    document.container = Container::Pdf;
    document.facts.push(Fact {
        name: FactName::Other("extracted_from".to_string()),
        value: "text layer of a PDF".to_string(),
        span: None,
    });
    document
}

struct Failure {
    kind: ProblemKind,
    message: String,
}

fn text(bytes: &[u8], limit: usize) -> Result<String, Failure> {
    let options = LoadOptions { max_decompressed_size: Some(MAX_STREAM), ..LoadOptions::default() };
    let pdf = Pdf::load_mem_with_options(bytes, options).map_err(|error| Failure {
        kind: ProblemKind::Damaged,
        message: format!("the PDF could not be read ({error})"),
    })?;
    if pdf.is_encrypted() {
        let message = "the PDF is encrypted".to_string();
        return Err(Failure { kind: ProblemKind::Unsupported, message });
    }
    let mut layer = Layer::default();
    for page in pdf.page_iter().take(MAX_PAGES) {
        if !layer.text.is_empty() {
            layer.text.push_str("\n\u{c}");
        }
        layer.page(&pdf, page);
        if layer.text.len() > limit {
            let message = format!("the PDF holds more than {limit} bytes of text");
            return Err(Failure { kind: ProblemKind::TooLarge, message });
        }
    }
    Ok(layer.text)
}

/// The text so far, and where the pen stands.
#[derive(Default)]
struct Layer {
    text: String,
    /// Height of the present line, and of the text to come.
    line: Option<f32>,
    height: f32,
    scale: f32,
    leading: f32,
    /// The usual step from line to line.
    step: f32,
}

impl Layer {
    fn page(&mut self, pdf: &Pdf, page: ObjectId) {
        let fonts = pdf.get_page_fonts(page).unwrap_or_default();
        let encodings: Vec<(Vec<u8>, Encoding)> = fonts
            .into_iter()
            .filter_map(|(name, font)| Some((name, font.get_font_encoding_with_limit(pdf, MAX_STREAM).ok()?)))
            .collect();
        let Ok(data) = pdf.get_page_content_with_limit(page, MAX_STREAM) else { return };
        let Ok(content) = Content::decode(&data) else { return };
        let mut encoding = None;
        (self.line, self.height, self.scale, self.leading) = (None, 0.0, 1.0, 0.0);
        for operation in &content.operations {
            let operands = operation.operands.as_slice();
            match operation.operator.as_str() {
                "Tf" => {
                    let name = operands.first().and_then(|name| name.as_name().ok());
                    encoding = encodings
                        .iter()
                        .find(|(font, _)| Some(font.as_slice()) == name)
                        .map(|(_, found)| found);
                }
                "Tj" | "TJ" => self.show(encoding, operands),
                "'" => {
                    self.down(self.leading);
                    self.show(encoding, operands);
                }
                "\"" => {
                    self.down(self.leading);
                    self.show(encoding, operands.get(2..).unwrap_or_default());
                }
                operator => self.place(operator, operands),
            }
        }
    }

    /// Moves the pen.
    fn place(&mut self, operator: &str, operands: &[Object]) {
        let number =
            |index: usize| operands.get(index).and_then(|value| value.as_float().ok()).unwrap_or(0.0);
        match operator {
            "BT" => (self.height, self.scale) = (0.0, 1.0),
            "Tm" => (self.height, self.scale) = (number(5), number(3)),
            "TL" => self.leading = number(0),
            "T*" => self.down(self.leading),
            "Td" | "TD" => {
                if operator == "TD" {
                    self.leading = -number(1);
                }
                self.down(-number(1));
                if number(1) == 0.0 && number(0) > 0.0 {
                    self.blank();
                }
            }
            _ => {}
        }
    }

    fn down(&mut self, step: f32) {
        self.height -= step * self.scale;
    }

    fn blank(&mut self) {
        if self.text.chars().next_back().is_some_and(|last| !last.is_whitespace()) {
            self.text.push(' ');
        }
    }

    fn show(&mut self, encoding: Option<&Encoding>, operands: &[Object]) {
        let Some(encoding) = encoding else { return };
        let step = self.line.map_or(0.0, |line| (line - self.height).abs());
        if step > 1.0 {
            self.text.push('\n');
            if self.step > 1.0 && step > self.step * EMPTY_LINE {
                self.text.push('\n');
            } else {
                self.step = step;
            }
        }
        self.line = Some(self.height);
        for operand in operands {
            match operand {
                Object::String(bytes, _) => self.string(encoding, bytes),
                Object::Array(parts) => parts.iter().for_each(|part| match part {
                    Object::String(bytes, _) => self.string(encoding, bytes),
                    part if part.as_float().is_ok_and(|shift| shift < BLANK) => self.blank(),
                    _ => {}
                }),
                _ => {}
            }
        }
    }

    fn string(&mut self, encoding: &Encoding, bytes: &[u8]) {
        if let Ok(text) = Pdf::decode_text(encoding, bytes) {
            self.text.push_str(&text);
        }
    }
}
