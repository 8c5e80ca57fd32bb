//! Search against a scan of everything that the view shows, written without looking at how search is done.
//!
//! `CHANCERY_ARCHIVES` and `CHANCERY_QUERIES` ask for more of them, `CHANCERY_SEED` for others.

#![allow(
    clippy::explicit_auto_deref,
    reason = "what the lint advises does not compile: the list would decide the type"
)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

#[path = "../worlds/build.rs"]
mod build;
#[path = "../worlds/cable.rs"]
mod cable;
#[path = "../worlds/dice.rs"]
mod dice;
mod naive;
#[path = "../worlds/pair.rs"]
#[allow(dead_code, reason = "the oracle needs one world of a pair")]
mod pair;
#[path = "../worlds/prose.rs"]
mod prose;
mod questions;

use archive::query::{Node, Query};
use archive::search::{Answer, Order, Request};
use archive::{Envelope, Reader, View};
use dice::Dice;

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

fn asked(root: &Node, order: Order, limit: usize) -> Request {
    let query = Query { root: root.clone(), ignored: vec![] };
    Request { query, order, limit, after: None, facets: true, passages: false }
}

fn ids(answer: &Answer) -> Vec<String> {
    answer.hits.iter().map(|hit| hit.id.clone()).collect()
}

/// The whole answer in pages of a size.
fn in_pages(view: &View, request: &Request, limit: usize) -> Vec<String> {
    let mut request = Request { limit, facets: false, ..request.clone() };
    let mut all = Vec::new();
    loop {
        let answer = view.search(&request).unwrap();
        assert!(answer.hits.len() <= limit);
        all.extend(ids(&answer));
        let Some(next) = answer.next else { return all };
        assert_eq!(answer.hits.len(), limit, "a page that is not the last is full");
        request.after = Some(next.parse().unwrap());
    }
}

fn compare(view: &View, scan: &naive::Scan, root: &Node, dice: &mut Dice, told: &str) {
    let found = scan.matching(root);
    for order in [*dice.pick(&[Order::Oldest, Order::Newest]), Order::Relevance] {
        let request = asked(root, order, 10_000);
        let answer = view.search(&request).unwrap();
        let mut hits = ids(&answer);
        assert_eq!(answer.total, hits.len(), "{told}: total");
        if order == Order::Relevance {
            let keys: Vec<(i64, &String)> = answer.hits.iter().map(|hit| (-hit.score, &hit.id)).collect();
            assert!(keys.is_sorted(), "{told}: by score, ties by id");
        }
        if dice.once_in(4) {
            assert_eq!(in_pages(view, &request, dice.from(1, 7)), hits, "{told}: pages, {order:?}");
        }
        let expected = match order {
            Order::Relevance => {
                hits.sort();
                found.clone()
            }
            order => scan.in_order(&found, order),
        };
        assert_eq!(hits, expected, "{told}: {order:?}");
        assert_eq!(answer.facets, scan.facets(&found), "{told}: facets");
    }
}

#[test]
fn ok_search_equals_a_scan() {
    let (first, archives) = (number("CHANCERY_SEED", 1), number("CHANCERY_ARCHIVES", 200));
    let queries = number("CHANCERY_QUERIES", 50);
    for seed in first..first + archives {
        let mut dice = Dice::new(seed);
        let envelope = if seed % 2 == 0 { Envelope::Strict } else { Envelope::Portions };
        let size = dice.from(5, 20);
        let pair = pair::pair(seed, envelope, size, false);
        let folder = build::folder();
        let built = build::build(&pair.worlds[0].short(), folder.path());
        let everything = Reader::everything();
        for reader in [&pair.reader, &everything] {
            let view = built.view(reader).unwrap();
            let scan = naive::Scan::of(&view);
            if let Ok(id) = std::env::var("CHANCERY_SHOW")
                && let Ok(held) = view.telegram(&id)
            {
                for copy in &held.copies {
                    let (document, record) = view.record(copy).unwrap();
                    println!("{} {}\n{:?}", reader.name, document.text.as_str(), copy.card);
                    println!("{:?}\n{:?}", view.references(&held), record.in_text_references);
                    println!("{:?}", view.portions(copy).unwrap());
                }
            }
            for n in 0..queries / 2 {
                let root = questions::node(&mut dice, &pair.ids, 3);
                let query = Query { root: root.clone(), ignored: vec![] };
                let told = format!("seed {seed} {envelope:?} {} query {n} {query} {root:?}", reader.name);
                compare(&view, &scan, &root, &mut dice, &told);
            }
        }
    }
}

#[test]
fn ok_scores_are_those_of_the_formula() {
    for seed in 1..=number("CHANCERY_ARCHIVES", 200) / 10 {
        let mut dice = Dice::new(seed);
        let folder = build::folder();
        let built = build::build(&pair::plain(seed, dice.from(5, 30)), folder.path());
        let view = built.view(&Reader::everything()).unwrap();
        let scan = naive::Scan::of(&view);
        for _ in 0..50 {
            let leaves: Vec<_> = (0..dice.from(1, 3)).map(|_| questions::word(&mut dice)).collect();
            let nodes: Vec<Node> = leaves.iter().cloned().map(Node::Leaf).collect();
            let root = if nodes.len() == 1 { nodes[0].clone() } else { Node::Or(nodes) };
            for hit in view.search(&asked(&root, Order::Relevance, 1000)).unwrap().hits {
                let expected = scan.score(&hit.id, &leaves);
                let differ = (hit.score as f64 - expected * 1e6).abs();
                assert!(differ < 2.0, "seed {seed} {root:?} {}: {} is not {expected}", hit.id, hit.score);
            }
        }
    }
}
