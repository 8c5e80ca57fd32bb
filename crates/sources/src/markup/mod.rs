//! Tags, text and entities of HTML and XML, with their places. Nothing is expanded that a document defines itself.
//!
//! ```text
//! token = tag | closing | comment | cdata | declaration | text
//! tag   = "<" letter { any but "<" and ">", or quoted } [ "/" ] ">"
//! ```
//!
//! Any text is tokens: what does not fit a tag is text. Time is linear, whatever is left open.

mod entities;
mod pour;

pub(crate) use pour::{Pour, Space};

use std::ops::Range;

use memchr::{memchr, memmem};

/// A piece of marked-up text. Ranges are offsets into the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'t> {
    Text,
    /// A section in which entities and tags are just letters; the range is what stands inside.
    Verbatim(Range<usize>),
    Open {
        name: &'t str,
        attributes: &'t str,
        empty: bool,
    },
    Close {
        name: &'t str,
    },
    /// Comments, declarations, instructions, and what scripts and styles hold.
    Other,
}

/// The tokens of a text, each with its place.
#[derive(Debug)]
pub(crate) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    html: bool,
    /// Name of the element whose content is no markup (`script`, `style`).
    raw: Option<&'t str>,
    /// Searches that ran to the end once, and are not tried again.
    open_comment: bool,
    open_cdata: bool,
    open_tag: bool,
}

impl<'t> Tokens<'t> {
    /// Tokens of `range`; `html` says that scripts and styles may occur.
    pub(crate) fn new(text: &'t str, range: Range<usize>, html: bool) -> Tokens<'t> {
        let end = range.end.min(text.len());
        Tokens {
            text,
            at: range.start,
            end,
            html,
            raw: None,
            open_comment: false,
            open_cdata: false,
            open_tag: false,
        }
    }

    fn bytes(&self, from: usize) -> &'t [u8] {
        self.text.as_bytes().get(from..self.end).unwrap_or_default()
    }

    /// The tag, comment or declaration at `self.at`, where a `<` stands.
    fn markup(&mut self) -> Option<(Token<'t>, usize)> {
        let at = self.at;
        let rest = self.bytes(at);
        if rest.starts_with(b"<!--") {
            let end = self.search(at + 4, b"-->", |tokens| &mut tokens.open_comment)?;
            return Some((Token::Other, end));
        }
        if rest.starts_with(b"<![CDATA[") {
            let end = self.search(at + 9, b"]]>", |tokens| &mut tokens.open_cdata)?;
            return Some((Token::Verbatim(at + 9..end - 3), end));
        }
        match rest.get(1)? {
            b'!' | b'?' => {
                let end = self.tag_end(at + 2)?;
                Some((Token::Other, end))
            }
            b'/' if rest.get(2)?.is_ascii_alphabetic() => {
                let end = self.tag_end(at + 2)?;
                Some((Token::Close { name: name(self.text.get(at + 2..end - 1)?) }, end))
            }
            letter if letter.is_ascii_alphabetic() => {
                let end = self.tag_end(at + 1)?;
                let inside = self.text.get(at + 1..end - 1)?;
                let name = name(inside);
                let attributes = inside.get(name.len()..)?;
                let empty = attributes.ends_with('/');
                if self.html && !empty && ["script", "style"].iter().any(|raw| name.eq_ignore_ascii_case(raw))
                {
                    self.raw = Some(name);
                }
                Some((Token::Open { name, attributes, empty }, end))
            }
            _ => None,
        }
    }

    /// The place behind the next `mark`, unless it is known that there is none.
    fn search(&mut self, from: usize, mark: &[u8], lost: fn(&mut Self) -> &mut bool) -> Option<usize> {
        if *lost(self) {
            return None;
        }
        let found = memmem::find(self.bytes(from), mark);
        *lost(self) = found.is_none();
        found.map(|at| from + at + mark.len())
    }

    /// The place behind the `>` that ends a tag. Quotes are heeded until one of them leads nowhere.
    fn tag_end(&mut self, from: usize) -> Option<usize> {
        let rest = self.bytes(from);
        let mut at = 0;
        while !self.open_tag {
            match rest.get(at) {
                Some(b'>') => return Some(from + at + 1),
                Some(b'<') => return None,
                Some(quote @ (b'"' | b'\'')) => {
                    match memchr(*quote, rest.get(at + 1..).unwrap_or_default()) {
                        Some(length) => at += length + 2,
                        None => self.open_tag = true,
                    }
                }
                Some(_) => at += 1,
                None => self.open_tag = true,
            }
        }
        let end = rest.iter().position(|b| matches!(b, b'<' | b'>'))?;
        (rest.get(end) == Some(&b'>')).then_some(from + end + 1)
    }

    /// Skips what a script or a style holds.
    fn raw_end(&self, name: &str) -> usize {
        let mut from = self.at;
        while let Some(found) = memmem::find(self.bytes(from), b"</") {
            let at = from + found;
            let after = self.bytes(at + 2);
            if after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
                return at;
            }
            from = at + 2;
        }
        self.end
    }
}

impl<'t> Iterator for Tokens<'t> {
    type Item = (Token<'t>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        if start >= self.end {
            return None;
        }
        if let Some(name) = self.raw.take() {
            self.at = self.raw_end(name);
            if self.at > start {
                return Some((Token::Other, start..self.at));
            }
        }
        if self.bytes(start).first() == Some(&b'<')
            && let Some((token, end)) = self.markup()
        {
            self.at = end;
            return Some((token, start..end));
        }
        let next = memchr(b'<', self.bytes(start + 1)).map_or(self.end, |at| start + 1 + at);
        self.at = next;
        Some((Token::Text, start..next))
    }
}

/// The name at the start of a tag.
fn name(inside: &str) -> &str {
    let end = inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len());
    inside.get(..end).unwrap_or_default()
}

/// Name without its prefix: `date` of `tei:date`.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// The value of an attribute, entities and all.
pub(crate) fn attribute<'t>(attributes: &'t str, wanted: &str) -> Option<&'t str> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at_checked(end)?;
        if name.is_empty() && after.is_empty() {
            return None;
        }
        let after = after.trim_start();
        let Some(value) = after.strip_prefix('=') else {
            rest = after;
            continue;
        };
        let value = value.trim_start();
        let (value, next) = match value.chars().next() {
            Some(quote @ ('"' | '\'')) => value.get(1..)?.split_once(quote).unwrap_or((value.get(1..)?, "")),
            _ => value.split_at_checked(value.find(char::is_whitespace).unwrap_or(value.len()))?,
        };
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let tokens = Tokens::new(text, 0..text.len(), true);
        let told: Vec<String> = tokens
            .map(|(token, place)| match token {
                Token::Text => format!("{:?}", &text[place]),
                Token::Verbatim(inside) => format!("![{}]", &text[inside]),
                Token::Open { name, empty, .. } => format!("+{name}{}", if empty { "/" } else { "" }),
                Token::Close { name } => format!("-{name}"),
                Token::Other => "?".to_string(),
            })
            .collect();
        told.join(" ")
    }

    #[test]
    fn ok_tokens() {
        for (text, expected) in [
            ("a<b>c</b>", r#""a" +b "c" -b"#),
            ("<a href='x>y'>¶</a>1", r#"+a "¶" -a "1""#),
            ("<br/><br />", "+br/ +br/"),
            ("<!-- <p> -->x<![CDATA[<y>&z;]]>", r#"? "x" ![<y>&z;]"#),
            ("<script>if (a<b) '</p>'</script>x", r#"+script ? -script "x""#),
            ("1 < 2 <3", r#""1 " "< 2 " "<3""#),
            ("<a title=\"x", r#""<a title=\"x""#),
            ("<a title=\"x><b>", r#"+a +b"#),
            ("<!-- <b> x", r#""<!-- " +b " x""#),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn ok_attributes() {
        let attributes = r#" class = "cable x" id=par1 hidden data-a='"' "#;
        assert_eq!(attribute(attributes, "class"), Some("cable x"));
        assert_eq!(attribute(attributes, "ID"), Some("par1"));
        assert_eq!(attribute(attributes, "data-a"), Some("\""));
        assert_eq!(attribute(attributes, "href"), None);
        assert_eq!(attribute("= = =", "x"), None);
    }

    #[test]
    fn ok_open_ends_take_linear_time() {
        for piece in
            ["<a ", "<!--", "<![CDATA[", "<a \"", "<a \"<b' ", "</", "<script>", "&amp;", "<a '\"<a \"'"]
        {
            let text = piece.repeat(400_000);
            assert!(Tokens::new(&text, 0..text.len(), true).count() > 0);
        }
    }
}
