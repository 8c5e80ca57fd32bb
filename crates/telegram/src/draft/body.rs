//! The text of a draft: blocks apart by blank lines.

use super::fields::{Header, joined};
use super::{Line, Refusals};
use crate::check::{WIDTH, level_rank};
use crate::mark;

/// A piece of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// Its first line in the draft.
    pub(super) line: usize,
    pub(super) kind: BlockKind,
    /// Portion mark in canonical form, without brackets.
    pub(super) mark: Option<String>,
    /// Words on one line.
    pub(super) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Heading,
    Summary,
    Paragraph,
    /// An item of a list in the paragraph before it.
    Item,
}

pub(super) fn read(lines: &[Line<'_>], header: Option<&Header<'_>>, refusals: &mut Refusals) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in lines {
        let text = line.text.trim();
        if text.is_empty() {
            open = false;
            continue;
        }
        let heading = text.strip_prefix('#').map(|words| words.trim_start_matches('#').trim());
        let item = text.strip_prefix("- ").or(text.strip_prefix("* "));
        match (heading, item) {
            (Some(words), _) => {
                blocks.push(block(line.number, BlockKind::Heading, &words.to_ascii_uppercase()));
                open = false;
            }
            (_, Some(words)) => {
                blocks.push(block(line.number, BlockKind::Item, words));
                open = true;
            }
            _ => match blocks.last_mut().filter(|_| open) {
                Some(last) => {
                    last.text.push(' ');
                    last.text.push_str(text);
                }
                None => {
                    blocks.push(block(line.number, BlockKind::Paragraph, text));
                    open = true;
                }
            },
        }
    }
    for (i, block) in blocks.iter_mut().enumerate() {
        finish(block, i);
    }
    judge(&blocks, header, refusals);
    blocks
}

fn block(line: usize, kind: BlockKind, text: &str) -> Block {
    Block { line, kind, mark: None, text: text.to_string() }
}

/// Takes label and mark from the words.
fn finish(block: &mut Block, at: usize) {
    let mut text = joined(&block.text);
    if block.kind == BlockKind::Paragraph
        && at == 0
        && text.get(..8).is_some_and(|label| label.eq_ignore_ascii_case("summary:"))
    {
        block.kind = BlockKind::Summary;
        text = text.get(8..).unwrap_or_default().trim_start().to_string();
    }
    let marked = matches!(block.kind, BlockKind::Paragraph | BlockKind::Summary) && text.starts_with('(');
    if let Some((mark, length)) = Some(text.as_str()).filter(|_| marked).and_then(mark::read) {
        block.mark = Some(mark.canonical);
        text = text.get(length..).unwrap_or_default().trim_start().to_string();
    }
    block.text = text;
}

fn judge(blocks: &[Block], header: Option<&Header<'_>>, refusals: &mut Refusals) {
    if !blocks.iter().any(|block| block.kind == BlockKind::Paragraph) {
        refusals.add(blocks.first().map_or(1, |block| block.line), "DRAFT-missing", "there is no text");
    }
    for (i, block) in blocks.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| blocks.get(i)).map(|block| block.kind);
        match block.kind {
            BlockKind::Item if !matches!(before, Some(BlockKind::Paragraph | BlockKind::Item)) => {
                refusals.add(block.line, "DRAFT-form", "a list follows a paragraph");
            }
            BlockKind::Heading if blocks.get(i + 1).is_none_or(|next| next.kind == BlockKind::Heading) => {
                refusals.add(block.line, "DRAFT-form", "nothing stands under the heading");
            }
            _ => {}
        }
        if block.text.is_empty() {
            refusals.add(block.line, "DRAFT-form", "no words");
        }
        if let Some(word) = block.text.split(' ').find(|word| word.len() > WIDTH - 6) {
            refusals.add(block.line, "FAH1-240-line-length", format!("{word:?} does not fit on a line"));
        }
        if block.kind == BlockKind::Heading && block.text.len() > WIDTH {
            refusals.add(
                block.line,
                "FAH1-240-line-length",
                format!("the heading has {} characters; a line has {WIDTH}", block.text.len()),
            );
        }
        if let Some(header) = header {
            marks(block, header, refusals);
        }
    }
}

fn marks(block: &Block, header: &Header<'_>, refusals: &mut Refusals) {
    if !matches!(block.kind, BlockKind::Paragraph | BlockKind::Summary) {
        return;
    }
    let Some(mark) = &block.mark else {
        if header.classified() {
            refusals.add(
                block.line,
                "FAH1-240-mark-missing",
                "the paragraph begins without its classification initials, such as (C)",
            );
        }
        return;
    };
    let level = mark::read(&format!("({mark})")).map(|(mark, _)| mark.level);
    if level.and_then(level_rank) > level_rank(header.level) {
        refusals.add(
            block.line,
            "FAH1-130-mark-above-level",
            format!("({mark}) is higher than the telegram"),
        );
    }
}
