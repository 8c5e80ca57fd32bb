//! Portion marks: mostly right, of mixed levels, some missing, some that contradict the telegram, some garbled.

use telegram::record::Level;

use super::draft::{Draft, Era};
use super::random::Random;

/// Puts a mark on each paragraph as the era did.
pub(crate) fn put(draft: &mut Draft, labels: bool, random: &mut Random) {
    let level = draft.handling.level;
    match draft.era {
        _ if !labels => {}
        Era::Pages => {}
        Era::BrokenPages | Era::Oadr if !draft.handling.classified() => {}
        Era::BrokenPages | Era::Oadr if random.chance(600) => entire_text(draft, level, random),
        Era::BrokenPages | Era::Oadr if random.chance(500) => {}
        _ if draft.era >= Era::Footer && level == Level::U && random.chance(600) => {}
        _ => each(draft, level, random),
    }
}

/// One mark for all.
fn entire_text(draft: &mut Draft, level: Level, random: &mut Random) {
    let word = draft.handling.on_page();
    let code = code(level);
    let mark = match random.below(4) {
        0 => format!("({code} - ENTIRE TEXT)"),
        1 => format!("({code}-ENTIRE TEXT)"),
        2 => format!("({word} - ENTIRE TEXT)"),
        _ => format!("({code} ENTIRE TEXT)"),
    };
    if let Some(first) = draft.paragraphs.first_mut() {
        first.mark = mark;
    }
}

fn each(draft: &mut Draft, level: Level, random: &mut Random) {
    let noforn = draft.handling.controls.iter().any(|control| control == "NOFORN");
    let release = draft.handling.controls.iter().find(|control| control.starts_with("REL")).cloned();
    let double = random.chance(300);
    for paragraph in &mut draft.paragraphs {
        if draft.era == Era::Footer && paragraph.text.starts_with("Classified by") {
            paragraph.mark = "(U)".into();
            continue;
        }
        let own = lower(level, random);
        let slash = if double { "//" } else { "/" };
        let control = match &release {
            Some(release) if own == level => format!("{slash}{release}"),
            _ if noforn && own == level && random.chance(700) => format!("{slash}NF"),
            _ => String::new(),
        };
        let code = code(own);
        paragraph.mark = match random.below(1000) {
            0..25 => String::new(),
            25..33 => format!("({})", contradiction(level)),
            33..45 => {
                random.pick(&["(CX)", "(SBV)", "(Q)", "(CQ)", "(UX)", "(VC)", "(X/NF)", "(ZU)"]).to_string()
            }
            45..50 => format!("({code}"),
            50..55 => format!("( {code})"),
            55..60 => format!("{code})"),
            60..64 => format!("({})", code.to_ascii_lowercase()),
            _ => format!("({code}{control})"),
        };
    }
}

/// The level of one paragraph in a telegram of `level`.
fn lower(level: Level, random: &mut Random) -> Level {
    match (level, random.below(100)) {
        (Level::Ts, 0..25) => Level::S,
        (Level::Ts | Level::S, 0..45) => Level::C,
        (Level::C | Level::S | Level::Ts, 0..60) if level != Level::C => Level::Sbu,
        (Level::C, 0..10) => Level::Sbu,
        (Level::C | Level::S | Level::Ts, 60..70) | (Level::C, 10..20) => Level::U,
        (Level::Sbu, 0..25) => Level::U,
        _ => level,
    }
}

/// A level that a paragraph of such a telegram cannot have.
fn contradiction(level: Level) -> &'static str {
    match level {
        Level::C => "S",
        Level::S => "TS",
        Level::Ts => "TS",
        _ => "C",
    }
}

fn code(level: Level) -> &'static str {
    match level {
        Level::Sbu => "SBU",
        Level::Lou => "LOU",
        Level::C => "C",
        Level::S => "S",
        Level::Ts => "TS",
        _ => "U",
    }
}
