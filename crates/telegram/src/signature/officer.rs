//! Who signed: the one officer whom a signature stands for.

use authority::officers;

use crate::record::{ClassifiedBy, Officer};

/// The officer who signs as `name` from `post` (canonical) between two days (RFC 3339 dates, `None` open), if exactly one
/// of the table does, or if a classifier of that surname is named in the telegram itself. Of several in the table the one
/// whom the classifier's line names is meant.
pub fn officer(
    name: &str,
    post: Option<&str>,
    earliest: Option<&str>,
    latest: Option<&str>,
    classified_by: &[ClassifiedBy],
) -> Option<Officer> {
    let classifier =
        classified_by.iter().find(|by| by.name.as_deref().is_some_and(|full| has_surname(full, name)));
    let found = post.map(|post| officers::find(name, post, earliest, latest)).unwrap_or_default();
    let one = match found.as_slice() {
        [one] => Some(one),
        several => {
            let named = classifier.and_then(|by| by.name.as_deref());
            let mut fitting =
                several.iter().filter(|officer| named.is_some_and(|full| is_named(officer, full)));
            fitting.next().filter(|_| fitting.next().is_none())
        }
    };
    match (one, classifier) {
        (Some(officer), _) => Some(from_table(officer, post)),
        (None, Some(by)) => Some(from_line(by, post)),
        (None, None) => None,
    }
}

fn from_table(officer: &officers::Officer, post: Option<&str>) -> Officer {
    let parts = [officer.given_names, officer.family_name, officer.suffix];
    let day = |day: &str| (!day.is_empty()).then(|| day.to_string());
    Officer {
        id: officer.id.to_string(),
        name: parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" "),
        role: officer.role.to_string(),
        post: post.or_else(|| officer.posts.split(';').next()).unwrap_or_default().to_string(),
        from: day(officer.from),
        until: day(officer.until),
        basis: "authority-table".to_string(),
    }
}

fn from_line(by: &ClassifiedBy, post: Option<&str>) -> Officer {
    let name = by.name.clone().unwrap_or_default();
    Officer {
        id: format!("classified-by:{}", key(&name).replace(' ', "-")),
        name,
        role: by.title.clone().unwrap_or_default(),
        post: post.unwrap_or_default().to_string(),
        from: None,
        until: None,
        basis: "classified-by-line".to_string(),
    }
}

/// `full` ends with the surname `name`: `Jane van Doe, Jr.` with `VAN DOE` or `DOE`.
fn has_surname(full: &str, name: &str) -> bool {
    let (full, name) = (key(full), key(name));
    !name.is_empty()
        && full.strip_suffix(&name).is_some_and(|before| before.is_empty() || before.ends_with(' '))
}

/// The officer's given name begins as the printed name does.
fn is_named(officer: &officers::Officer, full: &str) -> bool {
    let first = |name: &str| key(name).split(' ').next().unwrap_or_default().to_string();
    let (given, printed) = (first(officer.given_names), first(full));
    !printed.is_empty() && (given == printed || printed.len() == 1 && given.starts_with(&printed))
}

/// Small letters and single blanks, without `Jr.`, stops and hyphens.
fn key(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { ' ' }).collect();
    let words = plain.split_whitespace().filter(|word| !matches!(*word, "jr" | "sr" | "ii" | "iii" | "iv"));
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classifier(name: &str) -> ClassifiedBy {
        let (name, title) = (Some(name.to_string()), Some("Ambassador".to_string()));
        ClassifiedBy { name, title, ..ClassifiedBy::default() }
    }

    #[test]
    fn ok_the_table_names_who_served_then() {
        let officer = officer("CELLUCCI", Some("OTTAWA"), Some("2003-04-15"), Some("2003-05-15"), &[]);
        let told = officer.map(|officer| (officer.name, officer.basis));
        assert_eq!(told, Some(("Argeo Paul Cellucci".to_string(), "authority-table".to_string())));
    }

    #[test]
    fn ok_the_classifier_of_that_surname() {
        let by = [classifier("Richard Roe"), classifier("Jane Q. Doe-Smythe, Jr.")];
        let told =
            |name| officer(name, Some("LISBON"), None, None, &by).map(|officer| (officer.name, officer.role));
        let jane = Some(("Jane Q. Doe-Smythe, Jr.".to_string(), "Ambassador".to_string()));
        assert_eq!(told("DOE-SMYTHE"), jane);
        assert_eq!(told("SMYTHE JR"), jane);
        assert_eq!(told("MYTHE"), None);
        assert_eq!(officer("QUIXWORTH", Some("LISBON"), None, None, &[]), None);
    }
}
