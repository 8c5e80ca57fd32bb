//! A place in a text that moves on over what it knows, and stays where it is otherwise.

/// Text and a byte offset in it, always at the beginning of a character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    pub(super) at: usize,
}

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str, at: usize) -> Cursor<'t> {
        Cursor { text, at }
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// The text from `start` to here.
    pub(super) fn since(&self, start: usize) -> &'t str {
        self.text.get(start..self.at).unwrap_or("")
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Moves over blanks and line ends: at most three, as between words.
    pub(super) fn blanks(&mut self) {
        let blanks = self.rest().bytes().take(3).take_while(u8::is_ascii_whitespace).count();
        self.at += blanks;
    }

    /// Moves over one of these signs.
    pub(super) fn sign(&mut self, signs: &[u8]) -> bool {
        let there = self.peek().is_some_and(|b| signs.contains(&b));
        self.at += usize::from(there);
        there
    }

    /// Moves over a run of ASCII letters.
    pub(super) fn word(&mut self) -> &'t str {
        self.run(|b| b.is_ascii_alphabetic())
    }

    /// Moves over a run of digits.
    pub(super) fn digits(&mut self) -> &'t str {
        self.run(|b| b.is_ascii_digit())
    }

    /// Moves over one of these words, letter case ignored.
    pub(super) fn one_of(&mut self, words: &[&str]) -> bool {
        let before = self.at;
        let word = self.word();
        let there = words.iter().any(|known| word.eq_ignore_ascii_case(known));
        if !there {
            self.at = before;
        }
        there
    }

    fn run(&mut self, of: impl Fn(u8) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.bytes().position(|b| !of(b)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or("")
    }
}

/// Moves over what stands between two members of a list (`,`, `AND`, `/`, …). Gives whether it joins the ends of a range.
pub(super) fn between(cursor: &mut Cursor) -> Option<bool> {
    let start = cursor.at;
    cursor.blanks();
    if cursor.sign(b"-") || cursor.rest().starts_with('–') {
        cursor.at += if cursor.rest().starts_with('–') { '–'.len_utf8() } else { 0 };
        cursor.blanks();
        return Some(true);
    }
    if cursor.one_of(&["through", "thru", "to"]) {
        cursor.blanks();
        return Some(true);
    }
    let sign = cursor.sign(b",;/&+");
    cursor.blanks();
    let word = cursor.one_of(&["and", "or"]);
    if sign || word {
        cursor.blanks();
        return Some(false);
    }
    cursor.at = start;
    None
}
