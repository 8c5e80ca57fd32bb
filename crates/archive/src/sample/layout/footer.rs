//! 1995 to 2002: capitals, pages of six letters, a footer with the identifier (format.md §13.5).

use super::super::draft::Draft;
use super::super::random::Random;
use super::head;
use super::sheet::{Cut, Form, Sheet, field, sections};

pub(super) fn print(draft: &Draft, random: &mut Random, out: &mut String) {
    let all = super::bytes(draft);
    let total = sections(all);
    let moment = draft.slot.moment;
    let level = format!("                       {}", draft.handling.on_page());
    let at = moment.soon(random);
    let page_line = |section: usize, page: usize, out: &mut String| {
        let of = if total > 1 { format!("{section:02} OF {total:02}  ") } else { String::new() };
        let (short, serial) = (&draft.post.short, draft.slot.serial);
        out.push_str(&format!("PAGE {page:02}        {short:<6}  {serial:05}  {of}{}\n", at.day_and_time()));
    };
    out.push_str(&format!("{level}\n\n"));
    page_line(1, 1, out);
    let copies = random.below(3);
    out.push_str(&format!(
        "ACTION {}-0{copies}\n\nINFO  LOG-00   AID-00   CIAE-00  DODE-00  EB-00    INR-00   PM-01    /00{}W\n                  ------------------{:06X}  {} /38\n",
        random.pick(&["EUR", "AF", "NEA", "EAP", "WHA", "IO"]),
        copies + 1,
        random.below(0xFF_FFFF),
        at.day_and_time(),
    ));
    let (letter, word) = head::precedence(random);
    out.push_str(&format!("{letter} {}\nFM {}\n", moment.date_time_group(), draft.post.from));
    head::addresses(draft, word, random, false, out);
    head::class_line(draft, 1, total, out);
    out.push_str("\n\n");
    head::captions(draft, "\n\n", out);
    out.push_str(&format!(
        "E.O. {}: {}\nTAGS: {}\n",
        head::order(draft),
        head::declassify(draft, random),
        head::tags(draft)
    ));
    field(out, "SUBJECT: ", &draft.subject, 66, "", "\n");
    if !draft.references.is_empty() {
        out.push('\n');
        head::references(draft, random, "\n", out);
    }
    let form = Form { width: 66, end: "\n", capitals: true, head: 20 };
    let mut sheet = Sheet::new(out, form, all, |out: &mut String, Cut { section, page, .. }: Cut| {
        out.push_str(&format!("{level}\n\n"));
        page_line(section, page, out);
        out.push('\n');
        if page == 1 {
            head::class_line(draft, section, total, out);
            out.push_str("\n\n");
        }
    });
    super::body(&mut sheet, &draft.paragraphs, true);
    out.push_str(&format!("\n{}\n{level}\n\n", draft.signer.family.to_ascii_uppercase()));
    if random.chance(300) {
        out.push_str("       >\n");
    }
    let (year, short, serial) = (moment.year, &draft.post.short, draft.slot.serial);
    let word = if year < 2002 { "" } else { "Classification: " };
    out.push_str(&format!(
        "                    {year}{short}{serial:05} - {word}{}\n",
        draft.handling.on_page()
    ));
}
