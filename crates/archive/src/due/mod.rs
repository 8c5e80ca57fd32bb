//! When telegrams and their portions fall due for declassification, with the rule that gives the day.
//!
//! The telegram's day is that of its fullest copy. A portion's day is what the same E.O. line gives for the portion's own
//! level: portions of one level share it.

mod calendar;

use jiff::civil::Date;
use serde::Serialize;
use telegram::record::{Due, Level};

use crate::label::level_code;
use crate::portions::{Envelope, Override, Portions};
use crate::problem::Result;
use crate::view::{Held, View};

pub use calendar::Calendar;

/// When a telegram, or its portions of one level, falls due.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Falling {
    /// The telegram.
    pub id: String,
    /// `telegram`, or the level of the portions: `C`, `S`, …
    pub portion: String,
    /// Numbers of the paragraphs; empty for the telegram.
    pub paragraphs: Vec<u32>,
    /// How many portions.
    pub portions: usize,
    /// Level of the telegram or the portions.
    pub level: Option<String>,
    /// Day, rule, status (`overdue` or `pending` at the day asked about, else why there is none), explanation.
    pub due: Due,
    /// True where another copy of the telegram gives another day.
    pub copies_differ: bool,
    /// Of the telegram.
    pub subject: Option<String>,
}

impl View<'_> {
    /// Calls `each` with every telegram and, below it, its portions by level, until it says stop. Without `portions`
    /// no text is read.
    pub fn due(
        &self,
        as_of: Date,
        portions: bool,
        each: &mut dyn FnMut(Falling) -> Result<bool>,
    ) -> Result<()> {
        self.each(&mut |held| {
            for falling in self.falling(&held, as_of, portions)? {
                if !each(falling)? {
                    return Ok(false);
                }
            }
            Ok(true)
        })
    }

    /// The same for one telegram.
    pub fn falling(&self, held: &Held, as_of: Date, portions: bool) -> Result<Vec<Falling>> {
        let Some(copy) = held.copies.first() else { return Ok(vec![]) };
        let card = &copy.card;
        let day = &card.due.date;
        let mut due = telegram::due::as_of(&card.due, as_of);
        if due.status.is_empty() {
            due.status = "undetermined".to_string();
            due.explanation = "The header that would tell is not shown.".to_string();
        }
        let mut out = vec![Falling {
            id: held.id.clone(),
            portion: "telegram".to_string(),
            level: card.level.clone(),
            due,
            copies_differ: held.copies.iter().any(|other| other.card.due.date != *day),
            subject: card.subject.clone(),
            ..Falling::default()
        }];
        if !portions {
            return Ok(out);
        }
        let (_, telegram) = self.record(copy)?;
        let all = Portions::of(&telegram, &Override::default(), Envelope::Portions);
        let mut levels: Vec<Level> = all.body.iter().map(|portion| portion.label.level).collect();
        levels.sort_unstable();
        levels.dedup();
        for level in levels {
            let of_level = || all.body.iter().filter(|portion| portion.label.level == level);
            let due = telegram::due::due(telegram.declassification.as_ref(), level, &telegram.date);
            out.push(Falling {
                id: held.id.clone(),
                portion: level_code(level).to_string(),
                paragraphs: of_level().filter_map(|portion| portion.paragraph).collect(),
                portions: of_level().count(),
                level: Some(level_code(level).to_string()),
                due: telegram::due::as_of(&due, as_of),
                copies_differ: false,
                subject: card.subject.clone(),
            });
        }
        Ok(out)
    }
}
