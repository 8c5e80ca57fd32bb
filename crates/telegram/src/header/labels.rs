//! Labels of header fields, as they should be and as damage leaves them (format.md §7.5, §7.6, §8.4, §9, §10.1, §14 #25, #26).

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::slips::near;

/// A labelled field of the header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Field {
    /// The E.O. line.
    Order,
    Tags,
    Subject,
    References,
    ClassifiedBy,
    /// `MRN:`, `Date/DTG:`, `From:`, `Action:`, `Info:`, `Captions:`, `Pass Line:` of the layout after 2010 (§13.1).
    Mrn,
    DateTimeGroup,
    From,
    Action,
    Info,
    Captions,
    PassLine,
}

impl Field {
    /// The name in the view line by line.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Field::Order => "declassification",
            Field::Tags => "tags",
            Field::Subject => "subject",
            Field::References => "references",
            Field::ClassifiedBy => "classified_by",
            Field::Mrn => "mrn",
            Field::DateTimeGroup => "date",
            Field::From => "from",
            Field::Action => "to",
            Field::Info => "info",
            Field::Captions => "captions",
            Field::PassLine => "pass_lines",
        }
    }
}

/// A label at the start of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label {
    pub(crate) field: Field,
    /// The label's words, without number, mark and colon.
    pub(crate) words: Range<usize>,
    /// Where the value begins.
    pub(crate) end: usize,
    /// What the label should be, where it is damaged.
    pub(crate) damaged: Option<&'static str>,
    /// A paragraph number stands in front (`1. (U) Classified by …`).
    pub(crate) number: Option<Range<usize>>,
}

/// The label with which `line` begins.
pub(crate) fn at_start(line: &str) -> Option<Label> {
    let lead = lead(line);
    let rest = line.get(lead.end..)?;
    let found = order(rest)
        .or_else(|| plain(rest))
        .or_else(|| lettered(rest))
        .or_else(|| classified(rest))
        .or_else(|| spaced(rest))
        .or_else(|| damaged(rest))?;
    // A number belongs only to a classifier paragraph or to a reference block inside the text.
    let numbered = lead.number.is_some();
    if numbered && !matches!(found.field, Field::ClassifiedBy | Field::References) {
        return None;
    }
    Some(Label {
        words: found.words.start + lead.end..found.words.end + lead.end,
        end: found.end + lead.end,
        number: lead.number,
        ..found
    })
}

struct Lead {
    end: usize,
    number: Option<Range<usize>>,
}

/// What may stand before a label: a paragraph sign, Markdown signs, `1.`, `(U)`, `CONFIDENTIAL - ENTIRE TEXT.`
fn lead(line: &str) -> Lead {
    let mut end = crate::body::glyph(line);
    let mut number = None;
    let after = |end: usize| line.get(end..).unwrap_or_default();
    let blanks = |end: usize| end + after(end).len() - after(end).trim_start().len();
    end += after(end).len() - after(end).trim_start_matches(['*', '#', ' ', '\t']).len();
    for _ in 0..3 {
        let digits = after(end).bytes().take(3).take_while(u8::is_ascii_digit).count();
        if number.is_none() && digits > 0 && after(end + digits).starts_with(['.', ')']) {
            number = Some(end..end + digits);
            end = blanks(end + digits + 1);
        } else if let Some(mark) = mark(after(end)) {
            end = blanks(end + mark);
        } else {
            break;
        }
    }
    if let Some(whole) = number.as_ref().and_then(|_| entire_text(after(end))) {
        end = blanks(end + whole);
    }
    Lead { end, number }
}

/// `(U)`, `(C - ENTIRE TEXT)`: its length.
fn mark(rest: &str) -> Option<usize> {
    let close = rest.strip_prefix('(')?.bytes().take(24).position(|b| b == b')')?;
    let inner = rest.get(1..close + 1)?.trim();
    let level = inner.split([' ', '-', '/']).next().unwrap_or_default();
    let entire = inner.len() == level.len() || inner.to_ascii_uppercase().ends_with("ENTIRE TEXT");
    (entire && matches!(level, "U" | "u" | "SBU" | "C" | "S" | "LOU")).then_some(close + 2)
}

/// `CONFIDENTIAL - ENTIRE TEXT.`: its length.
fn entire_text(rest: &str) -> Option<usize> {
    let at = rest.get(..rest.len().min(40))?.find("ENTIRE TEXT")?;
    let level = rest.get(..at)?.trim_end_matches([' ', '-', ',', ':']);
    crate::level::read(level)?;
    let end = at + "ENTIRE TEXT".len();
    Some(end + rest.get(end..)?.len() - rest.get(end..)?.trim_start_matches(['.', ' ', ')']).len())
}

/// The E.O. line's label: as [`printed_order`] has it, in words, without its number or its first letter.
fn order(rest: &str) -> Option<Label> {
    printed_order(rest).or_else(|| {
        let end = crate::declassification::words_of_label(rest)?;
        let damaged = (!rest.starts_with(['E', 'e'])).then_some("E.O.");
        Some(Label { field: Field::Order, words: 0..end, end: 0, damaged, number: None })
    })
}

/// `E.O. 12958`, `EO 12958`, `E. O.`, with four to six figures after it.
fn printed_order(rest: &str) -> Option<Label> {
    let bytes = rest.as_bytes();
    let mut at = usize::from(matches!(bytes.first()?, b'E' | b'e'));
    let skip = |at: usize| {
        bytes
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take(3)
            .take_while(|b| matches!(b, b'.' | b' ' | b','))
            .count()
    };
    at += skip(at);
    if at == 0 && !rest.starts_with('.') || !matches!(bytes.get(at)?, b'O' | b'o' | b'0') {
        return None;
    }
    at += 1;
    let words = 0..at + usize::from(bytes.get(at) == Some(&b'.'));
    at += skip(at);
    at += usize::from(bytes.get(at) == Some(&b':'));
    at += bytes.get(at..).unwrap_or_default().iter().take(4).take_while(|b| **b == b' ').count();
    let figures = bytes
        .get(at..)
        .unwrap_or_default()
        .iter()
        .take(7)
        .take_while(|b| b.is_ascii_digit() || matches!(b, b'O' | b'I' | b'l'))
        .count();
    let applies = rest.get(at..).is_some_and(|value| value.starts_with("N/A"));
    let damaged = if bytes.first()?.eq_ignore_ascii_case(&b'E') { None } else { Some("E.O.") };
    ((3..=6).contains(&figures) || applies).then_some(Label {
        field: Field::Order,
        words,
        end: 0,
        damaged,
        number: None,
    })
}

/// Labels that are one or two words: what they may be called, and whether a colon must follow.
const PLAIN: &[(&str, Field, bool)] = &[
    ("tags", Field::Tags, false),
    ("tag", Field::Tags, true),
    ("subject", Field::Subject, false),
    ("subj", Field::Subject, false),
    ("references", Field::References, true),
    ("reference", Field::References, true),
    ("reftels", Field::References, false),
    ("reftel", Field::References, false),
    ("ref(s)", Field::References, false),
    ("refs", Field::References, false),
    ("ref", Field::References, false),
    ("mrn", Field::Mrn, true),
    ("date/dtg", Field::DateTimeGroup, true),
    ("dtg", Field::DateTimeGroup, true),
    ("from", Field::From, true),
    ("action", Field::Action, true),
    ("info", Field::Info, true),
    ("captions", Field::Captions, true),
    ("caption", Field::Captions, true),
    ("pass line", Field::PassLine, true),
    ("pass lines", Field::PassLine, true),
    ("derived from", Field::ClassifiedBy, true),
];

fn plain(rest: &str) -> Option<Label> {
    let first = rest.as_bytes().first()?.to_ascii_lowercase();
    PLAIN.iter().filter(|(words, ..)| words.as_bytes().first() == Some(&first)).find_map(
        |(words, field, colon)| {
            let found = rest.get(..words.len()).filter(|found| found.eq_ignore_ascii_case(words))?;
            let after = rest.get(words.len()..)?;
            let blank = after.len() - after.trim_start().len();
            let sign = after.trim_start().chars().next();
            let separated = match sign {
                Some(':') => true,
                Some(';' | '.' | ',' | '-') if blank == 0 => !colon,
                None => !colon,
                Some('[' | '<') => blank > 0 && *field == Field::Tags,
                Some(_) => blank > 0 && !colon && begins_value(*field, found, after.trim_start()),
            };
            if !separated {
                return None;
            }
            let keep = if *field == Field::ClassifiedBy {
                0
            } else {
                words.len() + blank + usize::from(sign.is_some_and(|c| ":;.,-".contains(c)))
            };
            Some(Label {
                field: *field,
                words: 0..words.len(),
                end: keep.min(rest.len()),
                damaged: None,
                number: None,
            })
        },
    )
}

/// Without a colon, a label is one only in capitals and before something that its field may begin with.
fn begins_value(field: Field, label: &str, value: &str) -> bool {
    let capitals = label.bytes().all(|b| !b.is_ascii_lowercase());
    let first = value.split_whitespace().next().unwrap_or_default();
    match field {
        Field::Tags if !capitals => label.starts_with('T') && known_tags(value),
        Field::Tags => {
            first.trim_end_matches([',', ';']).len() <= 6
                && first.starts_with(|c: char| c.is_ascii_uppercase())
        }
        Field::Subject => {
            capitals
                && value
                    .starts_with(|c: char| c.is_ascii_uppercase() || "\"('".contains(c) || c.is_ascii_digit())
        }
        Field::References => {
            let label = first.trim_matches(['(', ')', '.', '[', ']', ':', '-', ',']);
            let lettered = label.len() == 1 && first.len() > 1 || value.starts_with(['(', '[']);
            let named = value.split_whitespace().take(4).any(|word| word.bytes().any(|b| b.is_ascii_digit()));
            capitals && (lettered || named && first.bytes().all(|b| !b.is_ascii_lowercase()))
        }
        _ => false,
    }
}

/// `Classified By` in all its forms, and the beginnings that a line end may leave of it (`CLASSIFIED` / `BY`, `CLASSI` /
/// `FIED BY`).
fn classified(rest: &str) -> Option<Label> {
    let end = letters(rest);
    if !(4..=14).contains(&end) {
        return None;
    }
    let word = rest.get(..end)?;
    let is = |known: &str| word.eq_ignore_ascii_case(known);
    let after = rest.get(end..)?.trim_start();
    let by = after.get(..2).is_some_and(|by| by.eq_ignore_ascii_case("by"));
    // `Classification: SECRET` is the archive's or the publisher's.
    if is("CLASSIFICATION") && !by || is("CLASS") && !after.starts_with('.') {
        return None;
    }
    let near = (8..=11).contains(&end) && near(word, "CLASSIFIED", 2);
    let beginning = || "CLASSIFIED".get(..end).is_some_and(is);
    let broken = after.is_empty() && (near || end > 4 && beginning()) && rest.starts_with('C');
    let damaged = (near && !is("CLASSIFIED")).then_some("Classified");
    // The value keeps its label: its reader knows all forms of it.
    (broken || crate::classified_by::label_at_start(rest)).then_some(Label {
        field: Field::ClassifiedBy,
        words: 0..end,
        end: 0,
        damaged,
        number: None,
    })
}

/// How many letters stand at the start of `rest`.
fn letters(rest: &str) -> usize {
    rest.bytes().take_while(u8::is_ascii_alphabetic).count()
}

/// `A. REF A: LISBON 398`: the label of each item stands for that of the field. Its reader wants the whole.
fn lettered(rest: &str) -> Option<Label> {
    let item = rest.strip_prefix(|c: char| c.is_ascii_uppercase())?.strip_prefix(['.', ')'])?.trim_start();
    let after = item.strip_prefix("REF ")?.strip_prefix(|c: char| c.is_ascii_uppercase())?;
    let at = rest.len() - item.len();
    after.starts_with([':', '.', ')']).then_some(Label {
        field: Field::References,
        words: at..at + 3,
        end: 0,
        damaged: None,
        number: None,
    })
}

/// Labels with blanks inside: `T A G S:`, `SUB JECT:`.
fn spaced(rest: &str) -> Option<Label> {
    let colon = rest.bytes().take(22).position(|b| b == b':')?;
    let words = rest.get(..colon)?.trim_end();
    if !words.contains(' ') || !words.bytes().all(|b| b.is_ascii_uppercase() || b == b' ') {
        return None;
    }
    let squeezed: String = words.split(' ').collect();
    let known = [
        ("TAGS", Field::Tags),
        ("SUBJECT", Field::Subject),
        ("SUBJ", Field::Subject),
        ("REFERENCE", Field::References),
        ("REFERENCES", Field::References),
    ];
    let more = [
        ("REF", Field::References),
        ("REFS", Field::References),
        ("REFTEL", Field::References),
        ("REFTELS", Field::References),
    ];
    let (proper, field) = known.into_iter().chain(more).find(|(known, _)| *known == squeezed)?;
    let end = colon + 1 + rest.get(colon + 1..)?.len() - rest.get(colon + 1..)?.trim_start().len();
    Some(Label { field, words: 0..words.len(), end, damaged: Some(proper), number: None })
}

/// Labels with a letter lost or changed: `UBJECT:`, `AGS`, `TAGES`. What follows must look like the field.
fn damaged(rest: &str) -> Option<Label> {
    let end = letters(rest);
    if !(2..=9).contains(&end) || end == rest.len() {
        return None;
    }
    let (word, after) = rest.split_at_checked(end)?;
    let colon = after.trim_start().starts_with([':', ';']);
    let capitals = || word.bytes().all(|b| b.is_ascii_uppercase());
    if !colon && !capitals() {
        return None;
    }
    let is = |known: &str| word.eq_ignore_ascii_case(known);
    let near = |known: &str| near(word, known, 1);
    let starts = |known: &str| word.get(..known.len()).is_some_and(|head| head.eq_ignore_ascii_case(known));
    let ends = |known: &str| {
        end.checked_sub(known.len())
            .and_then(|at| word.get(at..))
            .is_some_and(|tail| tail.eq_ignore_ascii_case(known))
    };
    let value = after.trim_start_matches([':', ';', ',', '.', ' ']);
    let label = |field, proper| {
        Some(Label {
            field,
            words: 0..end,
            end: rest.len() - value.len(),
            damaged: Some(proper),
            number: None,
        })
    };
    if near("tags") && !is("bags") && !is("tag") && tags_follow(value) {
        return label(Field::Tags, "TAGS");
    }
    if !colon {
        return None;
    }
    if is("tag") {
        return label(Field::Tags, "TAGS");
    }
    if near("subject") || near("subj") && word.len() >= 3 && starts("s") {
        return label(Field::Subject, "SUBJECT");
    }
    if near("reference") {
        return label(Field::References, "REFERENCE");
    }
    let ref_like = near("ref") && (starts("re") || ends("ef")) || near("refs") && starts("ref");
    if ref_like && value.bytes().take(40).any(|b| b.is_ascii_digit()) {
        return label(Field::References, "REF");
    }
    None
}

/// The first word looks like a TAGS code.
fn tags_follow(value: &str) -> bool {
    let first =
        value.trim_start_matches('[').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    matches!(first.len(), 2 | 4 | 6 | 8)
        && first.bytes().all(|b| b.is_ascii_uppercase())
        && authority::tags::known(first.get(..first.len().min(4)).unwrap_or(first))
}

/// The second of two labels of one field at the start of `piece` (`REF: REF:`, `Classified By: Classified by`), and where
/// it begins.
pub(crate) fn doubled(piece: &str, first: &Label) -> Option<(usize, Label)> {
    // Labels whose readers want to see them have their value begin at 0.
    let mut at = first.end.max(first.words.end);
    let rest = piece.get(at..)?;
    if first.end == 0 {
        let by = first.field == Field::ClassifiedBy;
        let skipped = rest.trim_start_matches(|c: char| " :.-".contains(c) || !by && c.is_ascii_digit());
        let skipped = if by && skipped.get(..2).is_some_and(|word| word.eq_ignore_ascii_case("by")) {
            skipped.get(2..)?
        } else {
            skipped
        };
        at = piece.len() - skipped.trim_start_matches([' ', ':']).len();
    }
    let second = at_start(piece.get(at..)?)
        .filter(|second| second.field == first.field && second.damaged.is_none())?;
    let coloned = first.field == Field::ClassifiedBy || piece.get(..at)?.contains(':');
    coloned.then_some((at, Label { number: first.number.clone().or(second.number.clone()), ..second }))
}

/// Nothing but known codes.
pub(crate) fn known_tags(value: &str) -> bool {
    let mut codes = value.split([' ', ',', ';']).filter(|code| !code.is_empty()).peekable();
    codes.peek().is_some()
        && codes.all(|code| code.bytes().all(|b| b.is_ascii_uppercase()) && authority::tags::known(code))
}

static MIDLINE: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostLongest)
        .build([
            "TAGS:",
            "Tags:",
            "SUBJECT:",
            "Subject:",
            "SUBJ:",
            "REF:",
            "Ref:",
            "REFS:",
            "Refs:",
            "REFTEL:",
            "REFTELS:",
            "REFERENCE:",
            "REFERENCES:",
            "REF(S):",
            "Classified By",
            "Classified by",
            "CLASSIFIED BY",
            "E.O. 1",
            "E.O.1",
            "EO 1",
            "E.O.: 1",
        ])
        .ok()
});

/// Place of `EO 1` in [`MIDLINE`].
const PLAIN_ORDER: usize = 19;

/// Where another field's label stands in the middle of a line of field `current`: the line is cut there (format.md §14
/// #25).
pub(crate) fn midline(line: &str, current: Option<Field>) -> Vec<usize> {
    let Some(automaton) = MIDLINE.as_ref() else { return Vec::new() };
    let mut cuts = Vec::new();
    let mut current = current;
    for found in automaton.find_iter(line) {
        let field = match found.pattern().as_usize() {
            0 | 1 => Field::Tags,
            2..=4 => Field::Subject,
            5..=13 => Field::References,
            14..=16 => Field::ClassifiedBy,
            _ => Field::Order,
        };
        let at = found.start();
        // Orders are cited by classifiers and references; the label of a field inside itself is that label doubled.
        let cited = field == Field::Order
            && matches!(current, Some(Field::ClassifiedBy | Field::References | Field::Subject));
        // `DECLASSIFIED BY` is a reviewer's.
        let other_word = field == Field::ClassifiedBy
            && line.get(..at).is_some_and(|before| {
                ["DE", "De", "de", "UN", "Un", "un"].iter().any(|prefix| before.ends_with(prefix))
            });
        // `MONTEVIDEO 1204`: the two letters are the end of a name.
        let end_of_word = found.pattern().as_usize() == PLAIN_ORDER
            && line.get(..at).is_some_and(|before| before.ends_with(char::is_alphabetic));
        if at == 0 || current == Some(field) || cited || other_word || end_of_word {
            continue;
        }
        if at_start(line).is_some_and(|label| label.words.contains(&at) || label.end > at) {
            continue;
        }
        cuts.push(at);
        current = Some(field);
    }
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(line: &str) -> Option<(Field, bool)> {
        at_start(line).map(|label| (label.field, label.damaged.is_some()))
    }

    #[test]
    fn ok_labels() {
        for (line, expected) in [
            ("E.O. 12958: DECL: 1/1/2015", Field::Order),
            ("EO 12958 DECL", Field::Order),
            ("E. O. 13526: N/A", Field::Order),
            ("TAGS: PREL", Field::Tags),
            ("TAGS PREL, PO", Field::Tags),
            ("SUBJECT:FISH", Field::Subject),
            ("SUBJ: FISH", Field::Subject),
            ("REF: LISBON 3", Field::References),
            ("REFS (A) LISBON 3", Field::References),
            ("REF A. LISBON 3", Field::References),
            ("REF LISBON 3", Field::References),
            ("Reftels", Field::References),
            ("1. REF: LISBON 3", Field::References),
            ("Classified By: Jane Doe", Field::ClassifiedBy),
            ("(U) Classified by Jane", Field::ClassifiedBy),
            ("1. (U) CLASSIFIED BY JANE", Field::ClassifiedBy),
            ("CLASSIFIED", Field::ClassifiedBy),
            ("MRN: 11 LISBON 5", Field::Mrn),
        ] {
            assert_eq!(field(line), Some((expected, false)), "{line}");
        }
    }

    #[test]
    fn ok_damaged_labels() {
        for (line, expected) in [
            ("UBJECT: FISH", Field::Subject),
            ("AGS: PREL, PO", Field::Tags),
            ("TAGES: PREL", Field::Tags),
            ("Classiied By: Jane", Field::ClassifiedBy),
            ("lassified by: Jane", Field::ClassifiedBy),
            (".O. 12958: N/A", Field::Order),
        ] {
            assert_eq!(field(line), Some((expected, true)), "{line}");
        }
    }

    #[test]
    fn err_prose_has_no_label() {
        for line in [
            "Reference is made to the talks",
            "Tags were removed",
            "Subject to approval, he",
            "REF WAS NOT SENT",
            "Classified material was lost",
            "From there he left",
        ] {
            assert_eq!(field(line), None, "{line}");
        }
    }

    #[test]
    fn ok_labels_in_the_middle_are_cut() {
        assert_eq!(midline("SUBJECT: VISIT TO MALTAREF: A. LISBON 3", Some(Field::Subject)), [23]);
        assert_eq!(midline("REF: REF: LISBON 3", Some(Field::References)), Vec::<usize>::new());
        for post_and_number in
            ["UNCLAS MONTEVIDEO 1204", "CONFIDENTIAL MONTEVIDEO 12958", "SECRET Montevideo 1"]
        {
            assert_eq!(midline(post_and_number, None), Vec::<usize>::new());
        }
        assert_eq!(midline("UNCLAS MONTEVIDEO 1204 EO 12958: N/A", None), [23]);
        assert_eq!(midline("UNCLAS MONTEVIDEO 1204EO 12958: N/A", None), [22]);
        assert_eq!(midline("E.O. 12958: N/A TAGS: PREL SUBJECT: FISH", Some(Field::Order)), [16, 27]);
    }
}
