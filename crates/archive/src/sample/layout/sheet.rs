//! Wrapped lines, cut into pages and sections where a clerk or a switch would cut them.

use std::fmt::Write;

/// Lines of a page.
const LINES: usize = 48;
/// Bytes of text in a section.
const SECTION: usize = 9000;

/// Where the sheet is cut.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut {
    /// From 1.
    pub(crate) section: usize,
    /// Within the section, from 1.
    pub(crate) page: usize,
    pub(crate) sections: usize,
}

/// How lines are made.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form {
    pub(crate) width: usize,
    /// `"\n"`, or `" \n"` where the system pads.
    pub(crate) end: &'static str,
    pub(crate) capitals: bool,
    /// First lines on a page are fewer by the head.
    pub(crate) head: usize,
}

/// Writes a body.
pub(crate) struct Sheet<'a, F: FnMut(&mut String, Cut)> {
    out: &'a mut String,
    form: Form,
    cut: F,
    place: Cut,
    lines: usize,
    /// Bytes of text there are in all, and how many are written.
    all: usize,
    written: usize,
}

/// Sections that a text of so many bytes takes.
pub(crate) fn sections(bytes: usize) -> usize {
    bytes.div_ceil(SECTION).max(1)
}

impl<'a, F: FnMut(&mut String, Cut)> Sheet<'a, F> {
    /// `cut` writes what stands between two pages.
    pub(crate) fn new(out: &'a mut String, form: Form, all: usize, cut: F) -> Sheet<'a, F> {
        let place = Cut { section: 1, page: 1, sections: sections(all) };
        Sheet { out, form, cut, place, lines: form.head, all, written: 0 }
    }

    /// A line that is not wrapped.
    pub(crate) fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.end_line();
    }

    /// Wrapped text; `lead` (number and mark) is no part of the bytes counted.
    pub(crate) fn paragraph(&mut self, lead: std::fmt::Arguments, text: &str) {
        let mut from = self.out.len();
        let _ = self.out.write_fmt(lead);
        let mut room = self.form.width.saturating_sub(self.out.len() - from);
        for word in text.split(' ') {
            if word.len() + 1 > room && self.out.len() > from {
                self.end_line();
                from = self.out.len();
                room = self.form.width;
            }
            if self.out.len() > from && !self.out.ends_with(' ') {
                self.out.push(' ');
                room = room.saturating_sub(1);
            }
            let start = self.out.len();
            self.out.push_str(word);
            if self.form.capitals
                && let Some(word) = self.out.get_mut(start..)
            {
                word.make_ascii_uppercase();
            }
            room = room.saturating_sub(word.len());
            self.written += word.len() + 1;
        }
        self.end_line();
    }

    fn end_line(&mut self) {
        self.out.push_str(self.form.end);
        self.lines += 1;
        if self.written >= self.all {
            return;
        }
        if self.place.section < self.place.sections
            && self.written * self.place.sections >= self.all * self.place.section
        {
            self.place.section += 1;
            self.place.page = 1;
            self.lines = self.form.head / 2;
        } else if self.lines >= LINES {
            self.place.page += 1;
            self.lines = 0;
        } else {
            return;
        }
        (self.cut)(self.out, self.place);
    }
}

/// `label` and `text`, wrapped at `width`, later lines behind `indent`.
pub(crate) fn field(out: &mut String, label: &str, text: &str, width: usize, indent: &str, end: &str) {
    out.push_str(label);
    let mut room = width.saturating_sub(label.len());
    let mut first = true;
    for word in text.split(' ') {
        if !first && word.len() + 1 > room {
            out.push_str(end);
            out.push_str(indent);
            room = width.saturating_sub(indent.len());
        } else if !first {
            out.push(' ');
            room = room.saturating_sub(1);
        }
        out.push_str(word);
        room = room.saturating_sub(word.len());
        first = false;
    }
    out.push_str(end);
}
