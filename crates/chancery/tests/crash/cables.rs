//! Invented cables of more labels than the index has writers open.

const MARKS: [(&str, &str, &str); 10] = [
    ("UNCLAS", "", "U"),
    ("UNCLAS", "SENSITIVE", "SBU"),
    ("C O N F I D E N T I A L", "", "C"),
    ("C O N F I D E N T I A L", "NOFORN", "C/NF"),
    ("C O N F I D E N T I A L", "EXDIS", "C"),
    ("S E C R E T", "", "S"),
    ("S E C R E T", "NOFORN", "S/NF"),
    ("S E C R E T", "NODIS", "S"),
    ("S E C R E T", "EXDIS", "S"),
    ("C O N F I D E N T I A L", "NODIS", "C"),
];

/// Name and text of a cable.
pub(crate) fn cable(n: usize) -> (String, String) {
    let (class, caption, mark) = MARKS[n % MARKS.len()];
    let serial = 400 + n;
    let captions = if caption.is_empty() { String::new() } else { format!("\n{caption}") };
    let text = format!(
        "{class} PRAIA {serial:06}{captions}\n\nSIPDIS\n\nE.O. 12958: DECL: 03/02/2014\nTAGS: PREL, CV\n\
         SUBJECT: HARBOUR VISIT NUMBER {n}\nREF: PRAIA {}\n\nClassified By: Ambassador Ruth Ellery, Reasons 1.4 (b) and (d).\n\n\
         1. (U) The cutter came on day {n} and stayed (reftel).\n\n2. ({mark}) The minister asked for net {} and boat {}.\n\n\
         3. (C) He will write again.\n\nELLERY\n",
        serial.saturating_sub(7),
        n * 3,
        n * 5
    );
    (format!("{n:03}.txt"), text)
}
