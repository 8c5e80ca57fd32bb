//! JSONL: the whole record of every copy, as `chancery parse` prints it, one a line.
//!
//! In place of its path, which belongs to the machine that read it, `source` has the copy's name.

use serde::Serialize;
use telegram::record::Telegram;

use super::{Exporter, Outcome, Stream};
use crate::view::{Held, View};

pub(super) struct Jsonl<'a>(pub(super) Stream<'a>);

/// A line: id and copy, then the fields of the record.
#[derive(Serialize)]
struct Line<'a> {
    /// Under which the archive keeps it, also where the record has no id.
    held: &'a str,
    copy: &'a str,
    #[serde(flatten)]
    record: Telegram,
}

impl Exporter for Jsonl<'_> {
    fn one(&mut self, view: &View, held: &Held) -> Outcome {
        for copy in &held.copies {
            let (_, mut record) = view.record(copy)?;
            record.source.path = copy.name.clone();
            record.source.offset = 0;
            serde_json::to_writer(&mut self.0, &Line { held: &held.id, copy: &copy.name, record })?;
            self.0.write_all(b"\n")?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Outcome {
        Ok(self.0.flush()?)
    }
}
