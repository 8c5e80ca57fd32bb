//! Words with a grammatical task, verbs and their forms, abbreviations, and who can act.

use serde::Deserialize;

use super::{Set, Table};

use super::forms::{self, Forms};
use super::quantities::Times;

/// What a word does in a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Class {
    Determiner,
    Pronoun,
    Preposition,
    Conjunction,
    Subordinator,
    Auxiliary,
    Adverb,
    Number,
    Comma,
    /// Semicolon, colon, dash: ends a clause.
    Break,
    Open,
    Close,
    Quote,
    Sign,
    /// Anything else: noun, adjective, name, verb.
    #[default]
    Content,
}

/// What the table knows of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Word {
    pub(crate) class: Class,
    /// Number of the lemma, if it can be a verb.
    pub(crate) lemma: Option<u16>,
    pub(crate) forms: Forms,
    /// What it is in an expression of time; see [`time`].
    pub(crate) time: u8,
}

/// What a word is in an expression of time, as bits.
pub(crate) mod time {
    pub(crate) const MONTH: u8 = 1;
    /// A day of the week or a season.
    pub(crate) const NAMED: u8 = 2;
    pub(crate) const UNIT: u8 = 4;
    pub(crate) const DEICTIC: u8 = 8;
    pub(crate) const OPENER: u8 = 16;
}

/// The table of words.
pub(crate) struct Words {
    table: Table<Word>,
    lemmas: Vec<String>,
    irregular: Table<(String, String)>,
    pub(crate) lists: Table<Set>,
    pub(crate) negation: Set,
    not_adverbs: Set,
    pub(crate) nobody: Set,
    pub(crate) unreal: Set,
    pub(crate) never_end: Set,
    pub(crate) maybe_end: Set,
    pub(crate) openers: Set,
}

/// Who acts; see `lexicon/actors.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Actors {
    pub(crate) us: Set,
    pub(crate) post: Set,
    pub(crate) addressee: Set,
    pub(crate) decider: Set,
    pub(crate) anyone: Set,
}

#[derive(Deserialize)]
struct WordFile {
    classes: Classes,
    verbs: Verbs,
    lists: Table<Set>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Classes {
    determiner: Vec<String>,
    pronoun: Vec<String>,
    preposition: Vec<String>,
    conjunction: Vec<String>,
    subordinator: Vec<String>,
    auxiliary: Vec<String>,
    adverb: Vec<String>,
    negation: Set,
    not_adverbs: Set,
    nobody: Set,
    unreal: Set,
}

#[derive(Deserialize)]
struct Verbs {
    irregular: Vec<String>,
    common: Vec<String>,
}

#[derive(Deserialize)]
struct AbbreviationFile {
    never: Set,
    maybe: Set,
    openers: Set,
}

impl Words {
    pub(super) fn read(words: &str, abbreviations: &str) -> Result<Words, toml::de::Error> {
        let file: WordFile = toml::from_str(words)?;
        let abbreviations: AbbreviationFile = toml::from_str(abbreviations)?;
        let mut out = Words {
            table: Table::default(),
            lemmas: Vec::new(),
            irregular: Table::default(),
            lists: file.lists,
            negation: file.classes.negation,
            not_adverbs: file.classes.not_adverbs,
            nobody: file.classes.nobody,
            unreal: file.classes.unreal,
            never_end: abbreviations.never,
            maybe_end: abbreviations.maybe,
            openers: abbreviations.openers,
        };
        for (class, words) in [
            (Class::Auxiliary, file.classes.auxiliary),
            (Class::Determiner, file.classes.determiner),
            (Class::Pronoun, file.classes.pronoun),
            (Class::Conjunction, file.classes.conjunction),
            (Class::Subordinator, file.classes.subordinator),
            (Class::Preposition, file.classes.preposition),
            (Class::Adverb, file.classes.adverb),
        ] {
            for word in words {
                out.table.entry(word).or_insert(Word { class, ..Word::default() });
            }
        }
        for line in &file.verbs.irregular {
            let mut parts = line.split(' ').map(str::to_string);
            if let (Some(base), Some(past), Some(participle)) = (parts.next(), parts.next(), parts.next()) {
                out.irregular.insert(base, (past, participle));
            }
        }
        let irregular: Vec<String> = out.irregular.keys().cloned().collect();
        let lists: Vec<String> = out.lists.values().flatten().cloned().collect();
        let mut all: Vec<String> = [file.verbs.common, irregular, lists].concat();
        // Sets have no order; numbers of lemmas must not depend on chance.
        all.sort();
        all.iter().for_each(|verb| {
            out.add_verb(verb);
        });
        Ok(out)
    }

    /// Makes `base` a verb of the table, with all its forms; its number.
    pub(super) fn add_verb(&mut self, base: &str) -> u16 {
        if let Some(known) = self.lemmas.iter().position(|lemma| lemma == base) {
            return known as u16;
        }
        let number = self.lemmas.len() as u16;
        self.lemmas.push(base.to_string());
        for (form, forms) in self.forms_of(base) {
            let word = self.table.entry(form).or_default();
            word.lemma.get_or_insert(number);
            word.forms |= forms;
        }
        number
    }

    /// All forms of a verb.
    pub(super) fn forms_of(&self, base: &str) -> Vec<(String, Forms)> {
        let irregular =
            self.irregular.get(base).map(|(past, participle)| (past.as_str(), participle.as_str()));
        forms::conjugate(base, irregular)
    }

    /// Notes which words stand in expressions of time.
    pub(super) fn mark_times(&mut self, times: &Times) {
        for (words, bit) in [
            (&times.months, time::MONTH),
            (&times.days, time::NAMED),
            (&times.seasons, time::NAMED),
            (&times.units, time::UNIT),
            (&times.deictic, time::DEICTIC),
            (&times.openers, time::OPENER),
        ] {
            for word in words {
                let known = self.get(word);
                self.table.entry(word.clone()).or_insert(known).time |= bit;
            }
        }
    }

    /// What the table knows of `word`, which is in lower case.
    pub(crate) fn get(&self, word: &str) -> Word {
        match self.table.get(word) {
            Some(word) => *word,
            None if word.len() > 4 && word.ends_with("ly") && !self.not_adverbs.contains(word) => {
                Word { class: Class::Adverb, ..Word::default() }
            }
            None => Word::default(),
        }
    }

    /// The base form of a lemma.
    pub(crate) fn lemma(&self, number: u16) -> &str {
        self.lemmas.get(usize::from(number)).map_or("", String::as_str)
    }

    /// Whether a lemma is in a list of `lexicon/words.toml`.
    pub(crate) fn in_list(&self, list: &str, lemma: Option<u16>) -> bool {
        let Some(lemma) = lemma else { return false };
        self.lists.get(list).is_some_and(|list| list.contains(self.lemma(lemma)))
    }
}
