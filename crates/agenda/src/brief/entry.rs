//! What a brief says of one telegram.

use std::collections::HashMap;

use serde::Serialize;
use telegram::record::{Level, ReferenceKind, Repair, Status, Telegram};

use super::{Options, statements};
use crate::Kind;
use crate::statement::{Content, Statement};

/// One telegram of a brief.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Canonical id, else post and serial, else the path.
    pub name: String,
    /// Name, level, day and subject on one line.
    pub heading: String,
    /// Where it was read.
    pub path: String,
    /// How much of it there is, in words; the first is the status.
    pub completeness: Vec<String>,
    /// True where something is missing.
    pub incomplete: bool,
    /// What was repaired, one line for each rule.
    pub repairs: Vec<String>,
    /// What it refers to.
    pub references: Vec<Line>,
    /// Who is who.
    pub people: Vec<Person>,
    /// Statements by kind.
    pub sections: Vec<Section>,
    /// How many statements are not shown: too uncertain, or too many.
    pub left_out: usize,
}

/// A reference.
#[derive(Clone, Debug, Serialize)]
pub struct Line {
    /// Its letter.
    pub label: Option<String>,
    /// Canonical id, else as printed.
    pub what: String,
    /// Where it is, in words.
    pub held: String,
    /// True where it is a telegram and not among those given.
    pub missing: bool,
}

/// A person and an office.
#[derive(Clone, Debug, Serialize)]
pub struct Person {
    /// As named.
    pub name: String,
    /// Status, title, organisation.
    pub office: String,
    /// `¶3 (C)`, `¶6 [16] (C)` where the number printed is another, or what part of the header.
    pub place: String,
}

/// The statements of one kind.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// The kind.
    pub kind: Kind,
    /// Title in plural.
    pub title: &'static str,
    /// Each in words, its place, its quote.
    pub items: Vec<statements::Item>,
}

/// Which telegrams are given, by id, and where.
pub struct Held {
    paths: HashMap<String, Vec<String>>,
}

impl Held {
    /// Those of `telegrams` that have an id.
    pub fn of<'a>(telegrams: impl Iterator<Item = &'a Telegram>) -> Held {
        let mut paths: HashMap<String, Vec<String>> = HashMap::new();
        for telegram in telegrams {
            if let Some(id) = &telegram.id {
                paths.entry(id.clone()).or_default().push(telegram.source.path.clone());
            }
        }
        Held { paths }
    }
}

impl Entry {
    /// What a brief says of `telegram`.
    pub fn new(telegram: &Telegram, found: &[Statement], held: &Held, options: &Options) -> Entry {
        let name = name(telegram);
        let sure: Vec<&Statement> = found.iter().filter(|one| one.confidence >= options.sure).collect();
        let (sections, shown) = statements::sections(&sure, options.most);
        let roles = sure.iter().filter(|one| one.kind() == Kind::Role).count();
        Entry {
            heading: heading(telegram, &name),
            name,
            path: clean(&telegram.source.path),
            completeness: completeness(telegram),
            incomplete: telegram.completeness.status != Status::Full || !telegram.sections.missing.is_empty(),
            repairs: repairs(&telegram.repairs),
            references: telegram.references.iter().map(|reference| line(reference, held)).collect(),
            people: sure.iter().filter_map(|one| person(one)).collect(),
            sections,
            left_out: found.len().saturating_sub(shown + roles),
        }
    }
}

fn name(telegram: &Telegram) -> String {
    let mrn = telegram.mrn.as_ref().map(|mrn| format!("{} {}", mrn.post, mrn.serial));
    clean(&telegram.id.clone().or(mrn).unwrap_or_else(|| "telegram without number".to_string()))
}

fn heading(telegram: &Telegram, name: &str) -> String {
    let level = match telegram.classification.level {
        Level::U => "unclassified",
        Level::Efto => "unclassified, encrypted for transmission",
        Level::Lou => "limited official use",
        Level::Sbu => "sensitive but unclassified",
        Level::C => "confidential",
        Level::S => "secret",
        Level::Ts => "top secret",
        Level::Unknown => "level unknown",
    };
    let controls = telegram.classification.controls.join(", ");
    let level = if controls.is_empty() { level.to_string() } else { format!("{level}, {controls}") };
    let subject = telegram.subject_title.as_ref().or(telegram.subject.as_ref());
    let subject = subject.map_or("no subject", String::as_str);
    clean(&format!("{name} \u{b7} {level} \u{b7} {} \u{b7} {subject}", day(telegram)))
}

/// The day it was sent, or the days between which it was.
fn day(telegram: &Telegram) -> String {
    let date = &telegram.date;
    if let Some(sent) = &date.sent {
        return sent.get(..10).unwrap_or(sent).to_string();
    }
    match (&date.earliest, &date.latest) {
        (Some(earliest), Some(latest)) if earliest == latest => format!("{earliest} (inferred)"),
        (Some(earliest), Some(latest)) => format!("between {earliest} and {latest}"),
        (Some(earliest), None) => format!("after {earliest}"),
        (None, Some(latest)) => format!("before {latest}"),
        (None, None) => "undated".to_string(),
    }
}

fn completeness(telegram: &Telegram) -> Vec<String> {
    let status = match telegram.completeness.status {
        Status::Full => "complete",
        Status::HeaderOnly => "header only",
        Status::PartialExtract => "partial extract",
        Status::Truncated => "truncated",
        Status::TextUnavailable => "text unavailable",
        Status::Withdrawn => "withdrawn: a card stands in its place",
    };
    let mut out = vec![status.to_string()];
    out.extend(telegram.completeness.reasons.iter().map(|reason| clean(&reason.replace('_', " "))));
    let total = telegram.sections.total.map_or(String::new(), |total| format!(" of {total}"));
    let list = |numbers: &[u16]| numbers.iter().map(u16::to_string).collect::<Vec<_>>().join(", ");
    if !telegram.sections.missing.is_empty() {
        out.push(format!("section {}{total} missing", list(&telegram.sections.missing)));
    }
    for inferred in &telegram.sections.inferred {
        let place = inferred.paragraph.map_or(String::new(), |number| format!(", in paragraph {number}"));
        out.push(format!("header of section {}{total} lost, its beginning found{place}", inferred.section));
    }
    out
}

/// Repairs of one rule on one line: how many, and the first as an example.
fn repairs(repairs: &[Repair]) -> Vec<String> {
    let mut rules: Vec<(&str, usize, &Repair)> = Vec::new();
    for repair in repairs {
        match rules.iter_mut().find(|(rule, _, _)| *rule == repair.rule) {
            Some((_, count, _)) => *count += 1,
            None => rules.push((&repair.rule, 1, repair)),
        }
    }
    rules
        .into_iter()
        .map(|(rule, count, first)| {
            let why = first.evidence.first().map_or(String::new(), |reason| format!(" ({reason})"));
            let times = if count == 1 { String::new() } else { format!(", {count} times") };
            let change = format!("{} \u{2192} {}", shown(&first.original), shown(&first.repaired));
            clean(&format!("{rule}{times}: {change}{why}"))
        })
        .collect()
}

/// A short stretch in quotation marks; line ends made visible.
fn shown(text: &str) -> String {
    let text = text.replace('\n', "\u{21b5}").replace('\r', "");
    if text.is_empty() {
        return "nothing".to_string();
    }
    let short: String = text.chars().take(40).collect();
    let more = if short.len() < text.len() { "\u{2026}" } else { "" };
    format!("\u{201c}{short}{more}\u{201d}")
}

fn line(reference: &telegram::record::Reference, held: &Held) -> Line {
    let paths = reference.id.as_ref().and_then(|id| held.paths.get(id));
    let telegram = reference.kind == ReferenceKind::Telegram;
    let at = match paths.map(Vec::as_slice) {
        Some([path]) => format!("here: {path}"),
        Some(paths) => format!("here, in {} copies", paths.len()),
        None if telegram => "not among these files".to_string(),
        None => format!("{:?}, not a telegram", reference.kind).to_lowercase(),
    };
    let assumed = if reference.year_assumed && reference.id.is_some() { " (year inferred)" } else { "" };
    let what = reference.id.as_ref().filter(|_| telegram).unwrap_or(&reference.raw);
    Line {
        label: reference.label.as_deref().map(clean),
        what: clean(&format!("{what}{assumed}")),
        held: clean(&at),
        missing: telegram && paths.is_none(),
    }
}

fn person(statement: &Statement) -> Option<Person> {
    let Content::Role { person, title, organisation, status, .. } = &statement.content else { return None };
    let status = if status == "current" { String::new() } else { format!("{status} ") };
    let title = title.as_deref().unwrap_or("");
    let organisation = match organisation {
        Some(name) if !title.contains(name.as_str()) => format!(", {name}"),
        _ => String::new(),
    };
    let place = if statement.paragraph.is_some() || !statement.reasons.iter().any(|r| r.starts_with("role.c"))
    {
        statements::place(statement)
    } else {
        "classifier".to_string()
    };
    let place =
        if statement.reasons.iter().any(|r| r == "role.signature") { "signature".to_string() } else { place };
    Some(Person { name: clean(person), office: clean(&format!("{status}{title}{organisation}")), place })
}

/// Text for people: control characters, which a terminal might obey, become blanks.
pub(super) fn clean(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}
