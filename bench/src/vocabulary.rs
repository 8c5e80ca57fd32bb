//! Words by Zipf's law: the first are the common ones of cables, then a dictionary in random order, and a few made of
//! syllables, as names are.

use crate::random::Random;

/// Exponent of the words' ranks.
const EXPONENT: f64 = 1.07;

const COMMON: &str = "the of to and in that a is for on with was as be by he it would not said from are have has at which this \
    government will his we an were had they but or been their ministry minister who its more also than other all one no some \
    new if there any talks trade however could should when president about support between may our after over such these into \
    week officials two port agreement meeting first embassy state country under party made most time while only she last can \
    several economic political security foreign policy local before now what issue three during work plan next year against \
    commission post council law budget noted committee ambassador told added Poloff Econoff visit during tender quay pilot \
    reform asked agreed urged fish customs railway bridge harbor union court press border loan health water school power price";

const SYLLABLES: &[&str] = &[
    "ba", "ber", "ca", "con", "da", "del", "er", "fa", "ga", "hal", "in", "ka", "la", "lin", "ma", "men",
    "na", "nor", "or", "pa", "per", "ra", "rin", "sa", "sen", "ta", "tion", "tor", "u", "va", "ver", "wa",
    "zu", "mi", "lo", "qui",
];

pub struct Vocabulary {
    words: Vec<String>,
    /// Sums of the words' shares, so that a number from 0 to the last of them finds its word.
    sums: Vec<f64>,
}

impl Vocabulary {
    pub fn new() -> Vocabulary {
        let mut words: Vec<String> = COMMON.split_whitespace().map(str::to_string).collect();
        let mut random = Random::new(7);
        let mut dictionary: Vec<&str> =
            include_str!("../../crates/telegram/data/words.txt").lines().collect();
        while !dictionary.is_empty() {
            words.push(dictionary.swap_remove(random.below(dictionary.len())).to_string());
            if random.chance(3) {
                let length = random.between(2, 4);
                words.push((0..length).map(|_| random.pick(SYLLABLES)).collect());
            }
        }
        let mut sum = 0.0;
        let sums = (0..words.len()).map(|rank| {
            sum += 1.0 / (rank as f64 + 2.7).powf(EXPONENT);
            sum
        });
        Vocabulary { sums: sums.collect(), words }
    }

    pub fn word(&self, random: &mut Random) -> &str {
        let at = random.unit() * self.sums.last().copied().unwrap_or(0.0);
        let rank = self.sums.partition_point(|sum| *sum < at).min(self.words.len() - 1);
        &self.words[rank]
    }

    /// A sentence, with a name or a number now and then.
    pub fn sentence(&self, random: &mut Random) -> String {
        let mut out = String::new();
        let length = random.between(6, 26);
        for i in 0..length {
            let word = self.word(random);
            if i == 0 {
                out.extend(word.chars().take(1).flat_map(char::to_uppercase));
                out.push_str(word.get(1..).unwrap_or_default());
                continue;
            }
            out.push(' ');
            match random.below(60) {
                0 => out.push_str(random.pick(&[
                    "Carla Mendonca",
                    "Deputy Minister Okafor",
                    "DCM Hale",
                    "the EU",
                    "UNDP",
                    "(reftel)",
                ])),
                1 => out.push_str(&format!("{}", random.between(2, 900))),
                2 => out.push_str(&format!("USD {}.{} million", random.between(1, 90), random.below(10))),
                3 => out.push_str(&format!("{}, {}", word, self.word(random))),
                4 => out.push_str(&format!(
                    "on {} {}",
                    random.pick(&["March", "May", "July", "October"]),
                    random.between(1, 28)
                )),
                _ => out.push_str(word),
            }
        }
        out.push('.');
        out
    }
}
