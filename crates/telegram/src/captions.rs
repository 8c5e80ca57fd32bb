//! Caption lines: how a telegram is to be handled (format.md §6).
//!
//! ```text
//! line    = caption { separator caption }          separator = blank | "," | ";" | "/"
//! caption = word { word } [ number | countries | name ]
//! ```
//!
//! Words are those of `captions.tsv` beside this file and of the authority's table. A caption may be doubled
//! (`SIPDIS SIPDIS`), padded with slashes (`STADIS////////////`) or letter-spaced (`N O F O R N`).

use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use foldhash::fast::FixedState;

use crate::spelled;

/// One caption of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// In canonical form: `SIPDIS`, `ROGER CHANNEL`, `REL USA, GBR`, `TOSEC 40112`.
    pub text: String,
    /// What it is about.
    pub kind: CaptionKind,
    /// Its place in the line.
    pub range: Range<usize>,
}

/// Kinds of captions (format.md §6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaptionKind {
    /// Who may see it: `EXDIS`, `SIPDIS`, `FOR THE AMBASSADOR ONLY`.
    Caption,
    /// Between which offices: `DISSENT CHANNEL`, `OFFICIAL INFORMAL`.
    Channel,
    /// Control on dissemination: `NOFORN`, `SENSITIVE`, `REL USA, GBR`.
    Control,
    /// Number in a series: `SECTO 4077`.
    Series,
    /// What is to be done with it: `INFORM CONSULS`, `CODEL DOE`, `CORRECTED COPY`.
    Handling,
    /// A token in capitals among captions that no table knows.
    Unknown,
}

/// The captions of a line that holds nothing else; a repeated one is told once. `None` for any other line, also for one
/// whose words are all unknown: what a line of unknown capitals is depends on where it stands.
pub fn read(line: &str) -> Option<Vec<Caption>> {
    if line.len() > 200 {
        return None;
    }
    if let Some(only) = named_reader(line) {
        return Some(vec![only]);
    }
    let mut out: Vec<Caption> = Vec::new();
    let mut unknown = 0;
    let mut at = skip_separators(line, 0);
    while at < line.len() {
        let rest = line.get(at..)?;
        let (caption, len) = match find(rest) {
            Some((entry, len)) => finish(entry, rest, len, entry.takes == Takes::Name),
            None if out.is_empty() || unknown == 2 => return None,
            None => {
                unknown += 1;
                strange(rest)?
            }
        };
        let range = at..at + len;
        at = skip_separators(line, range.end);
        // A reason in brackets belongs to what stands before it.
        if caption.0 == "CORRECTED COPY" && line.get(at..)?.starts_with('(') {
            at = line.len();
        }
        if out.iter().all(|known| known.text != caption.0) {
            out.push(Caption { text: caption.0, kind: caption.1, range });
        }
    }
    (!out.is_empty()).then_some(out)
}

/// The caption at the start of `text` and the bytes it takes. A name after it (`CODEL DOE`) is left.
pub fn at(text: &str) -> Option<(Caption, usize)> {
    let (entry, len) = find(text)?;
    let ((text, kind), len) = finish(entry, text, len, false);
    Some((Caption { text, kind, range: 0..len }, len))
}

/// Countries and organisations of a `REL` control at the start of `text`, and the bytes they take.
///
/// ```text
/// " TO USA, GBR//SECTION 01" → [USA, GBR], 12
/// ```
pub(crate) fn release_list(text: &str) -> (Vec<&str>, usize) {
    let (mut names, mut at, mut end) = (Vec::new(), 0, 0);
    while let Some(rest) = text.get(at..) {
        let gap = rest.len() - rest.trim_start_matches([' ', ',', '\t']).len();
        let rest = rest.get(gap..).unwrap_or_default();
        let single_slash = rest.starts_with('/') && !rest.starts_with("//") && !names.is_empty();
        let gap = gap + usize::from(single_slash);
        let rest = rest.get(usize::from(single_slash)..).unwrap_or_default();
        let word = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        match word.to_ascii_uppercase().as_str() {
            "TO" | "AND" => {}
            "NATO" | "ISAF" | "FVEY" | "ACGU" | "MCFI" | "KFOR" | "SFOR" | "GCTF" | "EU" | "UN" | "UK" => {
                names.push(word)
            }
            country if country.len() == 3 && country.bytes().all(|b| b.is_ascii_uppercase()) => {
                names.push(word)
            }
            _ => break,
        }
        at += gap + word.len();
        if !matches!(word, "TO" | "AND" | "to" | "and") {
            end = at;
        }
    }
    (names, end)
}

/// What follows the words of a caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Takes {
    Nothing,
    Number,
    Countries,
    Name,
}

/// A row of the dictionary.
#[derive(Debug)]
struct Entry {
    words: Vec<String>,
    canonical: String,
    kind: CaptionKind,
    takes: Takes,
}

/// Captions by first word, those of most words first.
type Dictionary = HashMap<Vec<u8>, Vec<Entry>, FixedState>;

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(|| {
    let own = include_str!("captions.tsv").lines().skip(1).filter_map(own_row);
    let mut dictionary = Dictionary::default();
    for entry in own.chain(authority::captions::all().into_iter().filter_map(authority_row)) {
        let Some(first) = entry.words.first() else { continue };
        let rows = dictionary.entry(first.clone().into_bytes()).or_default();
        if rows.iter().all(|row| row.words != entry.words) {
            rows.push(entry);
        }
    }
    for rows in dictionary.values_mut() {
        rows.sort_by_key(|row| std::cmp::Reverse(row.words.len()));
    }
    dictionary
});

fn own_row(line: &str) -> Option<Entry> {
    let mut columns = line.split('\t');
    let words = columns.next()?.split(' ').map(str::to_string).collect();
    let canonical = columns.next()?.to_string();
    let kind = match columns.next()? {
        "channel" => CaptionKind::Channel,
        "control" => CaptionKind::Control,
        "series" => CaptionKind::Series,
        "handling" => CaptionKind::Handling,
        _ => CaptionKind::Caption,
    };
    let takes = match columns.next() {
        Some("number") => Takes::Number,
        Some("list") => Takes::Countries,
        Some("name") => Takes::Name,
        _ => Takes::Nothing,
    };
    Some(Entry { words, canonical, kind, takes })
}

/// Rows of the authority's table that are captions; the others belong to other lines.
fn authority_row(row: authority::captions::Caption) -> Option<Entry> {
    let kind = match row.class {
        "channel" => CaptionKind::Channel,
        "dissemination-control" => CaptionKind::Control,
        "series" => CaptionKind::Series,
        "special-handling" | "distribution" => CaptionKind::Caption,
        "processing" if !row.caption.starts_with("SECTION") => CaptionKind::Handling,
        "precedence" => CaptionKind::Handling,
        _ => return None,
    };
    if row.caption == "PASS TO" || row.caption.starts_with("C O R R") {
        return None;
    }
    let takes = if kind == CaptionKind::Series { Takes::Number } else { Takes::Nothing };
    let words = row.caption.split(' ').map(str::to_string).collect();
    Some(Entry { words, canonical: row.caption.to_string(), kind, takes })
}

/// The longest caption at the start of `text`.
fn find(text: &str) -> Option<(&'static Entry, usize)> {
    if matches!(text.as_bytes(), [a, b' ', b, ..] if a.is_ascii_alphabetic() && b.is_ascii_alphanumeric())
        && text.as_bytes().get(3).is_none_or(|b| !b.is_ascii_alphanumeric())
    {
        return find_spaced(text);
    }
    let up_to = |ends: fn(&u8) -> bool| text.bytes().take_while(|b| !ends(b)).count();
    let word = up_to(|b| !(b.is_ascii_alphanumeric() || *b == b'-'));
    let slashed = up_to(|b| matches!(b, b' ' | b'(' | b','));
    [Some(word), Some(slashed).filter(|slashed| *slashed != word)].into_iter().flatten().find_map(|len| {
        // No first word is longer.
        let mut upper = [0_u8; 32];
        let upper = upper.get_mut(..len)?;
        upper.copy_from_slice(text.as_bytes().get(..len)?);
        upper.make_ascii_uppercase();
        let rows = DICTIONARY.get(&*upper)?;
        rows.iter().find_map(|entry| Some((entry, words_at(text, &entry.words)?)))
    })
}

/// A letter-spaced caption at the start of `text`. Few lines come here, so the whole dictionary is asked.
fn find_spaced(text: &str) -> Option<(&'static Entry, usize)> {
    let initial = spelled::letter(text.chars().next()?).to_ascii_uppercase();
    DICTIONARY
        .values()
        .flatten()
        .filter(|entry| entry.words.first().is_some_and(|word| word.starts_with(initial)))
        .filter_map(|entry| {
            let found = spelled::phrase(text, &entry.words.join(" "))?;
            found.spaced.then_some((entry, found.len))
        })
        .max_by_key(|(entry, len)| (*len, std::cmp::Reverse(&entry.words)))
}

/// Bytes of `words` at the start of `text`, any case, any number of blanks between them.
fn words_at(text: &str, words: &[String]) -> Option<usize> {
    let mut at = 0;
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            let rest = text.get(at..)?;
            let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
            if gap == 0 {
                return None;
            }
            at += gap;
        }
        let printed = text.get(at..at + word.len())?;
        if !printed.eq_ignore_ascii_case(word) {
            return None;
        }
        at += word.len();
    }
    (!text.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric)).then_some(at)
}

/// Adds what follows the words: number, countries, name.
fn finish(entry: &Entry, text: &str, len: usize, with_name: bool) -> ((String, CaptionKind), usize) {
    let rest = text.get(len..).unwrap_or_default();
    let plain = ((entry.canonical.clone(), entry.kind), len);
    match entry.takes {
        Takes::Number => {
            let gap = rest.len() - rest.trim_start_matches([' ', '\t', '#']).len();
            let rest = rest.get(gap..).unwrap_or_default();
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            match rest.get(..digits).and_then(|digits| digits.parse::<u32>().ok()) {
                Some(number) => ((format!("{} {number}", entry.canonical), entry.kind), len + gap + digits),
                None => plain,
            }
        }
        Takes::Countries => match release_list(rest) {
            (names, taken) if !names.is_empty() => {
                ((format!("{} {}", entry.canonical, names.join(", ")), entry.kind), len + taken)
            }
            _ => plain,
        },
        Takes::Name if with_name => {
            let name = rest.split([',', ';']).next().unwrap_or_default();
            let words: Vec<&str> = name.split_whitespace().collect();
            if words.is_empty() || name.chars().any(char::is_lowercase) {
                return plain;
            }
            ((format!("{} {}", entry.canonical, words.join(" ")), entry.kind), len + name.trim_end().len())
        }
        _ => plain,
    }
}

/// An unknown token in capitals, for lines that have known ones too.
fn strange(text: &str) -> Option<((String, CaptionKind), usize)> {
    let len = text.find([' ', ',', ';', '/']).unwrap_or(text.len());
    let token = text.get(..len)?;
    let capitals = token.chars().all(|c| c.is_ascii_uppercase() || c == '-');
    (capitals && token.len() > 2 && !matches!(token, "FOR" | "PASS" | "AND" | "THE"))
        .then(|| ((token.to_string(), CaptionKind::Unknown), len))
}

/// `FOR THE AMBASSADOR ONLY`, `EYES ONLY FOR ASSISTANT SECRETARY DOE`: one caption, as long as the line.
fn named_reader(line: &str) -> Option<Caption> {
    let start = skip_separators(line, 0);
    let words = line.get(start..)?.trim_end_matches([' ', '\t', '.', '/']);
    let range = start..start + words.len();
    let named = words.len() > "EYES ONLY".len()
        && (words.ends_with(" ONLY") || words.contains("EYES ONLY "))
        && words.split_whitespace().count() <= 10
        && !words.contains(|c: char| c.is_ascii_lowercase())
        && !words.ends_with("OFFICIAL USE ONLY");
    let text = words.split_whitespace().collect::<Vec<_>>().join(" ");
    named.then_some(Caption { text, kind: CaptionKind::Caption, range })
}

fn skip_separators(line: &str, at: usize) -> usize {
    let rest = line.get(at..).unwrap_or_default();
    line.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || "/,;.*-:".contains(c)).len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn cases_of_captions() {
        crate::cases::check("captions.toml", |case| {
            let found: Vec<Caption> = case.field.lines().filter_map(read).flatten().collect();
            let channel = found.iter().find(|caption| caption.kind == CaptionKind::Channel);
            json!({
                "captions": found.iter().map(|caption| caption.text.as_str()).collect::<Vec<_>>(),
                "channel": channel.map(|caption| caption.text.as_str()),
            })
        });
    }

    #[test]
    fn err_other_lines_have_no_captions() {
        for line in [
            "",
            "///",
            "FOOBAR",
            "Sensitive talks went on.",
            "1. (C) SIPDIS",
            "PARIS FOR OECD",
            "A B C D E F",
            "NODIS BUT NOT THE REST OF IT",
        ] {
            assert_eq!(read(line), None, "{line:?}");
        }
    }

    #[test]
    fn ok_kinds_and_places() {
        let found = read("  TOSEC 040112, REL TO USA, GBR  XYZZY").unwrap();
        let told: Vec<_> = found.iter().map(|c| (c.text.as_str(), c.kind, c.range.clone())).collect();
        assert_eq!(
            told,
            [
                ("TOSEC 40112", CaptionKind::Series, 2..14),
                ("REL USA, GBR", CaptionKind::Control, 16..31),
                ("XYZZY", CaptionKind::Unknown, 33..38),
            ]
        );
    }

    proptest! {
        #[test]
        fn any_text_is_survived(line in "(\\PC{0,40}|[A-Z ]{0,40}|(SIPDIS|NO DIS|REL TO USA|é|/|,|S E N S I T I V E| ){0,8})") {
            for caption in read(&line).into_iter().flatten() {
                prop_assert!(line.get(caption.range).is_some());
            }
        }
    }
}
