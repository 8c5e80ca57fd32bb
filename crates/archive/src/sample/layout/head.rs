//! Lines that several layouts share: the classification line, the fields, the reference list.

use super::super::draft::{Draft, Era};
use super::super::random::Random;
use super::sheet::field;

/// `C O N F I D E N T I A L SECTION 01 OF 02 LISBON 000417`.
pub(super) fn class_line(draft: &Draft, section: usize, sections: usize, out: &mut String) {
    let serial = draft.slot.serial;
    out.push_str(draft.handling.on_line());
    if sections > 1 {
        out.push_str(&match draft.era {
            Era::Pages | Era::BrokenPages => format!(" SECTION {section} OF {sections}"),
            _ => format!(" SECTION {section:02} OF {sections:02}"),
        });
    }
    out.push(' ');
    out.push_str(draft.post.name);
    out.push_str(&match draft.era {
        Era::Pages if serial.is_multiple_of(3) => format!(" {serial}"),
        Era::Pages => format!(" {serial:04}"),
        Era::BrokenPages | Era::Oadr => format!(" {serial:05}"),
        _ => format!(" {serial:06}"),
    });
}

/// The captions and controls, a line each, most restrictive first.
pub(super) fn captions(draft: &Draft, end: &str, out: &mut String) {
    let (first, last): (Vec<&str>, Vec<&str>) =
        draft.handling.captions.iter().partition(|caption| **caption != "SIPDIS" && **caption != "SENSITIVE");
    let controls = draft.handling.controls.iter().map(|control| match control.strip_prefix("REL ") {
        Some(list) => format!("REL TO {list}"),
        None => control.clone(),
    });
    let captions = first.into_iter().map(str::to_string).chain(controls);
    for caption in captions.chain(last.into_iter().map(str::to_string)) {
        out.push_str(&caption);
        out.push_str(end);
    }
}

/// What stands after the order's number.
pub(super) fn declassify(draft: &Draft, random: &mut Random) -> String {
    let moment = draft.slot.moment;
    let (day, month) = (moment.day, moment.month);
    if !draft.handling.classified() {
        return "N/A".into();
    }
    match draft.era {
        Era::Pages => random
            .weighted(&[("GDS", 80), ("XGDS-1", 8), ("XGDS-2", 2), ("XGDS-3", 6), ("XGDS-4", 2), ("XGDS", 2)])
            .to_string(),
        Era::BrokenPages => {
            let (family, given) =
                (draft.signer.family.to_ascii_uppercase(), draft.signer.given.to_ascii_uppercase());
            let day = moment.years_later(6);
            format!("GDS {}/{}/{:02} ({family}, {given}) OR-M", day.month, day.day, day.year % 100)
        }
        Era::Oadr => "DECL: OADR".into(),
        Era::Footer => match random.below(12) {
            0 => "DECL: X1".into(),
            1 => "DECL: X1, X6".into(),
            _ => {
                let end = moment.years_later(10);
                format!("DECL: {:02}/{:02}/{:02}", end.month, end.day, end.year % 100)
            }
        },
        _ => {
            let years = random.weighted(&[(10, 80), (5, 10), (25, 8), (20, 2)]);
            let end = moment.days_before(random.below(4)).years_later(years);
            match random.below(20) {
                0 => format!("DECL: {:04}/{:02}/{:02}", end.year, end.month, end.day),
                1 => format!("DECL: {month}/{day}/{:04}", end.year),
                _ => format!("DECL: {:02}/{:02}/{:04}", end.month, end.day, end.year),
            }
        }
    }
}

/// The number of the executive order.
pub(super) fn order(draft: &Draft) -> &'static str {
    match draft.era {
        Era::Pages => "11652",
        Era::BrokenPages => "12065",
        Era::Oadr => "12356",
        Era::Labels => "13526",
        _ => "12958",
    }
}

/// The TAGS on one line.
pub(super) fn tags(draft: &Draft) -> String {
    draft.tags.join(", ")
}

/// The reference list as its drafter set it. Nothing where nothing is cited.
pub(super) fn references(draft: &Draft, random: &mut Random, end: &str, out: &mut String) {
    let items = &draft.references;
    let Some(first) = items.first() else { return };
    let label = match (items.len(), random.below(8)) {
        (1, 0) => "REFTEL: ",
        (1, _) => "REF: ",
        (_, 0..3) => "REFS: ",
        (_, 3) => "REF(S): ",
        _ => "REF: ",
    };
    if !first.cited.iter().any(|cited| cited.label.is_some()) {
        let list: Vec<&str> = items.iter().map(|item| item.raw.as_str()).collect();
        return field(out, label, &list.join(", "), 66, "", end);
    }
    let style = random.below(4);
    let lettered = |letter: u8, raw: &str| match style {
        0 => format!("({}) {raw}", char::from(letter)),
        1 => format!("{}) {raw}", char::from(letter)),
        2 if draft.era == Era::Oadr => format!("[{}] {raw}", char::from(letter)),
        _ => format!("{}. {raw}", char::from(letter)),
    };
    let list: Vec<String> =
        (b'A'..=b'Z').zip(items).map(|(letter, item)| lettered(letter, &item.raw)).collect();
    match random.below(3) {
        0 if style != 1 => field(out, label, &list.join(", "), 66, "", end),
        1 => field(out, label, &list.join("; "), 66, "     ", end),
        _ => {
            for (i, item) in list.iter().enumerate() {
                out.push_str(if i == 0 { label } else { "     " });
                out.push_str(item);
                out.push_str(end);
            }
        }
    }
}

/// Precedence of the telegram, as a letter and as a word.
pub(super) fn precedence(random: &mut Random) -> (&'static str, &'static str) {
    random.weighted(&[
        (("R", ""), 45),
        (("P", " PRIORITY"), 40),
        (("O", " IMMEDIATE"), 14),
        (("Z", " FLASH"), 1),
    ])
}

/// Lines `FM`, `TO` and `INFO`.
pub(super) fn addresses(draft: &Draft, word: &str, random: &mut Random, routing: bool, out: &mut String) {
    let mut line = |label: &str, post: &super::super::posts::Post, word: &str, random: &mut Random| {
        out.push_str(label);
        if routing && !post.routing.is_empty() {
            out.push_str(post.routing);
            out.push('/');
        }
        out.push_str(post.from);
        out.push_str(word);
        if routing || post.is_department() {
            out.push_str(&format!(" {:04}", random.between(1, 9999)));
        }
        out.push('\n');
    };
    line("TO ", draft.to, word, random);
    for (i, post) in draft.info.iter().enumerate() {
        let word = if random.chance(150) { " PRIORITY" } else { "" };
        line(if i == 0 { "INFO " } else { "" }, post, word, random);
    }
}
