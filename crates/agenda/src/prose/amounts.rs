//! Sums of money and numbers of things.
//!
//! ```text
//! amount = (symbol | code) number [scale] | number [scale] (code | word)
//! number = digits ["-" digits] | number word
//! count  = number {adjective} unit            unit = a plural noun that is no time and no share
//! ```

use std::ops::Range;

use super::Sentence;
use crate::lexicon::{BASE, Class, Lexicon};
use crate::{Amount, Count};

/// The first sum of money in `tokens`, and its place in them.
pub(crate) fn amount_within(
    sentence: &Sentence,
    tokens: Range<usize>,
    lexicon: &Lexicon,
) -> Option<(Amount, Range<usize>)> {
    tokens.clone().find_map(|at| {
        let (value, digits) = number(sentence, at, lexicon)?;
        let (value, number_end) = scaled(sentence, value, at..digits, lexicon);
        let money = &lexicon.quantities.money;
        let (currency, place) = match currency_before(sentence, at, lexicon) {
            Some((currency, start)) => (currency, start..number_end),
            None => {
                let word = sentence.lower(number_end);
                // "U.S. dollars", "Danish kroner": a word may stand between.
                let next = sentence.lower(number_end + 1);
                if let Some(code) = money.words.get(word).or_else(|| money.codes.get(word)) {
                    (code.clone(), at..number_end + 1)
                } else if let Some(code) = money.words.get(next) {
                    (code.clone(), at..number_end + 2)
                } else {
                    return None;
                }
            }
        };
        let fits = place.start >= tokens.start && place.end <= tokens.end;
        let raw = sentence.words(place.clone()).to_string();
        fits.then_some((Amount { value, currency, raw }, place))
    })
}

/// The first number of things in `tokens`, and its place in them.
pub(crate) fn count_within(
    sentence: &Sentence,
    tokens: Range<usize>,
    lexicon: &Lexicon,
) -> Option<(Count, Range<usize>)> {
    tokens.clone().find_map(|at| {
        let before = at.checked_sub(1).map_or("", |i| sentence.lower(i));
        if matches!(
            before,
            "$" | "para"
                | "paragraph"
                | "no"
                | "article"
                | "section"
                | "page"
                | "option"
                | "phase"
                | "resolution"
                | "ref"
                | "law"
        ) || is_date(sentence, at, lexicon)
        {
            return None;
        }
        let (value, digits) = number(sentence, at, lexicon)?;
        let (value, end) = scaled(sentence, value, at..digits, lexicon);
        if currency_before(sentence, at, lexicon).is_some() {
            return None;
        }
        let unit_end = unit(sentence, end, lexicon)?;
        let fits = unit_end <= tokens.end;
        fits.then(|| {
            let count = Count {
                value,
                unit: sentence.words(end..unit_end).to_string(),
                raw: sentence.words(at..unit_end).to_string(),
            };
            (count, at..unit_end)
        })
    })
}

/// A year, or a day beside a month.
fn is_date(sentence: &Sentence, at: usize, lexicon: &Lexicon) -> bool {
    let months = &lexicon.quantities.times.months;
    let word = sentence.lower(at);
    let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let near = |i: Option<usize>| i.is_some_and(|i| months.contains(sentence.lower(i)));
    let preposition = at.checked_sub(1).is_some_and(|i| sentence.class(i) == Class::Preposition);
    (year && preposition) || near(at.checked_sub(1)) || near(Some(at + 1))
}

/// The plural noun that a number counts: up to three words before it may describe it.
fn unit(sentence: &Sentence, from: usize, lexicon: &Lexicon) -> Option<usize> {
    let counted = &lexicon.quantities.counted;
    for at in from..from + 4 {
        let word = sentence.lower(at);
        if !matches!(sentence.class(at), Class::Content) || counted.not_units.contains(word) {
            return None;
        }
        let token = sentence.tokens.get(at)?;
        let plural = word.len() > 3 && word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us");
        if counted.units.contains(word) || (plural && !token.possessive && !word.contains('.')) {
            // A noun may follow that the plural only describes: "sales staff".
            return Some(at + 1);
        }
        if token.has(BASE) && token.word.forms & !BASE == 0 && at == from + 3 {
            return None;
        }
    }
    None
}

/// The number at token `at`: its value (of a range the lower end) and the token after its digits.
fn number(sentence: &Sentence, at: usize, lexicon: &Lexicon) -> Option<(f64, usize)> {
    if sentence.class(at) != Class::Number {
        return None;
    }
    let word = sentence.lower(at);
    if let Some(value) = lexicon.quantities.numbers.words.get(word) {
        return Some((*value, at + 1));
    }
    let digits = word.split('-').next().unwrap_or(word);
    let end = digits.find(|c: char| !c.is_ascii_digit() && c != ',' && c != '.').unwrap_or(digits.len());
    let (figures, rest) = digits.split_at_checked(end)?;
    // "2.5m", "70bn" carry their scale; "5th", "3rd" and "747s" are no numbers.
    let scale = if rest.is_empty() { Some(1.0) } else { lexicon.quantities.money.scales.get(rest).copied() };
    let value: f64 = figures.replace(',', "").trim_end_matches('.').parse().ok()?;
    Some((value * scale?, at + 1))
}

fn scaled(sentence: &Sentence, value: f64, place: Range<usize>, lexicon: &Lexicon) -> (f64, usize) {
    let end = place.end;
    let words = &lexicon.quantities.numbers.words;
    let word = sentence.lower(end);
    if let Some(scale) = lexicon.quantities.money.scales.get(word).filter(|_| word.len() > 1) {
        return (value * scale, end + 1);
    }
    if matches!(word, "hundred" | "dozen") {
        return (value * words.get(word).copied().unwrap_or(1.0), end + 1);
    }
    (value, end)
}

/// The currency before a number, and where its words begin.
fn currency_before(sentence: &Sentence, number: usize, lexicon: &Lexicon) -> Option<(String, usize)> {
    let money = &lexicon.quantities.money;
    let last = number.checked_sub(1)?;
    let word = sentence.lower(last);
    if let Some(code) = money.codes.get(word) {
        return Some((code.clone(), last));
    }
    if let Some(first) = last.checked_sub(1).filter(|_| word == "$") {
        let joined = sentence.place(first..number);
        let touching =
            sentence.tokens.get(first).map(|t| t.end) == sentence.tokens.get(last).map(|t| t.start);
        let symbol = sentence.text.get(joined.start..joined.end).unwrap_or("").to_ascii_lowercase();
        if let Some(code) = money.symbols.get(symbol.trim_end()).filter(|_| touching) {
            return Some((code.clone(), first));
        }
    }
    money.symbols.get(word).map(|code| (code.clone(), last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::LEXICON;

    fn amount(text: &str) -> Option<(f64, String, String)> {
        let sentence = Sentence::new(text, 0..text.len(), false, &LEXICON);
        amount_within(&sentence, 0..sentence.tokens.len(), &LEXICON)
            .map(|(a, _)| (a.value, a.currency, a.raw))
    }

    fn count(text: &str) -> Option<(f64, String)> {
        let sentence = Sentence::new(text, 0..text.len(), false, &LEXICON);
        count_within(&sentence, 0..sentence.tokens.len(), &LEXICON).map(|(c, _)| (c.value, c.unit))
    }

    #[test]
    fn ok_amounts() {
        for (text, value, currency, raw) in [
            ("a loan of US$40 million for piers", 40e6, "USD", "US$40 million"),
            ("EUR 2.5 billion", 2.5e9, "EUR", "EUR 2.5 billion"),
            ("some 300,000 kroner", 3e5, "NOK", "300,000 kroner"),
            ("DOLS 5 MILLION", 5e6, "USD", "DOLS 5 MILLION"),
            ("two million dollars", 2e6, "USD", "two million dollars"),
            ("$1.2m in aid", 1.2e6, "USD", "$1.2m"),
            ("£3 billion", 3e9, "GBP", "£3 billion"),
            ("5-7 million Danish kroner", 5e6, "NOK", "5-7 million Danish kroner"),
        ] {
            assert_eq!(amount(text), Some((value, currency.to_string(), raw.to_string())), "{text}");
        }
        assert_eq!(amount("in 2005 they met 40 times"), None);
    }

    #[test]
    fn ok_counts() {
        for (text, value, unit) in [
            ("1,500 personnel", 1500.0, "personnel"),
            ("two coastal patrol vessels", 2.0, "coastal patrol vessels"),
            ("3 thousand tents", 3000.0, "tents"),
            ("a dozen inspectors", 12.0, "inspectors"),
        ] {
            assert_eq!(count(text), Some((value, unit.to_string())), "{text}");
        }
        for text in [
            "for 5 years",
            "40 percent",
            "on May 5 ministers",
            "US$70 notes",
            "para 5 items",
            "in 2004 elections",
        ] {
            assert_eq!(count(text), None, "{text}");
        }
    }
}
