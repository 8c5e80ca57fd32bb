//! What is looked for: the data files of `lexicon/`, compiled into one automaton and one table of words.
//!
//! ```text
//! word    = class (determiner, pronoun, …) and, if a verb, lemma and forms
//! pattern = text that the automaton finds = a form of a cue, a phrase, a title, an issue
//! ```

mod forms;
mod frame_file;
mod quantities;
mod titles;
mod words;

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use serde::Deserialize;

pub(crate) use forms::{BASE, Forms, ING, PARTICIPLE, PAST, THIRD};
pub(crate) use frame_file::{ActorSlot, Complement, Frame, Polarity, Subject, Tense};
pub(crate) use quantities::Quantities;
pub(crate) use titles::Titles;
pub(crate) use words::{Actors, Class, Word, Words, time};

/// Tables that are made once from our own files: a quick hash, without a seed, will do.
pub(crate) type Table<V> = HashMap<String, V, foldhash::fast::FixedState>;
pub(crate) type Set = HashSet<String, foldhash::fast::FixedState>;

/// The lexicon that is compiled in.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::compiled_in);

const FRAME_FILES: [&str; 3] = [
    include_str!("../../lexicon/commitment.toml"),
    include_str!("../../lexicon/recommendation.toml"),
    include_str!("../../lexicon/decision.toml"),
];

/// Everything the engine knows about English.
pub(crate) struct Lexicon {
    pub(crate) frames: Vec<Frame>,
    pub(crate) words: Words,
    pub(crate) actors: Actors,
    pub(crate) titles: Titles,
    pub(crate) quantities: Quantities,
    pub(crate) issues: Vec<Issue>,
    pub(crate) attribution: Vec<AttributionVerbs>,
    automaton: Option<AhoCorasick>,
    /// What each pattern of the automaton means.
    patterns: Vec<Vec<Cue>>,
}

/// What a found pattern means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// A verb in these forms sets off this frame.
    Verb(usize, Forms),
    Noun(usize),
    Phrase(usize),
    Modal(usize),
    Title(TitleKind),
    Issue(usize),
}

/// How a title may stand to a name; see `lexicon/titles.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TitleKind {
    Whole,
    Head,
    Before,
}

/// A subject of policy.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Issue {
    pub(crate) name: String,
    phrases: Vec<String>,
}

/// Verbs whose subject stands behind what follows.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct AttributionVerbs {
    pub(crate) mode: crate::Mode,
    verbs: Vec<String>,
    #[serde(skip)]
    pub(crate) lemmas: Vec<u16>,
}

#[derive(Deserialize)]
struct IssueFile {
    issue: Vec<Issue>,
}

#[derive(Deserialize)]
struct AttributionFile {
    mode: Vec<AttributionVerbs>,
}

impl Lexicon {
    #[expect(clippy::expect_used, reason = "the files are part of the program, and every test reads them")]
    fn compiled_in() -> Lexicon {
        let mut words = Words::read(
            include_str!("../../lexicon/words.toml"),
            include_str!("../../lexicon/abbreviations.toml"),
        )
        .expect("lexicon/words.toml");
        let mut frames = Vec::new();
        for file in FRAME_FILES {
            frames.extend(frame_file::read(file).expect("a frame file"));
        }
        let mut attribution =
            toml::from_str::<AttributionFile>(include_str!("../../lexicon/attribution.toml"))
                .expect("lexicon/attribution.toml")
                .mode;
        for mode in &mut attribution {
            mode.lemmas = mode.verbs.iter().map(|verb| words.add_verb(verb)).collect();
        }
        let mut lexicon = Lexicon {
            actors: toml::from_str(include_str!("../../lexicon/actors.toml")).expect("lexicon/actors.toml"),
            titles: Titles::read(include_str!("../../lexicon/titles.toml")).expect("lexicon/titles.toml"),
            quantities: Quantities::read(include_str!("../../lexicon/quantities.toml"))
                .expect("lexicon/quantities.toml"),
            issues: toml::from_str::<IssueFile>(include_str!("../../lexicon/issues.toml"))
                .expect("lexicon/issues.toml")
                .issue,
            attribution,
            frames,
            words,
            automaton: None,
            patterns: Vec::new(),
        };
        lexicon.build();
        lexicon.words.mark_times(&lexicon.quantities.times);
        lexicon
    }

    /// Puts every cue, title and issue into the automaton.
    fn build(&mut self) {
        let mut table: std::collections::BTreeMap<String, Vec<Cue>> = std::collections::BTreeMap::new();
        let mut add = |text: &str, cue: Cue| table.entry(text.to_string()).or_default().push(cue);
        for (i, frame) in self.frames.iter().enumerate() {
            for verb in &frame.verbs {
                let (head, tail) = verb.split_once(' ').map_or((verb.as_str(), ""), |(h, t)| (h, t));
                self.words.add_verb(head);
                for (form, forms) in self.words.forms_of(head) {
                    let text = if tail.is_empty() { form } else { format!("{form} {tail}") };
                    add(&text, Cue::Verb(i, forms));
                }
            }
            for noun in &frame.nouns {
                add(noun, Cue::Noun(i));
                add(&forms::plural(noun), Cue::Noun(i));
            }
            frame.phrases.iter().for_each(|phrase| add(phrase, Cue::Phrase(i)));
            frame.modals.iter().for_each(|modal| add(modal, Cue::Modal(i)));
        }
        for (titles, kind) in [
            (&self.titles.whole, TitleKind::Whole),
            (&self.titles.heads, TitleKind::Head),
            (&self.titles.before, TitleKind::Before),
        ] {
            titles.iter().for_each(|title| add(title, Cue::Title(kind)));
        }
        for (i, issue) in self.issues.iter().enumerate() {
            issue.phrases.iter().for_each(|phrase| add(phrase, Cue::Issue(i)));
        }
        let (texts, patterns): (Vec<String>, Vec<Vec<Cue>>) = table.into_iter().unzip();
        self.automaton = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA))
            .build(texts)
            .ok();
        self.patterns = patterns;
    }

    /// Every cue in `text` that stands on word boundaries, in order of its end.
    pub(crate) fn find(&self, text: &str, mut found: impl FnMut(usize, usize, &[Cue])) {
        let Some(automaton) = &self.automaton else { return };
        let bytes = text.as_bytes();
        for hit in automaton.find_overlapping_iter(text) {
            let before = hit.start().checked_sub(1).and_then(|i| bytes.get(i));
            let after = bytes.get(hit.end());
            let joins = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b >= 0x80);
            let hyphened = before == Some(&b'-') && !is_prefix(text, hit.start());
            if joins(before) || joins(after) || hyphened {
                continue;
            }
            if let Some(cues) = self.patterns.get(hit.pattern().as_usize()) {
                found(hit.start(), hit.end(), cues);
            }
        }
    }
}

/// `ex-` and `then-` before a title, and the dashes of a list, do not make one word of it.
fn is_prefix(text: &str, at: usize) -> bool {
    let head =
        text.get(at.saturating_sub(6)..at).or_else(|| text.get(at.saturating_sub(3)..at)).unwrap_or("");
    let head = head.to_ascii_lowercase();
    ["ex-", "then-", "--", " -"].iter().any(|prefix| head.ends_with(prefix)) || head == "-"
}
