//! The forms of English verbs and nouns, made by rule; what no rule gives stands in `lexicon/words.toml`.

/// A set of forms, as bits: a word may be several (`put`).
pub(crate) type Forms = u8;

pub(crate) const BASE: Forms = 1;
pub(crate) const THIRD: Forms = 2;
pub(crate) const PAST: Forms = 4;
pub(crate) const PARTICIPLE: Forms = 8;
pub(crate) const ING: Forms = 16;

/// All forms of a verb; `irregular` gives past and participle.
pub(crate) fn conjugate(base: &str, irregular: Option<(&str, &str)>) -> Vec<(String, Forms)> {
    let (past, participle) = match irregular {
        Some((past, participle)) => (past.to_string(), participle.to_string()),
        None => (regular_past(base), regular_past(base)),
    };
    let mut out: Vec<(String, Forms)> = Vec::new();
    let doubled = past.ends_with("ed") && past.len() == base.len() + 3 && !base.ends_with('e');
    let ing = match base.strip_suffix('e') {
        Some(stem) if !base.ends_with("ee") && base != "be" => format!("{stem}ing"),
        _ if doubled => format!("{}ing", past.strip_suffix("ed").unwrap_or(base)),
        _ if doubles(base) => format!("{base}{}ing", base.chars().last().unwrap_or_default()),
        _ => format!("{base}ing"),
    };
    for (form, bit) in
        [(base.to_string(), BASE), (plural(base), THIRD), (past, PAST), (participle, PARTICIPLE), (ing, ING)]
    {
        match out.iter_mut().find(|(known, _)| *known == form) {
            Some((_, bits)) => *bits |= bit,
            None => out.push((form, bit)),
        }
    }
    out
}

/// The plural of a noun, which is also the third person of a verb.
pub(crate) fn plural(word: &str) -> String {
    let consonant_y = word.ends_with('y') && !word.ends_with(['a', 'e', 'o', 'u']) && {
        let before = word.chars().rev().nth(1).unwrap_or('a');
        !"aeou".contains(before)
    };
    if consonant_y {
        format!("{}ies", word.strip_suffix('y').unwrap_or(word))
    } else if ["s", "x", "z", "ch", "sh", "go", "do"].iter().any(|end| word.ends_with(end)) {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}

fn regular_past(base: &str) -> String {
    let mut reversed = base.chars().rev();
    let (last, before) = (reversed.next().unwrap_or('t'), reversed.next().unwrap_or('a'));
    match last {
        'e' => format!("{base}d"),
        'y' if !"aeiou".contains(before) => format!("{}ied", base.strip_suffix('y').unwrap_or(base)),
        _ => format!("{base}ed"),
    }
}

/// Short irregular verbs double their last letter before -ing (`put`, `cut`, `let`, `begin`).
fn doubles(base: &str) -> bool {
    [
        "put", "cut", "let", "set", "get", "run", "win", "begin", "sit", "shut", "split", "rid", "plan",
        "stop", "drop", "step",
    ]
    .contains(&base)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, irregular: Option<(&str, &str)>, expected: &str) {
        let forms: Vec<String> = conjugate(base, irregular).into_iter().map(|(form, _)| form).collect();
        assert_eq!(forms.join(" "), expected);
    }

    #[test]
    fn ok_forms() {
        check("pledge", None, "pledge pledges pledged pledging");
        check("supply", None, "supply supplies supplied supplying");
        check("deploy", None, "deploy deploys deployed deploying");
        check("put", Some(("put", "put")), "put puts putting");
        check("commit", Some(("committed", "committed")), "commit commits committed committing");
        check("agree", Some(("agreed", "agreed")), "agree agrees agreed agreeing");
        check("pass", None, "pass passes passed passing");
        check(
            "undertake",
            Some(("undertook", "undertaken")),
            "undertake undertakes undertook undertaken undertaking",
        );
    }
}
