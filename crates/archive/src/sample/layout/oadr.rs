//! 1982 to 1995: capitals, no pages (format.md §13.4).

use super::super::draft::Draft;
use super::super::random::Random;
use super::head;
use super::sheet::{Cut, Form, Sheet, field, sections};

pub(super) fn print(draft: &Draft, random: &mut Random, out: &mut String) {
    let all = super::bytes(draft);
    let total = sections(all);
    let (letter, word) = head::precedence(random);
    out.push_str(&format!("{letter} {}\nFM {}\n", draft.slot.moment.date_time_group(), draft.post.from));
    head::addresses(draft, word, random, false, out);
    let mut fields = format!(
        "E.O. {}: {}\nTAGS: {}\n",
        head::order(draft),
        head::declassify(draft, random),
        head::tags(draft)
    );
    field(&mut fields, "SUBJECT: ", &draft.subject, 66, "", "\n");
    let class = |section: usize, out: &mut String| {
        head::class_line(draft, section, total, out);
        out.push_str("\n\n");
        head::captions(draft, "\n\n", out);
        out.push_str(&fields);
    };
    class(1, out);
    if !draft.references.is_empty() {
        out.push('\n');
        head::references(draft, random, "\n", out);
    }
    let form = Form { width: 66, end: "\n", capitals: true, head: 16 };
    let mut sheet = Sheet::new(out, form, all, |out: &mut String, Cut { section, page, .. }: Cut| {
        if page == 1 {
            out.push('\n');
            class(section, out);
            out.push('\n');
        }
    });
    super::body(&mut sheet, &draft.paragraphs, true);
    out.push_str(&format!("\n{}\n", draft.signer.family.to_ascii_uppercase()));
    if random.chance(600) {
        out.push_str(&format!("BT\n#{:04}\nNNNN\n", draft.slot.serial % 10_000));
    }
}
