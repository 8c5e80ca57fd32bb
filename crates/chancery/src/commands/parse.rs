//! `chancery parse`: the record of each telegram.

use std::io::{BufWriter, Write, stdout};

use sources::Document;
use telegram::record::Telegram;

use crate::arguments::{Format, Parse};
use crate::paint::Paint;
use crate::{Outcome, input};

mod explain;
mod text;

pub(crate) fn run(arguments: &Parse) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(stdout().lock());
    let today = arguments.as_of.unwrap_or_else(input::today);
    let paint = Paint::for_stdout();
    let mut list = List::default();
    let tally = input::telegrams(&arguments.paths, |document, mut telegram| {
        telegram.due = telegram::due::as_of(&telegram.due, today);
        if arguments.explain {
            return explain::write(&mut out, document, &paint);
        }
        match arguments.format {
            Format::Text => text::write(&mut out, &telegram, &paint),
            Format::Json => list.add(&mut out, telegram),
            Format::Jsonl => {
                serde_json::to_writer(&mut out, &telegram)?;
                Ok(writeln!(out)?)
            }
        }
    })?;
    list.finish(&mut out)?;
    out.flush()?;
    Ok(tally.outcome())
}

/// The telegram line by line.
pub(crate) fn explained(document: &Document, out: &mut impl Write) -> anyhow::Result<()> {
    explain::write(out, document, &Paint::for_stdout())
}

/// One record.
pub(crate) fn shown(telegram: &Telegram, format: Format, out: &mut impl Write) -> anyhow::Result<()> {
    match format {
        Format::Text => text::write(out, telegram, &Paint::for_stdout()),
        Format::Json => {
            serde_json::to_writer_pretty(&mut *out, telegram)?;
            Ok(writeln!(out)?)
        }
        Format::Jsonl => {
            serde_json::to_writer(&mut *out, telegram)?;
            Ok(writeln!(out)?)
        }
    }
}

/// One object for one telegram, a list for several. The first waits until it is known whether another follows.
#[derive(Default)]
struct List {
    waiting: Option<Box<Telegram>>,
    opened: bool,
}

impl List {
    fn add(&mut self, out: &mut impl Write, telegram: Telegram) -> anyhow::Result<()> {
        if let Some(before) = self.waiting.replace(Box::new(telegram)) {
            write!(out, "{}", if self.opened { ",\n" } else { "[\n" })?;
            self.opened = true;
            serde_json::to_writer_pretty(&mut *out, &before)?;
        }
        Ok(())
    }

    fn finish(self, out: &mut impl Write) -> anyhow::Result<()> {
        let Some(last) = self.waiting else { return Ok(()) };
        if self.opened {
            writeln!(out, ",")?;
        }
        serde_json::to_writer_pretty(&mut *out, &last)?;
        Ok(writeln!(out, "{}", if self.opened { "\n]" } else { "" })?)
    }
}
