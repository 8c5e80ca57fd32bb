//! When a telegram was sent, as bibliographies tell it: a day, or the first and the last that it can have been.

use crate::card::Card;
use crate::query::Day;

/// First and last possible day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct When {
    pub(super) first: Option<Day>,
    pub(super) last: Option<Day>,
}

impl When {
    pub(super) fn of(card: &Card) -> When {
        let day = |text: &Option<String>| text.as_deref()?.get(..10)?.parse::<Day>().ok();
        match day(&card.sent) {
            Some(sent) => When { first: Some(sent), last: Some(sent) },
            None => When { first: day(&card.earliest), last: day(&card.latest) },
        }
    }

    /// The day, where there is only one.
    pub(super) fn day(self) -> Option<Day> {
        self.first.filter(|_| self.first == self.last)
    }

    /// The year, where there is only one.
    pub(super) fn year(self) -> Option<i16> {
        let (first, last) = (self.first?.year(), self.last?.year());
        (first == last).then_some(first)
    }

    /// In Extended Date/Time Format: `2003-04-15`, `2003`, `2003-04-01/2003-06-30`, `2003-04-01/..`.
    pub(super) fn edtf(self) -> Option<String> {
        let bound = |day: Option<Day>| day.map_or_else(|| "..".to_string(), |day| day.to_string());
        match (self.first, self.last) {
            (None, None) => None,
            (Some(first), Some(last)) if first == last => Some(first.to_string()),
            (Some(first), Some(last)) if self.is_year(first, last) => Some(format!("{:04}", first.year())),
            (first, last) => Some(format!("{}/{}", bound(first), bound(last))),
        }
    }

    /// Whether the two bound exactly a year.
    pub(super) fn is_year(self, first: Day, last: Day) -> bool {
        first.year() == last.year()
            && (first.month(), first.day()) == (1, 1)
            && (last.month(), last.day()) == (12, 31)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_dates_as_they_are_known() {
        for (sent, earliest, latest, expected) in [
            (Some("2003-04-15T12:00:00Z"), None, None, Some("2003-04-15")),
            (None, Some("2003-01-01"), Some("2003-12-31"), Some("2003")),
            (None, Some("2003-04-01"), Some("2004-06-30"), Some("2003-04-01/2004-06-30")),
            (None, Some("2003-04-01"), None, Some("2003-04-01/..")),
            (Some("soon"), None, None, None),
        ] {
            let own = |text: Option<&str>| text.map(str::to_string);
            let card =
                Card { sent: own(sent), earliest: own(earliest), latest: own(latest), ..Card::default() };
            assert_eq!(When::of(&card).edtf().as_deref(), expected);
        }
    }
}
