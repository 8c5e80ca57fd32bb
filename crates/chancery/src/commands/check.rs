//! `chancery check`: where telegrams depart from the drafting rules.

use std::io::{BufWriter, Write, stdout};

use serde::Serialize;
use sources::Document;
use telegram::check::{Departure, check};
use telegram::record::Span;

use crate::arguments::{Check, Format};
use crate::paint::Paint;
use crate::{Outcome, input};

/// A departure with where it was found.
#[derive(Serialize)]
struct Finding<'a> {
    path: &'a str,
    id: Option<&'a str>,
    /// Line of the document, from 1; 0 for what is missing everywhere.
    line: usize,
    #[serde(flatten)]
    departure: &'a Departure,
}

pub(crate) fn run(arguments: &Check) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(stdout().lock());
    let paint = Paint::for_stdout();
    let mut count = 0usize;
    let tally = input::telegrams(&arguments.paths, |document, telegram| {
        for departure in &check(document, &telegram) {
            let line = departure.span.map_or(0, |span| line_of(document, span));
            let finding = Finding { path: &document.path, id: telegram.id.as_deref(), line, departure };
            write(&mut out, &finding, arguments.format, count == 0, paint)?;
            count += 1;
        }
        Ok(())
    })?;
    if arguments.format == Format::Json {
        writeln!(out, "{}", if count == 0 { "[]" } else { "\n]" })?;
    }
    out.flush()?;
    // A telegram without departures is a good one, and nothing was found.
    Ok(if tally.problems > 0 {
        Outcome::Failed
    } else if count > 0 {
        Outcome::Found
    } else {
        Outcome::Nothing
    })
}

fn write(
    out: &mut impl Write,
    finding: &Finding<'_>,
    format: Format,
    first: bool,
    paint: Paint,
) -> anyhow::Result<()> {
    match format {
        Format::Text => {
            let place = match finding.line {
                0 => finding.path.to_string(),
                line => format!("{}:{line}", finding.path),
            };
            writeln!(out, "{place}: {}: {}", paint.label(finding.departure.rule), finding.departure.message)?;
        }
        Format::Json => {
            write!(out, "{}", if first { "[\n" } else { ",\n" })?;
            serde_json::to_writer_pretty(&mut *out, finding)?;
        }
        Format::Jsonl => {
            serde_json::to_writer(&mut *out, finding)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Line of the record's bytes on which a place begins, from 1.
fn line_of(document: &Document, span: Span) -> usize {
    let before = document.bytes.get(..span.start).unwrap_or(&document.bytes);
    1 + before.iter().filter(|byte| **byte == b'\n').count()
}
