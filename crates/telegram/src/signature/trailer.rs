//! What stands behind a signature and is not part of it: class words, end marks, group marks, remarks of the
//! communications centre (format.md §12.8, §16.1).

use crate::{captions, class_line};

/// Marks that stand alone on a line, or after the name on its line.
const MARKS: &[&str] = &[
    "NNNN",
    "NNN",
    "NN",
    "BT",
    "YYY",
    "YYYY",
    "UNQUOTE",
    "UNQTE",
    "EXEMPT",
    "GDS",
    "XGDS",
    "NGDS",
    "ADS",
    "<<END>>",
    "END",
    "-",
    "--",
    "---",
    ".",
    ">",
    ">>",
    "#",
    "##",
    "=",
    "QTE",
    "END TEXT",
    "END MESSAGE",
    "END OF MESSAGE",
    "END CABLE",
];

/// Beginnings of lines that were added to the text.
const OPENINGS: &[&str] = &[
    "NOTE BY OC",
    "NOTE BY",
    "NOTE:",
    "MINIMIZE CONSIDERED",
    "DECLASSIFIED",
    "DECLAS",
    "DECONTROL",
    "DOWNGRADED",
    "GP-",
    "GP 1",
    "GP 3",
    "GP 4",
    "XGDS",
    "GDS ",
    "PAGE ",
    "VZCZC",
    "RELEASED",
];

/// True for a line without a drafted word.
pub(super) fn is_line(line: &str) -> bool {
    let words = line.trim_matches(|c: char| c.is_whitespace() || c == '*');
    if words.is_empty() || !words.contains(|c: char| c.is_alphanumeric()) {
        return true;
    }
    let upper = words.get(..words.len().min(40)).unwrap_or_default().to_ascii_uppercase();
    is_mark(words)
        || OPENINGS.iter().any(|opening| upper.starts_with(opening)) && !words.ends_with(',')
        || class_line::read(words).is_some()
        || captions::read(words).is_some()
        || is_footer(words)
}

/// Where the trailer on the line of a name begins.
pub(super) fn cut(line: &str) -> usize {
    let mut end = line.trim_end().len();
    while let Some(before) = line.get(..end) {
        let start = before.rfind([' ', '\t']).map_or(0, |at| at + 1);
        let word = before.get(start..).unwrap_or_default();
        // `DOE##`, `DOE#0417`
        if let Some(hash) = word.find('#').filter(|at| *at > 0)
            && word.bytes().skip(hash).all(|b| b == b'#' || b.is_ascii_digit())
        {
            return start + hash;
        }
        // `END` and full stops may be drafted; the other marks are not.
        let trails = is_mark(word) && !matches!(word, "END" | ".");
        if start == 0 || !trails {
            break;
        }
        end = before.get(..start).unwrap_or_default().trim_end().len();
    }
    end
}

fn is_mark(words: &str) -> bool {
    let bare = words.trim_end_matches('.');
    MARKS.iter().any(|mark| mark.eq_ignore_ascii_case(words) || mark.eq_ignore_ascii_case(bare))
        || is_counter(words)
}

/// `#0417`, `GP-3.`, `XGDS-1`.
fn is_counter(words: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let bare = words.trim_end_matches('.');
    words.strip_prefix('#').is_some_and(digits)
        || ["GP-", "GP", "XGDS-", "XGDS"].iter().any(|mark| bare.strip_prefix(mark).is_some_and(digits))
}

/// `2000LISBON00417 - CONFIDENTIAL`.
fn is_footer(words: &str) -> bool {
    let Some((id, level)) = words.split_once(" - ") else { return false };
    let id_shape =
        id.starts_with(|c: char| c.is_ascii_digit()) && id.bytes().all(|b| b.is_ascii_alphanumeric());
    id_shape && crate::level::read(level.trim().trim_start_matches("Classification: ")).is_some()
}
