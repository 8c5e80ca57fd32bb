//! What each copy withholds, in words and in figures.

use std::ops::Range;

use serde::Serialize;

use super::{Alignment, Kind, Segment};

/// A stretch that one copy lacks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Withheld {
    /// Index of the segment.
    pub segment: usize,
    /// Number of the copy's words before it.
    pub at: usize,
    /// Its marks in the copy, in bytes; none where it is missing without a trace.
    pub struck: Vec<Range<usize>>,
    /// What other copies show there: their indices, and the text. Empty where no copy shows it.
    pub shown: Vec<(Vec<usize>, String)>,
}

/// All copies in figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Words that all copies show.
    pub shown_by_all: usize,
    /// Stretches of which every copy strikes something out.
    pub never_shown: usize,
    /// Stretches in which the copies differ.
    pub differing: usize,
    /// Copy by copy.
    pub copies: Vec<CopySummary>,
}

/// One copy in figures.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CopySummary {
    /// Its name.
    pub name: String,
    /// Its words.
    pub words: usize,
    /// Marks that something is struck out.
    pub marks: usize,
    /// Words that it alone shows.
    pub only_here: usize,
    /// Words of other copies where it has a mark.
    pub struck_out: usize,
    /// Words of other copies that it lacks without a mark.
    pub lacking: usize,
}

impl Alignment<'_> {
    /// What the copy of that index strikes out or lacks, in order.
    pub fn withheld_by(&self, copy: usize) -> Vec<Withheld> {
        let lacks =
            |segment: &&(usize, &Segment)| segment.1.kind != Kind::Differs && segment.1.by.contains(&copy);
        let segments: Vec<(usize, &Segment)> = self.segments.iter().enumerate().collect();
        let lacking = segments.iter().filter(lacks).filter_map(|(index, segment)| {
            let part = segment.parts.get(copy)?;
            let others = self.readings(segment).into_iter().filter(|(copies, _)| !copies.contains(&copy));
            Some(Withheld {
                segment: *index,
                at: part.words.start,
                struck: part.struck.clone(),
                shown: others.collect(),
            })
        });
        lacking.collect()
    }

    /// The figures.
    pub fn summary(&self) -> Summary {
        let copies = self.copies.iter().map(|copy| CopySummary {
            name: copy.name.clone(),
            words: copy.words.len(),
            marks: copy.struck.len(),
            ..CopySummary::default()
        });
        let mut out = Summary { shown_by_all: 0, never_shown: 0, differing: 0, copies: copies.collect() };
        for segment in &self.segments {
            let most = segment.parts.iter().map(|part| part.words.len()).max().unwrap_or(0);
            out.never_shown += usize::from(segment.hides_more());
            match segment.kind {
                Kind::Same => out.shown_by_all += most,
                Kind::Differs => out.differing += 1,
                Kind::Withheld | Kind::Added => {}
            }
            if segment.kind == Kind::Same {
                continue;
            }
            for ((index, part), copy) in segment.parts.iter().enumerate().zip(&mut out.copies) {
                if segment.shown_by == [index] && self.copies.len() > 1 {
                    copy.only_here += part.words.len();
                }
                if part.words.is_empty() && part.struck.is_empty() {
                    copy.lacking += most;
                } else if !part.struck.is_empty() && (part.words.is_empty() || segment.shown_by.len() > 1) {
                    copy.struck_out += most.saturating_sub(part.words.len());
                }
            }
        }
        out
    }
}
