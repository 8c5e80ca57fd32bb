//! Invented cables of two eras: 2003–10 with the full network header, and 1973–79 in the pages of the filing system
//! (format.md §2, §16.1, §16.3).

use crate::random::Random;
use crate::vocabulary::Vocabulary;

/// Half the cables are shorter than this many bytes of text; with the spread below the mean is about 5.8 KB.
const MEDIAN: f64 = 4300.0;
const SPREAD: f64 = 0.65;

const POSTS: &[(&str, &str)] = &[
    ("LISBON", "LI"),
    ("MADRID", "MD"),
    ("LUANDA", "LU"),
    ("MAPUTO", "TO"),
    ("PRAIA", "PR"),
    ("LAGOS", "OS"),
    ("RABAT", "RB"),
    ("TUNIS", "TU"),
    ("OSLO", "NY"),
    ("COPENHAGEN", "CP"),
    ("ANKARA", "AK"),
    ("HARARE", "SB"),
    ("SUVA", "SV"),
    ("QUITO", "QT"),
    ("DAKAR", "DK"),
    ("ACCRA", "AR"),
    ("NAIROBI", "NR"),
    ("VIENNA", "VI"),
    ("ROME", "RO"),
    ("PARIS", "FR"),
    ("TALLINN", "TL"),
];
const TAGS: &[&str] = &[
    "PREL", "PGOV", "ECON", "ETRD", "EFIN", "EAIR", "EWWT", "PHUM", "SNAR", "PTER", "ENRG", "MARR", "KDEM",
    "KNNP",
];
const COUNTRIES: &[&str] =
    &["PO", "SP", "AO", "MZ", "CV", "NI", "MO", "TS", "NO", "DA", "TU", "ZI", "FJ", "EC", "SG", "GH"];
const MONTHS: &[&str] = &["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const HEADINGS: &[&str] =
    &["Background", "The Ministry Explains", "Next Steps", "A Port in Search of Ships", "Union Reaction"];

/// Makes cables one after the other.
pub struct Maker {
    words: Vocabulary,
    random: Random,
}

impl Maker {
    pub fn new(seed: u64) -> Maker {
        Maker { words: Vocabulary::new(), random: Random::new(seed) }
    }

    /// The next cable: three of four are modern, one of ten is damaged.
    pub fn next(&mut self) -> Vec<u8> {
        let size = self.random.log_normal(MEDIAN, SPREAD).clamp(300.0, 60_000.0) as usize;
        let text = if self.random.chance(75) { self.modern(size) } else { self.seventies(size) };
        if self.random.chance(10) { crate::damage::damage(text, &mut self.random) } else { text.into_bytes() }
    }

    fn modern(&mut self, size: usize) -> String {
        let r = &mut self.random;
        let ((post, code), serial) = (r.pick(POSTS), r.between(1, 3400));
        let (day, month, year) = (r.between(1, 28), r.below(12), r.between(3, 9));
        let (hour, minute) = (r.below(24), r.below(60));
        let (level, letter, spaced) = r.pick(&[
            ("UUUUU", "U", "UNCLAS"),
            ("UUUUU", "SBU", "UNCLAS"),
            ("CCCCC", "C", "C O N F I D E N T I A L"),
            ("SSSSS", "S", "S E C R E T"),
        ]);
        let total = size / 9000 + 1;
        let mut out = format!(
            "VZCZCX{code}{:04}\nPP RUEHC RUEHMD\nDE RUEH{code} #{serial:04}/01 {:03}{hour:02}{minute:02}\nZNY {level} ZZH\nP {day:02}{hour:02}{minute:02}Z {} {year:02}\n\
             FM AMEMBASSY {post}\nTO RUEHC/SECSTATE WASHDC PRIORITY {:04}\nINFO RUEHMD/AMEMBASSY MADRID {:04}\nRUEHRO/AMEMBASSY ROME PRIORITY 0417\nRHEHNSC/NSC WASHDC\n",
            r.below(9999),
            month * 30 + day,
            MONTHS[month],
            r.below(9999),
            r.below(9999),
        );
        let header = self.header(&mut out, post, serial, year, month, day, letter, spaced, total);
        self.paragraphs(&mut out, size, letter, total, |out, section, page| {
            if section > 1 && page == 0 {
                out.push_str(&format!("\n{spaced} SECTION {section:02} OF {total:02} {post} {serial:06} \n\nSIPDIS \n\n{header}\n"));
            } else {
                out.push_str(&format!("\n{post} {serial:08}  {section:03} OF {total:03} \n\n"));
            }
        });
        out.push_str(self.random.pick(&["HALE\n", "MENDONCA\n", "OKAFOR\n", "DOE\n\n\nNNNN\n"]));
        out
    }

    /// Classification line and fields; gives the fields, which later sections repeat.
    #[expect(clippy::too_many_arguments, reason = "each is one blank of the form")]
    fn header(
        &mut self,
        out: &mut String,
        post: &str,
        serial: usize,
        year: usize,
        month: usize,
        day: usize,
        letter: &str,
        spaced: &str,
        total: usize,
    ) -> String {
        let r = &mut self.random;
        let section = if total > 1 { format!(" SECTION 01 OF {total:02}") } else { String::new() };
        let caption = if letter == "SBU" { "SENSITIVE \n" } else { "" };
        out.push_str(&format!("{spaced}{section} {post} {serial:06} \n\n{caption}SIPDIS \n\n"));
        let classified = matches!(letter, "C" | "S");
        let eo = if classified {
            format!("DECL: {:02}/{day:02}/20{:02}", month + 1, year + 10)
        } else {
            "N/A".to_string()
        };
        let mut tags: Vec<&str> = (0..r.between(2, 5)).map(|_| r.pick(TAGS)).collect();
        tags.push(r.pick(COUNTRIES));
        let title: Vec<String> = (0..r.between(4, 9)).map(|_| self.words.word(r).to_uppercase()).collect();
        let mut fields =
            format!("E.O. 12958: {eo} \nTAGS: {} \nSUBJECT: {} \n", tags.join(", "), title.join(" "));
        let common = fields.clone();
        if r.chance(70) {
            fields.push_str(&format!("\nREF: A. {} {} \n", r.pick(POSTS).0, r.between(1, 3000)));
            for label in ["B", "C", "D"].iter().take(r.below(4)) {
                let notal = if r.chance(20) { " (NOTAL)" } else { "" };
                fields.push_str(&format!(
                    "     {label}. {:02} {} {}{notal} \n",
                    year.saturating_sub(r.below(2)),
                    r.pick(POSTS).0,
                    r.between(1, 3000)
                ));
            }
        }
        if classified {
            fields.push_str(
                "\nClassified By: Deputy Chief of Mission Ana Hale for reasons 1.4 (b) and (d). \n",
            );
        }
        out.push_str(&fields);
        common
    }

    /// Numbered paragraphs, wrapped, until about `size` bytes are written; `cut` writes what stands at a page's end.
    fn paragraphs(
        &mut self,
        out: &mut String,
        size: usize,
        letter: &str,
        total: usize,
        cut: impl Fn(&mut String, usize, usize),
    ) {
        let (mut number, mut section, mut page_at, mut page) = (1, 1, out.len() + 2600, 0);
        while out.len() < size {
            if self.random.chance(18) {
                out.push_str(&format!("\n{}\n{}\n", self.random.pick(HEADINGS), "-".repeat(12)));
            }
            let mut text = format!("{number}. ({letter}) ");
            if number == 1 {
                text.push_str("Summary: ");
            }
            for _ in 0..self.random.between(2, 6) {
                text.push_str(&self.words.sentence(&mut self.random));
                text.push(' ');
            }
            if number == 1 {
                text.push_str("End Summary.");
            }
            number += 1;
            out.push('\n');
            let mut width = 0;
            for word in text.split_whitespace() {
                if width + word.len() > 66 {
                    out.push_str(" \n");
                    width = 0;
                    if out.len() > page_at {
                        let next = section < total && out.len() > section * 9000;
                        section += usize::from(next);
                        page = if next { 0 } else { page + 1 };
                        cut(out, section, page);
                        page_at = out.len() + 2600;
                    }
                } else if width > 0 {
                    out.push(' ');
                    width += 1;
                }
                out.push_str(word);
                width += word.len();
            }
            out.push_str(" \n");
        }
    }

    fn seventies(&mut self, size: usize) -> String {
        let r = &mut self.random;
        let ((post, _), serial, year) = (r.pick(POSTS), r.between(1, 9000), r.between(73, 78));
        let (day, hour, minute, month) = (r.between(1, 28), r.below(24), r.below(60), r.below(12));
        let level: &str = r.pick(&["UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET"]);
        let short: String = post.chars().take(6).collect();
        let page = |n: usize| {
            format!(
                "{level}\n\nPAGE {n:02}        {short:<6}  {serial:05}  {day:02}{hour:02}{minute:02}Z\n\n"
            )
        };
        let (one, two, three) = (r.between(1, 15), r.between(0, 10), r.between(0, 10));
        let mut out = format!(
            "{}42\nACTION EUR-{one:02}\n\nINFO  OCT-01  ISO-00  NEA-{two:02}  EB-{three:02}  /{:03} W\n                     --------------------- {:06}\n",
            page(1),
            one + 1 + two + three,
            r.below(999_999),
        );
        out.push_str(&format!("P {day:02}{hour:02}{minute:02}Z {} {year}\nFM AMEMBASSY {post}\nTO SECSTATE WASHDC PRIORITY {:04}\nINFO AMEMBASSY MADRID\n", MONTHS[month], r.below(9999)));
        let title: Vec<String> = (0..r.between(4, 9)).map(|_| self.words.word(r).to_uppercase()).collect();
        let eo = if level == "UNCLASSIFIED" { "N/A" } else { "GDS" };
        out.push_str(&format!(
            "{level} {post} {serial}\n\nE.O. 11652: {eo}\nTAGS: {}, {}\nSUBJECT: {}\n\nREF: {} {:04}, STATE {:06}\n",
            r.pick(TAGS), r.pick(COUNTRIES), title.join(" "), r.pick(POSTS).0, r.between(1, 8000), r.between(1, 250_000),
        ));
        let head = out.len();
        self.paragraphs(&mut out, size, "C", 1, |out, _, n| {
            out.push_str(&format!("{level}\n\n{}", page(n + 1)))
        });
        let mut text: String = out.get(..head).unwrap_or_default().to_string();
        // No portion marks and no small letters in those years.
        text.push_str(
            &out.get(head..)
                .unwrap_or_default()
                .to_uppercase()
                .replace(". (C) ", ". ")
                .replace("------------", ""),
        );
        text.push_str(&format!("HALE\n\n\n{level}\n\n\n\nNNNN\n"));
        text
    }
}
