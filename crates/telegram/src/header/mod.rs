//! The header: labelled fields between the classification line and the body (format.md §5–§10, §15.3).

pub(crate) mod labels;
pub(crate) mod scan;
