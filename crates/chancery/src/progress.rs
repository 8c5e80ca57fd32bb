//! One line on standard error that tells how far a long work is; nothing where that is no terminal.

use std::io::{IsTerminal, Write, stderr};
use std::time::{Duration, Instant};

/// How often the line is written anew.
const EVERY: Duration = Duration::from_millis(200);

/// A line of progress.
pub(crate) struct Progress {
    on: bool,
    began: Instant,
    last: Option<Instant>,
    /// What all of it comes to, where that is known.
    total: Option<u64>,
}

impl Progress {
    pub(crate) fn new(total: Option<u64>) -> Progress {
        Progress { on: stderr().is_terminal(), began: Instant::now(), last: None, total }
    }

    /// Says that `done` of the total is done, in `words`.
    pub(crate) fn tell(&mut self, done: u64, words: impl FnOnce() -> String) {
        if !self.on || self.last.is_some_and(|last| last.elapsed() < EVERY) {
            return;
        }
        self.last = Some(Instant::now());
        let spent = self.began.elapsed();
        let left = self.total.filter(|total| done > 0 && *total >= done).map(|total| {
            let seconds = spent.as_secs_f64() * (total - done) as f64 / done as f64;
            format!(", {} left", duration(Duration::from_secs_f64(seconds)))
        });
        eprint!("\r\x1b[K{}{}", words(), left.unwrap_or_default());
        let _ = stderr().flush();
    }

    /// How long it has taken so far.
    pub(crate) fn spent(&self) -> Duration {
        self.began.elapsed()
    }

    /// Takes the line away.
    pub(crate) fn clear(&mut self) {
        if self.on && self.last.take().is_some() {
            eprint!("\r\x1b[K");
        }
    }
}

/// `1 h 4 min`, `12 s`.
pub(crate) fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}
