//! Posts, and every written form of each: what `src/posts.rs` looks up.

use std::collections::BTreeMap;

use crate::{
    Out, Result,
    index::Index,
    keys,
    table::{Row, Tsv},
};

/// The ways from a form to a post, best first; a form that leads one way is not tried on a worse one. The numbers are read by
/// `posts::How`.
const WAYS: [(&str, u16); 7] = [
    ("in print", 3),
    ("canonical", 0),
    ("telegram name", 1),
    ("prefixed", 2),
    ("alias", 3),
    ("misspelling", 4),
    ("six letters", 5),
];

/// Canonical names and their rows.
pub(crate) type Posts = BTreeMap<String, u16>;

pub(crate) fn build(out: &Out) -> Result<Posts> {
    let table = Tsv::read("posts")?;
    table.pack(out, "posts", &["latitude", "longitude", "station"])?;
    let rows: String = table.rows().map(|row| literal(&row)).collect();
    out.write("posts.rs".into(), format!("&[{rows}]").as_bytes())?;
    let (mut posts, mut names, mut routes) = (Posts::new(), Index::default(), Index::default());
    // Form → way (place in WAYS) → posts.
    let mut forms: BTreeMap<Vec<u8>, BTreeMap<usize, Vec<u16>>> = BTreeMap::new();
    let mut add = |form: &str, way: &str, post: u16| {
        let rank = WAYS.iter().position(|(name, _)| *name == way).unwrap_or(4);
        for key in keys::letters(form) {
            forms.entry(key).or_default().entry(rank).or_default().push(post);
        }
    };
    for (row, number) in table.rows().zip(0..) {
        let canonical = row.get("canonical");
        posts.insert(canonical.to_owned(), number);
        names.add(canonical.as_bytes().to_vec(), number);
        add(canonical, "canonical", number);
        add(row.get("telegram_name"), "telegram name", number);
        add(row.get("display"), "alias", number);
        add(row.get("mrn6"), "six letters", number);
        // Some systems dropped the blanks before they counted to six.
        if row.get("telegram_name").contains(' ') && canonical.len() > 6 {
            add(&canonical[..6], "six letters", number);
        }
        for indicator in row.get("routing_indicators").split(';') {
            keys::letters(indicator).into_iter().for_each(|key| routes.add(key, number));
            add(indicator, "alias", number);
        }
    }
    let aliases = Tsv::read("post_aliases")?;
    for row in aliases.rows() {
        let canonical = row.get("canonical");
        let post = *posts.get(canonical).ok_or_else(|| format!("data/post_aliases: no post {canonical}"))?;
        add(row.get("alias"), row.get("kind"), post);
    }
    near_names(&table, &aliases, &posts)?.pack(out, "post_near", &["name", "row"])?;
    names.write(out, "post_names")?;
    routes.write(out, "post_routes")?;
    let mut index = Index::default();
    for (form, ways) in forms {
        if let Some((rank, targets)) = ways.into_iter().next() {
            let way = WAYS[rank].1;
            targets.into_iter().for_each(|post| index.add(form.clone(), way << 12 | post));
        }
    }
    index.write(out, "post_forms")?;
    Ok(posts)
}

/// A row as a `posts::Post` in Rust: a post is asked for with all its cells, more often than anything else.
fn literal(row: &Row) -> String {
    let texts = [
        "canonical",
        "display",
        "telegram_name",
        "kind",
        "city",
        "geo_tag",
        "iso3",
        "mrn6",
        "routing_indicators",
        "serial_series",
    ];
    let text = |name: &str| format!("{name}: {:?}, ", row.get(name));
    let year = |name: &str| format!("{name}: {:?}, ", row.get(name).parse::<u16>().ok());
    let texts: String = texts.into_iter().map(text).collect();
    format!("Post {{ {texts}{}{} }},\n", year("active_from"), year("active_to"))
}

/// The names that a misspelling is held against: canonical names, and of the other ones those from eight letters on.
fn near_names(table: &Tsv, aliases: &Tsv, posts: &Posts) -> Result<Tsv> {
    let mut near: BTreeMap<Vec<u8>, u16> = BTreeMap::new();
    let mut add = |name: &str, canonical: &str| {
        let key = keys::letters(name).pop().filter(|key| key.len() >= 8);
        if let (Some(post), Some(key)) = (posts.get(canonical), key) {
            near.insert(key, *post);
        }
    };
    for row in table.rows() {
        add(row.get("telegram_name"), row.get("canonical"));
    }
    for row in aliases.rows().filter(|row| row.get("kind") == "variant" && row.get("ambiguous") == "no") {
        add(row.get("alias"), row.get("canonical"));
    }
    near.extend(posts.iter().map(|(name, row)| (name.as_bytes().to_vec(), *row)));
    let lines = near.iter().map(|(name, row)| format!("\n{}\t{row}", String::from_utf8_lossy(name)));
    Tsv::parse("posts", &format!("name\trow{}", lines.collect::<String>()))
}
