//! How fast telegrams are read, on one thread.
//!
//! ```text
//! cargo run --release --manifest-path bench/Cargo.toml -- [--megabytes N] [--gate MBPS]
//! ```
//!
//! Cables are made in batches, so that memory stays flat however much is read. Each batch is scanned for line ends (the
//! speed that no reader of text can beat), read in full, and written as JSON, each timed by itself. The run is made at a
//! hundredth, a tenth and the whole of N megabytes: the exponent says how time grows with size (1.0 is linear).

mod cables;
mod damage;
mod random;
mod vocabulary;

use std::process::ExitCode;
use std::time::Duration;

use sha2::{Digest, Sha256};
use sources::Document;

/// Cables in memory at a time.
const BATCH: usize = 500;

/// Bytes and cables read, and the time each stage took.
#[derive(Default)]
struct Times {
    bytes: usize,
    cables: usize,
    recognised: usize,
    json_bytes: usize,
    scan: Duration,
    decode: Duration,
    split: Duration,
    parse: Duration,
    free: Duration,
    json: Duration,
    /// The part of `parse` that hashing the bytes takes, measured again by itself.
    hash: Duration,
}

fn main() -> ExitCode {
    let (mut megabytes, mut gate) = (200.0, 0.0);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), arguments.next().and_then(|value| value.parse::<f64>().ok())) {
            ("--megabytes", Some(value)) => megabytes = value,
            ("--gate", Some(value)) => gate = value,
            _ => {
                eprintln!("usage: bench [--megabytes N] [--gate MBPS]");
                return ExitCode::from(2);
            }
        }
    }
    let runs: Vec<Times> =
        [0.01, 0.1, 1.0].iter().map(|share| run((megabytes * share * 1e6) as usize)).collect();
    report(&runs);
    let speed = runs.last().map_or(0.0, |last| rate(last.bytes, last.full()));
    if speed < gate {
        eprintln!("bench: {speed:.0} MB/s is under the gate of {gate:.0} MB/s");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Reads cables until `bytes` of them are read.
fn run(bytes: usize) -> Times {
    let mut maker = cables::Maker::new(1973);
    let mut times = Times::default();
    while times.bytes < bytes {
        let mut batch = Vec::with_capacity(BATCH);
        let mut made = 0;
        while batch.len() < BATCH && times.bytes + made < bytes {
            batch.push(maker.next());
            made += batch.last().map_or(0, Vec::len);
        }
        times.read(batch);
    }
    times
}

impl Times {
    fn read(&mut self, batch: Vec<Vec<u8>>) {
        self.cables += batch.len();
        self.bytes += batch.iter().map(Vec::len).sum::<usize>();
        let lines: usize = timed(&mut self.scan, || {
            batch.iter().map(|cable| memchr::memchr_iter(b'\n', cable).count()).sum()
        });
        std::hint::black_box(lines);
        timed(&mut self.hash, || {
            batch.iter().for_each(|cable| drop(std::hint::black_box(Sha256::digest(cable))))
        });
        let documents: Vec<Document> = timed(&mut self.decode, || {
            batch.into_iter().map(|cable| Document::plain("cable", cable)).collect()
        });
        let parts: Vec<Document> =
            timed(&mut self.split, || documents.iter().flat_map(telegram::split).collect());
        let records: Vec<_> = timed(&mut self.parse, || parts.iter().map(telegram::parse).collect());
        self.recognised += records.iter().filter(|record| telegram::recognise(record).is_ok()).count();
        let mut out = Vec::new();
        for record in &records {
            out.clear();
            timed(&mut self.json, || serde_json::to_writer(&mut out, record)).unwrap_or_default();
            self.json_bytes += out.len();
        }
        timed(&mut self.free, || drop((records, parts, documents)));
    }

    /// From bytes to records with every field, and giving their memory back.
    fn full(&self) -> Duration {
        self.decode + self.split + self.parse + self.free
    }
}

fn timed<T>(total: &mut Duration, work: impl FnOnce() -> T) -> T {
    let start = clock();
    let out = work();
    *total += clock().saturating_sub(start);
    out
}

/// Time that this thread has spent on a core, so that other programs do not slow the figures down.
fn clock() -> Duration {
    let now = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(now.tv_sec as u64, now.tv_nsec as u32)
}

/// Megabytes (10^6 bytes) a second.
fn rate(bytes: usize, time: Duration) -> f64 {
    bytes as f64 / 1e6 / time.as_secs_f64().max(1e-9)
}

fn report(runs: &[Times]) {
    let Some(last) = runs.last() else { return };
    let full = rate(last.bytes, last.full());
    let scan = rate(last.bytes, last.scan);
    println!(
        "cables      {} of {:.0} bytes on average, {} recognised",
        last.cables,
        last.bytes as f64 / last.cables.max(1) as f64,
        last.recognised
    );
    println!("line ends   {scan:.0} MB/s");
    println!(
        "full read   {full:.1} MB/s, {:.0} cables/s, 1/{:.1} of the scan",
        last.cables as f64 / last.full().as_secs_f64(),
        scan / full
    );
    println!(
        "JSON        {:.0} MB/s of text read, {:.0} MB/s written",
        rate(last.bytes, last.json),
        rate(last.json_bytes, last.json)
    );
    println!("memory      {} at the highest", memory());
    let shares = [
        ("decode", last.decode),
        ("split", last.split),
        ("hash", last.hash),
        ("parse", last.parse.saturating_sub(last.hash)),
        ("free", last.free),
    ];
    for (stage, time) in shares {
        println!("  {stage:<9} {:>5.1} %", 100.0 * time.as_secs_f64() / last.full().as_secs_f64());
    }
    for (before, run) in std::iter::once(None).chain(runs.iter().map(Some)).zip(runs) {
        let growth = before.map(|before: &Times| {
            let (time, size) = (
                run.full().as_secs_f64() / before.full().as_secs_f64(),
                run.bytes as f64 / before.bytes as f64,
            );
            format!(", grows with size to the power {:.2}", time.ln() / size.ln())
        });
        println!(
            "{:>6.1} MB   {:.3} s{}",
            run.bytes as f64 / 1e6,
            run.full().as_secs_f64(),
            growth.unwrap_or_default()
        );
    }
}

/// The highest resident memory of this process, where the system tells it.
fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown");
    line.trim().to_string()
}
