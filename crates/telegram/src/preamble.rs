//! The preamble: what stands before the classification line. The network's lines, the filing system's distribution, the
//! drafting block (format.md §2, §11, §13.3).

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::header::labels;
use crate::record::{Distribution, Drafting, Layer, Level, Notes, Span};
use crate::sheet::{Role, Sheet};
use crate::transmission::network::{self, Network};
use crate::{class_line, distribution, drafting};

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Preamble {
    pub(crate) network: Network,
    pub(crate) distribution: Option<Distribution>,
    pub(crate) drafting: Option<Drafting>,
    /// A stamp or a sentence above the telegram says what its level was before the release.
    pub(crate) original: Option<Level>,
    /// The classification line, where there is one.
    pub(crate) class: Option<usize>,
    /// First line after the preamble.
    pub(crate) end: usize,
}

/// Reads the preamble and claims its lines.
pub(crate) fn read(sheet: &mut Sheet, notes: &mut Notes) -> Preamble {
    let original = review(sheet);
    let class = class_line_at(sheet);
    let end = class.unwrap_or_else(|| without_class_line(sheet));
    let mut out = Preamble { original, class, end, ..Preamble::default() };
    let pieces: Vec<(usize, Range<usize>)> =
        (0..end).filter(|i| belongs(sheet.role(*i))).map(|i| (i, sheet.range(i))).collect();
    if pieces.is_empty() {
        return out;
    }
    let ranges: Vec<Range<usize>> = pieces.iter().map(|(_, range)| range.clone()).collect();
    let block = sheet.passage(&ranges);
    let contents = || pieces.iter().map(|(i, _)| sheet.content(*i));
    if contents().any(distribution::is_office_line)
        || contents().any(|line| line.starts_with("ORIGIN") || line.starts_with("ACTION"))
    {
        out.distribution = distribution::read(&block, notes);
    }
    // Lines of a pseudo header have no label: `POL:ABCDEF` (format.md §3.2).
    if contents().any(|line| drafting::opens(line) || line.contains(':')) {
        out.drafting = drafting::read(&block);
    }
    let rest: Vec<Range<usize>> = pieces
        .iter()
        .filter(|(i, _)| !touches(sheet.line_span(*i), out.distribution.as_ref().map(|found| found.span)))
        .filter(|(i, _)| !touches(sheet.line_span(*i), out.drafting.as_ref().map(|found| found.span)))
        .map(|(_, range)| range.clone())
        .collect();
    out.network = if rest.len() == ranges.len() {
        network::read(&block, notes)
    } else {
        network::read(&sheet.passage(&rest), notes)
    };
    claim(sheet, &out, &pieces);
    out
}

/// Words after which a reviewer or a publisher names the level that the telegram had.
const FORMERLY: &[&str] =
    &["FORMERLY ", "ORIGINAL CLASSIFICATION:", "ORIGINALLY CLASSIFIED ", "ORIGINALLY ", "PREVIOUSLY "];

/// A word of every note that [`review`] knows: a line without any is passed over.
static NOTES: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(AhoCorasickKind::DFA))
        .build(["FORMERLY", "ORIGINAL", "PREVIOUSLY", "DECLASSIFIED"])
        .ok()
});

/// What reviewers wrote above the telegram: its former level, an E.O. line that declassifies it (format.md §14 #58). Only
/// lines above the date-time group or the originator count.
fn review(sheet: &mut Sheet) -> Option<Level> {
    let network = (0..sheet.len().min(60)).find(|i| {
        let content = sheet.content(*i);
        content.starts_with("FM ") || crate::transmission::dtg::read(content).is_some()
    })?;
    let mut original = None;
    for i in 0..network {
        if !NOTES.as_ref().is_some_and(|notes| notes.is_match(sheet.content(i))) {
            continue;
        }
        let upper = sheet.content(i).to_ascii_uppercase();
        let former = FORMERLY
            .iter()
            .find_map(|words| upper.split_once(words))
            .and_then(|(_, level)| crate::level::read(level.trim_start()));
        let declassifies = upper.contains("DECLASSIFIED")
            && labels::at_start(&upper).is_some_and(|label| label.field == labels::Field::Order);
        if let Some((level, _)) = former {
            original = original.or(Some(level));
        }
        if (former.is_some() || declassifies) && sheet.role(i) != Role::Blank {
            sheet.set(i, Role::Frame(Layer::Archive, "review"));
        }
    }
    original
}

/// Lines for the readers of the block: unclaimed ones, and those the frame already knows as the network's own.
fn belongs(role: Role) -> bool {
    match role {
        Role::Unread => true,
        Role::Frame(_, kind) => matches!(
            kind,
            "start-of-message" | "routing" | "origin" | "security" | "date-time" | "distribution"
        ),
        _ => false,
    }
}

/// The line has a part of the block: its first word may be the label, which the block's span leaves out.
fn touches(line: Span, block: Option<Span>) -> bool {
    block.is_some_and(|block| line.start < block.end && block.start < line.end)
}

/// The first line that reads as a classification line. One without post and number counts only where no full one comes.
fn class_line_at(sheet: &Sheet) -> Option<usize> {
    let mut weak = None;
    for i in 0..sheet.len() {
        let claimed = !matches!(sheet.role(i), Role::Unread | Role::Frame(_, "level"));
        if claimed {
            continue;
        }
        let content = sheet.content(i);
        if let Some(class) = class_line::read(content.trim_matches('*')).or_else(|| before_field(content)) {
            if numbered(&class) {
                return Some(i);
            }
            if weak.is_none() && sheet.is_unread(i) {
                weak = Some(i);
            }
        } else if labels::at_start(content).is_some_and(|label| labelled(&label)) {
            return weak;
        }
    }
    weak
}

/// The line has the telegram's number, of its post or of a series.
fn numbered(class: &class_line::ClassLine) -> bool {
    class.serial.is_some() || class.series.as_ref().is_some_and(|series| series.is_mrn)
}

/// A classification line with the first field behind it: `UNCLAS LISBON 417 E.O. 11652: N/A`.
fn before_field(content: &str) -> Option<class_line::ClassLine> {
    crate::level::read(content)?;
    let cut = labels::midline(content, None).first().copied()?;
    class_line::read(content.get(..cut)?).filter(numbered)
}

/// A whole label that only a header has: the view of a lone `INFO:` is not enough.
fn labelled(label: &labels::Label) -> bool {
    use labels::Field::{ClassifiedBy, Order, References, Subject, Tags};
    label.damaged.is_none()
        && label.number.is_none()
        && matches!(label.field, Order | Tags | Subject | References | ClassifiedBy)
}

/// Where a telegram without a classification line goes on after its preamble: at the first label, paragraph or blank line
/// after the addressees.
fn without_class_line(sheet: &Sheet) -> usize {
    let mut network = false;
    for i in 0..sheet.len() {
        match sheet.role(i) {
            Role::Frame(_, "date-time" | "origin" | "routing" | "security" | "start-of-message") => {
                network = true
            }
            Role::Unread => {
                let content = sheet.content(i);
                network |= content.starts_with("FM ") || content.starts_with("TO ");
                if labels::at_start(content).is_some() || crate::body::marker_at(content).is_some() {
                    return i;
                }
                if !network {
                    return i;
                }
            }
            Role::Blank if network && followed_by_text(sheet, i) => return i,
            _ => {}
        }
    }
    sheet.len()
}

/// The next line with words is prose.
fn followed_by_text(sheet: &Sheet, i: usize) -> bool {
    (i + 1..sheet.len()).take(20).find(|n| sheet.is_unread(*n)).is_some_and(|n| {
        let content = sheet.content(n);
        content.len() > 50 || content.bytes().filter(u8::is_ascii_lowercase).count() * 2 > content.len()
    })
}

/// Gives each line of the block its role.
fn claim(sheet: &mut Sheet, found: &Preamble, pieces: &[(usize, Range<usize>)]) {
    let mut addresses: Vec<Span> = found
        .network
        .from
        .iter()
        .chain(&found.network.to)
        .chain(&found.network.info)
        .map(|addressee| addressee.span)
        .collect();
    addresses.extend(found.network.dtg_span);
    addresses.sort();
    for (i, _) in pieces {
        if !sheet.is_unread(*i) {
            continue;
        }
        let line = sheet.line_span(*i);
        let next = addresses.partition_point(|span| span.end <= line.start);
        let addressed = addresses.get(next).is_some_and(|span| span.start < line.end);
        let content = sheet.content(*i);
        let role = if touches(line, found.distribution.as_ref().map(|found| found.span)) {
            Role::Frame(Layer::Archive, "distribution")
        } else if touches(line, found.drafting.as_ref().map(|found| found.span)) {
            Role::Frame(Layer::Archive, "drafting")
        } else if addressed || content.starts_with("XMT") || matches!(content, "TO" | "INFO" | "FM") {
            Role::Frame(Layer::Network, "addressee")
        } else {
            Role::Unread
        };
        sheet.set(*i, role);
    }
}
