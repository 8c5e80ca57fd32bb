//! A Zstandard file (RFC 8878). Its content keeps the file's path.

use zstd::stream::read::Decoder;

use crate::walk::{Flow, Walk, stream_problem};
use crate::window::Window;

use super::{expanded, member};

/// Largest window that is allowed, as a power of two: 128 MiB, what the packing program gives with `--ultra`.
const WINDOW_LOG: u32 = 27;

/// Reads what was packed.
pub(crate) fn read(walk: &mut Walk, path: &str, window: &mut Window) -> Flow {
    let opened = Decoder::with_buffer(window).and_then(|mut decoder| {
        decoder.window_log_max(WINDOW_LOG)?;
        Ok(decoder)
    });
    match opened {
        Ok(decoder) => {
            let inner = expanded(walk, decoder);
            member(walk, path, inner)
        }
        Err(error) => walk.problem(stream_problem(path, Some(0), &error)),
    }
}
