//! From the middle of 2010: a sheet of labels (format.md §13.1, last row but one).

use super::super::draft::Draft;
use super::super::random::Random;
use super::head;
use super::sheet::{Cut, Form, Sheet, field};

pub(super) fn print(draft: &Draft, random: &mut Random, out: &mut String) {
    let level = draft.handling.on_page();
    let moment = draft.slot.moment;
    out.push_str(&format!("{level}\n\n"));
    let mut line =
        |label: &str, text: &str| field(out, &format!("{label:<12}"), text, 72, "            ", "\n");
    let month = moment.month_name().get(..3).unwrap_or_default();
    line("MRN:", &format!("{:02} {} {}", moment.year % 100, draft.post.name, draft.slot.serial));
    line("Date/DTG:", &format!("{month} {:02}, {} / {}", moment.day, moment.year, moment.date_time_group()));
    line("From:", draft.post.from);
    let (_, word) = head::precedence(random);
    line("Action:", &format!("{}{}", draft.to.from, if word.is_empty() { " ROUTINE" } else { word }));
    if !draft.info.is_empty() {
        let info: Vec<&str> = draft.info.iter().map(|post| post.from).collect();
        line("Info:", &info.join("; "));
    }
    let value = head::declassify(draft, random);
    line("E.O.:", &if draft.handling.classified() { format!("13526: {value}") } else { "13526".to_string() });
    line("TAGS:", &head::tags(draft));
    let mut captions = String::new();
    head::captions(draft, ", ", &mut captions);
    if let Some(captions) = captions.strip_suffix(", ") {
        line("Captions:", captions);
    }
    for (i, item) in draft.references.iter().enumerate() {
        let letter = item.cited.first().and_then(|cited| cited.label.as_deref());
        let text = letter.map_or_else(|| item.raw.clone(), |letter| format!("{letter}) {}", item.raw));
        line(if i == 0 { "Reference:" } else { "" }, &text);
    }
    line("Subject:", &draft.subject);
    if draft.handling.classified() {
        let person = draft.classifier;
        let text =
            format!("{} {} {} for reasons 1.4 (b) and (d).", person.title, person.given, person.family);
        out.push('\n');
        field(out, "Classified By: ", &text, 72, "", "\n");
    }
    let form = Form { width: 72, end: "\n", capitals: false, head: 0 };
    let mut sheet = Sheet::new(out, form, super::bytes(draft), |_: &mut String, _: Cut| {});
    super::body(&mut sheet, &draft.paragraphs, true);
    out.push_str(&format!("\nSignature:  {}\n\n{level}\n", draft.signer.family.to_ascii_uppercase()));
}
