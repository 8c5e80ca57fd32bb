//! Who classified: the name and the title in the words between label and reasons.
//!
//! Names and titles come in any order (`Jane Doe, DCM` / `DCM Jane Doe` / `Deputy Chief of Mission, Jane Doe`), and nothing but the
//! words themselves tells which is which. So each run of words that can be a name is weighed by its length and its
//! neighbours, the heaviest is the name, and the title is what stands before it, or else after it.

use std::ops::Range;

use super::{
    titles::{self, Class, fold},
    words::{Word, joined},
};

/// So many places where a line may fall into two persons are tried: a line of ever so many commas names no more people.
const MOST_SPLITS: usize = 12;

/// One person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Person {
    /// As printed, with its place.
    pub(super) name: Option<(String, Range<usize>)>,
    /// As printed, with its place.
    pub(super) title: Option<(String, Range<usize>)>,
}

/// The persons that `words` of `text` name: one, two or three; none where they name neither a person nor a title.
pub(super) fn read(text: &str, words: &[Word]) -> Vec<Person> {
    let words = trimmed(words);
    let classes = classes(words);
    let small = !words.iter().any(|word| word.text.chars().any(char::is_uppercase));
    let line = Line { text, words, classes: &classes, small };
    let mut out = Vec::new();
    let mut rest = 0..words.len();
    while let Some((left, right)) = line.split(rest.clone()).filter(|_| out.len() < 2) {
        out.extend(line.person(left));
        rest = right;
    }
    out.extend(line.person(rest));
    out
}

/// Without the words that lead to the reasons (`for`, `based on`) and those that lead from the label (`the`, `by`).
fn trimmed(words: &[Word]) -> &[Word] {
    let leads = |word: &Word| ["BY", "THE", "OF", "FROM"].contains(&fold(&word.text).as_str());
    let start = words.iter().take_while(|word| leads(word)).count();
    let tail = words.iter().rev().take_while(|word| titles::tail(&word.text)).count();
    words.get(start..words.len() - tail).unwrap_or_default()
}

/// What each word is among its neighbours.
fn classes(words: &[Word]) -> Vec<Class> {
    let any = |test: fn(char) -> bool| words.iter().any(|word| word.text.chars().any(test));
    let (small, cased) = (!any(char::is_uppercase), any(char::is_uppercase) && any(char::is_lowercase));
    let readings: Vec<titles::Reading> =
        words.iter().map(|word| titles::read(&word.text, cased, small)).collect();
    let mut classes: Vec<Class> = readings.iter().map(|reading| reading.class).collect();
    let next_to = |i: usize| words.get(i).is_some_and(|word| word.before == ' ' && !word.aside);
    for i in 0..words.len() {
        let class = |i: Option<usize>| i.and_then(|i| classes.get(i)).copied();
        let before = class(i.checked_sub(1)).filter(|_| next_to(i));
        let after = class(Some(i + 1)).filter(|_| next_to(i + 1));
        let own = class(Some(i));
        let particle = words.get(i).is_some_and(|word| titles::particle(&word.text));
        let named = |class: Option<Class>| class.is_some_and(Class::names);
        let new = match own {
            // `Jane dos Santos`: an office elsewhere, a particle between names.
            Some(Class::Abbreviation | Class::Office) if particle && named(before) && named(after) => {
                Class::Particle
            }
            Some(Class::Particle) if !named(after) => Class::Link,
            // `Jane West, DCM`: a word of titles in the place of a surname.
            _ if readings.get(i).is_some_and(|reading| reading.doubtful)
                && matches!(after, None | Some(Class::Suffix))
                && one_name_before(&classes, words, i) =>
            {
                Class::Name
            }
            // `Jane doe, DCM`: a surname without its capital.
            Some(Class::Other)
                if before == Some(Class::Name)
                    && after.is_none()
                    && words.get(i).is_some_and(|word| word.text.chars().all(char::is_alphabetic))
                    && one_name_before(&classes, words, i) =>
            {
                Class::Name
            }
            _ => continue,
        };
        if let Some(slot) = classes.get_mut(i) {
            *slot = new;
        }
    }
    classes
}

/// True where the words directly before `i` are one given name and perhaps initials: a surname is due.
fn one_name_before(classes: &[Class], words: &[Word], i: usize) -> bool {
    let mut names = 0;
    let mut at = i;
    while at > 0 && words.get(at).is_some_and(|word| word.before == ' ') && names < 2 {
        at -= 1;
        match classes.get(at) {
            Some(Class::Name) => names += 1,
            Some(Class::Initial | Class::Particle) => {}
            _ => break,
        }
    }
    names == 1
}

struct Line<'a> {
    text: &'a str,
    words: &'a [Word],
    classes: &'a [Class],
    /// No capitals at all, so that any word may be a name.
    small: bool,
}

/// A run of words that can be a name, and its weight.
#[derive(Clone, Debug)]
struct Run {
    words: Range<usize>,
    names: usize,
    score: i32,
    /// A title stands directly before it.
    after_title: bool,
    /// A mark or the end stands after it.
    closed: bool,
}

impl Line<'_> {
    fn class(&self, i: usize) -> Class {
        self.classes.get(i).copied().unwrap_or(Class::Other)
    }

    fn mark(&self, i: usize) -> char {
        self.words.get(i).map_or('.', |word| word.before)
    }

    fn folded(&self, i: usize) -> String {
        self.words.get(i).map(|word| fold(&word.text)).unwrap_or_default()
    }

    fn aside(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|word| word.aside)
    }

    /// The person in `part`.
    fn person(&self, part: Range<usize>) -> Option<Person> {
        let best = self.best(part.clone());
        let name = best.as_ref().and_then(|run| self.printed(run.words.clone()));
        let title = match &best {
            Some(run) => self.title(part, run.words.clone()),
            None => self.title_alone(part),
        };
        (name.is_some() || title.is_some()).then_some(Person { name, title })
    }

    /// The heaviest run of `part`; of equals the later one that follows a title, else the first.
    fn best(&self, part: Range<usize>) -> Option<Run> {
        let mut best: Option<Run> = None;
        for run in self.runs(part) {
            let better = best.as_ref().is_none_or(|best| {
                run.score > best.score || (run.score == best.score && run.after_title && !best.after_title)
            });
            if run.score > 0 && better {
                best = Some(run);
            }
        }
        best
    }

    fn runs(&self, part: Range<usize>) -> Vec<Run> {
        let mut out: Vec<Run> = Vec::new();
        let mut i = part.start;
        while i < part.end {
            let start = i;
            while i < part.end && self.class(i).names() && (i == start || self.goes_on(i)) {
                i += 1;
            }
            if i == start {
                i += 1;
            } else if let Some(run) = self.weighed(start..i, &part) {
                out.push(run);
            }
        }
        self.surname_first(&mut out, &part);
        out
    }

    /// True when word `i` belongs to the same name as the one before it.
    fn goes_on(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return false };
        if self.aside(i) != self.aside(before) {
            return false;
        }
        let suffix = self.class(i) == Class::Suffix;
        // `Jane Q, Doe`: a comma for the stop of an initial.
        let slipped = self.class(before) == Class::Initial
            && self.words.get(before).is_some_and(|word| !word.text.contains('.'))
            && before > 0
            && self.class(before - 1) == Class::Name
            && self.class(i) == Class::Name;
        match self.mark(i) {
            ' ' => true,
            ',' => suffix || slipped,
            '.' => suffix,
            _ => false,
        }
    }

    fn weighed(&self, mut run: Range<usize>, part: &Range<usize>) -> Option<Run> {
        while run.start < run.end && self.class(run.start) == Class::Suffix {
            run.start += 1;
        }
        let cut = self.object(run.clone());
        let object = cut.is_none() && self.after_link(run.start);
        let whole = run.clone();
        run.start = cut.unwrap_or(run.start);
        let count = |class| run.clone().filter(|i| self.class(*i) == class).count();
        let names = count(Class::Name);
        let initials = count(Class::Initial);
        if names == 0 || (self.is_place(run.clone()) && self.after_seat(run.start)) {
            return None;
        }
        let closed = run.end >= part.end || self.mark(run.end) != ' ' || self.aside(run.end);
        let begins = cut.is_none() && (run.start == part.start || self.mark(run.start) != ' ');
        let first = whole.start == part.start || !(part.start..whole.start).any(|i| self.class(i).names());
        let previous = run.start.checked_sub(1).filter(|i| *i >= part.start).map(|i| self.class(i));
        let titled =
            previous.is_some_and(|class| class.titles() || class == Class::Rank || class == Class::Topic);
        let after_title = (titled && !begins) || cut.is_some();
        let next = (run.end < part.end && !closed).then(|| self.class(run.end));
        let beside_prose = next == Some(Class::Other) || (previous == Some(Class::Other) && !begins);
        let mut score = match names + initials {
            1 => 1,
            2 => 5,
            3 => 6,
            4 => 5,
            5 => 3,
            _ => -9,
        };
        let mut weigh = |applies: bool, weight: i32| score += if applies { weight } else { 0 };
        weigh(begins && closed, 3);
        weigh(titled && !begins, 3);
        weigh(titled && begins, 2);
        weigh(first, 2);
        weigh(initials > 0 && names > 1, 2);
        weigh(!first && next.is_some_and(|class| class.titles() || class == Class::Topic), -3);
        weigh(object, -7);
        weigh(beside_prose, -6);
        weigh(self.aside(run.start), -6);
        weigh(self.small && (!closed || cut.is_some()), -9);
        weigh(self.is_place(run.clone()), -4);
        Some(Run { words: run, names, score, after_title, closed })
    }

    /// `Doe, Jane`: two single names side by side, neither with a title between.
    fn surname_first(&self, runs: &mut Vec<Run>, part: &Range<usize>) {
        let pair = match runs.as_slice() {
            [surname, given, ..] => Some((surname.clone(), given.clone())),
            _ => None,
        };
        let Some((surname, given)) = pair else { return };
        let adjacent = surname.words.end == given.words.start && self.mark(given.words.start) == ',';
        let opens = surname.words.start == part.start || self.mark(surname.words.start) != ' ';
        if adjacent
            && opens
            && given.closed
            && surname.names == 1
            && given.names == 1
            && !self.is_place(given.words.clone())
        {
            runs.push(Run { words: surname.words.start..given.words.end, names: 2, score: 10, ..given });
        }
    }

    fn after_link(&self, at: usize) -> bool {
        let linked = at > 0 && self.mark(at) == ' ';
        let word = at.checked_sub(1).map(|before| self.folded(before)).unwrap_or_default();
        linked
            && [
                "OF",
                "FOR",
                "TO",
                "IN",
                "AT",
                "ON",
                "WITH",
                "THE",
                "EMBASSY",
                "AMEMBASSY",
                "CONSULATE",
                "USMISSION",
            ]
            .contains(&word.as_str())
    }

    /// True after words that a place follows: `Consul General Lisbon`, `Principal Officer Lisbon`.
    fn after_seat(&self, at: usize) -> bool {
        let word = at.checked_sub(1).map(|before| self.folded(before)).unwrap_or_default();
        ["GENERAL", "CONSULATE", "EMBASSY", "AMEMBASSY", "OFFICER", "MISSION", "CG"].contains(&word.as_str())
    }

    /// Where the name begins in a run whose first words are a place: `Ambassador to Portugal Jane Doe`.
    fn object(&self, run: Range<usize>) -> Option<usize> {
        let linked = self.after_link(run.start);
        if !linked && !self.after_seat(run.start) {
            return None;
        }
        let known = (1..=3)
            .rev()
            .map(|length| run.start + length)
            .find(|cut| *cut < run.end && self.is_place(run.start..*cut));
        if known.is_some() || !linked {
            return known;
        }
        let initial = run.clone().skip(2).find(|i| self.class(*i) == Class::Initial);
        let unknown = run.clone().filter(|i| self.class(*i) == Class::Name).count() >= 3;
        initial.map(|initial| initial - 1).or(unknown.then_some(run.start + 1))
    }

    fn is_place(&self, run: Range<usize>) -> bool {
        let words: Vec<&str> =
            self.words.get(run).unwrap_or_default().iter().map(|word| word.text.as_str()).collect();
        let place = words.join(" ");
        !place.is_empty()
            && words.len() <= 3
            && (!authority::places::lookup(&place).is_empty()
                || matches!(authority::posts::resolve(&place), authority::posts::Resolution::One(..)))
    }

    /// The title of the person whose name is `name`: before it, else after it, else in brackets.
    fn title(&self, part: Range<usize>, name: Range<usize>) -> Option<(String, Range<usize>)> {
        let before: Vec<usize> = (part.start..name.start).filter(|i| !self.aside(*i)).collect();
        let stop = (name.end..part.end).find(|i| self.mark(*i) == '.' && !self.aside(*i)).unwrap_or(part.end);
        let after: Vec<usize> = (name.end..stop).filter(|i| !self.aside(*i)).collect();
        let aside: Vec<usize> = part.clone().filter(|i| self.aside(*i)).collect();
        let has = |words: &[usize], test: fn(Class) -> bool| words.iter().any(|i| test(self.class(*i)));
        let strong = |class| matches!(class, Class::Role | Class::Abbreviation);
        let weak = |class: Class| class.titles() || matches!(class, Class::Topic | Class::Rank);
        let chosen = [&before, &after, &aside]
            .into_iter()
            .find(|words| has(words, strong))
            .or_else(|| [&before, &after].into_iter().find(|words| has(words, weak)))?;
        self.printed_words(chosen)
    }

    /// A title without a name.
    fn title_alone(&self, part: Range<usize>) -> Option<(String, Range<usize>)> {
        let words: Vec<usize> = part.filter(|i| !self.aside(*i)).collect();
        let prose = words.iter().filter(|i| self.class(**i) == Class::Other).count();
        let titled = words.iter().any(|i| matches!(self.class(*i), Class::Role | Class::Abbreviation));
        (titled && prose * 2 < words.len()).then(|| self.printed_words(&words)).flatten()
    }

    fn printed(&self, run: Range<usize>) -> Option<(String, Range<usize>)> {
        self.printed_words(&run.collect::<Vec<_>>())
    }

    fn printed_words(&self, indices: &[usize]) -> Option<(String, Range<usize>)> {
        let link = |i: &&usize| {
            self.class(**i) == Class::Link && !self.words.get(**i).is_some_and(|word| word.text.contains('.'))
        };
        let skip = indices.iter().take_while(link).count();
        let drop = indices.iter().rev().take_while(link).count();
        let kept = indices.get(skip..indices.len().saturating_sub(drop).max(skip))?;
        let mut words: Vec<Word> = kept.iter().filter_map(|i| self.words.get(*i)).cloned().collect();
        // The stop after the last word of all closes the sentence: `Jane Doe, Amb.`
        let last =
            kept.last().filter(|i| **i + 1 == self.words.len() && self.class(**i) == Class::Abbreviation);
        if let Some(word) =
            words.last_mut().filter(|word| last.is_some() && word.text.matches('.').count() == 1)
            && word.text.ends_with('.')
        {
            word.text.pop();
            word.range.end -= 1;
        }
        let range = words.first()?.range.start..words.last()?.range.end;
        Some((joined(self.text, &words)?, range))
    }

    /// Where `part` falls into two persons: at `and`, `&`, `;` between two names.
    fn split(&self, part: Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
        let places = (part.start + 1..part.end)
            .filter(|i| self.folded(*i) == "AND" || matches!(self.mark(*i), ';' | '&' | '/' | ','));
        for i in places.take(MOST_SPLITS) {
            let and = self.folded(i) == "AND";
            let (left, right) = (part.start..i, i + usize::from(and)..part.end);
            let (Some(first), Some(second)) = (self.best(left.clone()), self.best(right.clone())) else {
                continue;
            };
            let titled = second.after_title && !self.linked(right.start..second.words.start);
            let bare = second.words.start == right.start
                && second.closed
                && second.names >= 2
                && !self.linked(first.words.end..left.end);
            // Commas part `DCM Jane Doe, PolOff John Roe`, but not what belongs to one person.
            let parted = match self.mark(i) {
                ',' if !and => titled && first.after_title && second.names >= 2,
                _ => titled || bare,
            };
            if parted && first.names >= 2 && first.score >= 5 && !self.after_link(first.words.start) {
                return Some((left, right));
            }
        }
        None
    }

    /// True where a title goes on after `of` or `for`: what follows its `and` may be its own.
    fn linked(&self, words: Range<usize>) -> bool {
        words.into_iter().any(|i| ["OF", "FOR", "TO"].contains(&self.folded(i).as_str()))
    }
}
