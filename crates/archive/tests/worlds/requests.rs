//! Everything that may be asked through a view: one function for each kind of request. Whoever adds a way out of the
//! archive adds a line to [`KINDS`].

use archive::export::{Export, Format, Shape, Target};
use archive::search::{Order, Request};
use archive::{GraphForm, Held, HeldCopy, Result, View};

use super::dice::Dice;
use super::prose;

/// Asks one thing and writes the answer down, every public value of it.
type Kind = fn(&View, &mut Dice, &[String]) -> Result<String>;

pub(crate) const KINDS: &[(&str, Kind)] = &[
    ("search", search),
    ("search", search),
    ("search", search),
    ("search all", search_all),
    ("pages", pages),
    ("forged cursor", forged_cursor),
    ("batch", batch),
    ("telegram", telegram),
    ("holds", holds),
    ("each", each),
    ("record", record),
    ("document", document),
    ("portions", portions),
    ("neighbours", neighbours),
    ("references", references),
    ("cited by", cited_by),
    ("gaps", gaps),
    ("serials", serials),
    ("holdings", holdings),
    ("letter", letter),
    ("due", due),
    ("graph", graph),
    ("graph around", graph_around),
    ("export", export),
    ("stats", stats),
    ("compare", compare),
];

/// The answer to the `n`-th request of a script.
pub(crate) fn ask(view: &View, seed: u64, n: usize, ids: &[String]) -> (&'static str, String) {
    let mut dice = Dice::new(seed.wrapping_mul(1009).wrapping_add(n as u64));
    let (name, kind) = dice.pick(KINDS);
    let answer = kind(view, &mut dice, ids).unwrap_or_else(|error| format!("error: {error}"));
    (name, answer)
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

fn question(dice: &mut Dice, ids: &[String]) -> archive::query::Query {
    archive::query::Query::lenient(&query(dice, ids, 2))
}

/// Any query: words of both parts and of none, every operator, every field.
pub(crate) fn query(dice: &mut Dice, ids: &[String], depth: usize) -> String {
    let word = |dice: &mut Dice| -> &str {
        let list = match dice.below(9) {
            0..=4 => prose::LOW,
            5..=7 => prose::HIGH,
            _ => prose::NOWHERE,
        };
        *dice.pick(list)
    };
    match dice.below(if depth == 0 { 14 } else { 17 }) {
        0..=2 => word(dice).to_string(),
        3 => format!("{}*", word(dice).chars().take(dice.from(1, 4)).collect::<String>()),
        4 => format!("\"{} {}\"", word(dice), word(dice)),
        5 => format!("{} NEAR/{} {}", word(dice), dice.from(1, 9), word(dice)),
        6 => format!("~{}", dice.pick(&["NATO", "GOC", "Lisbon", "Praia", "USG"])),
        7 => format!("subject:{}", word(dice)),
        8 => format!("{}:{}", dice.pick(&["id", "ref"]), dice.text(ids)),
        9 => format!(
            "{}:{}*",
            dice.pick(&["id", "ref"]),
            dice.text(ids).get(..dice.from(2, 5)).unwrap_or("05")
        ),
        10 => dice
            .pick(&[
                "tags:PREL",
                "tags:KCIP",
                "post:LISBON",
                "from:PRAIA",
                "to:STATE",
                "class:C",
                "class:S",
                "class:TS",
                "mark:S",
                "mark:S/NF",
                "mark:C",
                "mark:unknown",
                "caption:NODIS",
                "caption:*",
                "signed:ELLERY",
                "signed:\"VAN DER BERG\"",
                "person:BARRANCOS",
                "place:CV",
                "kind:telegram",
                "kind:full",
                "kind:truncated",
                "kind:partial-extract",
                "tags:*",
                "signed:*",
            ])
            .to_string(),
        11 => format!("date:200{}", dice.from(3, 6)),
        12 => format!("date:200{}-05..200{}-04", dice.from(3, 4), dice.from(5, 6)),
        13 => "*".to_string(),
        14 => format!("({}) ({})", query(dice, ids, depth - 1), query(dice, ids, depth - 1)),
        15 => format!("({}) OR ({})", query(dice, ids, depth - 1), query(dice, ids, depth - 1)),
        _ => format!("({}) NOT ({})", query(dice, ids, depth - 1), query(dice, ids, depth - 1)),
    }
}

fn request(dice: &mut Dice, ids: &[String]) -> Request {
    Request {
        query: question(dice, ids),
        order: *dice.pick(&[Order::Relevance, Order::Relevance, Order::Oldest, Order::Newest]),
        limit: *dice.pick(&[0, 1, 3, 10, 50]),
        after: None,
        facets: dice.once_in(2),
        passages: dice.once_in(2),
    }
}

fn search(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    let request = request(dice, ids);
    Ok(format!("{} {}", request.query, json(&view.search(&request)?)))
}

fn search_all(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    let mut out = String::new();
    let total = view.search_all(&request(dice, ids), &mut |hit| {
        out.push_str(&json(&hit));
        Ok(true)
    })?;
    Ok(format!("{total} {out}"))
}

fn pages(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    let mut request = Request { limit: dice.from(1, 4), ..request(dice, ids) };
    let mut out = String::new();
    for _ in 0..30 {
        let answer = view.search(&request)?;
        out.push_str(&json(&answer));
        let Some(next) = answer.next else { break };
        request.after = Some(next.parse().unwrap());
    }
    Ok(out)
}

fn forged_cursor(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    let key = match dice.below(4) {
        0 => 0,
        1 => dice.from(10_000, 13_000) as i64,
        2 => i64::MAX,
        _ => dice.below(9_000_000) as i64,
    };
    let named = if dice.once_in(5) { dice.below(30).to_string() } else { dice.text(ids).to_string() };
    let after = format!("{key}.{named}").parse().ok();
    Ok(json(&view.search(&Request { after, ..request(dice, ids) })?))
}

/// Many queries, only counted.
fn batch(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    let mut out = String::new();
    for _ in 0..6 {
        let bare = Request { facets: false, passages: false, ..request(dice, ids) };
        let answer = view.search(&bare)?;
        let found: Vec<&str> = answer.hits.iter().map(|hit| hit.id.as_str()).collect();
        out.push_str(&format!("{}: {} {found:?}\n", bare.query, answer.total));
    }
    Ok(out)
}

fn copy(copy: &HeldCopy) -> String {
    format!("{} {} {} {}", copy.id, copy.name, copy.portions, json(&copy.card))
}

fn held(held: &Held) -> String {
    let copies: Vec<String> = held.copies.iter().map(copy).collect();
    format!("{} {copies:?}", held.id)
}

fn telegram(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    Ok(held(&view.telegram(dice.text(ids))?))
}

fn holds(view: &View, _: &mut Dice, ids: &[String]) -> Result<String> {
    let counts: Result<Vec<usize>> = ids.iter().map(|id| view.holds(id)).collect();
    Ok(format!("{:?}", counts?))
}

fn each(view: &View, _: &mut Dice, _: &[String]) -> Result<String> {
    let mut out = String::new();
    view.each(&mut |one| {
        out.push_str(&held(&one));
        Ok(true)
    })?;
    Ok(out)
}

/// A telegram that the reader may see, or, once in four, any id.
fn some(view: &View, dice: &mut Dice, ids: &[String]) -> Result<Held> {
    if dice.once_in(4) {
        return view.telegram(dice.text(ids));
    }
    let mut all = Vec::new();
    view.each(&mut |held| {
        all.push(held);
        Ok(true)
    })?;
    if all.is_empty() {
        return view.telegram(dice.text(ids));
    }
    Ok(all.swap_remove(dice.below(all.len())))
}

/// Writes something of every copy of a telegram.
fn of_copies(
    view: &View,
    dice: &mut Dice,
    ids: &[String],
    each: impl Fn(&HeldCopy) -> Result<String>,
) -> Result<String> {
    let held = some(view, dice, ids)?;
    held.copies.iter().map(each).collect::<Result<Vec<String>>>().map(|all| all.join("\n"))
}

fn record(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    of_copies(view, dice, ids, |copy| Ok(json(&view.record(copy)?.1)))
}

fn document(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    of_copies(view, dice, ids, |copy| {
        let found = view.document(copy)?;
        let bytes = String::from_utf8_lossy(&found.bytes).into_owned();
        Ok(format!("{bytes}\n{found:?}"))
    })
}

fn portions(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    of_copies(view, dice, ids, |copy| Ok(format!("{:?}", view.portions(copy)?)))
}

fn neighbours(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    let held = some(view, dice, ids)?;
    Ok(format!("{} {:?}", held.id, view.neighbours(&held)?))
}

fn references(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    Ok(json(&view.references(&some(view, dice, ids)?)?))
}

fn cited_by(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    Ok(json(&view.cited_by(dice.text(ids))?))
}

/// All that a way of listing gives, or the first few.
fn listed<T: serde::Serialize>(
    dice: &mut Dice,
    list: impl FnOnce(&mut dyn FnMut(T) -> Result<bool>) -> Result<()>,
) -> Result<String> {
    let most = if dice.once_in(3) { dice.from(1, 5) } else { usize::MAX };
    let mut out = Vec::new();
    list(&mut |one| {
        out.push(json(&one));
        Ok(out.len() < most)
    })?;
    Ok(out.join("\n"))
}

fn gaps(view: &View, dice: &mut Dice, _: &[String]) -> Result<String> {
    listed(dice, |each| view.gaps(each))
}

fn serials(view: &View, dice: &mut Dice, _: &[String]) -> Result<String> {
    let post = *dice.pick(&[None, Some("PRAIA"), Some("LISBON")]);
    let year = *dice.pick(&[None, None, Some(2004), Some(2005)]);
    listed(dice, |each| view.serials(post, year, each))
}

fn holdings(view: &View, dice: &mut Dice, _: &[String]) -> Result<String> {
    listed(dice, |each| view.holdings(each))
}

fn letter(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    let wanted: Vec<String> = (0..dice.from(1, 2)).map(|_| dice.text(ids).to_string()).collect();
    view.request(&wanted, *dice.pick(&[archive::Form::Foia, archive::Form::Mdr]))
}

fn due(view: &View, dice: &mut Dice, _: &[String]) -> Result<String> {
    let (portions, day) = (dice.once_in(2), archive::query::Day::constant(2015, 6, 1));
    listed(dice, |each| view.due(day, portions, each))
}

const GRAPHS: &[GraphForm] = &[GraphForm::GraphMl, GraphForm::Gexf, GraphForm::Svg];

fn graph(view: &View, dice: &mut Dice, _: &[String]) -> Result<String> {
    let mut out = Vec::new();
    view.graph(*dice.pick(GRAPHS), &mut out)?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn graph_around(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    let mut out = Vec::new();
    view.graph_around(dice.text(ids), dice.from(0, 3), *dice.pick(GRAPHS), &mut out)?;
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn export(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    let format = *dice.pick(&Format::ALL);
    let query = dice.once_in(2).then(|| question(dice, ids));
    let export = Export { format, query, repository: None, date: None };
    if matches!(format.shape(), Shape::Text | Shape::Bytes) {
        let mut out = Vec::new();
        let done = view.export(&export, Target::Stream(Box::new(&mut out)))?;
        return Ok(format!("{format:?} {done:?} {}", String::from_utf8_lossy(&out)));
    }
    let folder = super::build::folder();
    let done = view.export(&export, Target::Path(folder.path().join("out")))?;
    Ok(format!("{format:?} {done:?} {}", files(folder.path(), folder.path())))
}

/// Everything in a folder, by path.
fn files(root: &std::path::Path, folder: &std::path::Path) -> String {
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let told = paths.iter().map(|path| match path.is_dir() {
        true => files(root, path),
        false => {
            let bytes = std::fs::read(path).unwrap();
            format!("{}:\n{}\n", path.strip_prefix(root).unwrap().display(), String::from_utf8_lossy(&bytes))
        }
    });
    told.collect()
}

fn stats(view: &View, _: &mut Dice, _: &[String]) -> Result<String> {
    Ok(json(&view.stats()?))
}

fn compare(view: &View, dice: &mut Dice, ids: &[String]) -> Result<String> {
    let held = some(view, dice, ids)?;
    let documents = held.copies.iter().map(|copy| view.document(copy)).collect::<Result<Vec<_>>>()?;
    let texts = held.copies.iter().zip(&documents);
    let copies: Vec<archive::compare::Copy> = texts
        .map(|(copy, document)| archive::compare::Copy {
            name: copy.name.clone(),
            text: document.text.as_str(),
        })
        .collect();
    let aligned = archive::compare::align(&copies);
    Ok(format!("{}\n{}\n{:?}", archive::compare::text(&aligned, false), aligned.union(), aligned.summary()))
}
