//! A gzip file (RFC 1952), of one part or of several one after the other. Its content keeps the file's path.

use flate2::bufread::MultiGzDecoder;

use crate::walk::{Flow, Walk};
use crate::window::Window;

use super::{expanded, member};

/// Reads what was packed.
pub(crate) fn read(walk: &mut Walk, path: &str, window: &mut Window) -> Flow {
    let inner = expanded(walk, MultiGzDecoder::new(window));
    member(walk, path, inner)
}
