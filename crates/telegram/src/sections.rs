//! Sections: which of them the copy holds, which header lines repeat, which were lost (format.md §11.7, §14 #19, #20).

use crate::frame::Page;
use crate::header::labels::{self, Field};
use crate::header::scan::Header;
use crate::record::{InferredSection, Layer, Notes, Sections, Span, TagKind};
use crate::sheet::{Role, Sheet};

/// What class lines and page lines say.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    pub(crate) sections: Sections,
    /// Values of TAGS lines that later sections repeat.
    pub(crate) repeated_tags: Vec<std::ops::Range<usize>>,
}

/// Takes the headers of later sections out of the body: the classification line and the fields that it repeats.
pub(crate) fn read(
    sheet: &mut Sheet,
    header: &Header,
    first: Option<(u16, Option<u16>)>,
    pages: &[Page],
    notes: &mut Notes,
) -> Seen {
    let mut seen = Seen::default();
    seen.note(first);
    let mut i = header.body;
    while i < sheet.len() {
        let found = sheet.class_line(i).filter(|_| sheet.is_unread(i));
        let Some(section) = found
            .filter(|class| class.section.is_some() || class.serial.is_some())
            .map(|class| class.section)
        else {
            i += 1;
            continue;
        };
        seen.note(section);
        sheet.set(i, Role::Classification);
        // The network's header may stand above each section.
        for n in crate::split::head(sheet.text(), &sheet.lines, i).max(header.body)..i {
            if sheet.is_unread(n) {
                sheet.set(n, Role::Frame(Layer::Network, "repeated header"));
            }
        }
        i = seen.repeated(sheet, header, i + 1, notes);
    }
    // Page lines count pages or sections, as it comes; classification lines are to be believed.
    if seen.sections.total.is_none() {
        for page in pages {
            seen.note(page.section);
        }
    }
    seen.finish(notes);
    seen
}

impl Seen {
    fn note(&mut self, section: Option<(u16, Option<u16>)>) {
        let Some((number, total)) = section else { return };
        if !self.sections.seen.contains(&number) && self.sections.seen.len() < 200 {
            self.sections.seen.push(number);
        }
        self.sections.total = self.sections.total.max(total);
    }

    /// Claims the repeated lines from `from` on; gives the first line that is text again.
    fn repeated(&mut self, sheet: &mut Sheet, header: &Header, from: usize, notes: &mut Notes) -> usize {
        let mut i = from;
        while i < sheet.len() {
            if sheet.role(i) == Role::Unread {
                let content = sheet.content(i);
                let label = labels::at_start(content).filter(|label| label.number.is_none());
                let caption = label.is_none() && crate::captions::read(content).is_some();
                // Words of the header below a blank line are a heading that says the same.
                let apart = i.checked_sub(1).is_some_and(|above| sheet.role(above) == Role::Blank);
                let known = label.is_none() && !caption && stands_in_header(sheet, header, content, apart);
                if label.is_none() && !caption && !known {
                    break;
                }
                if let Some(label) = label.as_ref().filter(|label| label.field == Field::Tags) {
                    let range = sheet.range(i);
                    self.repeated_tags.push(range.start + label.end.min(range.len())..range.end);
                }
                let place = sheet.line_span(i);
                if label.is_some() {
                    notes.repair(
                        19,
                        place,
                        content,
                        "",
                        0.97,
                        &["the header of a later section repeats this field"],
                    );
                }
                sheet.set(i, Role::Repeated);
            }
            i += 1;
        }
        i
    }

    fn finish(&mut self, notes: &mut Notes) {
        self.sections.seen.sort_unstable();
        let highest = self.sections.seen.last().copied().unwrap_or(0);
        if self.sections.total.is_some_and(|total| highest > total) {
            notes.warn(
                "section_beyond_total",
                format!("section {highest} of {}", self.sections.total.unwrap_or(0)),
                None,
            );
        }
        let total = self.sections.total.unwrap_or(highest).min(200);
        self.sections.missing = (1..=total).filter(|number| !self.sections.seen.contains(number)).collect();
    }
}

/// A line that the first header has, word for word; below a blank line, `apart`, only a request to pass on can be one.
fn stands_in_header(sheet: &Sheet, header: &Header, content: &str, apart: bool) -> bool {
    let same = |piece: &str| piece.trim_end_matches('.') == content.trim_end_matches('.');
    header
        .fields
        .iter()
        .filter(|_| !apart)
        .flat_map(|field| &field.pieces)
        .chain(&header.pass_lines)
        .filter_map(|range| sheet.text().get(range.clone()))
        .any(|piece| same(piece) || content.len() >= 4 && piece.ends_with(content))
}

/// A section whose header was cut out: a sentence goes on across the gap (format.md §14 #20). Gaps are taken in order for
/// the missing sections in order.
pub(crate) fn infer(
    sections: &mut Sections,
    breaks: &[(Span, Option<u32>)],
    original: impl Fn(Span) -> String,
    notes: &mut Notes,
) {
    for (gap, paragraph) in breaks {
        let original = &original(*gap);
        let Some(section) = sections.missing.first().copied() else {
            notes.repair(20, *gap, original, " ", 0.9, &["a sentence goes on across blank lines"]);
            continue;
        };
        sections.missing.remove(0);
        sections.inferred.push(InferredSection { section, at: *gap, paragraph: *paragraph });
        let evidence = format!(
            "the telegram has {} sections and the header of section {section} is not there",
            sections.total.unwrap_or(section)
        );
        notes.repair(20, *gap, original, " ", 0.95, &["a sentence goes on across blank lines", &evidence]);
    }
}

/// Tags of later sections that the first does not have are added; a difference is told.
pub(crate) fn unite_tags(
    tags: &mut Vec<crate::record::Tag>,
    later: Vec<crate::record::Tag>,
    notes: &mut Notes,
) {
    for tag in later {
        if !tags
            .iter()
            .any(|known| known.code == tag.code && (known.kind == tag.kind || tag.kind == TagKind::Unknown))
        {
            notes.warn("tags_differ", format!("a later section adds the tag {:?}", tag.code), Some(tag.span));
            tags.push(tag);
        }
    }
}
