//! Posts as values: any spelling of `authority`.

use authority::posts::{Resolution, nearest, resolve};

use super::Field;
use super::error::shown;
use super::values::{Value, Wrong, words};

/// The posts that a spelling stands for. Addressees need not be posts; a post that no table knows is kept as written,
/// unless it is almost one that is known.
pub(super) fn read(field: Field, written: &str) -> Result<Vec<Value>, Wrong> {
    let value = |name: &str| Value { value: name.to_string(), prefix: false };
    match resolve(written) {
        Resolution::One(post, _) => return Ok(vec![value(post.canonical)]),
        Resolution::Several(posts) => return Ok(posts.iter().map(|post| value(post.canonical)).collect()),
        Resolution::None => {}
    }
    let kept = if field == Field::Post { joined(written)? } else { words(field, written)? };
    if field == Field::Post
        && (4..=25).contains(&written.len())
        && let Resolution::One(post, _) = nearest(written)
    {
        return Err(Wrong {
            message: format!("unknown post {:?}", shown(written)),
            hint: format!("write post:{}", post.canonical),
            near: Some(post.canonical.to_string()),
        });
    }
    Ok(vec![value(&kept)])
}

/// The first letters of a canonical name.
pub(super) fn beginning(written: &str) -> Result<String, Wrong> {
    joined(written)
}

/// A name as ids write it: without blanks.
fn joined(written: &str) -> Result<String, Wrong> {
    Ok(words(Field::Post, written)?.replace(' ', ""))
}
