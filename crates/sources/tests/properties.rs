//! Any bytes as any container: no panic, every place inside its document, nothing claimed twice.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

use proptest::prelude::*;
use sources::{Document, Limits, documents_of};

/// Beginnings that send what follows into each container and archive.
const HEADS: [&str; 16] = [
    "",
    "\"1\",\"2/22/2005 15:30\",\"05PRAIA12\",\"Embassy Praia\",\"U\",\"\",\"FM PRAIA",
    "{\"text\": \"UNCLAS\\n",
    "[{\"doc_nbr\": \"1975PRAIA1\", \"body\": \"",
    "<html><table class='cable'><tr><td>Origin</td><td>",
    "<html><pre>UNCLAS SUBJECT: &#x000A;",
    "<?xml version=\"1.0\"?><a><r><doc_nbr>1</doc_nbr><from>x</from><body>",
    "<TEI><div type=\"document\"><head>Telegram <note>",
    "From a@b Tue Feb 22 15:30:00 2005\nFrom: a\nContent-Type: text/plain\n\n",
    "Message-ID: <1>\nMIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n\n=",
    "Document Number: 1\nFilm Number: 2\nFrom: a\nTo: b\nDraft Date: c\n",
    "%PDF-1.4\n1 0 obj\n",
    "PK\u{3}\u{4}\u{14}\0\0\0\u{8}\0\0\0\0\0\0\0\0\0",
    "\u{feff}",
    "TAGS: [PREL](#)\n",
    "<div>",
];

/// Pieces that containers give a meaning to.
const PIECES: [&str; 32] = [
    "\"",
    "\\",
    ",",
    "\n",
    "\r\n",
    "\n\"2\",\"2/23/2005 1:30\",\"05PRAIA13\",",
    "{",
    "}",
    "[",
    "]",
    ":",
    "null",
    "\\u00b6",
    "\\ud83d",
    "<",
    ">",
    "</",
    "/>",
    "<br>",
    "<p>",
    "</pre>",
    "<pre>",
    "<!--",
    "<![CDATA[",
    "&amp;",
    "&#x000A;",
    "&#",
    "</div>",
    "<note type=\"source\">",
    "=E9",
    "=\n",
    "\u{b6}1. Caf\u{e9} ",
];

fn soup() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => prop::sample::select(&PIECES[..]).prop_map(|piece| piece.as_bytes().to_vec()),
        2 => "[A-Za-z0-9 .()/-]{0,12}".prop_map(String::into_bytes),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    (prop::sample::select(&HEADS[..]), prop::collection::vec(piece, 0..40)).prop_map(|(head, pieces)| {
        let mut bytes = head.as_bytes().to_vec();
        pieces.into_iter().for_each(|piece| bytes.extend(piece));
        bytes
    })
}

fn check(document: &Document) {
    let text = document.text.as_str();
    let mut before = 0;
    for (index, letter) in text.char_indices() {
        let span = document.text.span(index..index + letter.len_utf8());
        assert!(span.start <= span.end && span.end <= document.bytes.len(), "{document:?}");
        assert!(span.start >= before, "places go forward: {document:?}");
        before = span.start;
        // A letter that stands alone for as many bytes as it has is those bytes, or was decoded from another alphabet.
        if letter.is_ascii_alphanumeric() && span.len() == 1 && document.encoding == "UTF-8" {
            assert_eq!(document.bytes[span.start], letter as u8, "{document:?}");
        }
    }
    let claimed = document.text.claimed();
    assert!(claimed.windows(2).all(|two| two[0].end <= two[1].start), "{claimed:?} {document:?}");
    assert!(claimed.iter().all(|one| one.start < one.end && one.end <= document.bytes.len()));
    for fact in &document.facts {
        let span = fact.span.clone().unwrap_or(0..0);
        assert!(span.start <= span.end && span.end <= document.bytes.len(), "{fact:?}");
        assert!(!fact.value.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3000))]

    #[test]
    fn ok_any_bytes_as_any_container(bytes in soup(), extension in prop::sample::select(&["txt", "csv", "json", "html", "eml"][..])) {
        for found in documents_of(&format!("case.{extension}"), &bytes, &Limits::default()).into_iter().flatten() {
            check(&found);
        }
    }

    #[test]
    fn ok_any_bytes_under_tight_limits(bytes in soup()) {
        let limits = Limits { max_record: 40, max_pdf: 40, max_expanded: 200, max_depth: 1, ..Limits::default() };
        documents_of("case", &bytes, &limits).iter().flatten().for_each(check);
    }
}

#[test]
fn ok_files_cut_or_bent_anywhere() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
    for folder in std::fs::read_dir(root).unwrap() {
        for file in std::fs::read_dir(folder.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json")
                && path.to_string_lossy().contains("expect")
            {
                continue;
            }
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap();
            for step in 0..200 {
                let at = step * bytes.len() / 200;
                let mut bent = bytes.clone();
                if let Some(byte) = bent.get_mut(at) {
                    *byte ^= 1 << (step % 8);
                }
                for variant in [&bytes[..at], &bent] {
                    documents_of(&name, variant, &Limits::default()).iter().flatten().for_each(check);
                }
            }
        }
    }
}
