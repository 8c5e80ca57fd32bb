//! Numbers and identities (format.md §14 #43–#48, #50, #55–#57).

use super::{Kind, Sheet, numbered};

pub(super) const KINDS: &[Kind] = &[
    ("43 one for a paragraph sign", |sheet, random| {
        let from = random.between(1, 5) as u32;
        before_numbers(sheet, from, "1")
    }),
    ("44 paragraph signs", |sheet, random| {
        let sign = random.pick(&["\u{b6}", "&para;", "\u{b6} ", "\u{b6}\n", "P", "q", "?"]);
        before_numbers(sheet, 1, sign)
    }),
    ("45 false paragraph signs", |sheet, random| {
        let letters = sheet.replace("\n     B.", "\n\u{b6}B.", 1000, random)
            | sheet.replace("\n     C.", "\n\u{b6}C.", 1000, random);
        let Some(at) = sheet.blank(random) else { return letters };
        let year = sheet.draft.slot.moment.year - 1;
        sheet.text.replace_range(at..at + 1, &format!(" in\n\u{b6}{year}. "));
        true
    }),
    ("46 number at the start of a line", |sheet, random| {
        let Some(at) = sheet.blank(random) else { return false };
        let number = if random.chance(500) {
            random.between(2, 30)
        } else {
            usize::from(sheet.draft.slot.moment.year)
        };
        sheet.text.replace_range(at..at + 1, &format!(" in\n{number}. "));
        true
    }),
    ("48 wrong year", |sheet, random| {
        let group = sheet.draft.slot.moment.date_time_group();
        let year = sheet.draft.slot.moment.year - random.between(1, 9) as u16;
        let to = format!("{}{:02}", group.get(..group.len() - 2).unwrap_or_default(), year % 100);
        sheet.once(&group, &to)
    }),
    ("50 misspelt reference", |sheet, random| {
        let own = sheet.draft;
        let Some(item) = own.references.get(random.below(own.references.len())) else { return false };
        let letters = item.raw.bytes().take_while(|b| !b.is_ascii_digit()).count();
        if letters < 6 || item.cited.iter().all(|cited| cited.id.is_none()) {
            return false;
        }
        let at = random.between(1, letters - 4);
        let mut to = item.raw.clone();
        match (random.below(3), to.get(at..at + 2).map(|pair| pair.chars().rev().collect::<String>())) {
            (0, Some(turned)) => to.replace_range(at..at + 2, &turned),
            (1, _) => to.replace_range(at..at + 1, ""),
            _ => to.push('7'),
        }
        sheet.once(&item.raw, &to)
    }),
    ("55 signature fused", |sheet, random| {
        let signer = sheet.draft.signer.family.to_ascii_uppercase();
        let Some(at) = sheet.text.rfind(&format!("\n{signer}")) else { return false };
        let end = sheet.text.get(..at).map_or(0, |text| text.trim_end().len());
        if random.chance(500) {
            sheet.text.replace_range(end..=at, " ");
        } else {
            sheet.text.insert_str(at + 1 + signer.len(), "OAKLEY");
        }
        true
    }),
    ("56 empty lines before", |sheet, random| {
        let text = sheet.text.trim_end().to_string();
        sheet.text = format!("{}{text}", "\n".repeat(random.between(1, 30)));
        true
    }),
    ("57 numbers begin again", |sheet, random| {
        let from = random.between(2, 6) as u32;
        sheet.lines(|_, line, out| match numbered(line) {
            Some((number, length)) if number > from => {
                out.push_str(&format!("{}.", number - from));
                out.push_str(line.get(length..).unwrap_or_default());
            }
            _ => out.push_str(line),
        })
    }),
];

/// Puts a sign before each paragraph number from the one after `from` on.
fn before_numbers(sheet: &mut Sheet, from: u32, sign: &str) -> bool {
    sheet.lines(|_, line, out| {
        if numbered(line).is_some_and(|(number, _)| number > from) {
            out.push_str(sign);
        }
        out.push_str(line);
    })
}
