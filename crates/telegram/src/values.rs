//! The values of the record, each from the lines that the steps before have set apart.
//!
//! Order matters only where one value helps to read another: level and declassification before the dates, the year
//! before the references, references before the bounds of a missing date.

mod addressees;
mod card;
mod checks;
pub(crate) mod doubt;
mod text;
mod when;

use crate::captions::CaptionKind;
use crate::header::labels::{self, Field};
use crate::parse::Parts;
use crate::passage::Passage;
use crate::record::{Addressee, Classification, Level, Notes, Signature, Span, Telegram};
use crate::references::{self, Citing};
use crate::{classified_by, declassification, drafting, due, era, identity, signature, subject, tags};

/// Fills in every value but the body and the sections, which are there already.
pub(crate) fn fill(
    telegram: &mut Telegram,
    parts: &Parts,
    texts: &[(Option<u32>, Passage)],
    repeated_tags: &[std::ops::Range<usize>],
    notes: &mut Notes,
) {
    handling(telegram, parts, notes);
    transmission(telegram, parts);
    addressees::check(telegram, parts, notes);
    telegram.mrn = identity::mrn(parts, notes);
    telegram.declassification = parts
        .repaired(Field::Order, notes)
        .map(|field| without_blank_in_year(field, notes))
        .map(|field| declassification::read(&field, notes))
        .or_else(|| parts.ending.declassification.clone());
    subject_and_tags(telegram, parts, repeated_tags, notes);
    classification(telegram, parts);
    let order = telegram.declassification.as_ref().and_then(|found| found.order.clone());
    // The readers of people and references repair what they meet themselves: a comma or a paragraph sign means more to them.
    if let Some(field) = parts.fields(Field::ClassifiedBy) {
        telegram.classified_by = classified_by::read(&field, order.as_deref(), notes);
    }
    when::year(telegram, parts);
    let field = references_field(parts);
    if telegram.mrn.as_ref().is_some_and(|mrn| mrn.year.is_none()) {
        // The years that references print may tell the year of the telegram; then they are read with it.
        read_references(telegram, parts, field.as_ref(), &mut Notes::default());
        when::year(telegram, parts);
    }
    read_references(telegram, parts, field.as_ref(), notes);
    when::dates(telegram, parts, notes);
    telegram.id = telegram
        .mrn
        .as_ref()
        .and_then(|mrn| Some(references::canonical_id(mrn.year?, &mrn.post, mrn.serial)));
    telegram.due =
        due::due(telegram.declassification.as_ref(), telegram.classification.level, &telegram.date);
    signatures(telegram, parts, notes);
    text::in_text_references(telegram, parts, texts);
    telegram.era = era::tell(
        telegram.declassification.as_ref(),
        &telegram.date,
        telegram.mrn.as_ref().and_then(|mrn| mrn.year),
    );
    checks::consistency(telegram, parts, notes);
}

/// `02/12/20 17`: the blank is left out (format.md §14 #36).
fn without_blank_in_year<'d>(field: Passage<'d>, notes: &mut Notes) -> Passage<'d> {
    let text = field.as_str();
    let split = ["/20 ", "/19 "].iter().find_map(|start| text.find(start)).filter(|at| {
        let figure = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
        *at > 0 && figure(at - 1) && figure(at + 4) && figure(at + 5) && !figure(at + 6)
    });
    let Some(at) = split else { return field };
    let (blank, end) = (at + 3, at + 6);
    let mut out = Passage::clone_document(&field);
    for part in [0..blank, blank + 1..text.len()] {
        let passage = field.part(part);
        let starts = (0..passage.as_str().len())
            .filter(|i| *i == 0 || passage.document_offset(*i) != passage.document_offset(*i - 1) + 1);
        let starts: Vec<usize> = starts.filter(|i| passage.as_str().is_char_boundary(*i)).collect();
        for (n, start) in starts.iter().enumerate() {
            let until = starts.get(n + 1).copied().unwrap_or(passage.as_str().len());
            out.push_as(
                passage.as_str().get(*start..until).unwrap_or_default(),
                passage.document_offset(*start),
            );
        }
    }
    let printed = text.get(at + 1..end).unwrap_or_default();
    notes.repair(
        36,
        field.span(at + 1..end),
        printed,
        &printed.replace(' ', ""),
        0.95,
        &["a blank inside the year of a date"],
    );
    out
}

fn read_references(telegram: &mut Telegram, parts: &Parts, field: Option<&Passage>, notes: &mut Notes) {
    with_citing(telegram, parts, |telegram, citing| {
        if let Some(field) = field {
            telegram.references = references::read(field, citing, notes);
        }
    });
}

/// The REF field as printed; a label that its reader would not know is left out.
fn references_field<'d>(parts: &Parts<'_, 'd>) -> Option<Passage<'d>> {
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for field in parts.header.fields.iter().filter(|field| field.field == Field::References) {
        let skipped = if field.label.damaged.is_some() { field.label.end } else { 0 };
        for (n, range) in field.pieces.iter().enumerate() {
            ranges.push(if n == 0 {
                range.start + skipped.min(range.len())..range.end
            } else {
                range.clone()
            });
        }
    }
    ranges.extend(parts.frame.frus.as_ref().and_then(|frus| frus.references.clone()));
    (!ranges.is_empty()).then(|| parts.sheet.passage(&ranges))
}

/// Runs `read` with what is known of the telegram that cites.
fn with_citing(telegram: &mut Telegram, parts: &Parts, read: impl FnOnce(&mut Telegram, &Citing)) {
    let mrn = telegram.mrn.clone();
    let sent = telegram.date.sent.as_deref().and_then(|sent| sent.get(5..7)?.parse().ok());
    let month = sent.or_else(|| parts.preamble.network.dtg.as_ref()?.month);
    let post = mrn.as_ref().map(|mrn| mrn.post.clone());
    let citing = Citing {
        post: post.as_deref(),
        serial: mrn.as_ref().map(|mrn| mrn.serial),
        year: mrn.as_ref().and_then(|mrn| mrn.year),
        month,
    };
    read(telegram, &citing);
}

/// Captions, channel, controls, pass lines: on the classification line and below it.
fn handling(telegram: &mut Telegram, parts: &Parts, notes: &mut Notes) {
    let mut captions: Vec<(String, Span, CaptionKind)> = Vec::new();
    if let Some(class) = &parts.class {
        for (text, range) in &class.line.captions {
            let kind = crate::captions::read(text)
                .and_then(|found| found.first().map(|caption| caption.kind))
                .unwrap_or(CaptionKind::Caption);
            captions.push((text.clone(), class.passage.span(range.clone()), kind));
        }
        if let Some(series) = class.line.series.as_ref().filter(|series| !series.is_mrn) {
            captions.push((
                format!("{} {}", series.name, series.number),
                class.passage.span(series.range.clone()),
                CaptionKind::Series,
            ));
        }
        telegram.classification.controls = class.line.controls.clone();
    }
    let mut seen = std::collections::HashSet::new();
    for (caption, range) in &parts.header.captions {
        if !seen.insert(caption.text.as_str()) {
            notes.repair(
                24,
                parts.sheet.span(range.clone()),
                parts.sheet.text().get(range.clone()).unwrap_or_default(),
                "",
                0.95,
                &["the caption stands twice"],
            );
        }
        captions.push((caption.text.clone(), parts.sheet.span(range.clone()), caption.kind));
    }
    if let Some((field, passage)) = parts.field(Field::Captions) {
        let value = passage.as_str().get(field.label.end..).unwrap_or_default();
        for caption in crate::captions::read(value).unwrap_or_default() {
            let range = field.label.end + caption.range.start..field.label.end + caption.range.end;
            captions.push((caption.text, passage.span(range), caption.kind));
        }
    }
    if let Some(frus) = &parts.frame.frus {
        captions.extend(frus.captions.iter().map(|(text, span)| (text.clone(), *span, CaptionKind::Caption)));
    }
    for (text, span, kind) in captions {
        if telegram.captions.contains(&text) {
            continue;
        }
        if kind == CaptionKind::Channel && telegram.channel.is_none() {
            telegram.channel = Some(text.clone());
            telegram.spans.insert("channel".to_string(), vec![span]);
        }
        if kind == CaptionKind::Control
            && !telegram.classification.controls.contains(&text)
            && text != "SENSITIVE"
        {
            telegram.classification.controls.push(text.clone());
        }
        telegram.captions.push(text);
        telegram.spans.entry("captions".to_string()).or_default().push(span);
    }
    let mut pass = parts.header.pass_lines.clone();
    pass.extend(parts.field(Field::PassLine).map(|(field, _)| {
        field.pieces.first().map_or(0..0, |range| range.start + field.label.end..range.end)
    }));
    for range in pass {
        let text = parts.sheet.text().get(range.clone()).unwrap_or_default().trim();
        telegram.pass_lines.push(text.split_whitespace().collect::<Vec<_>>().join(" "));
        telegram.spans.entry("pass_lines".to_string()).or_default().push(parts.sheet.span(range));
    }
}

/// Addressees, precedence, distribution, drafting, and the frame's lines that no other field holds.
fn transmission(telegram: &mut Telegram, parts: &Parts) {
    let preamble = &parts.preamble;
    let network = &preamble.network;
    (telegram.precedence, telegram.info_precedence) = (network.precedence, network.info_precedence);
    (telegram.from, telegram.to, telegram.info) =
        (network.from.clone(), network.to.clone(), network.info.clone());
    if let Some(span) = network.dtg_span {
        telegram.spans.insert("precedence".to_string(), vec![span]);
    }
    telegram.distribution = preamble.distribution.clone();
    telegram.drafting =
        preamble.drafting.clone().or_else(|| drafting::read(&parts.sheet.passage(&parts.header.drafting)));
    telegram.releases = parts.frame.releases.clone();
    telegram.network = network.lines.clone();
    telegram.network.extend(parts.frame.network.iter().cloned());
    telegram.network.sort_by_key(|line| line.span);
    labelled_addressees(telegram, parts);
    if let Some(frus) = &parts.frame.frus {
        telegram.precedence = telegram.precedence.or(frus.precedence);
        telegram.from = telegram.from.take().or_else(|| frus.from.clone());
        for (list, printed) in [(&mut telegram.to, &frus.to), (&mut telegram.info, &frus.info)] {
            if list.is_empty() {
                list.clone_from(printed);
            }
        }
    }
}

/// `From:`, `Action:`, `Info:` in the layout after 2010; `From:` and `To:` of a card.
fn labelled_addressees(telegram: &mut Telegram, parts: &Parts) {
    let read = |field: Field| -> Vec<Addressee> {
        let Some((found, passage)) = parts.field(field) else { return Vec::new() };
        addressees::listed(&passage, found.label.end, &['\n', ';', ','])
    };
    if telegram.from.is_none() {
        telegram.from = read(Field::From).into_iter().chain(card::addressees(parts, "from")).next();
    }
    if telegram.to.is_empty() {
        telegram.to = read(Field::Action);
    }
    if telegram.to.is_empty() {
        telegram.to = card::addressees(parts, "to");
    }
    if telegram.info.is_empty() {
        telegram.info = read(Field::Info);
    }
}

/// What fields the lines without labels may be: told, never taken (format.md §14 #27).
fn labels_lost(parts: &Parts, notes: &mut Notes) {
    let mut subject = false;
    for range in &parts.header.unlabelled {
        let line = parts.sheet.text().get(range.clone()).unwrap_or_default();
        let order =
            line.split_once(':').is_some_and(|(number, _)| number.bytes().all(|b| b.is_ascii_digit()));
        let label = if order {
            "E.O. "
        } else if labels::known_tags(line) {
            "TAGS: "
        } else if line.contains(" reason") {
            "Classified By: "
        } else if !subject {
            subject = true;
            "SUBJECT: "
        } else {
            "REF: "
        };
        notes.suggest(
            27,
            parts.sheet.span(range.clone()),
            line,
            &format!("{label}{line}"),
            0.7,
            &["a line without a label where this field stands"],
        );
    }
}

fn subject_and_tags(
    telegram: &mut Telegram,
    parts: &Parts,
    repeated: &[std::ops::Range<usize>],
    notes: &mut Notes,
) {
    for field in &parts.header.fields {
        if let Some(proper) = field.label.damaged {
            let start = field.pieces.first().map_or(0, |range| range.start);
            let range = start + field.label.words.start..start + field.label.words.end;
            let printed = parts.sheet.text().get(range.clone()).unwrap_or_default();
            let squeezed: String = printed.split(' ').collect();
            let (rule, evidence) = if squeezed == proper {
                (36, "blanks inside a field label")
            } else {
                (26, "a field label with a letter lost or changed, where this field stands")
            };
            notes.repair(rule, parts.sheet.span(range), printed, proper, 0.92, &[evidence]);
        }
    }
    let edition = || Some((parts.sheet.passage(&[parts.frame.frus.as_ref()?.subject.clone()?]), None));
    let card = || Some((card::value(parts, "subject")?, None));
    if let Some((value, printed)) = value(parts, Field::Subject, notes).or_else(edition).or_else(card) {
        let read = subject::read(&value, notes);
        if !read.text.is_empty() {
            telegram.subject_title = Some(subject::title_case(&read.text));
            telegram.spans.insert("subject".to_string(), vec![value.span(read.range)]);
            telegram.subject = Some(read.text);
            telegram.subject_raw =
                Some(printed.filter(|printed| *printed != value.as_str()).unwrap_or(read.raw));
        }
    }
    // The reader of TAGS repairs what it meets itself.
    let printed = parts.field(Field::Tags);
    let field = printed.map(|(field, passage)| passage.part(field.label.end..passage.as_str().len()));
    if let Some(field) = field.or_else(|| card::value(parts, "tags")) {
        telegram.tags = tags::read(&field, notes);
        tags::rejoin(&mut telegram.tags, notes);
    }
    labels_lost(parts, notes);
    let later: Vec<_> = repeated
        .iter()
        .flat_map(|range| {
            tags::read(&parts.sheet.passage(std::slice::from_ref(range)), &mut Notes::default())
        })
        .collect();
    crate::sections::unite_tags(&mut telegram.tags, later, notes);
}

/// The repaired value of the first field of a kind, and the value as printed.
fn value<'d>(
    parts: &Parts<'_, 'd>,
    field: Field,
    notes: &mut Notes,
) -> Option<(Passage<'d>, Option<String>)> {
    let (found, printed) = parts.field(field)?;
    let passage = parts.repaired_field(found, notes);
    let end = labels::at_start(passage.as_str())
        .filter(|label| label.field == field)
        .map_or(found.label.end, |label| label.end);
    let raw = printed.as_str().get(found.label.end..).map(|raw| raw.trim().to_string());
    Some((passage.part(end..passage.as_str().len()), raw))
}

/// The level: classification line, else container, else the network's security line, else the highest portion mark.
fn classification(telegram: &mut Telegram, parts: &Parts) {
    let controls = std::mem::take(&mut telegram.classification.controls);
    let mut found = Classification { controls, ..Classification::default() };
    if let Some(class) = &parts.class {
        found.level = class.line.level;
        found.raw = class.passage.as_str().get(class.line.level_range.clone()).map(str::to_string);
        found.span = Some(class.passage.span(class.line.level_range.clone()));
        found.basis = Some("classification-line".to_string());
    } else if let Some((level, span)) = parts.frame.frus.as_ref().and_then(|frus| frus.level) {
        (found.level, found.span) = (level, Some(span));
        found.basis = Some("source-note".to_string());
    } else if let Some((level, fact)) = claimed_level(parts) {
        (found.level, found.raw) = (level, Some(fact.value.clone()));
        found.span = fact.span.clone().map(Span::from);
        found.basis = Some("container".to_string());
    } else if let Some((i, level)) = parts.frame.level_alone {
        (found.level, found.raw) = (level, Some(parts.sheet.content(i).to_string()));
        found.span = Some(parts.sheet.line_span(i));
        found.basis = Some("level-line".to_string());
    } else if let Some(level) = parts.preamble.network.security_level {
        found.level = level;
        found.basis = Some("security-line".to_string());
    } else if let Some((level, span)) = highest_mark(telegram) {
        (found.level, found.span) = (level, Some(span));
        found.basis = Some("portion-marks".to_string());
    }
    // SENSITIVE as a caption makes an unclassified telegram SBU (format.md §5.1).
    if found.level == Level::U
        && telegram.captions.iter().any(|caption| caption == "SENSITIVE" || caption == "SBU")
    {
        found.level = Level::Sbu;
    }
    found.original = parts.preamble.original.or_else(|| {
        parts
            .document
            .fact(&sources::FactName::OriginalClassification)
            .and_then(|fact| crate::level::read(&fact.value))
            .map(|(level, _)| level)
    });
    telegram.classification = found;
}

fn claimed_level<'p>(parts: &'p Parts) -> Option<(Level, &'p sources::Fact)> {
    let fact = parts.document.fact(&sources::FactName::Classification)?;
    crate::level::read(&fact.value).map(|(level, _)| (level, fact))
}

fn highest_mark(telegram: &Telegram) -> Option<(Level, Span)> {
    text::marks(telegram)
        .map(|mark| (mark.level, mark.span))
        .filter(|(level, _)| *level != Level::Unknown)
        .max_by_key(|(level, _)| *level)
}

fn signatures(telegram: &mut Telegram, parts: &Parts, notes: &mut Notes) {
    let post = telegram.mrn.as_ref().map(|mrn| mrn.post.as_str());
    let day = |date: &Option<String>| date.as_deref().and_then(|date| date.get(..10)).map(str::to_string);
    let sent = day(&telegram.date.sent);
    let (from, to) = (sent.clone().or(day(&telegram.date.earliest)), sent.or(day(&telegram.date.latest)));
    telegram.signatures = parts
        .ending
        .signatures
        .iter()
        .chain(parts.frame.frus.as_ref().and_then(|frus| frus.signature.as_ref()))
        .map(|(name, range)| Signature {
            name: name.clone(),
            officer: signature::officer(name, post, from.as_deref(), to.as_deref(), &telegram.classified_by),
            span: parts.sheet.span(range.clone()),
        })
        .collect();
    // Two known names run together may be one name that nobody knows (format.md §14 #55).
    for (signature, at) in telegram
        .signatures
        .iter()
        .filter_map(|signature| Some((signature, signature::fused(&signature.name)?)))
    {
        let apart = format!(
            "{} {}",
            signature.name.get(..at).unwrap_or_default(),
            signature.name.get(at..).unwrap_or_default()
        );
        notes.suggest(
            55,
            signature.span,
            &signature.name,
            &apart,
            0.7,
            &["both parts are names of officers"],
        );
    }
}
