//! Drafts composed and read back: whatever a draft says, the record of its cable says too.

use authority::posts::Post;
use proptest::prelude::*;
use proptest::sample::select;
use sources::Document;
use telegram::check::check;
use telegram::draft::compose;
use telegram::record::{Element, Level, Paragraph, ReferenceKind, Telegram};

/// A paragraph to be: its heading, which mark, its lines of words.
type Planned = (Option<&'static str>, usize, Vec<Vec<&'static str>>);

/// What a draft is made of.
#[derive(Clone, Debug)]
struct Plan {
    post: Post,
    serial: u32,
    year: u16,
    month: usize,
    day: u8,
    clock: (u8, u8),
    level: Level,
    captions: Vec<&'static str>,
    years: u16,
    tags: Vec<&'static str>,
    subject: Vec<&'static str>,
    references: Vec<(Post, u32, bool)>,
    classifier: (&'static str, &'static str, Vec<&'static str>),
    info: Vec<Post>,
    summary: Option<Vec<Vec<&'static str>>>,
    paragraphs: Vec<Planned>,
    signature: &'static str,
}

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WORDS: &[&str] = &[
    "the",
    "minister",
    "ferry",
    "harbor",
    "loan",
    "told",
    "us",
    "that",
    "three",
    "boats",
    "would",
    "arrive",
    "in",
    "May",
    "from",
    "Lisbon",
    "and",
    "Dakar",
    "12",
    "2005",
    "percent",
    "(the",
    "draft)",
    "to",
    "Embassy",
    "of",
    "6,500",
    "tons",
    "on",
    "a",
    "quay",
    "well-known",
];
const SUBJECTS: &[&str] = &[
    "HARBOR", "LOAN", "FERRY", "SIGNED", "TALKS", "STALL", "AND", "THE", "MINISTER", "VISIT", "OF", "COAST",
    "GUARD", "DELAYED",
];
const HEADINGS: &[&str] =
    &["The harbor", "Next steps", "Comment", "Background", "What the minister wants", "A ferry to Fogo"];

fn sentences(most: usize) -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    prop::collection::vec(prop::collection::vec(select(WORDS), 2..25), 1..most)
}

fn post() -> impl Strategy<Value = Post> {
    let posts: Vec<Post> = authority::posts::all()
        .filter(|post| matches!(post.kind, "embassy" | "consulate"))
        .filter(|post| post.may_be_active_in(1996) && post.may_be_active_in(2010))
        .collect();
    select(posts)
}

prop_compose! {
    fn identity()(post in post(), serial in 1u32..9000, year in 1996u16..2010, month in 0usize..12, day in 1u8..=28, clock in (0u8..24, 0u8..60), info in prop::collection::vec(post_strategy(), 0..4), references in prop::collection::vec((prop::option::of(post_strategy()), 1u32..9000, any::<bool>()), 0..5)) -> (Post, u32, u16, usize, u8, (u8, u8), Vec<Post>, Vec<(Post, u32, bool)>) {
        let references = references.into_iter().filter(|(_, number, _)| *number != serial).map(|(other, number, written)| (other.unwrap_or(post), number, written)).collect();
        (post, serial, year, month, day, clock, info, references)
    }
}

fn post_strategy() -> impl Strategy<Value = Post> {
    post()
}

prop_compose! {
    fn plan()(
        (post, serial, year, month, day, clock, info, references) in identity(),
        level in select(vec![Level::U, Level::Sbu, Level::C, Level::S]),
        captions in prop::sample::subsequence(vec!["NODIS", "EXDIS", "NOFORN", "SIPDIS"], 0..=2),
        years in 1u16..=10,
        tags in prop::sample::subsequence(vec!["EFIS", "PREL", "MARR", "EAID", "PGOV", "ECON", "CV", "PO", "SG"], 1..=7),
        subject in prop::collection::vec(select(SUBJECTS), 1..14),
        who in select(vec![("Ruth Ellery", "Ambassador"), ("Neil Castellan", "DCM"), ("Otto Brandis", "Political Counselor"), ("Amy L. Thorne", "Charge d'Affaires")]),
        reasons in prop::sample::subsequence(vec!["a", "b", "c", "d", "e"], 1..=3),
        summary in prop::option::of(sentences(4)),
        paragraphs in prop::collection::vec((any::<bool>(), 0usize..12, sentences(8)), 1..=12),
        signature in select(vec!["ELLERY", "CASTELLAN", "BRANDIS", "O'BRYAN", "VAN DUREN"]),
    ) -> Plan {
        let mark = |high: bool| match (level, high) {
            (Level::U, _) => None,
            (Level::Sbu, true) => Some("SBU"),
            (Level::C, true) => Some("C"),
            (Level::S, true) => Some("S"),
            _ => Some("U"),
        };
        let mut tags = tags;
        if !tags.iter().any(|tag| tag.len() == 4) {
            tags.insert(0, "PREL");
        }
        let paragraphs = paragraphs.into_iter().map(|(high, heading, text)| (mark(high), heading, text)).collect();
        let classifier = (who.0, who.1, reasons);
        Plan { post, serial, year, month, day, clock, level, captions, years, tags, subject, references, classifier, info, summary, paragraphs, signature }
    }
}

fn prose(sentences: &[Vec<&str>]) -> String {
    let sentence = |words: &Vec<&str>| format!("The {}.", words.join(" "));
    sentences.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

impl Plan {
    fn classified(&self) -> bool {
        matches!(self.level, Level::C | Level::S)
    }

    fn section(&self) -> &'static str {
        if (self.year, self.month, self.day) < (2003, 8, 22) { "1.5" } else { "1.4" }
    }

    /// The reference as written and its id.
    /// A year is left out only where it is the citing telegram's own beyond doubt.
    fn reference(&self, (post, serial, written): (Post, u32, bool)) -> (String, String) {
        let own = post.canonical == self.post.canonical;
        let year = if own && serial < self.serial { self.year } else { self.year - 1 };
        let name = post.telegram_name;
        let text = if own && serial < self.serial && !written {
            format!("{name} {serial}")
        } else {
            format!("{:02} {name} {serial}", year % 100)
        };
        (text, format!("{:02}{}{serial}", year % 100, post.canonical))
    }

    fn markdown(&self) -> String {
        let mut out = format!(
            "---\npost: {}\nserial: {}\ndate: {:02}{:02}{:02}Z {} {:02}\nprecedence: PRIORITY\nto: SECSTATE WASHDC\n",
            self.post.telegram_name,
            self.serial,
            self.day,
            self.clock.0,
            self.clock.1,
            MONTHS[self.month],
            self.year % 100
        );
        let mut list = |key: &str, items: Vec<String>| {
            if !items.is_empty() {
                out += &format!("{key}:\n  - {}\n", items.join("\n  - "));
            }
        };
        list("info", self.info.iter().map(|post| format!("AMEMBASSY {}", post.telegram_name)).collect());
        list("captions", self.captions.iter().map(|caption| caption.to_string()).collect());
        list("references", self.references.iter().map(|item| self.reference(*item).0).collect());
        let level = match self.level {
            Level::Sbu => "SBU",
            Level::C => "CONFIDENTIAL",
            Level::S => "SECRET",
            _ => "UNCLASSIFIED",
        };
        out += &format!(
            "classification: {level}\ntags: {}\nsubject: {}\nsignature: {}\n",
            self.tags.join(" "),
            self.subject.join(" "),
            self.signature
        );
        if self.classified() {
            out += &format!(
                "declassify on: {}\nclassified by: {}\ntitle: {}\nreasons: {}\n",
                self.declassified(),
                self.classifier.0,
                self.classifier.1,
                self.classifier.2.join(", ")
            );
        }
        out += "---\n";
        let mark = |mark: Option<&str>| mark.map_or(String::new(), |mark| format!("({mark}) "));
        if let Some(summary) = &self.summary {
            out += &format!("\nSummary: {}{}\n", mark(self.classified().then_some("U")), prose(summary));
        }
        for (printed, heading, text) in &self.paragraphs {
            if let Some(heading) = HEADINGS.get(*heading) {
                out += &format!("\n# {heading}\n");
            }
            out += &format!("\n{}{}\n", mark(*printed), prose(text));
        }
        out
    }

    fn declassified(&self) -> String {
        format!("{}-{:02}-{:02}", self.year + self.years, self.month + 1, self.day)
    }
}

fn top(telegram: &Telegram) -> Vec<&Paragraph> {
    telegram
        .body
        .iter()
        .filter_map(
            |element| if let Element::Paragraph(paragraph) = element { Some(paragraph) } else { None },
        )
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ok_a_composed_cable_reads_back(plan in plan()) {
        let cable = compose(&plan.markdown()).map_err(|refusals| TestCaseError::fail(format!("{refusals:#?}\n{}", plan.markdown())))?;
        let document = Document::plain("draft", cable.clone().into_bytes());
        let telegram = telegram::parse(&document);
        prop_assert_eq!(check(&document, &telegram), vec![], "{}", cable);
        header(&plan, &telegram, &cable)?;
        body(&plan, &telegram, &cable)?;
    }

    #[test]
    fn ok_no_text_makes_compose_panic(text in any::<String>(), head in "(---\n)?([a-z ]{0,8}: ?.{0,12}\n|- .{0,9}\n|---\n|#.{0,6}\n|\n){0,12}") {
        let _ = compose(&text);
        let _ = compose(&head);
    }

    #[test]
    fn ok_no_damage_makes_compose_panic(plan in plan(), at in any::<prop::sample::Index>(), piece in ".{0,6}") {
        let mut text = plan.markdown();
        let place = at.index(text.len());
        text.insert_str(place, &piece);
        let _ = compose(&text);
        let _ = compose(&text[..place]);
    }
}

fn header(plan: &Plan, telegram: &Telegram, cable: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(
        telegram.id.clone(),
        Some(format!("{:02}{}{}", plan.year % 100, plan.post.canonical, plan.serial)),
        "{}",
        cable
    );
    prop_assert_eq!(
        telegram.date.sent.clone(),
        Some(format!(
            "{}-{:02}-{:02}T{:02}:{:02}:00Z",
            plan.year,
            plan.month + 1,
            plan.day,
            plan.clock.0,
            plan.clock.1
        ))
    );
    prop_assert_eq!(telegram.classification.level, plan.level);
    let mut captions = plan.captions.clone();
    captions.extend((plan.level == Level::Sbu).then_some("SENSITIVE"));
    prop_assert_eq!(&telegram.captions, &captions);
    let line = telegram.declassification.as_ref();
    prop_assert_eq!(line.and_then(|line| line.order.as_deref()), Some("12958"));
    prop_assert_eq!(line.and_then(|line| line.date.clone()), plan.classified().then(|| plan.declassified()));
    prop_assert_eq!(telegram.tags.iter().map(|tag| tag.code.as_str()).collect::<Vec<_>>(), plan.tags.clone());
    prop_assert_eq!(telegram.subject.clone(), Some(plan.subject.join(" ")), "{}", cable);
    let ids: Vec<_> = telegram.references.iter().map(|item| item.id.clone().unwrap_or_default()).collect();
    prop_assert_eq!(
        ids,
        plan.references.iter().map(|item| plan.reference(*item).1).collect::<Vec<_>>(),
        "{}",
        cable
    );
    prop_assert!(telegram.references.iter().all(|item| item.kind == ReferenceKind::Telegram));
    let info: Vec<_> = telegram.info.iter().map(|one| one.post.clone()).collect();
    prop_assert_eq!(
        info,
        plan.info.iter().map(|post| Some(post.canonical.to_string())).collect::<Vec<_>>(),
        "{}",
        cable
    );
    prop_assert_eq!(
        telegram.from.as_ref().and_then(|from| from.post.as_deref()),
        Some(plan.post.canonical),
        "{}",
        cable
    );
    prop_assert_eq!(telegram.to.len(), 1);
    let read: Vec<_> = telegram
        .classified_by
        .iter()
        .map(|one| (one.name.clone(), one.title.clone(), one.reasons.clone()))
        .collect();
    let reasons = plan.classifier.2.iter().map(|letter| format!("{}({letter})", plan.section())).collect();
    let meant = (Some(plan.classifier.0.to_string()), Some(plan.classifier.1.to_string()), reasons);
    prop_assert_eq!(read, if plan.classified() { vec![meant] } else { vec![] }, "{}", cable);
    prop_assert_eq!(
        telegram.signatures.iter().map(|one| one.name.clone()).collect::<Vec<_>>(),
        vec![plan.signature],
        "{}",
        cable
    );
    Ok(())
}

fn body(plan: &Plan, telegram: &Telegram, cable: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(
        telegram.summary.as_ref().map(|summary| summary.text.clone()),
        plan.summary.as_ref().map(|summary| prose(summary)),
        "{}",
        cable
    );
    let read = top(telegram);
    let read = read.get(usize::from(plan.summary.is_some())..).unwrap_or_default();
    let several = plan.paragraphs.len() > 1;
    prop_assert_eq!(read.len(), plan.paragraphs.len(), "{}", cable);
    for (i, (paragraph, (mark, _, text))) in read.iter().zip(&plan.paragraphs).enumerate() {
        prop_assert_eq!(paragraph.number, several.then_some(i as u32 + 1), "{}", cable);
        prop_assert_eq!(paragraph.mark.as_deref(), *mark);
        prop_assert_eq!(&paragraph.text, &prose(text), "{}", cable);
    }
    let headings = telegram.body.iter().filter(|element| matches!(element, Element::Heading { .. })).count();
    prop_assert_eq!(
        headings,
        plan.paragraphs.iter().filter(|(_, heading, _)| *heading < HEADINGS.len()).count(),
        "{}",
        cable
    );
    prop_assert!(telegram.unparsed.is_empty(), "{:?}", telegram.unparsed);
    Ok(())
}
