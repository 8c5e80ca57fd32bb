//! The cases of `cases/query.toml`, and what holds for any text.

use proptest::prelude::*;
use serde::Deserialize;

use super::*;

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// A query with its canonical form, or with the column and the words of its error; `lenient` is the canonical form of
/// the lenient reading of a wrong one.
#[derive(Deserialize)]
struct Case {
    query: String,
    is: Option<String>,
    column: Option<usize>,
    says: Option<String>,
    hint: Option<String>,
    lenient: Option<String>,
}

#[test]
fn ok_cases() {
    let cases: Cases = toml::from_str(include_str!("../../cases/query.toml")).unwrap();
    assert!(cases.case.len() >= 120, "{}", cases.case.len());
    let mut wrong = String::new();
    for case in cases.case {
        let query = &case.query;
        let lenient = Query::lenient(query);
        match Query::strict(query) {
            Ok(found) => {
                assert_eq!(found, lenient, "{query}");
                if case.is.as_deref() != Some(&found.to_string()) {
                    wrong +=
                        &format!("{query:?}\n  is      {found}\n  not     {:?} {:?}\n", case.is, case.says);
                }
            }
            Err(error) => {
                let holds = |part: &Option<String>, whole: &str| {
                    part.as_ref().is_none_or(|part| whole.contains(part))
                };
                let as_told = case.column == Some(error.column)
                    && case.says.is_some()
                    && holds(&case.says, &error.message)
                    && holds(&case.hint, &error.hint);
                let lenient_as_told = case.lenient.as_ref().is_none_or(|is| *is == lenient.to_string());
                if !as_told || !lenient_as_told || lenient.ignored.is_empty() {
                    wrong += &format!(
                        "{query:?}\n  error   {error}\n  lenient {lenient}\n  not     {:?} {:?} {:?} {:?} {:?}\n",
                        case.is, case.column, case.says, case.hint, case.lenient
                    );
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn ok_every_example_of_the_help_is_a_query() {
    for line in HELP.lines().filter_map(|line| line.strip_prefix("  ")) {
        let Some((example, _)) = line.split_once("  ") else { continue };
        if let Err(error) = Query::strict(example) {
            panic!("{example}: {error}");
        }
    }
}

#[test]
fn ok_limits() {
    let nested = |depth: usize| format!("{}fish{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(Query::strict(&nested(DEEPEST)).unwrap().to_string(), "fish");
    let error = Query::strict(&nested(DEEPEST + 1)).unwrap_err();
    assert_eq!(error.column, DEEPEST + 1);
    assert_eq!(Query::lenient(&nested(30_000)).to_string(), "fish");
    let alternating = format!("{}a{}", "NOT (b ".repeat(DEEPEST), ")".repeat(DEEPEST));
    same(&alternating);
    let error = Query::strict(&"a ".repeat(MOST_LEAVES + 1)).unwrap_err();
    assert_eq!(error.column, 2 * MOST_LEAVES + 1);
    let error = Query::strict(&"é".repeat(LONGEST)).unwrap_err();
    assert_eq!(error.column, LONGEST / 2 + 1);
    assert_eq!(Query::strict(&"NOT ".repeat(1000)).unwrap_err().column, 1);
}

#[test]
fn ok_hostile_texts_are_quick() {
    let start = std::time::Instant::now();
    for piece in [
        "(",
        ")",
        "\"",
        "\"a",
        "*",
        "~",
        "-",
        "- ",
        "a NEAR ",
        "NEAR/5 ",
        "NOT ",
        "OR ",
        "a:",
        "post:",
        "post:(",
        "(-",
        "post:LISBOM ",
        "post:QXMANOR ",
        "id:03LISBOM7 ",
        "ref:\"LISBOM 7, 8\" ",
        "date:.. ",
        "mark:S/NF ",
        "class:x ",
        "\u{301}",
        "a\u{201d}",
        "id:1A* ",
        "tagz:a ",
    ] {
        let text = piece.repeat(LONGEST / piece.len());
        let query = Query::lenient(&text);
        let _ = Query::strict(&text);
        assert!(query.to_string().len() < 20 * LONGEST);
        println!("{piece:?} {:?}", start.elapsed());
    }
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

/// What is printed reads back as the same.
#[track_caller]
fn same(text: &str) {
    let query = Query::lenient(text);
    let printed = query.to_string();
    match Query::strict(&printed) {
        Ok(again) => assert_eq!((&again.root, again.to_string()), (&query.root, printed.clone()), "{text:?}"),
        Err(error) => panic!("{text:?} is {printed:?}: {error}"),
    }
    match Query::strict(text) {
        Ok(strict) => assert_eq!(strict, query, "{text:?}"),
        Err(error) => {
            assert!((1..=text.chars().count()).contains(&error.column), "{text:?}: {error}");
            assert!(!query.ignored.is_empty(), "{text:?}: {error}");
        }
    }
    for ignored in query.ignored {
        assert!(text.get(ignored.range.clone()).is_some(), "{text:?}: {ignored:?}");
    }
}

fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "(",
        ")",
        "\"",
        "*",
        "~",
        "-",
        "+",
        " ",
        " ",
        " AND ",
        " OR ",
        " NOT ",
        " NEAR ",
        " NEAR/3 ",
        "NEAR/0",
        ":",
        "post:",
        "from:",
        "to:",
        "tags:",
        "class:",
        "mark:",
        "signed:",
        "subject:",
        "ref:",
        "id:",
        "kind:",
        "place:",
        "person:",
        "caption:",
        "date:",
        "tag:",
        "LISBON",
        "\"THE HAGUE\"",
        "USUN",
        "PREL",
        "secret",
        "S/NF",
        "C/REL USA, CAN",
        "\"03 LISBON 417\"",
        "03LISBON417",
        "LISBON 417",
        "1974STATE173977",
        "SECTO 12",
        "SECTO:12",
        "withdrawn",
        "2003",
        "2003-04",
        "2003-02-30",
        "..",
        "fish",
        "quota",
        "U.S.",
        "e\u{301}t\u{e9}",
        "d'or",
        "Canada's",
        "\u{201c}",
        "\u{ab}",
        "STATE 12 AND PREVIOUS",
        "A-123",
        "NS",
        "GUANG",
    ])
    .prop_map(str::to_string);
    prop_oneof![4 => fixed, 1 => "[A-Za-z0-9 .,:/*-]{0,6}", 1 => ".{0,3}"]
}

const CASES: u32 = 2000;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(CASES))]

    #[test]
    fn ok_any_text(text in ".{0,60}") {
        same(&text);
    }

    #[test]
    fn ok_any_pieces(pieces in prop::collection::vec(piece(), 0..14)) {
        same(&pieces.concat());
    }
}
