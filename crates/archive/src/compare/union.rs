//! The fullest text.

use super::{Alignment, Kind, Segment};

impl Alignment<'_> {
    /// One text with the words of all copies. What not all of them show stands in `⟦ ⟧` with the names of those that do:
    ///
    /// ```text
    /// The Minister ⟦B: of Fisheries⟧ agreed ⟦A: on Monday | B, C: on Tuesday⟧ to ⟦withheld⟧.
    /// ```
    ///
    /// `⟦withheld⟧` stands for what no copy shows. Line ends within a paragraph are blanks, paragraphs are parted by a blank line, furniture is left out.
    pub fn union(&self) -> String {
        let mut out = String::new();
        let mut gap = "";
        for segment in &self.segments {
            let base = segment.parts.get(self.fullest).zip(self.copies.get(self.fullest));
            if segment.kind == Kind::Same
                && let Some((part, copy)) = base
            {
                for word in part.words.clone() {
                    let place = copy.place(word);
                    out.push_str(gap);
                    out.extend([place.lead, place.word, place.trail].map(|text| plain(&text)));
                    gap = place.gap;
                }
                continue;
            }
            out.push_str(if gap.is_empty() && !out.is_empty() { " " } else { gap });
            let shown = self
                .readings(segment)
                .into_iter()
                .map(|(copies, text)| format!("{}: {}", self.names(&copies), plain(&text)));
            let shown = shown.collect::<Vec<_>>().join(" | ");
            let more = segment.hides_more();
            match (shown.is_empty(), more) {
                (false, false) => out.extend(["⟦", &shown, "⟧"]),
                (false, true) => out.extend(["⟦", &shown, "⟧ ⟦withheld⟧"]),
                (true, _) => out.push_str("⟦withheld⟧"),
            }
            let last = base.and_then(|(part, copy)| Some(copy.place(part.words.clone().last()?).gap));
            gap = last.filter(|gap| !gap.is_empty()).unwrap_or(" ");
        }
        out
    }

    /// The different texts of a segment, each with the copies that have it, in the order of the copies.
    pub(super) fn readings(&self, segment: &Segment) -> Vec<(Vec<usize>, String)> {
        let mut out: Vec<(Vec<usize>, String)> = Vec::new();
        let words = |copy: usize| {
            let words = segment.parts.get(copy)?.words.clone();
            self.copies.get(copy)?.folded.get(words)
        };
        for copy in &segment.shown_by {
            let same = out
                .iter_mut()
                .find(|(copies, _)| copies.first().is_some_and(|one| words(*one) == words(*copy)));
            match (same, self.copies.get(*copy).zip(segment.parts.get(*copy))) {
                (Some((copies, _)), _) => copies.push(*copy),
                (None, Some((release, part))) => out.push((vec![*copy], release.shown(part.words.clone()))),
                (None, None) => {}
            }
        }
        out
    }

    /// Names with commas between.
    pub(super) fn names(&self, copies: &[usize]) -> String {
        let names: Vec<&str> =
            copies.iter().filter_map(|copy| Some(self.copies.get(*copy)?.name.as_str())).collect();
        plain(&names.join(", "))
    }
}

/// The text without the brackets that mark what is not in all copies.
fn plain(text: &str) -> String {
    text.replace('⟦', "[").replace('⟧', "]")
}
