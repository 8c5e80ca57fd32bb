//! 2003 to 2010: mixed case; from 2005 with the network's full head (format.md §2.1, §13.6).

use super::super::draft::{Draft, Era};
use super::super::random::Random;
use super::head;
use super::sheet::{Cut, Form, Sheet, field, sections};

/// Of each line of the drafter.
const END: &str = " \n";

pub(super) fn print(draft: &Draft, random: &mut Random, out: &mut String) {
    let all = super::bytes(draft);
    let total = sections(all);
    network(draft, random, out);
    let caption_on_line = random.chance(100);
    let mut fields = format!(
        "E.O. {}: {} \nTAGS: {} \n",
        head::order(draft),
        head::declassify(draft, random),
        head::tags(draft)
    );
    field(&mut fields, "SUBJECT: ", &draft.subject, 63, "", END);
    let doubled = matches!(draft.slot.moment.year, 2006 | 2007) && random.chance(400);
    let class = |section: usize, out: &mut String| {
        head::class_line(draft, section, total, out);
        let mut captions = String::new();
        head::captions(draft, " \n \n", &mut captions);
        // One caption may stand on the line itself.
        match captions.strip_suffix(" \n \n").filter(|one| caption_on_line && !one.contains('\n')) {
            Some(one) => out.push_str(&format!(" {one} \n \n")),
            None => {
                out.push_str(" \n \n");
                if doubled {
                    captions = captions.replace("SIPDIS \n \n", "SIPDIS \n \nSIPDIS \n \n");
                }
                out.push_str(&captions);
            }
        }
        out.push_str(&fields);
    };
    class(1, out);
    if !draft.references.is_empty() {
        out.push_str(" \n");
        head::references(draft, random, END, out);
    }
    if draft.handling.classified() {
        out.push_str(" \n");
        classified_by(draft, random, out);
    }
    let (name, serial) = (draft.post.name.to_string(), draft.slot.serial);
    let paged = draft.era == Era::Full;
    let form = Form { width: random.between(60, 68), end: END, capitals: false, head: 24 };
    let mut sheet = Sheet::new(out, form, all, |out: &mut String, Cut { section, page, sections }: Cut| {
        if page == 1 {
            out.push_str(" \n");
            class(section, out);
            out.push_str(" \n");
        } else if paged && sections > 1 {
            let short: String = name.chars().take(10).collect();
            out.push_str(&format!(" \n{short} {serial:08}  {section:03}.{page} OF {sections:03} \n \n \n"));
        }
    });
    super::body(&mut sheet, &draft.paragraphs, true);
    out.push_str(&draft.signer.family.to_ascii_uppercase());
    out.push('\n');
    if paged && random.chance(250) {
        out.push_str(&format!("\n\nNNNN\n#{:04}\n", serial % 10_000));
    }
}

/// Format lines 1 to 8; before 2005 only 5 to 8.
fn network(draft: &Draft, random: &mut Random, out: &mut String) {
    let moment = draft.slot.moment;
    let (letter, word) = head::precedence(random);
    let routing = draft.era == Era::Full && !draft.post.routing.is_empty();
    if routing {
        let (serial, own) = (draft.slot.serial % 10_000, draft.post.routing);
        let tail: String = own.chars().rev().take(2).collect::<Vec<_>>().into_iter().rev().collect();
        let section = if super::bytes(draft) > 9000 { "/01" } else { "" };
        out.push_str(&format!("VZCZCX{tail}{:01}{serial:04}\n", 'O'));
        out.push_str(&format!("{letter}{letter} {}", draft.to.routing));
        for post in draft.info.iter().filter(|post| !post.routing.is_empty()) {
            out.push_str(&format!(" {}", post.routing));
        }
        let (hour, minute) = (moment.hour, moment.minute);
        out.push_str(&format!(
            "\nDE {own} #{serial:04}{section} {:03}{hour:02}{minute:02}\n",
            moment.day_of_year()
        ));
        out.push_str(&format!("{}\n", draft.handling.security_line()));
    }
    let info = if letter != "R" && random.chance(200) { " R" } else { "" };
    out.push_str(&format!("{letter}{info} {}\nFM {}\n", moment.date_time_group(), draft.post.from));
    head::addresses(draft, word, random, routing, out);
}

fn classified_by(draft: &Draft, random: &mut Random, out: &mut String) {
    let person = draft.classifier;
    let (title, given, family) = (person.title, person.given, person.family);
    let section = if draft.slot.moment.year < 2004 { "1.5" } else { "1.4" };
    let text = match random.below(5) {
        0 => format!("{given} {family}, {title}. Reason: {section} (b), (d)."),
        1 => format!("{title} {given} {family} for reasons {section} (b) and (d)."),
        2 => format!("{title} {given} {family}; Reasons: {section}(b/d)."),
        3 => format!("{title} {given} {family}, reason {section} (d)."),
        _ => format!("{given} {family}, {title}, for reasons {section} (b, d)."),
    };
    let label = random.pick(&["Classified By: ", "Classified by: ", "CLASSIFIED BY: "]);
    field(out, label, &text, 66, "", END);
}
