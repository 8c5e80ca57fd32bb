//! `chancery due`: when telegrams and their portions fall due for declassification.

use std::io::{BufWriter, Write, stdout};

use archive::{Calendar, Falling};
use clap::{Args, ValueEnum};

use crate::Outcome;
use crate::paint::Paint;
use crate::place::{Reading, id_and_paragraph};
use crate::table::row;

#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  chancery due\n  chancery due --overdue --as-of 2013-04-15\n  chancery due --undetermined --format csv > undetermined.csv\n  chancery due --format ics --as-of 2026-01-01 > due.ics"
)]
pub(crate) struct DueArguments {
    /// Only this telegram.
    pub(crate) id: Option<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The day against which due dates are reckoned [default: today].
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(crate) as_of: Option<jiff::civil::Date>,
    /// Only what is overdue on that day.
    #[arg(long)]
    pub(crate) overdue: bool,
    /// Only what has no date that can be determined, and why.
    #[arg(long, conflicts_with = "overdue")]
    pub(crate) undetermined: bool,
    /// Telegrams only, not their portions; no text is read.
    #[arg(long)]
    pub(crate) telegrams: bool,
    /// How to write the list.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: DueFormat,
}

/// How due dates are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DueFormat {
    /// For people.
    #[default]
    Text,
    /// One row each.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// A calendar (RFC 5545) of the days.
    Ics,
}

enum Output<W: Write> {
    Text(W, Paint),
    Csv(W),
    Jsonl(W),
    Ics(Calendar<W>),
}

pub(crate) fn run(arguments: &DueArguments) -> anyhow::Result<Outcome> {
    let (archive, reader) = arguments.reading.open()?;
    let view = archive.view(&reader)?;
    let as_of = arguments.as_of.unwrap_or_else(crate::input::today);
    let mut out = BufWriter::new(stdout().lock());
    let mut output = match arguments.format {
        DueFormat::Text => Output::Text(out, Paint::for_stdout()),
        DueFormat::Csv => {
            writeln!(out, "{HEAD}")?;
            Output::Csv(out)
        }
        DueFormat::Jsonl => Output::Jsonl(out),
        DueFormat::Ics => Output::Ics(Calendar::begin(out, as_of)?),
    };
    let portions = !arguments.telegrams;
    let (mut found, mut failed) = (false, None);
    let mut each = |falling: Falling| {
        if !wanted(&falling, arguments) {
            return Ok(true);
        }
        let written = super::gaps::told(&mut failed, || output.one(&falling))?;
        found |= written.unwrap_or_default();
        Ok(written.is_some())
    };
    if let Some(id) = &arguments.id {
        let (id, _) = id_and_paragraph(id)?;
        match view.telegram(&id) {
            Ok(held) => {
                for falling in view.falling(&held, as_of, portions)? {
                    if !each(falling)? {
                        break;
                    }
                }
            }
            Err(archive::Error::NotFound(message)) => eprintln!("chancery: {message}"),
            Err(error) => return Err(error.into()),
        }
    } else {
        view.due(as_of, portions, &mut each)?;
    }
    if let Some(error) = failed {
        return Err(error);
    }
    output.end()?;
    Ok(if found { Outcome::Found } else { Outcome::Nothing })
}

fn wanted(falling: &Falling, arguments: &DueArguments) -> bool {
    let status = falling.due.status.as_str();
    if arguments.overdue {
        status == "overdue"
    } else if arguments.undetermined {
        falling.due.date.is_none() && status != "not-classified"
    } else {
        true
    }
}

const HEAD: &str = "id,portion,paragraphs,level,due,status,rule,explanation,copies_differ,subject";

impl<W: Write> Output<W> {
    /// False where this form has nothing to say of it.
    fn one(&mut self, falling: &Falling) -> anyhow::Result<bool> {
        let due = &falling.due;
        let numbers: Vec<String> = falling.paragraphs.iter().map(u32::to_string).collect();
        let (day, rule) = (due.date.as_deref().unwrap_or_default(), due.rule.as_deref().unwrap_or_default());
        let level = falling.level.as_deref().unwrap_or_default();
        match self {
            Output::Text(out, paint) if falling.portion == "telegram" => {
                let differ = if falling.copies_differ { "; copies differ" } else { "" };
                let day = if day.is_empty() { "no date" } else { day };
                writeln!(
                    out,
                    "{}  {level}  {day}  {}  {rule}{differ}",
                    paint.strong(&falling.id),
                    due.status
                )?;
                writeln!(out, "    {}", due.explanation)?;
            }
            Output::Text(out, _) => {
                let numbers = if numbers.is_empty() {
                    format!("{} without a number", falling.portions)
                } else {
                    format!("¶{}", numbers.join(","))
                };
                let day = if day.is_empty() { "no date" } else { day };
                writeln!(out, "    {}  {numbers}  {day}  {}  {rule}", falling.portion, due.status)?;
            }
            Output::Csv(out) => {
                let cells = [
                    falling.id.as_str(),
                    &falling.portion,
                    &numbers.join(" "),
                    level,
                    day,
                    &due.status,
                    rule,
                    &due.explanation,
                    if falling.copies_differ { "yes" } else { "" },
                    falling.subject.as_deref().unwrap_or_default(),
                ];
                writeln!(out, "{}", row(cells))?;
            }
            Output::Jsonl(out) => {
                serde_json::to_writer(&mut *out, falling)?;
                writeln!(out)?;
            }
            Output::Ics(calendar) => return Ok(calendar.event(falling)?),
        }
        Ok(true)
    }

    fn end(self) -> anyhow::Result<()> {
        match self {
            Output::Text(mut out, _) | Output::Csv(mut out) | Output::Jsonl(mut out) => out.flush()?,
            Output::Ics(calendar) => {
                calendar.end()?;
            }
        }
        Ok(())
    }
}
