//! The header of a draft: entries checked one by one.

use authority::posts::{Post, Resolution};
use jiff::civil::Date;

use super::entries::Entry;
use super::marking::{self, Value, is_classified};
use super::{Line, Refusals};
use crate::captions::{self, CaptionKind};
use crate::check::{caption_rank, reason_trouble};
use crate::record::{Level, Precedence};

/// First day of E.O. 12958.
const FIRST_DAY: Date = Date::constant(1995, 10, 14);
/// From here the reasons are items of section 1.4.
const SECTION_4: Date = Date::constant(2003, 9, 22);

/// Everything above the text, ready to be printed.
#[derive(Debug)]
pub(super) struct Header<'s> {
    pub(super) post: Post,
    pub(super) serial: u32,
    /// As printed: `231612Z MAY 05`.
    pub(super) group: String,
    pub(super) sent: Date,
    pub(super) precedence: Precedence,
    pub(super) info_precedence: Option<Precedence>,
    pub(super) from: String,
    pub(super) to: Vec<String>,
    pub(super) info: Vec<String>,
    pub(super) level: Level,
    pub(super) captions: Vec<String>,
    pub(super) order: &'static str,
    pub(super) declassify: Value,
    pub(super) tags: Vec<String>,
    pub(super) subject: String,
    pub(super) references: Vec<String>,
    pub(super) classifier: Option<Classifier>,
    pub(super) signature: String,
    /// The entries, for the lines of what is told later.
    pub(super) entries: &'s [Entry<'s>],
}

/// Who classified, in which position, why.
#[derive(Debug)]
pub(super) struct Classifier {
    pub(super) name: String,
    pub(super) title: String,
    /// `1.4(b)`.
    pub(super) reasons: Vec<String>,
}

impl Header<'_> {
    pub(super) fn classified(&self) -> bool {
        is_classified(self.level)
    }

    /// Line of an entry; 1 where it is missing.
    pub(super) fn line(&self, key: &str) -> usize {
        self.entries.iter().find(|entry| entry.key == key).map_or(1, |entry| entry.line)
    }
}

/// Looks entries up, telling what is missing and what has too many values.
struct Desk<'a, 's> {
    entries: &'s [Entry<'s>],
    refusals: &'a mut Refusals,
}

impl<'s> Desk<'_, 's> {
    fn list(&self, key: &str) -> &'s [Line<'s>] {
        self.entries.iter().find(|entry| entry.key == key).map_or(&[], |entry| entry.values.as_slice())
    }

    fn one(&mut self, key: &str) -> Option<Line<'s>> {
        let values = self.list(key);
        if let [_, second, ..] = values {
            self.refusals.add(second.number, "DRAFT-form", format!("{key} has one value"));
        }
        values.first().copied()
    }

    fn needed(&mut self, key: &'static str, rule: &'static str) -> Option<Line<'s>> {
        let found = self.one(key);
        if found.is_none() {
            self.refusals.add(1, rule, format!("{key} is missing"));
        }
        found
    }
}

/// The header; `None` where a part that others rest on is missing. All trouble is told.
pub(super) fn read<'s>(entries: &'s [Entry<'s>], refusals: &mut Refusals) -> Option<Header<'s>> {
    let mut desk = Desk { entries, refusals };
    let post = post(&mut desk);
    let serial = serial(&mut desk);
    let date = date(&mut desk);
    let precedence = precedence(&mut desk, "precedence");
    if desk.list("precedence").is_empty() {
        desk.refusals.add(1, "DRAFT-missing", "precedence is missing");
    }
    let info_precedence = self::precedence(&mut desk, "info precedence");
    let written = desk.needed("classification", "FAH2-220-level");
    let level = marking::level(written, desk.refusals);
    let captions = captions(&mut desk, level);
    let to = addressees(&mut desk, "to");
    if to.is_empty() {
        desk.refusals.add(1, "DRAFT-missing", "to is missing");
    }
    let info = addressees(&mut desk, "info");
    let from = addressees(&mut desk, "from").into_iter().next();
    let tags = tags(&mut desk);
    let subject =
        desk.needed("subject", "FAH1-240-subject").map(|line| joined(line.text).to_ascii_uppercase());
    let references = desk.list("references").iter().map(|line| joined(line.text)).collect();
    let signature = signature(&mut desk);
    let sent = date.as_ref().map(|(_, sent)| *sent);
    let (order, declassify) = order(&mut desk, level, sent);
    let classifier = classifier(&mut desk, level, sent);
    let (group, sent) = date?;
    let post = post?;
    Some(Header {
        serial: serial?,
        group,
        sent,
        precedence: precedence?,
        info_precedence,
        from: from.unwrap_or_else(|| address(&post)),
        post,
        to,
        info,
        level: level?,
        captions,
        order: order?,
        declassify: declassify?,
        tags,
        subject: subject?,
        references,
        classifier,
        signature: signature?,
        entries,
    })
}

/// Words with one blank between them.
pub(super) fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn post(desk: &mut Desk<'_, '_>) -> Option<Post> {
    let line = desk.needed("post", "FAH2-320-number")?;
    match authority::posts::resolve(line.text) {
        Resolution::One(post, _) => Some(post),
        Resolution::Several(posts) => {
            let names: Vec<&str> = posts.iter().map(|post| post.telegram_name).collect();
            desk.refusals.add(
                line.number,
                "FAH2-320-number",
                format!("{:?} may be {}", line.text, names.join(" or ")),
            );
            None
        }
        Resolution::None => {
            desk.refusals.add(line.number, "FAH2-320-number", format!("no post is called {:?}", line.text));
            None
        }
    }
}

/// The plain-language address of a post.
fn address(post: &Post) -> String {
    let kind = match post.kind {
        "embassy" => "AMEMBASSY ",
        "consulate" => "AMCONSUL ",
        "mission" if !post.telegram_name.starts_with("US") => "USMISSION ",
        _ => "",
    };
    format!("{kind}{}", post.telegram_name)
}

fn serial(desk: &mut Desk<'_, '_>) -> Option<u32> {
    let line = desk.needed("serial", "FAH2-320-number")?;
    let serial = line.text.parse().ok().filter(|serial| (1..1_000_000).contains(serial));
    if serial.is_none() {
        desk.refusals.add(
            line.number,
            "FAH2-320-number",
            format!("{:?} is no number from 1 to 999999", line.text),
        );
    }
    serial
}

/// The group as printed, and its day.
fn date(desk: &mut Desk<'_, '_>) -> Option<(String, Date)> {
    let line = desk.needed("date", "DRAFT-missing")?;
    let group = line.text.to_ascii_uppercase();
    let sent = day_of(&group);
    match sent {
        None => desk.refusals.add(
            line.number,
            "DRAFT-value",
            format!("{:?} is no date-time group: write it like 231612Z MAY 05", line.text),
        ),
        Some(sent) if sent < FIRST_DAY => desk.refusals.add(
            line.number,
            "DRAFT-value",
            format!("{sent}: the rules of a draft are those since {FIRST_DAY}"),
        ),
        Some(sent) => return Some((group, sent)),
    }
    None
}

fn day_of(group: &str) -> Option<Date> {
    const MONTHS: [&str; 12] =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let mut words = group.split(' ');
    let (clock, month, year) = (words.next()?, words.next()?, words.next()?);
    let digits = clock
        .strip_suffix('Z')
        .filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit()))?;
    let number =
        |range: std::ops::Range<usize>| digits.get(range).and_then(|digits| digits.parse::<i8>().ok());
    let (hour, minute) = (number(2..4)?, number(4..6)?);
    let month = i8::try_from(MONTHS.iter().position(|name| *name == month)? + 1).ok()?;
    let year: i16 =
        year.parse().ok().filter(|_| year.len() == 2 && year.bytes().all(|b| b.is_ascii_digit()))?;
    let year = if year >= 66 { 1900 + year } else { 2000 + year };
    Date::new(year, month, number(0..2)?).ok().filter(|_| hour < 24 && minute < 60 && words.next().is_none())
}

fn precedence(desk: &mut Desk<'_, '_>, key: &'static str) -> Option<Precedence> {
    let line = desk.one(key)?;
    let found = match line.text.to_ascii_uppercase().as_str() {
        "FLASH" => Some(Precedence::Flash),
        "IMMEDIATE" => Some(Precedence::Immediate),
        "PRIORITY" => Some(Precedence::Priority),
        "ROUTINE" => Some(Precedence::Routine),
        _ => None,
    };
    if found.is_none() {
        desk.refusals.add(
            line.number,
            "DRAFT-value",
            format!("{:?}: write FLASH, IMMEDIATE, PRIORITY or ROUTINE", line.text),
        );
    }
    found
}

fn addressees(desk: &mut Desk<'_, '_>, key: &'static str) -> Vec<String> {
    desk.list(key).iter().map(|line| joined(line.text).to_ascii_uppercase()).collect()
}

/// SENSITIVE is put in by itself: the rule leaves no choice.
fn captions(desk: &mut Desk<'_, '_>, level: Option<Level>) -> Vec<String> {
    let mut captions: Vec<String> = Vec::new();
    for line in desk.list("captions") {
        let upper = joined(line.text).to_ascii_uppercase();
        match captions::read(&upper).as_deref() {
            Some([only]) if only.kind != CaptionKind::Unknown => {
                if let Some(before) = captions.last().filter(|before| {
                    caption_rank(before)
                        .zip(caption_rank(&only.text))
                        .is_some_and(|(before, this)| before > this)
                }) {
                    desk.refusals.add(
                        line.number,
                        "FAH2-440-caption-order",
                        format!("{} is more restrictive than {before}, which stands before it", only.text),
                    );
                }
                captions.push(only.text.clone());
            }
            Some([_, _, ..]) => desk.refusals.add(
                line.number,
                "FAH2-440-caption-line",
                "each caption takes its own line: make it an item of its own",
            ),
            _ => desk.refusals.add(line.number, "DRAFT-value", format!("{upper:?} is no caption")),
        }
        if captions.iter().rev().skip(1).any(|caption| caption == "SENSITIVE") {
            desk.refusals.add(
                line.number,
                "SBU2000-sensitive-place",
                "SENSITIVE stands after any other caption",
            );
        }
    }
    let marked = captions.iter().any(|caption| caption == "SENSITIVE");
    if level == Some(Level::Sbu) && !marked {
        captions.push("SENSITIVE".to_string());
    }
    captions
}

fn tags(desk: &mut Desk<'_, '_>) -> Vec<String> {
    let mut tags = Vec::new();
    let mut subject = false;
    for line in desk.list("tags") {
        for word in line.text.split([' ', ',']).filter(|word| !word.is_empty()) {
            let code = word.to_ascii_uppercase();
            let known = authority::tags::lookup(&code);
            if known.is_empty() {
                desk.refusals.add(line.number, "DRAFT-value", format!("{code} is no TAGS code"));
            }
            subject |= known.iter().any(|tag| tag.kind == authority::tags::TagKind::Subject);
            tags.push(code);
        }
    }
    if !subject {
        let line = desk.list("tags").first().map_or(1, |line| line.number);
        desk.refusals.add(line, "FAH3-110-subject-tag", "no subject TAGS");
    }
    tags
}

fn signature(desk: &mut Desk<'_, '_>) -> Option<String> {
    let line = desk.needed("signature", "FAH1-240-signature")?;
    let name = joined(line.text).to_ascii_uppercase();
    if name.len() > 30
        || name.split(' ').count() > 3
        || !name.chars().all(|c| c.is_ascii_uppercase() || " '-".contains(c))
    {
        desk.refusals.add(line.number, "FAH1-240-signature", format!("{name:?} is no surname"));
        return None;
    }
    Some(name)
}

fn order(
    desk: &mut Desk<'_, '_>,
    level: Option<Level>,
    sent: Option<Date>,
) -> (Option<&'static str>, Option<Value>) {
    let written = desk.one("order");
    let value = desk.one("declassify on");
    if value.is_none() && level.is_some_and(is_classified) {
        desk.refusals.add(1, "EO-line", "declassify on is missing");
    }
    let Some(sent) = sent else { return (None, None) };
    let order = marking::order(written, sent, desk.refusals);
    let value =
        order.zip(level).and_then(|(order, level)| marking::value(value, level, order, sent, desk.refusals));
    (order, value)
}

fn classifier(desk: &mut Desk<'_, '_>, level: Option<Level>, sent: Option<Date>) -> Option<Classifier> {
    let level = level?;
    if !is_classified(level) {
        for key in ["classified by", "title", "reasons"] {
            if let Some(line) = desk.list(key).first() {
                desk.refusals.add(
                    line.number,
                    "FAH1-240-classifier",
                    format!("{key} on a telegram that is not classified"),
                );
            }
        }
        return None;
    }
    let name = desk.needed("classified by", "FAH1-240-classifier").map(|line| joined(line.text));
    let title = desk.needed("title", "FAH1-240-classifier-position").map(|line| joined(line.text));
    let reasons = reasons(desk, sent);
    Some(Classifier { name: name?, title: title?, reasons })
}

/// `b, d` or `1.4(b) 1.4(d)`; the section is that of the day.
fn reasons(desk: &mut Desk<'_, '_>, sent: Option<Date>) -> Vec<String> {
    let section = if sent.is_some_and(|sent| sent < SECTION_4) { "1.5" } else { "1.4" };
    let mut reasons = Vec::new();
    for line in desk.list("reasons") {
        for word in line
            .text
            .split([' ', ',', ';'])
            .filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("and"))
        {
            let lower = word.to_ascii_lowercase();
            let (number, letter) = match lower.split_once('(') {
                Some((number, letter)) => (number, letter.trim_end_matches(')')),
                None => ("", lower.as_str()),
            };
            let reason = format!("{section}({letter})");
            if letter.len() != 1 || !(number.is_empty() || number == section) {
                desk.refusals.add(
                    line.number,
                    "EO12958-reason",
                    format!("{word:?}: write a letter of section {section}, such as b"),
                );
            } else if let Some(trouble) = reason_trouble(&reason, sent) {
                desk.refusals.add(line.number, "EO12958-reason", trouble);
            }
            reasons.push(reason);
        }
    }
    if reasons.is_empty() {
        desk.refusals.add(1, "FAH1-240-classifier-reason", "reasons is missing");
    }
    reasons
}
