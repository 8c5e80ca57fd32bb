//! `chancery ingest`: documents into an archive.

use std::path::Path;

use archive::{Archive, Event, Report};
use clap::Args;
use sources::Limits;

use crate::Outcome;
use crate::arguments::Format;
use crate::place::Folder;
use crate::progress::Progress;

#[derive(Debug, Args)]
#[command(
    after_help = "What was ingested before is known by its bytes and changes nothing, so an interrupted ingest is resumed by\nstarting it again.\n\nExamples:\n  chancery ingest cables/ cables.zip\n  chancery ingest --archive ~/cables.chancery cables.csv\n  chancery ingest --watch cables/\n  tar -c cables | chancery ingest -"
)]
pub(crate) struct Ingest {
    /// Files, folders or archives; `-` for standard input.
    #[arg(required = true)]
    pub(crate) paths: Vec<String>,
    #[command(flatten)]
    pub(crate) folder: Folder,
    /// How many documents are read at once [default: one for each core].
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<usize>,
    /// Go on watching the paths, and keep what is added to them.
    #[arg(long)]
    pub(crate) watch: bool,
    /// Keep what was read after every so many telegrams: each time costs a sync of the disk.
    #[arg(long, value_name = "N", hide_short_help = true)]
    pub(crate) commit_every: Option<usize>,
    /// How to write the report; `jsonl` tells of every commit, too.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
}

/// How often watched paths are looked at.
const LOOK: std::time::Duration = std::time::Duration::from_secs(2);

pub(crate) fn run(arguments: &Ingest) -> anyhow::Result<Outcome> {
    let archive = Archive::create(&arguments.folder.archive)?;
    let own = Own::new(&arguments.folder.archive, &arguments.paths);
    let mut seen = stamp(&arguments.paths, &own);
    let mut report = once(&archive, arguments, &own)?;
    tell(&report, arguments)?;
    if arguments.watch {
        loop {
            std::thread::sleep(LOOK);
            let now = stamp(&arguments.paths, &own);
            if now == seen {
                continue;
            }
            seen = now;
            report = once(&archive, arguments, &own)?;
            if report.telegrams + report.copies + report.others + report.problems > 0 {
                tell(&report, arguments)?;
            }
        }
    }
    Ok(match report {
        Report { problems: 1.., .. } => Outcome::Failed,
        Report { telegrams: 0, copies: 0, duplicates: 0, .. } => Outcome::Nothing,
        _ => Outcome::Found,
    })
}

fn once(archive: &Archive, arguments: &Ingest, own: &Own) -> anyhow::Result<Report> {
    let threads =
        arguments.threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    let mut writer = archive.writer()?;
    if let Some(copies) = arguments.commit_every {
        writer.commit_every(copies);
    }
    let mut progress = Progress::new(size(&arguments.paths));
    let limits = Limits::default();
    let documents = arguments.paths.iter().flat_map(|path| {
        if path == "-" {
            sources::read(std::io::stdin(), "-", &limits)
        } else {
            sources::open(Path::new(path), &limits)
        }
    });
    let documents = documents.filter(|found| {
        !own.holds(match found {
            Ok(document) => &document.path,
            Err(problem) => &problem.path,
        })
    });
    let documents: Box<dyn Iterator<Item = _> + Send> = Box::new(documents);
    let report = writer.ingest(documents, threads, &mut |event| match event {
        Event::Other { path, reason } => {
            progress.clear();
            eprintln!("chancery: {path}: not a cable: {reason}");
        }
        Event::Problem(problem) => {
            progress.clear();
            eprintln!("chancery: {problem}");
        }
        Event::Progress { documents, bytes } => {
            let rate = bytes as f64 / 1e6 / progress.spent().as_secs_f64().max(0.001);
            progress.tell(bytes, || {
                format!("{documents} documents, {:.1} MB, {rate:.1} MB/s", bytes as f64 / 1e6)
            });
        }
        Event::Committed { copies } => {
            if arguments.format == Format::Jsonl {
                println!("{{\"committed\":{copies}}}");
                // Whoever waits for it must have it before the next thing can go wrong.
                let _ = std::io::Write::flush(&mut std::io::stdout());
            }
        }
    })?;
    progress.clear();
    Ok(report)
}

fn tell(report: &Report, arguments: &Ingest) -> anyhow::Result<()> {
    match arguments.format {
        Format::Json => println!("{}", serde_json::to_string_pretty(report)?),
        Format::Jsonl => println!("{}", serde_json::to_string(report)?),
        Format::Text => {
            let parts = [
                (report.telegrams, "telegrams new"),
                (report.copies, "copies added to telegrams held"),
                (report.duplicates, "held already"),
                (report.removed, "removed before, and left out"),
                (report.others, "no cables"),
                (report.problems, "could not be read"),
            ];
            let told: Vec<String> = parts
                .into_iter()
                .enumerate()
                .filter(|(n, (count, _))| *n == 0 || *count > 0)
                .map(|(_, (count, what))| format!("{count} {what}"))
                .collect();
            println!(
                "{}: {} ({} documents, {:.1} MB)",
                arguments.folder.archive.display(),
                told.join(", "),
                report.documents,
                report.bytes as f64 / 1e6
            );
        }
    }
    Ok(())
}

/// Bytes of all files below the paths, where none is packed: what is in a packed one is not known before it is read.
fn size(paths: &[String]) -> Option<u64> {
    const PACKED: [&str; 6] = ["zip", "gz", "tgz", "zst", "pdf", "-"];
    let mut sum = 0;
    for path in paths {
        for entry in walkdir::WalkDir::new(path) {
            let entry = entry.ok()?;
            let packed =
                entry.path().extension().is_some_and(|own| PACKED.iter().any(|packed| own == *packed));
            if packed {
                return None;
            }
            let data = entry.metadata().ok()?;
            sum += if data.is_file() { data.len() } else { 0 };
        }
    }
    Some(sum)
}

/// Files of the archive itself, which may lie within what is ingested: `chancery ingest .`.
struct Own(Option<std::path::PathBuf>);

impl Own {
    fn new(archive: &Path, paths: &[String]) -> Own {
        let folder = archive.canonicalize().ok();
        let within = |folder: &std::path::PathBuf| {
            paths
                .iter()
                .filter_map(|path| Path::new(path).canonicalize().ok())
                .any(|path| folder.starts_with(path))
        };
        Own(folder.filter(within))
    }

    /// Whether a file is one of them. `path` may name a member or a record behind it.
    fn holds(&self, path: &str) -> bool {
        let Some(folder) = &self.0 else { return false };
        let file = path.split(['!', '#']).next().unwrap_or(path);
        [path, file]
            .iter()
            .any(|path| Path::new(path).canonicalize().is_ok_and(|path| path.starts_with(folder)))
    }
}

/// Names, sizes and times of all files: they change when anything does.
fn stamp(paths: &[String], own: &Own) -> Vec<(std::path::PathBuf, u64, Option<std::time::SystemTime>)> {
    let mut found = Vec::new();
    for path in paths {
        for entry in walkdir::WalkDir::new(path).sort_by_file_name().into_iter().flatten() {
            if let Ok(data) = entry.metadata()
                && data.is_file()
                && !own.holds(&entry.path().to_string_lossy())
            {
                found.push((entry.into_path(), data.len(), data.modified().ok()));
            }
        }
    }
    found
}
