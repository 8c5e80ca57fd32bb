//! The hash under which keys stand in an index. The build script uses the same function.

/// FNV-1a, its upper half folded into the lower: keys are short, and this is short too.
pub(crate) fn hash(key: &[u8]) -> u32 {
    let whole = key.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3)
    });
    (whole ^ (whole >> 32)) as u32
}
