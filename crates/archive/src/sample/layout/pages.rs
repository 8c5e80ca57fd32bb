//! 1973 to 1982: pages of the filing system, all in capitals (format.md §13.3, §16.3).

use super::super::draft::{Draft, Era};
use super::super::random::Random;
use super::head;
use super::sheet::{Cut, Form, Sheet, field, sections};

pub(super) fn print(draft: &Draft, random: &mut Random, out: &mut String) {
    let all = super::bytes(draft);
    let total = sections(all);
    let level = draft.handling.on_page();
    let (letter, word) = head::precedence(random);
    // What the communications centre writes is the same on every section but for its time.
    let frame = Frame {
        offices: offices(draft, random),
        receipt: random.below(1_000_000),
        counter: random.between(10, 70),
        at: draft.slot.moment.soon(random).day_and_time(),
        total,
    };
    page_line(draft, &frame, 1, 1, out);
    frame_head(draft, &frame, random, out);
    let mut address = format!("{letter} {}\nFM {}\n", draft.slot.moment.date_time_group(), draft.post.from);
    head::addresses(draft, word, random, false, &mut address);
    out.push_str(&address);
    head::class_line(draft, 1, total, out);
    out.push('\n');
    head::captions(draft, "\n", out);
    out.push_str(&format!("E.O. {}: {}\n", head::order(draft), head::declassify(draft, random)));
    out.push_str(&format!("TAGS: {}\n", head::tags(draft)));
    field(out, if random.chance(300) { "SUBJ: " } else { "SUBJECT: " }, &draft.subject, 66, "", "\n");
    head::references(draft, random, "\n", out);
    let form = Form { width: 66, end: "\n", capitals: true, head: 18 };
    let mut again = random.clone();
    let mut sheet = Sheet::new(out, form, all, |out: &mut String, Cut { section, page, .. }: Cut| {
        out.push_str(&format!("{level}\n\n"));
        if page > 1 {
            out.push_str(&format!("{level}\n\n"));
        }
        page_line(draft, &frame, section, page, out);
        if page == 1 {
            frame_head(draft, &frame, &mut again, out);
            out.push_str(&address);
            head::class_line(draft, section, total, out);
            out.push('\n');
        }
    });
    super::body(&mut sheet, &draft.paragraphs, false);
    out.push_str(&format!("{}\n{level}\n", draft.signer.family.to_ascii_uppercase()));
    if draft.era == Era::Pages && random.chance(700) {
        out.push_str("\nNNNN\n");
    }
}

struct Frame {
    offices: String,
    receipt: usize,
    counter: usize,
    at: String,
    total: usize,
}

/// The level, and the line that names the page.
fn page_line(draft: &Draft, frame: &Frame, section: usize, page: usize, out: &mut String) {
    let (short, serial) = (&draft.post.short, draft.slot.serial);
    if section == 1 && page == 1 {
        out.push_str(draft.handling.on_page());
        out.push_str(if draft.era == Era::Pages { "\n\n" } else { "\n" });
    }
    let number = if draft.post.is_department() { format!("{serial:06}") } else { format!("{serial:05}") };
    let of = if frame.total > 1 { format!("  {section:02} OF {:02}", frame.total) } else { String::new() };
    out.push_str(&match (draft.era, draft.post.is_department()) {
        (Era::Pages, true) => format!("PAGE {page:02}  {short}  {number}{of}\n\n"),
        (Era::Pages, false) => format!("PAGE {page:02}  {short:<6}  {number}{of}  {}\n\n", frame.at),
        (_, true) => format!("PAGE {page:02}\n{short} {number}{of}\n"),
        (_, false) => format!("PAGE {page:02}\n{short} {number}{of}  {}\n", frame.at),
    });
}

/// Office distribution, drafting block of the Department, receipt line.
fn frame_head(draft: &Draft, frame: &Frame, random: &mut Random, out: &mut String) {
    if draft.era == Era::Pages {
        out.push_str(&format!("{:02}\n", frame.counter));
    }
    out.push_str(&frame.offices);
    if draft.post.is_department() {
        let (drafter, approver) = (draft.classifier.family, draft.signer.family);
        out.push_str(&format!(
            "DRAFTED BY EUR/WE:{}{}:{}\nAPPROVED BY EUR:{}{}\n",
            draft.classifier.given.chars().next().unwrap_or('A'),
            drafter.to_ascii_uppercase(),
            ["MB", "JT", "RK", "LS"].get(frame.receipt % 4).unwrap_or(&"MB"),
            draft.signer.given.chars().next().unwrap_or('A'),
            approver.to_ascii_uppercase(),
        ));
    }
    let number = frame.receipt + random.below(40);
    out.push_str(&match draft.slot.moment.year {
        ..1977 => format!("                     --------------------- {number:06}\n"),
        1977 => format!(
            "                     ------------------{} {number:06} /{:02}\n",
            frame.at,
            number % 90 + 10
        ),
        _ => format!(
            "                     ------------------{number:06} {} /{:02}\n",
            frame.at,
            number % 90 + 10
        ),
    });
}

/// `ACTION EUR-12 / INFO OCT-01 … /047 W`, with the sum of the copies.
fn offices(draft: &Draft, random: &mut Random) -> String {
    const OFFICES: [&str; 12] =
        ["OCT", "ISO", "NEA", "EB", "INR", "SS", "NSC", "AGR", "AID", "SP", "L", "PM"];
    let (first, end) = if draft.post.is_department() { ("ORIGIN", 'R') } else { ("ACTION", 'W') };
    let copies = random.between(1, 15);
    let mut sum = copies;
    let mut out =
        format!("{first} {}-{copies:02}\n\nINFO", random.pick(&["EUR", "AF", "NEA", "EA", "ARA", "IO"]));
    for (i, office) in OFFICES.iter().take(random.between(4, 12)).enumerate() {
        let copies = if i < 2 { 1 - i } else { random.below(16) };
        sum += copies;
        out.push_str(if i == 8 { "\n      " } else { "  " });
        out.push_str(&format!("{office}-{copies:02}"));
    }
    out.push_str(&format!("  /{sum:03} {end}\n"));
    out
}
