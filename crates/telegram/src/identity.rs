//! Which telegram it is: classification line, message reference number, canonical id (format.md §5.2, §10.6, §11.6).

use authority::posts::{self, Resolution};
use sources::FactName;

use crate::class_line::{self, ClassLine};
use crate::header::labels;
use crate::parse::Parts;
use crate::passage::Passage;
use crate::record::{Mrn, Notes, Span};
use crate::references;
use crate::sheet::{Role, Sheet};

/// The classification line read, from the lines that it stands on.
pub(crate) struct Identity<'d> {
    pub(crate) line: ClassLine,
    pub(crate) passage: Passage<'d>,
    /// The line after it.
    pub(crate) next: usize,
}

/// Reads the classification line at `i`; one broken in two is joined.
pub(crate) fn class<'d>(sheet: &mut Sheet<'d>, i: usize) -> Identity<'d> {
    let mut passage = sheet.passage(&[class_part(sheet, i)]);
    let mut line = class_line::read(passage.as_str()).unwrap_or_else(unreadable);
    sheet.set(i, Role::Classification);
    let mut next = i + 1;
    if line.continues && line.serial.is_none() {
        let following = (next..sheet.len())
            .take(3)
            .find(|n| sheet.role(*n) != Role::Blank)
            .filter(|n| sheet.is_unread(*n));
        if let Some(n) = following {
            let mut joined = sheet.passage(&[sheet.range(i)]);
            joined.push_as(" ", sheet.range(i).end);
            joined.push(sheet.range(n));
            if let Some(whole) = class_line::read(joined.as_str()).filter(|whole| whole.serial.is_some()) {
                (line, passage, next) = (whole, joined, n + 1);
                sheet.set(n, Role::Classification);
            }
        }
    }
    Identity { line, passage, next }
}

/// The part of line `i` before the first field label: a copy may have its whole header on this line (format.md §14 #25).
pub(crate) fn class_part(sheet: &Sheet, i: usize) -> std::ops::Range<usize> {
    let range = sheet.range(i);
    let content = sheet.content(i);
    let cut = labels::midline(content, None).first().copied().unwrap_or(range.len());
    // Copies in Markdown print the line in bold.
    let stars = content.len() - content.trim_start_matches('*').len();
    let kept = content.get(..cut).map_or(0, |kept| kept.trim_end_matches('*').len());
    range.start + stars.min(kept)..range.start + kept
}

/// Stands for a line that was chosen and then could not be read again: nothing is known of it.
fn unreadable() -> ClassLine {
    ClassLine {
        level: crate::record::Level::Unknown,
        level_range: 0..0,
        captions: Vec::new(),
        controls: Vec::new(),
        section: None,
        year: None,
        post: None,
        serial: None,
        corrected: None,
        series: None,
        continues: false,
        exact: false,
    }
}

/// Post and serial, from the first witness that has both: classification line, page lines, `MRN:` field, footer,
/// container (format.md §1.1). The year may come from elsewhere.
pub(crate) fn mrn(parts: &Parts, notes: &mut Notes) -> Option<Mrn> {
    let found = from_class_line(parts, notes);
    if let Some(mrn) = &found {
        misnamed(parts, mrn, notes);
    }
    found
        .or_else(|| from_field(parts))
        .or_else(|| from_pages(parts))
        .or_else(|| from_footer(parts))
        .or_else(|| from_edition(parts))
        .or_else(|| from_container(parts, notes))
}

fn from_class_line(parts: &Parts, notes: &mut Notes) -> Option<Mrn> {
    let class = parts.class.as_ref()?;
    if let Some(series) = class.line.series.as_ref().filter(|series| series.is_mrn) {
        return Some(Mrn {
            year: class.line.year,
            post: series.name.clone(),
            serial: series.number,
            span: class.passage.span(series.range.clone()),
        });
    }
    let (mut serial, mut serial_range) = class.line.serial.clone()?;
    if let Some((whole, end)) = rest_of_number(class.passage.as_str(), &serial_range) {
        let range = serial_range.start..end;
        let printed = class.passage.as_str().get(range.clone()).unwrap_or_default();
        notes.repair(
            36,
            class.passage.span(range.clone()),
            printed,
            &printed.replace(' ', ""),
            0.95,
            &["a blank inside a number of six figures"],
        );
        (serial, serial_range) = (whole, range);
    }
    let (printed, range) = class.line.post.clone()?;
    let span = class.passage.span(range.start..serial_range.end.max(range.end));
    let post = canonical(&printed, class.passage.span(range), notes);
    Some(Mrn { year: class.line.year, post, serial, span })
}

/// `000 366`: a padded number with a blank inside, and where it ends.
fn rest_of_number(line: &str, first: &std::ops::Range<usize>) -> Option<(u32, usize)> {
    let printed = line.get(first.clone()).filter(|printed| printed.starts_with('0'))?;
    let rest = line.get(first.end..)?.strip_prefix(' ')?;
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let ends = rest.get(digits..)?.chars().next().is_none_or(|c| c == ' ');
    let whole = format!("{printed}{}", rest.get(..digits)?);
    (digits > 0 && whole.len() == 6 && ends).then_some(())?;
    Some((whole.parse().ok()?, first.end + 1 + digits))
}

/// The canonical name of a printed post. One that no table knows, and that is near to none, stays as printed.
fn canonical(printed: &str, span: Span, notes: &mut Notes) -> String {
    match posts::resolve(printed) {
        Resolution::One(post, _) => return post.canonical.to_string(),
        Resolution::Several(several) => {
            // Of several readings of a telegram's own name the exact one counts.
            let plain = bare(printed);
            if let Some(post) = several.iter().find(|post| post.canonical == plain) {
                return post.canonical.to_string();
            }
            notes.warn(
                "post_ambiguous",
                format!("{printed:?} may be any of {}", names(&several)),
                Some(span),
            );
            return plain;
        }
        Resolution::None => {}
    }
    if let Resolution::One(post, _) = posts::nearest(printed) {
        notes.repair(
            47,
            span,
            printed,
            post.canonical,
            0.9,
            &["no post is called so, and only one name is near to it"],
        );
        return post.canonical.to_string();
    }
    notes.warn("post_unknown", format!("no post is called {printed:?}"), Some(span));
    bare(printed)
}

fn names(posts: &[posts::Post]) -> String {
    posts.iter().map(|post| post.canonical).collect::<Vec<_>>().join(", ")
}

fn bare(printed: &str) -> String {
    printed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect()
}

/// `MRN: 11 LISBON 417` in the layout after 2010.
fn from_field(parts: &Parts) -> Option<Mrn> {
    let (field, passage) = parts.field(crate::header::labels::Field::Mrn)?;
    let value = passage.as_str().get(field.label.end..)?;
    let (year, post, serial) = references::parse_id(&value.split_whitespace().collect::<String>())?;
    Some(Mrn { year: Some(year), post, serial, span: passage.span(field.label.end..passage.as_str().len()) })
}

fn from_pages(parts: &Parts) -> Option<Mrn> {
    let page = parts.frame.pages.first()?;
    let Resolution::One(post, _) = posts::resolve(&page.post) else { return None };
    Some(Mrn {
        year: None,
        post: post.canonical.to_string(),
        serial: page.serial,
        span: parts.sheet.line_span(page.line),
    })
}

fn from_footer(parts: &Parts) -> Option<Mrn> {
    let (year, post, serial) = parts.frame.footer.clone()?;
    let Resolution::One(post, _) = posts::resolve(&post) else { return None };
    let span = parts
        .frame
        .network
        .iter()
        .find(|line| line.kind == "footer")
        .map(|line| line.span)
        .unwrap_or_default();
    Some(Mrn { year: Some(year), post: post.canonical.to_string(), serial, span })
}

/// The number that a printed edition gives, of the post in its dateline.
fn from_edition(parts: &Parts) -> Option<Mrn> {
    let frus = parts.frame.frus.as_ref()?;
    let (serial, span) = frus.serial?;
    let year = frus.instant.as_deref().and_then(|instant| instant.get(..4)?.parse().ok());
    Some(Mrn { year, post: frus.from.as_ref()?.post.clone()?, serial, span })
}

/// The identifier that the container claims, or that a line of the page above the telegram has (`Viewing cable
/// 06QUITO2387, …`, `# 08BAKU676`).
pub(crate) fn claimed_id(parts: &Parts) -> Option<(String, Span)> {
    if let Some(fact) =
        parts.document.fact(&FactName::Id).or_else(|| parts.document.fact(&FactName::DocumentNumber))
    {
        return Some((fact.value.clone(), fact.span.clone().map(Span::from).unwrap_or_default()));
    }
    (0..parts.preamble.end.min(20)).find_map(|i| {
        let (content, range) = (parts.sheet.content(i), parts.sheet.range(i));
        // Nearly every line is let go by its first byte.
        content.bytes().next().filter(|b| matches!(b, b'#' | b' ' | b'*' | b'V' | b'0'..=b'9'))?;
        let rest = content.trim_start_matches(['#', ' ', '*']);
        let rest = rest.strip_prefix("Viewing cable ").unwrap_or(rest);
        let id = rest.split([',', ' ', '\t', '*']).next()?;
        let at = range.start + content.len() - rest.len();
        let shape = id.len() >= 6
            && id.starts_with(|c: char| c.is_ascii_digit())
            && id.get(1..2)?.parse::<u8>().is_ok()
            && id.ends_with(|c: char| c.is_ascii_digit());
        let letters = id.bytes().filter(u8::is_ascii_uppercase).count();
        let plain = id.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
        (shape && letters >= 3 && plain).then(|| (id.to_string(), parts.sheet.span(at..at + id.len())))
    })
}

fn from_container(parts: &Parts, notes: &mut Notes) -> Option<Mrn> {
    let (claimed, span) = claimed_id(parts)?;
    if let Some((year, post, serial)) = references::parse_id(&claimed) {
        return Some(Mrn { year: Some(year), post, serial, span });
    }
    let (year, post, serial, evidence) = references::repair_id(&claimed)?;
    let evidence: Vec<&str> = evidence.iter().map(String::as_str).collect();
    notes.repair(47, span, &claimed, &references::canonical_id(year, &post, serial), 0.9, &evidence);
    Some(Mrn { year: Some(year), post, serial, span })
}

/// The claimed identifier against the classification line: one that was put together wrongly is repaired (format.md §14
/// #47), one of another telegram is told.
fn misnamed(parts: &Parts, mrn: &Mrn, notes: &mut Notes) {
    let Some((claimed, span)) = claimed_id(parts) else { return };
    let read = references::parse_id(&claimed);
    if read.as_ref().is_some_and(|(_, post, serial)| *post == mrn.post && *serial == mrn.serial) {
        return;
    }
    let year = read
        .as_ref()
        .map(|(year, ..)| *year)
        .or_else(|| references::repair_id(&claimed).map(|(year, ..)| year))
        .or(mrn.year);
    let number = claimed.trim_end_matches(|c: char| c.is_ascii_digit());
    let same = claimed.get(number.len()..).and_then(|number| number.parse::<u32>().ok()) == Some(mrn.serial);
    match year {
        Some(year) if same => {
            let own = references::canonical_id(year, &mrn.post, mrn.serial);
            notes.repair(
                47,
                span,
                &claimed,
                &own,
                0.95,
                &["the classification line has the same number and another post"],
            );
        }
        _ => notes.warn(
            "id_differs",
            format!("the container calls the telegram {claimed:?}, its classification line says otherwise"),
            Some(span),
        ),
    }
}

/// The year that the container's identifier or the footer claims.
pub(crate) fn claimed_year(parts: &Parts) -> Option<u16> {
    let claimed = claimed_id(parts).and_then(|(claimed, _)| {
        references::parse_id(&claimed)
            .map(|(year, ..)| year)
            .or_else(|| references::repair_id(&claimed).map(|(year, ..)| year))
    });
    claimed.or_else(|| parts.frame.footer.as_ref().map(|(year, ..)| *year))
}
