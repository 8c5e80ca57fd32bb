//! Turns the tables of `data/` into what the program looks things up in: text, cells and indexes that are used as they lie,
//! so that nothing has to be unpacked when the program starts.

#[path = "src/fold.rs"]
mod fold;
#[path = "src/hash.rs"]
mod hash;
#[path = "build/index.rs"]
mod index;
#[path = "build/keys.rs"]
mod keys;
#[path = "build/posts.rs"]
mod posts;
#[path = "build/serials.rs"]
mod serials;
#[path = "build/table.rs"]
mod table;

use std::{env, error::Error, path::PathBuf};

use index::Index;
use table::Tsv;

/// What any step of the build may fail with; a broken table stops the build and says where.
type Result<T> = std::result::Result<T, Box<dyn Error>>;

fn main() -> Result<()> {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=src/fold.rs");
    println!("cargo::rerun-if-changed=src/hash.rs");
    let out = Out(PathBuf::from(env::var("OUT_DIR")?));

    let tags = Tsv::read("tags")?;
    tags.pack(&out, "tags", &["code", "kind", "title", "iso3", "status", "source"])?;
    index_by(&tags, &out, "tags", keys::tag)?;
    index_by(&tags, &out, "tag_variants", keys::tag_variants)?;

    let captions = Tsv::read("captions")?;
    captions.pack(
        &out,
        "captions",
        &["caption", "class", "meaning", "distribution_effect", "era", "source", "reach"],
    )?;
    index_by(&captions, &out, "captions", keys::caption)?;

    Tsv::read("orders")?.pack(&out, "orders", &["order", "printed_as", "from", "until"])?;
    let reasons = Tsv::read("eo_reasons")?;
    reasons.pack(
        &out,
        "reasons",
        &["order", "section", "code", "meaning", "in_force_from", "in_force_to", "note", "source"],
    )?;
    index_by(&reasons, &out, "reasons", keys::reason)?;

    let officers = Tsv::read("officers")?;
    officers.pack(
        &out,
        "officers",
        &[
            "id",
            "signature",
            "family_name",
            "given_names",
            "suffix",
            "role",
            "posts",
            "from",
            "until",
            "source",
        ],
    )?;
    index_by(&officers, &out, "officers", keys::signature)?;

    let acronyms = Tsv::read("acronyms")?;
    acronyms.pack(&out, "acronyms", &["acronym", "expansion", "domain", "geo_tags", "source"])?;
    index_by(&acronyms, &out, "acronyms", |row| keys::line(row.get("acronym")))?;

    let places = Tsv::read("places")?;
    places.pack(&out, "places", &["iso3", "geo_tag", "country", "kind", "value", "shared_by"])?;
    index_by(&places, &out, "places", |row| keys::line(row.get("value")))?;

    let offices = Tsv::read("office_symbols")?;
    offices.pack(&out, "offices", &["symbol", "office", "source"])?;
    index_by(&offices, &out, "offices", |row| keys::line(row.get("symbol")))?;

    let prefixes = std::fs::read_to_string("data/prefixes.txt")?;
    let by_letter: String = ('A'..='Z')
        .map(|letter| {
            let prefixes: Vec<&str> = prefixes.lines().filter(|prefix| prefix.starts_with(letter)).collect();
            format!("&{prefixes:?},\n")
        })
        .collect();
    out.write("prefixes.rs".into(), format!("[{by_letter}]").as_bytes())?;
    let posts = posts::build(&out)?;
    serials::build(&out, &posts)
}

/// Writes an index of the rows under the keys that `keys` gives for each.
fn index_by(table: &Tsv, out: &Out, name: &str, keys: impl Fn(&table::Row) -> Vec<Vec<u8>>) -> Result<()> {
    let mut index = Index::default();
    for (number, row) in table.rows().enumerate() {
        for key in keys(&row) {
            index.add(key, u16::try_from(number)?);
        }
    }
    index.write(out, name)
}

/// The folder that the build writes to.
struct Out(PathBuf);

impl Out {
    fn write(&self, file: String, bytes: &[u8]) -> Result<()> {
        Ok(std::fs::write(self.0.join(file), bytes)?)
    }
}
