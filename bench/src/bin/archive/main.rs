//! How fast an archive takes telegrams in and finds them, against a bare index of the same text in the same run.
//!
//! ```text
//! cargo run --release --manifest-path bench/Cargo.toml --bin archive -- [--cables N] [--gate RATIO]
//! ```
//!
//! Sample cables are written to one file. They are ingested with two reading threads (parse, store, index) and then put
//! into one Tantivy index as they are, one document a cable, with two threads. Then seven kinds of queries are put to both:
//! ten telegrams with passages, and facets over all that were found. Quote the ratios: times differ from run to run.

mod bare;
mod cables;
mod queries;

use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use archive::{Archive, Reader};

/// Reading threads of the archive, and indexing threads of the bare index.
const THREADS: usize = 2;

fn main() -> ExitCode {
    let (mut count, mut gate) = (2000.0, 0.0);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), arguments.next().and_then(|value| value.parse::<f64>().ok())) {
            ("--cables", Some(value)) => count = value,
            ("--gate", Some(value)) => gate = value,
            _ => {
                eprintln!("bench: {argument}: usage: archive [--cables N] [--gate RATIO]");
                return ExitCode::from(2);
            }
        }
    }
    match run(count as usize) {
        Ok(ratio) if gate > 0.0 && ratio > gate => {
            eprintln!("bench: ingest takes {ratio:.2} times as long as the bare index; the gate is {gate:.2}");
            ExitCode::FAILURE
        }
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(count: usize) -> Result<f64, Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let tar = folder.path().join("cables.tar");
    let made = cables::write(&tar, count)?;
    let megabytes = made.bytes as f64 / 1e6;
    println!("cables      {} files, {megabytes:.1} MB", made.truths.len());

    let kept = folder.path().join("archive");
    let ingest = timed(|| ingest(&tar, &kept))?;
    let rate = |time: Duration| (megabytes / time.as_secs_f64(), made.truths.len() as f64 / time.as_secs_f64());
    let (mb, cables) = rate(ingest.0);
    println!("ingest      {mb:.1} MB/s, {cables:.0} cables/s with {THREADS} reading threads: {:?}", ingest.1);
    println!("memory      {}", memory());
    println!("folder      {:.2} of the raw size", size(&kept)? as f64 / made.bytes as f64);

    let bare = timed(|| bare::Bare::build(&folder.path().join("bare"), &made, THREADS))?;
    let (mb, cables) = rate(bare.0);
    println!("bare index  {mb:.1} MB/s, {cables:.0} cables/s, {:.2} of the raw size", bare.1.size as f64 / made.bytes as f64);
    let ratio = ingest.0.as_secs_f64() / bare.0.as_secs_f64();
    println!("ratio       ingest takes {ratio:.2} times as long as the bare index");

    let opening = timed(|| -> Result<Archive, archive::Error> { Archive::open(&kept) })?;
    let archive = opening.1;
    let first = Instant::now();
    let reader = Reader::everything();
    let view = archive.view(&reader)?;
    queries::ours(&view, "tags:PREL")?;
    println!("opening     {:.1} ms, first answer after {:.1} ms more", ms(opening.0), ms(first.elapsed()));
    queries::compare(&view, &bare.1, &made)?;
    Ok(ratio)
}

fn ingest(tar: &Path, folder: &Path) -> Result<archive::Report, Box<dyn std::error::Error>> {
    let archive = Archive::create(folder)?;
    let documents = sources::open(tar, &sources::Limits::default());
    Ok(archive.writer()?.ingest(documents, THREADS, &mut |_| {})?)
}

fn timed<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<(Duration, T), E> {
    let start = Instant::now();
    let done = work()?;
    Ok((start.elapsed(), done))
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// The most memory that the process has held.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("unknown here");
    line.trim_start_matches("VmHWM:").trim().to_string() + " at the highest"
}

/// Bytes of all files below a folder.
pub(crate) fn size(folder: &Path) -> std::io::Result<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let data = entry.metadata()?;
        sum += if data.is_dir() { size(&entry.path())? } else { data.len() };
    }
    Ok(sum)
}
