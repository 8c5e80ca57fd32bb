//! Frame in the text: pages, sections, stamps, lists of offices (format.md §14 #18–#23, #42, #52, #54, #58).

use super::{Kind, Sheet};

pub(super) const KINDS: &[Kind] = &[
    ("18 page line in a sentence", |sheet, random| {
        let Some(at) = sheet.blank(random) else { return false };
        let page = page(sheet, random.between(2, 5));
        sheet.text.replace_range(at..at + 1, &page);
        true
    }),
    ("20 section line deleted", |sheet, random| {
        let Some(at) = sheet.blank(random) else { return false };
        sheet.text.replace_range(at..at + 1, "\n\n\n\n");
        true
    }),
    ("21 word split by a page", |sheet, random| {
        let Some(at) = sheet.blank(random) else { return false };
        let rest = sheet.text.get(at + 1..).unwrap_or_default();
        let length = rest.bytes().take_while(u8::is_ascii_lowercase).count();
        if length < 6 {
            return false;
        }
        let page = page(sheet, 2);
        sheet.text.insert_str(at + 1 + length / 2, &page);
        true
    }),
    ("22 release stamps", |sheet, random| {
        let date = random.pick(&["20 MAR 2014", "04 MAY 2006", "22 MAY 2009", "30 JUN 2005"]);
        let name = random.pick(&["", "Margaret P. Selwood ", "Conrad A. Thornley "]);
        let stamp =
            format!("\n{name}Declassified/Released US Department of State EO Systematic Review {date}\n");
        for _ in 0..random.between(1, 4) {
            let Some(at) = sheet.blank(random) else { return false };
            sheet.text.replace_range(at..at + 1, &stamp.repeat(1 + random.below(2)));
        }
        true
    }),
    ("23 page line in a field", |sheet, random| {
        let label = random.pick(&["\nTAGS", "\nSUBJ", "\nREF", "\nClassified"]);
        let Some(at) = sheet.text.find(label) else { return false };
        let end =
            sheet.text.get(at + 1..).and_then(|rest| rest.find('\n')).map_or(at + 1, |end| at + 1 + end);
        let Some(blank) = sheet.text.get(at..end).and_then(|line| line.trim_end().rfind(' ')) else {
            return false;
        };
        let page = page(sheet, 2);
        sheet.text.replace_range(at + blank..=at + blank, &page);
        true
    }),
    ("42 pages in wrong order", |sheet, random| {
        let Some(first) = sheet.blank(random) else { return false };
        let Some(second) = sheet.blank(random) else { return false };
        let (one, two) = (first.min(second), first.max(second));
        let (Some(middle), Some(end)) = (sheet.text.get(one..two), sheet.text.get(two..)) else {
            return false;
        };
        let text = format!(
            "{}{}{}{}{}",
            sheet.text.get(..one).unwrap_or_default(),
            page(sheet, 3),
            end,
            page(sheet, 2),
            middle
        );
        sheet.text = text;
        one < two
    }),
    ("52 offices in the text", |sheet, random| {
        let Some(at) = sheet.blank(random) else { return false };
        sheet.text.replace_range(at..at + 1, "\nINFO  OCT-01  ISO-00  NEA-10  EB-08  /031 W\n");
        true
    }),
    ("54 footers", |sheet, random| {
        let (year, short, serial) =
            (sheet.draft.slot.moment.year, &sheet.draft.post.short, sheet.draft.slot.serial);
        let footer = match random.below(4) {
            0 => format!(
                "\n\n       >\n                    {year}{short}{serial:05} - {}\n",
                sheet.draft.handling.on_page()
            ),
            1 => format!("\n#{:04}\n\nNNNN\n", serial % 10_000),
            2 => "BT\n\nNNNN\n\n\n\n".to_string(),
            _ => "\n\n>\n".to_string(),
        };
        sheet.text.push_str(&footer);
        true
    }),
    ("58 level changed by release", |sheet, _| {
        let level = sheet.draft.handling.on_page();
        if !sheet.draft.handling.classified() {
            return false;
        }
        sheet
            .text
            .insert_str(0, &format!("UNCLASSIFIED\n\nThis document was originally classified {level}.\n\n"));
        true
    }),
];

/// A page line as the draft's era printed it, with its level above.
fn page(sheet: &Sheet, page: usize) -> String {
    let draft = sheet.draft;
    let (level, short, serial) = (draft.handling.on_page(), &draft.post.short, draft.slot.serial);
    if draft.slot.moment.year < 2003 {
        let at = draft.slot.moment.day_and_time();
        format!("\n{level}\n\n{level}\n\nPAGE {page:02}        {short:<6}  {serial:05}  {at}\n\n")
    } else {
        let name: String = draft.post.name.chars().take(10).collect();
        format!("\n\n{name} {serial:08}  {page:03} OF {:03}\n\n\n", page + 1)
    }
}
