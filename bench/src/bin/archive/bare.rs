//! A bare Tantivy index of the same text: one document a cable, text stored, columns for the same facets.

use std::collections::HashMap;
use std::ops::Bound;
use std::path::Path;

use tantivy::collector::{Count, DocSetCollector, TopDocs};
use tantivy::columnar::StrColumn;
use tantivy::query::{BooleanQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{FAST, Field, INDEXED, IndexRecordOption, STORED, STRING, Schema, TEXT, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, IndexReader, TantivyDocument, Term};

use crate::cables::Made;

/// The index, open.
pub(crate) struct Bare {
    reader: IndexReader,
    text: Field,
    date: Field,
    post: Field,
    pub(crate) size: u64,
}

/// A question to it.
pub(crate) enum Question {
    Word(String),
    All(Vec<String>),
    Any(Vec<String>),
    Phrase(Vec<String>),
    /// A word within a year (`2003`), from a post.
    Filtered(String, String, String),
    Beginning(String),
}

impl Bare {
    pub(crate) fn build(
        folder: &Path,
        made: &Made,
        threads: usize,
    ) -> Result<Bare, Box<dyn std::error::Error>> {
        std::fs::create_dir_all(folder)?;
        let mut schema = Schema::builder();
        let text = schema.add_text_field("text", TEXT | STORED);
        let post = schema.add_text_field("post", STRING | FAST);
        let tags = schema.add_text_field("tags", STRING | FAST);
        let month = schema.add_text_field("month", STRING | FAST);
        let level = schema.add_text_field("level", STRING | FAST);
        let signer = schema.add_text_field("signer", STRING | FAST);
        let date = schema.add_i64_field("date", INDEXED | FAST);
        let index = Index::create_in_dir(folder, schema.build())?;
        let mut writer = index.writer_with_num_threads(threads, 160_000_000)?;
        made.each::<Box<dyn std::error::Error>>(|cable, truth| {
            let mut document = TantivyDocument::new();
            document.add_text(text, &cable);
            document.add_text(post, &truth.post);
            for tag in &truth.tags {
                document.add_text(tags, tag);
            }
            document.add_text(month, truth.date.get(..7).unwrap_or_default());
            document.add_text(level, format!("{:?}", truth.level));
            document.add_text(signer, &truth.signer);
            document.add_i64(date, day(&truth.date));
            writer.add_document(document)?;
            Ok(())
        })?;
        writer.commit()?;
        writer.wait_merging_threads()?;
        Ok(Bare { reader: index.reader()?, text, date, post, size: crate::size(folder)? })
    }

    /// Ten documents with snippets, and facets over all that match, counted over the columns.
    pub(crate) fn ask(&self, question: &Question) -> tantivy::Result<usize> {
        let searcher = self.reader.searcher();
        let query = self.query(question)?;
        let (top, total) = searcher.search(&query, &(TopDocs::with_limit(10).order_by_score(), Count))?;
        let snippets = SnippetGenerator::create(&searcher, &*query, self.text)?;
        for (_, address) in top {
            let document: TantivyDocument = searcher.doc(address)?;
            let text = document.get_first(self.text).and_then(|value| value.as_str()).unwrap_or_default();
            std::hint::black_box(snippets.snippet(text));
        }
        let found = searcher.search(&query, &DocSetCollector)?;
        let mut counts: HashMap<String, u64> = HashMap::new();
        for (n, segment) in searcher.segment_readers().iter().enumerate() {
            for name in ["post", "tags", "month", "level", "signer"] {
                let Some(column) = segment.fast_fields().str(name)? else { continue };
                let mut own = vec![0u64; column.num_terms()];
                for address in found.iter().filter(|address| address.segment_ord as usize == n) {
                    column.term_ords(address.doc_id).for_each(|ord| own[ord as usize] += 1);
                }
                add(&column, &own, &mut counts)?;
            }
        }
        std::hint::black_box(counts);
        Ok(total)
    }

    fn query(&self, question: &Question) -> tantivy::Result<Box<dyn Query>> {
        let term = |word: &str| Term::from_field_text(self.text, word);
        let word = |word: &str| -> Box<dyn Query> {
            Box::new(TermQuery::new(term(word), IndexRecordOption::WithFreqs))
        };
        let together = |words: &[String], occur: Occur| -> Box<dyn Query> {
            Box::new(BooleanQuery::new(words.iter().map(|one| (occur, word(one))).collect()))
        };
        Ok(match question {
            Question::Word(one) => word(one),
            Question::All(words) => together(words, Occur::Must),
            Question::Any(words) => together(words, Occur::Should),
            Question::Phrase(words) => Box::new(PhraseQuery::new(words.iter().map(|one| term(one)).collect())),
            Question::Filtered(one, year, post) => {
                let bound = |year: i64| Term::from_field_i64(self.date, day(&format!("{year:04}-01-01")));
                let year: i64 = year.parse().unwrap_or(2003);
                Box::new(BooleanQuery::new(vec![
                    (Occur::Must, word(one)),
                    (Occur::Must, Box::new(RangeQuery::new(Bound::Included(bound(year)), Bound::Excluded(bound(year + 1))))),
                    (
                        Occur::Must,
                        Box::new(TermQuery::new(Term::from_field_text(self.post, post), IndexRecordOption::Basic)),
                    ),
                ]))
            }
            // A range of terms: as fast as a bare index answers the beginning of a word.
            Question::Beginning(start) => {
                let mut after = start.clone().into_bytes();
                if let Some(last) = after.last_mut() {
                    *last += 1;
                }
                let after = String::from_utf8_lossy(&after).into_owned();
                Box::new(tantivy::query::InvertedIndexRangeQuery::new(
                    Bound::Included(term(start)),
                    Bound::Excluded(term(&after)),
                ))
            }
        })
    }
}

fn add(column: &StrColumn, own: &[u64], counts: &mut HashMap<String, u64>) -> tantivy::Result<()> {
    let mut value = String::new();
    for (ord, count) in own.iter().enumerate().filter(|(_, count)| **count > 0) {
        value.clear();
        column.ord_to_str(ord as u64, &mut value)?;
        *counts.entry(value.clone()).or_default() += count;
    }
    Ok(())
}

/// Months of 31 days: only the order matters.
fn day(date: &str) -> i64 {
    let number = |range: std::ops::Range<usize>| date.get(range).and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
    (number(0..4) * 12 + number(5..7)) * 31 + number(8..10)
}
