//! Files made to cost a reader its time or its memory: each ends soon, with a clear word, and its neighbours are read.

#![expect(clippy::unwrap_used, reason = "a test that unwraps fails with a message")]

use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use sources::{Document, Limits, Problem, ProblemKind, documents_of, read};

/// Reads `bytes` as a file of that name, within the time that is allowed.
#[track_caller]
fn within_time(name: &str, bytes: Vec<u8>) -> (Vec<Document>, Vec<Problem>) {
    let start = Instant::now();
    let (documents, problems): (Vec<_>, Vec<_>) =
        read(Cursor::new(bytes), name, &Limits::default()).partition(Result::is_ok);
    assert!(start.elapsed() < Duration::from_secs(10), "{name} took {:?}", start.elapsed());
    (documents.into_iter().flatten().collect(), problems.into_iter().filter_map(Result::err).collect())
}

fn gzip(mut content: impl Read) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::copy(&mut content, &mut packed).unwrap();
    packed.finish().unwrap()
}

/// A tar archive of members.
fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, content) in members {
        let mut header = vec![0u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        write!(&mut header[124..136], "{:011o}", content.len()).unwrap();
        header[148..156].copy_from_slice(b"        ");
        header[156] = b'0';
        let sum: u32 = header.iter().map(|b| u32::from(*b)).sum();
        write!(&mut header[148..156], "{sum:06o}\0").unwrap();
        out.extend(header);
        out.extend_from_slice(content);
        out.resize(out.len().next_multiple_of(512), 0);
    }
    out.resize(out.len() + 1024, 0);
    out
}

#[test]
fn err_a_bomb_is_stopped_by_its_ratio() {
    let bomb = gzip(std::io::repeat(b' ').take(600 << 20));
    let (documents, problems) = within_time("bomb.gz", bomb);
    assert!(documents.is_empty());
    assert!(problems.iter().all(|problem| problem.kind == ProblemKind::TooLarge), "{problems:?}");
}

#[test]
fn err_the_neighbours_of_a_bad_member_are_read() {
    let files = tar(&[
        ("a.txt", b"UNCLAS PRAIA 000012"),
        ("b.zip", b"PK\x03\x04\x14\0\0\0\x08\0broken"),
        ("c.pdf", b"%PDF-1.7 broken"),
        ("d.gz", b"\x1f\x8b\x08\0\0\0\0\0\0\x03broken"),
        ("e.txt", b"UNCLAS PRAIA 000013"),
    ]);
    let (documents, problems) = within_time("box.tar", files);
    assert_eq!(
        documents.iter().map(|d| d.path.as_str()).collect::<Vec<_>>(),
        ["box.tar!a.txt", "box.tar!e.txt"]
    );
    for member in ["b.zip", "c.pdf", "d.gz"] {
        assert!(problems.iter().any(|problem| problem.path.contains(member)), "{member}: {problems:?}");
    }
}

#[test]
fn ok_deep_nesting_ends() {
    for (name, piece) in [
        ("deep.json", "{\"a\":["),
        ("deep.json", "["),
        ("deep.html", "<html><pre><div>"),
        ("deep.xml", "<TEI><div type=\"document\"><div><note>"),
        ("deep.xml", "<r><doc_nbr>1</doc_nbr><from>2</from><to>3</to>"),
    ] {
        within_time(name, piece.repeat((6 << 20) / piece.len()).into_bytes());
    }
}

#[test]
fn ok_what_is_never_closed_takes_linear_time() {
    let row = "\"1\",\"2/22/2005 15:30\",\"05PRAIA12\",\"Embassy Praia\",\"U\",\"\",\"FM PRAIA\",\"";
    for (name, head, piece) in [
        ("quotes.csv", row, "\\\",\"\n"),
        ("quotes.csv", row, "\"\"x\n"),
        ("lines.jsonl", "{\"text\":\"x\"}\n", "{\"text\":\"\n"),
        ("objects.json", "[", "{\"text\":\"x\" "),
        ("comments.html", "<html>", "<!-- <pre> \""),
        ("entities.html", "<html><pre>UNCLAS SUBJECT:", "&amp;&#"),
        ("cells.html", "<html><table class=cable>", "<tr><th>Origin<td>x"),
        ("holders.html", "<html>", "<div class=\"text\"><div id=body>E.O. TAGS "),
        ("labels.txt", "", "Document Number: 1\nFilm Number: 2\nFrom: \n"),
        ("many.mbox", "From a@b 1:1\nFrom: x\n\n", "\nFrom a@b 1:1\n"),
        ("boundaries.eml", "Message-ID: 1\nContent-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n"),
        ("latin.txt", "", "a\u{0}\u{e9}"),
    ] {
        let bytes = [head.as_bytes(), piece.repeat((5 << 20) / piece.len()).as_bytes()].concat();
        within_time(name, bytes);
    }
}

#[test]
fn ok_many_records_are_read_one_by_one() {
    let line = b"{\"id\":\"05PRAIA12\",\"text\":\"UNCLAS\"}\n";
    let (documents, problems) = {
        let start = Instant::now();
        let reader = read(Cursor::new(line.repeat(300_000)), "many.jsonl", &Limits::default());
        let mut counts = (0, 0);
        for found in reader {
            if found.is_ok() { counts.0 += 1 } else { counts.1 += 1 }
        }
        assert!(start.elapsed() < Duration::from_secs(30), "{:?}", start.elapsed());
        counts
    };
    assert_eq!((documents, problems), (300_000, 0));
}

#[test]
fn err_an_endless_row_is_passed_over() {
    let limits = Limits { max_record: 1 << 20, ..Limits::default() };
    let start = "\"1\",\"2/22/2005 15:30\",\"05PRAIA12\",\"Embassy Praia\",\"U\",\"\",\"FM PRAIA\",\"";
    let next =
        "\n\"2\",\"2/23/2005 1:30\",\"05PRAIA13\",\"Embassy Praia\",\"U\",\"\",\"FM PRAIA\",\"UNCLAS\"\n";
    let bytes = [start, &"x".repeat(3 << 20), next].concat();
    let found = documents_of("long.csv", bytes.as_bytes(), &limits);
    assert_eq!(found.len(), 2);
    assert!(found[0].as_ref().is_err_and(|problem| problem.kind == ProblemKind::TooLarge), "{:?}", found[0]);
    assert!(found[1].as_ref().is_ok_and(|document| document.text.as_str() == "FM PRAIA\nUNCLAS"));
}
