//! The portions of one copy, each with its label, and the document as a reader of some of them may have it.
//!
//! A portion is a piece of the body as [`telegram::record::Element`] has it; its label is the join of all marks in it.
//! Whatever is outside the body (header, network lines, signature, the container's facts) is one more, the header.

use std::ops::Range;

use telegram::record::{Element, Level, Mark, Paragraph, Telegram};

use crate::label::{Label, level_from_code, restricts};

/// The setting `envelope`: who may know that a telegram exists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Envelope {
    /// Below the telegram's own level the telegram does not exist.
    #[default]
    Strict,
    /// Whoever may see one portion sees that portion, id, post and date.
    Portions,
}

impl Envelope {
    /// The setting's word.
    pub fn name(self) -> &'static str {
        match self {
            Envelope::Strict => "strict",
            Envelope::Portions => "portions",
        }
    }
}

/// What an operator has set in place of what the marks say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Override {
    /// For the whole telegram.
    pub telegram: Option<Label>,
    /// For paragraphs, by true number.
    pub paragraphs: Vec<(u32, Label)>,
}

/// One piece of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portion {
    /// True number of the paragraph; `None` for headings, blocks and paragraphs without one.
    pub paragraph: Option<u32>,
    /// Its label, the envelope's rule applied.
    pub label: Label,
    /// Its bytes in the document.
    pub span: Range<usize>,
    /// Its reading text, without number and mark.
    pub text: String,
    /// Portion marks in it, in canonical form.
    pub marks: Vec<String>,
}

/// All labels of a copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Portions {
    /// The telegram's own label.
    pub telegram: Label,
    /// That of everything outside the body.
    pub header: Label,
    /// The body, in order.
    pub body: Vec<Portion>,
    /// Pieces below the first portion that no rule could read: each is as secret as the portion above it.
    pub(crate) loose: Vec<(Range<usize>, Label)>,
}

impl Portions {
    /// The portions of `telegram`.
    pub fn of(telegram: &Telegram, set: &Override, envelope: Envelope) -> Portions {
        let own = set.telegram.clone().unwrap_or_else(|| telegram_label(telegram));
        let fit = |label: Label| match envelope {
            Envelope::Strict => label.join(&own),
            Envelope::Portions => label,
        };
        let mut above: Option<Label> = None;
        let body = telegram.body.iter().map(|element| {
            let paragraph = match element {
                Element::Paragraph(paragraph) => paragraph.number,
                _ => None,
            };
            let by_hand = paragraph
                .and_then(|number| set.paragraphs.iter().find(|(wanted, _)| *wanted == number))
                .map(|(_, label)| label.clone());
            let (span, text) = place_and_text(element);
            let mut marks = Vec::new();
            marks_of(element, &mut marks);
            let label = fit(by_hand.unwrap_or_else(|| {
                let label = element_label(element, &own);
                // What has neither number nor mark may go on with what stands above it, a line in capitals too.
                let goes_on = paragraph.is_none() && marks.is_empty();
                above.as_ref().filter(|_| goes_on).map_or(label.clone(), |above| label.join(above))
            }));
            above = Some(label.clone());
            Portion { paragraph, label, span, text, marks }
        });
        let body: Vec<Portion> = body.collect();
        let header = fit(subject_label(telegram, &own, set.telegram.is_some()));
        let loose = loose(telegram, &body);
        Portions { telegram: own, header, body, loose }
    }

    /// Shows all of it to those who may see all of it, and nothing to others.
    pub(crate) fn keep_together(&mut self) {
        let all = self.labels().iter().fold(self.telegram.clone(), |all, label| all.join(label));
        self.body.iter_mut().for_each(|portion| portion.label = all.clone());
        self.loose.iter_mut().for_each(|(_, label)| *label = all.clone());
        self.header = all;
    }

    /// The distinct labels, in order.
    pub fn labels(&self) -> Vec<Label> {
        let mut labels: Vec<Label> = self.body.iter().map(|portion| portion.label.clone()).collect();
        labels.push(self.header.clone());
        labels.sort();
        labels.dedup();
        labels
    }
}

/// The label that all others dominate, where there is one.
pub(crate) fn least(labels: &[Label]) -> Option<&Label> {
    labels.iter().find(|low| labels.iter().all(|label| label.join(low) == *label))
}

fn loose(telegram: &Telegram, body: &[Portion]) -> Vec<(Range<usize>, Label)> {
    let mut starts: Vec<(usize, &Label)> =
        body.iter().map(|portion| (portion.span.start, &portion.label)).collect();
    starts.sort_by_key(|(start, _)| *start);
    let pieces = telegram.unparsed.iter().filter_map(|piece| {
        let above = starts.partition_point(|(start, _)| *start <= piece.span.start).checked_sub(1)?;
        Some((piece.span.start..piece.span.end, starts.get(above)?.1.clone()))
    });
    pieces.collect()
}

/// Level, controls and restricting captions of the telegram. A container that says more than the text is believed.
fn telegram_label(telegram: &Telegram) -> Label {
    let claimed = telegram
        .claims
        .iter()
        .filter(|claim| claim.name == "classification")
        .filter_map(|claim| telegram::level::read(claim.value.trim()).map(|(level, _)| level))
        .filter(|level| *level != Level::Unknown)
        .max();
    let own = telegram.classification.level;
    let level = match claimed {
        Some(claimed) if own != Level::Unknown => own.max(claimed),
        Some(claimed) => claimed,
        None => own,
    };
    let captions = telegram.captions.iter().chain(&telegram.channel);
    Label::new(
        level,
        telegram.classification.controls.clone(),
        captions.filter(|caption| restricts(caption)).cloned().collect(),
    )
}

/// A mark's label. The telegram's captions bind all its portions; a garbled mark is system-high.
fn mark_label(mark: &Mark, own: &Label) -> Label {
    Label::new(mark.level, mark.controls.clone(), own.captions.clone())
}

fn subject_label(telegram: &Telegram, own: &Label, by_hand: bool) -> Label {
    let Some(raw) = telegram.subject_raw.as_deref().map(str::trim).filter(|_| !by_hand) else {
        return own.clone();
    };
    let end = raw.rfind('(').and_then(|at| raw.get(at..)).filter(|tail| tail.ends_with(')'));
    let places = [Some(raw), end];
    let mut bracketed = places.into_iter().flatten().filter(|text| text.starts_with('('));
    match bracketed.clone().find_map(telegram::mark::read) {
        Some((mark, _)) => Label::new(mark.level, mark.controls, own.captions.clone()),
        None if bracketed.any(looks_like_a_mark) => Label { level: Level::Unknown, ..own.clone() },
        None => own.clone(),
    }
}

/// The join of all marks in it; what is not marked has the telegram's.
fn element_label(element: &Element, own: &Label) -> Label {
    match element {
        Element::Paragraph(paragraph) => paragraph_label(paragraph, own),
        Element::Heading { mark: Some(mark), .. } => match telegram::mark::read(&format!("({mark})")) {
            Some((mark, _)) => Label::new(mark.level, mark.controls, own.captions.clone()),
            None => Label { level: Level::Unknown, ..own.clone() },
        },
        Element::Heading { .. } => own.clone(),
        Element::Block { children, .. } => children
            .iter()
            .map(|child| element_label(child, own))
            .reduce(|all, next| all.join(&next))
            .unwrap_or_else(|| own.clone()),
    }
}

fn paragraph_label(paragraph: &Paragraph, own: &Label) -> Label {
    let first = match (&paragraph.marking, &paragraph.mark) {
        (Some(mark), _) => mark_label(mark, own),
        // A mark that was seen and not understood.
        (None, Some(code)) => Label { level: level_from_code(code).unwrap_or(Level::Unknown), ..own.clone() },
        (None, None) if looks_like_a_mark(paragraph.heading.as_deref().unwrap_or(&paragraph.text)) => {
            Label { level: Level::Unknown, ..own.clone() }
        }
        (None, None) => own.clone(),
    };
    // A child without a mark of its own has its paragraph's.
    paragraph
        .children
        .iter()
        .map(|child| element_label(child, &Label { captions: own.captions.clone(), ..first.clone() }))
        .fold(first.clone(), |all, next| all.join(&next))
}

/// `(S/N0F0RN)`, `(5)`, `(X)`: what stands where a mark stands and is none is a mark that was garbled.
fn looks_like_a_mark(text: &str) -> bool {
    let closing = match text.as_bytes().first() {
        Some(b'(') => ')',
        Some(b'[') => ']',
        _ => return false,
    };
    let inner = text.get(1..).and_then(|rest| rest.split_once(closing)).map_or("", |(inner, _)| inner);
    let sign = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'/' | b' ' | b',' | b'-');
    let code = inner.split(['/', '-', ' ']).next().unwrap_or_default();
    inner.len() <= 40
        && inner.bytes().all(sign)
        && inner.bytes().any(|b| b.is_ascii_uppercase() || b == b'5')
        && (1..=3).contains(&code.len())
        && (code.len() <= 2 || code.len() < inner.len())
}

fn marks_of(element: &Element, out: &mut Vec<String>) {
    let (mark, children) = match element {
        Element::Paragraph(paragraph) => (&paragraph.mark, paragraph.children.as_slice()),
        Element::Heading { mark, .. } => (mark, [].as_slice()),
        Element::Block { children, .. } => (&None, children.as_slice()),
    };
    out.extend(mark.clone());
    children.iter().for_each(|child| marks_of(child, out));
}

fn place_and_text(element: &Element) -> (Range<usize>, String) {
    match element {
        Element::Paragraph(paragraph) => {
            let text = match &paragraph.heading {
                Some(heading) => format!("{heading}. {}", paragraph.text),
                None => paragraph.text.clone(),
            };
            (paragraph.span.start..paragraph.span.end, text)
        }
        Element::Heading { text, span, .. } => (span.start..span.end, text.clone()),
        Element::Block { text, span, opening, children, .. } => {
            let mut whole = opening.clone().unwrap_or_default();
            if text.is_empty() {
                for child in children {
                    whole.push(' ');
                    whole.push_str(&place_and_text(child).1);
                }
            } else {
                whole.push(' ');
                whole.push_str(text);
            }
            (span.start..span.end, whole.trim().to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use sources::Document;

    use super::*;

    const CABLE: &str = "C O N F I D E N T I A L PRAIA 000611\n\nNODIS\n\nE.O. 12958: DECL: 04/15/2013\nTAGS: EFIS, CV\n\
        SUBJECT: (U) CUTTER VISIT\n\n1. (U) The harbour is open.\n\n2. (S/NF) The minister wavers.\n\n3. The nets are new.\n\n\
        4. (C) The list:\n\n   a. (S) First.\n\n   b. (U) Second.\n\nELLERY\n";

    fn portions(envelope: Envelope) -> (Document, Portions) {
        let document = Document::plain("case", CABLE.as_bytes().to_vec());
        let telegram = telegram::parse(&document);
        (document, Portions::of(&telegram, &Override::default(), envelope))
    }

    fn keys(portions: &Portions) -> Vec<String> {
        portions.body.iter().map(|portion| portion.label.key()).collect()
    }

    #[test]
    fn ok_labels_of_portions() {
        let (_, portions) = portions(Envelope::Portions);
        assert_eq!(portions.telegram.key(), "C////NODIS");
        assert_eq!(portions.header.key(), "U////NODIS");
        assert_eq!(keys(&portions), ["U////NODIS", "S//NOFORN//NODIS", "C////NODIS", "S////NODIS"]);
    }

    #[test]
    fn ok_strict_labels_are_never_below_the_telegram() {
        let (_, portions) = portions(Envelope::Strict);
        assert_eq!(portions.header.key(), "C////NODIS");
        assert_eq!(keys(&portions), ["C////NODIS", "S//NOFORN//NODIS", "C////NODIS", "S////NODIS"]);
    }

    #[test]
    fn ok_restricted_documents_hold_no_hidden_byte() {
        let (document, portions) = portions(Envelope::Portions);
        let seen = |key: &str| {
            let own = Label::from_key(key).unwrap();
            let reader = crate::label::Reader {
                name: String::new(),
                level: own.level,
                controls: own.controls,
                captions: own.captions,
                everything: false,
            };
            portions
                .restrict(&document, |label| reader.sees(label))
                .map(|found| found.text.as_str().to_string())
        };
        assert_eq!(seen("TS"), None);
        let low = seen("U////NODIS").unwrap();
        assert!(low.contains("harbour") && low.contains("SUBJECT") && low.contains("ELLERY"), "{low}");
        assert!(!low.contains("minister") && !low.contains("nets") && !low.contains("First"), "{low}");
        assert_eq!(seen("TS//NOFORN//NODIS").unwrap(), CABLE);
    }
}
