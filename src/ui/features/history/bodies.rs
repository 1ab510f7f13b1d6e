//! What is read of whole entries, which come from the journal later than the history itself.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::domain::{Entry, Stockroom};
use crate::ui::state::use_stockroom;

/// What `read` makes of each of the wanted entries, by number, as soon as it is read; each entry is read once.
pub fn use_bodies<T: Send + Sync + 'static>(
    wanted: impl Fn() -> Vec<u64> + 'static,
    read: impl Fn(&Stockroom, &Entry) -> T + Clone + 'static,
) -> RwSignal<BTreeMap<u64, T>> {
    let stockroom = use_stockroom();
    let known = RwSignal::new(BTreeMap::new());
    Effect::new(move || {
        let mut missing = wanted();
        known.with_untracked(|known: &BTreeMap<u64, T>| missing.retain(|sequence| !known.contains_key(sequence)));
        if missing.is_empty() {
            return;
        }
        let read = read.clone();
        stockroom.bodies(missing, move |entries| {
            let found: Vec<_> = stockroom
                .read_untracked(|stockroom| entries.iter().map(|entry| (entry.sequence, read(stockroom, entry))).collect());
            // The page may have been left meanwhile.
            known.try_update(|known| known.extend(found));
        });
    });
    known
}
