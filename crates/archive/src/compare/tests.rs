//! The cases of `cases/compare.toml`, and what holds for any copies.

use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::words::tokens;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// Copies A, B, C …; a line for each segment; the union, the rendering.
#[derive(Deserialize)]
struct Case {
    about: String,
    copies: Vec<String>,
    segments: String,
    union: Option<String>,
    text: Option<String>,
}

fn name(copy: usize) -> String {
    "ABCDEFGH".chars().nth(copy).unwrap().to_string()
}

fn aligned(texts: &[&str]) -> Alignment<'static> {
    let leak = |text: &&str| -> &'static str { String::leak((*text).to_string()) };
    let copies: Vec<Copy<'static>> =
        texts.iter().enumerate().map(|(i, text)| Copy { name: name(i), text: leak(text) }).collect();
    align(&copies)
}

/// `same: words`, or `kind by A: A words # | B words | -`.
fn line(alignment: &Alignment<'_>, segment: &Segment) -> String {
    let words = |copy: usize| alignment.copies[copy].folded[segment.parts[copy].words.clone()].join(" ");
    if segment.kind == Kind::Same {
        return format!("same: {}", words(alignment.fullest));
    }
    let part = |copy: usize| {
        let marks = " #".repeat(segment.parts[copy].struck.len());
        match format!("{}{marks}", words(copy)).trim() {
            "" => "-".to_string(),
            shown => shown.to_string(),
        }
    };
    let kind = format!("{:?}", segment.kind).to_lowercase();
    let parts: Vec<String> = (0..alignment.copies.len()).map(part).collect();
    format!("{kind} by {}: {}", alignment.names(&segment.by).replace(", ", ""), parts.join(" | "))
}

fn lines(alignment: &Alignment<'_>) -> String {
    alignment.segments.iter().map(|segment| line(alignment, segment) + "\n").collect()
}

#[test]
fn ok_cases() {
    let cases: Cases = toml::from_str(include_str!("../../cases/compare.toml")).unwrap();
    assert!(cases.case.len() >= 30, "{}", cases.case.len());
    let mut wrong = String::new();
    for case in &cases.case {
        let texts: Vec<&str> = case.copies.iter().map(String::as_str).collect();
        let found = aligned(&texts);
        holds(&texts);
        let checks = [
            ("segments", Some(&case.segments), lines(&found)),
            ("union", case.union.as_ref(), found.union()),
            ("text", case.text.as_ref(), text(&found, false)),
        ];
        for (what, expected, found) in checks {
            if expected.is_some_and(|expected| *expected != found) {
                wrong += &format!("# {}: {what}\n{found}\n#.\n", case.about);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// What holds for any copies: no word is lost, the order of the copies says nothing, and everything can be shown.
#[track_caller]
fn holds(texts: &[&str]) {
    let found = aligned(texts);
    for (index, copy) in found.copies.iter().enumerate() {
        let mut next = 0;
        for segment in &found.segments {
            assert_eq!(segment.parts[index].words.start, next, "{texts:?}");
            next = segment.parts[index].words.end;
        }
        assert_eq!(next, copy.words.len(), "{texts:?}");
        assert!(copy.words.iter().all(|word| copy.text.get(word.clone()).is_some()));
        assert!(copy.struck.iter().all(|mark| copy.text.get(mark.range.clone()).is_some()));
        assert!(
            copy.struck.iter().all(|mark| {
                found.segments.iter().any(|segment| segment.parts[index].struck.contains(&mark.range))
            }),
            "{texts:?}"
        );
        found.withheld_by(index);
    }
    // The last copy first, and all in the other direction.
    let mirrored: Vec<&str> = texts.iter().rev().copied().collect();
    let mirror = aligned(&mirrored);
    let turned = |list: &[usize]| {
        let mut list: Vec<usize> = list.iter().map(|copy| texts.len() - 1 - copy).collect();
        list.sort_unstable();
        list
    };
    assert_eq!(found.segments.len(), mirror.segments.len(), "{texts:?}");
    for (one, other) in found.segments.iter().zip(&mirror.segments) {
        let parts: Vec<&Part> = other.parts.iter().rev().collect();
        assert_eq!(one.parts.iter().collect::<Vec<_>>(), parts, "{texts:?}");
        assert_eq!(
            (one.kind, &one.by, &one.shown_by),
            (other.kind, &turned(&other.by), &turned(&other.shown_by))
        );
    }
    assert!(text(&found, false).lines().all(|line| line.chars().count() <= 110));
    text(&found, true);
    serde_json::to_string(&found).unwrap();
}

/// The union has the words of every copy, in order. Holds where no word is another one with a blank or a digit in it.
#[track_caller]
fn union_has_all(texts: &[&str]) {
    let found = aligned(texts);
    let union: Vec<String> = tokens(&found.union()).map(|token| token.word).collect();
    for copy in &found.copies {
        let mut rest = union.iter();
        for word in &copy.folded {
            assert!(rest.any(|one| one == word), "{word} of {} is not in {}", copy.text, found.union());
        }
    }
}

#[test]
fn ok_what_each_copy_withholds() {
    let found = aligned(&[
        "Doe met XXXXXXXX at the quay on Friday.",
        "Doe met Ann Ames at [B1] on Friday. It rained.",
        "Doe met at XXXXXXXX on Friday.",
    ]);
    let shown = |copies: &[usize], text: &str| vec![(copies.to_vec(), text.to_string())];
    let first = found.withheld_by(0);
    let texts: Vec<_> = first.iter().map(|one| one.shown.clone()).collect();
    assert_eq!(texts, [shown(&[1], "Ann Ames"), shown(&[1], "It rained.")]);
    assert_eq!((first[0].segment, first[0].at), (1, 2));
    assert_eq!(first[0].struck, std::slice::from_ref(&(8..16)));
    assert!(first[1].struck.is_empty());
    assert_eq!(found.withheld_by(2)[1].shown, shown(&[0], "the quay"));
    let summary = found.summary();
    assert_eq!((summary.shown_by_all, summary.never_shown, summary.differing), (5, 0, 0));
    let figures = |index: usize| {
        let copy = &summary.copies[index];
        (copy.words, copy.marks, copy.only_here, copy.struck_out, copy.lacking)
    };
    assert_eq!([figures(0), figures(1), figures(2)], [(7, 1, 2, 2, 2), (9, 1, 4, 2, 0), (5, 1, 0, 2, 4)]);
    assert!(found.withheld_by(3).is_empty());
}

#[test]
fn ok_as_data() {
    let found = aligned(&["Doe met XXXXXXXX.", "Doe met Ann Ames."]);
    let json = serde_json::to_value(&found).unwrap();
    assert_eq!(json["copies"], serde_json::json!(["A", "B"]));
    assert_eq!(
        json["segments"][1],
        serde_json::json!({
            "kind": "withheld",
            "by": ["A"],
            "shown_by": ["B"],
            "parts": [
                { "text": null, "span": null, "struck": [[8, 16]] },
                { "text": "Ann Ames.", "span": [8, 16], "struck": [] },
            ],
        })
    );
    assert_eq!(json["union"], "Doe met \u{27e6}B: Ann Ames.\u{27e7}");
    assert_eq!(json["summary"]["copies"][0]["struck_out"], 2);
}

#[test]
fn ok_no_text_steers_a_terminal() {
    let found = aligned(&["Doe \u{1b}[31mmet\u{7} \u{202e}Ann.", "Doe met XXXX."]);
    let shown = text(&found, false);
    assert!(shown.chars().all(|c| c == '\n' || !c.is_control()) && !shown.contains('\u{202e}'), "{shown:?}");
}

fn piece() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "fish ",
        "port ",
        "boat ",
        "nets ",
        "quay ",
        "fish, ",
        "Port. ",
        "\n\n",
        "\n",
        "XXXXXXXX ",
        "[...] ",
        "(b)(1) ",
        "XXXXport ",
        "\u{2588}\u{2588} ",
        "\nPAGE 02 LISBON 00417 01 OF 02 221530Z\n",
        "\nCONFIDENTIAL\n",
        "[1.4(c)] ",
        "bo-\nat ",
        "(",
        "[",
        "\"nets\" ",
    ])
    .prop_map(str::to_string)
}

fn release() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..14).prop_map(|pieces| pieces.concat())
}

const CASES: u32 = 500;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn ok_any_two(a in release(), b in release()) {
        holds(&[&a, &b]);
        union_has_all(&[&a, &b]);
    }

    #[test]
    fn ok_any_three(a in release(), b in release(), c in release()) {
        holds(&[&a, &b, &c]);
        union_has_all(&[&a, &b, &c]);
    }

    #[test]
    fn ok_any_text(a in ".{0,60}", b in "[a-bX0-1 \\n\\[\\]().\u{ad}-]{0,60}") {
        holds(&[&a, &b]);
        holds(&[&b, &a, &b]);
    }

    /// The words of a text with some struck out are all found, where they are and by whom they are withheld.
    #[test]
    fn ok_what_was_struck_out_is_told(words in prop::collection::vec("[a-w]{5,9}", 1..60), from in 0..60_usize, length in 1..10_usize) {
        let from = from.min(words.len() - 1);
        let to = (from + length).min(words.len());
        let full = words.join(" ");
        let mut cut = words.clone();
        cut.splice(from..to, ["XXXXXXXXXXXX".to_string()]);
        let cut = cut.join(" ");
        let found = aligned(&[&full, &cut]);
        let withheld = found.withheld_by(1);
        prop_assert_eq!(withheld.len(), 1);
        prop_assert_eq!(&withheld[0].shown, &vec![(vec![0], words[from..to].join(" "))]);
        prop_assert!(found.withheld_by(0).is_empty());
    }
}

#[test]
fn ok_hostile_texts_are_quick() {
    let size = 1 << 20;
    let random = |mut seed: u32, words: &[&str]| {
        let mut out = String::new();
        while out.len() < size {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            out.push_str(words[(seed >> 16) as usize % words.len()]);
        }
        out
    };
    let two = ["a ", "b "];
    let five = ["a ", "b ", "c ", "d ", "e "];
    let marks = ["XXXX a ", "b XXXX "];
    for (what, a, b) in [
        ("one word", "a ".repeat(size / 2), "a ".repeat(size / 3)),
        ("two words", random(1, &two), random(2, &two)),
        ("five words", random(1, &five), random(2, &five)),
        ("marks", random(1, &marks), random(2, &marks)),
        ("brackets", "[".repeat(size), "(".repeat(size)),
        ("marks alone", "XXXX. ".repeat(size / 6), "[..] ".repeat(size / 5)),
        ("hyphens", "a-\n".repeat(size / 3), "ab-\n".repeat(size / 4)),
        ("furniture", "PAGE 02\n".repeat(size / 8), "CONFIDENTIAL\n".repeat(size / 13)),
        (
            "apart",
            (0..size / 8).map(|i| format!("x{i} ")).collect(),
            (0..size / 8).map(|i| format!("y{i} ")).collect(),
        ),
        (
            "turned",
            (0..size / 8).map(|i| format!("x{i} ")).collect(),
            (0..size / 8).rev().map(|i| format!("x{i} ")).collect(),
        ),
    ] {
        let start = Instant::now();
        let copies = [Copy { name: "A".into(), text: &a }, Copy { name: "B".into(), text: &b }];
        let found = align(&copies);
        let took = start.elapsed();
        println!("{what}: {took:?}, {} segments", found.segments.len());
        found.union();
        text(&found, true);
        println!("  shown {:?}", start.elapsed());
        assert!(took < Duration::from_secs(20), "{what}: {took:?}");
    }
}
