//! Names of months as they are printed, damaged or not (format.md §11.3).

pub(super) use crate::calendar::MONTHS;
use crate::slips::{near, slips};

/// The month that `word` names: three letters, the whole name, or a usual short form.
pub(crate) fn named(word: &str) -> Option<u8> {
    let long = MONTHS.iter().position(|name| {
        word.len() >= 3 && name.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
    });
    long.map(|at| at as u8 + 1)
}

/// How many bytes of `word` can belong to the name of a month: letters, and digits among them that look like letters.
pub(super) fn letters_of(word: &str) -> usize {
    let bytes = word.as_bytes();
    let letters = bytes.iter().take_while(|b| b.is_ascii_alphabetic()).count();
    let more = bytes.iter().skip(letters).take_while(|b| b.is_ascii_digit()).count();
    let after = bytes.iter().skip(letters + more).take_while(|b| b.is_ascii_alphabetic()).count();
    if more == 1 && after > 0 { letters + more + after } else { letters }
}

/// The month whose name or short form stands at the beginning of `word`, and its length there.
pub(super) fn here(word: &str) -> Option<(u8, usize)> {
    let mut head = [0_u8; 3];
    for (to, from) in head.iter_mut().zip(word.as_bytes().get(..3)?) {
        *to = match from {
            b'0' => b'O',
            b'1' => b'I',
            b'5' => b'S',
            from => from.to_ascii_uppercase(),
        };
    }
    let at = MONTHS.iter().position(|name| name.as_bytes().starts_with(&head))?;
    let name = *MONTHS.get(at)?;
    let letters = letters_of(word).max(3);
    let whole = word.get(..letters)?;
    let fits = letters == 3
        || whole.eq_ignore_ascii_case("SEPT")
        || name.get(..letters).is_some_and(|head| head.eq_ignore_ascii_case(whole))
        || (letters > 4 && near(whole, name, 2))
        || (letters == name.len() + 1
            && whole.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name)));
    fits.then_some((at as u8 + 1, letters))
}

/// The one month that a misspelt word is nearest to.
pub(super) fn nearest(word: &str) -> Option<u8> {
    let far = |name: &str| {
        let short = name.get(..3).map_or(9, |short| slips(word, short));
        if word.len() > 4 { slips(word, name) } else { short.min(slips(word, name)) }
    };
    let most = if word.len() > 4 { 2 } else { 1 };
    let mut near = MONTHS.iter().enumerate().filter(|(_, name)| far(name) <= most);
    let (at, _) = near.next()?;
    near.next().is_none().then_some(at as u8 + 1)
}
