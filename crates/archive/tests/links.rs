//! References, gaps, numbers and days against a naive computation over what a reader may read, on random archives; and the
//! same answers from two archives that differ only in what the reader may not see.

#![allow(clippy::unwrap_used, reason = "a test that unwraps fails with a message")]

use std::collections::{BTreeMap, BTreeSet};

use archive::{Archive, Envelope, GraphForm, Reader, Standing, View, level_from_code};
use sources::Document;
use telegram::record::{Element, ReferenceKind, Target};

/// A small generator of numbers: the same cables on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % end
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const POSTS: [&str; 3] = ["LISBON", "PRAIA", "DAKAR"];

/// A cable of one of a few numbers, so that some are cited, some are held, and some have two copies.
fn cable(random: &mut Random) -> (String, &'static str) {
    let (level, word) =
        [("U", "UNCLAS"), ("C", "C O N F I D E N T I A L"), ("S", "S E C R E T")][random.below(3)];
    let (post, year) = (random.pick(&POSTS), 3 + random.below(3));
    let mut text =
        format!("{word} {post} {:06}\n\nE.O. 12958: DECL: 04/15/20{:02}\n", 1 + random.below(9), year + 10);
    text.push_str("TAGS: EFIS, CV\nSUBJECT: (U) NETS AND BOATS\n\n");
    let mut items = 0;
    for letter in ["A", "B", "C"].into_iter().take(random.below(4)) {
        text.push_str(if letter == "A" { "REF: A. " } else { "     " });
        if letter != "A" {
            text.push_str(&format!("{letter}. "));
        }
        let dated = if random.below(3) > 0 { format!("{:02} ", 3 + random.below(3)) } else { String::new() };
        text.push_str(&format!("{dated}{} {}\n", random.pick(&POSTS), 1 + random.below(9)));
        items += 1;
    }
    for number in 1..=1 + random.below(4) {
        let mark = match level {
            "U" => "U",
            _ => random.pick(&["U", "C", "S/NF", level]),
        };
        text.push_str(&format!("\n{number}. ({mark}) The nets of group {} are new. ", random.below(90)));
        if items > 0 && random.below(2) == 0 {
            text.push_str(&format!("They were old (ref. {}) in May. ", ["A", "B", "C"][random.below(items)]));
        }
        if random.below(2) == 0 {
            let (post, serial) = (["Lisbon", "Praia", "Dakar"][random.below(3)], 1 + random.below(9));
            text.push_str(&format!("More is in {:02} {post} {serial}, as was said. ", 3 + random.below(3)));
        }
        text.push_str("All is well.\n");
    }
    text.push_str("\nELLERY\n");
    (text, level)
}

fn cables(seed: u64, count: usize) -> Vec<(String, &'static str)> {
    let mut random = Random(seed);
    (0..count).map(|_| cable(&mut random)).collect()
}

fn kept<'c>(folder: &std::path::Path, cables: impl Iterator<Item = &'c str>, envelope: Envelope) -> Archive {
    let archive = Archive::create(folder).unwrap();
    let mut writer = archive.writer().unwrap();
    writer.set_envelope(envelope, &mut |_| {}).unwrap();
    let documents: Vec<_> = cables
        .enumerate()
        .map(|(n, text)| Ok(Document::plain(format!("{n}.txt"), text.as_bytes().to_vec())))
        .collect();
    writer.ingest(documents.into_iter(), 1, &mut |_| {}).unwrap();
    drop(writer);
    archive
}

fn reader(level: &str, controls: &[&str]) -> Reader {
    let controls = controls.iter().map(ToString::to_string).collect();
    let level = level_from_code(level).unwrap();
    Reader { name: "r".to_string(), level, controls, captions: vec![], everything: false }
}

fn readers() -> Vec<Reader> {
    vec![Reader::everything(), reader("U", &[]), reader("C", &[]), reader("S", &[]), reader("S", &["NOFORN"])]
}

/// Target, citing id, in the text, paragraph.
type Mentions = BTreeSet<(String, String, bool, Option<u32>)>;

/// Every citation of a telegram that stands in what the reader may read; how many copies of each they hold.
fn naive(view: &View) -> (Mentions, BTreeMap<String, usize>) {
    let (mut mentions, mut held) = (Mentions::new(), BTreeMap::new());
    view.each(&mut |one| {
        held.insert(one.id.clone(), one.copies.len());
        for copy in &one.copies {
            let (_, telegram) = view.record(copy)?;
            for item in telegram.references.iter().filter(|item| item.kind == ReferenceKind::Telegram) {
                if let Some(id) = &item.id {
                    mentions.insert((id.clone(), one.id.clone(), false, None));
                }
            }
            for item in &telegram.in_text_references {
                for target in &item.targets {
                    let id = match target {
                        Target::Reference { id, .. } => id.clone(),
                        Target::Telegram(id) => Some(id.clone()),
                        Target::Paragraph(_) => None,
                    };
                    let inside = telegram.body.iter().any(|element| match element {
                        Element::Paragraph(it) => (it.span.start..it.span.end).contains(&item.span.start),
                        _ => false,
                    });
                    if let Some(id) = id.filter(|_| inside) {
                        mentions.insert((id, one.id.clone(), true, item.paragraph));
                    }
                }
            }
        }
        Ok(true)
    })
    .unwrap();
    (mentions, held)
}

fn check(view: &View) {
    let (mentions, held) = naive(view);
    let targets: BTreeSet<&String> = mentions.iter().map(|(target, ..)| target).collect();
    // Who cites.
    let mut found = Mentions::new();
    for target in &targets {
        for by in view.cited_by(target).unwrap() {
            for mention in by.mentions {
                if mention.in_text {
                    assert!(mention.sentence.unwrap().contains(&mention.raw), "the sentence cites");
                }
                found.insert((target.to_string(), by.id.clone(), mention.in_text, mention.paragraph));
            }
        }
    }
    assert_eq!(found, mentions);
    // What is cited.
    let mut found = Mentions::new();
    view.each(&mut |one| {
        let references = view.references(&one)?;
        let distinct: BTreeSet<_> =
            references.iter().map(|reference| reference.target.as_ref().unwrap_or(&reference.raw)).collect();
        assert_eq!(distinct.len(), references.len(), "each once: {references:?}");
        for reference in references {
            let Some(target) = reference.target.clone() else {
                // No year is to be had, or one after the citing telegram's.
                assert!(!reference.candidates.is_empty() || reference.copies == 0, "{reference:?}");
                continue;
            };
            let copies = held.get(&target).copied().unwrap_or(0);
            assert_eq!(reference.copies, copies);
            match reference.standing {
                Standing::Held => assert_eq!(copies, 1),
                Standing::Several => assert!(copies > 1),
                Standing::NotHeld => assert_eq!(copies, 0),
                Standing::Ambiguous => {
                    assert!(reference.assumed && reference.candidates.len() > 1);
                    assert!(reference.candidates.iter().all(|id| held.contains_key(id)));
                }
                Standing::NoTelegram => panic!("{target} is a telegram"),
            }
            for mention in reference.mentions {
                found.insert((target.clone(), one.id.clone(), mention.in_text, mention.paragraph));
            }
        }
        Ok(true)
    })
    .unwrap();
    assert_eq!(found, mentions);
    // What is missing.
    let mut expected: BTreeMap<&String, BTreeSet<&String>> = BTreeMap::new();
    for (target, by, ..) in mentions.iter().filter(|(target, ..)| !held.contains_key(target)) {
        expected.entry(target).or_default().insert(by);
    }
    let mut expected: Vec<(String, u64)> =
        expected.into_iter().map(|(target, by)| (target.clone(), by.len() as u64)).collect();
    expected.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let mut found = Vec::new();
    view.gaps(&mut |gap| {
        assert_eq!(gap.cited_by.len() as u64, gap.telegrams);
        found.push((gap.id, gap.telegrams));
        Ok(true)
    })
    .unwrap();
    assert_eq!(found, expected);
    check_numbers(view, &targets, &held);
}

fn check_numbers(view: &View, targets: &BTreeSet<&String>, held: &BTreeMap<String, usize>) {
    let mut expected: BTreeMap<(String, u16), BTreeMap<u32, bool>> = BTreeMap::new();
    for id in held.keys().chain(targets.iter().copied()) {
        if let Some((year, post, serial)) = telegram::references::parse_id(id) {
            expected.entry((post, year)).or_default().insert(serial, held.contains_key(id));
        }
    }
    let mut found = BTreeMap::new();
    view.serials(None, None, &mut |year| {
        found.insert((year.post.clone(), year.year), year);
        Ok(true)
    })
    .unwrap();
    assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (key, numbers) in expected {
        let year = &found[&key];
        let (lowest, highest) = (*numbers.keys().next().unwrap(), *numbers.keys().last().unwrap());
        assert_eq!((year.lowest, year.highest), (lowest, highest));
        let missing: Vec<u32> = (lowest..=highest).filter(|n| numbers.get(n) != Some(&true)).collect();
        let told: Vec<u32> = year.ranges.iter().flat_map(|(first, last)| *first..=*last).collect();
        assert_eq!((told, year.missing), (missing.clone(), missing.len() as u64));
        assert!(year.ranges.windows(2).all(|pair| pair[0].1 + 1 < pair[1].0), "runs are whole");
        assert_eq!(year.held, numbers.values().filter(|held| **held).count() as u64);
    }
}

#[test]
fn ok_answers_are_those_of_a_naive_reading() {
    for seed in 0..8 {
        let envelope = if seed % 2 == 0 { Envelope::Strict } else { Envelope::Portions };
        let folder = tempfile::tempdir().unwrap();
        let cables = cables(seed, 30);
        let archive = kept(folder.path(), cables.iter().map(|(text, _)| text.as_str()), envelope);
        for reader in readers() {
            check(&archive.view(&reader).unwrap());
        }
    }
}

/// Everything that this part answers, as text.
fn all(view: &View) -> String {
    let mut out = String::new();
    for post in POSTS {
        for id in (3..6).flat_map(|year| (1..10).map(move |serial| format!("{year:02}{post}{serial}"))) {
            out.push_str(&format!("{id} {:?}\n", view.cited_by(&id).unwrap()));
            if let Ok(held) = view.telegram(&id) {
                out.push_str(&format!("{:?}\n", view.references(&held).unwrap()));
            }
            let request = view.request(std::slice::from_ref(&id), archive::Form::Foia);
            out.push_str(&format!("{:?}\n", request.map_err(|error| error.to_string())));
            for form in [GraphForm::GraphMl, GraphForm::Svg] {
                let mut bytes = Vec::new();
                let drawn = view.graph_around(&id, 2, form, &mut bytes).map_err(|error| error.to_string());
                out.push_str(&format!("{drawn:?}\n{}", String::from_utf8(bytes).unwrap()));
            }
        }
    }
    let mut add = |text: String| out.push_str(&text);
    view.gaps(&mut |gap| {
        add(format!("{gap:?}\n"));
        Ok(true)
    })
    .unwrap();
    view.serials(None, None, &mut |year| {
        add(format!("{year:?}\n"));
        Ok(true)
    })
    .unwrap();
    view.holdings(&mut |holding| {
        add(format!("{holding:?}\n"));
        Ok(true)
    })
    .unwrap();
    let day = jiff::civil::date(2014, 1, 1);
    view.due(day, true, &mut |falling| {
        add(format!("{falling:?}\n"));
        Ok(true)
    })
    .unwrap();
    for form in [GraphForm::GraphMl, GraphForm::Gexf, GraphForm::Svg] {
        let mut bytes = Vec::new();
        view.graph(form, &mut bytes).unwrap();
        add(String::from_utf8(bytes).unwrap());
    }
    out
}

#[test]
fn ok_what_is_hidden_changes_nothing() {
    for seed in 100..104 {
        let cables = cables(seed, 24);
        let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let whole = kept(one.path(), cables.iter().map(|(text, _)| text.as_str()), Envelope::Strict);
        let low = cables.iter().rev().filter(|(_, level)| *level != "S").map(|(text, _)| text.as_str());
        let less = kept(two.path(), low, Envelope::Strict);
        let reader = reader("C", &["NOFORN"]);
        let (first, second) = (all(&whole.view(&reader).unwrap()), all(&less.view(&reader).unwrap()));
        let differ = first.lines().zip(second.lines()).find(|(a, b)| a != b);
        assert!(first == second, "{differ:?}");
        assert_ne!(first, all(&whole.view(&Reader::everything()).unwrap()));
    }
}
