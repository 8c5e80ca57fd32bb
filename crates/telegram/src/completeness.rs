//! How much of the telegram the copy holds (format.md §13.3, §14 #16, #17).

use sources::Availability;

use crate::frame::Frame;
use crate::record::{Completeness, Element, Sections, Status};

/// What is looked at.
pub(crate) struct Evidence<'a> {
    pub(crate) availability: Availability,
    pub(crate) frame: &'a Frame,
    pub(crate) sections: &'a Sections,
    pub(crate) body: &'a [Element],
    pub(crate) signed: bool,
    pub(crate) header_found: bool,
    pub(crate) network_found: bool,
    /// The last line of the text.
    pub(crate) last_line: &'a str,
}

/// The strongest statement that the copy allows; every reason is told.
pub(crate) fn judge(evidence: &Evidence) -> Completeness {
    let mut reasons = Vec::new();
    let mut status = Status::Full;
    let mut say = |found: Status, reason: String, status: &mut Status| {
        if rank(found) > rank(*status) {
            *status = found;
        }
        reasons.push(reason);
    };
    if evidence.availability == Availability::Withdrawn || evidence.frame.withdrawal_card.is_some() {
        say(
            Status::Withdrawn,
            "the record is a withdrawal card: the document was taken out by a reviewer".to_string(),
            &mut status,
        );
    }
    if evidence.availability == Availability::Unavailable || evidence.frame.text_unavailable.is_some() {
        say(Status::TextUnavailable, "the archive says that the text cannot be had".to_string(), &mut status);
    }
    if evidence.frame.partial_extract.is_some() {
        say(
            Status::PartialExtract,
            "the publisher says that this is a partial extract".to_string(),
            &mut status,
        );
    }
    if evidence.body.is_empty() && evidence.header_found {
        say(Status::HeaderOnly, "there is a header and no text".to_string(), &mut status);
    }
    for section in &evidence.sections.missing {
        say(
            Status::Truncated,
            format!("section {section} of {} is missing", evidence.sections.total.unwrap_or(*section)),
            &mut status,
        );
    }
    if !evidence.signed && !evidence.body.is_empty() && breaks_off(evidence.last_line) {
        say(Status::Truncated, "the text breaks off".to_string(), &mut status);
    }
    if !evidence.network_found && evidence.header_found && status == Status::PartialExtract {
        reasons.push("the network header (originator, addressees, date-time group) is absent".to_string());
    }
    if !evidence.header_found && !evidence.body.is_empty() {
        reasons.push("there is no header: the text alone".to_string());
    }
    Completeness { status, reasons }
}

fn rank(status: Status) -> u8 {
    match status {
        Status::Full => 0,
        Status::Truncated => 1,
        Status::HeaderOnly => 2,
        Status::PartialExtract => 3,
        Status::TextUnavailable => 4,
        Status::Withdrawn => 5,
    }
}

/// An ellipsis, or a line that ends without a stop.
fn breaks_off(last: &str) -> bool {
    let last = last.trim_end();
    last.ends_with("...")
        || last.ends_with('\u{2026}')
        || last.chars().last().is_some_and(|c| c.is_alphanumeric() || c == ',' || c == '-') && last.len() > 30
}
