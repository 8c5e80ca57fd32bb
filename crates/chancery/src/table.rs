//! Rows of CSV.

/// A row: cells quoted where they must be, and never a formula.
pub(crate) fn row<'c>(cells: impl IntoIterator<Item = &'c str>) -> String {
    cells.into_iter().map(cell).collect::<Vec<_>>().join(",")
}

fn cell(value: &str) -> String {
    let live = value.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let value = if live { format!("'{value}") } else { value.to_string() };
    if value.contains([',', '"', '\n', '\r']) { format!("\"{}\"", value.replace('"', "\"\"")) } else { value }
}
