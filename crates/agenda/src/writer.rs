//! Who writes, and under which level.

use telegram::record::{Addressee, Level, Telegram};

/// The telegram's level and controls, as a portion mark would put them.
pub(crate) fn level_label(telegram: &Telegram) -> String {
    let level = match telegram.classification.level {
        Level::U => "U",
        Level::Efto => "EFTO",
        Level::Lou => "LOU",
        Level::Sbu => "SBU",
        Level::C => "C",
        Level::S => "S",
        Level::Ts => "TS",
        Level::Unknown => "unknown",
    };
    let controls = &telegram.classification.controls;
    if controls.is_empty() { level.to_string() } else { format!("{level}/{}", controls.join("/")) }
}

/// Who "we" are: the post, named as people name it.
pub(crate) fn writer_of(telegram: &Telegram) -> String {
    let address = telegram.from.as_ref().map(|from: &Addressee| from.name.to_uppercase()).unwrap_or_default();
    let canonical = telegram.mrn.as_ref().map(|mrn| mrn.post.as_str());
    let post = canonical.and_then(authority::posts::post);
    let place = post
        .as_ref()
        .map(|post| post.display.to_string())
        .or_else(|| canonical.map(str::to_string))
        .unwrap_or_else(|| address.split(' ').skip(1).collect::<Vec<_>>().join(" "));
    if canonical == Some("STATE") || address.starts_with("SECSTATE") {
        return "Department of State".to_string();
    }
    let kind = match post.map(|post| post.kind) {
        Some(kind) if !kind.is_empty() => kind.to_string(),
        _ if address.starts_with("AMCONSUL") => "consulate".to_string(),
        _ if address.starts_with("USMISSION") => "mission".to_string(),
        _ => "embassy".to_string(),
    };
    let kind = kind.to_lowercase();
    let kind = match kind.as_str() {
        _ if kind.contains("consulate") => "US Consulate",
        _ if kind.contains("mission") => "US Mission",
        _ if kind.contains("interest") => "US Interests Section",
        _ if kind.contains("embassy") => "US Embassy",
        _ => "US post",
    };
    if place.is_empty() { "the post".to_string() } else { format!("{kind} {place}") }
}
