//! Two worlds that a reader must not be able to tell apart: from a seed, a part that both have, what is hidden in each,
//! and a history for each.

use archive::{Envelope, Label, Reader};
use sources::Document;
use telegram::record::Level;

use super::cable::{Cable, MARKS, Paragraph};
use super::dice::Dice;
use super::prose;

/// One of two archives: what was done to it, in order.
#[derive(Debug, Default)]
pub(crate) struct History(pub(crate) Vec<Step>);

impl History {
    /// The same without its accidents: everything comes at once.
    #[allow(dead_code, reason = "for the oracle")]
    pub(crate) fn short(&self) -> History {
        let mut all = Vec::new();
        let mut rest = Vec::new();
        for step in &self.0 {
            match step {
                Step::Ingest(documents) => all.extend(documents.clone()),
                Step::Label(..) | Step::Remove(_) => rest.push(step.clone()),
                Step::Envelope(envelope) => rest.insert(0, Step::Envelope(*envelope)),
                Step::Reindex | Step::Reopen => {}
            }
        }
        let envelope = rest.extract_if(.., |step| matches!(step, Step::Envelope(_))).next();
        History(envelope.into_iter().chain([Step::Ingest(all)]).chain(rest).collect())
    }
}

/// What an operator does. Copies are named by their paths, and what is not there is passed over.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Ingest(Vec<Document>),
    Label(String, Option<u32>, Label),
    Remove(String),
    Reindex,
    Envelope(Envelope),
    Reopen,
}

#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) reader: Reader,
    pub(crate) envelope: Envelope,
    pub(crate) worlds: [History; 2],
    /// Ids of everything in either world, and of what is in none.
    pub(crate) ids: Vec<String>,
}

/// Clearances: level, controls, captions, as [`Label::key`] writes them.
const READERS: &[&str] = &[
    "C",
    "S",
    "S//NOFORN",
    "S//GBR",
    "C////EXDIS",
    "TS//NOFORN//NODIS",
    "U",
    "TS",
    "SBU",
    "S//CAN+FGI//EXDIS+NODIS",
];
const POSTS: &[&str] = &["PRAIA", "LISBON", "DAKAR", "OTTAWA"];

pub(crate) fn reader(key: &str) -> Reader {
    let Label { level, controls, captions } = Label::from_key(key).unwrap();
    Reader { name: "reader".to_string(), level, controls, captions, everything: false }
}

/// Above every reader of [`READERS`].
fn out_of_reach() -> Label {
    Label::new(Level::Ts, vec![], vec!["CHEROKEE".to_string()])
}

/// Throws cables for one pair.
pub(crate) struct Maker {
    dice: Dice,
    reader: Reader,
    envelope: Envelope,
    ids: Vec<String>,
    made: usize,
}

/// A pair of so many cables; with `wide`, of 200 labels more.
pub(crate) fn pair(seed: u64, envelope: Envelope, size: usize, wide: bool) -> Pair {
    let mut dice = Dice::new(seed);
    let reader = reader(READERS[seed as usize % READERS.len()]);
    let ids = (0..size).map(|_| format!("{:02}{}{}", dice.from(3, 6), dice.pick(POSTS), dice.from(1, 60)));
    let ids = ids.collect();
    let mut maker = Maker { dice: dice.branch(), reader: reader.clone(), envelope, ids, made: 0 };
    let mut parts: [Parts; 2] = Default::default();
    while maker.made < size {
        let cable = maker.cable("low");
        let copies = maker.copies(cable);
        let alone = copies.len() == 1;
        for copy in copies {
            maker.place(copy, alone, &mut parts);
        }
    }
    if wide {
        maker.wide(&mut parts);
    }
    for (n, own) in parts.iter_mut().enumerate() {
        maker.own(["a", "b"][n], own);
    }
    maker.bundle(&mut parts);
    let mut ids = maker.ids.clone();
    ids.extend(parts.iter().flat_map(|own| own.ids.clone()));
    ids.extend(
        ["05PRAIA9999", "04ACCRA3", "X0123456789abcdef", "", "%", "05PRAIA1' OR 1"].map(str::to_string),
    );
    ids.sort();
    ids.dedup();
    let worlds = parts.map(|own| own.history(&mut maker.dice.branch(), envelope));
    Pair { reader, envelope, worlds, ids }
}

/// An archive in which every copy has one label.
#[allow(dead_code, reason = "for the oracle")]
pub(crate) fn plain(seed: u64, size: usize) -> History {
    let mut dice = Dice::new(seed);
    let ids = (0..size).map(|n| format!("05{}{}", dice.pick(POSTS), n + 1)).collect();
    let everyone = Reader::everything();
    let mut maker = Maker { dice: dice.branch(), reader: everyone, envelope: Envelope::Strict, ids, made: 0 };
    let mut own = Parts::default();
    for _ in 0..size {
        let mut cable = maker.cable("plain");
        (cable.subject_mark, cable.claim) = ("", None);
        // Lengths up to 40 words are kept exactly.
        cable.body.truncate(1);
        for paragraph in &mut cable.body {
            paragraph.text = prose::words(&mut maker.dice, false, 30);
            (paragraph.mark, paragraph.label) = (String::new(), None);
        }
        own.add(&cable);
    }
    own.history(&mut dice, Envelope::Strict)
}

/// What one world is made of.
#[derive(Default)]
struct Parts {
    documents: Vec<Document>,
    ids: Vec<String>,
    /// Steps to be taken at any time after the ingest.
    later: Vec<Step>,
}

impl Parts {
    fn add(&mut self, cable: &Cable) {
        self.ids.extend(cable.id());
        self.documents.push(cable.document());
    }

    /// A history that ends in the same state whatever its order.
    fn history(mut self, dice: &mut Dice, envelope: Envelope) -> History {
        let mut steps = Vec::new();
        let at_first = dice.once_in(2);
        if at_first && envelope == Envelope::Portions {
            steps.push(Step::Envelope(envelope));
        }
        dice.shuffle(&mut self.documents);
        let again: Vec<Document> = self.documents.iter().filter(|_| dice.once_in(4)).cloned().collect();
        let mut documents = self.documents;
        while !documents.is_empty() {
            let rest = documents.split_off(dice.from(4, 16).min(documents.len()));
            steps.push(Step::Ingest(std::mem::replace(&mut documents, rest)));
        }
        dice.shuffle(&mut self.later);
        steps.extend(self.later);
        let mut accidents = vec![Step::Ingest(again), Step::Reindex, Step::Reopen, Step::Reopen];
        if envelope == Envelope::Strict && dice.once_in(3) {
            steps.push(Step::Envelope(Envelope::Portions));
        }
        accidents.retain(|_| dice.once_in(2));
        steps.extend(accidents);
        if steps.iter().any(|step| matches!(step, Step::Envelope(_))) || envelope == Envelope::Portions {
            steps.push(Step::Envelope(envelope));
        }
        History(steps)
    }
}

impl Maker {
    fn cable(&mut self, folder: &str) -> Cable {
        self.made += 1;
        let dice = &mut self.dice;
        let id = dice.pick(&self.ids).clone();
        let digits = id[2..].find(|c: char| c.is_ascii_digit()).unwrap() + 2;
        let year = 2000 + id[..2].parse::<u16>().unwrap();
        let post = POSTS.iter().find(|post| **post == &id[2..digits]).unwrap();
        let months = ["JAN", "APR", "MAY", "NOV"];
        let hour = dice.from(0, 23);
        let sent = format!("R {:02}{hour:02}12Z {} {:02}", dice.from(1, 28), dice.pick(&months), year % 100);
        let level = *dice.pick(&["U", "C", "C", "S", "TS", "C"]);
        let subject = prose::words(dice, false, 6).to_uppercase();
        let mut cable = Cable {
            path: format!("{folder}/{:03}.txt", self.made),
            post,
            year,
            serial: (!dice.once_in(7)).then(|| id[digits..].parse().unwrap()),
            sent: (!dice.once_in(4)).then_some(sent),
            level,
            noforn: dice.once_in(9),
            caption: dice.once_in(5).then(|| *dice.pick(&["EXDIS", "NODIS", "NODIS", "STADIS"])),
            subject_mark: if dice.once_in(3) { dice.pick(MARKS).0 } else { "" },
            subject,
            tags: *dice.pick(&["PREL, EFIS, CV", "PREL, PO", "EFIS", "MARR, CA, PREL"]),
            references: vec![],
            body: vec![],
            signature: *dice.pick(prose::NAMES),
            claim: dice.once_in(12).then(|| *dice.pick(&["S", "U"])),
        };
        for _ in 0..dice.below(4) {
            cable.references.push(prose::printed(dice.text(&self.ids)));
        }
        for _ in 0..dice.from(1, 6) {
            let (mark, label) = *dice.pick(MARKS);
            let label = label.and_then(Label::from_key);
            let text = prose::text(dice, false, &self.ids);
            cable.body.push(Paragraph { mark: mark.to_string(), label, text, below: vec![] });
        }
        cable
    }

    /// The cable, and now and then other releases of it: with less in them, or marked anew. They have one path: of
    /// copies alike to the byte the first one's is kept.
    fn copies(&mut self, cable: Cable) -> Vec<Cable> {
        let mut copies = vec![cable.clone()];
        while cable.serial.is_some() && self.dice.once_in(3) {
            let mut copy = cable.clone();
            self.made += 1;
            for paragraph in &mut copy.body {
                match self.dice.below(4) {
                    0 => paragraph.text = "[portion withheld]".to_string(),
                    1 => {
                        let (mark, label) = *self.dice.pick(MARKS);
                        (paragraph.mark, paragraph.label) =
                            (mark.to_string(), label.and_then(Label::from_key));
                    }
                    _ => {}
                }
            }
            if self.dice.once_in(4) {
                copy.level = "S";
            }
            copies.push(copy);
        }
        copies
    }

    /// Puts a cable into both worlds, as far as it is hidden differently; wholly hidden, one world may lack it.
    fn place(&mut self, cable: Cable, alone: bool, parts: &mut [Parts; 2]) {
        let numbered = (1..).zip(&cable.body);
        let visible = |paragraph: &Paragraph| self.reader.sees(&cable.label(paragraph, self.envelope));
        let seen: Vec<u32> = numbered.clone().filter(|(_, one)| visible(one)).map(|(n, _)| n).collect();
        let unseen: Vec<u32> = numbered.filter(|(_, one)| !visible(one)).map(|(n, _)| n).collect();
        let in_part = cable.seen(&self.reader, self.envelope);
        let by_hand = in_part && alone;
        // What is hidden by hand is as good as hidden by its mark.
        let raised = seen.iter().copied().find(|_| by_hand && self.dice.once_in(12));
        let low = Label::new(self.reader.level, vec![], vec![]);
        let lowered = unseen.into_iter().find(|_| by_hand && raised.is_none() && self.dice.once_in(12));
        for own in parts {
            if !in_part && self.dice.once_in(4) {
                continue;
            }
            let copy = self.vary(&cable, in_part, raised, lowered);
            if let Some(paragraph) = raised {
                own.later.push(Step::Label(copy.path.clone(), Some(paragraph), out_of_reach()));
            }
            if let Some(paragraph) = lowered {
                own.later.push(Step::Label(copy.path.clone(), Some(paragraph), low.clone()));
            }
            own.add(&copy);
        }
    }

    /// The cable with something else in every place that is hidden.
    fn vary(&mut self, cable: &Cable, in_part: bool, raised: Option<u32>, lowered: Option<u32>) -> Cable {
        let mut copy = cable.clone();
        let header = self.reader.sees(&cable.header(self.envelope));
        for (n, paragraph) in (1..).zip(&mut copy.body) {
            let hidden = !self.reader.sees(&cable.label(paragraph, self.envelope)) || raised == Some(n);
            if !hidden || lowered == Some(n) {
                continue;
            }
            paragraph.text = prose::text(&mut self.dice, true, &self.ids);
            while raised.is_none() && self.dice.once_in(2) {
                paragraph.below.push(prose::trap(&mut self.dice, &self.ids));
            }
        }
        if !header {
            copy.subject = prose::words(&mut self.dice, true, 8).to_uppercase();
            copy.signature = *self.dice.pick(prose::NAMES);
            copy.tags = *self.dice.pick(&["PREL", "KCIP, PTER", "EFIS, CV"]);
            copy.references.push(prose::printed(self.dice.text(&self.ids)));
        }
        if !in_part {
            let serial = self.dice.from(1, 60) as u32;
            copy.serial = copy.serial.map(|own| if self.dice.once_in(2) { own } else { serial });
        }
        copy
    }

    /// Cables with ten release lists each, no two alike.
    fn wide(&mut self, parts: &mut [Parts; 2]) {
        const WITH: [&str; 5] = ["GBR", "CAN", "AUS", "NZL", "FRA"];
        const AND: [&str; 8] = ["DEU", "ITA", "ESP", "NLD", "NOR", "DNK", "BEL", "POL"];
        const MARKS: [&str; 5] = ["C", "S", "TS", "SBU", "U"];
        let lists = WITH.iter().flat_map(|a| AND.iter().flat_map(move |b| MARKS.map(|mark| (mark, a, b))));
        let lists: Vec<_> = lists.collect();
        for lists in lists.chunks(10) {
            let mut cable = self.cable("low");
            (cable.level, cable.subject_mark, cable.claim) = ("S", "(U) ", None);
            cable.body = lists
                .iter()
                .map(|(mark, a, b)| Paragraph {
                    mark: format!("({mark}/REL USA, {a}, {b}) "),
                    label: Label::from_key(&format!("{mark}//REL USA, {a}, {b}")),
                    text: prose::text(&mut self.dice, false, &self.ids),
                    below: vec![],
                })
                .collect();
            self.place(cable, false, parts);
        }
    }

    /// What only one world has: cables that are taken away again, or raised out of sight.
    fn own(&mut self, folder: &str, own: &mut Parts) {
        for _ in 0..self.dice.below(4) {
            let mut cable = self.cable(folder);
            if self.dice.once_in(2) {
                own.later.push(Step::Remove(cable.path.clone()));
            } else {
                // A mark of its own would outlast the telegram's label.
                cable.body.iter_mut().for_each(|one| (one.mark, one.label) = (String::new(), None));
                own.later.push(Step::Label(cable.path.clone(), None, out_of_reach()));
            }
            own.add(&cable);
        }
    }

    /// Several cables in one file, the hidden ones first.
    fn bundle(&mut self, parts: &mut [Parts; 2]) {
        let mut last = self.cable("bundle");
        while !self.reader.sees(&last.header(self.envelope)) || last.serial.is_none() {
            last = self.cable("bundle");
        }
        let labelled = last.clone();
        last.body.retain(|one| self.reader.sees(&labelled.label(one, self.envelope)));
        last.path = "bundle/0.txt".to_string();
        for own in parts {
            let mut text = String::new();
            for _ in 0..self.dice.below(3) {
                let high = self.cable("bundle");
                if !high.seen(&self.reader, self.envelope) && high.serial.is_some() {
                    own.ids.extend(high.id());
                    text.push_str(&high.text());
                    text.push('\n');
                }
            }
            let last = Cable { claim: None, ..last.clone() };
            text.push_str(&last.text());
            own.ids.extend(last.id());
            own.documents.push(Document::plain(last.path, text.into_bytes()));
        }
    }
}
