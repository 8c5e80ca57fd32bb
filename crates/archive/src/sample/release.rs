//! What the reviewers of one release strike out (format.md §14 #38, #39).

use super::draft::{Draft, Paragraph};
use super::random::Random;
use super::truth::Withheld;

/// Strikes words and paragraphs; gives what was struck. A statement whose sentence is gone is gone too.
pub(crate) fn strike(draft: &mut Draft, random: &mut Random) -> Vec<Withheld> {
    let token = random.pick(&["XXXXXXXXXXXX", "xxxxxxxxxxxx", "[NAME REMOVED]", "XXXXXXXX"]);
    let phrase =
        random.pick(&["[text withheld]", "[text not declassified]", "[TEXT WITHHELD]", "(REDACTED)"]);
    let mut out = Vec::new();
    for paragraph in &mut draft.paragraphs {
        match random.below(100) {
            0..14 => {
                let words = std::mem::replace(&mut paragraph.text, phrase.to_string());
                out.push(Withheld { paragraph: paragraph.number, words, whole: true });
            }
            14..50 => words(paragraph, token, random, &mut out),
            _ => {}
        }
    }
    let kept = |number: u16, quote: &str| {
        draft.paragraphs.iter().any(|paragraph| paragraph.number == number && paragraph.text.contains(quote))
    };
    draft.statements.retain(|statement| kept(statement.paragraph, &statement.quote));
    out
}

/// Strikes runs of one to four words.
fn words(paragraph: &mut Paragraph, token: &str, random: &mut Random, out: &mut Vec<Withheld>) {
    let words: Vec<&str> = paragraph.text.split(' ').collect();
    let mut text = String::with_capacity(paragraph.text.len() + 40);
    let mut at = 0;
    while let Some(word) = words.get(at) {
        if !text.is_empty() {
            text.push(' ');
        }
        let run = random.between(1, 4).min(words.len() - at);
        // The last word keeps its stop, so that sentences end.
        if at > 0 && at + run < words.len() && random.chance(25) {
            let struck = words.get(at..at + run).unwrap_or_default().join(" ");
            let stop = struck.chars().next_back().filter(|c| ".,;:".contains(*c));
            text.push_str(token);
            text.extend(stop);
            out.push(Withheld { paragraph: paragraph.number, words: struck, whole: false });
            at += run;
        } else {
            text.push_str(word);
            at += 1;
        }
    }
    paragraph.text = text;
}
