//! One record as it is kept: its bytes, its reading text, and what its container says about it.

use std::ops::Range;

use crate::text::{Text, TextBuilder};

/// One record of a container: a whole file, a row, a page, a document of a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// Where it was found: the path as given, `!member` for a member of an archive, `#n` for the n-th record of a file.
    pub path: String,
    /// What kind of container held it.
    pub container: Container,
    /// Place of the first of `bytes` in the (decompressed) file.
    pub offset: u64,
    /// The record's bytes as they stand in the container, never altered.
    pub bytes: Vec<u8>,
    /// Reading text, with the way back to `bytes`.
    pub text: Text,
    /// Name of the character encoding the text was read with (`UTF-8`, `windows-1252`, `UTF-16LE`, …).
    pub encoding: &'static str,
    /// What the container says about the record, as claims with their place.
    pub facts: Vec<Fact>,
    /// Whether the container says that the text is here.
    pub availability: Availability,
}

/// Kinds of containers (format.md §13.7).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Container {
    /// Plain text.
    PlainText,
    /// Markdown text.
    Markdown,
    /// A row of the eight-column table of the 2010–11 release.
    CablegateCsv,
    /// A cable page of 2010–11: table of class `cable` and one or two preformatted blocks.
    CableHtml,
    /// A page of the later public library: metadata table and text.
    PlusdHtml,
    /// Text of the Central Foreign Policy Files with its attribute trailer.
    CfpfText,
    /// XML of the Central Foreign Policy Files.
    CfpfXml,
    /// An object of the research release.
    HistoryLabJson,
    /// A telegram of a volume of Foreign Relations of the United States.
    FrusTei,
    /// A line of JSON with a text field.
    Jsonl,
    /// A mail message.
    Mail,
    /// The text layer of a PDF.
    Pdf,
}

impl Container {
    /// The name used in records.
    pub fn name(self) -> &'static str {
        match self {
            Container::PlainText => "plain-text",
            Container::Markdown => "markdown",
            Container::CablegateCsv => "cablegate-csv",
            Container::CableHtml => "cable-html",
            Container::PlusdHtml => "plusd-html",
            Container::CfpfText => "cfpf-text",
            Container::CfpfXml => "cfpf-xml",
            Container::HistoryLabJson => "history-lab-json",
            Container::FrusTei => "frus-tei",
            Container::Jsonl => "jsonl",
            Container::Mail => "mail",
            Container::Pdf => "pdf",
        }
    }
}

/// Something a container says about a record. It is a claim: the text may say otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about.
    pub name: FactName,
    /// The value as printed, decoded.
    pub value: String,
    /// Where it stands in the document's bytes; `None` where it comes from outside (a file name).
    pub span: Option<Range<usize>>,
}

/// What a container's claim is about. Names follow format.md §13.3 and §13.7.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum FactName {
    Id,
    Date,
    Released,
    Origin,
    Classification,
    OriginalClassification,
    Handling,
    References,
    Subject,
    Tags,
    Concepts,
    From,
    To,
    DocumentNumber,
    Film,
    Locator,
    Errors,
    ExecutiveOrder,
    Office,
    Drafter,
    Markings,
    PageCount,
    LineCount,
    /// Any other column or label, under its own name in lower case with `_` for blanks.
    Other(String),
}

impl FactName {
    /// The name that [`FactName::name`] prints.
    pub fn from_name(name: &str) -> FactName {
        let known = FactName::NAMED.iter().find(|known| known.name() == name);
        known.cloned().unwrap_or_else(|| FactName::Other(name.to_string()))
    }

    /// Every name but [`FactName::Other`].
    pub(crate) const NAMED: [FactName; 23] = [
        FactName::Id,
        FactName::Date,
        FactName::Released,
        FactName::Origin,
        FactName::Classification,
        FactName::OriginalClassification,
        FactName::Handling,
        FactName::References,
        FactName::Subject,
        FactName::Tags,
        FactName::Concepts,
        FactName::From,
        FactName::To,
        FactName::DocumentNumber,
        FactName::Film,
        FactName::Locator,
        FactName::Errors,
        FactName::ExecutiveOrder,
        FactName::Office,
        FactName::Drafter,
        FactName::Markings,
        FactName::PageCount,
        FactName::LineCount,
    ];

    /// The name used in records.
    pub fn name(&self) -> &str {
        match self {
            FactName::Id => "id",
            FactName::Date => "date",
            FactName::Released => "released",
            FactName::Origin => "origin",
            FactName::Classification => "classification",
            FactName::OriginalClassification => "original_classification",
            FactName::Handling => "handling",
            FactName::References => "references",
            FactName::Subject => "subject",
            FactName::Tags => "tags",
            FactName::Concepts => "concepts",
            FactName::From => "from",
            FactName::To => "to",
            FactName::DocumentNumber => "document_number",
            FactName::Film => "film",
            FactName::Locator => "locator",
            FactName::Errors => "errors",
            FactName::ExecutiveOrder => "executive_order",
            FactName::Office => "office",
            FactName::Drafter => "drafter",
            FactName::Markings => "markings",
            FactName::PageCount => "page_count",
            FactName::LineCount => "line_count",
            FactName::Other(name) => name,
        }
    }
}

/// Whether the text of a record is in the container.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Availability {
    /// The text is there.
    #[default]
    Text,
    /// The record is a withdrawal card: the document was taken out by a reviewer (format.md §13.3).
    Withdrawn,
    /// The container says that the text could not be read (an error sentence, a microfilm locator).
    Unavailable,
}

impl Document {
    /// A document of plain text, its encoding detected (a byte order mark, valid UTF-8, else a guess among the legacy ones).
    pub fn plain(path: impl Into<String>, bytes: Vec<u8>) -> Document {
        let (text, encoding) = decode(&bytes);
        Document {
            path: path.into(),
            container: Container::PlainText,
            offset: 0,
            bytes,
            text,
            encoding,
            facts: Vec::new(),
            availability: Availability::Text,
        }
    }

    /// The first claim of that name.
    pub fn fact(&self, name: &FactName) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.name == *name)
    }
}

/// Decodes `bytes`, keeping the way back. Never fails: what no encoding explains becomes U+FFFD over its bytes.
pub fn decode(bytes: &[u8]) -> (Text, &'static str) {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return (decode_with(bytes, mark, encoding), encoding.name());
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return (decode_with(bytes, 0, encoding), encoding.name());
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Text::literal(text.to_string()), encoding_rs::UTF_8.name());
    }
    let encoding = guess(bytes);
    (decode_with(bytes, 0, encoding), encoding.name())
}

/// UTF-16 without a byte order mark shows as a zero in every other place.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = bytes.get(..bytes.len().min(4 << 10)).unwrap_or(bytes);
    if !head.contains(&0) {
        return None;
    }
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let half = head.len() / 2;
    match (zeros(0), zeros(1)) {
        _ if head.len() < 8 => None,
        (even, odd) if odd * 10 > half * 7 && even * 10 < half => Some(encoding_rs::UTF_16LE),
        (even, odd) if even * 10 > half * 7 && odd * 10 < half => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// Which encoding explains bytes that are not UTF-8. Mostly-valid UTF-8 with a few stray bytes stays UTF-8. Else it is
/// a legacy single-byte text: Windows-1252 (format.md §14.1, row 1), unless so many letters are beyond ASCII that the
/// text must be in another alphabet. A guess from a handful of letters would read a paragraph sign as a Polish one.
fn guess(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let head = bytes.get(..bytes.len().min(64 << 10)).unwrap_or(bytes);
    let high = head.iter().filter(|b| **b >= 0x80).count();
    let lost = String::from_utf8_lossy(head).matches('\u{FFFD}').count();
    if high > 4 && lost * 4 < high {
        return encoding_rs::UTF_8;
    }
    let letters = head.iter().filter(|b| b.is_ascii_alphabetic()).count();
    if high < 16 || high * 4 < letters {
        return encoding_rs::WINDOWS_1252;
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(head, true);
    let found = detector.guess(None, chardetng::Utf8Detection::Deny);
    if found.is_single_byte() { found } else { encoding_rs::WINDOWS_1252 }
}

/// Decodes from byte `from` on, one run per stretch of ASCII and one per other character.
fn decode_with(bytes: &[u8], from: usize, encoding: &'static encoding_rs::Encoding) -> Text {
    let mut builder = TextBuilder::default();
    let mut at = from;
    let wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let ascii = if wide { 0 } else { rest.iter().position(|b| *b >= 0x80).unwrap_or(rest.len()) };
        if ascii > 0 {
            builder
                .literal(std::str::from_utf8(rest.get(..ascii).unwrap_or_default()).unwrap_or_default(), at);
            at += ascii;
            continue;
        }
        let width = character_width(rest, encoding);
        let (piece, _) = encoding.decode_without_bom_handling(rest.get(..width).unwrap_or(rest));
        builder.decoded(&piece, at..at + width);
        at += width;
    }
    builder.finish()
}

/// How many bytes the character at the start of `rest` takes (at least one, at most what is there).
fn character_width(rest: &[u8], encoding: &'static encoding_rs::Encoding) -> usize {
    let wanted = if encoding == encoding_rs::UTF_8 {
        (2..=4).find(|n| rest.get(..*n).is_some_and(|piece| std::str::from_utf8(piece).is_ok())).unwrap_or(1)
    } else if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE {
        let high = if encoding == encoding_rs::UTF_16LE { rest.get(1) } else { rest.first() };
        if high.is_some_and(|b| (0xD8..0xDC).contains(b)) { 4 } else { 2 }
    } else {
        1
    };
    wanted.clamp(1, rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let document = Document::plain("case", bytes.to_vec());
        assert_eq!((document.text.as_str(), document.encoding), (text, encoding));
        assert_eq!(document.text.span(0..text.len()).end, bytes.len());
    }

    #[test]
    fn ok_encodings_are_detected_and_map_back() {
        check(b"plain", "plain", "UTF-8");
        check("\u{b6}1. Caf\u{e9}".as_bytes(), "\u{b6}1. Caf\u{e9}", "UTF-8");
        check(b"\xb61. (C) Caf\xe9 d\x92hiver", "\u{b6}1. (C) Caf\u{e9} d\u{2019}hiver", "windows-1252");
        check(b"UNCLAS \xb61. Caf\xe9", "UNCLAS \u{b6}1. Caf\u{e9}", "windows-1252");
        let russian = "\u{43f}\u{43e}\u{441}\u{43e}\u{43b}\u{44c}\u{441}\u{442}\u{432}\u{43e} \u{432} \u{41c}\u{43e}\u{441}\u{43a}\u{432}\u{435}";
        check(&encoding_rs::WINDOWS_1251.encode(russian).0, russian, "windows-1251");
        check(b"\xff\xfeA\0B\0", "AB", "UTF-16LE");
        check(b"A\0B\0C\0D\0E\0\xb6\0", "ABCDE\u{b6}", "UTF-16LE");
    }

    #[test]
    fn ok_a_character_of_a_legacy_text_spans_its_one_byte() {
        let document = Document::plain("case", b"a\xb6b".to_vec());
        assert_eq!(document.text.span(1..3), 1..2);
        assert_eq!(document.text.span(3..4), 2..3);
    }
}
