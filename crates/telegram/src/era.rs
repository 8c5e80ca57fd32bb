//! The period that a telegram's own text shows (format.md §13.1).

use crate::record::{Dates, Declassification};

/// `1966-1972`, `1972-1978`, `1978-1982`, `1982-1995`, `1995-2002`, `2002-2010`, `2010-`; `None` where nothing tells.
pub(crate) fn tell(
    declassification: Option<&Declassification>,
    dates: &Dates,
    year: Option<u16>,
) -> Option<String> {
    let day = dates.sent.as_deref().and_then(|sent| sent.get(..10)).or(dates.earliest.as_deref());
    let order = declassification.and_then(|found| found.order.as_deref());
    let by_order = match order {
        Some("11652") => Some("1972-1978"),
        Some("12065") => Some("1978-1982"),
        Some("12356") => Some("1982-1995"),
        Some("13526") => Some("2010-"),
        _ => None,
    };
    let late = |limit: &str| {
        day.map(|day| day >= limit)
            .or(year.map(|year| year.to_string().as_str() >= limit.get(..4).unwrap_or(limit)))
    };
    let by_day = || {
        let limits = [
            ("2010-06-27", "2010-"),
            ("2002-01-01", "2002-2010"),
            ("1995-10-14", "1995-2002"),
            ("1982-08-01", "1982-1995"),
            ("1978-12-01", "1978-1982"),
            ("1972-06-01", "1972-1978"),
        ];
        late("1966").map(|_| {
            limits.iter().find(|(limit, _)| late(limit) == Some(true)).map_or("1966-1972", |(_, era)| *era)
        })
    };
    by_order
        .or_else(by_day)
        .or(match order {
            Some("12958") => Some("1995-2010"),
            _ => None,
        })
        .map(str::to_string)
}
