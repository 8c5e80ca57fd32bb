//! What a cable cites: earlier cables of its own post and of others, some that the archive does not hold, and what is no
//! telegram at all, in the many forms that drafters use (format.md §10).

use super::calendar::Moment;
use super::people::People;
use super::posts::Post;
use super::random::Random;
use super::schedule::Slot;
use super::truth::Cited;

/// Cables sent before, as many as a drafter would remember. Bounded.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    recent: Vec<Vec<Slot>>,
    old: Vec<Slot>,
    next: usize,
}

/// How many recent cables of each post are kept, and how many old ones of all.
const RECENT: usize = 24;
const OLD: usize = 256;
/// Years back.
const MEMORY: u16 = 3;

impl Sent {
    pub(crate) fn new(posts: usize) -> Sent {
        Sent { recent: vec![Vec::new(); posts], ..Sent::default() }
    }

    /// Remembers a cable.
    pub(crate) fn add(&mut self, slot: Slot, random: &mut Random) {
        self.next += 1;
        if let Some(recent) = self.recent.get_mut(slot.post) {
            if recent.len() < RECENT {
                recent.push(slot);
            } else if let Some(place) = recent.get_mut(self.next % RECENT) {
                *place = slot;
            }
        }
        if self.old.len() < OLD {
            self.old.push(slot);
        } else if random.chance(200)
            && let Some(place) = self.old.get_mut(self.next % OLD)
        {
            *place = slot;
        }
    }

    /// A cable to cite: of the post itself, of its partners, or any of the old ones.
    fn choose(&self, post: usize, posts: usize, year: u16, random: &mut Random) -> Option<Slot> {
        let from = match random.below(20) {
            0..9 => self.recent.get(post)?,
            // Every post has some others with which it has most to do.
            9..16 => self.recent.get((post + 1 + random.below(5) * 7) % posts)?,
            _ => &self.old,
        };
        let slot = from.get(random.below(from.len())).copied()?;
        // Few remember what is older.
        (year - slot.moment.year <= MEMORY || random.chance(30)).then_some(slot)
    }

    /// A telegram to cite, and whether it is held.
    pub(crate) fn cite(&self, own: &Slot, posts: &[Post], random: &mut Random) -> Option<(Slot, bool)> {
        let slot = self.choose(own.post, posts.len(), own.moment.year, random)?;
        // Numbers only rise, so those between two neighbours are never made. A few of them are cited by many.
        if slot.unused > 0 && random.chance(220) {
            let back = 1 + (slot.serial % 3).min(slot.unused - 1);
            let serial = slot.serial - back;
            return Some((Slot { serial, unused: 0, ..slot }, false));
        }
        Some((slot, true))
    }
}

/// The canonical id.
pub(crate) fn id(slot: &Slot, posts: &[Post]) -> String {
    let post = posts.get(slot.post).map_or("", |post| post.canonical);
    format!("{:02}{post}{}", slot.moment.year % 100, slot.serial)
}

/// An item as printed, with the truth about what it names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Item {
    pub(crate) raw: String,
    pub(crate) cited: Vec<Cited>,
}

/// Items of a REF field.
pub(crate) fn items(
    own: &Slot,
    posts: &[Post],
    sent: &Sent,
    people: &People,
    random: &mut Random,
) -> Vec<Item> {
    let count = random.weighted(&[(0, 25), (1, 30), (2, 22), (3, 13), (4, 6), (6, 3), (9, 1)]);
    let mut out: Vec<Item> = Vec::with_capacity(count);
    let mut seen: Vec<String> = vec![id(own, posts)];
    for _ in 0..count {
        if random.chance(40) {
            out.push(other(own, posts, people, random));
            continue;
        }
        let Some((slot, held)) = sent.cite(own, posts, random) else { continue };
        let id = id(&slot, posts);
        if seen.contains(&id) {
            continue;
        }
        let raw = printed(&slot, own, posts, random);
        seen.push(id.clone());
        out.push(Item {
            cited: vec![Cited { label: None, id: Some(id), kind: "telegram".into(), held, raw: raw.clone() }],
            raw,
        });
    }
    out
}

/// A telegram as a drafter writes it; the year is left out only where it is this year's.
pub(crate) fn printed(slot: &Slot, own: &Slot, posts: &[Post], random: &mut Random) -> String {
    let Some(post) = posts.get(slot.post) else { return String::new() };
    let (serial, year, short) = (slot.serial, slot.moment.year, slot.moment.year % 100);
    let name = match random.below(12) {
        0 if post.is_department() => "SECSTATE",
        0 if !post.from.starts_with("USMISSION") => post.from,
        _ => post.name,
    };
    let same_year = year == own.moment.year;
    let mut out = match random.below(if same_year { 20 } else { 8 }) {
        0 => format!("{year} {name} {serial}"),
        1 => format!("{short:02} {name} {serial:06}"),
        2 => format!("{name} {serial} ({short:02})"),
        3 if !name.contains(' ') => format!("{short:02}{name}{serial}"),
        4 => format!("{name} {serial} OF {} {} {short:02}", slot.moment.day, slot.moment.short_month()),
        3 | 5..8 => format!("{short:02} {name} {serial}"),
        8 | 9 => format!("{name} {serial:06}"),
        10 => format!("{name} {serial:04}"),
        _ => format!("{name} {serial}"),
    };
    match random.below(20) {
        0 | 1 => out.push_str(" (NOTAL)"),
        2 => out.push_str(" AND PREVIOUS"),
        _ => {}
    }
    out
}

/// An airgram in the 1970s, an e-mail later.
fn other(own: &Slot, posts: &[Post], people: &People, random: &mut Random) -> Item {
    let Some(post) = posts.get(own.post) else { return Item::default() };
    let Moment { year, .. } = own.moment;
    let (kind, raw) = if year < 1985 {
        ("airgram", format!("{} A-{}", post.name, random.between(10, 400)))
    } else {
        let day = own.moment.days_before(random.between(1, 20));
        let writer = people.officer(post, year, 2).family.to_ascii_uppercase();
        let reader = people.officer(post, year, 3).family.to_ascii_uppercase();
        ("email", format!("{writer}-{reader} E-MAIL {}/{}/{:02}", day.month, day.day, day.year % 100))
    };
    Item {
        cited: vec![Cited { label: None, id: None, kind: kind.into(), held: false, raw: raw.clone() }],
        raw,
    }
}

/// Letters of the items, where they carry some.
pub(crate) fn label(items: &mut [Item], random: &mut Random) -> Vec<String> {
    if items.len() < 2 || random.chance(70) {
        return if items.len() == 1 { vec!["A".into()] } else { Vec::new() };
    }
    let mut labels = Vec::with_capacity(items.len());
    for (letter, item) in ('A'..='Z').zip(items) {
        item.cited.iter_mut().for_each(|cited| cited.label = Some(letter.to_string()));
        labels.push(letter.to_string());
    }
    labels
}

/// A telegram as named inside a sentence.
pub(crate) fn in_text(slot: &Slot, own: &Slot, posts: &[Post]) -> String {
    let Some(post) = posts.get(slot.post) else { return String::new() };
    if slot.moment.year == own.moment.year {
        format!("{} {}", post.name, slot.serial)
    } else {
        format!("{:02} {} {}", slot.moment.year % 100, post.name, slot.serial)
    }
}
