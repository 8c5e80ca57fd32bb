//! Letters lost, doubled and mistaken (format.md §14 #30, #32–#36, #40).

use super::{Kind, Sheet};
use crate::sample::random::Random;

pub(super) const KINDS: &[Kind] = &[
    ("30 split words", |sheet, random| {
        inside_words(sheet, 8, random, |word, at, out| {
            out.push_str(word.get(..at).unwrap_or_default());
            out.push(' ');
            out.push_str(word.get(at..).unwrap_or_default());
        })
    }),
    ("30 spaced words", |sheet, random| {
        inside_words(sheet, 3, random, |word, _, out| {
            for (i, letter) in word.chars().enumerate() {
                out.push_str(if i > 0 { " " } else { "" });
                out.extend(letter.to_uppercase());
            }
        })
    }),
    ("32 letters read as digits", |sheet, random| {
        let body = sheet.body();
        let head = sheet.text.drain(..body).collect::<String>();
        let mut any = false;
        for (from, to) in
            [("O", "0"), ("I", "1"), ("S", "5"), ("B", "8"), ("rn", "m"), ("l", "1"), ("o", "0")]
        {
            any |= sheet.replace(from, to, 12, random);
        }
        sheet.text.insert_str(0, &head);
        any
    }),
    ("32 digits read as letters", |sheet, random| {
        let group = sheet.draft.slot.moment.day_and_time();
        let to = match random.below(3) {
            0 => group.replace('0', "O"),
            1 => group.replace('1', "I"),
            _ => group.replace('Z', "2"),
        };
        group != to && sheet.once(&group, &to)
    }),
    ("33 garbled burst", |sheet, random| {
        for _ in 0..random.between(1, 3) {
            let Some(at) = sheet.blank(random) else { return false };
            let burst: String = (0..random.between(5, 14))
                .map(|_| random.pick(&['Q', 'X', 'W', '#', '4', 'V', 'Z', 'K', '%', '7', 'J', ')']))
                .collect();
            sheet.text.insert_str(at, &format!(" {burst}"));
        }
        true
    }),
    ("34 letters lost at one column", |sheet, random| {
        let (column, body) = (random.between(8, 50), sheet.body());
        let first = sheet.text.get(..body).map_or(0, |head| head.lines().count()) + random.between(1, 6);
        sheet.lines(|i, line, out| {
            match (i >= first && i < first + 6, line.get(..column), line.get(column + 1..)) {
                (true, Some(before), Some(after)) => {
                    out.push_str(before);
                    out.push_str(after);
                }
                _ => out.push_str(line),
            }
        })
    }),
    ("35 blanks lost", |sheet, random| {
        for _ in 0..random.between(2, 8) {
            let Some(at) = sheet.blank(random) else { return false };
            sheet.text.remove(at);
        }
        true
    }),
    ("35 fused tags", |sheet, _| {
        let tags = sheet.draft.tags.join(", ");
        sheet.draft.tags.len() > 1 && sheet.once(&tags, &tags.replace(", ", ""))
    }),
    ("36 blanks in numbers", |sheet, random| {
        let Some(at) = sheet.text.match_indices("20").map(|(at, _)| at).find(|at| *at > sheet.body()) else {
            return false;
        };
        sheet.text.insert(at + 1, ' ');
        sheet.replace("million", "mil lion", 300, random);
        true
    }),
    ("40 currency signs", |sheet, random| {
        let to = random.pick(&["", "#", "L", "?"]);
        sheet.replace("$", to, 1000, random)
    }),
];

/// Does something to some words of the body that are longer than `share` letters allow; `share` in a thousand.
fn inside_words(
    sheet: &mut Sheet,
    share: usize,
    random: &mut Random,
    act: impl Fn(&str, usize, &mut String),
) -> bool {
    let body = sheet.body();
    let rest = sheet.text.split_off(body);
    let mut any = false;
    for (i, word) in rest.split(' ').enumerate() {
        if i > 0 {
            sheet.text.push(' ');
        }
        if word.len() > 5 && word.bytes().all(|b| b.is_ascii_alphabetic()) && random.chance(share) {
            any = true;
            act(word, random.between(2, word.len() - 2), &mut sheet.text);
        } else {
            sheet.text.push_str(word);
        }
    }
    any
}
