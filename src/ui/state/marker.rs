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
    /// Its database.
    pub database: String,
}

fn key(slot: Slot) -> String {
    ["kitroom:", &crate::web::base_path(), ":", slot.word(), ":here"].concat()
}

impl Marker {
    /// What is remembered, if anything.
    pub fn stored(slot: Slot) -> Option<Marker> {
        if is_open() { LocalStorage::get(key(slot)).ok() } else { None }
    }

    /// Remembers it. A page whose stockroom was replaced may not have heard of that yet: it takes the place of another one's
    /// only when it was just `opened`, and never that of a new one, which may be empty.
    pub fn store(&self, slot: Slot, opened: bool) {
        let there = Marker::stored(slot).filter(|there| !there.database.is_empty() && there.database != self.database);
        if is_open() && there.is_none_or(|there| opened && there.entries > 0) {
            let _ = LocalStorage::set(key(slot), self);
        }
    }

    /// Remembers that another database is current from now on, which may be empty.
    pub fn replace(slot: Slot, database: &str) {
        if is_open() {
            let _ = LocalStorage::set(key(slot), Marker { database: database.to_owned(), ..Marker::default() });
        }
    }

    /// Whether a stockroom that had entries was here.
    pub fn was_filled(slot: Slot) -> bool {
        Marker::stored(slot).is_some_and(|there| there.entries > 0)
    }
}
