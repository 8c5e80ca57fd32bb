//! A stream of bytes seen through a window that grows only as far as a record is long.

use std::io::{self, Read};

/// How much is asked of the stream at once.
const STEP: usize = 64 << 10;

/// A reader with a look ahead. Reading problems end the stream and are kept for [`Window::take_failure`].
pub(crate) struct Window<'a> {
    inner: Box<dyn Read + 'a>,
    buffer: Vec<u8>,
    start: usize,
    offset: u64,
    ended: bool,
    failure: Option<io::Error>,
}

impl<'a> Window<'a> {
    pub(crate) fn new(inner: impl Read + 'a) -> Window<'a> {
        Window {
            inner: Box::new(inner),
            buffer: Vec::new(),
            start: 0,
            offset: 0,
            ended: false,
            failure: None,
        }
    }

    /// Place in the stream of the first byte that is not consumed yet.
    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// The bytes at hand, without reading on.
    pub(crate) fn held(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// The bytes at hand, at least `wanted` of them unless the stream ends before.
    pub(crate) fn peek(&mut self, wanted: usize) -> &[u8] {
        while self.held().len() < wanted && self.grow() {}
        self.held()
    }

    /// Reads on. False at the end.
    pub(crate) fn grow(&mut self) -> bool {
        if self.ended {
            return false;
        }
        if self.start > 0 && self.start >= self.held().len() {
            self.buffer.drain(..self.start);
            self.start = 0;
        }
        // Long records are read in longer steps, so that a line of 50 MB is not moved a thousand times.
        let step = STEP.max(self.held().len() / 2);
        let before = self.buffer.len();
        let read = (&mut self.inner).take(step as u64).read_to_end(&mut self.buffer);
        if let Err(error) = read {
            self.failure = Some(error);
            self.ended = true;
        } else if self.buffer.len() - before < step {
            self.ended = true;
        }
        self.buffer.len() > before
    }

    /// Moves on by `count` bytes of those at hand.
    pub(crate) fn consume(&mut self, count: usize) {
        let count = count.min(self.held().len());
        self.start += count;
        self.offset += count as u64;
        if self.start == self.buffer.len() {
            self.buffer.clear();
            self.start = 0;
        }
    }

    /// Moves on by `count` bytes. False if the stream ends before.
    pub(crate) fn skip(&mut self, mut count: u64) -> bool {
        while count > 0 {
            let held = self.peek(1).len() as u64;
            if held == 0 {
                return false;
            }
            let part = held.min(count);
            self.consume(part as usize);
            count -= part;
        }
        true
    }

    /// Takes the whole rest, or up to `cap` bytes of it; true when there is more.
    pub(crate) fn take_rest(&mut self, cap: usize) -> (Vec<u8>, bool) {
        let length = self.peek(cap.saturating_add(1)).len();
        if length <= cap && self.start == 0 {
            self.offset += length as u64;
            return (std::mem::take(&mut self.buffer), false);
        }
        let bytes = self.held().get(..length.min(cap)).unwrap_or_default().to_vec();
        self.consume(bytes.len());
        (bytes, length > cap)
    }

    /// Why the stream ended early, if it did.
    pub(crate) fn take_failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }
}

/// The rest of the stream, so that an archive can be read out of it.
impl Read for Window<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let held = self.peek(1);
        let count = held.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..count), held.get(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        match self.failure.take() {
            Some(error) if count == 0 => Err(error),
            failure => {
                self.failure = failure;
                Ok(count)
            }
        }
    }
}

impl io::BufRead for Window<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.peek(1).is_empty()
            && let Some(error) = self.failure.take()
        {
            return Err(error);
        }
        Ok(self.held())
    }

    fn consume(&mut self, count: usize) {
        Window::consume(self, count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_a_window_gives_every_byte_once_and_knows_its_place() {
        let data: Vec<u8> = (0..300_000u32).map(|n| n as u8).collect();
        let mut window = Window::new(data.as_slice());
        assert_eq!(window.peek(3).get(..3), data.get(..3));
        window.consume(2);
        assert!(window.skip(100_000));
        assert_eq!(window.offset(), 100_002);
        let (rest, more) = window.take_rest(usize::MAX);
        assert!(!more);
        assert_eq!(rest, data[100_002..]);
    }

    #[test]
    fn err_a_cap_is_kept() {
        let mut window = Window::new(&b"0123456789"[..]);
        assert_eq!(window.take_rest(4), (b"0123".to_vec(), true));
        assert_eq!(window.offset(), 4);
    }
}
