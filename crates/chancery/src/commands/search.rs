//! `chancery search`: telegrams that answer a query.

use std::io::{BufRead, BufReader, BufWriter, Write, stdout};
use std::path::PathBuf;

use archive::query::{HELP, Query};
use archive::search::{Answer, Hit, Order, Request};
use clap::{Args, ValueEnum};

use crate::Outcome;
use crate::paint::Paint;
use crate::place::Reading;

#[derive(Debug, Args)]
#[command(
    after_help = EXAMPLES,
    after_long_help = format!("{HELP}\n{EXAMPLES}")
)]
pub(crate) struct Search {
    /// The query; several words are one query.
    #[arg(required_unless_present = "batch")]
    pub(crate) query: Vec<String>,
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// In which order.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) order: By,
    /// Telegrams on a page.
    #[arg(long, default_value_t = 10, value_name = "N")]
    pub(crate) limit: usize,
    /// All telegrams, however many.
    #[arg(long, conflicts_with_all = ["limit", "after"])]
    pub(crate) all: bool,
    /// Go on where a page ended: the words after `next:`.
    #[arg(long, value_name = "CURSOR")]
    pub(crate) after: Option<String>,
    /// Count values of TAGS, posts, months, levels, captions and signers, too.
    #[arg(long)]
    pub(crate) facets: bool,
    /// Answer a list of queries, one a line; how many telegrams each finds.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "after", "facets"])]
    pub(crate) batch: Option<PathBuf>,
    /// How to write the answer.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Written,
}

const EXAMPLES: &str = "\
Examples:
  chancery search 'harbor loan' --facets
  chancery search 'tags:EFIS AND (\"night fishing\" OR quota*) NOT post:DAKAR' --order oldest
  chancery search --all --format csv date:2003-04..2003-06 > spring.csv
  chancery search --batch queries.txt --format csv";

/// How an answer is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Written {
    /// For people.
    #[default]
    Text,
    /// One JSON object.
    Json,
    /// One JSON object a telegram.
    Jsonl,
    /// One row a telegram.
    Csv,
}

/// In which order telegrams come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum By {
    /// The best first.
    #[default]
    Relevance,
    /// By date, the first one first.
    Oldest,
    /// By date, the last one first.
    Newest,
}

pub(crate) fn run(arguments: &Search) -> anyhow::Result<Outcome> {
    let (archive, reader) = arguments.reading.open()?;
    let view = archive.view(&reader)?;
    let mut out = BufWriter::new(stdout().lock());
    if let Some(file) = &arguments.batch {
        return batch(&view, file, arguments, &mut out);
    }
    let request = request(&arguments.query.join(" "), arguments)?;
    let total = if arguments.all {
        all(&view, &request, arguments, &mut out)?
    } else {
        let answer = view.search(&request)?;
        page(&answer, arguments, &mut out)?;
        answer.total
    };
    out.flush()?;
    Ok(if total > 0 { Outcome::Found } else { Outcome::Nothing })
}

fn request(query: &str, arguments: &Search) -> anyhow::Result<Request> {
    let read = Query::strict(query).map_err(|error| {
        let mark = " ".repeat(error.column.saturating_sub(1));
        anyhow::anyhow!("{error}\n  {query}\n  {mark}^")
    })?;
    let after = arguments.after.as_deref().map(str::parse).transpose();
    Ok(Request {
        query: read,
        order: match arguments.order {
            By::Relevance => Order::Relevance,
            By::Oldest => Order::Oldest,
            By::Newest => Order::Newest,
        },
        limit: arguments.limit,
        after: after.map_err(|error| anyhow::anyhow!("--after: {error}"))?,
        facets: arguments.facets,
        passages: arguments.format != Written::Csv,
    })
}

fn page(answer: &Answer, arguments: &Search, out: &mut impl Write) -> anyhow::Result<()> {
    match arguments.format {
        Written::Json => {
            serde_json::to_writer_pretty(&mut *out, answer)?;
            writeln!(out)?;
            return Ok(());
        }
        Written::Csv => writeln!(out, "{CSV_HEAD}")?,
        Written::Text | Written::Jsonl => {}
    }
    let paint = Paint::for_stdout();
    for hit in &answer.hits {
        one(hit, arguments.format, paint, out)?;
    }
    if arguments.format == Written::Text {
        for (name, values) in &answer.facets {
            let told: Vec<String> = values.iter().map(|one| format!("{} {}", one.value, one.count)).collect();
            writeln!(out, "{} {}", paint.label(&format!("{name}:")), told.join(", "))?;
        }
        let word = if answer.total == 1 { "telegram" } else { "telegrams" };
        writeln!(out, "{} {word}", answer.total)?;
        if let Some(next) = &answer.next {
            writeln!(out, "next: --after {next}")?;
        }
    }
    Ok(())
}

fn all(
    view: &archive::View,
    request: &Request,
    arguments: &Search,
    out: &mut impl Write,
) -> anyhow::Result<usize> {
    let paint = Paint::for_stdout();
    match arguments.format {
        Written::Csv => writeln!(out, "{CSV_HEAD}")?,
        Written::Json => writeln!(out, "[")?,
        _ => {}
    }
    let mut failed: Option<anyhow::Error> = None;
    let mut first = true;
    let total = view.search_all(request, &mut |hit| {
        let written = if arguments.format == Written::Json {
            let comma = if first { "" } else { ",\n" };
            serde_json::to_string(&hit).map_err(Into::into).and_then(|text| Ok(write!(out, "{comma}{text}")?))
        } else {
            one(&hit, arguments.format, paint, out)
        };
        first = false;
        failed = written.err();
        Ok(failed.is_none())
    })?;
    if let Some(error) = failed {
        return Err(error);
    }
    match arguments.format {
        Written::Json => writeln!(out, "{}]", if first { "" } else { "\n" })?,
        Written::Text => writeln!(out, "{total} {}", if total == 1 { "telegram" } else { "telegrams" })?,
        _ => {}
    }
    Ok(total)
}

const CSV_HEAD: &str = "id,date,post,class,subject,tags,score";

fn one(hit: &Hit, format: Written, paint: Paint, out: &mut impl Write) -> anyhow::Result<()> {
    let card = &hit.card;
    let date = card.sent.as_deref().and_then(|sent| sent.get(..10)).map(str::to_string).or_else(|| {
        match (&card.earliest, &card.latest) {
            (Some(a), Some(b)) if a == b => Some(a.clone()),
            (Some(a), Some(b)) => Some(format!("{a}..{b}")),
            (a, b) => a.clone().or_else(|| b.clone()),
        }
    });
    let date = date.unwrap_or_default();
    match format {
        Written::Json => {}
        Written::Jsonl => {
            serde_json::to_writer(&mut *out, hit)?;
            writeln!(out)?;
        }
        Written::Csv => {
            let row = [
                &hit.id,
                &date,
                card.post.as_deref().unwrap_or_default(),
                card.level.as_deref().unwrap_or_default(),
                card.subject.as_deref().unwrap_or_default(),
                &card.tags.join(" "),
                &format!("{:.6}", hit.score as f64 / 1e6),
            ];
            writeln!(out, "{}", crate::table::row(row))?;
        }
        Written::Text => {
            let level = card.level.as_deref().unwrap_or("?");
            let subject = card.subject.as_deref().unwrap_or("(no subject)");
            writeln!(out, "{}  {}  {level}  {subject}", paint.strong(&hit.id), date)?;
            for passage in &hit.passages {
                let number = passage.paragraph.map(|n| format!("¶{n} ")).unwrap_or_default();
                writeln!(
                    out,
                    "    {}{}",
                    paint.label(&number),
                    marked(&passage.text, &passage.marks, paint)
                )?;
            }
        }
    }
    Ok(())
}

/// The text with what was looked for made strong.
fn marked(text: &str, marks: &[std::ops::Range<usize>], paint: Paint) -> String {
    let mut out = String::new();
    let mut at = 0;
    for mark in marks {
        out.push_str(text.get(at..mark.start).unwrap_or_default());
        out.push_str(&paint.strong(text.get(mark.clone()).unwrap_or_default()));
        at = mark.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A row for each query of a list.
fn batch(
    view: &archive::View,
    file: &std::path::Path,
    arguments: &Search,
    out: &mut impl Write,
) -> anyhow::Result<Outcome> {
    let input: Box<dyn BufRead> = if file.as_os_str() == "-" {
        Box::new(std::io::stdin().lock())
    } else {
        let opened = std::fs::File::open(file);
        Box::new(BufReader::new(opened.map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?))
    };
    if matches!(arguments.format, Written::Csv) {
        writeln!(out, "query,telegrams,first,error")?;
    }
    let (mut found, mut failed) = (false, false);
    for line in input.lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer = request(&line, arguments)
            .and_then(|request| Ok(view.search(&Request { facets: false, passages: false, ..request })?));
        let (total, ids, error) = match &answer {
            Ok(answer) => {
                (answer.total, answer.hits.iter().map(|hit| hit.id.clone()).collect(), String::new())
            }
            Err(error) => (0, Vec::new(), error.to_string().lines().next().unwrap_or_default().to_string()),
        };
        found |= total > 0;
        failed |= !error.is_empty();
        match arguments.format {
            Written::Json | Written::Jsonl => {
                let error = Some(&error).filter(|error| !error.is_empty());
                let row = serde_json::json!({"query": line, "telegrams": total, "ids": ids, "error": error});
                writeln!(out, "{row}")?;
            }
            Written::Csv => {
                let first = ids.first().cloned().unwrap_or_default();
                let row = [line.as_str(), &total.to_string(), &first, &error];
                writeln!(out, "{}", crate::table::row(row))?;
            }
            Written::Text => {
                let shown = if error.is_empty() { ids.join(" ") } else { error };
                writeln!(out, "{total:>8}  {line}  {shown}")?;
            }
        }
    }
    out.flush()?;
    Ok(if failed {
        Outcome::Failed
    } else if found {
        Outcome::Found
    } else {
        Outcome::Nothing
    })
}
