//! The card that stands for a withdrawn document (format.md §13.3).

use super::super::draft::Draft;
use super::super::random::Random;

/// The card: fields, no text. Always of the 1970s' form, where archives have them.
pub(crate) fn card(draft: &Draft, random: &mut Random) -> String {
    let moment = draft.slot.moment;
    let (year, serial) = (moment.year, draft.slot.serial);
    let number = if draft.post.is_department() { format!("{serial:06}") } else { format!("{serial:05}") };
    let mut out = String::from("WITHDRAWAL CARD\n\n");
    let mut line = |label: &str, value: &str| out.push_str(&format!("{label}: {value}\n"));
    line("Classification", draft.handling.on_page());
    line("Draft Date", &format!("{} {} {year}", moment.day, moment.short_month()));
    line("Document Number", &format!("{year}{}{number}", draft.post.short));
    line("From", draft.post.name);
    line("To", draft.to.name);
    line("Subject", &draft.subject);
    line("TAGS", &draft.tags.join(", "));
    line("Concepts", random.pick(&["MEETINGS", "TRADE", "MILITARY ASSISTANCE", "NEGOTIATIONS", "ELECTIONS"]));
    line(
        "Film Number",
        &format!("D{:02}{:02}{:02}-{:04}", year % 100, moment.month, moment.day, random.below(1200)),
    );
    line(
        "Markings",
        &format!(
            "Declassification withheld; review {:02} MAY {}",
            random.between(1, 28),
            random.between(2003, 2014)
        ),
    );
    out
}
