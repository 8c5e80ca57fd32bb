//! The names that containers give to what they say about a record, and what they stand for.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::document::FactName;

/// Where a label is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Where {
    /// In attribute lists only.
    Trailer,
    /// In attribute lists and in a telegram's own header.
    Shared,
    /// In tables and objects.
    Table,
}

/// What the name of a column, a field or a label stands for.
pub(crate) fn fact_name(label: &str) -> FactName {
    let name = normal(label);
    match LABELS.get(name.as_str()) {
        Some((Some(known), _)) => known.clone(),
        _ => FactName::Other(name),
    }
}

/// Where a label is used, if it is a known one.
pub(crate) fn known(label: &str) -> Option<Where> {
    LABELS.get(normal(label).as_str()).map(|(_, place)| *place)
}

/// Lower case, with one `_` for every stretch of what is no letter or digit, and none at the ends.
fn normal(label: &str) -> String {
    let mut out = String::with_capacity(label.len());
    let mut gap = false;
    for c in label.chars().take(80) {
        if c.is_alphanumeric() {
            if gap && !out.is_empty() {
                out.push('_');
            }
            gap = false;
            out.extend(c.to_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

type Labels = HashMap<&'static str, (Option<FactName>, Where)>;

static LABELS: LazyLock<Labels> = LazyLock::new(|| {
    let rows = include_str!("labels.tsv").lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| {
        let mut cells = line.split('\t');
        let (label, fact) = (cells.next()?, cells.next()?);
        let place = match cells.next() {
            Some("trailer") => Where::Trailer,
            Some("shared") => Where::Shared,
            _ => Where::Table,
        };
        Some((label, (FactName::NAMED.iter().find(|name| name.name() == fact).cloned(), place)))
    })
    .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_labels_in_any_dress() {
        for label in ["Document Number", "DOCUMENT-NUMBER", "doc_nbr", " DocNbr:"] {
            assert_eq!(fact_name(label), FactName::DocumentNumber, "{label}");
        }
        assert_eq!(fact_name("Capture Date"), FactName::Other("capture_date".to_string()));
        assert_eq!(fact_name("Wind Speed"), FactName::Other("wind_speed".to_string()));
    }

    #[test]
    fn ok_every_row_of_the_table_names_a_fact() {
        for line in include_str!("labels.tsv").lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 3, "{line}");
            assert_eq!(normal(cells[0]), cells[0]);
            assert!(cells[1] == "-" || FactName::NAMED.iter().any(|name| name.name() == cells[1]), "{line}");
        }
    }
}
