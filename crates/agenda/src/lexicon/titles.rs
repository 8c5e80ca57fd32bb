//! Titles and names: the shape of `lexicon/titles.toml`.

use serde::Deserialize;

use super::Set;

/// See `lexicon/titles.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Titles {
    pub(crate) whole: Vec<String>,
    pub(crate) heads: Vec<String>,
    pub(crate) before: Vec<String>,
    pub(crate) status: StatusWords,
    pub(crate) fields: Fields,
    pub(crate) names: Names,
}

/// Words that say how a title is held.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StatusWords {
    former: Set,
    acting: Set,
    designate: Set,
    outgoing: Set,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Fields {
    pub(crate) portfolio: Set,
    pub(crate) organisation: Set,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Names {
    pub(crate) particles: Set,
    pub(crate) suffixes: Set,
    pub(crate) never: Set,
    pub(crate) not_in_capitals: Set,
}

impl Titles {
    pub(super) fn read(text: &str) -> Result<Titles, toml::de::Error> {
        toml::from_str(text)
    }

    /// The status that a word before or after a title gives.
    pub(crate) fn status(&self, word: &str) -> Option<&'static str> {
        let words = &self.status;
        [
            ("former", &words.former),
            ("acting", &words.acting),
            ("designate", &words.designate),
            ("outgoing", &words.outgoing),
        ]
        .into_iter()
        .find(|(_, list)| list.contains(word))
        .map(|(status, _)| status)
    }

    /// Whether a word is part of a title rather than of a name.
    pub(crate) fn is_title_word(&self, word: &str) -> bool {
        self.heads.iter().chain(&self.before).chain(&self.whole).any(|title| title == word)
            || self.fields.portfolio.contains(word)
    }
}
