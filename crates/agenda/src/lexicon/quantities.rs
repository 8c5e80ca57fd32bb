//! Money, numbers, things that are counted, times: the shape of `lexicon/quantities.toml`.

use serde::Deserialize;

use super::{Set, Table};

/// See `lexicon/quantities.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Quantities {
    pub(crate) money: Money,
    pub(crate) numbers: Numbers,
    pub(crate) counted: Counted,
    pub(crate) times: Times,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Money {
    pub(crate) symbols: Table<String>,
    pub(crate) codes: Table<String>,
    pub(crate) words: Table<String>,
    pub(crate) scales: Table<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Numbers {
    pub(crate) words: Table<f64>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Counted {
    pub(crate) units: Set,
    pub(crate) not_units: Set,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Times {
    pub(crate) months: Set,
    pub(crate) days: Set,
    pub(crate) seasons: Set,
    pub(crate) units: Set,
    pub(crate) deictic: Set,
    pub(crate) openers: Set,
}

impl Quantities {
    pub(super) fn read(text: &str) -> Result<Quantities, toml::de::Error> {
        toml::from_str(text)
    }
}
