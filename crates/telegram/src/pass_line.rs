//! Pass and attention lines: who is to get the telegram inside an addressee's house (format.md §6.3).
//!
//! ```text
//! pass_line = { caption "," } ( who verb list | verb list | who "TAKE AS IMMEDIATE ACTION" | "PLEASE PASS" list )
//! who       = place { ( "," | "/" | "AND" ) place }       place = agency of pass_line.txt | a post | collective "AL…"
//! verb      = "FOR" | "ALSO FOR" | [ "PLEASE" | "PLS" ] "PASS" [ "TO" ]
//! ```
//!
//! Only capitals before the verb make a pass line. The rule holds before the E.O. line; further down it is prose.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use authority::posts::{self, Resolution};

use crate::captions::{self, Caption};

/// A pass line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassLine {
    /// The line from the place that is to pass on, blanks joined: `STATE FOR EUR/WE AND L/PM`.
    pub text: String,
    /// Who is asked: `STATE`. Empty where the line begins with the verb.
    pub who: Vec<String>,
    /// For whom: `EUR/WE`, `L/PM`.
    pub recipients: Vec<String>,
    /// Captions that stand on the line before the request (`INFORM CONSULS, LISBON PASS …`).
    pub captions: Vec<Caption>,
    /// Place of the request in the line.
    pub range: Range<usize>,
    /// The list is not at its end: the next line goes on with it.
    pub continues: bool,
}

static AGENCIES: LazyLock<HashSet<&str>> = LazyLock::new(|| include_str!("pass_line.txt").lines().collect());

/// Reads `line` (without its line end) as a pass line.
pub fn read(line: &str) -> Option<PassLine> {
    let first = line.trim_start().bytes().next()?;
    if !first.is_ascii_uppercase() || line.len() > 300 {
        return None;
    }
    let mut start = line.len() - line.trim_start().len();
    let mut captions = Vec::new();
    // `FOR THE AMBASSADOR` is a caption by itself, but before a comma it may stand in front of a request.
    while let Some((mut caption, len)) = line.get(start..).and_then(captions::at) {
        let rest = line.get(start + len..)?;
        let next = rest.trim_start_matches([' ', ',', ';', '/', '.']);
        if next.is_empty() || next.len() == rest.len() || takes_verb(next) {
            break;
        }
        caption.range = start..start + len;
        captions.push(caption);
        start = line.len() - next.len();
    }
    let request = line.get(start..)?.trim_end();
    let (who, recipients) = request_parts(request)?;
    let continues = request.ends_with([',', '/', ';']) || request.ends_with(" AND") || recipients.is_empty();
    Some(PassLine {
        text: request.split_whitespace().collect::<Vec<_>>().join(" "),
        who,
        recipients,
        captions,
        range: start..start + request.len(),
        continues,
    })
}

/// A known place or a verb opens the request; then a list.
fn request_parts(request: &str) -> Option<(Vec<String>, Vec<String>)> {
    let words: Vec<&str> = request.split_whitespace().collect();
    if words.windows(5).any(|five| five == ["TAKE", "AS", "IMMEDIATE", "ACTION", "."])
        || words.ends_with(&["TAKE", "AS", "IMMEDIATE", "ACTION"])
        || words.ends_with(&["TAKE", "AS", "IMMEDIATE", "ACTION."])
    {
        let subject = words.get(..words.iter().position(|word| *word == "TAKE")?)?;
        return Some((vec![places(&subject.join(" "))?.join(", ")], Vec::new()));
    }
    let verb = (0..words.len().min(10)).find_map(|i| Some((i, verb(words.get(i..)?)?)));
    let (at, len) = verb?;
    let who = match words.get(..at)? {
        [] if words.first() == Some(&"FOR") => return office_list(&words).map(|list| (Vec::new(), list)),
        [] => Vec::new(),
        named => places(&named.join(" "))?,
    };
    let list = words.get(at + len..)?.join(" ");
    Some((who, split_list(&list)))
}

/// Number of words of the verb at the start of `words`.
fn verb(words: &[&str]) -> Option<usize> {
    let to = |n: usize| n + usize::from(words.get(n).is_some_and(|word| word.eq_ignore_ascii_case("TO")));
    let is = |n: usize, wanted: &[&str]| {
        words.get(n).is_some_and(|word| wanted.iter().any(|one| word.eq_ignore_ascii_case(one)))
    };
    let also = usize::from(is(0, &["ALSO"]));
    let please = also + usize::from(is(also, &["PLEASE", "PLS"]));
    let also = please + usize::from(please == 1 && is(please, &["ALSO"]));
    match also {
        n if is(n, &["PASS", "REPASS", "RELAY"]) => Some(to(n + 1)),
        n if n == please && is(n, &["FOR"]) => Some(n + 1),
        _ => None,
    }
}

fn takes_verb(text: &str) -> bool {
    verb(&text.split_whitespace().take(5).collect::<Vec<_>>()).is_some()
}

/// The places in `text`, all of them known.
fn places(text: &str) -> Option<Vec<String>> {
    let whole = text.trim_end_matches(',').trim();
    if place(whole) {
        return Some(vec![whole.to_string()]);
    }
    let text = whole.replace(" AND ", ",").replace(" ALSO", "");
    let named: Vec<&str> =
        text.split([',', '/', ';', '&']).map(str::trim).filter(|name| !name.is_empty()).collect();
    let all = !named.is_empty() && named.iter().all(|name| place(name));
    all.then(|| named.into_iter().map(str::to_string).collect())
}

fn place(name: &str) -> bool {
    let bare = name.trim_start_matches("ALSO ");
    let collective =
        bare.len() == 5 && bare.starts_with("AL") && bare.bytes().all(|b| b.is_ascii_uppercase());
    !bare.contains(|c: char| c.is_ascii_lowercase())
        && (AGENCIES.contains(bare) || collective || !matches!(posts::resolve(bare), Resolution::None))
}

/// `FOR EUR/WE, L/PM`: offices with a slash or in a list, nothing else.
fn office_list(words: &[&str]) -> Option<Vec<String>> {
    let list = words.get(1..)?.join(" ");
    let items = split_list(&list);
    let office = |item: &String| {
        item.len() <= 12
            && !item.contains(' ')
            && item.bytes().all(|b| b.is_ascii_uppercase() || b"/-.".contains(&b))
    };
    (!items.is_empty() && items.iter().all(office) && items.iter().any(|item| item.contains('/')))
        .then_some(items)
}

fn split_list(list: &str) -> Vec<String> {
    let list = list.replace(" AND ", ", ").replace(" and ", ", ");
    let items =
        list.split([',', ';']).map(|item| item.trim().trim_end_matches(['.', '/'])).filter(|i| !i.is_empty());
    items
        .map(|item| item.strip_prefix("AND ").unwrap_or(item))
        .filter(|i| *i != "AND")
        .map(str::to_string)
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(line: &str, who: &[&str], recipients: &[&str]) {
        let found = read(line).unwrap_or_else(|| panic!("no pass line: {line:?}"));
        assert_eq!((found.who, found.recipients), (strings(who), strings(recipients)), "{line:?}");
    }

    fn strings(items: &[&str]) -> Vec<String> {
        items.iter().map(|item| item.to_string()).collect()
    }

    #[test]
    fn ok_every_shape() {
        check("STATE FOR EUR/WE AND L/PM", &["STATE"], &["EUR/WE", "L/PM"]);
        check("DEPT PASS TO NSC", &["DEPT"], &["NSC"]);
        check("DEPARTMENT PLEASE PASS USTR", &["DEPARTMENT"], &["USTR"]);
        check("STATE ALSO FOR S/CT", &["STATE"], &["S/CT"]);
        check("STATE PLS PASS TO USAID, USDA", &["STATE"], &["USAID", "USDA"]);
        check("STATE, NSC FOR ROE", &["STATE", "NSC"], &["ROE"]);
        check("BRUSSELS PASS EC", &["BRUSSELS"], &["EC"]);
        check("SECDEF FOR OSD/ISA", &["SECDEF"], &["OSD/ISA"]);
        check("TREASURY FOR OIA; AND", &["TREASURY"], &["OIA"]);
        check("PLEASE PASS TO USTR", &[], &["USTR"]);
        check("FOR EUR/WE, L/PM", &[], &["EUR/WE", "L/PM"]);
        check("ALL POSTS TAKE AS IMMEDIATE ACTION", &["ALL POSTS"], &[]);
        check("ALEDP TAKE AS IMMEDIATE ACTION", &["ALEDP"], &[]);
    }

    #[test]
    fn ok_a_caption_may_share_the_line() {
        let found = read("INFORM CONSULS, LISBON PASS PORTO").unwrap();
        assert_eq!(found.captions.first().map(|c| c.text.as_str()), Some("INFORM CONSULS"));
        assert_eq!((found.text.as_str(), found.range), ("LISBON PASS PORTO", 16..33));
    }

    #[test]
    fn ok_an_open_list_goes_on() {
        assert!(read("STATE FOR EUR/WE,").unwrap().continues);
        assert!(!read("STATE FOR EUR/WE").unwrap().continues);
    }

    #[test]
    fn err_other_lines_are_no_pass_lines() {
        for line in [
            "",
            "SIPDIS",
            "The state for which he spoke",
            "FISHERMEN PASS THE HARBOUR",
            "FOR THE AMBASSADOR",
            "SUBJECT: PLANS FOR LISBON",
            "State for a day",
        ] {
            assert_eq!(read(line), None, "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_survived(line in "(\\PC{0,40}|(STATE|LISBON|FOR|PASS|TO|AND|,|/|é|SIPDIS|TAKE AS IMMEDIATE ACTION| ){0,9})") {
            if let Some(found) = read(&line) {
                prop_assert!(line.get(found.range).is_some());
            }
        }
    }
}
