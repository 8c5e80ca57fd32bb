//! References in the text (format.md §10.9).
//!
//! ```text
//! cited     = [ paras [ "of" ] ] ( "ref" | "refs" | "reftel" | "reftels" | "ref cable" ) [ letters ] [ "," paras ]
//! paras     = ( "para" | "paras" | "paragraph" | "paragraphs" ) numbers
//! telegram  = [ year ] post serial { "/" serial } | series number
//! relative  = ( "Embtel" | "Deptel" | "Ourtel" | … ) [ numbers ]
//! other     = "septel" | "IIR …" | "TD-…" | three letters and 14 digits
//! ```
//! Two passes: one for the words that begin a reference, one for numbers behind a post's name.

mod cited;
mod cursor;
mod mentions;
mod paragraphs;
mod products;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Match, MatchKind};
use foldhash::fast::FixedState;

use crate::Passage;
use crate::record::{InTextReference, Reference, Target};
use crate::references::{Citing, PostNames, canonical_id, decide_year};

use cursor::{Cursor, between};

static RELATIVE: LazyLock<HashMap<&'static str, &'static str, FixedState>> = LazyLock::new(|| {
    include_str!("relative.tsv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|l| l.split_once('\t'))
        .collect()
});

/// Words that begin a reference, in small letters, each with the letters by which it is looked for and their place in it.
/// Those few letters seldom stand elsewhere, so that the search leaps over most of a text.
const TRIGGERS: [(&str, &str, usize); 13] = [
    ("ref", "ref", 0),
    ("para", "para", 0),
    ("iir ", "iir ", 0),
    ("td-", "td-", 0),
    ("td ", "td ", 0),
    ("secto ", "ecto ", 1),
    ("tosec ", "osec ", 1),
    ("tohak ", "ohak ", 1),
    ("hakto ", "hakt", 0),
    ("parto ", "arto ", 1),
    ("depto ", "epto ", 1),
    ("todep ", "odep ", 1),
    // `septel` and the words of `relative.tsv`: the word is what stands before.
    ("", "tel", 0),
];

static LETTERS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .kind(Some(AhoCorasickKind::DFA))
        .build(TRIGGERS.map(|(_, letters, _)| letters))
        .ok()
});

/// Where the word begins that was found by its letters, if it is one that begins a reference.
fn trigger(lower: &str, found: &Match) -> Option<usize> {
    let (word, _, place) = TRIGGERS.get(found.pattern().as_usize())?;
    let start = if word.is_empty() {
        let before = lower.get(..found.start())?;
        let start = before.trim_end_matches(|c: char| c.is_ascii_lowercase()).len();
        let whole = lower.get(start..found.end())?;
        (whole == "septel" || RELATIVE.contains_key(whole)).then_some(start)?
    } else {
        let start = found.start().checked_sub(*place)?;
        lower.get(start..)?.starts_with(word).then_some(start)?
    };
    let before = start.checked_sub(1).and_then(|before| lower.as_bytes().get(before));
    (!before.is_some_and(u8::is_ascii_alphanumeric)).then_some(start)
}

/// Reads the references in the paragraphs of one telegram.
#[derive(Debug)]
pub struct InTextReader<'a> {
    references: &'a [Reference],
    citing: &'a Citing<'a>,
    names: PostNames,
    /// The text in small letters, kept for its memory.
    lower: String,
}

/// Reads the references in one passage; see [`InTextReader`] for a whole telegram.
pub fn in_text(
    text: &Passage,
    paragraph: Option<u32>,
    references: &[Reference],
    citing: &Citing,
    out: &mut Vec<InTextReference>,
) {
    InTextReader::new(references, citing).read(text, paragraph, out);
}

/// One reference before it is written down.
struct Found {
    kind: &'static str,
    range: Range<usize>,
    targets: Vec<Target>,
    pinpoint: Vec<u32>,
}

impl<'a> InTextReader<'a> {
    /// A reader for the telegram that cites `references` in its REF field.
    pub fn new(references: &'a [Reference], citing: &'a Citing<'a>) -> InTextReader<'a> {
        InTextReader { references, citing, names: PostNames::new(citing.post), lower: String::new() }
    }

    /// Adds the references of `text`, which stands in paragraph number `paragraph`, in the order of their places.
    pub fn read(&mut self, text: &Passage, paragraph: Option<u32>, out: &mut Vec<InTextReference>) {
        let reading = text.as_str();
        let mut found = self.by_word(reading);
        self.by_number(reading, &mut found);
        for one in found {
            out.push(InTextReference {
                text: reading.get(one.range.clone()).unwrap_or("").to_string(),
                kind: one.kind.to_string(),
                paragraph,
                targets: one.targets,
                pinpoint: one.pinpoint,
                span: text.span(one.range),
            });
        }
    }

    fn by_word(&mut self, text: &str) -> Vec<Found> {
        let mut out: Vec<Found> = Vec::new();
        let Some(letters) = LETTERS.as_ref() else { return out };
        self.lower.clear();
        self.lower.push_str(text);
        self.lower.make_ascii_lowercase();
        let mut done = 0;
        for hit in letters.find_iter(&self.lower) {
            let Some(at) = trigger(&self.lower, &hit).filter(|at| *at >= done) else { continue };
            if let Some(found) = self.begun(text, at) {
                done = found.range.end;
                out.push(found);
            }
        }
        out
    }

    /// The reference that begins with the word at `at`.
    fn begun(&self, text: &str, at: usize) -> Option<Found> {
        let mut cursor = Cursor::new(text, at);
        match text.as_bytes().get(at)?.to_ascii_lowercase() {
            b'r' => self.cited(&mut cursor, at, vec![]),
            b'p' if text.get(at..at + 4).is_some_and(|word| word.eq_ignore_ascii_case("para")) => {
                self.paragraphs(&mut cursor, text, at)
            }
            b'i' => products::product(&mut cursor, at, "iir"),
            b't' if text.get(at..at + 2).is_some_and(|w| w == "TD") => {
                products::product(&mut cursor, at, "td")
            }
            _ => products::message(text, at).or_else(|| self.relative(&mut cursor, at)),
        }
    }

    fn cited(&self, cursor: &mut Cursor, start: usize, mut pinpoint: Vec<u32>) -> Option<Found> {
        let cited = cited::named(cursor, self.references)?;
        if pinpoint.is_empty() {
            pinpoint = paragraphs::behind(cursor);
        }
        let targets = cited::targets(&cited, self.references);
        Some(Found { kind: cited.kind, range: start..cursor.at, targets, pinpoint })
    }

    /// Own paragraphs, or those of what is named right behind them.
    fn paragraphs(&self, cursor: &mut Cursor, text: &str, start: usize) -> Option<Found> {
        let numbers = paragraphs::named(cursor)?;
        let end = cursor.at;
        cursor.sign(b",");
        cursor.blanks();
        let of = cursor.one_of(&["of", "in", "from"]);
        cursor.blanks();
        if let Some(found) = self.cited(cursor, start, numbers.clone()) {
            return Some(found);
        }
        if cursor.rest().get(..6).is_some_and(|word| word.eq_ignore_ascii_case("septel")) {
            cursor.word();
            return Some(Found {
                kind: "septel",
                range: start..cursor.at,
                targets: vec![],
                pinpoint: numbers,
            });
        }
        let here = !of
            || cursor.one_of(&["this", "our"])
            || !cursor.rest().starts_with(|c: char| c.is_alphanumeric());
        let led = text.get(..start).unwrap_or("").trim_end();
        let word = led.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
        let other = ["operative", "preambular", "operational", "article"]
            .iter()
            .any(|w| word.eq_ignore_ascii_case(w));
        let targets =
            if here && !other { numbers.iter().copied().map(Target::Paragraph).collect() } else { vec![] };
        let pinpoint = if targets.is_empty() { numbers } else { vec![] };
        Some(Found { kind: "paragraph", range: start..end, targets, pinpoint })
    }

    /// `Embtel 1124`, `Deptels 990 and 991`, `septel`.
    fn relative(&self, cursor: &mut Cursor, start: usize) -> Option<Found> {
        let word = cursor.word().to_ascii_lowercase();
        if word == "septel" || word == "septels" {
            return Some(Found {
                kind: "septel",
                range: start..cursor.at,
                targets: vec![],
                pinpoint: vec![],
            });
        }
        let whose = RELATIVE.get(word.as_str())?;
        let own = self.citing.post;
        let post = match *whose {
            // From the Department, `Embtel` is the telegram of whichever embassy it writes to.
            "own" if own == Some("STATE") && word != "ourtel" && word != "mytel" => None,
            "own" => own,
            "department" => Some("STATE"),
            _ => None,
        };
        let mut targets = Vec::new();
        let mut end = cursor.at;
        cursor.blanks();
        if cursor.one_of(&["no", "nos", "number"]) {
            cursor.sign(b".");
            cursor.blanks();
        }
        loop {
            let digits = cursor.digits();
            let serial = digits.parse().ok().filter(|serial| digits.len() <= 6 && *serial > 0);
            let Some(serial) = serial else { break };
            end = cursor.at;
            targets.extend(post.and_then(|post| self.telegram(post, serial, None)));
            if targets.len() > 20 || between(cursor).is_none() {
                break;
            }
        }
        cursor.at = end;
        let pinpoint = paragraphs::behind(cursor);
        Some(Found { kind: "relative", range: start..cursor.at, targets, pinpoint })
    }

    /// Numbers behind a post's name, put between what is found already.
    fn by_number(&self, text: &str, found: &mut Vec<Found>) {
        let bytes = text.as_bytes();
        let mut at = 0;
        let mut new: Vec<Found> = Vec::new();
        let mut capitals: Option<bool> = None;
        while let Some(start) = next_digit(bytes, at) {
            let length =
                bytes.get(start..).map_or(0, |rest| rest.iter().take_while(|b| b.is_ascii_digit()).count());
            at = start + length.max(1);
            if let Some(code) = products::product_code(text, start) {
                at = code.range.end;
                new.push(code);
                continue;
            }
            let small = || bytes.iter().any(u8::is_ascii_lowercase);
            let capitals = *capitals.get_or_insert_with(small);
            if let Some(mention) = mentions::at(text, start..at, &self.names, capitals) {
                let targets = mention
                    .serials
                    .iter()
                    .filter_map(|serial| self.telegram(mention.post, *serial, mention.year))
                    .collect();
                let mut cursor = Cursor::new(text, mention.range.end);
                let pinpoint = paragraphs::behind(&mut cursor);
                at = cursor.at.max(at);
                let range = mention.range.start..cursor.at;
                new.push(Found { kind: "telegram", range, targets, pinpoint });
            }
        }
        if !new.is_empty() {
            merge(text, found, new);
        }
    }

    fn telegram(&self, post: &str, serial: u32, year: Option<u16>) -> Option<Target> {
        let year = decide_year(post, serial, year, None, self.citing).year?;
        Some(Target::Telegram(canonical_id(year, post, serial)))
    }
}

/// The first digit from `at` on. Most of a text has none, so that it is asked 32 bytes at a time.
fn next_digit(bytes: &[u8], at: usize) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let has_digit =
        |chunk: &[u8; 32]| chunk.iter().fold(0, |found, b| found | u8::from(b.is_ascii_digit())) != 0;
    let (chunks, _) = rest.as_chunks::<32>();
    let skipped = 32 * chunks.iter().take_while(|chunk| !has_digit(chunk)).count();
    let found = rest.get(skipped..)?.iter().position(u8::is_ascii_digit)?;
    Some(at + skipped + found)
}

/// Puts mentions between the other references; a paragraph named right before or behind a telegram is its pinpoint.
fn merge(text: &str, found: &mut Vec<Found>, new: Vec<Found>) {
    found.extend(new);
    found.sort_by_key(|one| one.range.start);
    let mut out: Vec<Found> = Vec::with_capacity(found.len());
    for mut one in found.drain(..) {
        if let Some(last) = out.last() {
            let between = text.get(last.range.end..one.range.start).map(str::trim);
            let pinpoints = last.kind == "paragraph"
                && one.kind == "telegram"
                && between.is_some_and(|word| ["", ",", "of", "in", "from", ", of"].contains(&word));
            if pinpoints {
                one.range.start = last.range.start;
                one.pinpoint = last
                    .targets
                    .iter()
                    .filter_map(paragraph_of)
                    .chain(last.pinpoint.iter().copied())
                    .collect();
                out.pop();
            } else if one.range.start < last.range.end {
                let longer =
                    one.range.end > last.range.end && one.kind == "telegram" && last.kind == "paragraph";
                if !longer {
                    // A paragraph that a telegram took as its pinpoint, or a number inside another reference.
                    continue;
                }
                one.range.start = last.range.end;
            }
        }
        out.push(one);
    }
    *found = out;
}

fn paragraph_of(target: &Target) -> Option<u32> {
    match target {
        Target::Paragraph(number) => Some(*number),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
