//! Names that other programs take: for files, keys and identifiers.

/// Letters, digits and `-` as they are, whatever else as `_` and its number: one to one, in every alphabet's file system.
pub(super) fn safe(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() || c == '-' {
            out.push(c);
        } else {
            out.push_str(&format!("_{:x}_", u32::from(c)));
        }
    }
    out
}

/// On one line: every stretch of blanks and control characters is one blank.
pub(super) fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_safe_names_are_one_to_one() {
        for (name, expected) in
            [("03OTTAWA1123", "03OTTAWA1123"), ("../a", "_2e__2e__2f_a"), ("a_b", "a_5f_b"), ("É", "_c9_")]
        {
            assert_eq!(safe(name), expected);
        }
    }

    #[test]
    fn ok_one_line() {
        assert_eq!(one_line(" a\r\n\0b \u{85}c\t"), "a b c");
    }
}
