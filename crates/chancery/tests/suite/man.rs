//! `chancery man`, `chancery completions`, `--help`: what the program says about itself.

use crate::{root, run};

/// The commands that `--help` lists.
fn commands() -> Vec<String> {
    let help = run(&["--help"]).out;
    let listed = help
        .lines()
        .skip_while(|line| !line.starts_with("Commands:"))
        .skip(1)
        .take_while(|line| !line.is_empty());
    let names: Vec<String> =
        listed.filter_map(|line| line.split_whitespace().next()).map(str::to_string).collect();
    assert!(names.contains(&"parse".to_string()), "{help}");
    names.into_iter().filter(|name| name != "help").collect()
}

#[test]
fn ok_help_of_each_command_has_examples() {
    for command in commands() {
        let help = run(&[&command, "--help"]);
        assert_eq!(help.code, Some(0));
        let example = format!("  chancery {command} ");
        assert!(help.out.contains("Examples:") && help.out.contains(&example), "{command}:\n{}", help.out);
    }
}

#[test]
fn ok_help_names_the_exit_codes() {
    let help = run(&["--help"]).out;
    assert!(help.contains("0 found, 1 nothing found, 2"), "{help}");
}

#[test]
fn ok_readme_lists_each_command() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("there is one");
    for command in commands() {
        let named = [" ", "`"].iter().any(|end| readme.contains(&format!("| `chancery {command}{end}")));
        assert!(named, "{command} is not in the table of commands");
    }
}

#[test]
fn ok_a_page_for_each_command() {
    let folder = tempfile::tempdir().expect("a folder");
    let pages = folder.path().join("man1");
    assert_eq!(run(&["man", pages.to_str().expect("UTF-8")]).code, Some(0));
    for command in commands() {
        assert!(pages.join(format!("chancery-{command}.1")).exists(), "{command}");
    }
    assert!(run(&["man"]).out.contains(".TH chancery 1"));
}

#[test]
fn ok_completions_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&["completions", shell]);
        assert_eq!(script.code, Some(0));
        assert!(script.out.contains("as-of"), "{shell}");
    }
    assert_eq!(run(&["completions", "abacus"]).code, Some(2));
}
