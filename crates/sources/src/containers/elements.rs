//! Elements of one name, cut out of a stream of XML one by one, so that a volume or an export of any length is read in
//! the memory of its longest record.

use memchr::{memchr, memmem};

use crate::window::Window;

/// What was cut out.
pub(super) enum Cut {
    /// An element of so many bytes stands at the front of the window.
    Whole(usize),
    /// The stream ends, or the next record begins, after so many bytes of an element that was not closed.
    Open(usize),
    /// It is longer than the limit, and was passed over that far.
    TooLong,
}

/// Finds elements by name and start tag.
pub(super) struct Elements<'n> {
    open: Vec<u8>,
    close: Vec<u8>,
    wanted: &'n dyn Fn(&str) -> bool,
}

impl<'n> Elements<'n> {
    /// Elements called `name` whose start tag (without brackets) is `wanted`.
    pub(super) fn new(name: &str, wanted: &'n dyn Fn(&str) -> bool) -> Elements<'n> {
        Elements { open: format!("<{name}").into_bytes(), close: format!("</{name}").into_bytes(), wanted }
    }

    /// Moves to the next element.
    pub(super) fn next(&self, window: &mut Window, cap: usize) -> Option<Cut> {
        loop {
            let Some(found) = memmem::find(window.held(), &self.open) else {
                let keep = self.open.len();
                window.consume(window.held().len().saturating_sub(keep));
                if !window.grow() {
                    return None;
                }
                continue;
            };
            window.consume(found);
            let tag = self.tag(window, 0)?;
            let inside = window.held().get(1..tag - 1).unwrap_or_default();
            if self.begins(window.held(), &self.open) && (self.wanted)(&String::from_utf8_lossy(inside)) {
                return Some(self.end(window, cap, tag));
            }
            window.consume(self.open.len());
        }
    }

    /// Place behind the `>` of the tag at `at`.
    fn tag(&self, window: &mut Window, at: usize) -> Option<usize> {
        let mut seen = at;
        loop {
            let rest = window.held().get(seen..).unwrap_or_default();
            if let Some(end) = memchr(b'>', rest) {
                return Some(seen + end + 1);
            }
            seen = window.held().len();
            if seen - at > 64 << 10 || !window.grow() {
                return None;
            }
        }
    }

    fn begins(&self, bytes: &[u8], mark: &[u8]) -> bool {
        bytes.strip_prefix(mark).is_some_and(|rest| {
            matches!(rest.first(), Some(b'>' | b'/') | None)
                || rest.first().is_some_and(u8::is_ascii_whitespace)
        })
    }

    /// Length of the element whose start tag ends at `at`.
    fn end(&self, window: &mut Window, cap: usize, mut at: usize) -> Cut {
        if window.held().get(at - 2) == Some(&b'/') {
            return Cut::Whole(at);
        }
        let mut depth = 1usize;
        loop {
            if at > cap {
                window.consume(at);
                return Cut::TooLong;
            }
            let held = window.held();
            let Some(found) = memchr(b'<', held.get(at..).unwrap_or_default()) else {
                at = held.len();
                if window.grow() {
                    continue;
                }
                return Cut::Open(at);
            };
            at += found;
            let ahead = at + self.close.len() + 1;
            if window.held().len() < ahead && window.peek(ahead).len() < ahead {
                return Cut::Open(window.held().len());
            }
            let rest = window.held().get(at..).unwrap_or_default();
            if self.begins(rest, &self.close) {
                depth -= 1;
                let Some(end) = self.tag(window, at) else { return Cut::Open(window.held().len()) };
                if depth == 0 {
                    return Cut::Whole(end);
                }
                at = end;
            } else if self.begins(rest, &self.open) {
                let Some(end) = self.tag(window, at) else { return Cut::Open(window.held().len()) };
                let inside = window.held().get(at + 1..end - 1).unwrap_or_default();
                if (self.wanted)(&String::from_utf8_lossy(inside)) {
                    // Records do not lie within records: the closing tag of this one is lost.
                    return Cut::Open(at);
                }
                depth += usize::from(window.held().get(end - 2) != Some(&b'/'));
                at = end;
            } else {
                at += 1;
            }
        }
    }
}
