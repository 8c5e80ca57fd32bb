//! A story told across the cables of several posts: two invented countries and an envoy, the fisheries of a strait, positions
//! that move, promises made, met and slipped, decisions that wait and are taken.
//!
//! Each beat has its day and the posts that tell it; the first cable after the day tells it. Later cables tell again what
//! was told last, so that a large archive holds the story in many places.

use super::calendar::Moment;
use super::posts::Post;
use super::random::Random;
use super::truth::Statement;

/// What the whole story is about.
const ISSUE: &str = "Selm Strait fisheries agreement";

/// How many beats back a cable may look, and how often one does, in thousands.
const LATEST: usize = 5;
const AGAIN: usize = 60;
/// Beats of one cable at most.
const TOGETHER: usize = 2;

/// Something that happened.
#[derive(Clone, Debug)]
struct Beat {
    posts: Vec<usize>,
    statement: Statement,
}

/// A paragraph of the story for one cable.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) subject: &'static str,
    pub(crate) text: String,
    pub(crate) statements: Vec<Statement>,
}

/// The beats, and which of them have been told.
#[derive(Debug)]
pub(crate) struct Story {
    beats: Vec<Beat>,
    next: usize,
}

impl Story {
    /// No story where `on` is false.
    pub(crate) fn new(posts: &[Post], on: bool) -> Story {
        let rows = include_str!("../../data/sample/story.tsv").lines().skip(1);
        let beats = if on { rows.filter_map(|row| beat(row, posts)).collect() } else { Vec::new() };
        Story { beats, next: 0 }
    }

    /// The post that has something to tell by then.
    pub(crate) fn post(&self, moment: Moment, random: &mut Random) -> Option<usize> {
        let beat = self.beats.get(self.next)?;
        let due = beat.statement.day < moment.date();
        due.then(|| random.pick(&beat.posts))
    }

    /// What the cable of this post tells.
    pub(crate) fn tell(&mut self, post: usize, moment: Moment, random: &mut Random) -> Vec<Told> {
        let mut out = Vec::new();
        let today = moment.date();
        while let Some(beat) = self.beats.get(self.next)
            && out.len() < TOGETHER
            && beat.statement.day < today
            && beat.posts.contains(&post)
        {
            out.push(told(beat, OPENINGS, random));
            self.next += 1;
        }
        let tells = self.beats.iter().any(|beat| beat.posts.contains(&post));
        if out.is_empty() && self.next > 0 && tells && random.chance(AGAIN) {
            let back = 1 + random.below(LATEST.min(self.next));
            out.extend(self.beats.get(self.next - back).map(|beat| told(beat, AGAINS, random)));
        }
        out
    }
}

const OPENINGS: &[&str] = &[
    "",
    "There is news of the strait. ",
    "We heard the following from two contacts in the Commission. ",
    "The talks on the strait have moved. ",
];
const AGAINS: &[&str] = &[
    "Contacts confirm what was reported before. ",
    "Nothing has changed since our last report. ",
    "To recall: ",
];
const CLOSINGS: &[&str] = &[
    "",
    " The fishermen of both coasts wait.",
    " The local press gave it one line.",
    " Embassy will follow the matter and report.",
];
const SUBJECTS: &[&str] = &[
    "SELM STRAIT: NEWS OF THE FISHERIES TALKS",
    "VARENIA, COSTA ALBA AND THE SELM STRAIT",
    "SELM STRAIT FISHERIES: WHAT WAS SAID",
    "FISHERIES TALKS: VARENIA AND COSTA ALBA",
];

fn told(beat: &Beat, openings: &[&str], random: &mut Random) -> Told {
    let (opening, closing) = (random.pick(openings), random.pick(CLOSINGS));
    Told {
        subject: random.pick(SUBJECTS),
        text: format!("{opening}{}{closing}", beat.statement.quote),
        statements: vec![beat.statement.clone()],
    }
}

fn beat(row: &str, posts: &[Post]) -> Option<Beat> {
    let mut cells = row.split('\t').map(str::to_string);
    let day = cells.next()?;
    let names = cells.next()?;
    let place = |name| posts.iter().position(|post| post.canonical == name);
    Some(Beat {
        posts: names.split(';').filter_map(place).collect(),
        statement: Statement {
            day,
            kind: cells.next()?,
            actor: cells.next()?,
            status: cells.next()?,
            due: cells.next()?,
            quote: cells.next()?,
            issue: ISSUE.to_string(),
            paragraph: 0,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_every_beat_can_be_told_and_days_rise() {
        let posts = super::super::posts::table();
        let story = Story::new(&posts, true);
        let rows = include_str!("../../data/sample/story.tsv").lines().count() - 1;
        assert_eq!(story.beats.len(), rows);
        assert!(story.beats.iter().all(|beat| !beat.posts.is_empty()));
        assert!(story.beats.windows(2).all(|pair| pair[0].statement.day < pair[1].statement.day));
        for kind in ["position", "commitment", "decision"] {
            assert!(story.beats.iter().filter(|beat| beat.statement.kind == kind).count() > 5, "{kind}");
        }
    }
}
