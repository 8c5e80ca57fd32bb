//! Furniture: lines that the network, the filing system, reviewers and publishers put around and into what a drafter wrote.
//!
//! One line at a time, trimmed or not, and fast: nearly every line of a telegram is prose, so the first and the last byte
//! decide whether to look closer. Nothing here is removed or changed; a caller labels the line with [`Furniture::layer`].
//! Lines that only their neighbours make furniture (a lone `62`, a lone `SECRET`, a lone `>`) say so with
//! [`Furniture::needs_company`].
//!
//! Grammar: format.md §16.2; what each file reads stands at its head.

pub mod attributes;
mod marks;
mod pages;
mod phrases;
mod repeated;
pub(crate) mod scan;
mod stamps;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use pages::DayTime;

use crate::record::{Layer, Level};
use crate::transmission::{dtg, lines};

/// `01 OF 02`, or `/01` where the total is not given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[expect(missing_docs, reason = "the names are the documentation")]
pub struct Section {
    pub number: u16,
    pub total: Option<u16>,
}

/// A line that no drafter wrote. Names of posts are as printed.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(test, derive(serde::Serialize))]
#[cfg_attr(test, serde(tag = "kind", rename_all = "kebab-case"))]
pub enum Furniture<'l> {
    /// `PAGE 02 LISBON 00417 01 OF 02 221530Z`; a routing indicator may stand for the post.
    #[expect(missing_docs, reason = "the names are the documentation")]
    Page70 {
        page: u16,
        post: &'l str,
        serial: u32,
        section: Option<Section>,
        day_time: Option<DayTime>,
        series: Option<(&'l str, u32)>,
    },
    /// `PAGE 02` alone; the next line may be its [`page_tail`].
    #[expect(missing_docs, reason = "the names are the documentation")]
    PageHead { page: u16 },
    /// `LISBON 00000417 001.2 OF 003`: section, page within it, sections in all.
    #[expect(missing_docs, reason = "the names are the documentation")]
    Page90 { post: &'l str, serial: u32, section: u16, page: Option<u16>, total: u16 },
    /// A stamp of declassification or release. `date` is `YYYY-MM-DD`, and never the date of the telegram.
    #[expect(missing_docs, reason = "the names are the documentation")]
    Release { reviewer: Option<&'l str>, date: Option<String> },
    /// `------------------47E1B3 050822Z /38`: the communications centre's log.
    Receipt,
    /// A lone number or log number: `62`, `PTQ0683`.
    Counter,
    /// `2000LISBON00417 - CONFIDENTIAL`.
    #[expect(missing_docs, reason = "the names are the documentation")]
    Footer { year: u16, post: &'l str, serial: u32, level: Level },
    /// `NNNN`, `BT`, `#0417`, `<<END>>`, `>`, `YYY`.
    End,
    /// A level word by itself, as repeated above and below page lines.
    #[expect(missing_docs, reason = "the names are the documentation")]
    LevelAlone { level: Level },
    /// `VZCZCXRO0417`.
    StartOfMessage,
    /// `PP RUEHAB RUEHCD`, or a second line of routing indicators alone.
    Routing,
    /// `DE RUEHLI #0417/01 0531530`.
    Origin(lines::Origin<'l>),
    /// `ZNY CCCCC ZZH`.
    #[expect(missing_docs, reason = "the names are the documentation")]
    Security { level: Option<Level> },
    /// `P 221530Z FEB 05 ZDK`.
    DateTime(Box<dtg::Dtg>),
    /// A note of the communications centre: `NOTE BY OC/T: …`.
    ServiceNote,
    /// A publisher's notice that the text is not all there.
    PartialExtract,
    /// `Viewing cable …`: a page's title.
    PublisherTitle,
    /// Navigation, appeals, explanations, links of a page.
    Navigation,
    /// A line of a key or signature block.
    Key,
    /// The filing system says that it could not read the text.
    TextUnavailable,
    /// Title of a card that stands for a withheld document.
    WithdrawalCard,
}

/// What kind of furniture `line` is; `None` for what a drafter may have written.
pub fn read(line: &str) -> Option<Furniture<'_>> {
    let line = line.trim_ascii();
    let bytes = line.as_bytes();
    let (first, last) = (*bytes.first()?, *bytes.last()?);
    let second = bytes.get(1).copied().unwrap_or(b' ');
    let by_first = match first {
        b'P' | b'p' if second | 0x20 == b'a' => pages::page70(line),
        b'-' | b'_' | 0xE2 => marks::receipt(line),
        b'#' | b'<' | b'>' | b'.' => marks::end(line),
        b'0'..=b'9' if scan::digit(second).is_some() => {
            stamps::footer(line).or_else(|| marks::counter(line)).or_else(|| date_time(line))
        }
        b'V' if second == b'Z' => lines::start_of_message(line).then_some(Furniture::StartOfMessage),
        b'D' if second == b'E' => lines::origin(line).map(Furniture::Origin),
        b'Z' if second == b'N' => lines::security(line).map(|level| Furniture::Security { level }),
        b'Z' if second == b'C' => lines::start_of_message(line).then_some(Furniture::StartOfMessage),
        b'R' if second == b'U' || second == b'H' => lines::routing(line).then_some(Furniture::Routing),
        _ => None,
    };
    by_first
        .or_else(|| match first | 0x20 {
            b'z' | b'o' | b'p' | b'r' | b'y' if may_be_precedence(first, second) => {
                lines::routing(line).then_some(Furniture::Routing).or_else(|| date_time(line))
            }
            _ => None,
        })
        .or_else(|| bytes.len().le(&8).then(|| marks::end(line).or_else(|| marks::counter(line)))?)
        .or_else(|| match first | 0x20 {
            b'u' | b'c' | b's' | b'l' | b't' => {
                repeated::alone(line).map(|level| Furniture::LevelAlone { level })
            }
            _ => None,
        })
        .or_else(|| {
            if last.is_ascii_digit() || last == b'O' {
                pages::page90(line).or_else(|| stamps::named(line))
            } else {
                None
            }
        })
        .or_else(|| phrases::read(line))
}

/// The second line of a page line that was split after `PAGE nn` (1978–79 renderings): only for the line after a
/// [`Furniture::PageHead`].
pub fn page_tail(line: &str, page: u16) -> Option<Furniture<'_>> {
    pages::tail(line, page)
}

/// The first page line that stands *inside* `line`, for fields and lists that lost their line ends.
pub fn within(line: &str) -> Option<(Range<usize>, Furniture<'_>)> {
    pages::within(line)
}

fn may_be_precedence(first: u8, second: u8) -> bool {
    second == b' ' || second == first || second.is_ascii_digit() || b"ZOPRY".contains(&second)
}

/// A line that is a date-time group and nothing else but precedence and signals.
fn date_time(line: &str) -> Option<Furniture<'_>> {
    let found = dtg::read(line)?;
    (found.month.is_some() && line.get(found.end..)?.trim_ascii().is_empty())
        .then(|| Furniture::DateTime(Box::new(found)))
}

impl Furniture<'_> {
    /// Who added it (format.md §0.3).
    pub fn layer(&self) -> Layer {
        match self {
            Furniture::Page70 { post, .. } if lines::is_routing_indicator(post) => Layer::Network,
            Furniture::Page70 { .. }
            | Furniture::PageHead { .. }
            | Furniture::Footer { .. }
            | Furniture::LevelAlone { .. }
            | Furniture::TextUnavailable
            | Furniture::WithdrawalCard => Layer::Archive,
            Furniture::Release { .. } => Layer::Release,
            Furniture::PartialExtract
            | Furniture::PublisherTitle
            | Furniture::Navigation
            | Furniture::Key => Layer::Web,
            _ => Layer::Network,
        }
    }

    /// The name used for [`crate::record::NetworkLine::kind`].
    pub fn kind(&self) -> &'static str {
        match self {
            Furniture::Page70 { .. } | Furniture::PageHead { .. } | Furniture::Page90 { .. } => "page",
            Furniture::Release { .. } => "release",
            Furniture::Receipt => "receipt",
            Furniture::Counter => "counter",
            Furniture::Footer { .. } => "footer",
            Furniture::End => "end",
            Furniture::LevelAlone { .. } => "level",
            Furniture::StartOfMessage => "start-of-message",
            Furniture::Routing => "routing",
            Furniture::Origin(_) => "origin",
            Furniture::Security { .. } => "security",
            Furniture::DateTime(_) => "date-time",
            Furniture::ServiceNote => "service-note",
            Furniture::PartialExtract => "partial-extract",
            Furniture::PublisherTitle => "publisher-title",
            Furniture::Navigation => "navigation",
            Furniture::Key => "key",
            Furniture::TextUnavailable => "text-unavailable",
            Furniture::WithdrawalCard => "withdrawal-card",
        }
    }

    /// True for a line that only its neighbours make furniture: a caller should see other furniture next to it, or the
    /// edge of the document.
    pub fn needs_company(&self, line: &str) -> bool {
        match self {
            Furniture::Counter | Furniture::LevelAlone { .. } | Furniture::Navigation => true,
            Furniture::End | Furniture::Key => line.trim_ascii().len() < 6,
            _ => false,
        }
    }
}
