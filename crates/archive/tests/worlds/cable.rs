//! An invented cable, its labels as its writer meant them, and its text.

use archive::{Envelope, Label, Reader, level_from_code};
use sources::{Document, Fact, FactName};

/// Marks as printed, and the least label that any reading of them gives; `None`: the telegram's own.
pub(crate) const MARKS: &[(&str, Option<&str>)] = &[
    ("(U) ", Some("U")),
    ("(U) ", Some("U")),
    ("(C) ", Some("C")),
    ("(C) ", Some("C")),
    ("(S) ", Some("S")),
    ("(TS) ", Some("TS")),
    ("(SBU) ", Some("SBU")),
    ("(S/NF) ", Some("S//NOFORN")),
    ("(C/NF) ", Some("C//NOFORN")),
    ("(C/REL USA, GBR) ", Some("C//REL USA, GBR")),
    ("(S/REL USA, CAN) ", Some("S//REL USA, CAN")),
    ("(S/FGI) ", Some("S//FGI")),
    // Without a mark, garbled, or of no meaning: what is sure is only that a lower label would be wrong.
    ("", None),
    ("(X) ", None),
    ("(S/N0F0RN) ", Some("S")),
];

#[derive(Clone, Debug)]
pub(crate) struct Paragraph {
    pub(crate) mark: String,
    /// The least that its mark can mean; `None`: the telegram's own label.
    pub(crate) label: Option<Label>,
    pub(crate) text: String,
    /// Unnumbered pieces below it: they are as secret as it is.
    pub(crate) below: Vec<String>,
}

#[derive(Clone, Debug)]
pub(crate) struct Cable {
    pub(crate) path: String,
    pub(crate) post: &'static str,
    pub(crate) year: u16,
    /// Without one the telegram has no id.
    pub(crate) serial: Option<u32>,
    /// `R 231612Z MAY 05`.
    pub(crate) sent: Option<String>,
    pub(crate) level: &'static str,
    pub(crate) noforn: bool,
    pub(crate) caption: Option<&'static str>,
    pub(crate) subject_mark: &'static str,
    pub(crate) subject: String,
    pub(crate) tags: &'static str,
    pub(crate) references: Vec<String>,
    pub(crate) body: Vec<Paragraph>,
    pub(crate) signature: &'static str,
    /// What the container claims.
    pub(crate) claim: Option<&'static str>,
}

impl Cable {
    pub(crate) fn id(&self) -> Option<String> {
        self.serial.map(|serial| format!("{:02}{}{serial}", self.year % 100, self.post))
    }

    pub(crate) fn own(&self) -> Label {
        let claimed = self.claim.and_then(level_from_code);
        let level = level_from_code(self.level).unwrap();
        let controls = if self.noforn { vec!["NOFORN".to_string()] } else { vec![] };
        let captions = self.caption.map(str::to_string).into_iter().collect();
        Label::new(claimed.map_or(level, |claimed| claimed.max(level)), controls, captions)
    }

    /// Under the envelope's rule, with the telegram's captions.
    fn fit(&self, label: Option<&Label>, envelope: Envelope) -> Label {
        let own = self.own();
        let Some(label) = label else { return own };
        match envelope {
            Envelope::Strict => label.join(&own),
            Envelope::Portions => Label::new(label.level, label.controls.clone(), own.captions),
        }
    }

    pub(crate) fn header(&self, envelope: Envelope) -> Label {
        let mark = MARKS.iter().find(|(mark, _)| *mark == self.subject_mark);
        let label = mark.and_then(|(_, label)| *label).and_then(Label::from_key);
        self.fit(label.as_ref(), envelope)
    }

    pub(crate) fn label(&self, paragraph: &Paragraph, envelope: Envelope) -> Label {
        self.fit(paragraph.label.as_ref(), envelope)
    }

    /// Whether the reader may see anything of it.
    pub(crate) fn seen(&self, reader: &Reader, envelope: Envelope) -> bool {
        reader.sees(&self.header(envelope))
            || self.body.iter().any(|paragraph| reader.sees(&self.label(paragraph, envelope)))
    }

    pub(crate) fn document(&self) -> Document {
        let mut document = Document::plain(self.path.clone(), self.text().into_bytes());
        document.facts.extend(self.claim.map(|level| Fact {
            name: FactName::Classification,
            value: spelled(level).to_string(),
            span: None,
        }));
        document
    }

    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        if let Some(sent) = &self.sent {
            out.push_str(&format!(
                "{sent}\nFM AMEMBASSY {}\nTO RUEHC/SECSTATE WASHDC PRIORITY 2291\n",
                self.post
            ));
        }
        match self.serial {
            Some(serial) => out.push_str(&format!("{} {} {serial:06}\n\n", spelled(self.level), self.post)),
            None => out.push_str(&format!("{}\n\n", spelled(self.level))),
        }
        if self.noforn {
            out.push_str("NOFORN\n");
        }
        out.push_str("SIPDIS\n");
        if let Some(caption) = self.caption {
            out.push_str(&format!("{caption}\n"));
        }
        let order = match self.level {
            "U" => "N/A".to_string(),
            _ => format!("DECL: 05/23/{}", self.year + 10),
        };
        out.push_str(&format!("\nE.O. 12958: {order}\nTAGS: {}\n", self.tags));
        out.push_str(&format!("SUBJECT: {}{}\n\n", self.subject_mark, self.subject));
        for (n, reference) in self.references.iter().enumerate() {
            let label = if n == 0 { "REF: " } else { "     " };
            out.push_str(&format!("{label}{}. {reference}\n", (b'A' + n as u8) as char));
        }
        out.push('\n');
        for (n, paragraph) in self.body.iter().enumerate() {
            out.push_str(&format!("{}. {}{}\n\n", n + 1, paragraph.mark, paragraph.text));
            for piece in &paragraph.below {
                out.push_str(&format!("{piece}\n\n"));
            }
        }
        out.push_str(&format!("{}\n", self.signature));
        out
    }
}

fn spelled(level: &str) -> &'static str {
    match level {
        "U" => "UNCLAS",
        "C" => "C O N F I D E N T I A L",
        "S" => "S E C R E T",
        _ => "T O P S E C R E T",
    }
}
