//! The recall list of a lot or a serial: everything of it, at any place, and what it went into at any depth.

use crate::domain::derive::genealogy::where_used;
use crate::domain::derive::place::Place;
use crate::domain::store::stockroom::{Key, Stockroom};
use crate::domain::{Holder, INVENTORY, InventoryId};
use std::collections::BTreeSet;

/// Records and levels of an answer at most.
pub const RECALL_LIMIT: usize = 5_000;
const DEPTH: usize = 64;

/// Some of what is recalled, and where it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Recalled {
    /// The record that it is counted on.
    pub inventory: InventoryId,
    pub place: Place,
    /// Of what is installed: the units above it, the nearest first; the last is the whole that was built or shipped.
    pub units: Vec<InventoryId>,
}

/// All records of the same serial or lot of a part, what was split from them included, by id.
pub fn recalled_records(room: &Stockroom, inventory: InventoryId) -> Vec<InventoryId> {
    let mut found: BTreeSet<u32> = BTreeSet::from([inventory.0]);
    if let Some(record) = room.inventory.get(inventory.0).filter(|it| it.serial_number.is_empty()) {
        let same = room.lookup(Key::Lot, record.part.0, &record.lot_number).iter().copied();
        found.extend(
            same.filter(|id| {
                room.inventory.get(*id).is_some_and(|it| it.part == record.part && it.lot_number == record.lot_number)
            }),
        );
    }
    let mut open: Vec<u32> = found.iter().copied().collect();
    while let Some(at) = open.pop() {
        if found.len() >= RECALL_LIMIT {
            break;
        }
        open.extend(room.referrers(INVENTORY.origin, at).iter().copied().filter(|id| found.insert(*id)));
    }
    found.into_iter().map(InventoryId).collect()
}

/// The recall list: each place of each record, what is nowhere left out.
pub fn recall(room: &Stockroom, inventory: InventoryId) -> Vec<Recalled> {
    let mut list = Vec::new();
    for id in recalled_records(room, inventory) {
        for place in room.places(id) {
            if place.quantity.is_zero() {
                continue;
            }
            if list.len() >= RECALL_LIMIT {
                return list;
            }
            list.push(Recalled { inventory: id, units: units(room, &place), place });
        }
    }
    list
}

/// The units above what is installed at a place: what it is on, and so on upwards.
fn units(room: &Stockroom, place: &Place) -> Vec<InventoryId> {
    let Holder::Installed(installation) = place.holder else { return Vec::new() };
    let need = room.installations.get(installation.0).and_then(|it| room.requirements.get(it.requirement.0));
    let Some(unit) = need.map(|need| need.unit) else { return Vec::new() };
    let mut units = vec![unit];
    // A unit is a serial, which is at one place: each level has one.
    units.extend(where_used(room, unit, DEPTH).into_iter().map(|it| it.unit));
    units
}
