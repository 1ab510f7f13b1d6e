//! What is read of whole entries, which come from the journal later than the history itself.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::domain::{Entry, Stockroom};
use crate::ui::state::use_stockroom;
use crate::web::clock;

/// How long a page stands until large entries are read for it, in milliseconds. Who scans one record after another has left by then.
const REST: i32 = 800;

/// What `read` makes of each of the wanted entries, by number, as soon as it is read; each entry is read once. Large ones
/// come last: reading an import of 100,000 rows takes the page a third of a second.
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
        let (large, small): (Vec<u64>, Vec<u64>) = missing.into_iter().partition(|sequence| stockroom.is_large(*sequence));
        let fetch = |sequences: Vec<u64>| {
            let read = read.clone();
            move || {
                // The page may have been left meanwhile.
                if sequences.is_empty() || known.is_disposed() {
                    return;
                }
                stockroom.bodies(sequences, move |entries| {
                    let found: Vec<_> = stockroom.read_untracked(|stockroom| {
                        entries.iter().map(|entry| (entry.sequence, read(stockroom, entry))).collect()
                    });
                    known.try_update(|known| known.extend(found));
                });
            }
        };
        fetch(small)();
        if !large.is_empty() {
            let fetch_large = fetch(large);
            clock::after(REST, move || clock::when_idle(fetch_large));
        }
    });
    known
}
