//! `chancery refs`: what a telegram cites, and who cites it.

use std::io::{BufWriter, Write, stdout};
use std::path::PathBuf;

use anyhow::Context;
use archive::{CitedBy, Mention, Reference, Standing, View};
use clap::Args;

use super::search::Written;
use crate::Outcome;
use crate::paint::Paint;
use crate::place::{Reading, id_and_paragraph};
use crate::table::row;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  chancery refs 03LISBON417\n  chancery refs 03LISBON417 --format csv > references.csv\n  chancery refs --graph archive.graphml\n  chancery refs --graph around.svg --around 03LISBON417 --depth 2"
)]
pub(crate) struct Refs {
    /// The telegram; it need not be held.
    #[arg(required_unless_present = "graph", conflicts_with = "graph")]
    pub(crate) id: Option<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Draw who cites whom: .graphml, .gexf or .svg.
    #[arg(long, value_name = "FILE")]
    pub(crate) graph: Option<PathBuf>,
    /// Only what is near this telegram.
    #[arg(long, value_name = "ID", requires = "graph")]
    pub(crate) around: Option<String>,
    /// How many steps away.
    #[arg(long, value_name = "N", default_value_t = 1, requires = "around")]
    pub(crate) depth: usize,
    /// How to write the references.
    #[arg(long, value_enum, default_value_t, conflicts_with = "graph")]
    pub(crate) format: Written,
}

pub(crate) fn run(arguments: &Refs) -> anyhow::Result<Outcome> {
    let (archive, reader) = arguments.reading.open()?;
    let view = archive.view(&reader)?;
    if let Some(file) = &arguments.graph {
        return graph(&view, file, arguments);
    }
    let Some(id) = &arguments.id else { return Ok(Outcome::Nothing) };
    let (id, _) = id_and_paragraph(id)?;
    let held = match view.telegram(&id) {
        Ok(held) => Some(held),
        Err(archive::Error::NotFound(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let cites = held.as_ref().map(|held| view.references(held)).transpose()?;
    let cited_by = view.cited_by(&id)?;
    let mut out = BufWriter::new(stdout().lock());
    let found = cites.as_ref().is_some_and(|list| !list.is_empty()) || !cited_by.is_empty();
    let list = cites.as_deref().unwrap_or_default();
    match arguments.format {
        Written::Text => {
            let paint = Paint::for_stdout();
            if cites.is_none() {
                writeln!(out, "{id}: not held")?;
            }
            text(list, &cited_by, paint, &mut out)?;
        }
        Written::Json => {
            let all =
                serde_json::json!({"id": id, "held": cites.is_some(), "cites": list, "cited_by": cited_by});
            serde_json::to_writer_pretty(&mut out, &all)?;
            writeln!(out)?;
        }
        Written::Jsonl => {
            for reference in list {
                writeln!(out, "{}", serde_json::json!({"id": id, "cites": reference}))?;
            }
            for citing in &cited_by {
                writeln!(out, "{}", serde_json::json!({"id": id, "cited_by": citing}))?;
            }
        }
        Written::Csv => table(&id, list, &cited_by, &mut out)?,
    }
    out.flush()?;
    if !found {
        eprintln!(
            "chancery: {id}: {}",
            if cites.is_some() { "cites nothing and is not cited" } else { "not held and not cited" }
        );
    }
    Ok(if found { Outcome::Found } else { Outcome::Nothing })
}

/// Writes the graph beside the file and moves it there when it is whole.
fn graph(view: &View, file: &std::path::Path, arguments: &Refs) -> anyhow::Result<Outcome> {
    let extension = file.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let Some(form) = archive::GraphForm::of_extension(extension) else {
        anyhow::bail!("{}: a graph is written as .graphml, .gexf or .svg", file.display());
    };
    let mut name = file.as_os_str().to_os_string();
    name.push(".part");
    let part = PathBuf::from(name);
    let mut out = BufWriter::new(std::fs::File::create(&part).with_context(|| part.display().to_string())?);
    let done = match &arguments.around {
        Some(id) => id_and_paragraph(id)
            .and_then(|(id, _)| Ok(view.graph_around(&id, arguments.depth, form, &mut out)?)),
        None => view.graph(form, &mut out).map_err(Into::into),
    };
    drop(out);
    match done {
        Ok(()) => {
            std::fs::rename(&part, file).with_context(|| file.display().to_string())?;
            Ok(Outcome::Found)
        }
        Err(error) => {
            let _ = std::fs::remove_file(&part);
            match error.downcast::<archive::Error>() {
                Ok(archive::Error::NotFound(message)) => {
                    eprintln!("chancery: {message}");
                    Ok(Outcome::Nothing)
                }
                Ok(error) => Err(error.into()),
                Err(error) => Err(error),
            }
        }
    }
}

/// References both ways, as `show` has them too.
pub(crate) fn around(
    view: &View,
    held: &archive::Held,
    paint: Paint,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    text(&view.references(held)?, &view.cited_by(&held.id)?, paint, out)
}

fn text(cites: &[Reference], cited_by: &[CitedBy], paint: Paint, out: &mut impl Write) -> anyhow::Result<()> {
    if !cites.is_empty() {
        writeln!(out, "{}", paint.label("Cites"))?;
    }
    for one in cites {
        let letter = one.letter.as_deref().map(|letter| format!("{letter}. ")).unwrap_or_default();
        let name = one.target.as_deref().unwrap_or(&one.raw);
        writeln!(out, "  {letter}{}  {}", paint.strong(name), standing(one))?;
        sentences(&one.mentions, paint, out)?;
    }
    if !cited_by.is_empty() {
        writeln!(out, "{}", paint.label("Cited by"))?;
    }
    for one in cited_by {
        let subject = one.subject.as_deref().unwrap_or_default();
        writeln!(out, "  {}  {subject}", paint.strong(&one.id))?;
        sentences(&one.mentions, paint, out)?;
    }
    Ok(())
}

/// The sentences of these mentions, each once.
pub(crate) fn sentences(mentions: &[Mention], paint: Paint, out: &mut impl Write) -> anyhow::Result<()> {
    let mut told: Vec<(Option<u32>, &str)> = Vec::new();
    for mention in mentions {
        let Some(sentence) = mention.sentence.as_deref() else { continue };
        if told.contains(&(mention.paragraph, sentence)) {
            continue;
        }
        told.push((mention.paragraph, sentence));
        let number = mention.paragraph.map(|n| format!("¶{n} ")).unwrap_or_default();
        writeln!(out, "     {}{sentence}", paint.label(&number))?;
    }
    Ok(())
}

/// The standing in words.
fn standing(one: &Reference) -> String {
    let year = if one.assumed { ", year not written" } else { "" };
    let told = match one.standing {
        Standing::Held => "held".to_string(),
        Standing::Several => format!("held in {} copies", one.copies),
        Standing::NotHeld => "not held".to_string(),
        Standing::Ambiguous => format!("ambiguous: {}", one.candidates.join(" or ")),
        Standing::NoTelegram => format!("no telegram ({})", one.kind),
    };
    let holding = match one.holding.as_deref() {
        Some("withdrawn") => " as a withdrawal card",
        Some(_) => " without its text",
        None => "",
    };
    format!("{told}{holding}{year}")
}

fn table(id: &str, cites: &[Reference], cited_by: &[CitedBy], out: &mut impl Write) -> anyhow::Result<()> {
    writeln!(out, "id,relation,other,standing,copies,kind,letter,printed,paragraph,sentence,candidates")?;
    let mut line = |relation: &str, other: &str, one: &Reference, mention: &Mention| {
        let number = mention.paragraph.map(|n| n.to_string()).unwrap_or_default();
        let (kind, candidates) = (one.kind.as_str(), one.candidates.join(" "));
        let cites = relation == "cites";
        let copies = if cites { one.copies.to_string() } else { String::new() };
        let cells = [
            id,
            relation,
            other,
            if cites { one.standing.name() } else { "" },
            &copies,
            kind,
            mention.letter.as_deref().unwrap_or_default(),
            &mention.raw,
            &number,
            mention.sentence.as_deref().unwrap_or_default(),
            &candidates,
        ];
        writeln!(out, "{}", row(cells))
    };
    for one in cites {
        for mention in &one.mentions {
            line("cites", one.target.as_deref().unwrap_or_default(), one, mention)?;
        }
    }
    let nothing = Reference::default();
    for one in cited_by {
        for mention in &one.mentions {
            line("cited-by", &one.id, &nothing, mention)?;
        }
    }
    Ok(())
}
