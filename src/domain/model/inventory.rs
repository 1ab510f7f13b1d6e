//! Physical stock: one serial, one lot at one place, or an untracked quantity.

use crate::domain::model::attribute_value::Attributes;
use crate::domain::model::date::{Date, Timestamp};
use crate::domain::model::location::LocationId;
use crate::domain::model::part::{PartId, Tracking};
use crate::domain::model::party::{SupplierId, UnitId};
use crate::domain::model::quantity::Quantity;
use crate::domain::model::text::Text;
use crate::{choice, record, record_id};

record_id!(/// Names a [`PartInventory`].
    InventoryId, Inventory);

choice!(/// What the stock is meant for.
    Usage { Production = 1 "PRODUCTION", Development = 2 "DEVELOPMENT", Test = 3 "TEST", Spare = 4 "SPARE" });

record! {
    /// A stock record. `stock` and `scrapped` are balances: only `move_quantity` changes them. What is in kits
    /// and installed stands on the kit rows and installations that hold it.
    PartInventory in Inventory as INVENTORY: InventoryFields {
        /// For labels.
        1 uid: u128,
        2 part "partId": PartId,
        3 serial_number "serialNumber": Text,
        4 lot_number "lotNumber": Text,
        /// Of what is on hand. None: not placed yet.
        5 location "locationId": LocationId,
        6 supplier "supplierId": SupplierId,
        /// None: its part's.
        7 unit_of_measure "unitOfMeasureId": UnitId,
        /// Cost of one unit.
        8 cost: Option<Quantity>,
        9 usage_type "usageType": Usage,
        /// On hold: can't be issued.
        10 unavailable: bool,
        /// What it was split from.
        11 origin "originPartInventoryId": InventoryId,
        /// The record it was merged into.
        12 merged_into "mergedIntoId": InventoryId,
        /// The last good day.
        13 expires_on "expiresOn": Option<Date>,
        /// When it came in; first in, first out goes by this. Copied on a split.
        14 aged_from "agedFrom": Timestamp,
        15 notes: Text,
        /// Usable and on hand.
        16 stock: Quantity,
        /// On hand, not usable.
        17 scrapped: Quantity,
        /// Why it is on hold.
        18 hold_reason "holdReason": Text,
        /// A code on it that is none of this stockroom's labels, bound to it at its first scan.
        22 barcode: Text,
        /// Of a tool: the day of its last maintenance.
        19 last_maintained "lastMaintainedDate": Option<Date>,
        /// The day of its last count.
        40 last_counted "lastCountedDate": Option<Date>,
        /// Values of the fields that the person defined.
        30 attributes: Attributes,
    }
}

impl PartInventory {
    /// Derived from its numbers [ION]: a serial number makes it serial, else a lot number makes it lot.
    pub fn tracking(&self) -> Tracking {
        match (self.serial_number.is_empty(), self.lot_number.is_empty()) {
            (false, _) => Tracking::Serial,
            (true, false) => Tracking::Lot,
            (true, true) => Tracking::Untracked,
        }
    }

    /// Whether its age date is known: an absent one is no date, not that of the first day.
    pub fn has_age(&self) -> bool {
        self.aged_from != Timestamp::default()
    }

    /// What is at its location: stock and scrapped.
    pub fn on_hand(&self) -> Quantity {
        Quantity::sum([self.stock, self.scrapped])
    }
}
