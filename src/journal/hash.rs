//! The hash chain: each entry holds the SHA-256 of the stored bytes of the entry before it.

use crate::domain::model::etag::mix;
use sha2::{Digest, Sha256};

/// A SHA-256.
pub type Hash = [u8; 32];

/// What the first entry holds in place of a hash.
pub const NONE: Hash = [0; 32];

/// Of stored bytes, as written.
pub fn hash(bytes: &[u8]) -> Hash {
    Sha256::digest(bytes).into()
}

/// A quick checksum for what is only a cache: it finds damage, not forgery.
pub fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = mix(bytes.len() as u64);
    for word in bytes.chunks(8) {
        let mut eight = [0; 8];
        eight[..word.len()].copy_from_slice(word);
        sum = mix(sum ^ u64::from_le_bytes(eight));
    }
    sum
}
