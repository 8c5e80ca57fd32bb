//! What every cable is made from: tables, lists of words, and the cables sent so far.

use super::Settings;
use super::cited::Sent;
use super::people::People;
use super::posts::{self, Post};
use super::prose::Prose;
use super::tags::Tags;

/// Tables and words.
#[derive(Debug)]
pub(crate) struct Shop {
    pub(crate) posts: Vec<Post>,
    /// Stands where a table has no row; never sends.
    pub(crate) nowhere: Post,
    pub(crate) people: People,
    pub(crate) prose: Prose,
    pub(crate) tags: Tags,
    pub(crate) sent: Sent,
    pub(crate) labels: bool,
}

impl Shop {
    pub(crate) fn new(settings: &Settings) -> Shop {
        let posts = posts::table();
        Shop {
            sent: Sent::new(posts.len()),
            posts,
            nowhere: Post::default(),
            people: People::new(settings.seed),
            prose: Prose::new(),
            tags: Tags::new(),
            labels: settings.labels,
        }
    }

    pub(crate) fn department(&self) -> &Post {
        self.posts.iter().find(|post| post.is_department()).unwrap_or(&self.nowhere)
    }
}
