//! Damage done to cables on their way.

use super::draft::Draft;
use super::random::Random;

pub(crate) fn damage(text: String, _draft: &Draft, _random: &mut Random) -> (Vec<u8>, Vec<&'static str>) {
    (text.into_bytes(), Vec::new())
}
