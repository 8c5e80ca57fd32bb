//! The Classified-By paragraph: who classified a telegram, and why (format.md §7.6).
//!
//! ```text
//! field  = opening person { "and" person } [tail] reasons [rest]      opening: label.rs   reasons: reasons.rs
//! person = name [separator title] | title [separator] name | title    words.rs, titles.rs, person.rs
//!        | guide                                                      derivative classification
//! tail   = "for" | "per" | "under" | "based on" | "due to" …
//! ```
//! Whatever is printed stays as printed: a misspelt title is recognised, not corrected.

mod label;
mod person;
mod reasons;
mod titles;
mod words;

use std::ops::Range;

pub(crate) use label::at_start as label_at_start;
use person::Person;
use reasons::{Reasons, Trigger};

use crate::{
    Passage,
    record::{ClassifiedBy, Notes, ReasonMeaning, Unparsed},
};

/// Longest stretch in which a person is looked for; a field that goes on is damaged, and what follows is no name.
const LONGEST: usize = 1000;

/// Reads the field: all of it, or from behind its (first) label. `order` is the order of the E.O. line, under which the reasons
/// are explained.
///
/// The list is empty where the field is no Classified-By paragraph (`CLASSIFIED BY LINE ADDED`); one entry without a name where
/// it names nobody; one entry for each classifier, with the same reasons.
pub fn read(field: &Passage, order: Option<&str>, notes: &mut Notes) -> Vec<ClassifiedBy> {
    let text = field.as_str();
    let end = text.trim_end().len();
    let start = text.len() - text.trim_start().len();
    let whole = field.span(start.min(end)..end);
    if is_about_the_line(text) {
        notes.warn(
            "classified_by_decoy",
            "words about the Classified-By line, not the line itself",
            Some(whole),
        );
        return Vec::new();
    }
    let (found, reasons) = parts(text, notes, field);
    for (range, read) in &reasons.repaired {
        let printed = text.get(range.clone()).unwrap_or_default();
        notes.repair(
            32,
            field.span(range.clone()),
            printed,
            read,
            0.95,
            &["number of a section of the order"],
        );
    }
    warn(field, &found, &reasons, notes);
    let explained = explained(order.unwrap_or("12958"), &reasons.codes);
    let entry = |person: Person, derived_from: Option<String>| ClassifiedBy {
        name_span: person.name.as_ref().map(|(_, range)| field.span(range.clone())),
        title_span: person.title.as_ref().map(|(_, range)| field.span(range.clone())),
        name: person.name.map(|(name, _)| name),
        title: person.title.map(|(title, _)| title),
        reasons: reasons.codes.clone(),
        reasons_explained: explained.clone(),
        derived_from,
        raw: text.get(start.min(end)..end).unwrap_or_default().to_string(),
        span: whole,
    };
    if found.persons.is_empty() {
        return vec![entry(Person::default(), found.derived_from)];
    }
    found.persons.into_iter().map(|person| entry(person, found.derived_from.clone())).collect()
}

/// Persons and the source of a derivative classification.
#[derive(Default)]
struct Found {
    persons: Vec<Person>,
    derived_from: Option<String>,
    /// Where reading stopped.
    end: usize,
}

/// Reads label after label: `Classified By: REASON: Classified by Jane Doe for reason 1.5 (b)`.
fn parts(text: &str, notes: &mut Notes, field: &Passage) -> (Found, Reasons) {
    let (mut found, mut reasons) = (Found::default(), Reasons::default());
    let mut from = 0;
    for _ in 0..4 {
        let (at, _) = label::opening(text, from);
        let next = label::find(text, at).map_or(text.len(), |(start, _)| start);
        let trigger = reasons::trigger(text.get(..next).unwrap_or(text), at);
        let zone = at..trigger.map_or(next, Trigger::at);
        let persons = persons(text, zone.clone(), &mut found, notes, field);
        found.end = found.end.max(zone.end);
        if matches!(trigger, Some(Trigger::Other(_))) {
            derived(text, zone.end..next, &mut found);
        }
        if let Some(at) = announced(text.get(..next).unwrap_or(text), trigger) {
            let read = reasons::read(text, at, next);
            found.end = read.range.end.max(zone.end);
            if reasons.codes.is_empty() {
                reasons = read;
            }
        }
        derived(text, found.end..next, &mut found);
        for person in persons {
            let same = |known: &Person| {
                let name = |person: &Person| person.name.as_ref().map(|(name, _)| name.to_uppercase());
                name(known) == name(&person) || person.name.is_none()
            };
            if !found.persons.iter().any(same) {
                found.persons.push(person);
            }
        }
        if next >= text.len() {
            break;
        }
        from = next;
    }
    (found, reasons)
}

/// Where reasons are announced: at `trigger`, or behind other instructions.
fn announced(text: &str, mut trigger: Option<Trigger>) -> Option<usize> {
    for _ in 0..4 {
        match trigger? {
            Trigger::Reasons(at) => return Some(at),
            Trigger::Other(at) => trigger = reasons::trigger(text, at + 1),
        }
    }
    None
}

/// The persons in `zone`, or the guide that stands in their place.
fn persons(
    text: &str,
    zone: Range<usize>,
    found: &mut Found,
    notes: &mut Notes,
    field: &Passage,
) -> Vec<Person> {
    let mut end = zone.end.min(zone.start + LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let words = words::read(text, zone.start..end);
    let persons = person::read(text, &words);
    if let Some(guide) = guide(text, &words) {
        found.derived_from.get_or_insert(guide);
        return Vec::new();
    }
    let used = |range: &Range<usize>| {
        let inside = |part: &Option<(String, Range<usize>)>| {
            part.as_ref().is_some_and(|(_, place)| place.start <= range.start && range.end <= place.end)
        };
        persons.iter().any(|person| inside(&person.name) || inside(&person.title))
    };
    words.iter().filter(|word| used(&word.range)).for_each(|word| word.note(field, notes));
    let letters = words.iter().flat_map(|word| word.text.chars()).filter(|c| c.is_alphabetic()).count() > 2;
    let tail_only = words.iter().all(|word| titles::tail(&word.text));
    if persons.is_empty() && letters && !tail_only {
        let text = text.get(zone.start..end).unwrap_or_default().trim_end();
        let span = field.span(zone.start..zone.start + text.len());
        notes.unparsed.push(Unparsed { text: text.to_string(), span });
    }
    persons
}

/// `DSCG 05-1`, `Multiple Sources`, `State Department Classification Guide`.
fn guide(text: &str, words: &[words::Word]) -> Option<String> {
    let names = ["GUIDE", "DSCG", "SCG", "SOURCES", "SOURCE", "GUIDES", "GUIDANCE"];
    words
        .iter()
        .any(|word| names.contains(&titles::fold(&word.text).as_str()))
        .then(|| words::joined(text, words))?
}

/// `Derived from: …` after the person or the reasons.
fn derived(text: &str, zone: Range<usize>, found: &mut Found) {
    let Some(rest) = text.get(zone.clone()) else { return };
    let left = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let label = "DERIVED FROM";
    let at = zone.end - left.len();
    let words: Vec<&str> = left.split_whitespace().take(2).collect();
    if !words.join(" ").trim_end_matches(':').eq_ignore_ascii_case(label) {
        return;
    }
    let from = left.to_ascii_uppercase().find("FROM").map_or(left.len(), |place| place + 4);
    let source = left.get(from..).unwrap_or_default();
    let stop = reasons::trigger(source, 0).map_or(source.len(), Trigger::at);
    let source = source
        .get(..stop)
        .unwrap_or_default()
        .trim_matches(|c: char| c.is_whitespace() || ":.;,".contains(c));
    if !source.is_empty() {
        found.derived_from.get_or_insert(source.split_whitespace().collect::<Vec<_>>().join(" "));
        found.end = at + from + stop;
    }
}

/// `CORRECTED COPY (CLASSIFIED BY LINE ADDED)` speaks about the line.
fn is_about_the_line(text: &str) -> bool {
    let (at, labelled) = label::opening(text, 0);
    let words: Vec<String> =
        text.get(at..).unwrap_or_default().split_whitespace().take(2).map(titles::fold).collect();
    let line = ["LINE", "FIELD", "PARAGRAPH", "PARA", "INFORMATION", "SECTION"];
    let done = ["ADDED", "CORRECTED", "OMITTED", "CHANGED", "INSERTED", "MISSING", "AMENDED", "DELETED"];
    let is = |list: &[&str], word: Option<&String>| word.is_some_and(|word| list.contains(&word.as_str()));
    labelled && is(&line, words.first()) && is(&done, words.get(1))
}

fn warn(field: &Passage, found: &Found, reasons: &Reasons, notes: &mut Notes) {
    let text = field.as_str();
    let span = Some(field.span(0..text.trim_end().len()));
    if found.persons.iter().all(|person| person.name.is_none()) && found.derived_from.is_none() {
        notes.warn("classifier_missing", "the Classified-By paragraph names nobody that can be read", span);
    }
    if reasons.codes.is_empty() {
        notes.warn("reason_missing", "the Classified-By paragraph gives no reason", span);
    }
    let place = Some(field.span(reasons.range.clone()));
    for code in &reasons.codes {
        if code == "1.5(h)" {
            let message = "1.5 ends with (g); weapons of mass destruction are 1.4(h), of 2003 and later";
            notes.warn("impossible_reason", message, place);
        } else if !code.starts_with("1.4") && !code.starts_with("1.5") {
            let message =
                format!("{code} is no reason for classifying under 12958 or 13526, which are 1.4 or 1.5");
            notes.warn("unusual_reason", message, place);
        }
    }
    let rest = text.get(found.end..).unwrap_or_default();
    let left = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    // `… of E.O. 12958` after the letters names the order once more.
    let order = matches!(reasons::trigger(left, 0), Some(Trigger::Reasons(at)) if at <= "of the ".len());
    let declassify = order || left.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("DECL"));
    if left.chars().filter(|c| c.is_alphabetic()).count() > 2 && !declassify {
        let at = text.len() - left.len();
        let end = text.trim_end().len();
        let kept = text.get(at..end).unwrap_or_default().to_string();
        notes.unparsed.push(Unparsed { text: kept, span: field.span(at..end) });
    }
}

/// The reasons in words.
fn explained(order: &str, codes: &[String]) -> Vec<ReasonMeaning> {
    let row = |code: &String| {
        let reason = authority::orders::reason(order, code)?;
        Some(ReasonMeaning {
            code: code.clone(),
            order: reason.order.to_string(),
            meaning: reason.meaning.to_string(),
        })
    };
    codes.iter().filter_map(row).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::cases;

    #[test]
    fn ok_cases() {
        cases::check("classified_by.toml", |case| {
            let mut notes = Notes::default();
            let classified_by = read(&Passage::whole(&case.field), Some("12958"), &mut notes);
            json!({ "classified_by": classified_by, "warnings": notes.warnings, "repairs": notes.repairs, "unparsed": notes.unparsed })
        });
    }

    proptest! {
        #[test]
        fn prop_any_text_is_read_with_spans_in_range(
            text in "\\PC*|(Classified[ \n]By:? ?)?((Ambassador|DCM|Jane|Doe|Q\\.|Coun-\nselor|and|,|é0|\\(acting\\)|for|Reasons|1\\.[45] ?|\\(b\\)|E\\.O\\. 12958)[ ,.\n]?){0,12}"
        ) {
            let mut notes = Notes::default();
            let found = read(&Passage::whole(&text), None, &mut notes);
            let spans = found.iter().flat_map(|one| [Some(one.span), one.name_span, one.title_span]).flatten();
            let spans = spans.chain(notes.repairs.iter().map(|one| one.span)).chain(notes.unparsed.iter().map(|one| one.span));
            for span in spans {
                prop_assert!(text.get(span.start..span.end).is_some(), "{span:?}");
            }
        }
    }
}
