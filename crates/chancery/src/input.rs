//! From the paths on the command line to telegrams. What is no cable, or cannot be read, is told on standard error and the
//! rest goes on.

use std::path::Path;

use sources::{Document, Limits};
use telegram::record::Telegram;

/// How the reading went.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) telegrams: usize,
    /// Documents that are no cables.
    pub(crate) others: usize,
    /// Files and members that could not be read.
    pub(crate) problems: usize,
}

impl Tally {
    pub(crate) fn outcome(&self) -> crate::Outcome {
        if self.problems > 0 {
            crate::Outcome::Failed
        } else if self.telegrams == 0 {
            crate::Outcome::Nothing
        } else {
            crate::Outcome::Found
        }
    }
}

/// Calls `each` with every document that holds one telegram, and its record.
pub(crate) fn telegrams(
    paths: &[String],
    mut each: impl FnMut(&Document, Telegram) -> anyhow::Result<()>,
) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    let limits = Limits::default();
    for path in paths {
        let reader = if path == "-" {
            sources::read(std::io::stdin(), "-", &limits)
        } else {
            sources::open(Path::new(path), &limits)
        };
        for document in reader {
            match document {
                Ok(document) => {
                    let parts = telegram::split(&document);
                    for part in &parts {
                        let telegram = telegram::parse(part);
                        if let Err(reason) = telegram::recognise(&telegram) {
                            eprintln!("chancery: {}: not a cable: {reason}", part.path);
                            tally.others += 1;
                            continue;
                        }
                        tally.telegrams += 1;
                        each(part, telegram)?;
                    }
                }
                Err(problem) => {
                    eprintln!("chancery: {problem}");
                    tally.problems += 1;
                }
            }
        }
    }
    Ok(tally)
}

/// Today, in the zone of this machine.
pub(crate) fn today() -> jiff::civil::Date {
    jiff::ZonedDateTime::now().date()
}
