//! Post names in references: exact spellings first, the nearest one where that fails (format.md §10.8).
//!
//! Exact spellings are looked up in no time. A damaged text asks for the nearest of thousands of names that are none, so
//! those answers are kept and the costly search has a budget per field.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use authority::posts::{How, Resolution};
use foldhash::fast::FixedState;

static NOT_POSTS: LazyLock<HashSet<&'static [u8], FixedState>> = LazyLock::new(|| {
    let lines = include_str!("not_posts.txt").lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::as_bytes).collect()
});

/// How many names of one field may be searched for by distance.
const NEAREST_BUDGET: u32 = 64;

/// A post and how its name was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// Canonical name.
    pub(crate) post: &'static str,
    /// How the written form led there.
    pub(crate) how: How,
}

impl Named {
    /// True where the written form is none that the post goes by.
    pub(crate) fn mended(&self) -> bool {
        matches!(self.how, How::Misspelling | How::Nearest)
    }
}

/// Answers to the names asked for so far.
#[derive(Debug)]
pub(crate) struct PostNames {
    /// Post of the citing telegram: decides between several posts of one name.
    own: Option<String>,
    nearest: HashMap<String, Option<Named>>,
    budget: u32,
}

impl PostNames {
    /// Nothing asked yet.
    pub(crate) fn new(own: Option<&str>) -> PostNames {
        PostNames { own: own.map(str::to_string), nearest: HashMap::new(), budget: NEAREST_BUDGET }
    }

    /// The post that goes by `written`.
    pub(crate) fn exact(&self, written: &str) -> Option<Named> {
        (2..=60).contains(&written.len()).then(|| self.choose(authority::posts::resolve(written)))?
    }

    /// The post whose name is nearest to `written`, if one is near enough.
    pub(crate) fn nearest(&mut self, written: &str) -> Option<Named> {
        if let Some(known) = self.nearest.get(written) {
            return known.clone();
        }
        if written.len() < 4 || written.len() > 60 || self.budget == 0 {
            return None;
        }
        self.budget -= 1;
        let answer = self.choose(authority::posts::nearest(written));
        self.nearest.insert(written.to_string(), answer.clone());
        answer
    }

    fn choose(&self, resolution: Resolution) -> Option<Named> {
        match resolution {
            Resolution::One(post, how) => Some(Named { post: post.canonical, how }),
            Resolution::Several(posts) => {
                let own = self.own.as_deref();
                let post = posts.iter().find(|post| Some(post.canonical) == own)?;
                Some(Named { post: post.canonical, how: How::Alias })
            }
            Resolution::None => None,
        }
    }
}

/// True for a word that is never part of a post's name before a number.
pub(crate) fn never(word: &str) -> bool {
    let mut upper = [0_u8; 12];
    let Some(upper) = upper.get_mut(..word.len()) else { return false };
    upper.copy_from_slice(word.as_bytes());
    upper.make_ascii_uppercase();
    NOT_POSTS.contains(&*upper)
}
