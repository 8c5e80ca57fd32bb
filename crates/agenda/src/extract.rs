//! From a telegram to its statements.
//!
//! Paragraph by paragraph: one pass of the automaton finds every cue; the sentences that hold one are read into words; each
//! cue's frame is tried; what comes out gets its place, its issue, its time and its speakers.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use telegram::record::{BlockKind, Element, Level, Paragraph, Span, Telegram};

use crate::attribution::attribution;
use crate::frame::{Draft, Scene, Writer, apply};
use crate::lexicon::{Cue, LEXICON, Lexicon, TitleKind};
use crate::locate;
use crate::people::role;
use crate::prose::{Sentence, all_capitals, sentences, time_within};
use crate::statement::{AboutTime, AssertedOn, Content, Statement};
use crate::writer::{level_label, writer_of};

/// What the telegram says, in the order of its bytes.
///
/// The same telegram gives the same statements, always. A statement's confidence is an estimate; a reader who wants few
/// errors takes those of 0.75 or more.
pub fn extract(telegram: &Telegram) -> Vec<Statement> {
    let mut reader = Reader::new(telegram);
    reader.people_of_the_header(telegram);
    reader.elements(&telegram.body);
    let mut out = reader.out;
    out.sort_by(|a, b| (a.span, a.kind(), &a.quote).cmp(&(b.span, b.kind(), &b.quote)));
    out
}

struct Reader {
    writer: Writer,
    level: String,
    asserted_on: AssertedOn,
    /// Person and title, so that a role is told once.
    known: HashSet<(String, String)>,
    /// Persons named by title so far, by surname.
    persons: HashMap<String, String>,
    out: Vec<Statement>,
}

impl Reader {
    fn new(telegram: &Telegram) -> Reader {
        let date = &telegram.date;
        let day = |text: &String| text.get(..10).unwrap_or(text).to_string();
        let sent = date.sent.as_ref().map(day);
        Reader {
            writer: Writer { name: writer_of(telegram) },
            level: level_label(telegram),
            asserted_on: AssertedOn {
                earliest: sent.clone().or_else(|| date.earliest.as_ref().map(day)),
                latest: sent.or_else(|| date.latest.as_ref().map(day)),
            },
            known: HashSet::new(),
            persons: HashMap::new(),
            out: Vec::new(),
        }
    }

    /// Who classified and who signed.
    fn people_of_the_header(&mut self, telegram: &Telegram) {
        let organisation = self.writer.name.clone();
        for by in &telegram.classified_by {
            let (Some(person), Some(title)) = (&by.name, &by.title) else { continue };
            let spans: Vec<Span> = [by.title_span, by.name_span].into_iter().flatten().collect();
            let span = match (spans.iter().map(|s| s.start).min(), spans.iter().map(|s| s.end).max()) {
                (Some(start), Some(end)) => Span { start, end },
                _ => by.span,
            };
            let quote = match (by.title_span, by.name_span) {
                (Some(title_span), Some(name_span)) if name_span < title_span => format!("{person}, {title}"),
                _ => format!("{title} {person}"),
            };
            self.header_role(person, title, &organisation, quote, span, "role.classified-by");
        }
        for signature in &telegram.signatures {
            let Some(officer) = &signature.officer else { continue };
            let quote = signature.name.clone();
            self.header_role(
                &officer.name,
                &officer.role,
                &organisation,
                quote,
                signature.span,
                "role.signature",
            );
        }
    }

    fn header_role(
        &mut self,
        person: &str,
        title: &str,
        organisation: &str,
        quote: String,
        span: Span,
        rule: &str,
    ) {
        if !self.known.insert(role_key(person, title)) {
            return;
        }
        self.out.push(Statement {
            content: Content::Role {
                person: person.to_string(),
                title: Some(title.to_string()),
                organisation: Some(organisation.to_string()),
                status: "current".to_string(),
                from: None,
                until: None,
            },
            actors: vec![person.to_string()],
            issue: None,
            stance: None,
            quote,
            span,
            paragraph: None,
            printed: None,
            label: self.level.clone(),
            attribution: Vec::new(),
            attribution_chain: Vec::new(),
            asserted_on: self.asserted_on.clone(),
            about_time: None,
            confidence: 0.95,
            reasons: vec![rule.to_string()],
        });
    }

    fn elements(&mut self, elements: &[Element]) {
        for element in elements {
            match element {
                // Its text holds the words of its children too.
                Element::Paragraph(paragraph) => self.portion(paragraph),
                Element::Heading { .. } | Element::Block { kind: BlockKind::Table, .. } => {}
                Element::Block { children, .. } if !children.is_empty() => self.elements(children),
                Element::Block { text, span, .. } => {
                    let paragraph = Paragraph {
                        text: text.clone(),
                        span: *span,
                        text_span: *span,
                        ..Paragraph::default()
                    };
                    self.portion(&paragraph);
                }
            }
        }
    }

    fn portion(&mut self, paragraph: &Paragraph) {
        let lexicon: &Lexicon = &LEXICON;
        let text = paragraph.text.as_str();
        let mut cues: Vec<(Range<usize>, Cue)> = Vec::new();
        lexicon.find(text, |start, end, found| cues.extend(found.iter().map(|cue| (start..end, *cue))));
        if !cues.iter().any(|(_, cue)| !matches!(cue, Cue::Issue(_))) {
            return;
        }
        cues.sort_by_key(|(place, _)| place.start);
        let capitals = all_capitals(text);
        let mut rest = cues.as_slice();
        for range in sentences(text, &lexicon.words) {
            let count = rest.iter().take_while(|(place, _)| place.start < range.end).count();
            let (inside, after) = rest.split_at_checked(count).unwrap_or((rest, &[]));
            rest = after;
            if inside.iter().any(|(_, cue)| !matches!(cue, Cue::Issue(_))) {
                let sentence = Sentence::new(text, range, capitals, lexicon);
                self.sentence(&sentence, inside, paragraph);
            }
        }
    }

    fn sentence(&mut self, sentence: &Sentence, cues: &[(Range<usize>, Cue)], paragraph: &Paragraph) {
        let lexicon: &Lexicon = &LEXICON;
        let mut titles: Vec<(Range<usize>, TitleKind)> = Vec::new();
        let mut frames: Vec<(Range<usize>, Cue)> = Vec::new();
        for (place, cue) in cues {
            match (tokens_of(sentence, place), cue) {
                (Some(tokens), Cue::Title(kind)) => titles.push((tokens, *kind)),
                (Some(tokens), cue) => frames.push((tokens, *cue)),
                (None, _) => {}
            }
        }
        // People first: "President Lindqvist said she will send".
        self.roles(sentence, titles, paragraph);
        let scene = Scene { sentence, lexicon, writer: &self.writer, persons: &self.persons };
        let drafts = frames.into_iter().filter_map(|(tokens, cue)| apply(&scene, cue, tokens)).collect();
        let finished: Vec<Statement> =
            strongest(drafts).into_iter().map(|draft| self.finish(&scene, draft, cues, paragraph)).collect();
        self.out.extend(finished);
    }

    /// The longest title at each place, with the name beside it.
    fn roles(
        &mut self,
        sentence: &Sentence,
        mut titles: Vec<(Range<usize>, TitleKind)>,
        paragraph: &Paragraph,
    ) {
        titles.sort_by_key(|(tokens, _)| (std::cmp::Reverse(tokens.end), std::cmp::Reverse(tokens.len())));
        titles.dedup_by(|shorter, longer| shorter.0.start >= longer.0.start && shorter.0.end <= longer.0.end);
        titles.reverse();
        let mut end = 0;
        for (tokens, kind) in titles {
            let Some(role) = role(sentence, tokens, kind, &LEXICON) else { continue };
            if role.tokens.start < end {
                continue;
            }
            end = role.tokens.end;
            let person = role.person;
            if let Some(surname) = person.rsplit(' ').next() {
                self.persons.insert(surname.to_lowercase(), person.clone());
            }
            if !self.known.insert(role_key(&person, &role.title)) {
                continue;
            }
            let draft = Draft {
                actors: vec![person.clone()],
                content: Content::Role {
                    person,
                    title: Some(role.title),
                    organisation: role.organisation,
                    status: role.status.to_string(),
                    from: None,
                    until: None,
                },
                tokens: role.tokens,
                confidence: role.confidence,
                reasons: vec![role.rule.to_string()],
            };
            let statement = self.place(sentence, draft, paragraph);
            self.out.push(statement);
        }
    }

    fn finish(
        &self,
        scene: &Scene,
        draft: Draft,
        cues: &[(Range<usize>, Cue)],
        paragraph: &Paragraph,
    ) -> Statement {
        let sentence = scene.sentence;
        let chain = attribution(scene, &draft, paragraph);
        let time = time_within(sentence, draft.tokens.clone()).map(|tokens| {
            let place = sentence.place(tokens);
            AboutTime {
                text: sentence.text.get(place.clone()).unwrap_or("").to_string(),
                span: locate(paragraph, place),
            }
        });
        let own = match &draft.content {
            Content::Decision { what, .. } => what.clone(),
            _ => None,
        };
        Statement {
            issue: issue_of(cues, &sentence.place(draft.tokens.clone())).or(own),
            attribution: chain.iter().map(|link| link.who.clone()).collect(),
            attribution_chain: chain,
            about_time: time,
            ..self.place(sentence, draft, paragraph)
        }
    }

    /// A draft with its place in paragraph and document.
    fn place(&self, sentence: &Sentence, draft: Draft, paragraph: &Paragraph) -> Statement {
        let mut place = sentence.place(draft.tokens.clone());
        if matches!(draft.content, Content::Role { .. }) {
            place.end -= sentence.possessive_ending(draft.tokens.end);
        }
        Statement {
            content: draft.content,
            actors: draft.actors,
            issue: None,
            stance: None,
            quote: sentence.text.get(place.clone()).unwrap_or("").to_string(),
            span: locate(paragraph, place),
            paragraph: paragraph.number,
            printed: paragraph.printed.clone(),
            label: label(paragraph).unwrap_or_else(|| self.level.clone()),
            attribution: Vec::new(),
            attribution_chain: Vec::new(),
            asserted_on: self.asserted_on.clone(),
            about_time: None,
            confidence: draft.confidence,
            reasons: draft.reasons,
        }
    }
}

/// The issue named in a statement, else the one named nearest to it in its sentence.
fn issue_of(cues: &[(Range<usize>, Cue)], place: &Range<usize>) -> Option<String> {
    let named = cues.iter().filter_map(|(at, cue)| match cue {
        Cue::Issue(i) => Some((place.start.saturating_sub(at.end) + at.start.saturating_sub(place.end), *i)),
        _ => None,
    });
    let (_, issue) = named.min_by_key(|(distance, _)| *distance)?;
    LEXICON.issues.get(issue).map(|issue| issue.name.clone())
}

/// Of drafts of one kind whose words overlap, the one that is most certain; the longer one among equals.
fn strongest(mut drafts: Vec<Draft>) -> Vec<Draft> {
    drafts.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(b.tokens.len().cmp(&a.tokens.len())));
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        let same = |other: &Draft| {
            other.content.kind() == draft.content.kind()
                && other.tokens.start < draft.tokens.end
                && draft.tokens.start < other.tokens.end
        };
        if !kept.iter().any(same) {
            kept.push(draft);
        }
    }
    kept
}

/// The tokens that a place in the text covers; `None` where it does not begin with a word.
fn tokens_of(sentence: &Sentence, place: &Range<usize>) -> Option<Range<usize>> {
    let start = sentence.token_at(place.start).or_else(|| {
        // `ex-Minister` is one word, its title begins inside.
        let inside = sentence.tokens_before(place.start).checked_sub(1)?;
        sentence.tokens.get(inside).filter(|token| token.end >= place.end).map(|_| inside)
    })?;
    let end = sentence.tokens_before(place.end);
    (end > start).then_some(start..end)
}

fn role_key(person: &str, title: &str) -> (String, String) {
    let surname = person.rsplit(' ').next().unwrap_or(person);
    (surname.to_uppercase(), title.to_uppercase())
}

/// The paragraph's own mark; one that is there but cannot be read is `unknown`, never the telegram's level.
fn label(paragraph: &Paragraph) -> Option<String> {
    match (&paragraph.mark, &paragraph.marking) {
        (_, Some(mark)) if mark.level == Level::Unknown => Some("unknown".to_string()),
        (Some(mark), _) => Some(mark.clone()),
        (None, _) => None,
    }
}

#[cfg(test)]
#[path = "extract_tests.rs"]
mod tests;
