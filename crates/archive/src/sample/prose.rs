//! Sentences that read like prose: templates whose slots are filled with words, people, places and days.
//!
//! ```text
//! template = { text | "{" slot "}" }          the slots stand in data/sample/README.md
//! ```

use super::calendar::Moment;
use super::people::{People, Person};
use super::posts::Post;
use super::random::Random;
use super::words::{Words, past, plural};

/// Templates and the words for them.
#[derive(Debug)]
pub(crate) struct Prose {
    nouns: Words,
    adjectives: Words,
    verbs: Words,
    adverbs: Words,
    contacts: Vec<&'static str>,
    ministries: Vec<&'static str>,
    sentences: Vec<Template>,
    comments: Vec<Template>,
    citing: Vec<Template>,
    subjects: Vec<Template>,
}

type Template = Vec<Piece>;

#[derive(Debug)]
enum Piece {
    Text(&'static str),
    Slot(&'static str),
}

/// What a text is about.
pub(crate) struct Scene<'a> {
    pub(crate) post: &'a Post,
    pub(crate) moment: Moment,
    pub(crate) people: &'a People,
    /// Whom the text met last.
    pub(crate) person: Person,
    /// Letters of the reference list.
    pub(crate) labels: &'a [String],
    /// A telegram to be named in the text.
    pub(crate) cited: String,
}

macro_rules! list {
    ($name:literal) => {
        include_str!(concat!("../../data/sample/", $name))
    };
}

impl Prose {
    pub(crate) fn new() -> Prose {
        Prose {
            nouns: Words::new(list!("nouns.txt")),
            adjectives: Words::new(list!("adjectives.txt")),
            verbs: Words::new(list!("verbs.txt")),
            adverbs: Words::new(list!("adverbs.txt")),
            contacts: list!("contacts.txt").lines().collect(),
            ministries: list!("ministries.txt").lines().collect(),
            sentences: templates(list!("sentences.txt")),
            comments: templates(list!("comments.txt")),
            citing: templates(list!("citing.txt")),
            subjects: templates(list!("subjects.txt")),
        }
    }

    pub(crate) fn sentence(&self, random: &mut Random, scene: &mut Scene, out: &mut String) {
        self.fill(&self.sentences, random, scene, out);
    }

    /// What the post itself thinks.
    pub(crate) fn comment(&self, random: &mut Random, scene: &mut Scene, out: &mut String) {
        self.fill(&self.comments, random, scene, out);
    }

    /// A sentence that names the telegram `scene.cited`.
    pub(crate) fn citing(&self, random: &mut Random, scene: &mut Scene, out: &mut String) {
        self.fill(&self.citing, random, scene, out);
    }

    /// In capitals, on one line.
    pub(crate) fn subject(&self, random: &mut Random, scene: &mut Scene) -> String {
        let mut out = String::new();
        self.fill(&self.subjects, random, scene, &mut out);
        out.to_ascii_uppercase()
    }

    fn fill(&self, from: &[Template], random: &mut Random, scene: &mut Scene, out: &mut String) {
        let Some(template) = from.get(random.below(from.len())) else { return };
        let start = out.len();
        for piece in template {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Slot(slot) => self.slot(slot, random, scene, out),
            }
        }
        capital(out, start);
    }

    fn slot(&self, slot: &str, random: &mut Random, scene: &mut Scene, out: &mut String) {
        let start = out.len();
        match slot {
            "N" => out.push_str(self.nouns.draw(random)),
            "Ns" => plural(self.nouns.draw(random), out),
            "A" => out.push_str(self.adjectives.draw(random)),
            "D" => out.push_str(self.adverbs.draw(random)),
            "V" => out.push_str(self.verbs.draw(random)),
            "Ved" => past(self.verbs.draw(random), out),
            "O" => out.push_str(random.pick(&self.contacts)),
            "M" => out.push_str(random.pick(&self.ministries)),
            "L" => out.push_str(scene.people.place(scene.post, random)),
            "C" => out.push_str(scene.post.country),
            "J" => out.push_str(scene.post.adjective),
            "P" => {
                scene.person = scene.people.local(scene.post, scene.moment.year, random);
                let Person { title, given, family } = scene.person;
                for part in [title, " ", given, " ", family] {
                    out.push_str(part);
                }
            }
            "S" => out.push_str(scene.person.family),
            "H" => scene.moment.days_before(random.below(40)).month_and_day(out),
            "m" => out.push_str(scene.moment.days_before(random.below(300)).month_name()),
            "n" => number(random.between(2, 90), out),
            "Q" => amount(random, out),
            "R" if random.chance(300) => mention(random, scene.labels, out),
            "X" => out.push_str(&scene.cited),
            _ => {}
        }
        article(out, start);
    }
}

fn templates(list: &'static str) -> Vec<Template> {
    list.lines().map(template).collect()
}

fn template(line: &'static str) -> Template {
    let mut out = Vec::new();
    for (i, part) in line.split('{').enumerate() {
        let text = match part.split_once('}') {
            Some((slot, text)) if i > 0 => {
                out.push(Piece::Slot(slot));
                text
            }
            _ => part,
        };
        if !text.is_empty() {
            out.push(Piece::Text(text));
        }
    }
    out
}

/// Makes the letter at `at` a capital.
fn capital(out: &mut String, at: usize) {
    if out.as_bytes().get(at).is_some_and(u8::is_ascii_lowercase)
        && let Some(first) = out.get_mut(at..at + 1)
    {
        first.make_ascii_uppercase();
    }
}

/// `a` before a vowel becomes `an`.
fn article(out: &mut String, at: usize) {
    let word = out.get(at..).unwrap_or_default();
    let vowel = word.starts_with(['a', 'e', 'i', 'o', 'A', 'E', 'I', 'O'])
        || (word.starts_with("un") && !word.starts_with("uni"));
    let before = out.as_bytes().get(at.saturating_sub(3)..at).unwrap_or_default();
    if vowel && (before == b" a " || before == b" A ") {
        out.insert(at - 1, if before == b" A " { 'N' } else { 'n' });
    }
}

pub(crate) fn number(n: usize, out: &mut String) {
    use std::fmt::Write;
    let _ = write!(out, "{n}");
}

fn amount(random: &mut Random, out: &mut String) {
    use std::fmt::Write;
    let (whole, tenth) = (random.between(1, 90), random.below(10));
    let unit = random.pick(&["million", "million", "thousand", "billion"]);
    let _ = match random.below(3) {
        0 => write!(out, "USD {whole}.{tenth} {unit}"),
        1 => write!(out, "US${whole} {unit}"),
        _ => write!(out, "${whole}.{tenth} {unit}"),
    };
}

/// A mention of an item of the reference list.
fn mention(random: &mut Random, labels: &[String], out: &mut String) {
    let Some(label) = labels.get(random.below(labels.len())) else { return };
    match (labels.len(), random.below(4)) {
        (1, _) => out.push_str(" (reftel)"),
        (_, 0) => [" (Ref ", label, ")"].iter().for_each(|part| out.push_str(part)),
        (_, 1) => [" (ref. ", label, ")"].iter().for_each(|part| out.push_str(part)),
        _ => [" (ref ", label, ")"].iter().for_each(|part| out.push_str(part)),
    }
}
