//! What a withdrawal card, or the attribute list behind a text, says where the telegram's own header says nothing
//! (format.md §13.3).

use std::ops::Range;

use crate::furniture::attributes;
use crate::parse::Parts;
use crate::passage::Passage;
use crate::record::Addressee;
use crate::sheet::Role;

/// The value of the first attribute of that name, with the lines that it runs on to.
pub(super) fn value<'d>(parts: &Parts<'_, 'd>, name: &str) -> Option<Passage<'d>> {
    let sheet = parts.sheet;
    let listed = |i: &usize| sheet.role(*i) == Role::Frame(crate::record::Layer::Archive, "attribute");
    let (first, start) = (0..sheet.len()).filter(listed).find_map(|i| {
        let found = attributes::attribute(sheet.content(i)).filter(|found| found.name == name)?;
        Some((i, found.value.start))
    })?;
    let range = sheet.range(first);
    let runs_on = |i: &usize| listed(i) && attributes::attribute(sheet.content(*i)).is_none();
    let more = (first + 1..sheet.len()).take_while(runs_on).map(|i| sheet.range(i));
    let ranges: Vec<Range<usize>> = std::iter::once(range.start + start..range.end).chain(more).collect();
    let passage = sheet.passage(&ranges);
    (!passage.as_str().trim().is_empty()).then_some(passage)
}

/// Originator or recipients: names between semicolons or line ends.
pub(super) fn addressees(parts: &Parts, name: &str) -> Vec<Addressee> {
    value(parts, name).map_or_else(Vec::new, |passage| super::addressees::listed(&passage, 0, &['\n', ';']))
}
