//! The etag: eight bytes that change whenever a stored field or a balance of a record changes, and never come back.

use std::fmt;

/// A digest of the stockroom's id and the sequence number of the entry that last touched the record.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Etag(pub u64);

/// A record and, where the caller read it first, the etag that it had.
pub type Target<T> = (T, Option<Etag>);

impl Etag {
    /// The etag of a record of stockroom `room` last touched by entry `sequence`. For one stockroom this is a
    /// bijection of the sequence number, so two entries never share an etag.
    pub fn of(room: u128, sequence: u64) -> Etag {
        let key = mix((room >> 64) as u64 ^ mix(room as u64));
        Etag(mix(sequence ^ key))
    }

    /// Reads the sixteen hexadecimal digits that `Display` writes.
    pub fn parse(text: &str) -> Option<Etag> {
        if text.len() != 16 {
            return None;
        }
        u64::from_str_radix(text, 16).ok().map(Etag)
    }
}

impl fmt::Display for Etag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// SplitMix64's finaliser: a bijection of 64 bits.
pub fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}
