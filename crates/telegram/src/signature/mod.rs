//! The signature: the name of the officer in whose name the telegram goes (format.md §12.8).
//!
//! ```text
//! end       = [ text ] signature { trailer }
//! signature = name { line-end name } [ "##" | "." ] [ trailer on the same line ]
//! name      = [ initials ] { particle } SURNAME [ "JR" ]       (capitals; also `Doe` alone on its line)
//! ```
//!
//! The last drafted line is asked first whether it is a name, then whether a name follows its last sentence. A text that
//! was cut off, or whose last line is the end of a sentence, has no signature; that is no error.

mod name;
mod officer;
mod trailer;

use std::ops::Range;

pub(crate) use name::fused;
pub use officer::officer;

/// A name that signs the telegram.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureRead {
    /// As printed, without initials, marks and full stop.
    pub name: String,
    /// Its place, counted as the ranges of the lines are.
    pub range: Range<usize>,
    /// Text of the last paragraph stands before it on the line.
    pub rest_of_line_is_text: bool,
}

/// Reads the last lines of a telegram's body (a dozen are enough), without their line ends, in order, each with its place.
pub fn read(lines: &[(&str, Range<usize>)]) -> Vec<SignatureRead> {
    let text: Vec<&str> = lines.iter().map(|(line, _)| *line).collect();
    let placed = last_names(&text).into_iter().map(|(index, signature)| {
        let start = lines.get(index).map_or(0, |(_, place)| place.start);
        let range = start + signature.range.start..start + signature.range.end;
        SignatureRead { range, ..signature }
    });
    placed.collect()
}

/// The names, each with the index of its line and its place in it.
fn last_names(lines: &[&str]) -> Vec<(usize, SignatureRead)> {
    let mut last = lines.len();
    while let Some(line) = last.checked_sub(1).and_then(|i| lines.get(i)) {
        if !trailer::is_line(line) {
            break;
        }
        last -= 1;
    }
    let Some(index) = last.checked_sub(1) else { return Vec::new() };
    let Some(line) = lines.get(index) else { return Vec::new() };
    let end = trailer::cut(line);
    let Some(drafted) = line.get(..end) else { return Vec::new() };
    if let Some(range) = name::whole_line(drafted)
        && !ends_a_sentence(lines, index, drafted)
    {
        let mut out: Vec<_> = found(line, index, range, false).into_iter().collect();
        if let Some(above) = above(lines, index) {
            out.insert(0, above);
        }
        return out;
    }
    let inline = name::after_sentence(drafted).and_then(|range| found(line, index, range, true));
    inline.into_iter().collect()
}

fn found(
    line: &str,
    index: usize,
    range: Range<usize>,
    rest_of_line_is_text: bool,
) -> Option<(usize, SignatureRead)> {
    let name = line.get(range.clone())?.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name.trim_end_matches(['.', ',']).replace(", JR", " JR").replace(',', "");
    Some((index, SignatureRead { name, range, rest_of_line_is_text }))
}

/// A second name on the line above (`DOE` / `ROE`): it must be a known one, or stand apart from the text as the other does.
fn above(lines: &[&str], index: usize) -> Option<(usize, SignatureRead)> {
    let at = index.checked_sub(1)?;
    let line = lines.get(at).filter(|line| !trailer::is_line(line))?;
    let range = name::whole_line(line.get(..trailer::cut(line))?)?;
    let printed = line.get(range.clone())?;
    let capitals = !printed.contains(|c: char| c.is_lowercase());
    let apart = at.checked_sub(1).and_then(|i| lines.get(i)).is_none_or(|line| is_finished(line));
    let known = authority::officers::known_signature(printed.trim_end_matches('.'));
    (capitals && apart && (known || !printed.contains(' ')) && !ends_a_sentence(lines, at, line))
        .then(|| found(line, at, range, false))
        .flatten()
}

/// A short last line under an unfinished one is the end of its sentence, where it ends with a full stop or where the line
/// above ends with a word that must go on.
fn ends_a_sentence(lines: &[&str], index: usize, drafted: &str) -> bool {
    let drafted = drafted.trim();
    let Some(above) = index.checked_sub(1).and_then(|i| lines.get(i)) else { return false };
    if is_finished(above) || authority::officers::known_signature(drafted.trim_end_matches(['.', '#'])) {
        return false;
    }
    let above = above.trim_end();
    let stop = drafted.ends_with('.') && !drafted.ends_with("JR.");
    let small = drafted.contains(|c: char| c.is_lowercase());
    stop || small || above.ends_with([',', '-', ':', '(']) || {
        let word = above.rsplit(' ').next().unwrap_or_default().to_ascii_uppercase();
        [
            "THE", "A", "AN", "OF", "AND", "OR", "TO", "IN", "ON", "AT", "BY", "FOR", "FROM", "WITH", "THAT",
            "HIS",
        ]
        .contains(&word.as_str())
    }
}

/// Blank, or with the end of a sentence, or no text at all: a name below it stands by itself.
fn is_finished(line: &str) -> bool {
    let line = line.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’)*".contains(c));
    line.is_empty() || line.ends_with(['.', '!', '?']) || trailer::is_line(line)
}

#[cfg(test)]
mod tests;
