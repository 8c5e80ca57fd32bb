//! Level and E.O. line of a draft.

use jiff::civil::Date;

use super::{Line, Refusals};
use crate::calendar;
use crate::check::years_allowed;
use crate::record::Level;

/// Orders that a draft may be under, with the days on which telegrams were marked by them.
const ORDERS: [&str; 2] = ["12958", "13526"];

/// How the telegram is to be declassified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    NotApplicable,
    On(Date),
    /// An X-code or an event, as it is printed.
    Words(String),
}

pub(super) fn level(written: Option<Line<'_>>, refusals: &mut Refusals) -> Option<Level> {
    let written = written?;
    match crate::level::read(written.text) {
        Some((level, length)) if length == written.text.len() && level != Level::Lou => Some(level),
        Some((Level::Lou, _)) => {
            refusals.add(
                written.number,
                "SBU2000-sensitive",
                "LIMITED OFFICIAL USE ended in 1995: write SBU",
            );
            None
        }
        _ => {
            refusals.add(
                written.number,
                "FAH2-220-level",
                format!(
                    "{:?} is no level; write UNCLASSIFIED, SBU, CONFIDENTIAL, SECRET or TOP SECRET",
                    written.text
                ),
            );
            None
        }
    }
}

pub(super) fn is_classified(level: Level) -> bool {
    matches!(level, Level::C | Level::S | Level::Ts)
}

/// The order in force on the day, and the one written if it is that one.
pub(super) fn order(written: Option<Line<'_>>, sent: Date, refusals: &mut Refusals) -> Option<&'static str> {
    let in_force = |order: &str| {
        let (from, until) = authority::orders::label_window(order)?;
        let after = calendar::iso(from).is_some_and(|from| from <= sent);
        Some(after && until.and_then(calendar::iso).is_none_or(|until| sent <= until))
    };
    let order = ORDERS.into_iter().find(|order| in_force(order) == Some(true))?;
    match written {
        Some(line) if line.text.trim_start_matches(|c: char| !c.is_ascii_digit()) != order => {
            refusals.add(line.number, "EO-line", format!("E.O. {order} was in force on {sent}"));
            None
        }
        _ => Some(order),
    }
}

pub(super) fn value(
    written: Option<Line<'_>>,
    level: Level,
    order: &str,
    sent: Date,
    refusals: &mut Refusals,
) -> Option<Value> {
    let Some(line) = written else {
        // That it is missing on a classified telegram has been told.
        return (!is_classified(level)).then_some(Value::NotApplicable);
    };
    let upper = line.text.to_ascii_uppercase();
    if upper == "N/A" {
        if is_classified(level) {
            refusals.add(line.number, "EO-not-applicable", "a classified telegram needs a date or an event");
        }
        return Some(Value::NotApplicable);
    }
    if !is_classified(level) {
        refusals.add(
            line.number,
            "EO-not-applicable",
            "an unclassified telegram is not declassified: leave the field out, or write N/A",
        );
        return None;
    }
    if let Some(date) = calendar::iso(line.text).filter(|_| line.text.len() == 10) {
        return day(line, date, order, sent, refusals);
    }
    words(line, upper, sent, refusals)
}

fn day(line: Line<'_>, date: Date, order: &str, sent: Date, refusals: &mut Refusals) -> Option<Value> {
    if date < sent {
        refusals.add(
            line.number,
            "EO-declassify-past",
            format!("{date} is before {sent}, the day of the telegram"),
        );
    }
    if let Some(years) =
        years_allowed(Some(order), sent).filter(|years| date > calendar::plus_years(sent, *years))
    {
        refusals.add(
            line.number,
            "EO-declassify-limit",
            format!("{date} is more than {years} years after {sent}"),
        );
    }
    Some(Value::On(date))
}

fn words(line: Line<'_>, upper: String, sent: Date, refusals: &mut Refusals) -> Option<Value> {
    let x_code = upper
        .strip_prefix('X')
        .is_some_and(|digit| digit.len() == 1 && matches!(digit.as_bytes(), [b'1'..=b'8']));
    if x_code {
        if years_allowed(Some("12958"), sent) != Some(10) {
            refusals.add(
                line.number,
                "EO13292-exemption",
                format!("{upper} is not used after 21 September 2003"),
            );
        }
        return Some(Value::Words(upper));
    }
    if upper.starts_with("AFTER ") || upper.starts_with("UPON ") {
        return Some(Value::Words(upper));
    }
    refusals.add(
        line.number,
        "DRAFT-value",
        format!("{:?}: write YYYY-MM-DD, N/A, or an event that begins with AFTER or UPON", line.text),
    );
    None
}
