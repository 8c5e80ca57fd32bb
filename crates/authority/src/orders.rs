//! Executive orders on classification: reasons, exemptions, schedules (format.md §7).

use crate::{
    fold,
    index::{Index, index},
    table::{Table, table},
};

static ORDERS: Table = table!("orders", 4);
static REASONS: Table = table!("reasons", 8);
static INDEX: Index = index!("reasons");

/// A reason, exemption or schedule of one order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "columns of the table, described in the table's README")]
pub struct Reason {
    pub order: &'static str,
    pub section: &'static str,
    pub code: &'static str,
    pub meaning: &'static str,
    pub in_force_from: &'static str,
    pub in_force_to: &'static str,
    pub note: &'static str,
    pub source: &'static str,
}

/// The row of `code` (`1.5(b)`, `X1`, `25X3`, `GDS`, `OADR`, `GP-3`) under `order` (`12958`; `13292` is its amendment).
///
/// The label 12958 covers both numberings: 1.5(a) to (g) as first issued, 1.4(a) to (h) as amended. There is no 1.5(h).
/// The exemptions at 25 years (25X) are the same under 12958, its amendment and 13526.
pub fn reason(order: &str, code: &str) -> Option<Reason> {
    let order = number(order);
    let family: &[&str] = match order {
        "12958" => &["12958", "13292", "13526"],
        "13292" => &["13292", "13526"],
        other => &[other],
    };
    let found = family.iter().find_map(|order| only_row(order, code))?;
    // Of a later order only what the earlier ones already had.
    let own = found.order != "13526" || order == "13526" || found.code.starts_with("25X");
    own.then_some(found)
}

/// The window in which telegrams were marked under an order, as RFC 3339 dates, both ends included (format.md §7.1); the
/// end is `None` for the order in force. `12958` is that order as first issued, `13292` its amendment, which is printed as
/// 12958 too: see [`label_window`].
pub fn window(order: &str) -> Option<(&'static str, Option<&'static str>)> {
    let row = (0..ORDERS.len()).find(|row| ORDERS.cell(*row, 0) == number(order))?;
    Some((ORDERS.cell(row, 2), end(row)))
}

/// The window in which telegrams were printed with the label `E.O. order`: for `12958` up to the end of its amendment.
pub fn label_window(order: &str) -> Option<(&'static str, Option<&'static str>)> {
    let mut rows = (0..ORDERS.len()).filter(|row| ORDERS.cell(*row, 1) == number(order));
    let first = rows.next()?;
    Some((ORDERS.cell(first, 2), end(rows.next_back().unwrap_or(first))))
}

fn end(row: usize) -> Option<&'static str> {
    Some(ORDERS.cell(row, 3)).filter(|until| !until.is_empty())
}

/// `12958` of `E.O. 12958`; a word without digits as it stands.
fn number(order: &str) -> &str {
    let digits = order.trim_start_matches(|c: char| !c.is_ascii_digit());
    if digits.is_empty() { order } else { digits.trim_end() }
}

/// The row of a code, or of a section that has no second row.
fn only_row(order: &str, code: &str) -> Option<Reason> {
    let key = fold::letters(&[order, code].concat())?;
    let mut rows = INDEX.get(key.as_bytes());
    rows.next().filter(|_| rows.next().is_none()).map(|row| row_of(row.into()))
}

fn row_of(row: usize) -> Reason {
    let cell = |column| REASONS.cell(row, column);
    Reason {
        order: cell(0),
        section: cell(1),
        code: cell(2),
        meaning: cell(3),
        in_force_from: cell(4),
        in_force_to: cell(5),
        note: cell(6),
        source: cell(7),
    }
}
