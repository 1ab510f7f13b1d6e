//! Sets of ids as bits, without a panic for an id beyond the end.

use fixedbitset::FixedBitSet;

/// An empty set for ids below `end`.
pub fn below(end: u32) -> FixedBitSet {
    FixedBitSet::with_capacity(end as usize)
}

/// Adds an id; one at or beyond the end is left out.
pub fn add(set: &mut FixedBitSet, id: u32) {
    if (id as usize) < set.len() {
        set.insert(id as usize);
    }
}

/// Takes an id out.
pub fn take(set: &mut FixedBitSet, id: u32) {
    if (id as usize) < set.len() {
        set.remove(id as usize);
    }
}

/// Whether an id is in the set.
pub fn has(set: &FixedBitSet, id: u32) -> bool {
    set.contains(id as usize)
}

/// The ids, ascending.
pub fn list(set: &FixedBitSet) -> Vec<u32> {
    let mut ids = Vec::with_capacity(set.count_ones(..));
    ids.extend(set.ones().map(|id| id as u32));
    ids
}
