//! Number, TAGS, subject, signature.

use super::{Cable, Departures};
use crate::record::{Level, Status, TagKind};

/// TAGS came in 1973.
const TAGS_BEGIN: &str = "1973-07-01";

pub(super) fn check(cable: &Cable<'_>, found: &mut Departures) {
    let telegram = cable.telegram;
    if telegram.classification.level == Level::Unknown {
        found.add_plain("FAH2-220-level", None);
    }
    if telegram.mrn.is_none() {
        found.add(
            "FAH2-320-number",
            telegram.classification.span,
            "no post and number on the classification line",
        );
    }
    if cable.since(TAGS_BEGIN) && !telegram.tags.iter().any(|tag| tag.kind == TagKind::Subject) {
        let what = if telegram.tags.is_empty() { "no TAGS line" } else { "no subject TAGS on the TAGS line" };
        found.add("FAH3-110-subject-tag", cable.place("tags"), what);
    }
    if telegram.subject.is_none() {
        found.add("FAH1-240-subject", None, "no subject line");
    }
    // A copy that is cut off has lost its signature; its drafter had not forgotten it.
    let whole = !matches!(
        telegram.completeness.status,
        Status::HeaderOnly | Status::Withdrawn | Status::TextUnavailable
    );
    if whole && telegram.signatures.is_empty() {
        found.add("FAH1-240-signature", None, "no signature at the end of the text");
    }
}
