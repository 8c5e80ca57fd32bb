//! BagIt 1.0 (RFC 8493): the bytes of the documents under `data/`, each with its SHA-256.
//!
//! ```text
//! bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
//! data/03/03OTTAWA1123-9f2c6b01e2d3a4f5.txt          the id's first two characters, id, name of the copy
//! ```
//!
//! File names have only ASCII letters, digits, `-`, `_` and one point, so that every file system takes them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use sources::Container;

use super::names::{one_line, safe};
use super::{Exporter, Outcome};
use crate::query::Day;
use crate::view::{Held, View};
use crate::writer::hexadecimal;

/// Longest id in a file name; the name of the copy tells the rest apart.
const LONGEST: usize = 100;
const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
const MANIFEST: &str = "manifest-sha256.txt";

pub(super) struct Bag {
    folder: PathBuf,
    repository: Option<String>,
    date: Option<Day>,
    manifest: Option<Tally<BufWriter<File>>>,
    bytes: u64,
    files: u64,
}

impl Bag {
    pub(super) fn new(folder: &Path, repository: Option<String>, date: Option<Day>) -> Bag {
        Bag { folder: folder.to_path_buf(), repository, date, manifest: None, bytes: 0, files: 0 }
    }
}

impl Exporter for Bag {
    fn begin(&mut self) -> Outcome {
        std::fs::create_dir_all(self.folder.join("data"))?;
        let file = File::create_new(self.folder.join(MANIFEST))?;
        self.manifest = Some(Tally { to: BufWriter::new(file), sum: Sha256::new() });
        Ok(())
    }

    fn one(&mut self, view: &View, held: &Held) -> Outcome {
        for copy in &held.copies {
            let document = view.document(copy)?;
            let ending = if copy.whole { ending(document.container) } else { "txt" };
            let place = place(&held.id, &copy.name, ending);
            let path = self.folder.join(&place);
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            File::create_new(&path)?.write_all(&document.bytes)?;
            self.bytes += document.bytes.len() as u64;
            self.files += 1;
            let sum = hexadecimal(&Sha256::digest(&document.bytes));
            if let Some(manifest) = &mut self.manifest {
                writeln!(manifest, "{sum}  {place}")?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Outcome {
        let mut info = String::new();
        if let Some(repository) = &self.repository {
            info.push_str(&format!("Source-Organization: {}\n", one_line(repository)));
        }
        info.push_str("External-Description: Diplomatic telegrams\n");
        if let Some(date) = self.date {
            info.push_str(&format!("Bagging-Date: {date}\n"));
        }
        info.push_str(&format!("Payload-Oxum: {}.{}\n", self.bytes, self.files));
        let mut tags = String::new();
        for (name, text) in [("bag-info.txt", info.as_str()), ("bagit.txt", DECLARATION)] {
            std::fs::write(self.folder.join(name), text)?;
            tags.push_str(&format!("{}  {name}\n", hexadecimal(&Sha256::digest(text.as_bytes()))));
        }
        if let Some(mut manifest) = self.manifest.take() {
            manifest.flush()?;
            tags.push_str(&format!("{}  {MANIFEST}\n", hexadecimal(&manifest.sum.finalize())));
        }
        Ok(std::fs::write(self.folder.join("tagmanifest-sha256.txt"), tags)?)
    }
}

/// Sums up what it writes.
struct Tally<W> {
    to: W,
    sum: Sha256,
}

impl<W: Write> Write for Tally<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.sum.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.to.flush()
    }
}

fn place(id: &str, copy: &str, ending: &str) -> String {
    let id = safe(id);
    let id = id.get(..LONGEST).unwrap_or(&id);
    let shelf = id.get(..2).unwrap_or(id);
    format!("data/{shelf}/{id}-{copy}.{ending}")
}

fn ending(container: Container) -> &'static str {
    match container {
        // The bytes kept of a PDF are its text.
        Container::PlainText | Container::CfpfText | Container::Pdf => "txt",
        Container::Markdown => "md",
        Container::CablegateCsv => "csv",
        Container::CableHtml | Container::PlusdHtml => "html",
        Container::CfpfXml | Container::FrusTei => "xml",
        Container::HistoryLabJson | Container::Jsonl => "json",
        Container::Mail => "eml",
    }
}
