//! Posts that stand in one city, or spell alike, and must never be taken for each other (format.md §10.8).

use super::{How, Post, Resolution};

const GROUPS: &str = include_str!("../../data/never_merge.tsv");

/// True for two different posts of one group.
pub(super) fn apart(a: &str, b: &str) -> bool {
    a != b && group(a).is_some_and(|group| group.split(';').any(|name| name == b))
}

/// The missions in the city of an embassy or consulate; nothing where there are none, or the post is a mission itself.
pub(super) fn missions_beside(post: Post, how: How) -> Option<Resolution> {
    let names = group(post.canonical).filter(|_| post.kind != "mission")?.split(';');
    let mut missions: Vec<Post> =
        names.filter_map(super::post).filter(|post| post.kind == "mission").collect();
    match missions.len() {
        0 => None,
        1 => missions.pop().map(|mission| Resolution::One(mission, how)),
        _ => Some(Resolution::Several(missions)),
    }
}

fn group(name: &str) -> Option<&'static str> {
    let groups = GROUPS.lines().skip(1).filter_map(|line| Some(line.split_once('\t')?.1));
    groups.into_iter().find(|group| group.split(';').any(|member| member == name))
}
