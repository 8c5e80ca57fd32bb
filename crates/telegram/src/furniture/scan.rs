//! A place in a line, moved forward by what is found there.

/// A reader of one line. A `Scan` is cheap to copy: to look ahead, copy it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scan<'l> {
    line: &'l str,
    at: usize,
}

impl<'l> Scan<'l> {
    pub(crate) fn new(line: &'l str) -> Scan<'l> {
        Scan { line, at: 0 }
    }

    /// Byte offset in the line.
    pub(crate) fn at(self) -> usize {
        self.at
    }

    /// What is still to be read.
    pub(crate) fn rest(self) -> &'l str {
        self.line.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn is_done(self) -> bool {
        self.at >= self.line.len()
    }

    /// The next byte.
    pub(crate) fn peek(self) -> Option<u8> {
        self.line.as_bytes().get(self.at).copied()
    }

    /// Passes over blanks (and a lost line end); true when there were any.
    pub(crate) fn blanks(&mut self) -> bool {
        let from = self.at;
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
        self.at > from
    }

    /// Passes over `bytes` bytes, which must end between characters.
    pub(crate) fn skip(&mut self, bytes: usize) {
        if self.line.is_char_boundary(self.at + bytes) {
            self.at += bytes;
        }
    }

    /// Passes over `word`, letter case ignored.
    pub(crate) fn word(&mut self, word: &str) -> bool {
        let end = self.at + word.len();
        let found = self.line.get(self.at..end).is_some_and(|here| here.eq_ignore_ascii_case(word));
        if found {
            self.at = end;
        }
        found
    }

    /// A number of `min` to `max` digits, the letters that stand for digits in bad copies included.
    pub(crate) fn number(&mut self, min: usize, max: usize) -> Option<u32> {
        let bytes = self.line.as_bytes();
        let mut value: u32 = 0;
        let (mut length, mut genuine) = (0, 0);
        while length < max {
            let Some(byte) = bytes.get(self.at + length) else { break };
            let Some(digit) = digit(*byte) else { break };
            value = value.checked_mul(10)?.checked_add(digit)?;
            genuine += usize::from(byte.is_ascii_digit());
            length += 1;
        }
        // A letter alone is a letter.
        if length < min || genuine == 0 {
            return None;
        }
        self.at += length;
        Some(value)
    }

    /// The longest stretch of bytes that all satisfy `wanted`; only for tests that hold for ASCII alone.
    pub(crate) fn while_ascii(&mut self, wanted: impl Fn(u8) -> bool) -> &'l str {
        let from = self.at;
        while self.peek().is_some_and(|b| b.is_ascii() && wanted(b)) {
            self.at += 1;
        }
        self.line.get(from..self.at).unwrap_or_default()
    }
}

/// The digit that a byte is, or is commonly misread for (format.md §14 #32): only the pairs that no context can confuse.
pub(crate) fn digit(byte: u8) -> Option<u32> {
    match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'O' | b'o' => Some(0),
        b'I' | b'l' => Some(1),
        _ => None,
    }
}
