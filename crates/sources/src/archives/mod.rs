//! Archives: streams that hold other streams. All are read front to back as a stream, so that a member is never held
//! whole, nothing is written to disk, and one that is cut off still gives what stands before the cut.

pub(crate) mod gzip;
pub(crate) mod tar;
pub(crate) mod zip;
pub(crate) mod zstd;

use std::io::Read;

use crate::problem::{Problem, ProblemKind};
use crate::sniff;
use crate::walk::{Expanded, Flow, Walk};
use crate::window::Window;

/// Reads a member, or the content of a compressed file, one level down.
pub(crate) fn member<'a>(walk: &mut Walk, path: &str, inner: impl Read + 'a) -> Flow {
    if walk.depth >= walk.limits.max_depth {
        return walk.problem(Problem {
            path: path.to_string(),
            place: None,
            kind: ProblemKind::TooLarge,
            message: format!("it lies within more than {} archives", walk.limits.max_depth),
            hint: "unpack the outer ones first",
        });
    }
    walk.depth += 1;
    let flow = sniff::stream(walk, path, Window::new(inner));
    walk.depth -= 1;
    flow
}

/// The content of a decompressor, counted.
fn expanded<R: Read>(walk: &Walk, inner: R) -> Expanded<R> {
    Expanded { inner, cost: walk.cost.clone() }
}

/// A member's name as a label: no root, no way up, nothing that a terminal would obey. `None` for what is not worth a
/// look: folders, and names that begin with a full stop or belong to a file manager.
pub(crate) fn label(name: &str) -> Option<String> {
    if name.ends_with('/') || name.ends_with('\\') {
        return None;
    }
    let parts: Vec<&str> = name.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
    if parts.iter().any(|part| part.starts_with('.') || *part == "__MACOSX") {
        return None;
    }
    let harmless = |c: char| {
        let hidden = c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if hidden || c == '!' || c == '#' { '\u{fffd}' } else { c }
    };
    let label: String = parts.join("/").chars().map(harmless).take(1000).collect();
    Some(if label.is_empty() { "member without a name".to_string() } else { label })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ok_names_become_labels() {
        for (name, expected) in [
            ("a/b.txt", Some("a/b.txt")),
            ("../../etc/passwd", Some("etc/passwd")),
            ("/root/x.csv", Some("root/x.csv")),
            ("C:\\cables\\x.txt", Some("C:/cables/x.txt")),
            ("evil\u{202e}txt.exe\u{7}", Some("evil\u{fffd}txt.exe\u{fffd}")),
            ("folder/", None),
            ("__MACOSX/._a.txt", None),
            ("", Some("member without a name")),
        ] {
            assert_eq!(label(name).as_deref(), expected, "{name}");
        }
    }
}
