//! Lines and words: wrap, hyphens, slips, redactions, repetition (format.md §14 #28, #29, #37–#39, #41).

use super::{Kind, numbered};

pub(super) const KINDS: &[Kind] = &[
    ("28 ragged lines", |sheet, random| {
        let mut any = false;
        for _ in 0..random.between(4, 20) {
            let Some(at) = sheet.blank(random) else { return any };
            sheet.text.replace_range(at..at + 1, "\n");
            any = true;
        }
        any
    }),
    ("28 an empty line after each", |sheet, _| {
        sheet.lines(|_, line, out| {
            out.push_str(line);
            out.push('\n');
        })
    }),
    ("29 hyphens at line ends", |sheet, random| {
        let body = sheet.body();
        let rest = sheet.text.split_off(body);
        let joined = random.chance(300);
        let mut any = false;
        for line in rest.split_inclusive('\n') {
            let content = line.trim_end();
            let last = content.rsplit(' ').next().unwrap_or_default();
            let long = last.len() > 8 && last.bytes().all(|b| b.is_ascii_alphabetic());
            if long && random.chance(300) {
                any = true;
                let cut = content.len() - last.len() / 2;
                sheet.text.push_str(content.get(..cut).unwrap_or_default());
                sheet.text.push_str(if joined { "- " } else { "-\n" });
                sheet.text.push_str(line.get(cut..).unwrap_or_default());
            } else {
                sheet.text.push_str(line);
            }
        }
        any
    }),
    ("37 slips of the drafter", |sheet, random| {
        let a = sheet.replace(" an ", " a ", 300, random);
        let the = sheet.replace(" the ", " the the ", 15, random);
        let that = sheet.replace(" that ", " taht ", 30, random);
        sheet.replace("ment ", "mnet ", 30, random) | a | the | that
    }),
    ("38 names struck out", |sheet, random| {
        let run = random.pick(&["XXXXXXXXXXXX", "xxxxxxxxxxxx", "XXXX", "X X X X X X"]);
        let mut any = false;
        for _ in 0..random.between(2, 10) {
            let Some(at) = sheet.blank(random) else { return any };
            let rest = sheet.text.get(at + 1..).unwrap_or_default();
            let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            sheet.text.replace_range(at + 1..at + 1 + length, run);
            any = true;
        }
        any
    }),
    ("39 text left out", |sheet, random| {
        let phrase = random.pick(&[
            "[text not declassified]",
            "[...]",
            "(REDACTED)",
            "[NAME REMOVED]",
            "[1 line not declassified]",
        ]);
        for _ in 0..random.between(1, 4) {
            let Some(at) = sheet.blank(random) else { return false };
            let rest = sheet.text.get(at + 1..).unwrap_or_default();
            let length = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
            sheet.text.replace_range(at + 1..at + 1 + length, phrase);
        }
        true
    }),
    ("41 line repeated", |sheet, random| {
        let body = sheet.body();
        let lines = sheet.text.get(body..).map_or(0, |body| body.lines().count());
        let before = sheet.text.get(..body).map_or(0, |head| head.lines().count());
        let chosen = before + random.below(lines);
        sheet.lines(|i, line, out| {
            out.push_str(line);
            if i == chosen && line.len() > 30 {
                out.push_str(line);
            }
        })
    }),
    ("41 paragraph repeated", |sheet, random| {
        let starts: Vec<usize> = starts(&sheet.text);
        let n = random.below(starts.len());
        let (Some(from), Some(to)) = (starts.get(n), starts.get(n + 1)) else { return false };
        let again = sheet.text.get(*from..*to).unwrap_or_default().to_string();
        sheet.text.insert_str(*to, &again);
        true
    }),
];

/// Where numbered paragraphs begin.
fn starts(text: &str) -> Vec<usize> {
    let mut at = 0;
    let mut out = Vec::new();
    for line in text.split_inclusive('\n') {
        if numbered(line).is_some() {
            out.push(at);
        }
        at += line.len();
    }
    out
}
