//! A letter that asks for telegrams that are not held, under the Freedom of Information Act or for mandatory
//! declassification review. It says what the archive knows, and nothing else; the wording is in `foia.txt` and `mdr.txt`.

use telegram::references::parse_id;

use super::{Gap, Known};
use crate::problem::{Error, Result};
use crate::references::{CitedBy, holding};
use crate::view::View;

/// Of those who cite a telegram, how many are named in a letter.
const NAMED: usize = 5;

/// Which letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// Under the Freedom of Information Act, 5 U.S.C. 552.
    #[default]
    Foia,
    /// For mandatory declassification review, section 3.5 of Executive Order 13526.
    Mdr,
}

impl View<'_> {
    /// The letter for these ids. A telegram whose text is held is refused; a withdrawal card is no text.
    pub fn request(&self, ids: &[String], form: Form) -> Result<String> {
        let mut list = String::new();
        for (n, id) in (1..).zip(ids) {
            if parse_id(id).is_none() {
                return Err(Error::Refused(format!(
                    "{id}: no telegram number; a request names post, year and number"
                )));
            }
            let card = match self.telegram(id) {
                Ok(held) => match holding(&held) {
                    Some(kind) => Some(kind),
                    None => {
                        return Err(Error::Refused(format!("{id}: held; a request is for what is not held")));
                    }
                },
                Err(Error::NotFound(_)) => None,
                Err(error) => return Err(error),
            };
            let gap = self.gap(id.clone(), 0)?;
            item(n, &gap, card.as_deref(), &mut list);
        }
        let template = match form {
            Form::Foia => include_str!("foia.txt"),
            Form::Mdr => include_str!("mdr.txt"),
        };
        let what = if ids.len() == 1 { "the telegram" } else { "the telegrams" };
        Ok(template.replace("{what}", what).replace("{list}", list.trim_end()))
    }
}

/// One telegram of the letter.
fn item(n: usize, gap: &Gap, card: Option<&str>, out: &mut String) {
    let Known { post, post_name, year, serial, earliest, latest, basis, .. } = &gap.known;
    let post = post_name.as_ref().or(post.as_ref()).map_or("", String::as_str);
    let (year, serial) = (year.unwrap_or_default(), serial.unwrap_or_default());
    out.push_str(&format!(
        "{n}. Telegram number {serial} of {year} from {post} (message reference {})\n",
        gap.id
    ));
    // The year alone stands in the number already.
    if let (Some(earliest), Some(latest), Some("serial-calendar")) = (earliest, latest, basis.as_deref()) {
        out.push_str(&format!("   Sent between {earliest} and {latest}, to judge by its number.\n"));
    }
    if let Some(kind) = card {
        let told = if kind == "withdrawn" { "a withdrawal card" } else { "a record without its text" };
        out.push_str(&format!("   What has been released of it is {told}.\n"));
    }
    let named: Vec<String> = gap.cited_by.iter().take(NAMED).map(cited).collect();
    if !named.is_empty() {
        out.push_str(&format!("   Cited in {}.\n", named.join("; ")));
    }
    out.push('\n');
}

fn cited(by: &CitedBy) -> String {
    let mut paragraphs: Vec<u32> = by.mentions.iter().filter_map(|mention| mention.paragraph).collect();
    paragraphs.sort_unstable();
    paragraphs.dedup();
    let word = if paragraphs.len() == 1 { "paragraph" } else { "paragraphs" };
    let numbers: Vec<String> = paragraphs.iter().map(u32::to_string).collect();
    if numbers.is_empty() { by.id.clone() } else { format!("{} ({word} {})", by.id, numbers.join(", ")) }
}
