//! The documents name files that exist, and show what the program prints.

use std::path::Path;

use crate::{root, run};

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

/// The output of `$ chancery … | head -N` in the README is what the program prints; `CHANCERY_BLESS` writes it anew.
#[test]
fn ok_the_readme_shows_real_output() {
    let place = root().join("README.md");
    let text = std::fs::read_to_string(&place).expect("the document is there");
    let mut real = String::new();
    let mut shown = false;
    let mut blocks = 0;
    for line in text.lines() {
        // What stood below a command goes, up to the end of its block.
        shown &= line != "```";
        if shown {
            continue;
        }
        real.push_str(line);
        real.push('\n');
        if let Some((arguments, lines)) =
            line.strip_prefix("$ chancery ").and_then(|rest| rest.split_once(" | head -"))
        {
            let arguments: Vec<&str> = arguments.split(' ').collect();
            let output = run(&arguments).out;
            for printed in output.lines().take(lines.parse().expect("a number of lines")) {
                real.push_str(printed.trim_end());
                real.push('\n');
            }
            (shown, blocks) = (true, blocks + 1);
        }
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
