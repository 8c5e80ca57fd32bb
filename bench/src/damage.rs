//! Damage done to cables on their way (format.md §14). Each damaged cable gets one to three of them.

use crate::random::Random;

type Damage = fn(&str, &mut Random) -> String;

/// Rows 2, 3, 5, 6, 8, 9, 15, 16, 20, 24, 25, 38, 41, 43, 44 and 22 of the catalogue.
const DAMAGES: &[Damage] = &[
    |text, _| text.replace('\n', "\r\n"),
    |text, _| text.replace("Minister", "&quot;Minister&#8217;s&quot;").replace(" and ", " &amp; "),
    |text, _| text.replace("agreement", "&agreement8"),
    |text, _| text.replace("President", "President?s").replace("government ", "government?s "),
    |text, _| text.replace("USD ", "US\\$").replace(" (", " \\("),
    |text, _| text.replace("TAGS: PREL", "TAGS: [PREL](#)").replace("Background", "**Background**"),
    |text, _| text.split('\n').map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" "),
    |text, _| text.get(..text.len() * 2 / 3).unwrap_or(text).to_string(),
    |text, _| text.replacen(". (", " \n\n\n. (", 3),
    |text, _| text.replace("SIPDIS", "SIPDIS\nSIPDIS").replace("REF: ", "REF: REF: "),
    |text, _| text.replace(" \nSUBJECT", "SUBJECT").replace("SUBJECT:", "UBJECT:"),
    |text, _| text.replace("Okafor", "XXXXXXXXXXXX").replace("Carla", "xxxxxxxxxxxx"),
    |text, random| repeated_line(text, random),
    |text, _| numbered(text, "1"),
    |text, _| numbered(text, "\u{b6}"),
    |text, _| {
        text.replacen(
            "\n\n",
            "\n\nDeclassified/Released US Department of State EO Systematic Review 20 MAR 2014\n\n",
            6,
        )
    },
];

/// A damaged copy of `text`; one in five of them in Latin-1 bytes.
pub fn damage(mut text: String, random: &mut Random) -> Vec<u8> {
    for _ in 0..random.between(1, 3) {
        text = random.pick(DAMAGES)(&text, random);
    }
    if random.chance(20) {
        let text = numbered(&text, "\u{b6}").replace("Mendonca", "Mendon\u{e7}a");
        return text.chars().map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?')).collect();
    }
    text.into_bytes()
}

/// Puts `sign` before each paragraph number from the third on.
fn numbered(text: &str, sign: &str) -> String {
    let mut seen = 0;
    let mut out = String::with_capacity(text.len() + 100);
    for line in text.split_inclusive('\n') {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        if (1..=2).contains(&digits) && line.as_bytes().get(digits) == Some(&b'.') {
            seen += 1;
            if seen > 2 {
                out.push_str(sign);
            }
        }
        out.push_str(line);
    }
    out
}

fn repeated_line(text: &str, random: &mut Random) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let at = random.below(lines.len());
    lines
        .iter()
        .enumerate()
        .flat_map(|(i, line)| std::iter::repeat_n(*line, 1 + usize::from(i == at)))
        .collect()
}
