//! The formats, and what each of them makes.

/// What a format makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Text that can be piped.
    Text,
    /// Bytes that can be piped, and that nobody wants on a terminal.
    Bytes,
    /// A file that is written here and there.
    File,
    /// A folder.
    Folder,
}

/// A format of export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Format {
    Jsonl,
    Csv,
    Parquet,
    Tei,
    Bibtex,
    Ris,
    CslJson,
    FollowTheMoney,
    Sqlite,
    Bagit,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 10] = [
        Format::Jsonl,
        Format::Csv,
        Format::Parquet,
        Format::Tei,
        Format::Bibtex,
        Format::Ris,
        Format::CslJson,
        Format::FollowTheMoney,
        Format::Sqlite,
        Format::Bagit,
    ];

    /// The word for it on a command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Jsonl => "jsonl",
            Format::Csv => "csv",
            Format::Parquet => "parquet",
            Format::Tei => "tei",
            Format::Bibtex => "bibtex",
            Format::Ris => "ris",
            Format::CslJson => "csl-json",
            Format::FollowTheMoney => "ftm",
            Format::Sqlite => "sqlite",
            Format::Bagit => "bagit",
        }
    }

    /// What it is good for, in a line.
    pub fn about(self) -> &'static str {
        match self {
            Format::Jsonl => "every field of every copy, one JSON object a line",
            Format::Csv => "the catalogue, one row a telegram; no cell is a formula",
            Format::Parquet => "catalogue and text, one row a copy, for data frames",
            Format::Tei => "TEI P5, one <TEI> a telegram, an xml:id for each paragraph",
            Format::Bibtex => "one @techreport a telegram",
            Format::Ris => "one report a telegram, for reference managers",
            Format::CslJson => "one report a telegram, for Zotero and citation processors",
            Format::FollowTheMoney => {
                "messages, senders, addressees and signers, one entity a line (FollowTheMoney 4)"
            }
            Format::Sqlite => "a database with full-text search, ready for Datasette",
            Format::Bagit => "the documents' bytes with checksums (RFC 8493), in a folder",
        }
    }

    /// What it makes.
    pub fn shape(self) -> Shape {
        match self {
            Format::Parquet => Shape::Bytes,
            Format::Sqlite => Shape::File,
            Format::Bagit => Shape::Folder,
            _ => Shape::Text,
        }
    }
}
