//! Crashes and full disks (trust.md T3, T7): the program is killed, or refused by the system, at one of its own calls that
//! write, and what it leaves behind is opened and compared with what it had acknowledged.
//!
//! `CRASH_POINTS` says at how many calls it is killed (40), `FAULT_POINTS` at how many it is refused (20), `FLIPS` how many bits
//! are flipped (40), `CRASH_SEED` which ones; `.ci/run` asks for 500, 200 and 300. kill -9 keeps what the system has cached: this is no test of power loss.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that unwraps fails with a message")]

mod cables;
mod flips;
mod operation;
mod verdict;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use operation::{Injection, Operation, World};

/// Calls that change what is on the disk.
const CALLS: [&str; 9] =
    ["pwrite64", "write", "fdatasync", "fsync", "ftruncate", "unlink", "renameat", "rename", "mkdir"];

#[test]
fn ok_killed_at_any_write_nothing_acknowledged_is_lost() {
    let Some(world) = world() else { return };
    let points = number("CRASH_POINTS", 40);
    let mut plan = Vec::new();
    for operation in Operation::ALL {
        // Several threads write: which of two calls comes first is different each time.
        let calls = world.calls(operation, &CALLS);
        let share = points.div_ceil(Operation::ALL.len());
        let all: Vec<(&str, usize)> =
            calls.iter().flat_map(|(call, most)| (1..=*most).map(move |n| (*call, n))).collect();
        for k in 0..share {
            let (call, n) = all[(k * all.len() / share.max(1) + random(k as u64) % 3) % all.len()];
            plan.push((
                operation,
                Injection { call, when: n.to_string(), what: "signal=SIGKILL" },
                k % 3 == 0,
            ));
        }
    }
    run(&world, &plan, |folder, (operation, injection, again)| {
        let ended = world.run(*operation, folder, Some(injection));
        if *again {
            // Crash during recovery.
            let call = ["pwrite64", "fdatasync", "write", "renameat"][random(ended.seed) % 4];
            let when = (1 + random(ended.seed + 7) % 8).to_string();
            world.recover(*operation, folder, &Injection { call, when, what: "signal=SIGKILL" });
        }
        verdict::check(&world, *operation, folder, &ended)
    });
}

#[test]
fn ok_refused_by_the_system_the_error_is_named_and_reading_goes_on() {
    let Some(world) = world() else { return };
    let points = number("FAULT_POINTS", 20);
    let mut plan = Vec::new();
    let operations =
        [Operation::First, Operation::More, Operation::Label, Operation::Reindex, Operation::Backup];
    for operation in operations {
        let calls = world.calls(operation, &["pwrite64", "write", "fdatasync", "fsync", "renameat", "mkdir"]);
        let share = points.div_ceil(operations.len());
        let all: Vec<(&str, usize)> =
            calls.iter().flat_map(|(call, most)| (1..=*most).map(move |n| (*call, n))).collect();
        for k in 0..share {
            let (call, n) = all[(k * all.len() / share.max(1) + random(k as u64) % 3) % all.len()];
            // The message itself is written with `write`: that call is refused a few times only.
            let when = if call == "write" { format!("{n}..{}", n + 3) } else { format!("{n}+") };
            let what = if k % 2 == 0 { "error=ENOSPC" } else { "error=EIO" };
            plan.push((operation, Injection { call, when, what }, false));
        }
    }
    run(&world, &plan, |folder, (operation, injection, _)| {
        let ended = world.run(*operation, folder, Some(injection));
        let named = ["full", "No space", "I/O error", "Input/output", "os error 28", "os error 5"];
        // Where output itself is refused there is nobody to tell.
        let mute = injection.call == "write" && ended.err.is_empty();
        if !mute && ended.code == Some(101) || ended.code.is_none() {
            return Err(format!("panic or signal: {}", ended.err));
        }
        if ended.code == Some(2)
            && injection.call != "write"
            && !named.iter().any(|name| ended.err.contains(name))
        {
            return Err(format!("the error is not named: {}", ended.err));
        }
        verdict::check(&world, *operation, folder, &ended)
    });
}

type Point = (Operation, Injection, bool);

fn run(world: &World, plan: &[Point], check: impl Fn(&Path, &Point) -> Result<(), String> + Sync) {
    let next = AtomicUsize::new(0);
    let failures = std::sync::Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some(point) = plan.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let folder = tempfile::tempdir_in(world.folder()).expect("a folder");
                    let checked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
                        check(folder.path(), point)
                    }));
                    let checked = checked.unwrap_or_else(|_| Err("the check panicked".to_string()));
                    if let Err(what) = checked {
                        failures
                            .lock()
                            .expect("no panic")
                            .push(format!("{:?} {:?}: {what}", point.0, point.1));
                    }
                }
            });
        }
    });
    let failures = failures.into_inner().expect("no panic");
    println!("{} points, {} failures", plan.len(), failures.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn world() -> Option<World> {
    match World::new() {
        Ok(world) => Some(world),
        Err(why) => {
            println!("SKIPPED crash: {why}");
            None
        }
    }
}

fn number(name: &str, otherwise: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(otherwise)
}

fn random(n: u64) -> usize {
    let mut x = n.wrapping_add(number("CRASH_SEED", 1) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x ^= x >> 29;
    x = x.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    (x >> 33) as usize
}
