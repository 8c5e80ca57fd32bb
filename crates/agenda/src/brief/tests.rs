use telegram::record::*;

use super::*;

/// A telegram with one of everything that a brief tells.
fn given() -> Vec<(Telegram, Vec<Statement>)> {
    let paragraph = Paragraph {
        number: Some(6),
        printed: Some("16".to_string()),
        mark: Some("C".to_string()),
        text: "The Cabinet will decide on the <b>fishing zone</b> next month. Port Minister Ilva Korsen pledged EUR 4 million."
            .to_string(),
        text_map: vec![(0, 40)],
        ..Paragraph::default()
    };
    let reference = |id: &str| Reference {
        label: Some("A".to_string()),
        id: Some(id.to_string()),
        kind: ReferenceKind::Telegram,
        ..Reference::default()
    };
    let repair = Repair {
        rule: "DMG-8".to_string(),
        span: Span::default(),
        original: "\\$".to_string(),
        repaired: "$".to_string(),
        evidence: vec!["an escape".to_string()],
        confidence: 1.0,
    };
    let telegram = Telegram {
        id: Some("05PRAIA512".to_string()),
        subject: Some("HARBOR \u{1b}[31mTALKS".to_string()),
        body: vec![Element::Paragraph(paragraph)],
        references: vec![reference("05PRAIA512"), reference("05LISBON402")],
        repairs: vec![repair.clone(), repair],
        ..Telegram::default()
    };
    let statements = crate::extract(&telegram);
    vec![(telegram, statements)]
}

#[test]
fn ok_text() {
    let expected = "\
05PRAIA512 \u{b7} level unknown \u{b7} undated \u{b7} HARBOR [31mTALKS

  Completeness    complete
  Repairs         DMG-8, 2 times: \u{201c}\\$\u{201d} \u{2192} \u{201c}$\u{201d} (an escape)
  References      A 05PRAIA512 \u{2013} here:
                  A 05LISBON402 \u{2013} not among these files
  People          Ilva Korsen, Port Minister \u{2013} \u{b6}6 [16] (C)

  Decisions pending
    \u{b6}6 [16] (C)   The <b>fishing zone</b> (pending; up to Cabinet, next month)
                  \u{201c}The Cabinet will decide on the <b>fishing zone</b> next month\u{201d}

  Commitments
    \u{b6}6 [16] (C)   Port Minister Ilva Korsen: EUR 4 million
                  \u{201c}Port Minister Ilva Korsen pledged EUR 4 million\u{201d}
";
    let found = text(&given(), &Options::default()).replace("\n\n\n", "\n\n");
    assert_eq!(found, expected);
}

#[test]
fn ok_markdown_keeps_text_text() {
    let found = markdown(&given(), &Options::default());
    assert!(found.contains("&lt;b\\>fishing zone"), "{found}");
    assert!(found.starts_with("## 05PRAIA512"), "{found}");
}

#[test]
fn ok_json_holds_whole_statements() {
    let found: serde_json::Value = serde_json::from_str(&json(&given(), &Options::default())).unwrap();
    let statement = found.pointer("/0/sections/0/items/0/statement").unwrap();
    assert_eq!(statement.get("kind").and_then(|kind| kind.as_str()), Some("decision"));
    assert_eq!(found.pointer("/0/references/1/missing"), Some(&serde_json::Value::Bool(true)));
}

#[test]
fn ok_lines_keep_to_the_width_and_styles_do_not_count() {
    let plain = text(&given(), &Options { width: 60, ..Options::default() });
    assert!(plain.lines().all(|line| line.chars().count() <= 60), "{plain}");
    let styled =
        text(&given(), &Options { width: 60, style: &|_, text| format!("<{text}>"), ..Options::default() });
    assert_eq!(styled.lines().count(), plain.lines().count());
}
