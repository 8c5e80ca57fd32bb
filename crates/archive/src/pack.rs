//! Numbers and texts in few bytes: what rows and payloads are packed with.
//!
//! A number is written seven bits a byte, least first (LEB128); a text is its length and its bytes.

/// Writes.
#[derive(Debug, Default)]
pub(crate) struct Packer(pub(crate) Vec<u8>);

impl Packer {
    pub(crate) fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.0.push((n as u8) | 0x80);
            n >>= 7;
        }
        self.0.push(n as u8);
    }

    pub(crate) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        self.0.extend_from_slice(bytes);
    }
}

/// Reads; `None` where the bytes are not what a [`Packer`] wrote.
#[derive(Debug)]
pub(crate) struct Unpacker<'a>(pub(crate) &'a [u8]);

impl<'a> Unpacker<'a> {
    pub(crate) fn number(&mut self) -> Option<u64> {
        let mut n = 0u64;
        for shift in (0..64).step_by(7) {
            let (first, rest) = self.0.split_first()?;
            self.0 = rest;
            n |= u64::from(first & 0x7f).checked_shl(shift)?;
            if first & 0x80 == 0 {
                return Some(n);
            }
        }
        None
    }

    pub(crate) fn size(&mut self) -> Option<usize> {
        usize::try_from(self.number()?).ok()
    }

    pub(crate) fn bytes(&mut self) -> Option<&'a [u8]> {
        let size = self.size()?;
        let (bytes, rest) = self.0.split_at_checked(size)?;
        self.0 = rest;
        Some(bytes)
    }

    pub(crate) fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.bytes()?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_there_and_back() {
        let mut packer = Packer::default();
        for n in [0, 1, 127, 128, 300, u64::MAX] {
            packer.number(n);
        }
        packer.bytes("nets".as_bytes());
        let mut unpacker = Unpacker(&packer.0);
        for n in [0, 1, 127, 128, 300, u64::MAX] {
            assert_eq!(unpacker.number(), Some(n));
        }
        assert_eq!(unpacker.text(), Some("nets"));
        assert_eq!(unpacker.number(), None);
        assert_eq!(Unpacker(&[0xff; 11]).number(), None);
    }
}
