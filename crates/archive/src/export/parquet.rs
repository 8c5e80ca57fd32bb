//! Parquet: catalogue and text, one row a copy (schema in parquet.schema), for data frames.
//!
//! Rows are gathered by column until they are enough for a row group, so that memory is bounded. A list is a required
//! group: an empty one has definition level 0; each element has 1, and repetition level 0 where it is the first.

use std::sync::Arc;

use parquet::basic::Compression;
use parquet::data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::{Exporter, Failure, Outcome, Stream};
use crate::query::Day;
use crate::view::{Held, HeldCopy, View};

/// A row group has at most so many rows, and is closed when its texts pass so many bytes.
const ROWS: usize = 20_000;
const BYTES: usize = 32 << 20;

pub(super) struct Parquet<'a> {
    /// Until it begins.
    out: Option<Stream<'a>>,
    writer: Option<SerializedFileWriter<Stream<'a>>>,
    columns: Vec<Column>,
    rows: usize,
    bytes: usize,
}

/// Values of a column, with their levels where it has some.
#[derive(Default)]
struct Column {
    texts: Vec<ByteArray>,
    numbers: Vec<i32>,
    instants: Vec<i64>,
    defined: Vec<i16>,
    repeated: Vec<i16>,
}

impl<'a> Parquet<'a> {
    pub(super) fn new(out: Stream<'a>) -> Parquet<'a> {
        Parquet { out: Some(out), writer: None, columns: Vec::new(), rows: 0, bytes: 0 }
    }
}

impl Exporter for Parquet<'_> {
    fn begin(&mut self) -> Outcome {
        let schema = Arc::new(parse_message_type(include_str!("parquet.schema"))?);
        let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
        self.columns.resize_with(schema.get_fields().len(), Column::default);
        if let Some(out) = self.out.take() {
            self.writer = Some(SerializedFileWriter::new(out, schema, Arc::new(properties))?);
        }
        Ok(())
    }

    fn one(&mut self, view: &View, held: &Held) -> Outcome {
        for (rank, copy) in held.copies.iter().enumerate() {
            let portions = view.portions(copy)?;
            let texts: Vec<&str> = portions.iter().map(|(_, text)| text.as_str()).collect();
            let text = texts.join("\n\n");
            self.bytes += text.len();
            let mut columns = self.columns.iter_mut();
            fill(&mut columns, copy, rank, text);
            self.rows += 1;
            if self.rows >= ROWS || self.bytes >= BYTES {
                self.group()?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Outcome {
        if self.rows > 0 {
            self.group()?;
        }
        if let Some(mut writer) = self.writer.take() {
            writer.finish()?;
            std::io::Write::flush(writer.inner_mut())?;
        }
        Ok(())
    }
}

impl Parquet<'_> {
    /// Writes a row group of what has been gathered.
    fn group(&mut self) -> Outcome {
        let Some(writer) = &mut self.writer else { return Ok(()) };
        let mut group = writer.next_row_group()?;
        for column in &mut self.columns {
            let Some(mut open) = group.next_column()? else { break };
            let Column { texts, numbers, instants, defined, repeated } = std::mem::take(column);
            let defined = (!defined.is_empty()).then_some(defined.as_slice());
            let repeated = (!repeated.is_empty()).then_some(repeated.as_slice());
            match open.untyped() {
                parquet::column::writer::ColumnWriter::Int32ColumnWriter(_) => {
                    open.typed::<Int32Type>().write_batch(&numbers, defined, repeated)?
                }
                parquet::column::writer::ColumnWriter::Int64ColumnWriter(_) => {
                    open.typed::<Int64Type>().write_batch(&instants, defined, repeated)?
                }
                _ => open.typed::<ByteArrayType>().write_batch(&texts, defined, repeated)?,
            };
            open.close()?;
        }
        group.close()?;
        (self.rows, self.bytes) = (0, 0);
        Ok(())
    }
}

/// A row, in the order of parquet.schema.
fn fill<'c>(columns: &mut impl Iterator<Item = &'c mut Column>, copy: &HeldCopy, rank: usize, text: String) {
    let card = &copy.card;
    let mut next = |put: &dyn Fn(&mut Column)| columns.next().into_iter().for_each(put);
    let day = |day: &Option<String>| day.as_deref().and_then(|day| day.parse::<Day>().ok());
    let sent = card.sent.as_deref().and_then(|sent| sent.parse::<jiff::Timestamp>().ok());
    next(&|c| c.text(&copy.id));
    next(&|c| c.text(&copy.name));
    next(&|c| c.numbers.push(i32::try_from(rank + 1).unwrap_or(i32::MAX)));
    next(&|c| c.text(&card.kind));
    next(&|c| c.text(&card.completeness));
    next(&|c| c.maybe_text(card.post.as_deref()));
    next(&|c| c.maybe_number(card.year.map(i32::from)));
    next(&|c| c.maybe_number(card.serial.and_then(|serial| i32::try_from(serial).ok())));
    next(&|c| c.maybe_instant(sent));
    next(&|c| c.maybe_number(day(&card.earliest).map(since_1970)));
    next(&|c| c.maybe_number(day(&card.latest).map(since_1970)));
    next(&|c| c.maybe_text(card.level.as_deref()));
    for list in
        [&card.controls, &card.captions, &card.tags, &card.from, &card.to, &card.signed, &card.persons]
    {
        next(&|c| c.list(list));
    }
    next(&|c| c.maybe_text(card.subject.as_deref()));
    next(&|c| c.maybe_number(day(&card.due.date).map(since_1970)));
    next(&|c| c.text(&card.due.status));
    next(&|c| c.text(&text));
}

/// Days.
fn since_1970(day: Day) -> i32 {
    day.duration_since(Day::constant(1970, 1, 1)).as_hours() as i32 / 24
}

impl Column {
    fn text(&mut self, text: &str) {
        self.texts.push(ByteArray::from(text));
    }

    fn maybe_text(&mut self, text: Option<&str>) {
        self.defined.push(text.is_some().into());
        self.texts.extend(text.map(ByteArray::from));
    }

    fn maybe_number(&mut self, number: Option<i32>) {
        self.defined.push(number.is_some().into());
        self.numbers.extend(number);
    }

    fn maybe_instant(&mut self, instant: Option<jiff::Timestamp>) {
        self.defined.push(instant.is_some().into());
        self.instants.extend(instant.map(jiff::Timestamp::as_millisecond));
    }

    fn list(&mut self, list: &[String]) {
        self.defined.extend(std::iter::repeat_n(1, list.len()));
        self.repeated.extend(list.iter().enumerate().map(|(n, _)| i16::from(n > 0)));
        self.texts.extend(list.iter().map(|text| ByteArray::from(text.as_str())));
        if list.is_empty() {
            self.defined.push(0);
            self.repeated.push(0);
        }
    }
}

impl From<ParquetError> for Failure {
    fn from(error: ParquetError) -> Failure {
        Failure::Output(match error {
            ParquetError::External(source) => match source.downcast::<std::io::Error>() {
                Ok(error) => *error,
                Err(source) => std::io::Error::other(source),
            },
            error => std::io::Error::other(error),
        })
    }
}
