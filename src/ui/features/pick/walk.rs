//! Where the person is on a list of picks: in the address, so that a reload comes back to the same stop.

use crate::ui::routes::Address;

/// The keys of the address: the stop where the person was last, and the stops that they passed over.
pub const AT: &str = "at";
pub const SKIPPED: &str = "skip";

/// A stop by its line and its stock record (0: short).
pub type StopKey = (u32, u32);

/// Where the person is.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Walked {
    pub at: Option<StopKey>,
    pub skipped: Vec<StopKey>,
}

impl Walked {
    /// Reads it from an address.
    pub fn of(address: &Address) -> Walked {
        Walked { at: key_of(address.get(AT)), skipped: address.get(SKIPPED).split('.').filter_map(key_of).collect() }
    }
}

/// A stop as the address writes it: `12-34`.
pub fn key_of(text: &str) -> Option<StopKey> {
    let (item, inventory) = text.split_once('-')?;
    Some((item.parse().ok()?, inventory.parse().ok()?))
}

/// Writes a stop.
pub fn key_text((item, inventory): StopKey) -> String {
    [&item.to_string(), "-", &inventory.to_string()].concat()
}

/// Writes several.
pub fn keys_text(keys: &[StopKey]) -> String {
    keys.iter().map(|key| key_text(*key)).collect::<Vec<_>>().join(".")
}
