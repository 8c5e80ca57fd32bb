use proptest::prelude::*;
use serde::Deserialize;
use telegram::record::{Mrn, Paragraph};

use super::*;
use crate::Kind;

/// A telegram of one paragraph that stands at byte 100 of its document.
fn telegram(text: &str) -> Telegram {
    let paragraph = Paragraph {
        number: Some(6),
        printed: Some("16".to_string()),
        mark: Some("C".to_string()),
        text: text.to_string(),
        text_map: vec![(0, 100)],
        ..Paragraph::default()
    };
    let mrn = Mrn { post: "Avalon".to_string(), ..Mrn::default() };
    Telegram { mrn: Some(mrn), body: vec![Element::Paragraph(paragraph)], ..Telegram::default() }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    expect: Vec<String>,
    #[serde(default)]
    capitals: bool,
}

/// `kind actor: measure`.
fn gist(statement: &Statement) -> String {
    let measure = match &statement.content {
        Content::Commitment { amount: Some(amount), .. } => format!(": {} {}", amount.value, amount.currency),
        Content::Commitment { count: Some(count), .. } => format!(": {} {}", count.value, count.unit),
        Content::Role { title: Some(title), .. } => format!(": {title}"),
        _ => String::new(),
    };
    format!("{:?} {}{measure}", statement.kind(), statement.actors.join(", "))
        .to_lowercase()
        .trim_end()
        .to_string()
}

#[test]
fn ok_sentences_state_what_they_state_and_no_more() {
    let table: Table = toml::from_str(include_str!("../cases/statements.toml")).unwrap();
    let mut wrong = Vec::new();
    for case in &table.case {
        let texts = if case.capitals {
            vec![case.text.clone(), case.text.to_uppercase()]
        } else {
            vec![case.text.clone()]
        };
        for text in texts {
            let all = extract(&telegram(&text));
            let found: Vec<String> = all.iter().filter(|s| s.confidence >= 0.7).map(gist).collect();
            let expected: Vec<String> = case.expect.iter().map(|one| one.to_lowercase()).collect();
            if found != expected {
                let reasons: Vec<String> =
                    all.iter().map(|s| format!("{:?} {}", s.reasons, s.confidence)).collect();
                wrong.push(format!("{text}\n    expected {expected:?}\n    found    {found:?} {reasons:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn ok_every_frame_finds_its_example_and_leaves_its_counter_example() {
    let mut wrong = Vec::new();
    for frame in &LEXICON.frames {
        for (text, wanted) in [(&frame.example, true), (&frame.counter, false)] {
            for text in [text.clone(), text.to_uppercase()] {
                let found = extract(&telegram(&text));
                let same = |s: &Statement| s.kind() == frame.kind && s.confidence >= 0.6;
                let by_frame = |s: &Statement| s.reasons.contains(&frame.id);
                let ok = if wanted { found.iter().any(same) } else { !found.iter().any(by_frame) };
                if !ok {
                    let gists: Vec<String> = found.iter().map(gist).collect();
                    wrong.push(format!("{} {wanted}: {text}\n    {gists:?}", frame.id));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn ok_a_statement_knows_its_place() {
    let found =
        extract(&telegram("It rained. Korsen said Norland will supply 1,500 troops to the force in May."));
    let statement = found.iter().find(|s| s.kind() == Kind::Commitment).unwrap();
    assert_eq!(statement.quote, "Norland will supply 1,500 troops to the force in May");
    assert_eq!(statement.span, Span { start: 123, end: 123 + statement.quote.len() });
    assert_eq!((statement.paragraph, statement.printed.as_deref()), (Some(6), Some("16")));
    assert_eq!(
        (statement.label.as_str(), statement.attribution.as_slice()),
        ("C", ["Korsen".to_string()].as_slice())
    );
    assert_eq!(statement.about_time.as_ref().map(|time| time.text.as_str()), Some("in May"));
    let json = serde_json::to_value(statement).unwrap();
    assert_eq!(json.get("kind").and_then(|kind| kind.as_str()), Some("commitment"));
    assert_eq!(json.pointer("/count/value").and_then(serde_json::Value::as_f64), Some(1500.0));
    let back: Statement = serde_json::from_value(json).unwrap();
    assert_eq!(back, *statement);
}

#[test]
fn ok_a_garbled_mark_is_not_lowered_to_the_telegrams_level() {
    let mut telegram = telegram("Norland will supply 1,500 troops.");
    telegram.classification.level = Level::C;
    let labels = |telegram: &Telegram| extract(telegram).into_iter().map(|s| s.label).collect::<Vec<_>>();
    if let Some(Element::Paragraph(paragraph)) = telegram.body.first_mut() {
        paragraph.mark = None;
    }
    assert_eq!(labels(&telegram), ["C"]);
    if let Some(Element::Paragraph(paragraph)) = telegram.body.first_mut() {
        paragraph.marking = Some(telegram::record::Mark::default());
    }
    assert_eq!(labels(&telegram), ["unknown"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_gives_statements_inside_it(text in "\\PC{0,300}") {
        holds(&text);
    }

    #[test]
    fn any_words_of_the_lexicon_give_statements_inside_them(words in prop::collection::vec(
        prop::sample::select(vec![
            "Norland", "pledged", "will", "not", "we", "should", "to", "provide", "US$", "$", "5", "million", ",", ".",
            "(", ")", "and", "Minister", "of", "Ilva", "Korsen", "the", "decision", "is expected", "has yet to decide",
            "by", "Cabinet", "he", "said", "that", "in", "May", "--", "\"", "ex-Minister", "'s", "1,500", "troops", "é",
        ]), 0..60)) {
        holds(&words.join(" "));
        holds(&words.concat());
    }
}

fn holds(text: &str) {
    for statement in extract(&telegram(text)) {
        let span = statement.span;
        let quoted = text.get(span.start - 100..span.end - 100);
        assert_eq!(quoted, Some(statement.quote.as_str()), "{text:?}");
        assert!((0.0..=1.0).contains(&statement.confidence));
    }
}
