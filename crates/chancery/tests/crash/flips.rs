//! Silent damage (trust.md T5): single bits are turned over anywhere in an archive. Whatever changes what a reader is
//! told must be found by `verify`. `FLIPS` says how many (300).

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::cables::cable;
use crate::operation::{copy, program};
use crate::{number, random};

/// What readers ask of each archive.
const SCRIPT: [&[&str]; 5] = [
    &["search", "kind:telegram", "--all", "--format", "json", "--as", "high"],
    &["search", "minister", "--facets", "--format", "json", "--as", "low"],
    &["show", "04PRAIA402", "--format", "json", "--as", "high"],
    &["show", "04PRAIA412", "--raw", "--as", "low"],
    &["stats", "--format", "json", "--as", "low"],
];

#[test]
fn ok_verify_finds_every_flip_that_changes_an_answer() {
    let folder = tempfile::tempdir().expect("a folder");
    let cables = folder.path().join("cables");
    std::fs::create_dir_all(&cables).expect("a folder");
    for (name, text) in (0..20).map(cable) {
        std::fs::write(cables.join(name), text).expect("a file");
    }
    let base = folder.path().join("base");
    run(&base, &["ingest", &cables.to_string_lossy()]);
    run(&base, &["reader", "add", "low", "--level", "C"]);
    let high = [
        "reader",
        "add",
        "high",
        "--level",
        "TS",
        "--control",
        "NOFORN",
        "--caption",
        "NODIS",
        "--caption",
        "EXDIS",
    ];
    run(&base, &high);
    assert_eq!(run(&base, &["verify"]).0, Some(0));
    let expected: Vec<_> = SCRIPT.iter().map(|arguments| run(&base, arguments)).collect();
    assert!(expected.iter().all(|(code, _)| *code == Some(0)), "{expected:?}");
    let files = files(&base, &base);
    let total: usize = files.iter().map(|(_, size)| size).sum();
    let next = AtomicUsize::new(0);
    let (changed, served) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let missed = std::sync::Mutex::new(Vec::new());
    let flips = number("FLIPS", 40);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= flips {
                        break;
                    }
                    let mut at = random(n as u64 * 3) % total;
                    let mut place = files.iter().find(|(_, size)| {
                        let here = at < *size;
                        at = if here { at } else { at - size };
                        here
                    });
                    if n % 2 == 1 {
                        // Small files have their turn, too.
                        place = files.get(random(n as u64 * 5) % files.len());
                        at = random(n as u64 * 7) % place.map_or(1, |(_, size)| *size);
                    }
                    let (file, _) = place.expect("a file");
                    let work = tempfile::tempdir_in(folder.path()).expect("a folder");
                    let archive = work.path().join("archive");
                    copy(&base, &archive);
                    let mut bytes = std::fs::read(archive.join(file)).expect("a file");
                    bytes[at] ^= 1 << (n % 8);
                    std::fs::write(archive.join(file), bytes).expect("written");
                    let verified = run(&archive, &["verify"]).0;
                    for (arguments, was) in SCRIPT.iter().zip(&expected) {
                        let is = run(&archive, arguments);
                        if is == *was {
                            continue;
                        }
                        changed.fetch_add(1, Ordering::Relaxed);
                        served.fetch_add(usize::from(is.0 == Some(0)), Ordering::Relaxed);
                        if verified == Some(0) {
                            let what = format!(
                                "{} byte {at} bit {}: {arguments:?}: {:?}",
                                file.display(),
                                n % 8,
                                is.0
                            );
                            missed.lock().expect("no panic").push(what);
                        }
                    }
                }
            });
        }
    });
    let missed = missed.into_inner().expect("no panic");
    println!(
        "{flips} flips: {} answers changed, {} of them without an error, {} unseen",
        changed.into_inner(),
        served.into_inner(),
        missed.len()
    );
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// Exit code and output.
fn run(archive: &Path, arguments: &[&str]) -> (Option<i32>, Vec<u8>) {
    let output = Command::new(program()).args(arguments).arg("--archive").arg(archive).output();
    let output = output.expect("the program starts");
    (output.status.code(), output.stdout)
}

/// All files that have bytes, below the folder, with their sizes.
fn files(root: &Path, folder: &Path) -> Vec<(PathBuf, usize)> {
    let mut found = Vec::new();
    let mut entries: Vec<_> =
        std::fs::read_dir(folder).expect("a folder").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            found.extend(files(root, &path));
        } else if let Ok(data) = path.metadata()
            && data.len() > 0
        {
            found.push((path.strip_prefix(root).expect("below").to_path_buf(), data.len() as usize));
        }
    }
    found
}
