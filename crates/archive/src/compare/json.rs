//! An alignment as data: names instead of indices, texts with their places.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::{Alignment, Segment, Summary};

#[derive(serde::Serialize)]
struct SegmentJson<'a> {
    kind: super::Kind,
    /// Names of the copies that have nothing of it, or strike something out.
    by: Vec<&'a str>,
    shown_by: Vec<&'a str>,
    /// In the order of the copies.
    parts: Vec<PartJson>,
}

#[derive(serde::Serialize)]
struct PartJson {
    text: Option<String>,
    /// Bytes from its first word to its last.
    span: Option<[usize; 2]>,
    struck: Vec<[usize; 2]>,
}

impl Serialize for Alignment<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names: Vec<&str> = self.copies.iter().map(|copy| copy.name.as_str()).collect();
        let segments: Vec<SegmentJson<'_>> =
            self.segments.iter().map(|segment| self.segment(segment)).collect();
        let summary: Summary = self.summary();
        let mut out = serializer.serialize_struct("Alignment", 4)?;
        out.serialize_field("copies", &names)?;
        out.serialize_field("segments", &segments)?;
        out.serialize_field("union", &self.union())?;
        out.serialize_field("summary", &summary)?;
        out.end()
    }
}

impl Alignment<'_> {
    fn segment(&self, segment: &Segment) -> SegmentJson<'_> {
        let names = |copies: &[usize]| {
            copies.iter().filter_map(|copy| Some(self.copies.get(*copy)?.name.as_str())).collect()
        };
        let parts = self.copies.iter().zip(&segment.parts).map(|(copy, part)| {
            let words = copy.words.get(part.words.clone()).unwrap_or_default();
            PartJson {
                text: (!words.is_empty()).then(|| copy.shown(part.words.clone())),
                span: words.first().zip(words.last()).map(|(first, last)| [first.start, last.end]),
                struck: part.struck.iter().map(|range| [range.start, range.end]).collect(),
            }
        });
        SegmentJson {
            kind: segment.kind,
            by: names(&segment.by),
            shown_by: names(&segment.shown_by),
            parts: parts.collect(),
        }
    }
}
