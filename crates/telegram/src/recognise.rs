//! Whether what was read is a telegram at all.

use crate::record::{Status, Telegram};

/// `Err` with the reason where nothing of a telegram was found. One strong sign is enough (a reference number, a
/// date-time group, a statement of the archive), or two weak ones.
pub fn recognise(telegram: &Telegram) -> Result<(), &'static str> {
    let strong = telegram.mrn.is_some() && telegram.classification.basis.is_some()
        || telegram.date.raw.is_some()
        || matches!(telegram.completeness.status, Status::Withdrawn | Status::TextUnavailable)
        || telegram.distribution.is_some()
        || telegram.claims.iter().any(|claim| claim.name == "id" || claim.name == "document_number");
    let weak = [
        telegram.mrn.is_some(),
        telegram.classification.basis.is_some(),
        telegram.declassification.is_some(),
        !telegram.tags.is_empty(),
        telegram.subject.is_some(),
        !telegram.references.is_empty(),
        telegram.from.is_some(),
        !telegram.classified_by.is_empty(),
    ];
    if strong || weak.iter().filter(|sign| **sign).count() >= 2 {
        return Ok(());
    }
    Err("it has no classification line, no date-time group, and fewer than two header fields")
}
