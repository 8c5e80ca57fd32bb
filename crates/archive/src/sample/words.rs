//! Words by Zipf's law, drawn in constant time (Walker's alias method).

use super::random::Random;

/// Exponent and shift of the law: share of rank r = 1 / (r + shift) ^ exponent.
const EXPONENT: f64 = 1.3;
const SHIFT: f64 = 20.0;

/// A list of words, the common ones first.
#[derive(Debug)]
pub(crate) struct Words {
    words: Vec<&'static str>,
    /// Of each place: how probable it is that its own word is drawn, else the other.
    alias: Vec<(f32, u32)>,
}

impl Words {
    /// One word a line.
    pub(crate) fn new(list: &'static str) -> Words {
        let words: Vec<&str> = list.lines().filter(|line| !line.is_empty()).collect();
        let shares = (0..words.len()).map(|rank| (rank as f64 + SHIFT).powf(-EXPONENT));
        Words { alias: alias(shares.collect()), words }
    }

    /// A word, by its share.
    pub(crate) fn draw(&self, random: &mut Random) -> &'static str {
        let at = random.below(self.words.len());
        let (own, other) = self.alias.get(at).copied().unwrap_or((1.0, 0));
        let at = if (random.unit() as f32) < own { at } else { other as usize };
        self.words.get(at).copied().unwrap_or_default()
    }
}

fn alias(mut shares: Vec<f64>) -> Vec<(f32, u32)> {
    let mean = shares.iter().sum::<f64>() / shares.len().max(1) as f64;
    let mut out = vec![(1.0, 0); shares.len()];
    let (mut small, mut large): (Vec<usize>, Vec<usize>) =
        (0..shares.len()).partition(|i| shares.get(*i).is_some_and(|share| *share < mean));
    while let (Some(low), Some(high)) = (small.pop(), large.pop()) {
        let share = shares.get(low).copied().unwrap_or(mean);
        if let Some(place) = out.get_mut(low) {
            *place = ((share / mean) as f32, high as u32);
        }
        if let Some(rest) = shares.get_mut(high) {
            *rest -= mean - share;
            if *rest < mean { small.push(high) } else { large.push(high) }
        }
    }
    out
}

/// The plural of a regular noun.
pub(crate) fn plural(noun: &str, out: &mut String) {
    let before = noun.as_bytes().iter().rev().nth(1).copied().unwrap_or_default();
    match noun.as_bytes().last() {
        Some(b'y') if !b"aeiou".contains(&before) => {
            out.push_str(noun.get(..noun.len() - 1).unwrap_or_default());
            out.push_str("ies");
        }
        Some(b's' | b'x' | b'z') => {
            out.push_str(noun);
            out.push_str("es");
        }
        Some(b'h') if matches!(before, b'c' | b's') => {
            out.push_str(noun);
            out.push_str("es");
        }
        _ => {
            out.push_str(noun);
            out.push('s');
        }
    }
}

/// The past of a regular verb.
pub(crate) fn past(verb: &str, out: &mut String) {
    match verb {
        "build" => return out.push_str("built"),
        "lend" => return out.push_str("lent"),
        _ => {}
    }
    let letters = verb.as_bytes();
    let from_end = |n: usize| letters.iter().rev().nth(n).copied().unwrap_or_default();
    let vowel = |b: u8| b"aeiou".contains(&b);
    match (from_end(2), from_end(1), from_end(0)) {
        (_, _, b'e') => {
            out.push_str(verb);
            out.push('d');
        }
        (_, before, b'y') if !vowel(before) => {
            out.push_str(verb.get(..verb.len() - 1).unwrap_or_default());
            out.push_str("ied");
        }
        // One short syllable doubles its last letter: ship, shipped.
        (a, b, c) if letters.len() <= 4 && !vowel(a) && vowel(b) && !vowel(c) && !b"wxy".contains(&c) => {
            out.push_str(verb);
            out.push(char::from(c));
            out.push_str("ed");
        }
        _ => {
            out.push_str(verb);
            out.push_str("ed");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(form: fn(&str, &mut String), cases: &[(&str, &str)]) {
        for (word, expected) in cases {
            let mut out = String::new();
            form(word, &mut out);
            assert_eq!(out, *expected, "{word}");
        }
    }

    #[test]
    fn ok_forms() {
        check(
            plural,
            &[("port", "ports"), ("quantity", "quantities"), ("valley", "valleys"), ("tax", "taxes")],
        );
        check(past, &[("raise", "raised"), ("ship", "shipped"), ("apply", "applied"), ("delay", "delayed")]);
        check(past, &[("build", "built"), ("review", "reviewed"), ("train", "trained"), ("ban", "banned")]);
    }

    #[test]
    fn ok_the_first_word_is_drawn_most() {
        let words = Words::new("one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n");
        let mut random = Random::of(1, 0, 0);
        let drawn: Vec<&str> = (0..10_000).map(|_| words.draw(&mut random)).collect();
        let count = |word| drawn.iter().filter(|drawn| **drawn == word).count();
        assert!(count("one") > count("ten") && count("ten") > 300, "{} {}", count("one"), count("ten"));
    }
}
