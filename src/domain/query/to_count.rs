//! What is counted at a place: what is on hand there and in the places inside it, in walking order.

use crate::domain::query::order::sorted;
use crate::domain::query::spec::Sort;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{Date, INVENTORY, InventoryId, LocationId};

/// The records on hand at a location and inside it: by the natural order of their places, then by part, serial and lot number.
pub fn to_count(room: &Stockroom, location: LocationId, today: Date) -> Vec<InventoryId> {
    let inside = room.location_set(location, true);
    let places = (0u32..).zip(inside).filter(|(_, is_inside)| *is_inside).map(|(place, _)| place);
    let records = places.flat_map(|place| room.referrers(INVENTORY.location, place).iter().copied());
    let on_hand = records.filter(|id| room.inventory.get(*id).is_some_and(|it| !it.on_hand().is_zero())).collect();
    let by = |field| Sort { path: vec![field], descending: false };
    let order = [INVENTORY.location, INVENTORY.part, INVENTORY.serial_number, INVENTORY.lot_number].map(by);
    sorted(room, on_hand, &order, today).into_iter().map(InventoryId).collect()
}
