//! What is interrupted: commands of the program on small archives, run under strace.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use archive::Archive;
use tempfile::TempDir;

use crate::cables::cable;

/// Cables in all, and those in the archive that most operations begin with.
const CABLES: usize = 40;
const BEFORE: usize = 24;

/// The telegram that is labelled and removed.
pub(crate) const CHOSEN: &str = "04PRAIA402";

/// A command that writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Operation {
    /// Ingest where there is no archive.
    First,
    /// Ingest more.
    More,
    Label,
    Remove,
    Reindex,
    Envelope,
    Backup,
    Restore,
}

impl Operation {
    pub(crate) const ALL: [Operation; 8] = [
        Operation::First,
        Operation::More,
        Operation::Label,
        Operation::Remove,
        Operation::Reindex,
        Operation::Envelope,
        Operation::Backup,
        Operation::Restore,
    ];
}

/// The call at which something happens, and what.
#[derive(Clone, Debug)]
pub(crate) struct Injection {
    pub(crate) call: &'static str,
    pub(crate) when: String,
    pub(crate) what: &'static str,
}

/// How a command ended.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) err: String,
    /// The last number of copies that it said were kept.
    pub(crate) acknowledged: u64,
    pub(crate) seed: u64,
}

/// Cables, archives to begin with, and what whole runs come to.
pub(crate) struct World {
    folder: TempDir,
    /// Digest of the archive to begin with.
    pub(crate) before: String,
    /// Digests of the archive after each operation.
    pub(crate) after: BTreeMap<Operation, String>,
}

impl World {
    pub(crate) fn new() -> Result<World, String> {
        let traced = Command::new("strace").args(["-f", "-e", "trace=none", "true"]).output();
        match traced {
            Ok(output) if output.status.success() => {}
            Ok(output) => return Err(String::from_utf8_lossy(&output.stderr).into_owned()),
            Err(error) => return Err(format!("strace: {error}")),
        }
        // In memory where that can be had: syncs cost nothing there.
        let shared = Path::new("/dev/shm");
        let folder = if shared.is_dir() { tempfile::tempdir_in(shared) } else { tempfile::tempdir() };
        let folder = folder.map_err(|error| error.to_string())?;
        let mut world = World { folder, before: String::new(), after: BTreeMap::new() };
        for (name, range) in [("all", 0..CABLES), ("some", 0..BEFORE)] {
            let cables = world.folder().join(name);
            std::fs::create_dir_all(&cables).expect("a folder");
            for n in range {
                let (name, text) = cable(n);
                std::fs::write(cables.join(name), text).expect("a file");
            }
        }
        let base = world.folder().join("base");
        let made = Command::new(program())
            .args(["ingest", "some", "--archive"])
            .arg(&base)
            .current_dir(world.folder())
            .output();
        assert!(made.expect("the program starts").status.success());
        world.before = digest(&base);
        let backed = Command::new(program())
            .args(["backup", "kept", "--archive"])
            .arg(&base)
            .current_dir(world.folder())
            .output();
        assert!(backed.expect("the program starts").status.success());
        for operation in Operation::ALL {
            let folder = tempfile::tempdir_in(world.folder()).expect("a folder");
            let ended = world.run(operation, folder.path(), None);
            assert_eq!(ended.code, Some(0), "{operation:?}: {}", ended.err);
            let archive = folder.path().join("archive");
            world.after.insert(operation, digest(&archive));
        }
        Ok(world)
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// How often one thread makes each of the calls in a whole run, at most.
    pub(crate) fn calls(&self, operation: Operation, calls: &[&'static str]) -> Vec<(&'static str, usize)> {
        let folder = tempfile::tempdir_in(self.folder()).expect("a folder");
        self.prepare(operation, folder.path());
        let log = folder.path().join("log");
        let mut command = Command::new("strace");
        command.arg("-f").arg("-o").arg(&log).arg("-e").arg(format!("trace={}", calls.join(",")));
        command.arg(program()).args(self.arguments(operation)).current_dir(folder.path());
        command.output().expect("strace starts");
        let mut counts: BTreeMap<(String, &'static str), usize> = BTreeMap::new();
        for line in std::fs::read_to_string(&log).expect("a log").lines() {
            let mut words = line.split_whitespace();
            let (Some(thread), Some(rest)) = (words.next(), words.next()) else { continue };
            let Some(name) = rest.split('(').next() else { continue };
            if let Some(call) = calls.iter().find(|call| **call == name) {
                *counts.entry((thread.to_string(), *call)).or_default() += 1;
            }
        }
        let most = |call: &str| counts.iter().filter(|((_, own), _)| *own == call).map(|(_, n)| *n).max();
        calls.iter().filter_map(|call| Some((*call, most(call)?))).collect()
    }

    /// Runs an operation in `folder`, from its beginning.
    pub(crate) fn run(&self, operation: Operation, folder: &Path, injection: Option<&Injection>) -> Ended {
        self.prepare(operation, folder);
        self.again(operation, folder, injection)
    }

    /// Runs an operation on what is there.
    pub(crate) fn again(&self, operation: Operation, folder: &Path, injection: Option<&Injection>) -> Ended {
        traced(folder, &self.arguments(operation), injection)
    }

    /// Opens the archive, which brings it up to date.
    pub(crate) fn recover(&self, operation: Operation, folder: &Path, injection: &Injection) {
        let reading = ["search", "harbour", "--archive", "archive"].map(str::to_string);
        if operation == Operation::First || folder.join("archive").exists() {
            traced(folder, &reading, Some(injection));
        }
    }

    fn prepare(&self, operation: Operation, folder: &Path) {
        if !matches!(operation, Operation::First | Operation::Restore) {
            copy(&self.folder().join("base"), &folder.join("archive"));
        }
    }

    fn arguments(&self, operation: Operation) -> Vec<String> {
        let path = |name: &str| self.folder().join(name).to_string_lossy().into_owned();
        let words: Vec<String> = match operation {
            Operation::First | Operation::More => {
                let mut words = vec!["ingest".to_string(), path("all")];
                words.extend(
                    ["--threads", "1", "--commit-every", "6", "--format", "jsonl"].map(str::to_string),
                );
                words
            }
            Operation::Label => ["label", CHOSEN, "TS"].map(str::to_string).to_vec(),
            Operation::Remove => ["remove", CHOSEN].map(str::to_string).to_vec(),
            Operation::Reindex => vec!["reindex".to_string()],
            Operation::Envelope => ["reindex", "--envelope", "portions"].map(str::to_string).to_vec(),
            Operation::Backup => ["backup", "backup"].map(str::to_string).to_vec(),
            Operation::Restore => vec!["restore".to_string(), path("kept")],
        };
        words.into_iter().chain(["--archive", "archive"].map(str::to_string)).collect()
    }
}

fn traced(folder: &Path, arguments: &[String], injection: Option<&Injection>) -> Ended {
    let mut command = match injection {
        Some(Injection { call, when, what }) => {
            let mut command = Command::new("strace");
            command.args(["-f", "-o", "/dev/null", "--seccomp-bpf", "-e"]).arg(format!("trace={call}"));
            command.arg("-e").arg(format!("inject={call}:{what}:when={when}")).arg(program());
            command
        }
        None => Command::new(program()),
    };
    let output = command.args(arguments).current_dir(folder).output().expect("the program starts");
    let out = String::from_utf8_lossy(&output.stdout);
    let acknowledged = out
        .lines()
        .filter_map(|line| line.strip_prefix("{\"committed\":")?.strip_suffix('}')?.parse().ok())
        .max()
        .unwrap_or(0);
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    let seed =
        out.len() as u64 * 31 + arguments.len() as u64 + injection.map_or(0, |one| one.when.len() as u64);
    Ended { code: output.status.code(), err, acknowledged, seed }
}

pub(crate) fn program() -> PathBuf {
    std::env::var_os("CHANCERY_BIN")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_chancery")), PathBuf::from)
}

pub(crate) fn digest(folder: &Path) -> String {
    Archive::open(folder).and_then(|archive| archive.digest()).expect("a whole archive")
}

pub(crate) fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let to = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &to);
        } else {
            std::fs::copy(entry.path(), to).expect("a copy");
        }
    }
}
