//! Days and minutes.

use super::random::Random;

/// A minute, in Z time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment {
    pub(crate) year: u16,
    /// From 1.
    pub(crate) month: u8,
    /// From 1.
    pub(crate) day: u8,
    pub(crate) hour: u8,
    pub(crate) minute: u8,
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Moment {
    /// The minute `part` (0 to 1) of the year has gone.
    pub(crate) fn in_year(year: u16, part: f64) -> Moment {
        let minutes = (part * f64::from(days_of(year)) * 1440.0) as u32;
        let (month, day) = month_and_day(year, minutes / 1440);
        let hour = (minutes / 60 % 24) as u8;
        Moment { year, month, day, hour, minute: (minutes % 60) as u8 }
    }

    /// Day of the year, from 1.
    pub(crate) fn day_of_year(self) -> u32 {
        (1..self.month).map(|month| length(self.year, month)).sum::<u32>() + u32::from(self.day)
    }

    /// At the same minute, earlier.
    pub(crate) fn days_before(self, days: usize) -> Moment {
        let (mut year, mut left) = (self.year, self.day_of_year() as i64 - 1 - days as i64);
        while left < 0 {
            year -= 1;
            left += i64::from(days_of(year));
        }
        let (month, day) = month_and_day(year, left as u32);
        Moment { year, month, day, ..self }
    }

    /// The same day so many years on.
    pub(crate) fn years_later(self, years: u16) -> Moment {
        let leap_day = self.month == 2 && self.day == 29;
        Moment { year: self.year + years, day: if leap_day { 28 } else { self.day }, ..self }
    }

    /// `YYYY-MM-DD`.
    pub(crate) fn date(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `DDHHMMZ`.
    pub(crate) fn day_and_time(self) -> String {
        format!("{:02}{:02}{:02}Z", self.day, self.hour, self.minute)
    }

    /// `DDHHMMZ MON YY`.
    pub(crate) fn date_time_group(self) -> String {
        format!("{} {} {:02}", self.day_and_time(), self.short_month(), self.year % 100)
    }

    /// `MON`.
    pub(crate) fn short_month(self) -> String {
        self.month_name().get(..3).unwrap_or_default().to_ascii_uppercase()
    }

    pub(crate) fn month_name(self) -> &'static str {
        MONTHS.get(usize::from(self.month).saturating_sub(1)).copied().unwrap_or_default()
    }

    /// `March 12`.
    pub(crate) fn month_and_day(self, out: &mut String) {
        out.push_str(self.month_name());
        out.push(' ');
        super::prose::number(self.day.into(), out);
    }

    /// Some minutes later on the same day.
    pub(crate) fn soon(self, random: &mut Random) -> Moment {
        let minutes = (usize::from(self.hour) * 60 + usize::from(self.minute) + random.below(12)).min(1439);
        Moment { hour: (minutes / 60) as u8, minute: (minutes % 60) as u8, ..self }
    }
}

pub(crate) fn days_of(year: u16) -> u32 {
    (1..=12).map(|month| length(year, month)).sum()
}

fn length(year: u16, month: u8) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 31,
    }
}

/// Month and day of day `n` (from 0) of the year.
fn month_and_day(year: u16, mut n: u32) -> (u8, u8) {
    for month in 1..=12 {
        let length = length(year, month);
        if n < length {
            return (month, n as u8 + 1);
        }
        n -= length;
    }
    (12, 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_days() {
        let cases = [(2004, 59, "2004-02-29"), (2005, 59, "2005-03-01"), (1999, 364, "1999-12-31")];
        for (year, days, expected) in cases {
            let moment = Moment::in_year(year, (f64::from(days) + 0.5) / f64::from(days_of(year)));
            assert_eq!(moment.date(), expected);
            assert_eq!(moment.day_of_year(), days + 1);
            assert_eq!(moment.days_before(usize::from(year)).years_later(1).date().len(), 10);
        }
        let new_year = Moment::in_year(2005, 0.0);
        assert_eq!(new_year.days_before(1).date(), "2004-12-31");
        assert_eq!(new_year.date_time_group(), "010000Z JAN 05");
    }
}
