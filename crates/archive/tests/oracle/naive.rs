//! The scan: every telegram that a view shows, taken apart, and every question put to each.

use std::collections::{BTreeMap, BTreeSet};

use archive::query::{Day, Field, Leaf, Node};
use archive::search::{Facet, Facets, Order};
use archive::{Card, HeldCopy, View, tokens};

/// One copy.
struct Copy {
    card: Card,
    /// Words of each portion.
    portions: Vec<Vec<String>>,
    subject: Vec<String>,
    marks: Vec<String>,
}

struct Telegram {
    id: String,
    copies: Vec<Copy>,
    /// What it cites.
    references: Vec<String>,
}

pub(crate) struct Scan(Vec<Telegram>);

fn words(text: &str) -> Vec<String> {
    tokens(text).map(|token| token.word).collect()
}

impl Scan {
    pub(crate) fn of(view: &View) -> Scan {
        let mut all = Vec::new();
        view.each(&mut |held| {
            let copies = held.copies.iter().map(|copy| taken_apart(view, copy)).collect();
            let references = view.references(&held)?.into_iter().filter_map(|one| one.target).collect();
            all.push(Telegram { id: held.id, copies, references });
            Ok(true)
        })
        .unwrap();
        Scan(all)
    }

    /// By id.
    pub(crate) fn matching(&self, root: &Node) -> Vec<String> {
        self.0.iter().filter(|telegram| telegram.answers(root)).map(|telegram| telegram.id.clone()).collect()
    }

    pub(crate) fn in_order(&self, ids: &[String], order: Order) -> Vec<String> {
        let mut found: Vec<(Option<Day>, &String)> = ids
            .iter()
            .map(|id| (self.0.iter().find(|one| one.id == **id).unwrap().days().map(|(first, _)| first), id))
            .collect();
        found.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) if order == Order::Newest => b.cmp(a),
            (Some(a), Some(b)) => a.cmp(b),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        found.into_iter().map(|(_, id)| id.clone()).collect()
    }

    pub(crate) fn facets(&self, ids: &[String]) -> Facets {
        let mut counts: BTreeMap<String, BTreeMap<String, u64>> = BTreeMap::new();
        for telegram in self.0.iter().filter(|one| ids.contains(&one.id)) {
            for (name, value) in telegram.facets() {
                *counts.entry(name.to_string()).or_default().entry(value).or_default() += 1;
            }
        }
        let most = |values: BTreeMap<String, u64>| {
            let mut list: Vec<Facet> =
                values.into_iter().map(|(value, count)| Facet { value, count }).collect();
            list.sort_by_key(|one| std::cmp::Reverse(one.count));
            list.truncate(20);
            list
        };
        counts.into_iter().map(|(name, values)| (name, most(values))).collect()
    }

    /// BM25 (k1 1.2, b 0.75; the subject twice) where each copy is one unit.
    pub(crate) fn score(&self, id: &str, leaves: &[Leaf]) -> f64 {
        let copies: Vec<&Copy> = self.0.iter().flat_map(|one| &one.copies).collect();
        let texts = |copy: &Copy| [copy.portions.concat(), copy.subject.clone()];
        let all = copies.len() as f64;
        let held = self.0.iter().find(|one| one.id == id).unwrap();
        let scores = held.copies.iter().map(|copy| {
            let mut score = 0.0;
            for (part, boost) in [(0, 1.0), (1, 2.0)] {
                let length = |copy: &Copy| texts(copy)[part].len() as f64;
                let average = (copies.iter().map(|copy| length(copy)).sum::<f64>() / all).max(1.0);
                for leaf in leaves {
                    let count =
                        |copy: &Copy| texts(copy)[part].iter().filter(|word| is(leaf, word)).count() as f64;
                    let having = copies.iter().filter(|copy| count(copy) > 0.0).count() as f64;
                    let rarity = (1.0 + (all - having + 0.5) / (having + 0.5)).ln();
                    let damping = 1.2 * (0.25 + 0.75 * length(copy) / average);
                    score += boost * rarity * count(copy) * 2.2 / (count(copy) + damping);
                }
            }
            score
        });
        scores.fold(0.0, f64::max)
    }
}

fn is(leaf: &Leaf, word: &str) -> bool {
    match leaf {
        Leaf::Words(words) => words[0] == word,
        Leaf::Prefix(_, start) => word.starts_with(start.as_str()),
        _ => false,
    }
}

fn taken_apart(view: &View, copy: &HeldCopy) -> Copy {
    let document = view.document(copy).unwrap();
    let portions = view.portions(copy).unwrap();
    Copy {
        subject: words(copy.card.subject.as_deref().unwrap_or_default()),
        card: copy.card.clone(),
        portions: portions.iter().map(|(_, text)| words(text)).collect(),
        marks: document.text.as_str().lines().filter_map(mark).collect(),
    }
}

/// `3. (S/NF) The nets` is `S/NF`.
fn mark(line: &str) -> Option<String> {
    let text = line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(". (")?;
    telegram::mark::read(&format!("({text}")).map(|(mark, _)| mark.canonical)
}

impl Telegram {
    fn answers(&self, node: &Node) -> bool {
        match node {
            Node::All => true,
            Node::And(parts) => parts.iter().all(|part| self.answers(part)),
            Node::Or(parts) => parts.iter().any(|part| self.answers(part)),
            Node::Not(part) => !self.answers(part),
            Node::Leaf(leaf) => self.has(leaf),
        }
    }

    fn has(&self, leaf: &Leaf) -> bool {
        match leaf {
            Leaf::Date { from, to } => self.days().is_some_and(|(first, last)| {
                to.is_none_or(|to| first <= to) && from.is_none_or(|from| last >= from)
            }),
            Leaf::Expand(term) => forms(term).iter().any(|form| self.has(&Leaf::Words(words(form)))),
            Leaf::Term { field, value, prefix } => self
                .values(*field)
                .iter()
                .any(|held| if *prefix { held.starts_with(value.as_str()) } else { held == value }),
            Leaf::Subject(inner) => self.copies.iter().any(|copy| in_words(inner, &copy.subject)),
            text => self.copies.iter().any(|copy| {
                in_words(text, &copy.subject) || copy.portions.iter().any(|portion| in_words(text, portion))
            }),
        }
    }

    /// First and last possible day: what all copies allow, or the earliest where they contradict.
    fn days(&self) -> Option<(Day, Day)> {
        let day = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<Day>().ok());
        let cards = self.copies.iter().map(|copy| &copy.card);
        let mut days: Vec<(Day, Day)> =
            cards.filter_map(|card| day(&card.earliest).zip(day(&card.latest))).collect();
        days.sort();
        days.into_iter().reduce(|all, next| {
            let both = (all.0.max(next.0), all.1.min(next.1));
            if both.0 <= both.1 { both } else { all }
        })
    }

    fn facets(&self) -> BTreeSet<(&'static str, String)> {
        let mut out = BTreeSet::new();
        for Copy { card, .. } in &self.copies {
            out.insert(("kind", card.kind.clone()));
            out.extend(card.post.iter().map(|post| ("post", post.clone())));
            out.extend(card.level.iter().map(|level| ("class", level.clone())));
            out.extend(card.tags.iter().map(|tag| ("tags", tag.clone())));
            out.extend(card.captions.iter().map(|caption| ("caption", caption.clone())));
            out.extend(card.signed.iter().map(|name| ("signed", name.clone())));
        }
        if let Some((first, last)) = self.days().map(|(first, last)| (first.to_string(), last.to_string())) {
            let common = [7, 4].into_iter().find(|length| first[..*length] == last[..*length]);
            out.extend(common.map(|length| ("month", first[..length].to_string())));
        }
        out
    }

    fn values(&self, field: Field) -> Vec<String> {
        let mut out = Vec::new();
        for Copy { card, marks, .. } in &self.copies {
            match field {
                Field::Post => out.extend(card.post.clone()),
                Field::From => out.extend(card.from.iter().map(|name| address(name))),
                Field::To => out.extend(card.to.iter().map(|name| address(name))),
                Field::Tags => out.extend(card.tags.iter().map(|tag| Field::fold(tag))),
                Field::Class => out.extend(card.level.clone()),
                Field::Mark => out.extend(marks.clone()),
                Field::Signed => card.signed.iter().for_each(|name| out.extend(names(name))),
                Field::Person => {
                    card.signed.iter().chain(&card.persons).for_each(|name| out.extend(names(name)));
                }
                Field::Ref => self.references.iter().for_each(|id| out.extend(spellings(id))),
                Field::Id => out.extend(spellings(&self.id)),
                Field::Kind => {
                    // How whole it is tells only who sees its header.
                    out.push(card.kind.clone());
                    out.extend(card.level.as_ref().map(|_| card.completeness.clone()));
                }
                Field::Place => out.extend(card.places.iter().map(|code| Field::fold(code))),
                Field::Caption => out.extend(card.captions.iter().map(|caption| Field::fold(caption))),
            }
        }
        out
    }
}

fn address(name: &str) -> String {
    if authority::posts::post(name).is_some() { name.to_string() } else { Field::fold(name) }
}

fn names(name: &str) -> Vec<String> {
    let whole = Field::fold(name);
    let last = whole.split(' ').next_back().unwrap_or_default().to_string();
    if last.len() > 1 { vec![whole, last] } else { vec![whole] }
}

fn spellings(id: &str) -> Vec<String> {
    let dated = id.len() > 2 && id[..2].bytes().all(|b| b.is_ascii_digit());
    if dated { vec![id.to_string(), id[2..].to_string()] } else { vec![id.to_string()] }
}

/// What a term is called otherwise.
fn forms(term: &str) -> Vec<String> {
    let mut forms = vec![term.to_string()];
    forms.extend(authority::acronyms::expansions(term).iter().map(|one| one.expansion.to_string()));
    forms.extend(authority::acronyms::acronyms_of(term).iter().map(|one| one.acronym.to_string()));
    if let authority::posts::Resolution::One(post, _) = authority::posts::resolve(term) {
        forms.extend([post.canonical, post.display, post.telegram_name, post.city].map(str::to_string));
    }
    forms.retain(|form| !words(form).is_empty());
    forms
}

/// Whether a stretch of words, which nothing parts, has what a leaf asks for.
fn in_words(leaf: &Leaf, text: &[String]) -> bool {
    match leaf {
        Leaf::Words(words) => !places(text, words).is_empty(),
        Leaf::Prefix(before, start) => (0..text.len()).any(|at| {
            at >= before.len()
                && text[at - before.len()..at] == before[..]
                && text[at].starts_with(start.as_str())
        }),
        Leaf::Near { parts, distance } => {
            let mut kept = places(text, &parts[0]);
            for (before, here) in parts.iter().zip(parts.iter().skip(1)) {
                let close = |at: usize| {
                    kept.iter().any(|other| {
                        let (first, second, length) =
                            if *other < at { (*other, at, before.len()) } else { (at, *other, here.len()) };
                        second >= first + length && second - first - length <= *distance as usize
                    })
                };
                kept = places(text, here).into_iter().filter(|at| close(*at)).collect();
            }
            !kept.is_empty()
        }
        _ => false,
    }
}

fn places(text: &[String], words: &[String]) -> Vec<usize> {
    (0..text.len()).filter(|at| text[*at..].starts_with(words)).collect()
}
