//! What web pages and Markdown leave in a text: escapes, links, emphasis, tags (format.md §14 #8–#10).

use super::Fix;

/// `before` is the line up to the place since the last repair, `rest` what follows from it on.
pub(super) fn fix(before: &str, rest: &str) -> Option<Fix> {
    match rest.as_bytes().first()? {
        b'\\' => escape(rest),
        b'[' => link(rest),
        b'<' => tag(rest),
        _ => emphasis(before, rest),
    }
}

/// A backslash before punctuation, at the end of a line, or before the letter of a line end.
fn escape(rest: &str) -> Option<Fix> {
    match rest.as_bytes().get(1) {
        None => Some(Fix::new(8, 1, "", 0.97, "backslash at the end of a line")),
        Some(b) if b.is_ascii_punctuation() => Some(Fix::new(
            8,
            2,
            rest.get(1..2)?,
            0.98,
            "backslash before punctuation: an escape of Markdown or of a table",
        )),
        Some(b'n' | b'r' | b't') if rest.as_bytes().get(2).is_none_or(|b| !b.is_ascii_lowercase()) => {
            Some(Fix::new(8, 2, " ", 0.95, "an escaped line end"))
        }
        _ => None,
    }
}

/// `[words](target)`: the target must look like one, since brackets are common in cables and `](` is not.
fn link(rest: &str) -> Option<Fix> {
    let window = rest.get(..floor(rest, 400)).unwrap_or(rest);
    let close = window.find("](")?;
    let words = window.get(1..close)?;
    if words.contains('[') {
        return None;
    }
    let mut depth = 0usize;
    for (at, c) in window.get(close + 1..)?.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 1 => {
                return Some(Fix::new(
                    9,
                    close + 2 + at,
                    words,
                    0.98,
                    "a link turned into Markdown: its words are the text",
                ));
            }
            ')' => depth -= 1,
            c if c.is_whitespace() => return None,
            _ => {}
        }
    }
    None
}

/// A tag that web pages of cables use. Anything else in angle brackets is text.
fn tag(rest: &str) -> Option<Fix> {
    const NAMES: &[&str] = &[
        "a",
        "b",
        "i",
        "u",
        "p",
        "em",
        "br",
        "hr",
        "tt",
        "td",
        "tr",
        "th",
        "div",
        "pre",
        "sup",
        "sub",
        "span",
        "code",
        "font",
        "table",
        "strong",
        "center",
        "blockquote",
    ];
    let window = rest.get(..floor(rest, 300)).unwrap_or(rest);
    let inner = window.get(1..window.find('>')?)?;
    let name_at = inner.strip_prefix('/').unwrap_or(inner);
    let name: String =
        name_at.chars().take_while(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
    let after = name_at.as_bytes().get(name.len());
    let whole = matches!(after, None | Some(b'/' | b' '));
    (whole && NAMES.contains(&name.as_str()))
        .then(|| Fix::new(10, inner.len() + 2, "", 0.97, "a tag of a web page"))
}

/// `**` or `__` that opens or closes emphasis.
fn emphasis(before: &str, rest: &str) -> Option<Fix> {
    let pair = rest.get(..2)?;
    if !matches!(pair, "**" | "__")
        || matches!(rest.as_bytes().get(2), Some(b'*' | b'_'))
        || before.ends_with(['*', '_'])
    {
        return None;
    }
    let after = rest.get(2..)?.chars().next();
    let opens = after.is_some_and(|c| c.is_alphanumeric() || c == '(')
        && before.chars().last().is_none_or(|c| !c.is_alphanumeric())
        && rest.get(2..floor(rest, 400)).is_some_and(|tail| tail.contains(pair));
    let closes = before.chars().last().is_some_and(|c| c.is_alphanumeric() || ".,:;)".contains(c))
        && after.is_none_or(|c| !c.is_alphanumeric());
    (opens || closes).then(|| Fix::new(9, 2, "", 0.9, "emphasis of Markdown"))
}

/// The largest boundary of a character at or below `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}
