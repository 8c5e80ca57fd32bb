//! What contradicts a date that was read (format.md §7.5, §5.3, §14 #48, #49). The date stays as read.

use jiff::civil::Date;

use super::{DateEvidence, rules};
use crate::{
    calendar::{self, plus_days, plus_years},
    record::{Declassification, Notes},
};

/// Warns about evidence that does not fit a telegram sent on `sent`.
pub(super) fn check(evidence: &DateEvidence, sent: Date, notes: &mut Notes) {
    if let Some(line) = evidence.declassification {
        declassification(line, sent, notes);
        order(line, sent, notes);
    }
    let early = Date::new(2003, 3, 25).is_ok_and(|amended| sent < amended);
    if let Some(reason) = evidence.reasons.iter().find(|reason| early && reason.starts_with("1.4")) {
        notes.warn(
            "reason_before_order",
            format!("reason {reason} is of March 2003 and later, the telegram of {sent}"),
            None,
        );
    }
    let container = evidence.container.as_ref().filter(|_| evidence.dtg.is_some());
    if let Some((stamp, day)) = container.and_then(|stamp| Some((stamp, calendar::iso(&stamp.instant)?)))
        && !(plus_days(sent, -1)..=plus_days(sent, 1)).contains(&day)
    {
        notes.warn(
            "container_date_differs",
            format!("the container says {day}, the telegram {sent} (DMG-48)"),
            stamp.span,
        );
    }
    let year = evidence.year.and_then(|year| i16::try_from(year).ok());
    if let Some(year) = year.filter(|year| *year != sent.year()) {
        notes.warn(
            "mrn_year_differs",
            format!("the number is of {year}, the telegram of {sent} (DMG-48)"),
            None,
        );
    }
}

fn declassification(line: &Declassification, sent: Date, notes: &mut Notes) {
    let Some(date) = line.date.as_deref().and_then(calendar::iso) else { return };
    if line.order.as_deref() == Some("12065") && date <= plus_days(sent, 1) {
        let message = format!("{date} is the drafting date, typed in place of the declassification date");
        notes.warn("drafting_date_on_eo_line", message, line.value_span);
    } else if date < sent {
        let message = format!("to be declassified on {date}, before it was sent on {sent} (DMG-49)");
        notes.warn("decl_in_past", message, line.value_span);
    } else if date > plus_days(plus_years(sent, 25), 1) && line.order.as_deref() != Some("12065") {
        let message = format!("to be declassified on {date}, more than 25 years after {sent} (DMG-49)");
        notes.warn("decl_too_far", message, line.value_span);
    }
}

fn order(line: &Declassification, sent: Date, notes: &mut Notes) {
    let Some((from, until)) = rules::order_days(line) else { return };
    if !(from..=until).contains(&sent) {
        let order = line.order.as_deref().unwrap_or("10501");
        let message = format!("E.O. {order} was cited from {from} to {until}, the telegram is of {sent}");
        notes.warn("order_out_of_window", message, Some(line.span));
    }
}
