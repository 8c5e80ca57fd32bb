//! `chancery gaps`: what is cited and not held, which numbers are missing, and letters that ask for them.

use std::io::{BufWriter, Write, stdout};

use archive::{Error, Estimate, Form, Gap, Holding, SerialYear, View};
use clap::{Args, ValueEnum};
use serde::Serialize;

use crate::Outcome;
use crate::paint::Paint;
use crate::place::{Reading, id_and_paragraph};
use crate::table::row;

#[derive(Debug, Args)]
#[command(
    after_help = "With --serials the traffic of a year is estimated from the n distinct numbers held or cited and the highest of them, m:\nm + m/n - 1, with the 95 % interval m/0.975^(1/n) to m/0.025^(1/n) (Goodman 1952). It supposes that all numbers are\nequally likely to be seen; a collection about one subject makes it too low.\n\nExamples:\n  chancery gaps\n  chancery gaps --format csv --all > gaps.csv\n  chancery gaps --serials --post Lisbon --year 2003\n  chancery gaps --request 03LISBON300 03LISBON301 > letter.txt\n  chancery gaps --request --top 10 --form mdr > letter.txt"
)]
pub(crate) struct Gaps {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// How many, the most cited first.
    #[arg(long, default_value_t = 20, value_name = "N")]
    pub(crate) limit: usize,
    /// All of them.
    #[arg(long, conflicts_with = "limit")]
    pub(crate) all: bool,
    /// Missing numbers by post and year, and how many telegrams there were.
    #[arg(long)]
    pub(crate) serials: bool,
    /// Numbers of this post.
    #[arg(long, requires = "serials", value_name = "POST")]
    pub(crate) post: Option<String>,
    /// Numbers of this year.
    #[arg(long, requires = "serials", value_name = "YYYY")]
    pub(crate) year: Option<u16>,
    /// Write a letter that asks for these telegrams.
    #[arg(long, num_args = 0.., value_name = "ID", conflicts_with_all = ["serials", "format", "all"])]
    pub(crate) request: Option<Vec<String>>,
    /// Ask for the N most cited.
    #[arg(long, value_name = "N", requires = "request")]
    pub(crate) top: Option<usize>,
    /// Which letter.
    #[arg(long, value_enum, default_value_t, requires = "request")]
    pub(crate) form: Letter,
    /// How to write the list.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// How a list is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people.
    #[default]
    Text,
    /// One JSON list.
    Json,
    /// One row each.
    Csv,
}

/// A letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Letter {
    /// Freedom of Information Act.
    #[default]
    Foia,
    /// Mandatory declassification review.
    Mdr,
}

pub(crate) fn run(arguments: &Gaps) -> anyhow::Result<Outcome> {
    let (archive, reader) = arguments.reading.open()?;
    let view = archive.view(&reader)?;
    let mut out = BufWriter::new(stdout().lock());
    let found = if let Some(ids) = &arguments.request {
        letter(&view, ids, arguments, &mut out)?
    } else if arguments.serials {
        serials(&view, arguments, &mut out)?
    } else {
        gaps(&view, arguments, &mut out)?
    };
    out.flush()?;
    Ok(if found { Outcome::Found } else { Outcome::Nothing })
}

fn letter(view: &View, ids: &[String], arguments: &Gaps, out: &mut impl Write) -> anyhow::Result<bool> {
    let mut list = Vec::new();
    for id in ids {
        list.push(id_and_paragraph(id)?.0);
    }
    if let Some(top) = arguments.top {
        let wanted = list.len() + top;
        view.gaps(&mut |gap| {
            if list.len() < wanted && gap.known.serial.is_some() && !list.contains(&gap.id) {
                list.push(gap.id);
            }
            Ok(list.len() < wanted)
        })?;
    }
    list.dedup();
    if list.is_empty() {
        eprintln!("chancery: nothing to ask for; name ids, or --top N");
        return Ok(false);
    }
    let form = match arguments.form {
        Letter::Foia => Form::Foia,
        Letter::Mdr => Form::Mdr,
    };
    out.write_all(view.request(&list, form)?.as_bytes())?;
    Ok(true)
}

/// A list that is written as it comes: brackets and commas for JSON, a head for CSV.
pub(crate) struct List<'o, W: Write> {
    pub(crate) out: &'o mut W,
    pub(crate) format: ListFormat,
    pub(crate) any: bool,
}

impl<W: Write> List<'_, W> {
    /// Writes one; text and CSV are made by `text` and `cells`.
    pub(crate) fn one(
        &mut self,
        value: &impl Serialize,
        head: &str,
        cells: impl FnOnce() -> Vec<String>,
        text: impl FnOnce(&mut W) -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let first = !std::mem::replace(&mut self.any, true);
        match self.format {
            ListFormat::Json => {
                write!(self.out, "{}", if first { "[\n" } else { ",\n" })?;
                serde_json::to_writer(&mut *self.out, value)?;
            }
            ListFormat::Csv => {
                if first {
                    writeln!(self.out, "{head}")?;
                }
                writeln!(self.out, "{}", row(cells().iter().map(String::as_str)))?;
            }
            ListFormat::Text => text(self.out)?,
        }
        Ok(())
    }

    pub(crate) fn end(self, head: &str) -> anyhow::Result<bool> {
        match self.format {
            ListFormat::Json => writeln!(self.out, "{}", if self.any { "\n]" } else { "[]" })?,
            ListFormat::Csv if !self.any => writeln!(self.out, "{head}")?,
            _ => {}
        }
        Ok(self.any)
    }
}

/// Runs `work` for each of a view's values; what fails outside the archive is kept until the view has stopped.
pub(crate) fn told<T>(
    failed: &mut Option<anyhow::Error>,
    work: impl FnOnce() -> anyhow::Result<T>,
) -> Result<Option<T>, Error> {
    match work() {
        Ok(value) => Ok(Some(value)),
        Err(error) => {
            *failed = Some(error);
            Ok(None)
        }
    }
}

const GAPS_HEAD: &str =
    "id,holding,telegrams,post,year,serial,earliest,latest,basis,words,cited_by,sentences";

fn gaps(view: &View, arguments: &Gaps, out: &mut impl Write) -> anyhow::Result<bool> {
    let paint = Paint::for_stdout();
    let limit = if arguments.all { usize::MAX } else { arguments.limit };
    let mut list = List { out, format: arguments.format, any: false };
    let (mut failed, mut count) = (None, 0);
    if limit > 0 {
        view.gaps(&mut |gap| {
            count += 1;
            let written = told(&mut failed, || {
                list.one(&gap, GAPS_HEAD, || gap_cells(&gap), |out| gap_text(&gap, paint, out))
            })?;
            Ok(written.is_some() && count < limit)
        })?;
        if let Some(error) = failed.take() {
            return Err(error);
        }
        count = 0;
        view.holdings(&mut |holding| {
            count += 1;
            let written = told(&mut failed, || {
                list.one(
                    &holding,
                    GAPS_HEAD,
                    || holding_cells(&holding),
                    |out| holding_text(&holding, paint, out),
                )
            })?;
            Ok(written.is_some() && count < limit)
        })?;
    }
    match failed {
        Some(error) => Err(error),
        None => list.end(GAPS_HEAD),
    }
}

fn gap_text(gap: &Gap, paint: Paint, out: &mut impl Write) -> anyhow::Result<()> {
    let times = if gap.telegrams == 1 { "1 telegram" } else { &format!("{} telegrams", gap.telegrams) };
    writeln!(out, "{}  not held, cited by {times}", paint.strong(&gap.id))?;
    if let (Some(earliest), Some(latest)) = (&gap.known.earliest, &gap.known.latest) {
        let why = if gap.known.basis.as_deref() == Some("serial-calendar") {
            "by its number"
        } else {
            "the year of its number"
        };
        writeln!(out, "  {} {earliest} to {latest}, {why}", paint.label("sent"))?;
    }
    if !gap.known.words.is_empty() {
        writeln!(out, "  {} {}", paint.label("words"), gap.known.words.join(", "))?;
    }
    for by in &gap.cited_by {
        writeln!(out, "  {} {}", by.id, by.subject.as_deref().unwrap_or_default())?;
        super::refs::sentences(&by.mentions, paint, out)?;
    }
    Ok(())
}

fn gap_cells(gap: &Gap) -> Vec<String> {
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let known = &gap.known;
    let mut sentences: Vec<String> = Vec::new();
    for by in &gap.cited_by {
        for mention in by.mentions.iter().filter(|mention| mention.sentence.is_some()) {
            let paragraph = mention.paragraph.map(|n| format!("#{n}")).unwrap_or_default();
            let sentence =
                format!("{}{paragraph}: {}", by.id, mention.sentence.as_deref().unwrap_or_default());
            if !sentences.contains(&sentence) {
                sentences.push(sentence);
            }
        }
    }
    let by: Vec<&str> = gap.cited_by.iter().map(|by| by.id.as_str()).collect();
    vec![
        gap.id.clone(),
        "none".to_string(),
        gap.telegrams.to_string(),
        known.post.clone().unwrap_or_default(),
        number(known.year.map(u32::from)),
        number(known.serial),
        known.earliest.clone().unwrap_or_default(),
        known.latest.clone().unwrap_or_default(),
        known.basis.clone().unwrap_or_default(),
        known.words.join(" "),
        by.join(" "),
        sentences.join("\n"),
    ]
}

fn holding_text(holding: &Holding, paint: Paint, out: &mut impl Write) -> anyhow::Result<()> {
    let what = if holding.kind == "withdrawn" { "withdrawal card" } else { "record without its text" };
    let subject = holding.subject.as_deref().unwrap_or_default();
    writeln!(out, "{}  {what}, cited by {}  {subject}", paint.strong(&holding.id), holding.telegrams)?;
    Ok(())
}

fn holding_cells(holding: &Holding) -> Vec<String> {
    let mut cells = vec![holding.id.clone(), holding.kind.clone(), holding.telegrams.to_string()];
    cells.extend([String::new(), String::new(), String::new()]);
    cells.extend([holding.earliest.clone().unwrap_or_default(), holding.latest.clone().unwrap_or_default()]);
    cells.extend([String::new(), String::new(), String::new(), String::new()]);
    cells
}

const SERIALS_HEAD: &str = "post,year,held,cited_not_held,lowest,highest,missing,ranges,traffic,traffic_low,traffic_high,share,share_low,share_high,calendar";

fn serials(view: &View, arguments: &Gaps, out: &mut impl Write) -> anyhow::Result<bool> {
    let paint = Paint::for_stdout();
    let post = arguments.post.as_deref().map(post).transpose()?;
    let mut list = List { out, format: arguments.format, any: false };
    let mut failed = None;
    view.serials(post.as_deref(), arguments.year, &mut |year| {
        let written = told(&mut failed, || {
            list.one(&year, SERIALS_HEAD, || serial_cells(&year), |out| serial_text(&year, paint, out))
        })?;
        Ok(written.is_some())
    })?;
    match failed {
        Some(error) => Err(error),
        None => list.end(SERIALS_HEAD),
    }
}

fn post(written: &str) -> anyhow::Result<String> {
    use authority::posts::Resolution;
    match authority::posts::resolve(written) {
        Resolution::One(post, _) => Ok(post.canonical.to_string()),
        Resolution::Several(posts) => {
            let names: Vec<&str> = posts.iter().map(|post| post.canonical).collect();
            anyhow::bail!("--post {written}: say which: {}", names.join(", "))
        }
        Resolution::None => {
            Ok(written.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_uppercase())
        }
    }
}

/// `300`, `301-417`.
fn range((first, last): &(u32, u32)) -> String {
    if first == last { first.to_string() } else { format!("{first}-{last}") }
}

fn serial_text(year: &SerialYear, paint: Paint, out: &mut impl Write) -> anyhow::Result<()> {
    let Estimate { value, low, high } = year.traffic;
    let percent = |share: f64| format!("{:.1}", share * 100.0);
    let share = year.share;
    writeln!(out, "{} {}", paint.strong(&year.post), year.year)?;
    writeln!(
        out,
        "  {} held, {} cited and not held, numbers {} to {}, {} between them not held",
        year.held, year.cited, year.lowest, year.highest, year.missing
    )?;
    writeln!(out, "  {} about {value} ({low} to {high})", paint.label("traffic"))?;
    if let Some(calendar) = year.calendar {
        writeln!(out, "  {} {calendar} by the serial calendar", paint.label("traffic"))?;
    }
    writeln!(
        out,
        "  {} {} % ({} to {})",
        paint.label("share held"),
        percent(share.value),
        percent(share.low),
        percent(share.high)
    )?;
    if !year.ranges.is_empty() {
        let ranges: Vec<String> = year.ranges.iter().map(range).collect();
        writeln!(out, "  {} {}", paint.label("missing"), ranges.join(", "))?;
    }
    if !year.months.is_empty() {
        let months: Vec<String> = year
            .months
            .iter()
            .map(|month| format!("{}: {} of {}", month.month, month.held, month.numbers))
            .collect();
        writeln!(out, "  {} {}", paint.label("months"), months.join(", "))?;
    }
    Ok(())
}

fn serial_cells(year: &SerialYear) -> Vec<String> {
    let ranges: Vec<String> = year.ranges.iter().map(range).collect();
    let mut cells =
        vec![year.post.clone(), year.year.to_string(), year.held.to_string(), year.cited.to_string()];
    cells.extend([year.lowest, year.highest].map(|n| n.to_string()));
    cells.extend([year.missing.to_string(), ranges.join(" ")]);
    cells.extend(
        [year.traffic, year.share].iter().flat_map(|e| [e.value, e.low, e.high]).map(|x| x.to_string()),
    );
    cells.push(year.calendar.map(|n| n.to_string()).unwrap_or_default());
    cells
}
