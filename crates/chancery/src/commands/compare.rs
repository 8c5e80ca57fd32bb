//! `chancery compare`: what each release of a telegram withholds.

use archive::compare::{Copy, align, text};
use clap::Args;

use crate::Outcome;
use crate::arguments::Format;
use crate::paint::Paint;
use crate::place::{Reading, id_and_paragraph};

#[derive(Debug, Args)]
#[command(
    after_help = "Copies are compared word by word; line ends, page lines and repaired letters are no differences.\n\nExamples:\n  chancery compare 03LISBON417\n  chancery compare 03LISBON417 --union\n  chancery compare 03LISBON417 --format json"
)]
pub(crate) struct Compare {
    /// The telegram.
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The fullest text that the copies give together, with whose words fill which gap.
    #[arg(long, conflicts_with = "format")]
    pub(crate) union: bool,
    /// How to write the comparison.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

pub(crate) fn run(arguments: &Compare) -> anyhow::Result<Outcome> {
    let (archive, reader) = arguments.reading.open()?;
    let view = archive.view(&reader)?;
    let (id, _) = id_and_paragraph(&arguments.id)?;
    let held = match view.telegram(&id) {
        Ok(held) => held,
        Err(archive::Error::NotFound(message)) => {
            eprintln!("chancery: {message}");
            return Ok(Outcome::Nothing);
        }
        Err(error) => return Err(error.into()),
    };
    if held.copies.len() < 2 {
        eprintln!("chancery: {id}: held in one copy; there is nothing to compare it with");
        return Ok(Outcome::Nothing);
    }
    let documents = held.copies.iter().map(|copy| view.document(copy)).collect::<Result<Vec<_>, _>>()?;
    let copies: Vec<Copy> = held
        .copies
        .iter()
        .zip(&documents)
        .map(|(copy, document)| Copy { name: copy.name.clone(), text: document.text.as_str() })
        .collect();
    let alignment = align(&copies);
    if arguments.union {
        println!("{}", alignment.union());
        return Ok(Outcome::Found);
    }
    match arguments.format {
        Format::Text => print!("{}", text(&alignment, Paint::for_stdout().is_on())),
        Format::Json => println!("{}", serde_json::to_string_pretty(&alignment)?),
        Format::Jsonl => println!("{}", serde_json::to_string(&alignment)?),
    }
    Ok(Outcome::Found)
}
