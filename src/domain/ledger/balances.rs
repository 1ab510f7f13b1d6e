//! What the holders of a stock record have, and what they may have together.

use crate::domain::model::holder::Holder;
use crate::domain::model::inventory::InventoryId;
use crate::domain::model::part::Tracking;
use crate::domain::model::quantity::{ONE, Quantity};
use crate::domain::store::stockroom::Stockroom;

/// Whether a holder may have less than nothing: only untracked stock, which is counted seldom and used all the time.
pub fn may_be_below_zero(holder: Holder, tracking: Tracking) -> bool {
    holder == Holder::Stock && tracking == Tracking::Untracked
}

/// Whether a serial that is held so much (in millionths, over all its holders) exists at most once.
pub fn exists_once(held: i128) -> bool {
    let one = i128::from(ONE);
    held <= one
}

impl Stockroom {
    /// What a holder has of a record. Nothing for the outside, and for a row or installation of another record.
    pub fn balance(&self, inventory: InventoryId, holder: Holder) -> Quantity {
        match holder {
            Holder::Outside(_) => Quantity::ZERO,
            Holder::Stock => self.inventory.get(inventory.0).map_or(Quantity::ZERO, |record| record.stock),
            Holder::Scrapped => self.inventory.get(inventory.0).map_or(Quantity::ZERO, |record| record.scrapped),
            Holder::Kit(row) => match self.kit_rows.get(row.0) {
                Some(row) if row.inventory == inventory => row.quantity,
                _ => Quantity::ZERO,
            },
            Holder::Installed(installation) => match self.installations.get(installation.0) {
                Some(installation) if installation.inventory == inventory => installation.quantity,
                _ => Quantity::ZERO,
            },
        }
    }

    /// Stock + Scrapped + Kit + Installed of a record, in millionths.
    pub fn held_anywhere_micros(&self, inventory: InventoryId) -> i128 {
        let Some(record) = self.inventory.get(inventory.0) else { return 0 };
        let on_hand = i128::from(record.stock.micros()) + i128::from(record.scrapped.micros());
        on_hand + self.in_kits_micros(inventory) + self.installed_micros(inventory)
    }

    /// The same as a quantity.
    pub fn held_anywhere(&self, inventory: InventoryId) -> Quantity {
        Quantity::total(self.held_anywhere_micros(inventory))
    }

    /// Whether any holder has some of a record, also where what they have sums to nothing.
    pub fn is_held(&self, inventory: InventoryId) -> bool {
        self.inventory.get(inventory.0).is_some_and(|record| !record.stock.is_zero() || !record.scrapped.is_zero())
            || self.in_kits_micros(inventory) != 0
            || self.installed_micros(inventory) != 0
    }

    /// Issued to kits and not installed.
    pub fn in_kits(&self, inventory: InventoryId) -> Quantity {
        Quantity::total(self.in_kits_micros(inventory))
    }

    /// Installed on units.
    pub fn installed(&self, inventory: InventoryId) -> Quantity {
        Quantity::total(self.installed_micros(inventory))
    }

    fn in_kits_micros(&self, inventory: InventoryId) -> i128 {
        self.held(inventory.0).in_kits
    }

    fn installed_micros(&self, inventory: InventoryId) -> i128 {
        self.held(inventory.0).installed
    }
}
