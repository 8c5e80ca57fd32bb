//! Statements in words, by kind.

use serde::Serialize;

use super::entry::{Section, clean};
use crate::statement::{Content, Kind, Statement};

/// A statement in words.
#[derive(Clone, Debug, Serialize)]
pub struct Item {
    /// `Norland: EUR 4 million for the breakwater`.
    pub gist: String,
    /// `¶5 (C)`.
    pub place: String,
    /// Words of the telegram.
    pub quote: String,
    /// Between 0 and 1.
    pub confidence: f32,
    /// The statement itself.
    pub statement: Statement,
}

/// Kinds that a brief lists, in this order; roles stand among the people.
const KINDS: [(Kind, &str); 7] = [
    (Kind::Decision, "Decisions pending"),
    (Kind::Commitment, "Commitments"),
    (Kind::Recommendation, "Recommendations and requests"),
    (Kind::Position, "Positions"),
    (Kind::Forecast, "Forecasts"),
    (Kind::Event, "Events"),
    (Kind::Conditional, "Conditions"),
];

/// The statements by kind, at most `most` of each, and how many that makes.
pub(super) fn sections(statements: &[&Statement], most: usize) -> (Vec<Section>, usize) {
    let mut shown = 0;
    let mut sections = Vec::new();
    for (kind, title) in KINDS {
        let items: Vec<Item> =
            statements.iter().filter(|one| one.kind() == kind).take(most).map(|one| item(one)).collect();
        shown += items.len();
        if !items.is_empty() {
            sections.push(Section { kind, title, items });
        }
    }
    (sections, shown)
}

fn item(statement: &Statement) -> Item {
    Item {
        gist: clean(&gist(statement)),
        place: place(statement),
        quote: clean(&statement.quote),
        confidence: statement.confidence,
        statement: statement.clone(),
    }
}

/// `¶5 (C)`; `¶6 [16] (C)` where another number is printed; `¶– (U)` without a number.
pub(super) fn place(statement: &Statement) -> String {
    let label = &statement.label;
    let printed = statement.printed.as_deref();
    let place = match statement.paragraph {
        Some(number) => match printed {
            Some(printed) if printed != number.to_string() => format!("\u{b6}{number} [{printed}] ({label})"),
            _ => format!("\u{b6}{number} ({label})"),
        },
        None => format!("\u{b6}\u{2013} ({label})"),
    };
    clean(&place)
}

fn gist(statement: &Statement) -> String {
    let actors = statement.actors.join(" and ");
    let said = match statement.attribution.as_slice() {
        [] => String::new(),
        names => format!(" (according to {})", names.join(", according to ")),
    };
    let body = match &statement.content {
        Content::Commitment { what, status, .. } => {
            let status = if status == "pledged" { String::new() } else { format!("{status}: ") };
            format!("{actors}: {status}{}", what.as_deref().unwrap_or(&statement.quote))
        }
        Content::Decision { decider, what, expected, status, .. } => {
            let decider = decider.as_ref().map_or(String::new(), |name| format!("; up to {name}"));
            let expected = expected.as_ref().map_or(String::new(), |time| format!(", {time}"));
            let what = what.as_deref().or(statement.issue.as_deref()).unwrap_or(&statement.quote);
            format!("{what} ({status}{decider}{expected})")
        }
        Content::Recommendation { who, action, force, .. } => {
            let who =
                who.as_ref().filter(|who| **who != actors).map_or(String::new(), |who| format!("{who} "));
            let action = action.as_deref().unwrap_or(&statement.quote);
            let force = if who.is_empty() && !matches!(force.as_str(), "recommend" | "request") {
                format!("{force} ")
            } else if who.is_empty() {
                String::new()
            } else {
                "to ".to_string()
            };
            format!("{actors}: {who}{force}{action}")
        }
        _ => format!("{actors}: {}", statement.quote),
    };
    // A gist opens with a capital where the text did not.
    let mut characters = body.trim_start_matches(": ").chars();
    let first: String = characters.next().map(|c| c.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}{said}", characters.as_str())
}
