//! Where stock is: all places of a record, and what open kits still lack.

use crate::domain::derive::names::DEPTH_LIMIT;
use crate::domain::store::stockroom::Stockroom;
use crate::domain::{
    Date, Holder, INSTALLATION, INVENTORY, InstallationId, InventoryId, KIT_ROW, KitRowId, LOCATION, LocationId, PartId,
    Quantity, Table, Total,
};

/// Some of a record's quantity and where it is.
#[derive(Clone, PartialEq, Debug)]
pub struct Place {
    pub holder: Holder,
    pub quantity: Quantity,
    /// None (0) where nobody said.
    pub location: LocationId,
    /// The kit or the unit that it is with.
    pub via: Option<(Table, u32)>,
}

impl Stockroom {
    /// All places of a record. What is nowhere has one place, of quantity zero: where the record says.
    pub fn places(&self, inventory: InventoryId) -> Vec<Place> {
        let Some(record) = self.inventory.get(inventory.0) else { return Vec::new() };
        let mut places = Vec::new();
        for (holder, quantity) in [(Holder::Stock, record.stock), (Holder::Scrapped, record.scrapped)] {
            if !quantity.is_zero() {
                places.push(Place { holder, quantity, location: record.location, via: None });
            }
        }
        for id in self.referrers(KIT_ROW.inventory, inventory.0) {
            let Some(row) = self.kit_rows.get(*id).filter(|row| !row.quantity.is_zero()) else { continue };
            let kit = self.kit_items.get(row.item.0).map_or(0, |item| item.part_kit.0);
            let location = self.kit_location(KitRowId(*id));
            places.push(Place {
                holder: Holder::Kit(KitRowId(*id)),
                quantity: row.quantity,
                location,
                via: Some((Table::Kit, kit)),
            });
        }
        for id in self.referrers(INSTALLATION.inventory, inventory.0) {
            let Some(it) = self.installations.get(*id).filter(|it| !it.quantity.is_zero()) else { continue };
            let unit = self.requirements.get(it.requirement.0).map_or(InventoryId(0), |need| need.unit);
            let location = self.unit_location(unit);
            let holder = Holder::Installed(InstallationId(*id));
            places.push(Place { holder, quantity: it.quantity, location, via: Some((Table::Inventory, unit.0)) });
        }
        if places.is_empty() {
            places.push(Place { holder: Holder::Stock, quantity: Quantity::ZERO, location: record.location, via: None });
        }
        places
    }

    /// Whether any of a record's quantity is at one of the locations (by id, whether it is one).
    pub fn is_placed_in(&self, inventory: InventoryId, locations: &[bool]) -> bool {
        let Some(record) = self.inventory.get(inventory.0) else { return false };
        let within = |location: LocationId| locations.get(location.0 as usize).copied().unwrap_or(false);
        let mut elsewhere = false;
        for id in self.referrers(KIT_ROW.inventory, inventory.0) {
            if self.kit_rows.get(*id).is_some_and(|row| !row.quantity.is_zero()) {
                elsewhere = true;
                if within(self.kit_location(KitRowId(*id))) {
                    return true;
                }
            }
        }
        for id in self.referrers(INSTALLATION.inventory, inventory.0) {
            let Some(it) = self.installations.get(*id).filter(|it| !it.quantity.is_zero()) else { continue };
            elsewhere = true;
            let unit = self.requirements.get(it.requirement.0).map_or(InventoryId(0), |need| need.unit);
            if within(self.unit_location(unit)) {
                return true;
            }
        }
        let here = !elsewhere || !record.stock.is_zero() || !record.scrapped.is_zero();
        here && within(record.location)
    }

    fn kit_location(&self, row: KitRowId) -> LocationId {
        let item = self.kit_rows.get(row.0).and_then(|row| self.kit_items.get(row.item.0));
        item.and_then(|item| self.kits.get(item.part_kit.0)).map_or(LocationId(0), |kit| kit.current_location)
    }

    /// Where a unit is: on hand where it says, else with its kit or the unit that it is on, else where it says.
    pub fn unit_location(&self, unit: InventoryId) -> LocationId {
        let mut at = unit;
        for _ in 0..DEPTH_LIMIT {
            let Some(record) = self.inventory.get(at.0) else { return LocationId(0) };
            if !record.stock.is_zero() || !record.scrapped.is_zero() {
                return record.location;
            }
            let row = self
                .referrers(KIT_ROW.inventory, at.0)
                .iter()
                .find(|id| self.kit_rows.get(**id).is_some_and(|row| !row.quantity.is_zero()));
            if let Some(row) = row {
                return self.kit_location(KitRowId(*row));
            }
            let installations = self.referrers(INSTALLATION.inventory, at.0).iter().filter_map(|id| self.installations.get(*id));
            let above = installations.filter(|it| !it.quantity.is_zero()).find_map(|it| self.requirements.get(it.requirement.0));
            match above {
                Some(need) => at = need.unit,
                None => return record.location,
            }
        }
        LocationId(0)
    }

    /// By id, whether a location is this one or, with `below`, somewhere below it.
    pub fn location_set(&self, location: LocationId, below: bool) -> Vec<bool> {
        let mut set = vec![false; self.locations.next_id() as usize];
        let mut open = vec![location.0];
        while let Some(at) = open.pop() {
            let Some(place) = set.get_mut(at as usize).filter(|place| !**place) else { continue };
            *place = true;
            if below {
                open.extend_from_slice(self.referrers(LOCATION.parent, at));
            }
        }
        set
    }

    /// What can be issued of a part now, over all its records.
    pub fn part_available(&self, part: PartId, today: Date) -> Total {
        let records = self.referrers(INVENTORY.part, part.0).iter().map(|id| self.available(InventoryId(*id), today));
        Total::of(records)
    }
}
