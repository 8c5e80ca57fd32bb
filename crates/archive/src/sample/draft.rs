//! What a cable says, before it is laid out.

use telegram::record::Level;

use super::calendar::Moment;
use super::cited::{self, Item};
use super::handling::{self, Handling};
use super::people::Person;
use super::posts::Post;
use super::prose::Scene;
use super::random::Random;
use super::schedule::Slot;
use super::story::Told;
use super::truth::Statement;
use super::{Shop, marks};

/// The layouts, each in use until the next (format.md §13.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Era {
    /// E.O. 11652, pages of the filing system.
    #[default]
    Pages,
    /// E.O. 12065, page lines broken in two.
    BrokenPages,
    /// E.O. 12356.
    Oadr,
    /// E.O. 12958 in capitals, with pages and footer.
    Footer,
    /// Mixed case, short head.
    Early,
    /// The network's full head.
    Full,
    /// E.O. 13526 and labels.
    Labels,
}

impl Era {
    fn of(moment: Moment) -> Era {
        const BEGINNINGS: &[((u16, u8, u8), Era)] = &[
            ((2010, 6, 27), Era::Labels),
            ((2005, 1, 1), Era::Full),
            ((2003, 1, 1), Era::Early),
            ((1995, 10, 14), Era::Footer),
            ((1982, 8, 1), Era::Oadr),
            ((1978, 12, 1), Era::BrokenPages),
        ];
        let day = (moment.year, moment.month, moment.day);
        BEGINNINGS.iter().find(|(first, _)| *first <= day).map_or(Era::Pages, |(_, era)| *era)
    }

    /// A year in which it began.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Era::Pages => "1973",
            Era::BrokenPages => "1979",
            Era::Oadr => "1985",
            Era::Footer => "1995",
            Era::Early => "2003",
            Era::Full => "2005",
            Era::Labels => "2010",
        }
    }
}

/// A numbered paragraph.
#[derive(Clone, Debug, Default)]
pub(crate) struct Paragraph {
    pub(crate) number: u16,
    /// As printed, with brackets.
    pub(crate) mark: String,
    pub(crate) heading: &'static str,
    pub(crate) text: String,
}

/// All that is on the sheet before it goes to the typist.
#[derive(Clone, Debug)]
pub(crate) struct Draft<'a> {
    pub(crate) slot: Slot,
    pub(crate) post: &'a Post,
    pub(crate) era: Era,
    pub(crate) id: String,
    pub(crate) handling: Handling,
    pub(crate) tags: Vec<String>,
    pub(crate) subject: String,
    pub(crate) references: Vec<Item>,
    pub(crate) mentions: Vec<String>,
    pub(crate) classifier: Person,
    pub(crate) signer: Person,
    pub(crate) to: &'a Post,
    pub(crate) info: Vec<&'a Post>,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) statements: Vec<Statement>,
}

/// Half the texts are shorter than this many bytes.
const MEDIAN: f64 = 4000.0;
const SPREAD: f64 = 0.62;

/// Drafts a cable.
pub(crate) fn draft<'a>(shop: &'a Shop, slot: Slot, told: &[Told], random: &mut Random) -> Draft<'a> {
    let Shop { posts, people, prose, .. } = shop;
    let post = posts.get(slot.post).unwrap_or(&shop.nowhere);
    let moment = slot.moment;
    let era = Era::of(moment);
    let handling = handling::draw(era, shop.labels, random);
    let mut references = cited::items(&slot, posts, &shop.sent, people, random);
    let labels = cited::label(&mut references, random);
    let mention = if random.chance(200) { shop.sent.cite(&slot, posts, random) } else { None };
    let mention =
        mention.map(|(cited, _)| cited).filter(|cited| cited::id(cited, posts) != cited::id(&slot, posts));
    let mut scene = Scene {
        post,
        moment,
        people,
        person: people.local(post, moment.year, random),
        labels: &labels,
        cited: mention.map(|cited| cited::in_text(&cited, &slot, posts)).unwrap_or_default(),
    };
    let subject = match told.first() {
        Some(told) => told.subject.to_string(),
        None => prose.subject(random, &mut scene),
    };
    let mut out = Draft {
        slot,
        post,
        era,
        id: cited::id(&slot, posts),
        tags: shop.tags.draw(post, moment.year, random),
        subject,
        references,
        mentions: mention.iter().map(|cited| cited::id(cited, posts)).collect(),
        classifier: people.officer(post, moment.year, random.below(4)),
        signer: people.officer(post, moment.year, usize::from(random.chance(200))),
        to: shop.department(),
        info: Vec::new(),
        paragraphs: Vec::new(),
        statements: Vec::new(),
        handling,
    };
    addresses(shop, &mut out, random);
    body(shop, &mut scene, told, &mut out, random);
    marks::put(&mut out, shop.labels, random);
    out
}

fn addresses<'a>(shop: &'a Shop, out: &mut Draft<'a>, random: &mut Random) {
    let any = |random: &mut Random| shop.posts.get(random.below(shop.posts.len())).unwrap_or(&shop.nowhere);
    if out.post.is_department() {
        out.to = any(random);
    }
    for _ in 0..random.below(6) {
        let post = any(random);
        let there = post.active_from <= out.slot.moment.year;
        if there && ![out.to.canonical, out.post.canonical].contains(&post.canonical) {
            out.info.push(post);
        }
    }
    out.info.dedup_by_key(|post| post.canonical);
}

fn body(shop: &Shop, scene: &mut Scene, told: &[Told], out: &mut Draft, random: &mut Random) {
    const HEADINGS: &str = include_str!("../../data/sample/headings.txt");
    let headings = HEADINGS.lines().count();
    let size = random.log_normal(MEDIAN, SPREAD).clamp(300.0, 60_000.0) as usize;
    let classified = matches!(out.handling.level, Level::C | Level::S | Level::Ts);
    let mut written = 0;
    let mut add = |heading, text: String, written: &mut usize| {
        *written += text.len();
        let number = out.paragraphs.len() as u16 + 1;
        out.paragraphs.push(Paragraph { number, mark: String::new(), heading, text });
        number
    };
    if classified && out.era == Era::Footer {
        let Person { title, given, family } = out.classifier;
        add("", format!("Classified by {title} {given} {family}. Reasons: 1.5 (b) and (d)."), &mut written);
    }
    if size > 1500 {
        let mut text = String::from("Summary: ");
        sentences(2, 4, random, &mut text, |random, text| shop.prose.sentence(random, scene, text));
        text.push_str(" End Summary.");
        add("", text, &mut written);
    }
    for told in told {
        let number = add("", told.text.clone(), &mut written);
        out.statements.extend(
            told.statements.iter().map(|statement| Statement { paragraph: number, ..statement.clone() }),
        );
    }
    if !scene.cited.is_empty() {
        let mut text = String::new();
        shop.prose.citing(random, scene, &mut text);
        text.push(' ');
        sentences(1, 3, random, &mut text, |random, text| shop.prose.sentence(random, scene, text));
        add("", text, &mut written);
    }
    while written + 500 < size || written == 0 {
        let mut text = String::with_capacity(700);
        sentences(2, 6, random, &mut text, |random, text| shop.prose.sentence(random, scene, text));
        let headed = out.era >= Era::Footer && random.chance(180);
        let heading = HEADINGS.lines().nth(random.below(headings)).filter(|_| headed);
        add(heading.unwrap_or_default(), text, &mut written);
    }
    if random.chance(600) {
        let mut text = String::from("Comment: ");
        sentences(1, 3, random, &mut text, |random, text| shop.prose.comment(random, scene, text));
        text.push_str(" End Comment.");
        add("", text, &mut written);
    }
}

/// From `least` to `most` sentences with a blank between.
fn sentences(
    least: usize,
    most: usize,
    random: &mut Random,
    out: &mut String,
    mut sentence: impl FnMut(&mut Random, &mut String),
) {
    for i in 0..random.between(least, most) {
        if i > 0 {
            out.push(' ');
        }
        sentence(random, out);
    }
}
