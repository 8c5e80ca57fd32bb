//! Lists printed in two columns (format.md §10.3): read by letter, not by place.
//!
//! One line holds `B. …` and `H. …`, the next `C. …` and `I. …`: the second letter is always the same number of letters
//! after the first.

use super::labels::Segment;

/// Puts the segments of a two-column list into the order of their letters. True when the list is one.
pub(crate) fn by_letter(segments: &mut [Segment], text: &str) -> bool {
    let letter = |segment: &Segment| segment.label.as_deref().and_then(|label| label.bytes().next());
    let on_one_line =
        |a: &Segment, b: &Segment| text.get(a.at..b.at).is_some_and(|between| !between.contains('\n'));
    let mut offsets: Vec<u8> = Vec::new();
    let mut constant = 0_usize;
    for pair in segments.windows(2) {
        let [first, second] = pair else { continue };
        let (Some(a), Some(b)) = (letter(first), letter(second)) else { continue };
        if !on_one_line(first, second) || b <= a + 1 {
            continue;
        }
        constant += usize::from(offsets.last() == Some(&(b - a)));
        offsets.push(b - a);
    }
    let columns = constant > 0;
    if columns {
        segments
            .sort_by_key(|segment| segment.label.as_deref().and_then(|l| l.bytes().next()).unwrap_or(b'@'));
    }
    columns
}
