//! `parse` for people: what was read, each value with its place (`@ from-to`, bytes of the document), what was repaired
//! and why, what is missing.

use std::io::Write;

use telegram::record::{
    Addressee, Basis, ClassifiedBy, DraftingEntry, Level, Precedence, Reference, Signature, Span, Status,
    Telegram,
};

use self::page::{Page, Tone};
use crate::paint::Paint;

mod body;
mod notes;
mod page;

pub(super) fn write(out: &mut impl Write, telegram: &Telegram, paint: &Paint) -> anyhow::Result<()> {
    let page = &mut Page::new(out, *paint);
    page.title(&title(telegram))?;
    source(page, telegram)?;
    page.gap()?;
    envelope(page, telegram)?;
    heading(page, telegram)?;
    people(page, telegram)?;
    body::write(page, telegram)?;
    notes::write(page, telegram)?;
    page.gap()
}

/// Identity in one line: id, post, when, level and captions.
fn title(telegram: &Telegram) -> String {
    let mut parts = vec![telegram.id.clone().unwrap_or_else(|| "(no id)".to_string())];
    if let Some(mrn) = &telegram.mrn {
        parts.push(
            authority::posts::post(&mrn.post)
                .map_or_else(|| mrn.post.clone(), |post| post.display.to_string()),
        );
    }
    parts.push(when(telegram));
    let mut level = level(telegram.classification.level).to_string();
    for word in telegram.classification.controls.iter().chain(&telegram.captions) {
        level.push(' ');
        level.push_str(word);
    }
    parts.push(level);
    parts.join(" \u{b7} ")
}

fn when(telegram: &Telegram) -> String {
    let date = &telegram.date;
    match (date.sent.as_deref(), date.earliest.as_deref(), date.latest.as_deref()) {
        (Some(sent), ..) => sent.to_string(),
        (None, Some(earliest), Some(latest)) if earliest == latest => earliest.to_string(),
        (None, Some(earliest), Some(latest)) => format!("{earliest} to {latest}"),
        (None, Some(earliest), None) => format!("{earliest} or later"),
        (None, None, Some(latest)) => format!("{latest} or earlier"),
        (None, None, None) => "no date".to_string(),
    }
}

fn level(level: Level) -> &'static str {
    match level {
        Level::U => "UNCLASSIFIED",
        Level::Efto => "UNCLASSIFIED E F T O",
        Level::Lou => "LIMITED OFFICIAL USE",
        Level::Sbu => "SENSITIVE BUT UNCLASSIFIED",
        Level::C => "CONFIDENTIAL",
        Level::S => "SECRET",
        Level::Ts => "TOP SECRET",
        Level::Unknown => "level unknown",
    }
}

/// The copy: where it comes from and how much of the telegram it holds.
fn source<W: Write>(page: &mut Page<'_, W>, telegram: &Telegram) -> anyhow::Result<()> {
    let source = &telegram.source;
    let mut from =
        format!("{}, {}, {}, {} bytes", source.path, source.container, source.encoding, source.length);
    if source.offset > 0 {
        from.push_str(&format!(" from byte {}", source.offset));
    }
    page.toned("Source", &from, None, Tone::Faint)?;
    let status = match telegram.completeness.status {
        Status::Full => "full",
        Status::HeaderOnly => "header only",
        Status::PartialExtract => "partial extract",
        Status::Truncated => "truncated",
        Status::TextUnavailable => "text unavailable",
        Status::Withdrawn => "withdrawn",
    };
    let tone = if telegram.completeness.status == Status::Full { Tone::Plain } else { Tone::Warning };
    page.toned("Completeness", status, None, tone)?;
    for reason in &telegram.completeness.reasons {
        page.field("", &format!("- {reason}"), None)?;
    }
    sections(page, telegram)
}

fn sections<W: Write>(page: &mut Page<'_, W>, telegram: &Telegram) -> anyhow::Result<()> {
    let sections = &telegram.sections;
    let Some(total) = sections.total else { return Ok(()) };
    let numbers = |list: &[u16]| list.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    let mut line = format!("{total} in all");
    if !sections.seen.is_empty() {
        line.push_str(&format!("; header seen of {}", numbers(&sections.seen)));
    }
    if !sections.missing.is_empty() {
        line.push_str(&format!("; missing {}", numbers(&sections.missing)));
    }
    page.field("Sections", &line, None)?;
    for inferred in &sections.inferred {
        let paragraph =
            inferred.paragraph.map(|number| format!(", in paragraph {number}")).unwrap_or_default();
        page.field(
            "",
            &format!("- section {} begins here, its header is lost{paragraph}", inferred.section),
            Some(inferred.at),
        )?;
    }
    Ok(())
}

/// When, from whom, to whom.
fn envelope<W: Write>(page: &mut Page<'_, W>, telegram: &Telegram) -> anyhow::Result<()> {
    page.field("Date", &when(telegram), telegram.date.span)?;
    // One rule gives several bounds: they stand together, with one explanation.
    for rule in telegram.date.basis.chunk_by(|a, b| a.rule == b.rule && a.explanation == b.explanation) {
        let Some(first) = rule.first() else { continue };
        let bounds: Vec<String> = rule.iter().map(bound).collect();
        let line = format!("- {} by {}: {}", bounds.join(", "), first.rule, first.explanation);
        page.hanging("", 2, &line, first.span, Tone::Faint)?;
    }
    if let Some(raw) = telegram.precedence {
        let info = telegram
            .info_precedence
            .map(|info| format!(", {} for information", precedence(info)))
            .unwrap_or_default();
        page.field("Precedence", &format!("{}{info}", precedence(raw)), first_place(telegram, "precedence"))?;
    }
    let lists = [
        ("From", telegram.from.as_slice()),
        ("To", telegram.to.as_slice()),
        ("Info", telegram.info.as_slice()),
    ];
    for (label, list) in lists {
        for (i, addressee) in list.iter().enumerate() {
            page.field(if i == 0 { label } else { "" }, &address(addressee), Some(addressee.span))?;
        }
    }
    Ok(())
}

fn bound(basis: &Basis) -> String {
    basis.value.as_deref().map_or_else(|| basis.bound.clone(), |value| format!("{} {value}", basis.bound))
}

fn precedence(precedence: Precedence) -> &'static str {
    match precedence {
        Precedence::Routine => "ROUTINE",
        Precedence::Priority => "PRIORITY",
        Precedence::Immediate => "IMMEDIATE",
        Precedence::Niact => "NIACT IMMEDIATE",
        Precedence::Flash => "FLASH",
        Precedence::Emergency => "EMERGENCY",
    }
}

fn address(addressee: &Addressee) -> String {
    let mut out = addressee.name.clone();
    if let Some(word) = addressee.precedence {
        out.push_str(&format!(", {}", precedence(word)));
    }
    if let Some(post) = addressee.post.as_deref().and_then(authority::posts::post) {
        out.push_str(&format!(" ({})", post.display));
    }
    if !addressee.excluded.is_empty() {
        out.push_str(&format!(", except {}", addressee.excluded.join(", ")));
    }
    out
}

/// Classification, declassification, TAGS, subject, references.
fn heading<W: Write>(page: &mut Page<'_, W>, telegram: &Telegram) -> anyhow::Result<()> {
    page.gap()?;
    let classification = &telegram.classification;
    let basis = classification
        .basis
        .as_deref()
        .map(|basis| format!(", by the {}", basis.replace('-', " ")))
        .unwrap_or_default();
    let before = classification
        .original
        .map(|original| format!("; originally {}", level(original)))
        .unwrap_or_default();
    page.field("Level", &format!("{}{basis}{before}", level(classification.level)), classification.span)?;
    if !classification.controls.is_empty() {
        page.field("Controls", &classification.controls.join(", "), None)?;
    }
    if !telegram.captions.is_empty() {
        page.field("Captions", &telegram.captions.join(", "), first_place(telegram, "captions"))?;
    }
    if let Some(channel) = &telegram.channel {
        page.field("Channel", channel, first_place(telegram, "channel"))?;
    }
    if !telegram.pass_lines.is_empty() {
        page.field("Pass", &telegram.pass_lines.join("; "), first_place(telegram, "pass_lines"))?;
    }
    if let Some(declassification) = &telegram.declassification {
        page.field("E.O. line", &declassification.raw, Some(declassification.span))?;
    }
    let due = &telegram.due;
    let date = due.date.as_deref().map(|date| format!("{date}, ")).unwrap_or_default();
    let as_of = due.as_of.as_deref().map(|day| format!(" as of {day}")).unwrap_or_default();
    let rule = due.rule.as_deref().map(|rule| format!(" ({rule})")).unwrap_or_default();
    page.field(
        "Due",
        &format!("{date}{}{as_of}{rule}: {}", due.status.replace('-', " "), due.explanation),
        None,
    )?;
    for (i, tag) in telegram.tags.iter().enumerate() {
        let title = tag.title.as_deref().unwrap_or("not in the tables");
        let kind = format!("{:?}", tag.kind).to_lowercase();
        page.field(
            if i == 0 { "TAGS" } else { "" },
            &format!("{:<5} {title} ({kind})", tag.code),
            Some(tag.span),
        )?;
    }
    if let Some(subject) = &telegram.subject {
        page.toned("Subject", subject, first_place(telegram, "subject"), Tone::Strong)?;
    }
    for (i, item) in telegram.references.iter().enumerate() {
        page.field(if i == 0 { "References" } else { "" }, &reference(item), Some(item.span))?;
    }
    Ok(())
}

fn reference(item: &Reference) -> String {
    let label = item.label.as_deref().map(|label| format!("{label}. ")).unwrap_or_default();
    let kind = format!("{:?}", item.kind).to_lowercase();
    let mut out = match &item.id {
        Some(id) => format!("{label}{id}, {kind}, printed {:?}", item.raw),
        None => format!("{label}{:?}, {kind}", item.raw),
    };
    if let Some(rule) = &item.year_rule {
        out.push_str(&format!("; year: {}", rule.replace('-', " ")));
    }
    for flag in &item.flags {
        out.push_str(&format!("; {}", flag.replace('_', " ")));
    }
    if item.notal {
        out.push_str("; not to all addressees");
    }
    if item.and_previous {
        out.push_str("; and the telegrams before it");
    }
    out
}

/// Who classified, signed, drafted and released it.
fn people<W: Write>(page: &mut Page<'_, W>, telegram: &Telegram) -> anyhow::Result<()> {
    for (i, by) in telegram.classified_by.iter().enumerate() {
        page.field(if i == 0 { "Classified by" } else { "" }, &classifier(by), Some(by.span))?;
        for reason in &by.reasons_explained {
            page.hanging(
                "",
                2,
                &format!("- {} of E.O. {}: {}", reason.code, reason.order, reason.meaning),
                None,
                Tone::Plain,
            )?;
        }
    }
    if let Some(drafting) = &telegram.drafting {
        let names = |list: &[DraftingEntry]| {
            list.iter().map(|entry| entry.raw.as_str()).collect::<Vec<_>>().join("; ")
        };
        let lists = [
            ("Drafted by", &drafting.drafted_by),
            ("Approved by", &drafting.approved_by),
            ("Cleared by", &drafting.clearances),
        ];
        for (label, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            page.field(label, &names(list), list.first().map(|entry| entry.span))?;
        }
    }
    for (i, signature) in telegram.signatures.iter().enumerate() {
        page.field(if i == 0 { "Signed" } else { "" }, &signed(signature), Some(signature.span))?;
    }
    if let Some(distribution) = &telegram.distribution {
        let office = distribution.action_office.as_ref().map_or("no office", |office| &office.office);
        let check = match distribution.checksum_ok {
            Some(true) => ", as the printed total says",
            Some(false) => ", which is not the printed total",
            None => "",
        };
        let line = format!(
            "{} {office}, {} copies to {} offices{check}",
            distribution.kind,
            distribution.copies,
            distribution.info_offices.len() + 1
        );
        page.field("Distribution", &line, Some(distribution.span))?;
    }
    for (i, release) in telegram.releases.iter().enumerate() {
        page.field(if i == 0 { "Released" } else { "" }, &release.text, Some(release.span))?;
    }
    Ok(())
}

fn classifier(by: &ClassifiedBy) -> String {
    let mut parts: Vec<String> = [&by.name, &by.title].into_iter().flatten().cloned().collect();
    if parts.is_empty() {
        parts.push(by.raw.clone());
    }
    if !by.reasons.is_empty() {
        parts.push(format!("reasons {}", by.reasons.join(" and ")));
    }
    if let Some(source) = &by.derived_from {
        parts.push(format!("derived from {source}"));
    }
    parts.join(", ")
}

fn signed(signature: &Signature) -> String {
    let Some(officer) = &signature.officer else {
        return format!("{}, whom the tables do not name", signature.name);
    };
    let years = match (officer.from.as_deref(), officer.until.as_deref()) {
        (None, None) => String::new(),
        (from, until) => format!(", {} to {}", from.unwrap_or("?"), until.unwrap_or("?")),
    };
    let basis = officer.basis.replace('-', " ");
    format!("{}: {}, {}{years} (by the {basis})", signature.name, officer.name, officer.role)
}

/// Where a plain value was read, which has no place of its own.
fn first_place(telegram: &Telegram, field: &str) -> Option<Span> {
    telegram.spans.get(field)?.first().copied()
}
