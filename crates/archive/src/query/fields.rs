//! The fields of a query (fields.tsv).

use crate::words::tokens;

/// A field whose values are terms of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the documentation")]
pub enum Field {
    Post,
    From,
    To,
    Tags,
    Class,
    Mark,
    Signed,
    Ref,
    Id,
    Kind,
    Place,
    Person,
    Caption,
}

impl Field {
    /// Its name in a query.
    pub fn name(self) -> &'static str {
        match self {
            Field::Post => "post",
            Field::From => "from",
            Field::To => "to",
            Field::Tags => "tags",
            Field::Class => "class",
            Field::Mark => "mark",
            Field::Signed => "signed",
            Field::Ref => "ref",
            Field::Id => "id",
            Field::Kind => "kind",
            Field::Place => "place",
            Field::Person => "person",
            Field::Caption => "caption",
        }
    }

    /// A value as the fields without a table of their own keep it: the words of [`crate::tokens`], one blank between,
    /// Latin letters in capitals. `Van der Berg, J.` is `VAN DER BERG J`. An index folds what it holds in the same way.
    pub fn fold(value: &str) -> String {
        let mut out = String::new();
        for token in tokens(value).filter(|token| !token.word.is_empty()) {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&token.word);
        }
        out.make_ascii_uppercase();
        out
    }

    const ALL: [Field; 13] = [
        Field::Post,
        Field::From,
        Field::To,
        Field::Tags,
        Field::Class,
        Field::Mark,
        Field::Signed,
        Field::Ref,
        Field::Id,
        Field::Kind,
        Field::Place,
        Field::Person,
        Field::Caption,
    ];
}

/// What stands before a colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    Term(Field),
    Subject,
    Date,
}

impl Named {
    pub(super) fn name(self) -> &'static str {
        match self {
            Named::Term(field) => field.name(),
            Named::Subject => "subject",
            Named::Date => "date",
        }
    }

    /// A value as one may write it, with its field.
    pub(super) fn example(self) -> &'static str {
        rows(FIELDS).find(|row| row.name == self.name()).and_then(|row| row.example).unwrap_or_default()
    }
}

const FIELDS: &str = include_str!("fields.tsv");

struct Row {
    name: &'static str,
    others: &'static str,
    example: Option<&'static str>,
}

fn rows(table: &'static str) -> impl Iterator<Item = Row> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        Some(Row { name: cells.next()?, others: cells.next().unwrap_or_default(), example: cells.next() })
    })
}

/// The field of that name, in any case.
pub(super) fn named(name: &str) -> Option<Named> {
    if name.eq_ignore_ascii_case("subject") {
        return Some(Named::Subject);
    }
    if name.eq_ignore_ascii_case("date") {
        return Some(Named::Date);
    }
    Field::ALL.into_iter().find(|field| name.eq_ignore_ascii_case(field.name())).map(Named::Term)
}

/// The field that was probably meant: another word for it, or a name almost the same.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    if name.len() > 24 {
        return None;
    }
    let name = name.to_ascii_lowercase();
    if let Some(row) = rows(FIELDS).find(|row| row.others.split(' ').any(|other| other == name)) {
        return Some(row.name);
    }
    let allowed = if name.len() <= 4 { 1 } else { 2 };
    let words = rows(FIELDS).flat_map(|row| {
        std::iter::once(row.name).chain(row.others.split(' ')).map(move |word| (word, row.name))
    });
    words
        .map(|(word, meant)| (distance(name.as_bytes(), word.as_bytes()), word, meant))
        .filter(|(distance, word, _)| *distance <= allowed && *distance < word.len())
        .min_by_key(|(distance, word, meant)| (*distance, word != meant))
        .map(|(_, _, meant)| meant)
}

/// The kind of holding that is called so, in any case.
pub(super) fn kind(value: &str) -> Option<&'static str> {
    let value = value.trim();
    let is = |word: &str| word.eq_ignore_ascii_case(value);
    rows(include_str!("kinds.tsv"))
        .find(|row| is(row.name) || row.others.split(' ').any(is))
        .map(|row| row.name)
}

/// All kinds of holdings, for a hint.
pub(super) fn kinds() -> String {
    rows(include_str!("kinds.tsv")).map(|row| row.name).collect::<Vec<_>>().join(", ")
}

/// Letters to insert, drop or change; the same letters in another order count as one.
fn distance(a: &[u8], b: &[u8]) -> usize {
    let sorted = |word: &[u8]| {
        let mut letters = word.to_vec();
        letters.sort_unstable();
        letters
    };
    if a.len() == b.len() && sorted(a) == sorted(b) {
        return usize::from(a != b);
    }
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut here = vec![i + 1];
        for (pair, y) in above.windows(2).zip(b) {
            let left = here.last().copied().unwrap_or_default();
            if let [corner, up] = pair {
                here.push((corner + usize::from(x != y)).min(up + 1).min(left + 1));
            }
        }
        above = here;
    }
    above.last().copied().unwrap_or_default()
}
