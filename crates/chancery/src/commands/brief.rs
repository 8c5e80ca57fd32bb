//! `chancery brief`: what the telegrams say, on a page or two.

use std::io::{Write, stdout};

use agenda::brief::{self, Emphasis, Options};

use crate::arguments::{Brief, BriefFormat};
use crate::paint::Paint;
use crate::{Outcome, input};

pub(crate) fn run(arguments: &Brief) -> anyhow::Result<Outcome> {
    let today = arguments.as_of.unwrap_or_else(input::today);
    // References are looked up among all telegrams given, so the brief is set when all are read.
    let mut read = Vec::new();
    let tally = input::telegrams(&arguments.paths, |_, mut telegram| {
        telegram.due = telegram::due::as_of(&telegram.due, today);
        let statements = agenda::extract(&telegram);
        read.push((telegram, statements));
        Ok(())
    })?;
    let paint = Paint::for_stdout();
    let style = |emphasis: Emphasis, text: &str| match emphasis {
        Emphasis::Heading => paint.strong(text),
        Emphasis::Label => paint.label(text),
        Emphasis::Quote => text.to_string(),
        Emphasis::Warning => paint.warning(text),
        Emphasis::Place | Emphasis::Faint => paint.faint(text),
    };
    let options = Options { sure: arguments.sure, style: &style, ..Options::default() };
    let text = match arguments.format {
        BriefFormat::Text => brief::text(&read, &options),
        BriefFormat::Markdown => brief::markdown(&read, &options),
        BriefFormat::Json => brief::json(&read, &options),
    };
    if tally.telegrams > 0 {
        let mut out = stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()?;
    }
    Ok(tally.outcome())
}
