//! Just enough of JSON to find the members of an object with their places, without recursion and without a copy.
//! Broken objects give the members before the break.

use std::ops::Range;

use memchr::memchr2;

use crate::text::{Text, TextBuilder};

/// A member of an object: places are offsets into the text that was scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Member {
    /// The name between its quotes.
    pub(crate) name: Range<usize>,
    pub(crate) kind: Kind,
    /// The value; of a string, what stands between its quotes.
    pub(crate) value: Range<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    String,
    /// A number, `true` or `false`.
    Scalar,
    Null,
    Array,
    Object,
}

/// The members of the object at `at`, and whether it is whole.
pub(crate) fn members(text: &str, at: usize) -> (Vec<Member>, bool) {
    let bytes = text.as_bytes();
    let mut members = Vec::new();
    let mut at = at + 1;
    loop {
        at = skip(bytes, at, b" \t\r\n,");
        match bytes.get(at) {
            Some(b'}') => return (members, true),
            Some(b'"') => {}
            _ => return (members, false),
        }
        let Some(name) = string(bytes, at) else { return (members, false) };
        at = skip(bytes, name.end + 1, b" \t\r\n");
        if bytes.get(at) != Some(&b':') {
            return (members, false);
        }
        at = skip(bytes, at + 1, b" \t\r\n");
        let (kind, value, next) = value(bytes, at);
        members.push(Member { name, kind, value });
        match next {
            Some(next) => at = next,
            None => return (members, false),
        }
    }
}

/// The elements of the array at `at` (its content, without brackets): kinds and places.
pub(crate) fn elements(text: &str, array: Range<usize>) -> Vec<(Kind, Range<usize>)> {
    let bytes = text.as_bytes().get(..array.end).unwrap_or_default();
    let mut elements = Vec::new();
    let mut at = array.start + 1;
    loop {
        at = skip(bytes, at, b" \t\r\n,");
        if matches!(bytes.get(at), None | Some(b']')) {
            return elements;
        }
        let (kind, value, next) = value(bytes, at);
        elements.push((kind, value));
        match next {
            Some(next) => at = next,
            None => return elements,
        }
    }
}

/// Reads the value at `at`: kind, place, and where to go on (`None` if it is cut off).
fn value(bytes: &[u8], at: usize) -> (Kind, Range<usize>, Option<usize>) {
    match bytes.get(at) {
        Some(b'"') => match string(bytes, at) {
            Some(inner) => (Kind::String, inner.clone(), Some(inner.end + 1)),
            None => (Kind::String, at + 1..bytes.len(), None),
        },
        Some(open @ (b'{' | b'[')) => {
            let kind = if *open == b'{' { Kind::Object } else { Kind::Array };
            let mut balance = Balance::default();
            match balance.advance(bytes.get(at..).unwrap_or_default()) {
                Some(length) => (kind, at..at + length, Some(at + length)),
                None => (kind, at..bytes.len(), None),
            }
        }
        _ => {
            let length =
                bytes.get(at..).unwrap_or_default().iter().take_while(|b| !b",}] \t\r\n".contains(b)).count();
            let kind = if bytes.get(at..at + length) == Some(b"null") { Kind::Null } else { Kind::Scalar };
            (kind, at..at + length, (length > 0).then_some(at + length))
        }
    }
}

fn skip(bytes: &[u8], at: usize, what: &[u8]) -> usize {
    at + bytes.get(at..).unwrap_or_default().iter().take_while(|b| what.contains(b)).count()
}

/// What stands between the quotes of the string at `at`.
fn string(bytes: &[u8], at: usize) -> Option<Range<usize>> {
    let mut from = at + 1;
    loop {
        let found = from + memchr2(b'"', b'\\', bytes.get(from..)?)?;
        if bytes.get(found) == Some(&b'"') {
            return Some(at + 1..found);
        }
        from = found + 2;
    }
}

/// Finds the end of an object or array that may still be growing.
#[derive(Debug, Default)]
pub(crate) struct Balance {
    at: usize,
    depth: usize,
    in_string: bool,
}

impl Balance {
    /// How many bytes were looked at.
    pub(crate) fn seen(&self) -> usize {
        self.at
    }

    /// Scans on; the length of the value once it is whole.
    pub(crate) fn advance(&mut self, held: &[u8]) -> Option<usize> {
        while self.at < held.len() {
            let rest = held.get(self.at..).unwrap_or_default();
            if self.in_string {
                let Some(found) = memchr2(b'"', b'\\', rest) else {
                    self.at = held.len();
                    return None;
                };
                let escape = rest.get(found) == Some(&b'\\');
                if escape && found + 1 >= rest.len() {
                    self.at += found;
                    return None;
                }
                self.in_string = escape;
                self.at += found + if escape { 2 } else { 1 };
                continue;
            }
            self.at += 1;
            match rest.first() {
                Some(b'"') => self.in_string = true,
                Some(b'{' | b'[') => self.depth += 1,
                Some(b'}' | b']') => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        return Some(self.at);
                    }
                }
                _ => {}
            }
        }
        None
    }
}

/// Adds the string `inner` of `text` with its escapes undone. An escape that JSON does not know stays as it is.
pub(crate) fn unescape(text: &Text, inner: Range<usize>, builder: &mut TextBuilder) {
    let all = text.as_str().get(..inner.end).unwrap_or_default();
    let mut done = inner.start;
    let mut from = inner.start;
    while let Some(found) = all.as_bytes().get(from..).and_then(|rest| memchr::memchr(b'\\', rest)) {
        let at = from + found;
        let Some((decoded, length)) = escape(all.get(at..).unwrap_or_default()) else {
            from = at + 1;
            continue;
        };
        builder.splice(text, done..at, 0);
        builder.decoded(decoded.encode_utf8(&mut [0; 4]), text.span(at..at + length));
        done = at + length;
        from = done;
    }
    builder.splice(text, done..inner.end, 0);
}

/// The letter that the escape at the start of `rest` stands for, and its length.
fn escape(rest: &str) -> Option<(char, usize)> {
    let letter = match rest.as_bytes().get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'u' => return unicode_escape(rest),
        _ => return None,
    };
    Some((letter, 2))
}

fn unicode_escape(rest: &str) -> Option<(char, usize)> {
    let unit = |at: usize| u32::from_str_radix(rest.get(at..at + 4)?, 16).ok();
    let first = unit(2)?;
    if let Some(letter) = char::from_u32(first) {
        return Some((letter, 6));
    }
    let second = rest.get(6..8).filter(|mark| *mark == "\\u").and_then(|_| unit(8));
    match second {
        Some(low @ 0xdc00..=0xdfff) if first < 0xdc00 => {
            char::from_u32(0x10000 + ((first - 0xd800) << 10) + (low - 0xdc00)).map(|letter| (letter, 12))
        }
        _ => Some(('\u{fffd}', 6)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, Kind, String)> {
        let (members, _) = members(text, 0);
        let slice = |range: Range<usize>| text[range].to_string();
        members.into_iter().map(|m| (slice(m.name), m.kind, slice(m.value))).collect()
    }

    #[test]
    fn ok_members_with_their_places() {
        let found = read(r#"{"a": "x\"y", "b":[1,{"c":"}"}], "d" : null,"e":-1.5}"#);
        let kinds: Vec<Kind> = found.iter().map(|(_, kind, _)| *kind).collect();
        assert_eq!(kinds, [Kind::String, Kind::Array, Kind::Null, Kind::Scalar]);
        assert_eq!(found[0].2, r#"x\"y"#);
        assert_eq!(found[1].2, r#"[1,{"c":"}"}]"#);
    }

    #[test]
    fn ok_a_broken_object_gives_what_stands_before_the_break() {
        assert_eq!(read(r#"{"a":1,"b":"cut o"#).len(), 2);
        assert_eq!(read(r#"{"a":1,,b}"#).len(), 1);
        assert!(!members(r#"{"a":1"#, 0).1);
    }

    #[test]
    fn ok_escapes_map_back() {
        let text = Text::literal(r"a\n\u00b6\ud83d\ude00\q\ud800z".to_string());
        let mut builder = TextBuilder::default();
        unescape(&text, 0..text.as_str().len(), &mut builder);
        let read = builder.finish();
        assert_eq!(read.as_str(), "a\n\u{b6}\u{1f600}\\q\u{fffd}z");
        assert_eq!(read.span(1..2), 1..3);
        assert_eq!(read.span(4..8), 9..21);
    }
}
