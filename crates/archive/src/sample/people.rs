//! Invented people and places: officers of a post for a term of three years, those whom they meet, and where.

use super::posts::Post;
use super::random::Random;

/// A person by name.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Person {
    pub(crate) title: &'static str,
    pub(crate) given: &'static str,
    pub(crate) family: &'static str,
}

/// Lists of names, and the seed that deals them out.
#[derive(Debug)]
pub(crate) struct People {
    seed: u64,
    officers: Vec<&'static str>,
    given: Vec<&'static str>,
    families: Vec<&'static str>,
    places: Vec<&'static str>,
    titles: Vec<&'static str>,
}

/// Streams of random numbers for names.
const OFFICER: u64 = 11;
const LOCAL: u64 = 12;
const PLACE: u64 = 13;

/// How many people a post meets in a term, and how many places it names.
const LOCALS: f64 = 90.0;
const PLACES: f64 = 60.0;

impl People {
    pub(crate) fn new(seed: u64) -> People {
        People {
            seed,
            officers: include_str!("../../data/sample/officers.txt").lines().collect(),
            given: include_str!("../../data/sample/given.txt").lines().collect(),
            families: include_str!("../../data/sample/families.txt").lines().collect(),
            places: include_str!("../../data/sample/places.txt").lines().collect(),
            titles: include_str!("../../data/sample/titles.txt").lines().collect(),
        }
    }

    /// The officer of rank `rank` (0: chief of mission) at the post in that year.
    pub(crate) fn officer(&self, post: &Post, year: u16, rank: usize) -> Person {
        const RANKS: [&str; 4] = ["Ambassador", "DCM", "Political Counselor", "Economic Counselor"];
        const CONSULATE: [&str; 4] =
            ["Consul General", "Deputy Principal Officer", "Pol/Econ Chief", "Consul"];
        const DEPARTMENT: [&str; 4] =
            ["Secretary", "Deputy Secretary", "Deputy Assistant Secretary", "Office Director"];
        let titles = match () {
            () if post.is_department() => DEPARTMENT,
            () if post.from.starts_with("AMCONSUL") => CONSULATE,
            () => RANKS,
        };
        // Not all leave in the same year.
        let term = (u64::from(year) + rank as u64 + post.weight as u64) / 3;
        let mut random = Random::of(self.seed, OFFICER, key(post, term * 8 + rank as u64));
        Person {
            title: titles.get(rank).copied().unwrap_or_default(),
            given: random.pick(&self.given),
            family: random.pick(&self.officers),
        }
    }

    /// Somebody whom the post meets; some are met often.
    pub(crate) fn local(&self, post: &Post, year: u16, random: &mut Random) -> Person {
        let n = (random.unit().powi(2) * LOCALS) as u64;
        let mut random = Random::of(self.seed, LOCAL, key(post, u64::from(year / 4) * 128 + n));
        Person {
            title: random.pick(&self.titles),
            given: random.pick(&self.given),
            family: random.pick(&self.families),
        }
    }

    /// A place near the post.
    pub(crate) fn place(&self, post: &Post, random: &mut Random) -> &'static str {
        let n = (random.unit().powi(2) * PLACES) as u64;
        Random::of(self.seed, PLACE, key(post, n)).pick(&self.places)
    }
}

fn key(post: &Post, n: u64) -> u64 {
    post.canonical.bytes().fold(n, |sum, b| sum.wrapping_mul(131).wrapping_add(b.into()))
}
