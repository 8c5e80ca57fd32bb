//! Composing a telegram from a small file, by the drafting rules since E.O. 12958 (format.md §3, §16.1).
//!
//! ```text
//! draft     = "---" NL { entry } "---" NL body
//! entry     = key ":" value NL | key ":" NL { "- " value NL }           "#" begins a line of comment
//! key       = "post" | "serial" | "date" | "precedence" | "info precedence" | "from" | "to" | "info"
//!           | "classification" | "captions" | "order" | "declassify on" | "tags" | "subject" | "references"
//!           | "classified by" | "title" | "reasons" | "signature"
//! date      = DDHHMM "Z" MON YY
//! declassify on = YYYY-MM-DD | "N/A" | X-code (before 22 September 2003) | ("AFTER" | "UPON") words
//! body      = { blank line | heading | summary | paragraph | list }     blocks stand apart by blank lines
//! heading   = "# " words
//! summary   = "Summary:" [ mark ] words                                 the first block, or none
//! paragraph = [ mark ] words                                            lines run on; numbers are put in
//! list      = { "- " words }                                            belongs to the paragraph before it
//! mark      = "(C)" …: required on a classified telegram
//! ```
//!
//! What a rule forbids is refused under the rule's id (`rules.tsv` of [`crate::check`]); all refusals are told at once. A
//! cable that is printed has been read back: the record holds what the draft says, and no rule is broken.

mod body;
mod entries;
mod fields;
mod layout;
mod marking;
mod proof;

/// What keeps a draft from becoming a cable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Line of the draft, from 1.
    pub line: usize,
    /// Id of a drafting rule, or `DRAFT-form`, `DRAFT-key`, `DRAFT-missing`, `DRAFT-value`, `DRAFT-characters`,
    /// `DRAFT-read-back`.
    pub rule: &'static str,
    /// In words, for people.
    pub message: String,
}

/// The cable that `source` describes, lines ended by LF; or everything that is wrong with it, in order of lines.
pub fn compose(source: &str) -> Result<String, Vec<Refusal>> {
    let mut refusals = Refusals::default();
    let (entries, text) = entries::read(source, &mut refusals);
    let header = fields::read(&entries, &mut refusals);
    let blocks = body::read(&text, header.as_ref(), &mut refusals);
    match header.filter(|_| refusals.list.is_empty()) {
        Some(header) => {
            let cable = layout::print(&header, &blocks);
            proof::read_back(&cable, &header, &blocks, &mut refusals);
            refusals.or(cable)
        }
        None => refusals.or(String::new()),
    }
}

#[derive(Default)]
struct Refusals {
    list: Vec<Refusal>,
}

impl Refusals {
    fn add(&mut self, line: usize, rule: &'static str, message: impl Into<String>) {
        self.list.push(Refusal { line, rule, message: message.into() });
    }

    fn or(mut self, cable: String) -> Result<String, Vec<Refusal>> {
        if self.list.is_empty() {
            return Ok(cable);
        }
        self.list.sort_by_key(|refusal| refusal.line);
        Err(self.list)
    }
}

/// A line of the draft and its number, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Line<'s> {
    number: usize,
    text: &'s str,
}
