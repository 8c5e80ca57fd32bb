//! Files made to cost a reader its time or its memory, given to the program in a folder with a good cable beside them. Each
//! ends within the time and the memory that is allowed, and the good neighbour is read.

#![expect(clippy::unwrap_used, reason = "a test that unwraps fails with a message")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Seconds of the wall clock and megabytes of memory that a program built for use may take. Built for tests it is several
/// times slower, on machines that are busy with other tests.
const SECONDS: u64 = if cfg!(debug_assertions) { 90 } else { 10 };
const MEGABYTES: usize = 512;

const GOOD: &str = "P 221530Z FEB 05\nFM AMEMBASSY LISBON\nTO SECSTATE WASHDC PRIORITY 1234\nUNCLAS LISBON 000417\n\nSIPDIS\n\n\
    E.O. 12958: N/A\nTAGS: EWWT, PO\nSUBJECT: QUAYS\n\n1. (U) The quay was opened on Tuesday.\n\nDOE\n";
const HEAD: &str = "UNCLAS LISBON 000417\n\nE.O. 12958: N/A\nTAGS: EWWT, PO\nSUBJECT: QUAYS\n";

/// Reads a folder that holds `hostile` under `name` and a good cable after it.
#[track_caller]
fn survives(name: &str, hostile: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let inbox = folder.path().join("inbox");
    std::fs::create_dir(&inbox).unwrap();
    std::fs::write(inbox.join(name), hostile).unwrap();
    std::fs::write(inbox.join("zz-good.txt"), GOOD).unwrap();
    let out = folder.path().join("out.jsonl");
    let mut program = Command::new(env!("CARGO_BIN_EXE_chancery"))
        .args(["parse", "--format", "jsonl"])
        .arg(&inbox)
        .stdout(std::fs::File::create(&out).unwrap())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let start = Instant::now();
    let mut highest = 0;
    let status = loop {
        highest = highest.max(memory(program.id()));
        if let Some(status) = program.try_wait().unwrap() {
            break status;
        }
        if start.elapsed() > Duration::from_secs(SECONDS) {
            program.kill().unwrap();
            program.wait().unwrap();
            panic!("{name} was not read within {SECONDS} s; {highest} MB of memory");
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    println!("{name}: {:.1} s, {highest} MB", start.elapsed().as_secs_f64());
    assert!(status.code().is_some_and(|code| code <= 2), "{name}: {status}");
    assert!(highest <= MEGABYTES, "{name} took {highest} MB");
    assert!(names_the_good_one(&out), "{name}: the cable beside it was not read");
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{name} left files: {left:?}");
}

/// Highest resident memory so far in megabytes; 0 where the system does not tell, or the program has ended.
fn memory(process: u32) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse::<usize>().ok()).unwrap_or(0) / 1024
}

/// The last record is that of the good cable.
fn names_the_good_one(out: &Path) -> bool {
    let text = std::fs::read_to_string(out).unwrap();
    text.lines()
        .next_back()
        .is_some_and(|last| last.contains("zz-good.txt") && last.contains("\"05LISBON417\""))
}

#[test]
fn ok_a_line_of_fifty_megabytes() {
    let mut text = HEAD.replace('\n', " ");
    while text.len() < 50_000_000 {
        text.push_str("the port authority spoke at length about cranes (quays) 1. and sheds; ");
    }
    survives("line.txt", text.as_bytes());
}

#[test]
fn ok_a_million_paragraph_numbers() {
    let mut text = HEAD.to_string();
    for number in 1..=1_000_000 {
        writeln!(text, "{number}. A").unwrap();
    }
    survives("numbers.txt", text.as_bytes());
}

#[test]
fn ok_one_number_a_million_times() {
    survives("ones.txt", format!("{HEAD}\n{}", "1. (U) A\n".repeat(1_000_000)).as_bytes());
}

#[test]
fn ok_a_hundred_thousand_tags() {
    survives("tags.txt", HEAD.replace("EWWT,", &"PREL, EWWT,\n".repeat(50_000)).as_bytes());
}

#[test]
fn ok_a_hundred_thousand_references() {
    let mut list = "REF: A. LISBON 1\n".to_string();
    for number in 2..=100_000 {
        writeln!(list, "     B. 05 STATE {number}").unwrap();
    }
    survives("references.txt", format!("{HEAD}{list}\n1. (U) See reftel and ref B, para 4.\n").as_bytes());
}

#[test]
fn ok_signs_that_open_and_never_close() {
    for (name, sign) in [
        ("brackets.txt", "(U [ ((C "),
        ("tags.txt", "<a <b &am \\"),
        ("begin.txt", "BEGIN TEXT\nBEGIN QUOTE\n"),
        ("pages.txt", "PAGE 02\nPAGE 03\n"),
        ("captions.txt", "SIPDIS\nNOFORN\n"),
        ("marks.txt", "\n(C) A. \n"),
    ] {
        let many = sign.repeat(3_000_000 / sign.len());
        let text = if name == "captions.txt" {
            format!("UNCLAS LISBON 000417\n{many}")
        } else {
            format!("{HEAD}\n1. (U) {many}")
        };
        survives(name, text.as_bytes());
    }
}

#[test]
fn ok_deep_nesting() {
    for (name, piece) in [
        ("deep.json", "{\"a\":["),
        ("deep.jsonl", "[[{\"body\":"),
        ("deep.xml", "<TEI><div type=\"document\"><note>"),
        ("deep.html", "<html><pre><table class=\"cable\"><tr><td>"),
        ("deep.eml", "Content-Type: multipart/mixed; boundary=a\n\n--a\n"),
    ] {
        survives(name, piece.repeat(200_000).as_bytes());
    }
}

#[test]
fn ok_archives_within_archives() {
    let mut inner = gzip(HEAD.as_bytes());
    for _ in 0..40 {
        inner = gzip(&inner);
    }
    survives("deep.gz", &inner);
    let mut inner = zip("cable.txt", HEAD.as_bytes());
    for _ in 0..40 {
        inner = zip("inner.zip", &inner);
    }
    survives("deep.zip", &inner);
}

#[test]
fn ok_bombs() {
    let zeros = vec![0; 300 << 20];
    survives("bomb.zip", &zip("cable.txt", &zeros));
    survives("bomb.txt.gz", &gzip(&zeros));
    let mut laughs = "<!DOCTYPE a [<!ENTITY a0 \"LISBON \">".to_string();
    for level in 1..40 {
        write!(laughs, "<!ENTITY a{level} \"{}\">", format!("&a{};", level - 1).repeat(10)).unwrap();
    }
    survives("laughs.xml", format!("{laughs}]><TEI><div type=\"document\">&a39;</div></TEI>").as_bytes());
}

#[test]
fn ok_names_that_climb_out_of_the_archive() {
    for name in ["../../escaped.txt", "/tmp/../escaped.txt", "..\\escaped.txt"] {
        survives("climb.zip", &zip(name, GOOD.as_bytes()));
        survives("climb.tar", &tar(name, GOOD.as_bytes()));
    }
}

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(content).unwrap();
    packed.finish().unwrap()
}

/// A zip archive of one deflated member.
fn zip(name: &str, content: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(content).unwrap();
    let packed = packed.finish().unwrap();
    let mut sum = flate2::Crc::new();
    sum.update(content);
    let word = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
    let half = |number: usize| u16::try_from(number).unwrap().to_le_bytes();
    // What the local and the central header have in common, from the version needed to the length of the extra field.
    let common = [
        &half(20)[..],
        &half(0),
        &half(8),
        &word(0),
        &sum.sum().to_le_bytes(),
        &word(packed.len()),
        &word(content.len()),
        &half(name.len()),
        &half(0),
    ]
    .concat();
    let local = [b"PK\x03\x04", &common[..], name.as_bytes(), &packed].concat();
    let central = [
        b"PK\x01\x02",
        &half(20)[..],
        &common,
        &half(0),
        &half(0),
        &half(0),
        &word(0),
        &word(0),
        name.as_bytes(),
    ]
    .concat();
    let end = [
        b"PK\x05\x06",
        &half(0)[..],
        &half(0),
        &half(1),
        &half(1),
        &word(central.len()),
        &word(local.len()),
        &half(0),
    ]
    .concat();
    [local, central, end].concat()
}

/// A tar archive of one member.
fn tar(name: &str, content: &[u8]) -> Vec<u8> {
    let mut header = vec![0u8; 512];
    header[..name.len()].copy_from_slice(name.as_bytes());
    write!(&mut header[124..136], "{:011o}", content.len()).unwrap();
    header[148..156].copy_from_slice(b"        ");
    header[156] = b'0';
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    write!(&mut header[148..156], "{sum:06o}\0").unwrap();
    let mut out = [&header, content].concat();
    out.resize(out.len().next_multiple_of(512) + 1024, 0);
    out
}
