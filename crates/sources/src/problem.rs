//! What could not be read, where, and what a person can do about it.

use std::fmt;

/// One thing that could not be read. Everything around it is read all the same.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct Problem {
    /// The path as in [`crate::Document::path`]: `file!member#record`.
    pub path: String,
    /// Place of the first byte that it is about, in the (decompressed) file.
    pub place: Option<u64>,
    /// What kind of thing went wrong.
    pub kind: ProblemKind,
    /// What is wrong: lower case, no full stop, values quoted.
    pub message: String,
    /// What to do about it.
    pub hint: &'static str,
}

/// Kinds of problems, by what follows from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemKind {
    /// The system would not give the bytes.
    Unreadable,
    /// There is no cable text in it: an image, a program, an empty file, another page.
    NotADocument,
    /// It is broken; what could be read of it was given.
    Damaged,
    /// It goes over one of the [`crate::Limits`].
    TooLarge,
    /// It is a form that is not read: encrypted, or packed with another method.
    Unsupported,
    /// Records that are well, but no telegrams, were left out.
    LeftOut,
}

impl ProblemKind {
    /// The name used in reports.
    pub fn name(self) -> &'static str {
        match self {
            ProblemKind::Unreadable => "unreadable",
            ProblemKind::NotADocument => "not a document",
            ProblemKind::Damaged => "damaged",
            ProblemKind::TooLarge => "too large",
            ProblemKind::Unsupported => "unsupported",
            ProblemKind::LeftOut => "left out",
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.path)?;
        if let Some(place) = self.place {
            write!(f, "at byte {place}: ")?;
        }
        write!(f, "{}: {}", self.kind.name(), self.message)?;
        if self.hint.is_empty() { Ok(()) } else { write!(f, "; {}", self.hint) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_a_problem_names_place_kind_and_remedy() {
        let problem = Problem {
            path: "box.zip!praia.csv#3".to_string(),
            place: Some(120),
            kind: ProblemKind::Damaged,
            message: "row has 5 columns of 8".to_string(),
            hint: "look at the quotes of the row before it",
        };
        assert_eq!(
            problem.to_string(),
            "box.zip!praia.csv#3: at byte 120: damaged: row has 5 columns of 8; look at the quotes of the row before it"
        );
    }
}
