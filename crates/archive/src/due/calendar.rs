//! Days of declassification as a calendar (RFC 5545).
//!
//! ```text
//! calendar = BEGIN:VCALENDAR head { event } END:VCALENDAR         lines end with CR LF
//! event    = BEGIN:VEVENT UID DTSTAMP DTSTART;VALUE=DATE SUMMARY DESCRIPTION CATEGORIES TRANSP END:VEVENT
//! line     = at most 75 octets; what is longer goes on behind CR LF and a blank, never within a character
//! text     = "\" ";" "," with "\" before them, a line end as "\n"
//! ```
//! Nothing in it is of the moment of writing: DTSTAMP is the day asked about, UID is made of id and portion.

use std::io::{Result, Write};

use jiff::civil::Date;

use super::Falling;

/// Longest line, in octets without its end.
const LINE: usize = 75;

/// Writes a calendar as events come.
#[derive(Debug)]
pub struct Calendar<W: Write> {
    out: W,
    stamp: String,
    /// Day of the telegram whose portions come next.
    telegram: Option<(String, Option<String>)>,
}

impl<W: Write> Calendar<W> {
    /// Begins a calendar as of a day.
    pub fn begin(out: W, as_of: Date) -> Result<Calendar<W>> {
        let mut calendar =
            Calendar { out, stamp: format!("{}T000000Z", as_of.strftime("%Y%m%d")), telegram: None };
        for line in [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Chancery//Declassification//EN",
            "CALSCALE:GREGORIAN",
        ] {
            calendar.line(line)?;
        }
        Ok(calendar)
    }

    /// Writes an event, if there is a day. Portions that fall due on the telegram's own day have none of their own.
    /// True where one was written.
    pub fn event(&mut self, falling: &Falling) -> Result<bool> {
        let day = falling.due.date.clone();
        let telegram = falling.portion == "telegram";
        let same = self.telegram.as_ref().is_some_and(|(id, of)| *id == falling.id && *of == day);
        if telegram {
            self.telegram = Some((falling.id.clone(), day.clone()));
        }
        let Some(day) = day.filter(|_| telegram || !same) else { return Ok(false) };
        let what = if telegram {
            falling.id.clone()
        } else {
            format!("{} portions {}", falling.id, falling.portion)
        };
        let word = if falling.due.status == "review" { "review" } else { "declassification" };
        let summary = format!("{what}: {word} due");
        let rule = falling.due.rule.as_deref().unwrap_or_default();
        let mut description = format!("{}\nRule: {rule}", falling.due.explanation);
        if let Some(subject) = &falling.subject {
            description = format!("{subject}\n{description}");
        }
        self.line("BEGIN:VEVENT")?;
        self.line(&format!("UID:{}-{}@chancery", uid(&falling.id), uid(&falling.portion)))?;
        self.line(&format!("DTSTAMP:{}", self.stamp))?;
        self.line(&format!("DTSTART;VALUE=DATE:{}", day.replace('-', "")))?;
        self.line(&format!("SUMMARY:{}", escaped(&summary)))?;
        self.line(&format!("DESCRIPTION:{}", escaped(&description)))?;
        self.line(&format!("CATEGORIES:{}", escaped(&falling.due.status)))?;
        self.line("TRANSP:TRANSPARENT")?;
        self.line("END:VEVENT")?;
        Ok(true)
    }

    /// Ends the calendar.
    pub fn end(mut self) -> Result<W> {
        self.line("END:VCALENDAR")?;
        self.out.flush()?;
        Ok(self.out)
    }

    fn line(&mut self, line: &str) -> Result<()> {
        let mut width = 0;
        for character in line.chars() {
            let mut bytes = [0; 4];
            let encoded = character.encode_utf8(&mut bytes);
            if width + encoded.len() > LINE {
                self.out.write_all(b"\r\n ")?;
                width = 1;
            }
            self.out.write_all(encoded.as_bytes())?;
            width += encoded.len();
        }
        self.out.write_all(b"\r\n")
    }
}

/// What a UID may hold of an id.
fn uid(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | ';' | ',' => out.extend(['\\', character]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use telegram::record::Due;

    use super::*;

    #[test]
    fn ok_folded_escaped_and_of_no_moment() {
        let date = jiff::civil::date(2026, 1, 2);
        let due = Due {
            date: Some("2015-06-21".to_string()),
            rule: Some("stated-date".to_string()),
            status: "overdue".to_string(),
            explanation: "As printed; so be it.".to_string(),
            as_of: None,
        };
        let falling = Falling {
            id: "05PRAIA611".to_string(),
            portion: "telegram".to_string(),
            subject: Some(format!("{}, NETS", "É".repeat(60))),
            due,
            ..Falling::default()
        };
        let mut calendar = Calendar::begin(Vec::new(), date).unwrap();
        assert!(calendar.event(&falling).unwrap());
        // The same day again is no event of its own, another is.
        let mut portion = Falling { portion: "S".to_string(), ..falling.clone() };
        assert!(!calendar.event(&portion).unwrap());
        portion.due.date = Some("2016-01-01".to_string());
        assert!(calendar.event(&portion).unwrap());
        let text = String::from_utf8(calendar.end().unwrap()).unwrap();
        assert!(text.split("\r\n").all(|line| line.len() <= LINE && !line.contains('\n')), "{text}");
        let unfolded = text.replace("\r\n ", "");
        for line in [
            "UID:05PRAIA611-telegram@chancery",
            "DTSTAMP:20260102T000000Z",
            "DTSTART;VALUE=DATE:20150621",
            "SUMMARY:05PRAIA611 portions S: declassification due",
        ] {
            assert!(unfolded.contains(&format!("\r\n{line}\r\n")), "{line} in {unfolded}");
        }
        assert!(
            unfolded.contains("É\\, NETS\\nAs printed\\; so be it.\\nRule: stated-date\r\n"),
            "{unfolded}"
        );
    }
}
