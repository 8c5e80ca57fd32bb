//! TEI P5: one `<TEI>` a telegram in a `<teiCorpus>`.
//!
//! ```text
//! teiHeader   title, msDesc (id, summary of what the copy is, date and place of origin), correspDesc, TAGS
//! text        front: references · body: paragraphs, headings, blocks, signatures; several copies are a group of texts
//! ```
//!
//! Identifiers: `t03OTTAWA1123` is the telegram, `t03OTTAWA1123.p6` its paragraph 6 in the fullest copy, `t03OTTAWA1123.c2.p6`
//! that in the second copy. What is cited is `cable:03OTTAWA1123`: the header says that this stands for `#t03OTTAWA1123`,
//! whether or not the corpus holds it. Characters that XML 1.0 does not know are replaced by U+FFFD.

use std::collections::HashMap;

use telegram::record::{Addressee, BlockKind, Element, InTextReference, Paragraph, Target, Telegram};

use super::names::{one_line, safe};
use super::when::When;
use super::{Exporter, Outcome, Stream};
use crate::card::Card;
use crate::view::{Held, View};

pub(super) struct Tei<'a> {
    out: Stream<'a>,
    repository: Option<String>,
}

impl<'a> Tei<'a> {
    pub(super) fn new(out: Stream<'a>, repository: Option<String>) -> Tei<'a> {
        Tei { out, repository }
    }
}

impl Exporter for Tei<'_> {
    fn begin(&mut self) -> Outcome {
        Ok(self.out.write_all(include_bytes!("tei-corpus.xml"))?)
    }

    fn one(&mut self, view: &View, held: &Held) -> Outcome {
        let Some(first) = held.copies.first() else { return Ok(()) };
        let id = format!("t{}", safe(&held.id));
        let (_, record) = view.record(first)?;
        let mut xml = format!("<TEI xml:id=\"{id}\">\n");
        header(&mut xml, held, &first.card, &record, self.repository.as_deref());
        if held.copies.len() == 1 {
            text(&mut xml, &id, &held.id, None, &record);
        } else {
            xml.push_str("<text>\n<group>\n");
            text(&mut xml, &id, &held.id, Some(&first.name), &record);
            for (n, copy) in held.copies.iter().enumerate().skip(1) {
                self.out.write_all(xml.as_bytes())?;
                xml.clear();
                let (_, record) = view.record(copy)?;
                text(&mut xml, &format!("{id}.c{}", n + 1), &held.id, Some(&copy.name), &record);
            }
            xml.push_str("</group>\n</text>\n");
        }
        xml.push_str("</TEI>\n");
        Ok(self.out.write_all(xml.as_bytes())?)
    }

    fn finish(&mut self) -> Outcome {
        self.out.write_all(b"</teiCorpus>\n")?;
        Ok(self.out.flush()?)
    }
}

fn header(xml: &mut String, held: &Held, card: &Card, record: &Telegram, repository: Option<&str>) {
    let title = card.subject.as_deref().map(telegram::subject::title_case);
    xml.push_str("<teiHeader>\n<fileDesc>\n<titleStmt>");
    simple(xml, "title", "", title.as_deref().unwrap_or(&held.id));
    xml.push_str(
        "</titleStmt>\n<publicationStmt><p>Exported from an archive of telegrams.</p></publicationStmt>\n",
    );
    xml.push_str("<sourceDesc>\n<msDesc>\n<msIdentifier>");
    if let Some(repository) = repository {
        simple(xml, "repository", "", repository);
    }
    simple(xml, "idno", " type=\"telegram\"", &held.id);
    for copy in &held.copies {
        simple(xml, "idno", " type=\"copy\"", &copy.name);
    }
    xml.push_str("</msIdentifier>\n<msContents>");
    let level = card.level.as_ref().map(|level| {
        let marked: Vec<String> = std::iter::once(level).chain(&card.controls).cloned().collect();
        format!("; classification: {}", marked.join("//"))
    });
    let summary = format!("{}, {}{}", card.kind, card.completeness, level.unwrap_or_default());
    simple(xml, "summary", "", &summary);
    xml.push_str("</msContents>\n<history><origin>");
    let dates = dating(card);
    if !dates.is_empty() {
        simple(xml, "origDate", &dates, &When::of(card).edtf().unwrap_or_default());
    }
    if let Some(post) = &card.post {
        simple(xml, "origPlace", "", post);
    }
    xml.push_str("</origin></history>\n</msDesc>\n</sourceDesc>\n</fileDesc>\n");
    profile(xml, card, record, &dates);
    xml.push_str("</teiHeader>\n");
}

fn profile(xml: &mut String, card: &Card, record: &Telegram, dates: &str) {
    let name = |one: &Addressee| one.post.clone().unwrap_or_else(|| one.name.clone());
    let sender = record.from.as_ref().map(name).or_else(|| card.post.clone());
    let lists = [("action", &record.to), ("information", &record.info)];
    let tagged = !record.tags.is_empty();
    if sender.is_none() && !tagged && lists.iter().all(|(_, list)| list.is_empty()) {
        return;
    }
    xml.push_str("<profileDesc>\n");
    if sender.is_some() || lists.iter().any(|(_, list)| !list.is_empty()) {
        xml.push_str("<correspDesc>\n");
        if let Some(sender) = sender {
            xml.push_str("<correspAction type=\"sent\">");
            simple(xml, "orgName", "", &sender);
            if !dates.is_empty() {
                xml.push_str(&format!("<date{dates}/>"));
            }
            xml.push_str("</correspAction>\n");
        }
        for (kind, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            xml.push_str(&format!("<correspAction type=\"received\" subtype=\"{kind}\">"));
            list.iter().for_each(|one| simple(xml, "orgName", "", &name(one)));
            xml.push_str("</correspAction>\n");
        }
        xml.push_str("</correspDesc>\n");
    }
    if tagged {
        xml.push_str("<textClass><keywords scheme=\"#TAGS\">");
        record.tags.iter().for_each(|tag| simple(xml, "term", "", &tag.code));
        xml.push_str("</keywords></textClass>\n");
    }
    xml.push_str("</profileDesc>\n");
}

/// `when`, or `notBefore` and `notAfter`, as attributes.
fn dating(card: &Card) -> String {
    let when = When::of(card);
    let instant = card.sent.as_deref().and_then(|sent| sent.parse::<jiff::Timestamp>().ok());
    match (when.day(), instant) {
        (Some(_), Some(instant)) => format!(" when=\"{instant}\""),
        (Some(day), _) => format!(" when=\"{day}\""),
        (None, _) => {
            let first = when.first.map(|day| format!(" notBefore=\"{day}\"")).unwrap_or_default();
            first + &when.last.map(|day| format!(" notAfter=\"{day}\"")).unwrap_or_default()
        }
    }
}

/// One copy's text.
fn text(xml: &mut String, id: &str, telegram: &str, copy: Option<&str>, record: &Telegram) {
    match copy {
        Some(copy) => xml.push_str(&format!("<text n=\"{}\">\n", escaped(copy))),
        None => xml.push_str("<text>\n"),
    }
    if !record.references.is_empty() {
        xml.push_str("<front><div type=\"references\"><list>\n");
        for item in &record.references {
            let label = item.label.as_deref().map(|label| format!(" n=\"{}\"", escaped(label)));
            xml.push_str(&format!("<item{}>", label.unwrap_or_default()));
            match &item.id {
                Some(target) => {
                    simple(xml, "ref", &format!(" target=\"cable:{}\"", safe(target)), &one_line(&item.raw))
                }
                None => xml.push_str(&escaped(&one_line(&item.raw))),
            }
            xml.push_str("</item>\n");
        }
        xml.push_str("</list></div></front>\n");
    }
    xml.push_str("<body>\n");
    let mut citing: Vec<&InTextReference> = record.in_text_references.iter().collect();
    citing.sort_by_key(|item| item.span);
    let mut body = Body { xml, id, telegram, citing, numbers: HashMap::new(), bare: 0 };
    numbers_of(&record.body, &mut body.numbers);
    body.elements(&record.body);
    if record.body.is_empty() {
        body.xml.push_str("<p/>\n");
    }
    if !record.signatures.is_empty() {
        body.xml.push_str("<closer>");
        record.signatures.iter().for_each(|one| simple(body.xml, "signed", "", &one.name));
        body.xml.push_str("</closer>\n");
    }
    xml.push_str("</body>\n</text>\n");
}

/// True numbers of the paragraphs that have an identifier.
fn numbers_of(elements: &[Element], out: &mut HashMap<u32, usize>) {
    for element in elements {
        match element {
            Element::Paragraph(paragraph) => out.extend(paragraph.number.map(|number| (number, 0))),
            Element::Block { children, .. } => numbers_of(children, out),
            Element::Heading { .. } => {}
        }
    }
}

struct Body<'a> {
    xml: &'a mut String,
    id: &'a str,
    telegram: &'a str,
    /// By place.
    citing: Vec<&'a InTextReference>,
    /// True numbers that have an identifier, and how often each has come so far.
    numbers: HashMap<u32, usize>,
    /// Paragraphs without a number so far.
    bare: usize,
}

impl Body<'_> {
    fn elements(&mut self, elements: &[Element]) {
        for element in elements {
            match element {
                Element::Paragraph(paragraph) => self.paragraph(paragraph),
                Element::Heading { text, .. } => {
                    simple(self.xml, "ab", " type=\"heading\"", text);
                    self.xml.push('\n');
                }
                Element::Block { kind, opening, text, children, .. } => {
                    self.xml.push_str(&format!("<floatingText type=\"{}\"><body>\n", word(*kind)));
                    if let Some(opening) = opening {
                        simple(self.xml, "ab", " type=\"opening\"", &one_line(opening));
                        self.xml.push('\n');
                    }
                    self.elements(children);
                    if children.is_empty() {
                        simple(self.xml, "p", "", text);
                        self.xml.push('\n');
                    }
                    self.xml.push_str("</body></floatingText>\n");
                }
            }
        }
    }

    fn paragraph(&mut self, paragraph: &Paragraph) {
        let id = match paragraph.number {
            Some(number) => {
                let times = self.numbers.entry(number).or_default();
                *times += 1;
                // A number that comes again is an identifier that does not.
                if *times == 1 { format!("p{number}") } else { format!("p{number}.{times}") }
            }
            None => {
                self.bare += 1;
                format!("u{}", self.bare)
            }
        };
        self.xml.push_str(&format!("<p xml:id=\"{}.{id}\"", self.id));
        if let Some(printed) = &paragraph.printed {
            self.xml.push_str(&format!(" n=\"{}\"", escaped(printed)));
        }
        self.xml.push('>');
        if let Some(mark) = &paragraph.mark {
            simple(self.xml, "note", " type=\"portion-mark\"", mark);
        }
        if let Some(heading) = &paragraph.heading {
            simple(self.xml, "label", "", heading);
            self.xml.push(' ');
        }
        self.cited(paragraph);
        self.xml.push_str("</p>\n");
    }

    /// The paragraph's words, with what they cite.
    fn cited(&mut self, paragraph: &Paragraph) {
        let text = paragraph.text.as_str();
        let first = self.citing.partition_point(|item| item.span.start < paragraph.span.start);
        let mut at = 0;
        for n in first..self.citing.len() {
            let Some(item) = self.citing.get(n).copied().filter(|item| item.span.start < paragraph.span.end)
            else {
                break;
            };
            let targets = self.targets(item);
            let range =
                place(&paragraph.text_map, item.span.start).zip(place(&paragraph.text_map, item.span.end));
            let Some((start, end)) = range.filter(|(start, end)| at <= *start && start < end) else {
                continue;
            };
            let (Some(before), Some(words)) = (text.get(at..start), text.get(start..end)) else { continue };
            if targets.is_empty() {
                continue;
            }
            self.xml.push_str(&escaped(before));
            simple(self.xml, "ref", &format!(" target=\"{}\"", targets.join(" ")), words);
            at = end;
        }
        self.xml.push_str(&escaped(text.get(at..).unwrap_or_default()));
    }

    fn targets(&self, item: &InTextReference) -> Vec<String> {
        let target = |target: &Target| match target {
            Target::Reference { id: Some(id), .. } | Target::Telegram(id) if id != self.telegram => {
                Some(format!("cable:{}", safe(id)))
            }
            Target::Paragraph(number) => {
                self.numbers.contains_key(number).then(|| format!("#{}.p{number}", self.id))
            }
            _ => None,
        };
        item.targets.iter().filter_map(target).collect()
    }
}

/// Where a byte of the document stands in the reading text; stretches run alike on both sides.
fn place(map: &[(usize, usize)], byte: usize) -> Option<usize> {
    let after = map.partition_point(|(_, raw)| *raw <= byte);
    let (text, raw) = map.get(after.checked_sub(1)?)?;
    let found = text + (byte - raw);
    // Behind a stretch is what the reading left out.
    Some(map.get(after).map_or(found, |(next, _)| found.min(*next)))
}

fn word(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Comment => "comment",
        BlockKind::Note => "note",
        BlockKind::Quoted => "quoted",
        BlockKind::Table => "table",
        BlockKind::List => "list",
        BlockKind::Fyi => "fyi",
        BlockKind::Unclassified => "unclassified",
        BlockKind::Points => "points",
        BlockKind::Action => "action",
    }
}

fn simple(xml: &mut String, element: &str, attributes: &str, text: &str) {
    xml.push_str(&format!("<{element}{attributes}>{}</{element}>", escaped(text)));
}

/// Text for XML 1.0, in elements and in attributes.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}
