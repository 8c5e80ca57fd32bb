//! What publishers add, and what they lose of a record (format.md §14 #11, #15–#17).

use super::Kind;

pub(super) const KINDS: &[Kind] = &[
    ("11 partial extract", |sheet, _| {
        // The head of the network is what the extract leaves out.
        let line = sheet.draft.handling.on_line();
        let Some(at) = sheet.text.find(&format!("\n{line}")) else { return false };
        let rest = sheet.text.split_off(at + 1);
        sheet.text = format!(
            "\n\nThis record is a partial extract of the original cable. The full text of the original cable is not available.\n\n{rest}"
        );
        true
    }),
    ("11 viewing line", |sheet, _| {
        let (id, subject) = (&sheet.draft.id, &sheet.draft.subject);
        sheet.text = format!(
            "Viewing cable {id}, {subject}\n\nIf you are new to these pages, please read an introduction.\n\n{}\nHome\nBrowse by date\nCommunity resources\n",
            sheet.text
        );
        true
    }),
    ("15 one long line", |sheet, _| {
        let lines: Vec<&str> = sheet.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        sheet.text = lines.join(" ");
        true
    }),
    ("16 stops in a sentence", |sheet, random| {
        let Some(at) = sheet.blank(random) else { return false };
        sheet.text.truncate(at);
        true
    }),
    ("16 ends in dots", |sheet, random| {
        let Some(at) = sheet.blank(random) else { return false };
        sheet.text.truncate(at);
        sheet.text.push_str(" ...\n");
        true
    }),
    ("17 header only", |sheet, _| {
        let body = sheet.body();
        sheet.text.truncate(body);
        true
    }),
    ("17 body only", |sheet, _| {
        let body = sheet.body();
        sheet.text.drain(..body);
        !sheet.text.is_empty()
    }),
];
