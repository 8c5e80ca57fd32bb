//! The keys under which the rows of each table are found.

use crate::{fold, table::Row};

type Keys = Vec<Vec<u8>>;

/// The word as printed, but for case and blanks.
pub(crate) fn line(word: &str) -> Keys {
    fold::line(word).iter().map(|key| key.as_bytes().to_vec()).collect()
}

/// The word's letters and digits.
pub(crate) fn letters(word: &str) -> Keys {
    fold::letters(word).iter().map(|key| key.as_bytes().to_vec()).collect()
}

pub(crate) fn tag(row: &Row) -> Keys {
    line(row.get("code"))
}

/// The typed and older forms of a code.
pub(crate) fn tag_variants(row: &Row) -> Keys {
    row.get("variants").split(';').flat_map(line).collect()
}

/// A caption is found by its name and the other forms in print.
pub(crate) fn caption(row: &Row) -> Keys {
    letters(row.get("caption")).into_iter().chain(row.get("forms").split(';').flat_map(letters)).collect()
}

pub(crate) fn signature(row: &Row) -> Keys {
    letters(row.get("signature"))
}

/// A reason is found by its code, its section, and the two together as drafters write them: `X1`, `1.6X1`, `1.6(d)(1)`.
/// In front stands the order.
pub(crate) fn reason(row: &Row) -> Keys {
    let (section, code) = (row.get("section"), row.get("code"));
    let article: String = section.chars().take_while(|c| c.is_ascii_digit() || ".-".contains(*c)).collect();
    let order = row.get("order").split(' ').next_back().unwrap_or_default();
    let plain = code.split('-').next().unwrap_or_default();
    let mut forms = vec![code.to_owned(), section.to_owned(), format!("{article}{code}")];
    if plain.starts_with("50X") {
        forms.push(plain.to_owned());
    }
    forms.iter().filter(|form| !form.is_empty()).flat_map(|form| letters(&format!("{order}{form}"))).collect()
}
