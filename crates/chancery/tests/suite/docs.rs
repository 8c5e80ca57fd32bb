//! The documents name files that exist, and show what the program prints.

use std::path::Path;

use crate::{chancery, root};

#[test]
fn ok_every_path_in_the_documents_exists() {
    let root = root();
    let mut wrong = Vec::new();
    for document in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
        let text = std::fs::read_to_string(root.join(document)).expect("the document is there");
        let mut seen = 0;
        // A paragraph of the map opens with the folder to which its paths belong.
        let mut folder = root.clone();
        for line in prose(&text) {
            if let Some(name) = line.strip_prefix("**`").and_then(|rest| rest.split('`').next()) {
                folder = root.join(name);
            }
            for path in line.split('`').skip(1).step_by(2).filter(|code| is_path(code)) {
                seen += 1;
                if !root.join(path).exists() && !folder.join(path).exists() {
                    wrong.push(format!("{document}: {path}"));
                }
            }
        }
        assert!(seen > 3, "{document} names {seen} paths: are they still found?");
    }
    assert!(wrong.is_empty(), "these do not exist:\n{}", wrong.join("\n"));
}

#[test]
fn ok_the_map_names_every_crate() {
    let map = std::fs::read_to_string(root().join("ARCHITECTURE.md")).expect("the document is there");
    for entry in std::fs::read_dir(root().join("crates")).expect("the folder is there") {
        let name = entry.expect("readable").file_name().into_string().expect("UTF-8");
        assert!(map.contains(&format!("**`crates/{name}`**")), "{name} is not on the map");
    }
}

/// The output of `$ chancery … | head -N` in the README is what the program prints; `CHANCERY_BLESS` writes it anew. The
/// commands are run one after the other in a fresh folder that holds the samples.
#[test]
fn ok_the_readme_shows_real_output() {
    let folder = tempfile::tempdir().expect("a folder");
    let samples = folder.path().join("samples");
    std::fs::create_dir(&samples).expect("made");
    for entry in std::fs::read_dir(root().join("samples")).expect("the samples are there") {
        let entry = entry.expect("readable");
        std::fs::copy(entry.path(), samples.join(entry.file_name())).expect("copied");
    }
    let place = root().join("README.md");
    let text = std::fs::read_to_string(&place).expect("the document is there");
    let mut real = String::new();
    let mut shown = false;
    let mut blocks = 0;
    for line in text.lines() {
        // What stood below a command goes, up to the end of its block.
        shown &= line != "```" && !line.starts_with("$ ");
        if shown {
            continue;
        }
        real.push_str(line);
        real.push('\n');
        // What stood below a command that prints goes, up to the next command.
        let Some(command) = line.strip_prefix("$ chancery ") else { continue };
        let (arguments, lines) = command.split_once(" | head -").unwrap_or((command, "0"));
        let output =
            chancery(&words(arguments)).current_dir(folder.path()).output().expect("the program runs");
        let lines: usize = lines.parse().expect("a number of lines");
        for printed in String::from_utf8_lossy(&output.stdout).lines().take(lines) {
            real.push_str(printed.trim_end());
            real.push('\n');
        }
        (shown, blocks) = (lines > 0, blocks + usize::from(lines > 0));
    }
    assert!(blocks > 1, "the README shows no output");
    if std::env::var_os("CHANCERY_BLESS").is_some() {
        std::fs::write(&place, &real).expect("written");
        return;
    }
    let wrong = text.lines().zip(real.lines()).find(|(shown, real)| shown != real);
    assert!(
        text == real,
        "the README shows other output than the program (CHANCERY_BLESS=1 writes it anew): {wrong:?}"
    );
}

/// Arguments as a shell parts them: at blanks that are not between single quotes.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    for (n, part) in line.split('\'').enumerate() {
        if n % 2 == 1 {
            words.push(part);
        } else {
            words.extend(part.split(' ').filter(|word| !word.is_empty()));
        }
    }
    words
}

/// Lines outside of code blocks.
fn prose(text: &str) -> impl Iterator<Item = &str> {
    let mut code = false;
    text.lines().filter(move |line| {
        let fence = line.starts_with("```");
        code ^= fence;
        !code && !fence
    })
}

/// Code that can only be a path: no blanks, and a slash, a licence's name, or the ending of a file.
fn is_path(code: &str) -> bool {
    let plain = code.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
    let file = !code.starts_with('.') && Path::new(code).extension().is_some();
    plain && (code.contains('/') || code.starts_with("LICENSE") || file)
}
