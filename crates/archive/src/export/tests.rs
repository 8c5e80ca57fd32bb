//! Each format is read back by a reader that is not ours where there is one; `CHANCERY_BLESS` writes the files of
//! cases/export anew.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use sha2::{Digest, Sha256};
use sources::Document;

use super::*;
use crate::archive::Archive;
use crate::label::{Label, Reader};

const CUTTER: &str = "C O N F I D E N T I A L PRAIA 000611\n\nSIPDIS\n\nE.O. 12958: DECL: 06/21/2015\nTAGS: EFIS, CV\n\
    SUBJECT: CUTTER VISIT\n\nREF: A. 05 LISBON 300\n\nClassified By: Ambassador Ruth Ellery, Reasons 1.4 (b) and (d).\n\n\
    1. (U) The harbour is open. It was shut (ref. A) in May; see para 2.\n\n2. (S/NF) The minister wavers.\n\nELLERY\n";
const NETS: &str = "UNCLAS LISBON 000300\n\nE.O. 12958: N/A\nTAGS: EFIS, PO\nSUBJECT: THE NETS\n\n\
    1. The nets are new.\n\n2. Nobody minds.\n\nVARGA\n";
const HOSTILE: &str = "C O N F I D E N T I A L DAKAR 000042\n\nE.O. 12958: DECL: 06/21/2015\nTAGS: EFIS, \"=1\", }{\n\
    SUBJECT: =cmd|' /C calc'!A0, \"x\" ]]> {\\input} \u{202e}&lt; <b>%\0 @misc{a,\n\nREF: A. 05 LISBON 300 ]]> \" <i>\n\n\
    1. (C) =1 \"quoted\" ]]> </p> <!-- \\ { } \u{202e}abc\u{200f} \0 \u{b} \u{fffe} TY  - BOOK (ref. A).\n\n\
    TY  - BOOK\n\n1. (C) Again, '); DROP TABLE telegrams; --\n\n@misc{x}\n\nO'HARA \"]]>\n";

fn archive(folder: &Path, cables: &[&str]) -> Archive {
    let archive = Archive::create(&folder.join("archive")).unwrap();
    let documents = cables
        .iter()
        .enumerate()
        .map(|(n, text)| Ok(Document::plain(format!("{n}.txt"), text.as_bytes().to_vec())))
        .collect::<Vec<_>>();
    archive.writer().unwrap().ingest(documents.into_iter(), 1, &mut |_| {}).unwrap();
    archive
}

fn wanted(format: Format) -> Export {
    Export { format, query: None, repository: Some("Harbour Archives".to_string()), date: None }
}

/// Files by name; a stream is one file.
type Files = BTreeMap<String, Vec<u8>>;

fn export(view: &View, export: &Export) -> Files {
    let mut stream = Vec::new();
    if matches!(export.format.shape(), Shape::Text | Shape::Bytes) {
        view.export(export, Target::Stream(Box::new(&mut stream))).unwrap();
        return Files::from([(String::new(), stream)]);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("out");
    view.export(export, Target::Path(path.clone())).unwrap();
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing but what was asked for");
    let mut files = Files::new();
    gather(&path, &path, &mut files);
    files
}

fn gather(root: &Path, path: &Path, files: &mut Files) {
    if path.is_dir() {
        std::fs::read_dir(path).unwrap().for_each(|entry| gather(root, &entry.unwrap().path(), files));
    } else {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_string();
        files.insert(name, std::fs::read(path).unwrap());
    }
}

fn of(files: &Files) -> &[u8] {
    &files[""]
}

fn text(files: &Files) -> &str {
    std::str::from_utf8(of(files)).unwrap()
}

/// Everything that a format tells, as text.
fn told(format: Format, files: &Files) -> String {
    match format {
        Format::Bagit => files
            .iter()
            .map(|(name, bytes)| format!("== {name}\n{}\n", String::from_utf8_lossy(bytes)))
            .collect(),
        Format::Sqlite => rows_of_sqlite(files),
        Format::Parquet => rows_of_parquet(files),
        _ => text(files).to_string(),
    }
}

fn rows_of_sqlite(files: &Files) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("telegrams.db");
    std::fs::write(&path, of(files)).unwrap();
    let db = rusqlite::Connection::open(&path).unwrap();
    let sound: String = db.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(sound, "ok");
    assert!(!db.prepare("PRAGMA foreign_key_check").unwrap().exists([]).unwrap());
    db.execute_batch("INSERT INTO paragraphs_fts (paragraphs_fts) VALUES ('integrity-check')").unwrap();
    let mut out = String::new();
    for table in ["telegrams", "copies", "paragraphs", "tags", "references", "signers"] {
        let mut statement = db.prepare(&format!("SELECT * FROM \"{table}\" ORDER BY 1, 2")).unwrap();
        let width = statement.column_count();
        out.push_str(&format!("== {table} ({})\n", statement.column_names().collect::<Vec<_>>().join(", ")));
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let values: Vec<String> =
                (0..width).map(|n| format!("{:?}", row.get_ref(n).map(plain).unwrap())).collect();
            out.push_str(&format!("{}\n", values.join(" | ")));
        }
    }
    out
}

fn plain(value: rusqlite::types::ValueRef) -> String {
    use rusqlite::types::ValueRef;
    match value {
        ValueRef::Null => "NULL".to_string(),
        ValueRef::Integer(n) => n.to_string(),
        ValueRef::Text(text) => String::from_utf8(text.to_vec()).unwrap(),
        other => format!("{other:?}"),
    }
}

fn rows_of_parquet(files: &Files) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("telegrams.parquet");
    std::fs::write(&path, of(files)).unwrap();
    let reader = SerializedFileReader::new(std::fs::File::open(&path).unwrap()).unwrap();
    reader.get_row_iter(None).unwrap().map(|row| format!("{}\n", row.unwrap())).collect()
}

#[test]
fn ok_two_telegrams_in_each_format() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path(), &[CUTTER, NETS]);
    let view = archive.view(&Reader::everything()).unwrap();
    for format in Format::ALL {
        let found = told(format, &export(&view, &wanted(format)));
        let name = format!("cases/export/{}.txt", format.name());
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(&name);
        if std::env::var_os("CHANCERY_BLESS").is_some() {
            std::fs::write(&path, &found).unwrap();
        }
        let expected = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            found == expected,
            "{name} is not what is written now (CHANCERY_BLESS=1 writes it anew):\n{found}"
        );
    }
}

#[test]
fn ok_the_order_of_ingest_tells_nothing() {
    let again = CUTTER.replace("wavers", "wavered");
    let cables = [CUTTER, NETS, HOSTILE, &again, NETS];
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let one = archive(folders[0].path(), &cables);
    let reversed: Vec<&str> = cables.iter().rev().copied().collect();
    let other = archive(folders[1].path(), &reversed);
    let (one, other) = (one.view(&Reader::everything()).unwrap(), other.view(&Reader::everything()).unwrap());
    for format in Format::ALL {
        let (a, b) = (export(&one, &wanted(format)), export(&other, &wanted(format)));
        assert!(a == b, "{}", format.name());
    }
}

#[test]
fn ok_what_is_hidden_tells_nothing() {
    let reader = |level: &str| {
        let Label { level, controls, captions } = Label::from_key(level).unwrap();
        Reader { name: "reader".to_string(), level, controls, captions, everything: false }
    };
    let secret = "S E C R E T DAKAR 000043\n\nE.O. 12958: DECL: 06/21/2015\nTAGS: EFIS\nSUBJECT: ZEBRA\n\n1. (S) Zebra.\n";
    let changed = CUTTER.replace("The minister wavers.", "Zebra, at great length, and the minister too.");
    let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
    let one = archive(folders[0].path(), &[CUTTER, NETS]);
    // Two copies that differ only in what is hidden are one.
    let other = archive(folders[1].path(), &[secret, &changed, NETS, CUTTER]);
    for level in ["U", "C"] {
        let (a, b) = (one.view(&reader(level)).unwrap(), other.view(&reader(level)).unwrap());
        for format in Format::ALL {
            for query in [None, Some(Query::strict("tags:EFIS").unwrap())] {
                let wanted = Export { query, ..wanted(format) };
                let (a, b) = (export(&a, &wanted), export(&b, &wanted));
                assert!(a == b, "{} {level}", format.name());
                let told = told(format, &a).to_lowercase();
                assert!(!told.contains("zebra") && !told.contains("wavers"), "{told}");
                assert_eq!(told.contains("praia"), level == "C", "{level} {told}");
            }
        }
    }
}

#[test]
fn ok_hostile_texts_stay_texts() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path(), &[HOSTILE, NETS]);
    let view = archive.view(&Reader::everything()).unwrap();
    let get = |format| export(&view, &wanted(format));

    for line in text(&get(Format::Jsonl)).lines().chain(text(&get(Format::FollowTheMoney)).lines()) {
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    }
    let items: Vec<serde_json::Value> = serde_json::from_slice(of(&get(Format::CslJson))).unwrap();
    assert_eq!(items.len(), 2);

    let mut rows = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(std::io::Cursor::new(of(&get(Format::Csv)).to_vec()));
    let rows: Vec<_> = rows.records().map(|row| row.unwrap()).collect();
    assert_eq!(rows.iter().map(|row| row.len()).collect::<Vec<_>>(), [24, 24, 24]);
    assert!(rows.iter().flatten().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{rows:?}");

    let tei = get(Format::Tei);
    let mut reader = quick_xml::Reader::from_str(text(&tei));
    reader.config_mut().check_comments = true;
    let mut ids = std::collections::HashSet::new();
    loop {
        match reader.read_event().unwrap() {
            quick_xml::events::Event::Start(start) => {
                for attribute in start.attributes() {
                    let attribute = attribute.unwrap();
                    let value = attribute.value.to_string();
                    assert!(
                        attribute.key.as_ref() != "xml:id" || ids.insert(value),
                        "an identifier comes twice"
                    );
                }
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert!(text(&tei).chars().all(|c| c >= ' ' && c != '\u{fffe}' || matches!(c, '\n' | '\t')));

    let bibtex = get(Format::Bibtex);
    let mut depth = 0;
    for c in text(&bibtex).chars() {
        depth += i32::from(c == '{') - i32::from(c == '}');
        assert!(depth >= 0);
    }
    assert_eq!((depth, text(&bibtex).lines().filter(|line| line.starts_with('@')).count()), (0, 2));

    let ris = get(Format::Ris);
    let line =
        |line: &str| line.is_empty() || line.get(2..6) == Some("  - ") && !line.contains(['\n', '\r', '\0']);
    assert!(text(&ris).split("\r\n").all(line), "{}", text(&ris));
    assert_eq!(text(&ris).lines().filter(|line| line.starts_with("TY  - ")).count(), 2);

    assert!(rows_of_sqlite(&get(Format::Sqlite)).contains("DROP TABLE telegrams"));
    assert!(rows_of_parquet(&get(Format::Parquet)).contains("DROP TABLE telegrams"));
}

#[test]
fn ok_checksums_of_a_bag_are_those_of_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path(), &[CUTTER, NETS, HOSTILE]);
    let view = archive.view(&Reader::everything()).unwrap();
    let date = Some("2026-01-31".parse().unwrap());
    let bag = export(&view, &Export { date, ..wanted(Format::Bagit) });
    let text = |name: &str| std::str::from_utf8(&bag[name]).unwrap();
    let mut listed = 0;
    for line in text("manifest-sha256.txt").lines().chain(text("tagmanifest-sha256.txt").lines()) {
        let (sum, name) = line.split_once("  ").unwrap();
        assert_eq!(sum, crate::writer::hexadecimal(&Sha256::digest(&bag[name])), "{name}");
        listed += 1;
    }
    assert_eq!(listed, bag.len() - 1, "all but the list of lists");
    let bytes: usize =
        bag.iter().filter(|(name, _)| name.starts_with("data/")).map(|(_, bytes)| bytes.len()).sum();
    assert!(text("bag-info.txt").contains(&format!("Payload-Oxum: {bytes}.3\n")));
    assert!(text("bag-info.txt").contains("Bagging-Date: 2026-01-31\n"));
    assert!(bag.values().any(|file| file == CUTTER.as_bytes()));
}

#[test]
fn ok_a_query_chooses_and_failures_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let archive = archive(folder.path(), &[CUTTER, NETS]);
    let view = archive.view(&Reader::everything()).unwrap();
    let query = Some(Query::strict("nets").unwrap());
    let chosen = export(&view, &Export { query, ..wanted(Format::Jsonl) });
    assert_eq!(text(&chosen).lines().count(), 1);
    let refused = view.export(&wanted(Format::Bagit), Target::Path(folder.path().to_path_buf()));
    assert!(matches!(refused, Err(Error::Refused(_))));
    let refused = view.export(&wanted(Format::Sqlite), Target::Stream(Box::new(std::io::sink())));
    assert!(matches!(refused, Err(Error::Refused(_))));
    let missing = view.export(&wanted(Format::Csv), Target::Path(folder.path().join("no/such/folder")));
    assert!(matches!(missing, Err(Error::File { .. })));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}
