//! Who holds which office: a title beside a name.
//!
//! ```text
//! role      = [status] [nation] {field} title [("of" | "for") organisation] name      "ex-Fisheries Minister Ilva Korsen"
//!           | name "," ["the"] [status] [nation] {field} title [("of" | "for") organisation]
//! name      = {initial | particle | capitalised word} ["," suffix]
//! ```
//!
//! In a text all in capitals nothing shows where a name ends; there a name is at most two words that no table knows.

mod name;
mod title;

use std::ops::Range;

use crate::lexicon::{Class, Lexicon, TitleKind};
use crate::prose::Sentence;
use name::{name_after, name_before};
use title::{Title, read_title};

/// A person and a title, as found in a sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Role {
    pub(crate) person: String,
    pub(crate) title: String,
    pub(crate) organisation: Option<String>,
    pub(crate) status: &'static str,
    pub(crate) tokens: Range<usize>,
    pub(crate) confidence: f32,
    pub(crate) rule: &'static str,
}

/// The role that the title at tokens `at` gives somebody.
pub(crate) fn role(
    sentence: &Sentence,
    at: Range<usize>,
    kind: TitleKind,
    lexicon: &Lexicon,
) -> Option<Role> {
    let title = read_title(sentence, at, kind, lexicon)?;
    named_after(sentence, &title, lexicon).or_else(|| {
        let apposed = kind != TitleKind::Before && !sentence.capitals;
        apposed.then(|| named_before(sentence, &title, lexicon)).flatten()
    })
}

fn named_after(sentence: &Sentence, title: &Title, lexicon: &Lexicon) -> Option<Role> {
    let name = name_after(sentence, title.name_from, lexicon)?;
    let certainty = if sentence.capitals { 0.78 } else { 0.92 };
    Some(Role {
        person: crate::frame::name_of(sentence, name.clone()),
        title: title.text(sentence),
        organisation: title.organisation(sentence),
        status: title.status,
        tokens: title.tokens.start..name.end,
        confidence: certainty,
        rule: "role.title-name",
    })
}

/// `Ilva Korsen, the Fisheries Minister,`
fn named_before(sentence: &Sentence, title: &Title, lexicon: &Lexicon) -> Option<Role> {
    let mut start = title.tokens.start;
    if start > 0 && sentence.class(start - 1) == Class::Determiner {
        start -= 1;
    }
    let comma = start.checked_sub(1).filter(|i| sentence.class(*i) == Class::Comma)?;
    let closes = matches!(
        sentence.class(title.full_end),
        Class::Comma | Class::Sign | Class::Break | Class::Close | Class::Conjunction | Class::Auxiliary
    );
    let name = name_before(sentence, comma, lexicon).filter(|_| closes)?;
    Some(Role {
        person: crate::frame::name_of(sentence, name.clone()),
        title: title.text(sentence),
        organisation: title.organisation(sentence),
        status: title.status,
        tokens: name.start..title.full_end,
        confidence: 0.86,
        rule: "role.name-title",
    })
}
