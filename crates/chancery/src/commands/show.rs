//! `chancery show`: one telegram of an archive.

use std::io::{BufWriter, Write, stdout};

use archive::{HeldCopy, View};
use clap::Args;

use crate::Outcome;
use crate::arguments::Format;
use crate::paint::Paint;
use crate::place::{Reading, id_and_paragraph};

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  chancery show 03LISBON417\n  chancery show 03LISBON417#6\n  chancery show '03 Lisbon 417' --raw\n  chancery show 03LISBON417 --copy 9f2c"
)]
pub(crate) struct Show {
    /// The telegram; a paragraph of it stands behind `#`.
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The bytes as they were given.
    #[arg(long, conflicts_with_all = ["explain", "format"])]
    pub(crate) raw: bool,
    /// Line by line: layer, field, repairs.
    #[arg(long, conflicts_with = "format")]
    pub(crate) explain: bool,
    /// One of several copies, by the first digits of its name.
    #[arg(long, value_name = "COPY")]
    pub(crate) copy: Option<String>,
    /// How to write the record.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

pub(crate) fn run(arguments: &Show) -> anyhow::Result<Outcome> {
    let (archive, reader) = arguments.reading.open()?;
    let view = archive.view(&reader)?;
    let (id, paragraph) = id_and_paragraph(&arguments.id)?;
    let held = match view.telegram(&id) {
        Ok(held) => held,
        Err(archive::Error::NotFound(message)) => {
            eprintln!("chancery: {message}");
            return Ok(Outcome::Nothing);
        }
        Err(error) => return Err(error.into()),
    };
    let wanted = arguments.copy.as_deref().unwrap_or_default().to_ascii_lowercase();
    let Some(copy) = held.copies.iter().find(|copy| copy.name.starts_with(&wanted)) else {
        let names: Vec<&str> = held.copies.iter().map(|copy| copy.name.as_str()).collect();
        anyhow::bail!("{id}: no copy is called {wanted}; there are {}", names.join(", "));
    };
    let mut out = BufWriter::new(stdout().lock());
    if arguments.raw {
        out.write_all(&view.document(copy)?.bytes)?;
        out.flush()?;
        return Ok(Outcome::Found);
    }
    if let Some(paragraph) = paragraph {
        return one_paragraph(&view, copy, paragraph, &mut out);
    }
    let (document, mut telegram) = view.record(copy)?;
    telegram.due = telegram::due::as_of(&telegram.due, crate::input::today());
    if arguments.explain {
        super::parse::explained(&document, &mut out)?;
    } else {
        super::parse::shown(&telegram, arguments.format, &mut out)?;
    }
    if arguments.format == Format::Text && !arguments.explain {
        around(&view, &held, copy, &mut out)?;
    }
    out.flush()?;
    Ok(Outcome::Found)
}

fn one_paragraph(view: &View, copy: &HeldCopy, wanted: u32, out: &mut impl Write) -> anyhow::Result<Outcome> {
    let mut found = false;
    for (number, text) in view.portions(copy)? {
        if number == Some(wanted) {
            writeln!(out, "{text}")?;
            found = true;
        }
    }
    out.flush()?;
    if !found {
        eprintln!("chancery: {}: no paragraph {wanted}", copy.id);
    }
    Ok(if found { Outcome::Found } else { Outcome::Nothing })
}

/// Copies, neighbours, and references both ways.
fn around(view: &View, held: &archive::Held, copy: &HeldCopy, out: &mut impl Write) -> anyhow::Result<()> {
    let paint = Paint::for_stdout();
    if held.copies.len() > 1 {
        writeln!(out, "{}", paint.label("Copies"))?;
        for other in &held.copies {
            let mark = if other.name == copy.name { '*' } else { ' ' };
            writeln!(out, " {mark}{}  {}, {} portions", other.name, other.card.completeness, other.portions)?;
        }
    }
    let neighbours = view.neighbours(held)?;
    if !neighbours.is_empty() {
        writeln!(out, "{}  {}", paint.label("Neighbours"), neighbours.join("  "))?;
    }
    super::refs::around(view, held, paint, out)
}
