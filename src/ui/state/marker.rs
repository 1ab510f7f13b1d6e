//! What localStorage remembers of the stockroom of this device, so that one that is gone is noticed and not silently begun anew.

use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

use super::preferences::is_open;
use crate::web::shelf::Slot;

/// That there is a stockroom here.
#[derive(Clone, PartialEq, Eq, Default, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Marker {
    /// Entries of its history.
    pub entries: u64,
    /// When it was last opened or changed, in milliseconds since 1970.
    pub time: i64,
}

fn key(slot: Slot) -> String {
    ["kitroom:", &crate::web::base_path(), ":", slot.word(), ":here"].concat()
}

impl Marker {
    /// What is remembered, if anything.
    pub fn stored(slot: Slot) -> Option<Marker> {
        if is_open() { LocalStorage::get(key(slot)).ok() } else { None }
    }

    /// Remembers it.
    pub fn store(&self, slot: Slot) {
        if is_open() {
            let _ = LocalStorage::set(key(slot), self);
        }
    }

    /// Forgets it: the next stockroom may begin empty.
    pub fn forget(slot: Slot) {
        if is_open() {
            LocalStorage::delete(key(slot));
        }
    }
}
