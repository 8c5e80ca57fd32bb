//! Non-interference: two archives that differ only in what a reader may not see give that reader the same bytes.
//!
//! `CHANCERY_PAIRS` and `CHANCERY_REQUESTS` ask for more of them, `CHANCERY_SEED` for others.

#![allow(
    clippy::explicit_auto_deref,
    reason = "what the lint advises does not compile: the list would decide the type"
)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

mod build;
mod cable;
mod dice;
mod pair;
mod prose;
mod requests;

use archive::{Archive, Envelope};
use pair::Pair;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

/// Both archives of a pair; the folders live as long as they do.
struct Built {
    archives: [Archive; 2],
    _folders: [tempfile::TempDir; 2],
}

fn built(pair: &Pair) -> Built {
    let folders = [build::folder(), build::folder()];
    let [a, b] = &pair.worlds;
    let archives = std::thread::scope(|scope| {
        let other = scope.spawn(|| build::build(b, folders[1].path()));
        [build::build(a, folders[0].path()), other.join().unwrap()]
    });
    Built { archives, _folders: folders }
}

/// The first request that tells the worlds apart: its number, its kind, both answers.
fn told_apart(
    pair: &Pair,
    built: &Built,
    seed: u64,
    requests: usize,
) -> Option<(usize, String, [String; 2])> {
    let views = built.archives.each_ref().map(|archive| archive.view(&pair.reader).unwrap());
    (0..requests).find_map(|n| {
        let [a, b] = views.each_ref().map(|view| requests::ask(view, seed, n, &pair.ids));
        (a != b).then(|| (n, a.0.to_string(), [a.1, b.1]))
    })
}

/// Both answers from a little before the place where they part.
fn shown([a, b]: &[String; 2]) -> String {
    let common = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let piece = |text: &str| -> String {
        let from = text.floor_char_boundary(common.saturating_sub(300));
        text[from..text.floor_char_boundary((common + 300).min(text.len()))].to_string()
    };
    format!("A: {}\nB: {}", piece(a), piece(b))
}

/// Prints a telegram as the operator has it and as the reader has it, for whoever looks for a leak.
fn show(archive: &Archive, reader: &archive::Reader, id: &str) {
    for reader in [&archive::Reader::everything(), reader] {
        let view = archive.view(reader).unwrap();
        let mut copies = Vec::new();
        view.each(&mut |held| {
            copies.extend(held.copies.into_iter().filter(|copy| id == "all" || copy.id == id));
            Ok(true)
        })
        .unwrap();
        for copy in &copies {
            let document = view.document(copy).unwrap();
            println!("=== {} {} {}\n{}", reader.name, document.path, copy.name, document.text.as_str());
            println!("{:?}\n{:#?}", copy.card, view.portions(copy).unwrap());
        }
    }
}

#[track_caller]
fn same(pair: &Pair, seed: u64) {
    let requests = number("CHANCERY_REQUESTS", 200) as usize;
    let built = built(pair);
    if let Some((n, kind, answers)) = told_apart(pair, &built, seed, requests) {
        let reader = &pair.reader;
        if let Ok(id) = std::env::var("CHANCERY_SHOW") {
            built.archives.iter().for_each(|archive| show(archive, reader, &id));
        }
        panic!("seed {seed} {:?} {reader:?}\nrequest {n}, {kind}:\n{}", pair.envelope, shown(&answers));
    }
}

#[test]
fn ok_hidden_things_change_no_answer() {
    let (first, pairs) = (number("CHANCERY_SEED", 1), number("CHANCERY_PAIRS", 10));
    for seed in first..first + pairs {
        let envelope = if seed % 2 == 0 { Envelope::Strict } else { Envelope::Portions };
        same(&pair::pair(seed, envelope, 24, false), seed);
    }
}

#[test]
fn ok_with_200_labels() {
    let seed = number("CHANCERY_SEED", 1) + 2;
    same(&pair::pair(seed, Envelope::Portions, 8, true), seed);
}
