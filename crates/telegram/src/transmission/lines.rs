//! Format lines 1 to 4 of ACP 127 (format.md §11.1).
//!
//! ```text
//! FL1 = "VZCZC" LETTER{3} DIGIT{4}
//! FL2 = ( "ZZ" | "OO" | "PP" | "RR" | "YY" ) { ri }          and lines of routing indicators that follow it
//! FL3 = "DE" ri [ [ "#" ] DIGIT{1,6} [ "/" num2 ] [ DIGIT{3} [ SP ] HH MM ] ]
//! FL4 = ( "ZNR" | "ZNY" ) LETTER{5} [ "ZZH" | "ZZK" | … ]
//! ri  = "R" LETTER{4,7}
//! ```

use crate::furniture::scan::Scan;
use crate::record::Level;

/// What FL3 says: `DE RUEHLI #0417/01 0531530`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(serde::Serialize))]
pub struct Origin<'l> {
    /// Routing indicator of the sending station.
    pub route: &'l str,
    /// The last four digits of the serial.
    pub serial4: Option<u32>,
    /// The section that this header was sent with.
    pub section: Option<u16>,
    /// Day of the year of filing, 1 to 366.
    pub day_of_year: Option<u16>,
    /// Hour and minute of filing, UTC.
    pub time: Option<(u8, u8)>,
}

/// True for `R` and four to seven more capitals.
pub fn is_routing_indicator(word: &str) -> bool {
    (5..=8).contains(&word.len()) && word.starts_with('R') && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// True for a routing indicator that no English word looks like (`RULING` and `RUSSIA` have the right shape too).
pub(crate) fn is_surely_route(word: &str) -> bool {
    is_routing_indicator(word)
        && match word.as_bytes() {
            [_, b'U', third, ..] => b"CDEFGHJKPQVWXYZ".contains(third),
            [_, b'H', b'E', fourth, ..] => b"BCDFGHJKLMPQ".contains(fourth),
            [_, b'H', third, ..] => !b"AIOUY".contains(third),
            [_, b'X', ..] => true,
            _ => false,
        }
        && !["RUDDER", "RUGGED", "RUPTURE", "RUPEE", "RUPEES"].contains(&word)
}

/// `VZCZCXRO0417`, with or without more words of the switch after it.
pub(crate) fn start_of_message(line: &str) -> bool {
    let mut words = line.split_ascii_whitespace();
    let first = words.next().unwrap_or_default();
    let opens = first.strip_prefix('V').unwrap_or(first).starts_with("ZCZC");
    opens
        && first.len() <= 16
        && words.all(|word| word.len() <= 12 && word.bytes().all(|b| b.is_ascii_alphanumeric()))
}

/// `PP RUEHAB RUEHCD`, or routing indicators alone.
pub(crate) fn routing(line: &str) -> bool {
    let mut words = line.split_ascii_whitespace().peekable();
    let first = words.peek().copied().unwrap_or_default();
    let marked = ["ZZ", "OO", "PP", "RR", "YY"].contains(&first);
    if marked {
        words.next();
    }
    let (mut count, mut sure) = (0, 0);
    for word in words {
        if !is_routing_indicator(word) && !["ZZ", "OO", "PP", "RR", "YY"].contains(&word) {
            return false;
        }
        count += 1;
        sure += usize::from(is_surely_route(word));
    }
    if marked { count >= 1 } else { sure >= 1 && count >= 1 }
}

/// FL3.
pub(crate) fn origin(line: &str) -> Option<Origin<'_>> {
    let mut scan = Scan::new(line);
    if !scan.word("DE") || !scan.blanks() {
        return None;
    }
    let route = scan.while_ascii(|b| b.is_ascii_alphanumeric());
    if !is_routing_indicator(route) {
        return None;
    }
    let mut found = Origin { route, ..Origin::default() };
    scan.blanks();
    let marked = scan.word("#");
    if marked || scan.peek().is_some_and(|b| b.is_ascii_digit()) {
        found.serial4 = scan.number(1, 6);
        let mut ahead = scan;
        if ahead.word("/")
            && let Some(section) = ahead.number(1, 2)
        {
            found.section = Some(section as u16);
            scan = ahead;
        }
        scan.blanks();
        let mut ahead = scan;
        let day = ahead.number(3, 3).filter(|day| (1..=366).contains(day));
        ahead.blanks();
        let time = ahead.number(4, 4).filter(|time| time / 100 < 24 && time % 100 < 60);
        if let (Some(day), Some(time)) = (day, time) {
            found.day_of_year = Some(day as u16);
            found.time = Some(((time / 100) as u8, (time % 100) as u8));
            scan = ahead;
            scan.word("Z");
        }
        scan.blanks();
    }
    // What is left may be garbage of the line, but not a sentence.
    (scan.rest().len() <= 12 && (found.serial4.is_some() || (scan.is_done() && is_surely_route(route))))
        .then_some(found)
}

/// FL4: `Some(level)` for a security line, the level `None` when its letters are not known.
#[expect(
    clippy::option_option,
    reason = "no such line, and such a line with unknown letters, are two answers"
)]
pub(crate) fn security(line: &str) -> Option<Option<Level>> {
    let mut words = line.split_ascii_whitespace();
    if !["ZNR", "ZNY"].contains(&words.next()?) {
        return None;
    }
    let letters = words.next().unwrap_or_default();
    if !(4..=6).contains(&letters.len())
        || !letters.bytes().all(|b| b.is_ascii_uppercase())
        || words.any(|word| word.len() > 8)
    {
        return None;
    }
    let first = letters.bytes().next();
    let same =
        letters.len() >= 3 && letters.bytes().filter(|b| Some(*b) == first).count() + 1 >= letters.len();
    Some(same.then_some(first).flatten().and_then(|letter| match letter {
        b'U' => Some(Level::U),
        b'E' => Some(Level::Efto),
        b'C' => Some(Level::C),
        b'S' => Some(Level::S),
        b'T' => Some(Level::Ts),
        _ => None,
    }))
}
