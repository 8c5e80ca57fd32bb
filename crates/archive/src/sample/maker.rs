//! Makes cables one after the other, in memory that does not grow with their number.

use super::draft::{Draft, Era, draft};
use super::random::Random;
use super::schedule::Schedule;
use super::story::Story;
use super::truth::{Truth, Withheld};
use super::{Settings, Shop, damage, layout, release};

/// One file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Made {
    /// Of the file, without folder.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Canonical id of the telegram.
    pub id: String,
    /// What is true of it.
    pub truth: Truth,
}

/// Makes the cables of an archive in the order of time; second releases follow the first.
#[derive(Debug)]
pub struct Maker {
    settings: Settings,
    shop: Shop,
    schedule: Schedule,
    story: Story,
    next: usize,
    /// Releases of the telegram made last that are still to be given.
    waiting: Option<Made>,
}

/// Streams of random numbers, so that the choices for one thing do not move those for another.
const TEXT: u64 = 1;
const TYPIST: u64 = 2;
const REVIEWER: u64 = 3;
const FATE: u64 = 4;
const DAMAGE: u64 = 5;

/// In thousands: second releases; withdrawal cards among the telegrams of the years that have them; damaged files.
const COPIES: usize = 50;
const CARDS: usize = 40;
const DAMAGED: usize = 200;

impl Maker {
    /// Nothing is made yet.
    pub fn new(settings: &Settings) -> Maker {
        let shop = Shop::new(settings);
        let schedule = Schedule::new(settings.cables, shop.posts.len());
        let story = Story::new(&shop.posts, settings.story);
        Maker { settings: settings.clone(), shop, schedule, story, next: 0, waiting: None }
    }

    /// Telegrams made so far.
    pub fn telegrams(&self) -> usize {
        self.next
    }

    fn make(&mut self) -> Made {
        let (seed, n) = (self.settings.seed, self.next as u64);
        self.next += 1;
        let mut random = Random::of(seed, TEXT, n);
        let moment = self.schedule.moment(self.next - 1, &mut random);
        let telling = self.story.post(moment, &mut random);
        let post = telling.unwrap_or_else(|| Schedule::post(&self.shop.posts, moment.year, &mut random));
        let slot = self.schedule.number(&self.shop.posts, post, moment);
        let told = self.story.tell(post, moment, &mut random);
        let draft = draft(&self.shop, slot, &told, &mut random);

        let mut fate = Random::of(seed, FATE, n);
        let released_twice = fate.chance(COPIES) && self.settings.copies;
        let made = if draft.era <= Era::BrokenPages && told.is_empty() && fate.chance(CARDS) {
            let bytes = layout::card(&draft, &mut Random::of(seed, TYPIST, n)).into_bytes();
            let truth = Truth {
                withdrawn: true,
                marks: Vec::new(),
                mentions: Vec::new(),
                references: Vec::new(),
                ..truth(&draft, 1, Vec::new())
            };
            made(bytes, truth)
        } else if released_twice {
            self.waiting = Some(self.release(draft.clone(), n, 2, true));
            self.release(draft, n, 1, true)
        } else {
            self.release(draft, n, 1, false)
        };
        self.shop.sent.add(slot, &mut random);
        made
    }

    /// One release, struck by its reviewers and damaged on its way.
    fn release(&self, mut draft: Draft, n: u64, copy: u8, struck: bool) -> Made {
        let seed = self.settings.seed;
        let stream = n * 2 + u64::from(copy) - 1;
        let mut withheld = Vec::new();
        if struck {
            withheld = release::strike(&mut draft, &mut Random::of(seed, REVIEWER, stream));
        }
        let text = layout::print(&draft, &mut Random::of(seed, TYPIST, n));
        let mut truth = truth(&draft, copy, withheld);
        let mut random = Random::of(seed, DAMAGE, stream);
        if !self.settings.damage || !random.chance(DAMAGED) {
            return made(text.into_bytes(), truth);
        }
        let (bytes, kinds) = damage::damage(text, &draft, &mut random);
        truth.damage = kinds.iter().map(|kind| kind.to_string()).collect();
        made(bytes, truth)
    }
}

impl Iterator for Maker {
    type Item = Made;

    fn next(&mut self) -> Option<Made> {
        if let Some(made) = self.waiting.take() {
            return Some(made);
        }
        (self.next < self.settings.cables).then(|| self.make())
    }
}

fn made(bytes: Vec<u8>, truth: Truth) -> Made {
    let name = truth.file.rsplit('/').next().unwrap_or_default().to_string();
    Made { name, bytes, id: truth.id.clone(), truth }
}

fn truth(draft: &Draft, copy: u8, withheld: Vec<Withheld>) -> Truth {
    let moment = draft.slot.moment;
    let release = if copy > 1 { format!("_{copy}") } else { String::new() };
    Truth {
        file: format!("{}/{}/{}{release}.txt", moment.year, draft.post.canonical, draft.id),
        id: draft.id.clone(),
        post: draft.post.canonical.to_string(),
        serial: draft.slot.serial,
        date: format!("{}T{:02}:{:02}Z", moment.date(), moment.hour, moment.minute),
        era: draft.era.name().to_string(),
        level: draft.handling.level,
        controls: draft.handling.controls.clone(),
        captions: draft.handling.captions.iter().map(|caption| caption.to_string()).collect(),
        tags: draft.tags.clone(),
        subject: draft.subject.clone(),
        references: draft.references.iter().flat_map(|item| item.cited.iter().cloned()).collect(),
        mentions: draft.mentions.clone(),
        signer: draft.signer.family.to_string(),
        marks: draft.paragraphs.iter().map(|paragraph| (paragraph.number, paragraph.mark.clone())).collect(),
        copy,
        withdrawn: false,
        withheld,
        damage: Vec::new(),
        statements: draft.statements.clone(),
    }
}
