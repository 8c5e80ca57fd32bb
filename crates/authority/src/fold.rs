//! Forms of a written word under which the tables are searched. The build script uses the same functions for the keys.

/// Longer keys than this stand in no table; a longer word is answered "not known" without a look.
const LONGEST: usize = 96;

/// A folded word, on the stack: look-ups do not allocate.
pub(crate) struct Key {
    bytes: [u8; LONGEST],
    length: usize,
}

impl Key {
    /// An empty key; nothing for a text so long that it stands in no table.
    fn for_text(text: &str) -> Option<Key> {
        (text.len() <= 4 * LONGEST).then_some(Key { bytes: [0; LONGEST], length: 0 })
    }

    fn push(&mut self, byte: u8) -> Option<()> {
        *self.bytes.get_mut(self.length)? = byte;
        self.length += 1;
        Some(())
    }

    pub(crate) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.length).unwrap_or_default()
    }
}

/// Letters and digits only, upper case, marks off the letters: `St. Petersburg` is `STPETERSBURG`, `N'Djamena` `NDJAMENA`.
/// `None` where nothing is left, or more than any key is long.
pub(crate) fn letters(written: &str) -> Option<Key> {
    let mut key = Key::for_text(written)?;
    if written.is_ascii() {
        for byte in written.bytes() {
            *key.bytes.get_mut(key.length)? = byte.to_ascii_uppercase();
            key.length += usize::from(byte.is_ascii_alphanumeric());
        }
        return (key.length > 0).then_some(key);
    }
    for c in written.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                key.push(c.to_ascii_uppercase() as u8)?;
            }
        } else {
            for byte in unmarked(c).bytes() {
                key.push(byte)?;
            }
        }
    }
    (key.length > 0).then_some(key)
}

/// Upper case with runs of blanks made one and none at the ends: `a/s` is `A/S`, ` eyes   only` is `EYES ONLY`.
pub(crate) fn line(written: &str) -> Option<Key> {
    let mut key = Key::for_text(written)?;
    // One word, as a code is.
    if written.bytes().all(|byte| byte.is_ascii_graphic()) {
        let upper = key.bytes.get_mut(..written.len())?;
        upper.copy_from_slice(written.as_bytes());
        upper.make_ascii_uppercase();
        key.length = written.len();
        return (key.length > 0).then_some(key);
    }
    for word in written.split_whitespace() {
        if key.length > 0 {
            key.push(b' ')?;
        }
        for c in word.chars() {
            if c.is_ascii() {
                key.push(c.to_ascii_uppercase() as u8)?;
            } else {
                for byte in unmarked(c).bytes() {
                    key.push(byte)?;
                }
            }
        }
    }
    (key.length > 0).then_some(key)
}

/// The plain letters of a marked one, as a teleprinter prints it.
fn unmarked(c: char) -> &'static str {
    match c {
        'À'..='Å' | 'à'..='å' | 'Ā' | 'ā' | 'Ă' | 'ă' | 'Ą' | 'ą' => "A",
        'Æ' | 'æ' => "AE",
        'Ç' | 'ç' | 'Ć' | 'ć' | 'Č' | 'č' => "C",
        'Ð' | 'ð' | 'Ď' | 'ď' | 'Đ' | 'đ' => "D",
        'È'..='Ë' | 'è'..='ë' | 'Ē' | 'ē' | 'Ė' | 'ė' | 'Ę' | 'ę' | 'Ě' | 'ě' => "E",
        'Ğ' | 'ğ' => "G",
        'Ì'..='Ï' | 'ì'..='ï' | 'Ī' | 'ī' | 'İ' | 'ı' => "I",
        'Ł' | 'ł' => "L",
        'Ñ' | 'ñ' | 'Ń' | 'ń' | 'Ň' | 'ň' => "N",
        'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō' | 'ō' | 'Ő' | 'ő' => "O",
        'Œ' | 'œ' => "OE",
        'Ř' | 'ř' => "R",
        'Ś' | 'ś' | 'Ş' | 'ş' | 'Š' | 'š' => "S",
        'ß' => "SS",
        'Ţ' | 'ţ' | 'Ť' | 'ť' | 'Ț' | 'ț' => "T",
        'Ù'..='Ü' | 'ù'..='ü' | 'Ū' | 'ū' | 'Ů' | 'ů' | 'Ű' | 'ű' => "U",
        'Ý' | 'ý' | 'ÿ' | 'Ÿ' => "Y",
        'Ź' | 'ź' | 'Ż' | 'ż' | 'Ž' | 'ž' => "Z",
        _ => "",
    }
}
